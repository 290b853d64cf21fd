"""The record along the calendar: sessions day by day, hours by quarter and format, practice hours so far."""

from collections.abc import Sequence
from datetime import date

import polars as pl

from cpd_toolkit.measures.practice import PRACTICE_HOURS, inside_hours
from cpd_toolkit.measures.selection import Selection, tally
from cpd_toolkit.measures.shapes import CUMULATIVE, shaped
from cpd_toolkit.measures.supervision import HOURS, SESSIONS
from cpd_toolkit.measures.windows import QUARTER, in_calendar, with_interval

DAY = "1d"
MONTH = "1mo"


def sessions_by_day(sessions: pl.DataFrame, as_of: date, by: Sequence[str] = ()) -> pl.DataFrame:
    """Return sessions and hours for each day and format with a session, up to as_of; an interval is one day.

    Example:
        >>> day = {"member_id": "C1", "date": date(2026, 3, 1), "duration_minutes": 90, "format": "peer"}
        >>> sessions_by_day(pl.DataFrame([day]), date(2026, 6, 30)).select("measure", "format", "value").rows()
        [('hours', 'peer', 1.5), ('sessions', 'peer', 1.0)]
    """
    return tally(Selection(in_calendar(_known(sessions, as_of), DAY), (SESSIONS, HOURS), ("format",)), by)


def sessions_by_quarter_and_format(sessions: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Return sessions and hours for each quarter and format with a session, up to as_of."""
    return tally(Selection(in_calendar(_known(sessions, as_of), QUARTER), (SESSIONS, HOURS), ("quarter", "format")))


def practice_so_far(practice: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Return practice hours of each month and so far, told on its last day or on as_of.

    A row over several months is split by days; what lies after as_of is left out. Months without practice have no row.

    Returns:
        shapes.CUMULATIVE, sorted by member and day.
    """
    starts = pl.date_ranges(pl.col("start_date").dt.truncate(MONTH), pl.col("end_date"), MONTH)
    months = with_interval(practice.lazy().with_columns(interval_start=starts).explode("interval_start"), MONTH)
    until = months.filter(pl.col("interval_start") <= as_of).with_columns(
        interval_end=pl.min_horizontal("interval_end", pl.lit(as_of))
    )
    by_month = tally(Selection(inside_hours(until), (PRACTICE_HOURS,)), ["member_id"])
    so_far = pl.col("value").cum_sum().over("member_id")
    named = by_month.sort("member_id", "interval_end").select(
        "member_id", "people", date="interval_end", hours="value", cumulative_hours=so_far
    )
    return shaped(named, CUMULATIVE, ["member_id", "date"])


def _known(sessions: pl.DataFrame, as_of: date) -> pl.LazyFrame:
    return sessions.lazy().filter(pl.col("date") <= as_of)
