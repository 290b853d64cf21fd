"""What the numbers of training and of evidence mean."""

from datetime import date

from cpd_toolkit.measures import evidence, training

AS_OF = date(2026, 6, 30)
LOG = """
title  | start_date | end_date   | hours | category | certificate_ref
Course | 2024-12-30 | 2025-01-03 | 12    | course   | A1
Web    | 2025-06-29 | 2025-07-01 | 3.5   | webinar  |
Book   | 2025-06-30 |            | 4     | reading  |
Late   | 2026-06-30 | 2026-07-10 | 7     | course   |
Future | 2026-06-30 | 2027-01-10 | 5     | course   |
"""


def test_an_activity_belongs_whole_to_the_day_it_ends(rows, told):
    log = rows("training", LOG)
    # Window 2025-07-01 to 2026-06-30: only the webinar ended in it; the book ended on its start, 2025-06-30.
    assert told(training.training_in_window(log, AS_OF, "365_days")) == {"activities": 1, "hours": 3.5}


def test_years_reach_that_of_as_of_and_later_ends_are_in_no_year(rows, told):
    years = told(training.training_by_year(rows("training", LOG), AS_OF), "year")
    assert years == {("2025", "hours"): 19.5, ("2026", "hours"): 7}  # 12 + 3.5 + 4; the end in 2027 is left out


def test_an_empty_kind_is_not_stated_and_only_what_occurs_is_told(rows, told):
    kinds = told(training.training_by_kind(rows("training", LOG), AS_OF, "credit_type"), "credit_type")
    assert kinds == {("not_stated", "activities"): 5, ("not_stated", "hours"): 31.5}


def test_a_document_is_valid_from_its_date_to_its_last_day(rows, told):
    documents = rows(
        "evidence",
        """
        kind      | date       | valid_until | articles
        insurance | 2025-07-01 | 2026-06-30  | 37
        insurance | 2026-06-30 | 2027-06-29  | 37
        insurance | 2026-07-01 | 2027-06-30  | 37
        insurance | 2025-06-30 | 2026-06-29  | 37
        contract  | 2020-01-01 |             | 3
        """,
    )
    assert told(evidence.evidence_on(documents, AS_OF)) == {
        "rows": 5,
        "valid_on_as_of": 2,
        "expired_on_as_of": 1,  # without an end a contract is neither valid nor expired
    }
    assert told(evidence.evidence_by_kind(documents, AS_OF), "kind") == {
        ("insurance", "rows"): 4,
        ("contract", "rows"): 1,
    }
