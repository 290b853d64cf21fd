"""Records typed in a few words, and what they would change."""

from datetime import date

import polars as pl
import pytest

from cpd_toolkit.errors import UsageError
from cpd_toolkit.i18n import Words
from cpd_toolkit.requirements.what_if import effects, read_spec, with_added

FR, EN = Words("fr"), Words("en")
HOUR = (
    "q minimum window='calendar-quarter'; count = { of = ['supervision'], unit = 'hours' }; "
    "values = [{ from = 2000-01-01, value = 1, reference = 's' }]"
)


@pytest.mark.parametrize(
    ("spec", "table", "cells"),
    [
        (
            "supervision:2026-12-10:90:individual",
            "supervision",
            {"date": date(2026, 12, 10), "duration_minutes": 90, "format": "individual"},
        ),
        (
            "Supervision:10/12/2026:1h30:distanciel:groupe:group_size=6:supervisor_qualified=oui",
            "supervision",
            {
                "date": date(2026, 12, 10),
                "duration_minutes": 90,
                "mode": "remote",
                "format": "group",
                "group_size": 6,
                "supervisor_qualified": True,
            },
        ),
        (
            "training:2026-12-10:6:course:live:core_competency",
            "training",
            {
                "start_date": date(2026, 12, 10),
                "hours": 6.0,
                "category": "course",
                "method": "live",
                "credit_type": "core_competency",
            },
        ),
        (
            "formation:2026-12-10:3,5:Éthique:mentorat",
            "training",
            {
                "start_date": date(2026, 12, 10),
                "hours": 3.5,
                "credit_type": "ethics",
                "category": "mentor_coaching",
            },
        ),
        ("feedback:2026-12-10:client", "feedback", {"date": date(2026, 12, 10), "respondent_role": "client"}),
        (
            "pratique:2026-12-01:20",
            "practice",
            {"start_date": date(2026, 12, 1), "end_date": date(2026, 12, 1), "paid_hours": 20.0},
        ),
        (
            "evidence:2026-12-01:insurance:2027-12-01",
            "evidence",
            {"date": date(2026, 12, 1), "kind": "insurance", "valid_until": date(2027, 12, 1)},
        ),
    ],
)
def test_a_record_is_read_from_a_few_words_of_either_language(spec, table, cells):
    added = read_spec(spec, FR)
    assert (added.table, added.cells) == (table, cells)


@pytest.mark.parametrize(
    ("spec", "allowed"),
    [
        ("supervisoin:2026-12-10:90", "supervision, training, feedback, practice, evidence"),
        ("supervision:2026-13-10:90", "a date such as 2026-12-10"),
        ("supervision:1989-12-10:90", "a date such as 2026-12-10"),
        ("supervision", "a date such as 2026-12-10"),
        ("supervision:2026-12-10", "5 to 720 minutes; 1h30 is fine too"),
        ("supervision:2026-12-10:721", "5 to 720 minutes; 1h30 is fine too"),
        ("supervision:2026-12-10:90:duo", "individual, group, peer, in person, remote"),
        ("supervision:2026-12-10:90:group_size=31", "Supervisees, without the facilitator"),
        ("training:2026-12-10:401", "0 to 400"),
        ("training:2026-12-10:6:individual", "course, conference, webinar"),
        ("evidence:2026-12-01", "insurance, contract, declaration"),
        ("members:2026-12-01", "supervision, training, feedback, practice, evidence"),
    ],
)
def test_what_is_not_understood_is_refused_with_what_is_allowed(spec, allowed):
    with pytest.raises(UsageError, match=r"not understood|is missing") as told:
        read_spec(spec, EN)
    assert allowed in str(told.value)


def test_a_session_added_changes_its_own_quarter_and_the_tables_stay_as_they_were(pack, dossier, rows):
    """On 10 December three quarters hold an hour; half an hour is logged in the fourth, 90 minutes more make 2 h."""
    logged = rows("supervision", "date|duration_minutes\n2026-01-09|60\n2026-04-09|60\n2026-07-09|60\n2026-10-09|30")
    tables = {"supervision": logged}
    added = [read_spec("supervision:2026-12-10:90:individual", EN)]
    told = effects([pack(HOUR)], tables, added, "C1", dossier(), date(2026, 10, 31)).row(0, named=True)
    assert told["day"] == date(2026, 12, 10)
    assert (told["was_verdict"], told["was_found"], told["was_shortfall"], told["was_periods_met"]) == (
        "not_met",
        0.5,
        0.5,
        3,
    )
    # Of the four quarters, those with least now hold 1 h.
    assert (told["verdict"], told["found"], told["shortfall"], told["periods_met"]) == ("met", 1.0, 0.0, 4)
    assert logged.height == 4


def test_answers_added_are_those_of_other_people(rows):
    answered = rows("feedback", "response_id|date|respondent_id|item\nR1|2026-01-09|K1|Q")
    added = [read_spec("feedback:2026-12-10:client", EN), read_spec("feedback:2026-12-11:sponsor", EN)]
    together = with_added({"feedback": answered}, added, "C1")["feedback"]
    assert together["respondent_id"].n_unique() == 3
    assert together["response_id"].n_unique() == 3
    assert together["member_id"].unique().to_list() == ["C1"]


def test_a_table_that_the_dossier_does_not_hold_begins_with_what_is_added(pack, dossier):
    insured = pack("i valid documents = ['insurance']")
    added = [read_spec("preuves:2026-06-01:assurance:2027-06-01", FR)]
    told = effects([insured], {}, added, "C1", dossier(), date(2026, 6, 30))
    assert told.select("was_verdict", "was_reason", "verdict").row(0) == ("unknown", "no_record", "met")
    assert isinstance(with_added({}, added, "C1")["evidence"], pl.DataFrame)
