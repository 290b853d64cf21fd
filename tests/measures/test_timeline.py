"""One member's record along the calendar: what stands on which day."""

from datetime import date

import polars as pl

from cpd_toolkit.measures.timeline import practice_so_far, sessions_by_day, sessions_by_quarter_and_format

AS_OF = date(2026, 6, 30)
SESSIONS = pl.DataFrame(
    {
        "member_id": ["C1"] * 4,
        "date": [date(2026, 1, 10), date(2026, 1, 10), date(2026, 5, 1), date(2026, 7, 1)],
        "duration_minutes": [60, 30, 90, 60],
        "format": ["group", "group", "peer", "peer"],
    }
)


def practice(*rows: tuple[date, date, float]) -> pl.DataFrame:
    named = [
        {"member_id": "C1", "client_id": None, "start_date": start, "end_date": end, "paid_hours": paid}
        for start, end, paid in rows
    ]
    return pl.DataFrame(named, schema_overrides={"client_id": pl.String}).with_columns(
        pro_bono_hours=pl.lit(None, pl.Float64)
    )


def test_sessions_of_one_day_and_format_stand_together_and_later_ones_stay_out():
    told = (
        sessions_by_day(SESSIONS, AS_OF).select("measure", "format", "interval_start", "interval_end", "value").rows()
    )
    january, may = date(2026, 1, 10), date(2026, 5, 1)
    assert told == [
        ("hours", "group", january, january, 1.5),
        ("hours", "peer", may, may, 1.5),
        ("sessions", "group", january, january, 2),
        ("sessions", "peer", may, may, 1),
    ]


def test_quarters_are_told_by_format():
    told = sessions_by_quarter_and_format(SESSIONS, AS_OF).filter(pl.col("measure") == "sessions")
    assert told.select("quarter", "format", "value").rows() == [("2026-Q1", "group", 2), ("2026-Q2", "peer", 1)]


def test_practice_is_spread_over_its_days_and_added_up_by_month():
    # 10 January to 8 February: 30 days at 1 h, 22 of them in January
    told = practice_so_far(practice((date(2026, 1, 10), date(2026, 2, 8), 30.0)), AS_OF)
    assert told.select("date", "hours", "cumulative_hours").rows() == [
        (date(2026, 1, 31), 22.0, 22.0),
        (date(2026, 2, 28), 8.0, 30.0),
    ]


def test_practice_after_the_day_of_the_report_is_left_out():
    # 21 June to 10 July: 20 days at 1 h, 10 of them up to 30 June
    told = practice_so_far(practice((date(2026, 6, 21), date(2026, 7, 10), 20.0)), AS_OF)
    assert told.select("date", "cumulative_hours").rows() == [(AS_OF, 10.0)]


def test_no_practice_has_no_row():
    assert practice_so_far(practice((AS_OF, AS_OF, 1.0)).clear(), AS_OF).is_empty()
