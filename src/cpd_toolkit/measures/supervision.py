"""Supervision: sessions and hours, by window, quarter, year and format (articles 41 and 43).

A session is a row, so in an organisation a session counts once for each member who attended. Hours are minutes / 60.
"""

from collections.abc import Sequence
from datetime import date

import polars as pl

from cpd_toolkit.measures.selection import Quantity, Selection, tally
from cpd_toolkit.measures.windows import QUARTER, YEAR, Window, ever, in_calendar, in_window, lifetime, span
from cpd_toolkit.tables import TABLES
from cpd_toolkit.tables.schema import dtypes

FORMATS = tuple(choice.code for choice in TABLES["supervision"].column("format").choices)
NO_SESSIONS = pl.DataFrame(schema=dtypes(TABLES["supervision"]))  # for a dossier without the table

SESSIONS = Quantity("sessions")
HOURS = Quantity("hours", amount=pl.col("duration_minutes") / 60)
PRESENTED = pl.col("cases_presented") > 0
CASES = (
    Quantity("sessions_with_cases", where=PRESENTED),
    Quantity("cases_presented", where=PRESENTED, amount=pl.col("cases_presented")),
    Quantity("ethical_sessions", where=pl.col("ethical_issue")),
)


def totals(sessions: pl.DataFrame, as_of: date) -> Selection:
    """Select every session: number, hours, sessions with cases, cases, sessions with an ethical question."""
    rows = sessions.lazy()
    return Selection(ever(rows, as_of), (SESSIONS, HOURS, *CASES), (), lifetime(rows, as_of), rows)


def windowed(sessions: pl.DataFrame, as_of: date, window: Window) -> Selection:
    """Select the sessions of a window ending on as_of."""
    rows = sessions.lazy()
    return Selection(in_window(rows, window, as_of), (SESSIONS, HOURS), (), span(window, as_of), rows)


def formats(sessions: pl.DataFrame, as_of: date, window: Window | None = None) -> Selection:
    """Select by format, ever or in a window; every format is reported."""
    whole = windowed(sessions, as_of, window) if window else totals(sessions, as_of)
    assert whole.spine is not None
    spine = whole.spine.join(pl.LazyFrame({"format": FORMATS}), how="cross")
    return whole._replace(quantities=(SESSIONS, HOURS), keys=("format",), spine=spine)


def calendar(sessions: pl.DataFrame, as_of: date, every: str) -> Selection:
    """Select by calendar quarter or year, from the first session to as_of, empty ones included."""
    key = "year" if every == YEAR else "quarter"
    return Selection(in_calendar(sessions.lazy(), every), (SESSIONS, HOURS), (key,), every=every, until=pl.lit(as_of))


def sessions_ever(sessions: pl.DataFrame, as_of: date, by: Sequence[str] = ()) -> pl.DataFrame:
    """Return sessions, hours, sessions_with_cases, cases_presented and ethical_sessions over all rows.

    A session has cases when cases_presented is above 0, and an ethical question when ethical_issue is true; empty is
    neither. Source: docs/methods.md, Supervision.
    """
    return tally(totals(sessions, as_of), by)


def sessions_in_window(sessions: pl.DataFrame, as_of: date, window: Window, by: Sequence[str] = ()) -> pl.DataFrame:
    """Return sessions and hours in the window ending on as_of, both ends of the interval inside.

    Example:
        >>> one = pl.DataFrame({"member_id": ["C1"], "date": [date(2026, 3, 1)], "duration_minutes": [90]})
        >>> sessions_in_window(one, date(2026, 6, 30), "365_days").select("measure", "value").rows()
        [('hours', 1.5), ('sessions', 1.0)]
    """
    return tally(windowed(sessions, as_of, window), by)


def sessions_by_format(
    sessions: pl.DataFrame, as_of: date, window: Window | None = None, by: Sequence[str] = ()
) -> pl.DataFrame:
    """Return sessions and hours for each of the three formats, ever or in a window; 0 where there are none."""
    return tally(formats(sessions, as_of, window), by)


def sessions_by_quarter(sessions: pl.DataFrame, as_of: date, by: Sequence[str] = ()) -> pl.DataFrame:
    """Return sessions and hours by calendar quarter ("2026-Q1"), from the first session's to that of as_of."""
    return tally(calendar(sessions, as_of, QUARTER), by)


def sessions_by_year(sessions: pl.DataFrame, as_of: date, by: Sequence[str] = ()) -> pl.DataFrame:
    """Return sessions and hours by calendar year ("2026"), from the first session's to that of as_of."""
    return tally(calendar(sessions, as_of, YEAR), by)
