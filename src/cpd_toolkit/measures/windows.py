"""Windows that end on the as-of day, and calendar quarters and years. Every edge of time is defined here, once.

A window holds the as-of day and everything after the day it is counted from: "365_days" holds exactly 365 days,
"12_months" the days after the same day a year before (cut to the end of the month: 29 February goes back to 28).
"""

from calendar import monthrange
from datetime import date, timedelta
from typing import Literal, get_args

import polars as pl

Window = Literal["365_days", "12_months"]
WINDOWS: tuple[Window, ...] = get_args(Window)

DAYS = 365
MONTHS = 12

QUARTER = "1q"
YEAR = "1y"


def months_before(day: date, months: int) -> date:
    """Return the same day of the month so many months earlier, cut to the month's end.

    Example:
        >>> months_before(date(2028, 2, 29), 12)
        datetime.date(2027, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def counted_from(window: Window, as_of: date) -> date:
    """Return the last day that is no longer in the window ending on as_of."""
    return as_of - timedelta(days=DAYS) if window == "365_days" else months_before(as_of, MONTHS)


def bounds(window: Window, as_of: date) -> tuple[date, date]:
    """Return the first and last day of the window, both inside.

    Example:
        >>> bounds("12_months", date(2028, 2, 29))
        (datetime.date(2027, 3, 1), datetime.date(2028, 2, 29))
    """
    return counted_from(window, as_of) + timedelta(days=1), as_of


def inside(window: Window, as_of: date, day: str = "date") -> pl.Expr:
    """Return the expression that is true of rows whose day lies in the window ending on as_of."""
    return pl.col(day).is_between(*bounds(window, as_of)).fill_null(False)


def leaves(window: Window, day: pl.Expr) -> pl.Expr:
    """Return the first day on which a record of that day is no longer in the window.

    For "12_months" it is the first day D with D minus 12 months at or after the record: a record of 29 February
    leaves on 1 March.
    """
    return leaves_after(f"{DAYS}d" if window == "365_days" else f"{MONTHS}mo", day)


def leaves_after(length: str, day: pl.Expr) -> pl.Expr:
    """Return the first day D with D minus the length at or after a day.

    Args:
        length: Days or calendar months, as "365d" or "12mo".
        day: Of the record.
    """
    later = day.dt.offset_by(length)
    too_early = later.dt.offset_by(f"-{length}") < day
    return pl.when(too_early).then(later.dt.offset_by("1d")).otherwise(later)


def span(window: Window, as_of: date) -> pl.LazyFrame:
    """Return one row with the first and last day of the window."""
    start, end = bounds(window, as_of)
    return pl.LazyFrame({"interval_start": [start], "interval_end": [end]})


def lifetime(rows: pl.LazyFrame, as_of: date, day: str = "date") -> pl.LazyFrame:
    """Return one row with the earliest day of the rows (null without rows) and the as-of day."""
    return rows.select(interval_start=pl.col(day).min(), interval_end=pl.lit(as_of))


def in_window(rows: pl.LazyFrame, window: Window, as_of: date, day: str = "date") -> pl.LazyFrame:
    """Return the rows of the window, with its first and last day beside them."""
    start, end = bounds(window, as_of)
    return rows.filter(inside(window, as_of, day)).with_columns(interval_start=pl.lit(start), interval_end=pl.lit(end))


def in_calendar(rows: pl.LazyFrame, every: str, day: str = "date") -> pl.LazyFrame:
    """Return the rows with the first and last day of their calendar quarter or year, and its label."""
    return with_interval(rows.with_columns(interval_start=pl.col(day).dt.truncate(every)), every)


def with_interval(rows: pl.LazyFrame, every: str) -> pl.LazyFrame:
    """Return the rows with the last day and the label (`quarter` "2026-Q1" or `year` "2026") of their interval."""
    start = pl.col("interval_start")
    year = start.dt.year().cast(pl.String)
    label = year.alias("year") if every == YEAR else (year + "-Q" + start.dt.quarter().cast(pl.String)).alias("quarter")
    return rows.with_columns(label, interval_end=start.dt.offset_by(every).dt.offset_by("-1d"))


def ever(rows: pl.LazyFrame, as_of: date, day: str = "date") -> pl.LazyFrame:
    """Return all rows, with the earliest day of them all and the as-of day beside them."""
    return rows.with_columns(interval_start=pl.col(day).min(), interval_end=pl.lit(as_of))
