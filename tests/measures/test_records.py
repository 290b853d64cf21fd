"""Days with a record of each kind, and the gaps of three calendar months and more between them."""

from datetime import date

import polars as pl
import pytest

from cpd_toolkit.measures.gaps import declared_pauses
from cpd_toolkit.measures.records import practice_stretches, record_days, record_gaps

START, END = date(2024, 1, 1), date(2024, 12, 31)


@pytest.fixture
def days(rows):
    sessions = rows(
        "supervision",
        """
        date       | duration_minutes | format     | supervisor_id | learning
        2023-12-31 | 60               | individual | S1            |
        2024-01-10 | 60               | individual | S1            | kept
        2024-04-10 | 60               | individual | S1            |
        2024-04-10 | 60               | individual | S1            |
        """,
    )
    training = rows(
        "training",
        """
        title | start_date | end_date   | hours | category
        Two   | 2024-06-01 | 2024-06-03 | 7     | course
        """,
    )
    answers = rows(
        "feedback",
        """
        response_id | date       | item | score
        R1          | 2024-05-02 | a    | 4
        R1          | 2024-05-02 | b    | 5
        R2          | 2024-05-02 | a    | 3
        """,
    )
    return record_days({"supervision": sessions, "training": training, "feedback": answers}, START, END)


def test_each_day_and_kind_counts_its_records(days):
    # the session of 2023 is before the stretch; an activity belongs to its last day; a response has two answers
    assert days.select("kind", "date", "records").rows() == [
        ("supervision", date(2024, 1, 10), 1),
        ("supervision", date(2024, 4, 10), 2),
        ("training", date(2024, 6, 3), 1),
        ("reflection", date(2024, 1, 10), 1),
        ("feedback", date(2024, 5, 2), 2),
    ]


def test_three_months_to_the_day_are_a_gap_and_a_day_less_is_none(days):
    gaps = record_gaps(days, START, END, kinds=["supervision", "training"])
    assert gaps.select("kind", "gap_from", "gap_to", "days").rows() == [
        # 10 January to 10 April 2024: 21 + 29 + 31 + 10 days
        ("any", date(2024, 1, 10), date(2024, 4, 10), 91),
        ("any", date(2024, 6, 3), END, 211),
        ("supervision", date(2024, 1, 10), date(2024, 4, 10), 91),
        ("supervision", date(2024, 4, 10), END, 265),
        ("training", START, date(2024, 6, 3), 154),
        ("training", date(2024, 6, 3), END, 211),
    ]
    shorter = days.with_columns(date=pl.col("date").replace(date(2024, 4, 10), date(2024, 4, 9)))
    assert record_gaps(shorter, START, END, kinds=["supervision"]).filter(kind="any").height == 1


def test_a_kind_without_a_record_is_one_gap_and_pauses_are_counted_inside(days):
    pauses = declared_pauses([(date(2024, 2, 1), date(2024, 2, 29))], ["C1"], END)
    (gap,) = record_gaps(days, START, END, pauses, ["evidence"]).filter(kind="evidence").to_dicts()
    assert (gap["gap_from"], gap["gap_to"], gap["days"], gap["paused_days"]) == (START, END, 365, 29)


def test_practice_rows_that_touch_are_one_stretch_cut_to_the_days_asked_for(rows):
    practice = rows(
        "practice",
        """
        start_date | end_date   | paid_hours
        2023-11-01 | 2024-02-01 | 10
        2024-02-02 | 2024-03-01 | 10
        2024-10-01 | 2025-02-01 | 10
        2025-03-01 | 2025-04-01 | 10
        """,
    )
    assert practice_stretches(practice, START, END).select("first", "last").rows() == [
        (START, date(2024, 3, 1)),
        (date(2024, 10, 1), END),
    ]
