"""Two packs, or two editions, for the same records on the same day."""

from datetime import date

import pytest

from cpd_toolkit.errors import UsageError
from cpd_toolkit.i18n import Words
from cpd_toolkit.requirements.compare import as_text, compare, edition
from cpd_toolkit.requirements.load import by_id

DAY = date(2026, 6, 30)
TRAINED = "start_date|hours|category\n2026-02-01|30|course\n2026-03-01|4|course"


def minimum(name, number, of="training", window="cycle"):
    values = f"values = [{{ from = 2000-01-01, value = {number}, reference = 's' }}]"
    return f"{name} minimum window = '{window}'; count = {{ of = ['{of}'], unit = 'hours' }}; {values}"


def test_the_same_requirement_stands_in_one_row_with_both_numbers_and_verdicts(pack, dossier, rows):
    """34 h of training are enough for 30 and not for 40; rules of one name, or of one sort, are one requirement."""
    one = pack("\n".join([minimum("cpd", 30), minimum("hours", 1, "supervision")]), id="one")
    other = pack("\n".join([minimum("own", 1, "practice"), minimum("training", 40)]), id="other")
    told = compare(one, other, {"training": rows("training", TRAINED)}, dossier(), DAY)
    assert told.select(
        "rule", "expected", "found", "verdict", "other_rule", "other_expected", "other_verdict"
    ).rows() == [
        ("cpd", 30.0, 34.0, "met", "training", 40.0, "not_met"),
        ("hours", 1.0, 0.0, "unknown", None, None, None),
        (None, None, None, None, "own", 1.0, "unknown"),
    ]


def test_a_rule_of_the_same_name_but_another_kind_is_another_requirement(pack, dossier):
    one, other = pack(minimum("a", 30)), pack("a valid documents = ['insurance']")
    assert compare(one, other, {}, dossier(), DAY).select("rule", "other_rule").rows() == [("a", None), (None, "a")]


def test_an_edition_keeps_the_numbers_of_the_day_it_is_named_by(pack, dossier, rows):
    """20 h from 2020, 40 h from 2026; a new edition of 2027 asks for 50."""
    changed = (
        "h minimum window = 'cycle'; count = { of = ['training'], unit = 'hours' }; values = ["
        "{ from = 2020-01-01, value = 20, reference = 's' }, { from = 2026-01-01, value = 40, reference = 's' }]"
    )
    old = pack(changed, effective_from="2020-01-01", more="effective_to = 2026-12-31")
    new = pack(minimum("h", 50), effective_from="2027-01-01", edition="2")
    known, say = by_id([old, new]), Words("en")
    tables = {"training": rows("training", TRAINED)}

    def verdicts(one, other):
        both = [edition(name, DAY, known, say) for name in (one, other)]
        return (
            compare(*both, tables, dossier(), DAY)
            .select("expected", "verdict", "other_expected", "other_verdict")
            .row(0)
        )

    assert verdicts("p@2025-06-30", "p") == (20.0, "met", 40.0, "not_met")
    assert verdicts("p", "p@2027-06-30") == (40.0, "not_met", 50.0, "not_met")


@pytest.mark.parametrize("name", ["p@2019-12-31", "p@soon", "q"])
def test_an_edition_that_is_not_there_is_refused(pack, name):
    known = by_id([pack(minimum("h", 1), effective_from="2020-01-01")])
    with pytest.raises(UsageError):
        edition(name, DAY, known, Words("en"))


@pytest.mark.parametrize(
    ("lang", "met", "absent"),
    [
        (
            "en",
            "Rule cpd (an amount)\n  one (edition 1): met: 34\u202fh; asked for: 30\u202fh",
            "other (edition 1): no such requirement",
        ),
        (
            "fr",
            "Règle cpd (une quantité)\n  one (édition 1)\u202f: rempli\u202f: 34\u202fh\u202f; demandé\u202f: 30",
            "pas d’exigence semblable",
        ),
    ],
)
def test_the_comparison_is_printed_requirement_by_requirement(pack, dossier, rows, lang, met, absent):
    one, other = pack(minimum("cpd", 30), id="one"), pack("a valid documents = ['insurance']", id="other")
    told = compare(one, other, {"training": rows("training", TRAINED)}, dossier(), DAY)
    text = as_text(one, other, told, DAY, Words(lang))
    assert met in text
    assert absent in text


def test_what_is_the_same_in_both_stands_apart_in_a_line_each(pack, dossier, rows):
    texts = [f"a valid documents = ['insurance']\n{minimum('cpd', hours)}" for hours in (30, 40)]
    one, other = (pack(text, id=name) for text, name in zip(texts, ("one", "other"), strict=True))
    told = compare(one, other, {"training": rows("training", TRAINED)}, dossier(), DAY)
    assert as_text(one, other, told, DAY, Words("en")).splitlines()[2:] == [
        "Rule cpd (an amount)",
        "  one (edition 1): met: 34\u202fh; asked for: 30\u202fh",
        "  other (edition 1): not met: 34\u202fh of 40\u202fh",
        "  Different numbers; different verdicts.",
        "",
        "The same in both",
        "  Rule a: can't be told: no record in the data supplied",
    ]
