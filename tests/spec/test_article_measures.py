"""What articles 12, 31, 36, 37, 40, 42, 44, 45, 46 and 47 are measured by; none of it a verdict."""

from datetime import date

import polars as pl
import pytest

from cpd_toolkit.measures import completeness, development, engagements, insurance, reflections, relations

AS_OF = date(2026, 6, 30)
HEAD = (
    "date | duration_minutes | format | supervisor_id | relationship | cases_presented | client_consent | learning"
    " | application | confirmed_on"
)
LOG = f"""
{HEAD}
2024-01-10 | 60  | individual | S1 |          | 1 | yes            | a |   | 2024-01-20
2025-08-01 | 90  | individual | S1 | none     | 1 |                | b | c | 2025-08-05
2026-01-15 | 120 | group      | S2 | business | 0 | not_applicable |   | d | 2026-01-18
2026-03-15 | 60  | peer       |    |          | 2 | no             |   |   |
2026-06-20 | 30  | individual | S1 |          | 1 | yes            | e | f | 2026-07-02
"""
ACTIVITIES = """
title | start_date | end_date   | hours | category     | method | certificate_ref | articles | learning | application
One   | 2023-10-05 |            | 7     | course       | live   | A1              | 27 31    |          |
Two   | 2025-12-30 | 2026-01-05 | 0     | reflection   |        |                 | 40       |          |
Three | 2026-02-10 |            | 6.5   | webinar      | live   |                 | 31       | x        | y
Four  | 2026-03-10 |            | 12    | conference   |        | A2              | 45       | x        |
Five  | 2026-05-10 |            | 2     | contribution | live   |                 | 46       |          | z
"""


@pytest.fixture
def sessions(rows):
    return rows("supervision", LOG)


@pytest.fixture
def training(rows):
    return rows("training", ACTIVITIES)


def test_regular_reflection_is_entries_months_and_gaps(sessions, training, told):
    # Entries: 2024-01-10, 2025-08-01, 2026-01-05, 01-15, 02-10, 03-10, 05-10 and 06-20; the peer session and the
    # course wrote nothing. From 1 July 2025: seven, in the months ending 30 July, ... : 1 Aug / 5 and 15 Jan / 10 Feb /
    # 10 March / 10 May / 20 June are six different ones.
    assert told(reflections.reflection_regularity(sessions, training, AS_OF)) == {
        "entries": 7,
        "months_with_entry": 6,
        "longest_gap": 569,  # 10 January 2024 to 1 August 2025: 355 to the year's end + 1 + 213
        "median_gap": 41,  # of 569, 157, 10, 26, 28, 61, 41
        "open_gap": 10,
    }


def test_no_entry_is_nothing_known_about_gaps(rows, told):
    nothing = rows("supervision", "date | duration_minutes | format\n2026-01-10 | 60 | individual")
    regular = told(reflections.reflection_regularity(nothing, rows("training", "title | hours"), AS_OF))
    assert regular == dict.fromkeys(("longest_gap", "median_gap", "open_gap")) | {"entries": 0, "months_with_entry": 0}


def test_broad_reflection_puts_each_entry_under_one_facet(sessions, training, told):
    found = told(reflections.reflection_breadth(sessions, training, AS_OF), "facet")
    # client work: 1 Aug and 20 June; practice: 15 January, Three, Four, Five; self: Two
    assert {facet: found[facet, "entries"] for facet in reflections.FACETS} == {
        "client_work": 2,
        "practice": 4,
        "self": 1,
    }
    assert sum(found.values()) == 7  # as many as article 40 counts: none twice


def test_rows_without_learning_and_application_can_be_told(sessions, training, told):
    found = told(reflections.written_rows(sessions, training, AS_OF), "table")
    assert (found["supervision", "rows"], found["supervision", "with_both"]) == (4, 2)
    assert [found["training", name] for name in ("rows", "with_learning", "with_application", "with_both")] == [
        4,
        2,
        2,
        1,
    ]


def test_contributions_and_reflections_stay_apart_from_development(rows, training, told):
    assert told(development.development_in_window(training, AS_OF)) == {
        "activities": 2,  # Three and Four
        "hours": 18.5,
        "with_certificate": 1,
        "with_both": 1,
    }
    published = rows("evidence", "kind | date | articles\npublication | 2026-04-16 | 46\npublication | 2026-04-17 | 6")
    assert told(development.contributions(training, published, AS_OF)) == {
        "contributions": 1,
        "contribution_hours": 2,
        "publications": 1,
    }


def test_development_by_kind_names_what_is_not_stated(training, told):
    found = told(development.development_by_kind(training, AS_OF, "method"), "method")
    assert (found["live", "hours"], found["not_stated", "hours"]) == (6.5, 12)


def test_diversity_goes_by_the_tag_31_and_gives_no_verdict(training, told):
    assert told(development.diversity_development(training, AS_OF)) == {
        "activities": 2,
        "hours": 13.5,
        "activities_last_12_months": 1,
        "hours_last_12_months": 6.5,
        "months_since_last": 4,  # 10 February to 30 June
    }


def test_without_diversity_the_months_since_are_unknown(rows, told):
    found = told(development.diversity_development(rows("training", "title | hours"), AS_OF))
    assert (found["activities"], found["months_since_last"]) == (0, None)


@pytest.mark.parametrize(
    ("day", "months"), [("2026-06-30", 0), ("2026-05-31", 0), ("2026-05-30", 1), ("2025-06-30", 12), ("2025-07-01", 11)]
)
def test_months_are_whole(day, months):
    assert development.whole_months(date.fromisoformat(day), AS_OF) == months


INSURED = """
kind      | date       | valid_until | articles
insurance | 2024-07-01 | 2025-06-30  | 37
insurance | 2025-08-01 | 2026-07-31  | 37
insurance | 2026-01-01 |             | 37
contract  | 2020-01-01 | 2030-01-01  | 1
"""


def test_insured_days_are_counted_over_the_year_and_over_practice(rows, told):
    worked = rows(
        "practice", "start_date | end_date | paid_hours\n2025-06-01 | 2025-08-10 | 9\n2026-06-21 | 2026-12-31 | 9"
    )
    found = told(insurance.insurance_cover(rows("evidence", INSURED), worked, AS_OF))
    # 365 days from 1 July 2025, without July; practice 71 + 10 days up to as_of, without July's 31
    assert found == {"insured_days": 365 - 31, "insured_practice_days": 71 + 10 - 31, "days_to_expiry": 31}


def test_lapses_are_the_days_between_covers_and_after_the_last(rows):
    documents = rows("evidence", INSURED)
    lapses = insurance.insurance_lapses(documents, date(2026, 8, 10))
    assert lapses.select("uninsured_from", "uninsured_to", "days").rows() == [
        (date(2025, 7, 1), date(2025, 7, 31), 31),
        (date(2026, 8, 1), date(2026, 8, 10), 10),
    ]
    assert insurance.insurance_lapses(documents, date(2025, 6, 30)).is_empty()


def test_an_expired_cover_counts_backwards_and_no_document_is_unknown(rows, told):
    none = rows("practice", "start_date | end_date")
    expired = told(insurance.insurance_cover(rows("evidence", INSURED), none, date(2026, 8, 10)))
    assert (expired["days_to_expiry"], expired["insured_practice_days"]) == (-10, None)
    without = told(insurance.insurance_cover(rows("evidence", "kind | date"), none, AS_OF))
    assert set(without.values()) == {None}


def test_relations_are_declared_supervisor_by_supervisor(sessions):
    found = relations.supervisors(sessions, AS_OF)
    assert found.select("supervisor_id", "sessions", "hours", "relationships").rows() == [
        ("S1", 3, 3.0, ["none"]),
        ("S2", 1, 2.0, ["business"]),
    ]


def test_dependence_is_the_share_of_hours_with_one_supervisor(sessions):
    found = {row["measure"]: row for row in relations.supervisor_relations(sessions, AS_OF).to_dicts()}
    assert (found["declared"]["value"], found["declared"]["denominator"]) == (2, 2)
    assert found["other_link"]["value"] == 1
    assert (found["most_hours"]["numerator"], found["most_hours"]["denominator"]) == (3, 5)
    year = {row["measure"]: row for row in relations.supervisor_relations(sessions, AS_OF, "12_months").to_dicts()}
    assert (year["most_hours"]["numerator"], year["most_hours"]["value"]) == (2, 0.5)  # 2 h each with S1 and S2


def test_without_a_named_supervisor_nothing_is_known(rows):
    peers = rows("supervision", "date | duration_minutes | format\n2026-01-10 | 60 | peer")
    assert relations.supervisor_relations(peers, AS_OF)["status"].unique().to_list() == ["unknown"]


def test_members_who_supervise_each_other_are_flagged(rows):
    log = rows(
        "supervision",
        """
        member_id | date       | duration_minutes | format     | supervisor_id
        A         | 2026-01-10 | 60               | individual | B
        B         | 2026-02-10 | 60               | individual | A
        C         | 2026-02-10 | 60               | individual | A
        """,
    )
    assert relations.reciprocal_supervisors(log, AS_OF).rows() == [("A", "B", 2), ("B", "A", 2)]


def test_links_are_counted_by_member_and_not_by_session(rows, told):
    log = rows(
        "supervision",
        """
        member_id | date       | duration_minutes | format     | supervisor_id | relationship
        A         | 2026-01-10 | 60               | group      | S1            | none
        A         | 2026-02-10 | 60               | group      | S1            | business
        B         | 2026-02-10 | 60               | group      | S1            | none
        C         | 2026-02-10 | 60               | group      | S1            |
        C         | 2026-03-10 | 60               | individual | S2            | none
        D         | 2026-03-10 | 60               | peer       |               |
        """,
    )
    found = told(relations.supervised_members(log, AS_OF), "supervisor_id")
    of = {(code, name): found[code, name] for code in ("S1", "S2") for name in ("members", "no_other")}
    assert of == {("S1", "members"): 3, ("S1", "no_other"): 2, ("S2", "members"): 1, ("S2", "no_other"): 0}
    assert (found["S1", "other_link"], found["S1", "undeclared"]) == (1, 1)  # A once; C
    assert (found["S2", "other_link"], found["S2", "undeclared"]) == (0, 0)


def test_a_field_is_counted_over_the_rows_that_should_have_it(sessions, training, rows):
    tables = {"supervision": sessions, "training": training, "evidence": rows("evidence", "kind | date")}
    found = {
        (row["table"], row["field"]): (row["numerator"], row["denominator"], row["value"])
        for row in completeness.filled_fields(tables, AS_OF).to_dicts()
    }
    assert found["supervision", "client_consent"] == (3, 4, 3)  # the group session presented no case
    assert found["supervision", "relationship"] == (2, 4, 2)
    assert found["supervision", "confirmed_on"] == (4, 4, 4)
    assert found["supervision", "learning"] == (3, 5, 3)
    assert found["training", "certificate_ref"] == (2, 2, 2)  # a webinar, a reflection and a talk need none
    assert found["evidence", "valid_until"] == (0, 0, None)


def test_confirmation_takes_days(sessions, told):
    assert told(completeness.confirmation_days(sessions, AS_OF)) == {
        "confirmed": 3,  # the fourth is confirmed after the day of the report
        "median_days": None,  # told from four on
        "longest_days": 10,
    }
    later = told(completeness.confirmation_days(sessions, date(2026, 7, 31)))
    assert (later["confirmed"], later["median_days"]) == (4, 7)  # 10, 4, 3, 12


def test_the_longest_stretch_without_any_record(sessions, training):
    gap = completeness.undocumented_gap({"supervision": sessions, "training": training}, AS_OF).row(0, named=True)
    # 10 January 2024 to 1 August 2025
    assert (gap["longest_gap_days"], gap["open_gap_days"]) == (569, 10)


def test_identifiers_are_counted_by_cell_and_for_sessions_with_a_case(sessions, told):
    place = {"file": "supervision.csv", "sheet": "", "rule": "identifier_in_text"}
    findings = pl.DataFrame(
        [
            place | {"row": 2, "column": "learning"},
            place | {"row": 2, "column": "application"},
            place | {"row": 4, "column": "learning"},  # a session without a case
            place | {"row": 9, "column": "learning"},  # a row that was left out
            place | {"row": 3, "column": "date", "rule": "long_session"},
        ]
    )
    found = told(completeness.identifier_cells({"supervision": sessions}, findings, AS_OF), "table")
    assert found == {("supervision", "cells"): 3, ("supervision", "rows_with_case"): 1}


def test_errors_are_told_for_a_hundred_rows(told):
    findings = pl.DataFrame({"severity": ["error", "error", "warning"], "row": [4, None, 5]})
    assert told(completeness.errors_per_100_rows(findings, 250)) == {"errors_per_100_rows": 0.4}
    assert told(completeness.errors_per_100_rows(findings, 0)) == {"errors_per_100_rows": None}


def test_feedback_is_systematic_when_each_client_whose_work_ended_was_heard(rows):
    practice = rows(
        "practice",
        """
        client_id | start_date | end_date   | paid_hours
        K1        | 2025-01-01 | 2025-06-30 | 9
        K2        | 2025-01-01 | 2025-06-30 | 9
        K2        | 2026-01-01 | 2026-07-01 | 9
        K3        | 2025-01-01 | 2026-06-30 | 9
                  | 2025-01-01 | 2025-06-30 | 9
        """,
    )
    feedback = rows("feedback", "response_id | date | respondent_id | item\nR1 | 2025-07-10 | K1 | Useful")
    row = engagements.clients_heard(practice, feedback, AS_OF).row(0, named=True)
    assert (row["numerator"], row["denominator"], row["value"]) == (1, 2, 1)  # K2 goes on
    anonymous = rows("feedback", "response_id | date | item\nR1 | 2025-07-10 | Useful")
    assert engagements.clients_heard(practice, anonymous, AS_OF)["status"].item() == "unknown"
