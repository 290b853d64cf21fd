"""Training: activities and hours (article 45). An activity belongs, whole, to the day it ended."""

from collections.abc import Sequence
from datetime import date

import polars as pl

from cpd_toolkit.measures.selection import Quantity, Selection, tally
from cpd_toolkit.measures.windows import YEAR, Window, ever, in_calendar, in_window, lifetime, span

ENDED = pl.coalesce("end_date", "start_date")

ACTIVITIES = Quantity("activities")
HOURS = Quantity("hours", amount=pl.col("hours"))
CERTIFIED = Quantity("with_certificate", where=pl.col("certificate_ref").is_not_null())
KINDS = ("category", "credit_type", "method")


def ended(training: pl.DataFrame) -> pl.LazyFrame:
    """Return the activities with the day they belong to, and kinds that are not stated named so."""
    return training.lazy().with_columns(ENDED.alias("day"), pl.col(KINDS).fill_null("not_stated"))


def totals(training: pl.DataFrame, as_of: date) -> Selection:
    """Select every activity: number, hours, those with a certificate."""
    rows = ended(training)
    return Selection(ever(rows, as_of, "day"), (ACTIVITIES, HOURS, CERTIFIED), (), lifetime(rows, as_of, "day"), rows)


def kinds(training: pl.DataFrame, as_of: date, kind: str) -> Selection:
    """Select by category, credit_type or method; only those that occur, not_stated where the cell is empty."""
    return Selection(ever(ended(training), as_of, "day"), (ACTIVITIES, HOURS), (kind,))


def windowed(training: pl.DataFrame, as_of: date, window: Window) -> Selection:
    """Select the activities that ended in the window ending on as_of."""
    rows = ended(training)
    return Selection(in_window(rows, window, as_of, "day"), (ACTIVITIES, HOURS), (), span(window, as_of), rows)


def yearly(training: pl.DataFrame, as_of: date) -> Selection:
    """Select by year of the end, up to the year of as_of; what ends in a later year is in no year."""
    known = ended(training).filter(pl.col("day").dt.year() <= as_of.year)
    return Selection(in_calendar(known, YEAR, "day"), (HOURS,), ("year",), every=YEAR, until=pl.lit(as_of))


def training_in_window(training: pl.DataFrame, as_of: date, window: Window, by: Sequence[str] = ()) -> pl.DataFrame:
    """Return activities and hours that ended in the window ending on as_of."""
    return tally(windowed(training, as_of, window), by)


def training_by_year(training: pl.DataFrame, as_of: date, by: Sequence[str] = ()) -> pl.DataFrame:
    """Return hours by calendar year of the end, from the first to that of as_of, empty years included."""
    return tally(yearly(training, as_of), by)


def training_by_kind(training: pl.DataFrame, as_of: date, kind: str, by: Sequence[str] = ()) -> pl.DataFrame:
    """Return activities and hours by category, credit_type or method."""
    return tally(kinds(training, as_of, kind), by)
