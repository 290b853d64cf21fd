"""The pandera schemas: built from the same columns and rules as the check, so they tell the same rows apart."""

from datetime import date

import pandera.polars as pa
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandera.errors import SchemaError, SchemaErrors, SchemaWarning

from cpd_toolkit.tables import TABLES
from cpd_toolkit.tables.schema import DTYPES, dtypes, pandera_schema
from cpd_toolkit.validate import accepted

AS_OF = date(2026, 6, 30)
VALUES = {
    "date": [date(1989, 12, 31), date(1990, 1, 1), date(2026, 1, 5), AS_OF, date(2026, 7, 1)],
    "minutes": [4, 5, 240, 241, 720, 721],
    "hours": [-0.5, 0.0, 7.25, 400.0, 400.5, 5000.5],
    "integer": [-1, 0, 1, 2, 20, 21, 30, 31],
    "number": [0.0, 1.0, 4.5, 5.0, 10.0],
    "boolean": [True, False],
    "articles": [[12], [12, 43]],
    "words": [["contract"]],
    "text": ["C1", "S1"],
    "free": ["An ordinary sentence"],
}
# Required cells are rarely empty here, so that the other rules are reached.
KEYS = ("session_id", "activity_id", "evidence_id", "response_id")


def cell(column):
    values = [choice.code for choice in column.choices] or VALUES[column.kind]
    given_value = st.sampled_from(values)
    return given_value if column.required else st.one_of(st.none(), given_value)


def rows_of(table):
    row = st.fixed_dictionaries({c.name: cell(c) for c in table.columns if c.name not in KEYS})
    return st.lists(row, min_size=1, max_size=6)


def as_typed(value):
    if isinstance(value, list):
        return ";".join(map(str, value))
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def as_text(table, rows):
    """The rows as a person's CSV file; ids that would repeat are numbered."""
    names = [c.name for c in table.columns]
    key = next((name for name in KEYS if name in names), "member_id")
    numbered = [row | ({key: f"n{i}"} if table.key else {}) for i, row in enumerate(rows)]
    return "\n".join([";".join(names), *(";".join(as_typed(row.get(name)) for name in names) for row in numbered)])


def passes(table, frame):
    try:
        pandera_schema(table, AS_OF).validate(frame)
    except (SchemaError, SchemaErrors):
        return False
    return True


@pytest.mark.filterwarnings("ignore::pandera.errors.SchemaWarning")
@pytest.mark.parametrize("name", TABLES)
def test_the_schema_and_the_check_tell_the_same_rows_apart(checked, name):
    table = TABLES[name]

    @given(rows=rows_of(table))
    @settings(max_examples=12)
    def agree(rows):
        done = checked({f"{name}.csv": as_text(table, rows)}, 'lang = "en"\n')
        good = accepted(done)[name]
        assert passes(table, good.select(c.name for c in table.columns))
        # Put each row that was left out to the oracle alone, typed by hand.
        for place in set(range(2, len(rows) + 2)) - set(good["row"]):
            row = rows[place - 2] | {key: "n" for key in KEYS if key in dtypes(table)}
            scales = {"scale_min": 1.0, "scale_max": 5.0} if name == "feedback" else {}
            filled = {k: scales.get(k) if v is None else v for k, v in row.items()}
            frame = pl.DataFrame([filled], {c.name: DTYPES[c.kind] for c in table.columns})
            assert not passes(table, frame), filled

    agree()


ROW = {
    "date": date(2026, 1, 5),
    "member_id": "C1",
    "duration_minutes": 90,
    "format": "individual",
    "supervisor_id": "S1",
}


def supervision(**changes):
    table = TABLES["supervision"]
    return pl.DataFrame([ROW | changes], {c.name: DTYPES[c.kind] for c in table.columns})


def test_a_good_row_passes():
    frame = supervision()
    assert pandera_schema(TABLES["supervision"], AS_OF).validate(frame).equals(frame)


@pytest.mark.parametrize(
    "changes",
    [
        {"date": date(2026, 7, 1)},
        {"date": None},
        {"duration_minutes": 721},
        {"format": "trio"},
        {"format": "group"},
        {"supervisor_id": None},
        {"member_id": None},
    ],
)
def test_a_row_that_breaks_a_rule_fails(changes):
    with pytest.raises((SchemaError, SchemaErrors)):
        pandera_schema(TABLES["supervision"], AS_OF).validate(supervision(**changes))


@pytest.mark.parametrize("changes", [{"duration_minutes": 241}, {"cases_presented": 1}])
def test_a_row_that_earns_a_warning_passes_with_one(changes):
    with pytest.warns(SchemaWarning):
        pandera_schema(TABLES["supervision"], AS_OF).validate(supervision(**changes))


def test_the_failing_rule_is_named():
    with pytest.raises(SchemaErrors, match="future_date:date"):
        pandera_schema(TABLES["supervision"], AS_OF).validate(supervision(date=date(2026, 7, 1)), lazy=True)


def test_pandera_checks_no_data_of_a_lazy_frame_so_only_eager_frames_are_given_to_it(root):
    bad = supervision(duration_minutes=721)
    schema = pandera_schema(TABLES["supervision"], AS_OF)
    assert isinstance(schema.validate(bad.lazy()), pl.LazyFrame)  # silently fine: the trap
    with pytest.raises(SchemaError):
        schema.validate(bad)
    calls = [path for path in (root / "src").rglob("*.py") if ".validate(" in path.read_text(encoding="utf-8")]
    assert all("lazy()" not in path.read_text(encoding="utf-8") for path in calls)


@pytest.mark.parametrize("name", TABLES)
def test_a_schema_names_every_column_with_its_type_and_hint(name):
    table, schema = TABLES[name], pandera_schema(TABLES[name], AS_OF)
    assert isinstance(schema, pa.DataFrameSchema)
    assert list(schema.columns) == [c.name for c in table.columns]
    assert all(schema.columns[c.name].description == c.hint.en for c in table.columns)


@pytest.mark.parametrize("name", TABLES)
def test_a_rule_looks_only_at_columns_of_its_table(name):
    table = TABLES[name]
    names = {c.name for c in table.columns}
    assert all(rule.column in names and rule.column in rule.reads <= names for rule in table.rules)


def test_a_word_means_one_choice_only():
    for table in TABLES.values():
        for column in table.columns:
            words = [w.casefold() for c in column.choices for w in {c.code, *c.label, *c.synonyms}]
            assert len(words) == len(set(words)), (table.name, column.name)


def test_a_header_means_one_column_of_its_table():
    for table in TABLES.values():
        labels = [label.casefold() for column in table.columns for label in set(column.labels())]
        names = [label.replace(" ", "_") for label in labels]
        assert len(set(names)) == len(
            {
                (name, c.name)
                for c in table.columns
                for name in names
                if name in {label.casefold().replace(" ", "_") for label in c.labels()}
            }
        ), table.name
