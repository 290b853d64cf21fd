"""Only what a notebook declares reaches it, and only as one of the five plain types."""

from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpd_toolkit.errors import UsageError
from cpd_toolkit.i18n import Words
from cpd_toolkit.report.parameters import Parameter, check, declared

SAY = Words("en")
KNOWN = {
    name: Parameter(name, kind, None, "")
    for name, kind in {"text": "str", "count": "int", "share": "float", "open": "bool"}.items()
}


class Text(str):
    """Prints itself as code: what papermill would paste."""

    def __repr__(self) -> str:
        return "__import__('os').system('true')"


def test_a_parameters_cell_is_read_line_by_line(notebook):
    path = notebook(
        'lang: str = "fr"  # fr or en, "as is"\nneed: int = 4\nshare: float = -0.5  # a part\nx = 3', "1 + 1"
    )
    assert declared(path) == {
        "lang": Parameter("lang", "str", "fr", 'fr or en, "as is"'),
        "need": Parameter("need", "int", 4, ""),
        "share": Parameter("share", "float", -0.5, "a part"),
    }


def test_an_unknown_name_is_refused_with_the_nearest():
    with pytest.raises(
        UsageError, match=r"no parameter called shar\. The nearest is share\. .*text, count, share and open"
    ):
        check({"shar": 1.0}, KNOWN, SAY)


@pytest.mark.parametrize(
    "name", ["x = 1; import os; y", "text = __import__('os')  #", "", "été", "text\n", "__class__"], ids=repr
)
def test_no_name_is_code(name):
    with pytest.raises(UsageError, match="no parameter called"):
        check({name: "value"}, KNOWN, SAY)


@pytest.mark.parametrize(
    ("name", "value", "given_type"),
    [
        ("text", ("a", "b"), "tuple"),
        ("text", 4, "int"),
        ("text", Path("a"), type(Path("a")).__name__),
        ("text", Text("a"), "Text"),
        ("text", b"a", "bytes"),
        ("count", "4", "str"),
        ("count", True, "bool"),
        ("count", 4.0, "float"),
        ("share", "0.5", "str"),
        ("open", 1, "int"),
    ],
)
def test_a_value_of_another_type_is_refused(name, value, given_type):
    with pytest.raises(UsageError, match=f"The parameter {name} takes a value of type .*, not {given_type}"):
        check({name: value}, KNOWN, SAY)


def test_none_keeps_the_default_and_a_whole_number_may_stand_for_a_fraction():
    assert check({"text": None, "share": 2}, KNOWN, SAY) == {"share": 2.0}


plain = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary() | st.dates()
hostile = (
    plain | st.builds(Text, st.text()) | st.builds(PurePosixPath, st.just("a")) | st.builds(range, st.integers(0, 9))
)
nested = st.recursive(
    hostile,
    lambda inner: (
        st.lists(inner)
        | st.tuples(inner, inner)
        | st.dictionaries(st.text(), inner)
        | st.frozensets(st.integers() | st.text())
    ),
)


@given(name=st.sampled_from([*KNOWN, "other"]), value=nested)
def test_whatever_is_given_nothing_but_exact_plain_values_comes_out(name, value):
    try:
        passed = check({name: value}, KNOWN, SAY)
    except UsageError:
        return
    assert {type(one) for one in passed.values()} <= {str, int, float, bool}
    assert set(passed) <= set(KNOWN)
