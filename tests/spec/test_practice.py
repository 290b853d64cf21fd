"""What practice hours and their ratio to supervision mean."""

from datetime import date

import polars as pl
import pytest

from cpd_toolkit.measures import practice

AS_OF = date(2026, 6, 30)
TEN_HOURS = "date | duration_minutes | format\n2026-01-10 | 600 | individual"


def test_a_row_that_crosses_the_edge_gives_its_hours_by_days(rows, told):
    worked = rows(
        "practice",
        """
        start_date | end_date   | paid_hours | pro_bono_hours
        2025-06-21 | 2025-07-10 | 20         |
        2026-06-01 | 2026-07-30 | 50         | 10
        2026-06-11 | 2026-06-30 | 7          |
        2025-06-01 | 2025-06-30 | 99         |
        """,
    )
    # The window is 2025-07-01 to 2026-06-30.
    # Row 1: 10 of its 20 days inside, 10 h. Row 2: 30 of 60 days, 30 h. Row 3: wholly inside, 7 h. Row 4: outside.
    ratio = practice.practice_ratio(worked, rows("supervision", TEN_HOURS), AS_OF, "365_days", 35)
    assert told(ratio) == {
        "practice_hours": 47,
        "rows_split": 2,  # a row that ends on as_of is not split
        "supervision_hours": 10,
        "ratio": 4.7,
        "head_room_hours": 303,  # 35 x 10 - 47
    }


@pytest.mark.parametrize(("hours", "value", "status"), [("34.9", None, "too_few"), ("35", 3.5, "ok")])
def test_below_35_practice_hours_the_ratio_is_not_told(rows, hours, value, status):
    worked = rows("practice", f"start_date | end_date | paid_hours\n2026-01-01 | 2026-01-31 | {hours}")
    told = practice.practice_ratio(worked, rows("supervision", TEN_HOURS), AS_OF, "365_days", 35)
    ratio = told.filter(pl.col("measure") == "ratio").row(0, named=True)
    assert (ratio["value"], ratio["status"], ratio["numerator"], ratio["denominator"]) == (
        value,
        status,
        float(hours),
        10,
    )


def test_without_supervision_there_is_no_ratio_and_the_head_room_is_used_up(rows, told):
    worked = rows("practice", "start_date | end_date | paid_hours\n2026-01-01 | 2026-01-31 | 40")
    none = rows("supervision", "date | duration_minutes | format")
    ratio = practice.practice_ratio(worked, none, AS_OF, "365_days", 35)
    assert told(ratio)["ratio"] is None
    assert told(ratio)["head_room_hours"] == -40


def test_hours_are_never_multiplied_by_the_size_of_a_group(rows, told):
    worked = rows(
        "practice",
        "start_date | end_date | paid_hours | format | group_size\n2026-01-01 | 2026-01-31 | 40 | group | 8",
    )
    ratio = practice.practice_ratio(worked, rows("supervision", TEN_HOURS), AS_OF, "365_days", 35)
    assert told(ratio)["practice_hours"] == 40


def test_years_run_from_the_first_start_to_the_later_of_as_of_and_the_last_end(rows, told):
    worked = rows(
        "practice",
        """
        start_date | end_date   | paid_hours
        2023-12-31 | 2024-01-01 | 2
        2026-12-22 | 2027-01-10 | 20
        """,
    )
    # Two days, one in each year: 1 h each. Twenty days, ten in each year: 10 h each.
    assert told(practice.practice_hours_by_year(worked, AS_OF), "year") == {
        ("2023", "practice_hours"): 1,
        ("2024", "practice_hours"): 1,
        ("2025", "practice_hours"): 0,
        ("2026", "practice_hours"): 10,
        ("2027", "practice_hours"): 10,
    }


def test_by_member_supervision_hours_are_the_member_s_own(rows, told):
    worked = rows(
        "practice",
        """
        member_id | start_date | end_date   | paid_hours
        A         | 2026-01-01 | 2026-01-31 | 40
        B         | 2020-01-01 | 2020-01-31 | 40
        """,
    )
    supervised = rows(
        "supervision",
        """
        member_id | date       | duration_minutes | format
        A         | 2026-01-10 | 120              | individual
        C         | 2026-01-10 | 600              | individual
        """,
    )
    ratio = told(practice.practice_ratio(worked, supervised, AS_OF, "365_days", 35, ["member_id"]), "member_id")
    assert ratio["A", "ratio"] == 20
    assert (ratio["B", "practice_hours"], ratio["B", "supervision_hours"]) == (0, 0)
    assert "C" not in {member for member, _ in ratio}  # no practice, no ratio
