"""The rows behind a number add up to it, whatever the number."""

import json
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from cpd_toolkit.dossier import Dossier, open_dossier
from cpd_toolkit.errors import UsageError
from cpd_toolkit.measures.facts import given_for
from cpd_toolkit.measures.why import Told, keys, rows_of, told, why
from cpd_toolkit.tables import TABLES
from cpd_toolkit.tables.schema import dtypes
from cpd_toolkit.validate import accepted, check

AS_OF = date(2026, 6, 30)
DOSSIER = Dossier(Path("dossier"), member_id="C1", lang="en")
SETTINGS = {"as_of", "need_sessions", "ratio_limit"}  # told, but not from rows
WITH_ROWS = {"members", "supervision", "participation", "practice", "feedback", "training", "evidence", "register"}


def table(name: str, *rows: dict) -> pl.DataFrame:
    placed = [{"member_id": "C1", "file": f"{name}.csv", "sheet": "", "row": n} | row for n, row in enumerate(rows, 2)]
    return pl.DataFrame(placed, dtypes(TABLES[name]))


@pytest.fixture(scope="module")
def tables() -> dict[str, pl.DataFrame]:
    session = {"duration_minutes": 90, "format": "group", "group_id": "G.1", "articles": [12], "learning": "secret"}
    answer = {"scale_min": 0.0, "scale_max": 10.0, "date": date(2026, 2, 1), "item": "Again?", "survey_id": "E1"}
    return {
        "supervision": table(
            "supervision",
            session | {"date": date(2025, 6, 30), "cases_presented": 1},
            session | {"date": date(2026, 1, 10), "cases_presented": 2, "ethical_issue": True},
            session | {"date": date(2026, 1, 10), "member_id": "C.2"},
            session | {"date": date(2026, 5, 10), "member_id": "C.2", "cases_presented": 1},
        ),
        "practice": table(
            "practice",
            {"start_date": date(2025, 6, 21), "end_date": date(2025, 7, 10), "paid_hours": 20.0, "client_id": "K1"},
            {"start_date": date(2026, 1, 1), "end_date": date(2026, 1, 31), "pro_bono_hours": 30.0, "client_id": "K1"},
        ),
        "feedback": table(
            "feedback",
            answer | {"response_id": "R1", "score": 9.0, "respondent_id": "K1", "invited": 4, "comment": "secret"},
            answer | {"response_id": "R2", "score": 6.0, "respondent_id": "K1", "invited": 4},
            answer | {"response_id": "R2", "item": "Useful", "articles": [47]},
        ),
        "training": table(
            "training",
            {"title": "secret", "start_date": date(2026, 1, 10), "hours": 2.5, "category": "course", "articles": [12]},
        ),
        "members": table("members", {"member_id": "C1", "region": "Nord"}, {"member_id": "C.2", "group_id": "G.1"}),
        "evidence": table("evidence", {"kind": "contract", "date": date(2026, 1, 1), "articles": [3]}),
    }


@pytest.fixture(scope="module")
def everything(tables) -> Told:
    return told(given_for(tables, DOSSIER, AS_OF, need_sessions=1))


def disagreements(everything: Told) -> list[str]:
    """Every key whose rows are missing, or add up to another number; a sum is one where each row has an amount."""
    wrong = []
    for key, number in told_numbers(everything.facts):
        rows = rows_of(everything, key)
        if rows is None:
            wrong.append(f"{key}: no rows at all")
        elif rows.is_empty():
            # Settings come from no row, and neither do articles that nothing names.
            wrong += [f"{key}: {number} of nothing"] if number and key.partition(".")[0] in WITH_ROWS else []
        elif rows["amount"].null_count() < rows.height and abs(rows["amount"].sum() - number) > 1e-6:
            wrong.append(f"{key}: {number} but the rows add up to {rows['amount'].sum()}")
    return wrong


def told_numbers(node: object, above: str = "") -> list[tuple[str, float]]:
    """Every key with a number, found independently of the library's own list of keys."""
    if isinstance(node, bool) or not isinstance(node, dict | list | int | float):
        return []
    if isinstance(node, int | float):
        return [(above, node)]
    children = node.items() if isinstance(node, dict) else enumerate(node)
    return [pair for step, child in children for pair in told_numbers(child, f"{above}.{step}" if above else str(step))]


def test_the_rows_behind_every_number_add_up_to_it(everything):
    numbers = told_numbers(everything.facts)
    assert len(numbers) > 500
    assert disagreements(everything) == []


def test_most_numbers_are_sums_of_their_rows(everything):
    summed = [
        key
        for key, number in told_numbers(everything.facts)
        if number and key not in SETTINGS and rows_of(everything, key)["amount"].null_count() == 0
    ]
    for key in (
        "supervision.all.last_365_days.hours",
        "supervision.by_member.C.2.by_quarter.2026-Q2.sessions",
        "participation.G.1.members.C1.cases_presented",
        "practice.by_member.C1.last_365_days.practice_hours",
        "practice.all.last_12_months.supervision_hours",
        "practice.all.by_year.2025",
        "feedback.all.items.0.top2.k",
        "feedback.all.items.0.nps.promoters",
        "feedback.all.items.0.counts.9",
        "feedback.all.surveys.0.responses",
        "training.all.by_category.course.hours",
        "articles.all.12.supervision",
        "articles.members_with_evidence.12.ever",
        "register.by_region.Nord.members",
        "register.by_group.G.1.sessions_365_days",
        "evidence.by_kind.contract",
        "members",
    ):
        assert key in summed, key


def test_a_number_s_rows_say_where_they_are(tables):
    rows = why("supervision.all.last_365_days.hours", tables, DOSSIER, AS_OF)
    assert rows.select("table", "file", "row", "member_id", "date", "amount").rows() == [
        ("supervision", "supervision.csv", 3, "C1", date(2026, 1, 10), 1.5),
        ("supervision", "supervision.csv", 4, "C.2", date(2026, 1, 10), 1.5),
        ("supervision", "supervision.csv", 5, "C.2", date(2026, 5, 10), 1.5),
    ]


def test_a_ratio_rests_on_the_rows_of_both_tables(everything):
    rows = rows_of(everything, "practice.by_member.C1.last_365_days.ratio")
    assert rows.select("table", "row").rows() == [("practice", 2), ("practice", 3), ("supervision", 3)]
    assert rows["amount"].null_count() == rows.height


def test_a_lapse_date_rests_on_the_sessions_that_meet_the_need(everything):
    rows = rows_of(everything, "supervision.by_member.C.2.lapse_date.365_days")
    assert rows["date"].to_list() == [date(2026, 5, 10)]


def test_the_longest_gap_rests_on_the_sessions_at_its_ends(everything):
    rows = rows_of(everything, "supervision.by_member.C1.longest_gap.days")
    assert rows["date"].to_list() == [date(2025, 6, 30), date(2026, 1, 10)]


def test_a_response_to_two_surveys_counts_in_each():
    answer = {"response_id": "R1", "date": date(2026, 1, 10), "item": "Useful", "score": 5.0, "invited": 4}
    answers = table("feedback", *(answer | {"survey_id": one, "scale_min": 1.0, "scale_max": 5.0} for one in "AB"))
    everything = told(given_for({"feedback": answers}, DOSSIER, AS_OF))
    assert everything.facts["feedback"]["all"]["response_rate"] == {"responses": 2, "invited": 8, "rate": 0.25}
    assert rows_of(everything, "feedback.all.response_rate.responses")["amount"].to_list() == [1, 1]


def test_a_branch_has_the_rows_of_its_numbers(everything):
    assert rows_of(everything, "supervision.by_member.C1").height == 2
    assert rows_of(everything, "supervision.all.by_quarter.2026-Q1")["row"].to_list() == [3, 4]


def test_no_free_text_is_ever_shown(everything):
    shown = [rows_of(everything, key) for key in keys(everything.facts)]
    assert not any("secret" in rows.write_csv() for rows in shown)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_an_unknown_key_is_refused_with_the_nearest_ones(tables, lang):
    with pytest.raises(UsageError, match=r"supervision\.all\.sessions"):
        why("supervision.all.sesions", tables, DOSSIER._replace(lang=lang), AS_OF)


@pytest.mark.parametrize("name", ["claire", "messy", "edges", "empty"])
def test_the_rows_behind_every_number_of_a_public_case_add_up_to_it(cases, name):
    wanted = json.loads((cases / name / "expected" / "facts.json").read_text(encoding="utf-8"))
    done = check(open_dossier(cases / name / "dossier"), date.fromisoformat(wanted["as_of"]))
    given = given_for(accepted(done), done.dossier, done.as_of, wanted["need_sessions"])
    assert disagreements(told(given)) == []
