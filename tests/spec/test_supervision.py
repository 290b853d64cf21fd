"""What the numbers of supervision mean."""

from datetime import date

import polars as pl
import pytest

from cpd_toolkit.measures import gaps, rolling, supervision


def test_hours_are_minutes_over_sixty_and_a_session_is_a_row(rows, told):
    sessions = rows(
        "supervision",
        """
        date       | duration_minutes | format     | cases_presented | ethical_issue
        2026-01-10 | 90               | individual | 2               | yes
        2026-01-10 | 60               | peer       | 0               | no
        2026-02-11 | 45               | individual |                 |
        """,
    )
    assert told(supervision.sessions_ever(sessions, date(2026, 6, 30))) == {
        "sessions": 3,
        "hours": 3.25,  # (90 + 60 + 45) / 60
        "sessions_with_cases": 1,  # 0 and empty are no case
        "cases_presented": 2,
        "ethical_sessions": 1,  # empty is not stated, never true
    }


def test_a_window_holds_its_first_and_its_last_day(rows, told):
    sessions = rows(
        "supervision",
        """
        date       | duration_minutes | format
        2025-06-30 | 60               | individual
        2025-07-01 | 60               | individual
        2026-06-30 | 60               | individual
        """,
    )
    # 2026-06-30 minus 365 days is 2025-06-30: that day is out, the next one is in.
    year = supervision.sessions_in_window(sessions, date(2026, 6, 30), "365_days")
    assert told(year) == {"sessions": 2, "hours": 2}
    assert year.select("interval_start", "interval_end").unique().row(0) == (date(2025, 7, 1), date(2026, 6, 30))


def test_the_two_windows_differ_after_a_leap_day(rows, told):
    sessions = rows(
        "supervision",
        """
        date       | duration_minutes | format
        2024-02-29 | 60               | individual
        """,
    )
    # 365 days before 2025-02-28 is 2024-02-29, out; twelve months before is 2024-02-28, so the 29th is in.
    assert told(supervision.sessions_in_window(sessions, date(2025, 2, 28), "365_days"))["sessions"] == 0
    assert told(supervision.sessions_in_window(sessions, date(2025, 2, 28), "12_months"))["sessions"] == 1


def test_every_format_is_told_even_without_a_session(rows, told):
    sessions = rows("supervision", "date | duration_minutes | format\n2026-01-10 | 120 | group")
    assert told(supervision.sessions_by_format(sessions, date(2026, 6, 30)), "format") == {
        ("individual", "sessions"): 0,
        ("individual", "hours"): 0,
        ("group", "sessions"): 1,
        ("group", "hours"): 2,
        ("peer", "sessions"): 0,
        ("peer", "hours"): 0,
    }


def test_quarters_run_from_the_first_session_to_as_of_without_a_hole(rows, told):
    sessions = rows(
        "supervision",
        """
        date       | duration_minutes | format
        2025-12-31 | 60               | individual
        2026-04-01 | 30               | individual
        """,
    )
    quarters = supervision.sessions_by_quarter(sessions, date(2026, 9, 30))
    assert told(quarters.filter(pl.col("measure") == "hours"), "quarter") == {
        ("2025-Q4", "hours"): 1,
        ("2026-Q1", "hours"): 0,
        ("2026-Q2", "hours"): 0.5,
        ("2026-Q3", "hours"): 0,
    }
    assert quarters["interval_end"].max() == date(2026, 9, 30)


def test_each_member_has_quarters_of_their_own(rows):
    sessions = rows(
        "supervision",
        """
        member_id | date       | duration_minutes | format
        A         | 2026-01-01 | 60               | individual
        B         | 2026-04-01 | 60               | individual
        """,
    )
    quarters = supervision.sessions_by_quarter(sessions, date(2026, 4, 30), ["member_id"])
    told = quarters.filter(pl.col("measure") == "sessions").select("member_id", "quarter", "value").rows()
    assert told == [("A", "2026-Q1", 1), ("A", "2026-Q2", 0), ("B", "2026-Q2", 1)]


def test_without_sessions_there_is_no_quarter_and_the_windows_hold_nothing(rows, told):
    none = rows("supervision", "date | duration_minutes | format")
    assert supervision.sessions_by_quarter(none, date(2026, 6, 30)).height == 0
    assert told(supervision.sessions_in_window(none, date(2026, 6, 30), "365_days")) == {"sessions": 0, "hours": 0}


def test_a_gap_is_the_difference_of_two_distinct_days(rows):
    sessions = rows(
        "supervision",
        """
        date       | duration_minutes | format
        2026-01-01 | 60               | individual
        2026-01-11 | 60               | peer
        2026-01-11 | 60               | individual
        2026-01-21 | 60               | individual
        """,
    )
    summary = gaps.gap_summary(sessions, date(2026, 3, 1)).row(0, named=True)
    assert summary["longest_gap_days"] == 10
    # A tie: the earliest of the two gaps of ten days.
    assert (summary["longest_gap_from"], summary["longest_gap_to"]) == (date(2026, 1, 1), date(2026, 1, 11))
    assert summary["open_gap_days"] == 39  # 10 days of January, 28 of February, 1 of March
    assert summary["median_gap_days"] is None  # two gaps, four are needed


@pytest.mark.parametrize(("days", "median"), [([1, 3, 6, 10], None), ([1, 3, 6, 10, 15], 3.5)])
def test_a_median_gap_needs_four_gaps(rows, days, median):
    lines = "\n".join(f"2026-01-{day:02} | 60 | individual" for day in days)  # gaps of 2, 3, 4 and 5 days
    sessions = rows("supervision", f"date | duration_minutes | format\n{lines}")
    assert gaps.gap_summary(sessions, date(2026, 3, 1))["median_gap_days"].item() == median


def test_a_pause_takes_from_a_gap_the_paused_days_strictly_between_its_ends(rows):
    sessions = rows(
        "supervision",
        """
        date       | duration_minutes | format
        2026-01-01 | 60               | individual
        2026-01-31 | 60               | individual
        """,
    )
    # From 25 December to 10 January, both paused: 2 to 10 January lie between, 9 days. From 31 January on: none.
    pauses = gaps.declared_pauses(
        [(date(2025, 12, 25), date(2026, 1, 10)), (date(2026, 1, 31), None)], ["C1"], date(2026, 6, 30)
    )
    gap = gaps.session_gaps(sessions, date(2026, 6, 30), pauses).row(0, named=True)
    assert (gap["days"], gap["paused_days"], gap["days_without_pause"]) == (30, 9, 21)


def test_days_in_two_pauses_are_paused_once():
    first, second = (date(2026, 1, 1), date(2026, 1, 20)), (date(2026, 1, 10), date(2026, 1, 31))
    pauses = gaps.declared_pauses([second, first], ["C1"], date(2026, 6, 30))
    assert pauses.rows() == [("C1", date(2026, 1, 1), date(2026, 1, 31))]


def test_a_register_pause_without_an_end_lasts_to_as_of(rows):
    members = rows(
        "members",
        """
        member_id | pause_from | pause_to
        A         | 2026-01-12 | 2026-02-10
        B         | 2026-01-01 |
        C         |            | 2026-02-10
        """,
    )
    assert gaps.register_pauses(members, date(2026, 6, 30)).rows() == [
        ("A", date(2026, 1, 12), date(2026, 2, 10)),
        ("B", date(2026, 1, 1), date(2026, 6, 30)),
    ]


def test_only_gaps_of_more_than_ninety_days_are_long(rows):
    sessions = rows(
        "supervision",
        """
        date       | duration_minutes | format
        2026-01-01 | 60               | individual
        2026-04-01 | 60               | individual
        2026-07-01 | 60               | individual
        """,
    )
    # 90 days from January to April, 91 from April to July.
    listed = gaps.long_gaps(gaps.session_gaps(sessions, date(2026, 12, 31)))
    assert listed["days"].to_list() == [91]


LAPSES = [
    # as of, need, window, lapse date
    ("2026-06-30", 3, "365_days", "2026-09-01"),  # third most recent: 2025-09-01 + 365 days
    ("2026-06-30", 3, "12_months", "2026-09-01"),
    ("2026-06-30", 2, "365_days", "2027-02-10"),  # the two of one day both count
    ("2026-06-30", 4, "365_days", None),  # only three ever
    ("2026-09-01", 3, "365_days", None),  # the first has left on this very day
    ("2026-08-31", 3, "365_days", "2026-09-01"),
]


@pytest.mark.parametrize(("as_of", "need", "window", "lapse"), LAPSES)
def test_the_need_lapses_when_the_kth_most_recent_session_leaves_the_window(rows, as_of, need, window, lapse):
    sessions = rows(
        "supervision",
        """
        date       | duration_minutes | format
        2025-09-01 | 60               | individual
        2026-02-10 | 60               | individual
        2026-02-10 | 45               | individual
        """,
    )
    told = rolling.lapse_dates(sessions, date.fromisoformat(as_of), need, window)["lapse_date"].item()
    assert told == (lapse and date.fromisoformat(lapse))


def test_a_session_of_29_february_leaves_twelve_months_on_1_march(rows):
    sessions = rows("supervision", "date | duration_minutes | format\n2024-02-29 | 60 | individual")
    # On 28 February 2025 the window starts after 28 February 2024: the 29th is still inside.
    assert rolling.lapse_dates(sessions, date(2024, 3, 1), 1, "12_months")["lapse_date"].item() == date(2025, 3, 1)
    assert rolling.lapse_dates(sessions, date(2024, 3, 1), 1, "365_days")["lapse_date"].item() == date(2025, 2, 28)


def test_the_rolling_count_steps_up_with_a_session_and_down_when_it_leaves(rows):
    sessions = rows(
        "supervision",
        """
        date       | duration_minutes | format
        2025-01-10 | 60               | individual
        2025-03-01 | 60               | individual
        2025-03-01 | 60               | peer
        2026-01-10 | 60               | individual
        """,
    )
    steps = rolling.rolling_steps(sessions, date(2026, 6, 30), until=date(2027, 1, 31))
    # 2026-01-10: one comes and, 365 days after 2025-01-10, one goes: no step.
    assert steps.select("date", "sessions").rows() == [
        (date(2025, 1, 10), 1),
        (date(2025, 3, 1), 3),
        (date(2026, 3, 1), 1),
        (date(2027, 1, 10), 0),
    ]
    assert rolling.rolling_steps(sessions, date(2026, 6, 30)).height == 3  # up to as_of unless said


def test_cumulative_hours_add_up_day_by_day(rows):
    sessions = rows(
        "supervision",
        """
        date       | duration_minutes | format
        2026-01-10 | 60               | individual
        2026-01-10 | 30               | individual
        2026-02-10 | 60               | individual
        """,
    )
    told = rolling.cumulative_hours(sessions, date(2026, 6, 30)).select("date", "hours", "cumulative_hours").rows()
    assert told == [(date(2026, 1, 10), 1.5, 1.5), (date(2026, 2, 10), 1.0, 2.5)]
