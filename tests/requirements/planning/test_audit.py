"""A dry audit: which records are drawn, and which proofs each names."""

from datetime import date

import pytest

from cpd_toolkit.requirements.audit import audit
from cpd_toolkit.requirements.evaluate import evaluate

DAY = date(2026, 6, 30)
EVERYTHING = (
    "all minimum window = 'cycle'; count = { of = ['supervision', 'training', 'feedback', 'practice', 'evidence'], "
    "unit = 'records' }; values = [{ from = 2000-01-01, value = 99, reference = 's' }]"
)
SESSIONS = (
    "all minimum window = 'cycle'; count = { of = ['supervision'], unit = 'records' }; " + EVERYTHING.split("; ")[2]
)


@pytest.fixture
def drawn(pack, dossier):
    def run(text, tables, **how):
        return audit(evaluate([pack(text)], tables, dossier(), DAY), tables, **how)

    return run


def many(rows, n=40):
    lines = "\n".join(f"S{i}|2026-03-{1 + i % 28:02}|60|individual|S1" for i in range(n))
    return rows("supervision", f"session_id|date|duration_minutes|format|supervisor_id\n{lines}")


def entries(sample):
    return set(sample.select("table", "file", "sheet", "row").rows())


@pytest.mark.parametrize(
    ("table", "text", "proofs"),
    [
        (
            "supervision",
            "date|duration_minutes|format|supervisor_id|confirmed_on\n2026-02-01|60|individual|S1|2026-02-02",
            {("session", "supervisor", True), ("session", "confirmation", True)},
        ),
        (
            "supervision",
            "date|duration_minutes|format|group_size|group_id\n2026-02-01|60|peer|4|G1",
            {("peers", "group", True), ("peers", "group_confirmation", False)},
        ),
        (
            "training",
            "start_date|hours|category|certificate_ref\n2026-02-01|6|course|A12",
            {("course", "provider", False), ("course", "certificate", True)},
        ),
        ("training", "start_date|hours|category|learning\n2026-02-01|6|reading|x", {("activity", "own_note", True)}),
        ("training", "start_date|hours|category\n2026-02-01|0|reflection", {("reflection", "own_text", False)}),
        (
            "feedback",
            "response_id|date|item|survey_id\nR1|2026-02-01|Q|E1",
            {("response", "survey", True), ("response", "respondent", False)},
        ),
        ("practice", "start_date|end_date|paid_hours\n2026-02-01|2026-02-28|6", {("practice", "client", False)}),
        ("evidence", "date|kind|reference\n2026-02-01|insurance|binder 3", {("document", "reference", True)}),
    ],
)
def test_each_kind_of_record_is_asked_for_its_own_proofs(drawn, rows, table, text, proofs):
    sample = drawn(EVERYTHING, {table: rows(table, text)})
    assert set(sample.select("kind", "proof", "named").rows()) == proofs


def test_nothing_that_a_proof_says_stands_in_the_sample(drawn, rows):
    text = "date|kind|reference\n2026-02-01|insurance|SECRET"
    assert "SECRET" not in str(drawn(EVERYTHING, {"evidence": rows("evidence", text)}).to_dicts())


def test_ten_records_are_drawn_and_the_order_of_rows_changes_nothing(drawn, rows):
    logged = many(rows)
    sample = drawn(SESSIONS, {"supervision": logged})
    assert len(entries(sample)) == 10
    assert drawn(SESSIONS, {"supervision": logged.reverse()}).equals(sample)


def test_another_seed_draws_others_and_fewer_records_than_asked_for_are_all_drawn(drawn, rows):
    logged = {"supervision": many(rows)}
    assert entries(drawn(SESSIONS, logged, seed=2)) != entries(drawn(SESSIONS, logged, seed=1))
    assert len(entries(drawn(SESSIONS, {"supervision": many(rows, 3)}))) == 3
    assert len(entries(drawn(SESSIONS, logged, size=5))) == 5


def test_a_record_more_changes_the_draw_by_one_at_most(drawn, rows):
    fewer, more = (entries(drawn(SESSIONS, {"supervision": many(rows, n)})) for n in (40, 41))
    assert len(fewer - more) <= 1


def test_a_record_that_does_not_surely_count_is_not_drawn(drawn, rows):
    alone = SESSIONS.replace("unit = 'records'", "unit = 'records', where = { format = ['individual'] }")
    logged = rows("supervision", "date|duration_minutes|format\n2026-02-01|60|individual\n2026-02-02|60|group")
    assert entries(drawn(alone, {"supervision": logged})) == {("supervision", "supervision.csv", "", 2)}


def test_the_rules_a_record_counts_for_stand_beside_it(drawn, rows):
    sample = drawn(SESSIONS + "\n" + SESSIONS.replace("all ", "again ", 1), {"supervision": many(rows, 1)})
    assert sample["rules"].to_list()[0] == ["p/again", "p/all"]
