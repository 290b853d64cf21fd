"""Practice: client hours, and how they stand to supervision hours. Hours are paid plus pro bono, whatever the format.

Hours of a row that crosses an edge are counted by days: hours x days inside / days of the row, both ends included.
"""

from collections.abc import Sequence
from datetime import date

import polars as pl

from cpd_toolkit.measures import supervision
from cpd_toolkit.measures.refusals import RATIO_PRACTICE_HOURS
from cpd_toolkit.measures.selection import Quantity, Selection, tally
from cpd_toolkit.measures.shapes import INTERVAL, result_table
from cpd_toolkit.measures.windows import YEAR, Window, ever, lifetime, span, with_interval

PAID = pl.col("paid_hours").fill_null(0.0)
PRO_BONO = pl.col("pro_bono_hours").fill_null(0.0)
DIGITS = 9  # sums of split hours are rounded here before they are compared with a threshold

TOTALS = (
    Quantity("rows"),
    Quantity("hours", amount=PAID + PRO_BONO),
    Quantity("paid_hours", amount=PAID),
    Quantity("pro_bono_hours", amount=PRO_BONO),
    Quantity("clients", where=pl.col("client_id").is_not_null(), each=("client_id",)),
)
SPLIT = (pl.col("start_date") < pl.col("interval_start")) | (pl.col("end_date") > pl.col("interval_end"))
PRACTICE_HOURS = Quantity("practice_hours", amount=pl.col("hours_inside"))
ROWS_SPLIT = Quantity("rows_split", where=SPLIT)


def inside_hours(rows: pl.LazyFrame) -> pl.LazyFrame:
    """Return the rows that touch their interval, with the hours they give to it."""
    first = pl.max_horizontal("start_date", "interval_start")
    last = pl.min_horizontal("end_date", "interval_end")
    share = _days(first, last) / _days(pl.col("start_date"), pl.col("end_date"))
    return rows.filter(last >= first).with_columns(hours_inside=(PAID + PRO_BONO) * share)


def _days(first: pl.Expr, last: pl.Expr) -> pl.Expr:
    return (last - first).dt.total_days() + 1


def totals(practice: pl.DataFrame, as_of: date) -> Selection:
    """Select every row: rows, hours, paid and pro bono hours, distinct clients."""
    rows = practice.lazy()
    return Selection(ever(rows, as_of, "start_date"), TOTALS, (), lifetime(rows, as_of, "start_date"), rows)


def windowed(practice: pl.DataFrame, as_of: date, window: Window) -> Selection:
    """Select the rows that give hours to the window ending on as_of."""
    rows = practice.lazy()
    placed = rows.join(span(window, as_of), how="cross")
    return Selection(inside_hours(placed), (PRACTICE_HOURS, ROWS_SPLIT), (), span(window, as_of), rows)


def yearly(practice: pl.DataFrame, as_of: date) -> Selection:
    """Select the rows by the calendar years they touch, up to as_of or the last end, whichever is later."""
    starts = pl.date_ranges(pl.col("start_date").dt.truncate(YEAR), pl.col("end_date"), YEAR)
    rows = practice.lazy().with_columns(interval_start=starts).explode("interval_start")
    parts = inside_hours(with_interval(rows, YEAR))
    return Selection(parts, (PRACTICE_HOURS,), ("year",), every=YEAR, until=pl.lit(as_of))


def practice_hours_by_year(practice: pl.DataFrame, as_of: date, by: Sequence[str] = ()) -> pl.DataFrame:
    """Return practice hours by calendar year, a row over several years split by days."""
    return tally(yearly(practice, as_of), by)


def practice_ratio(
    practice: pl.DataFrame,
    sessions: pl.DataFrame,
    as_of: date,
    window: Window,
    limit: float,
    by: Sequence[str] = (),
) -> pl.DataFrame:
    """Return practice hours, supervision hours, their ratio and the head-room in the window ending on as_of.

    Args:
        practice: typed practice rows.
        sessions: typed supervision rows.
        as_of: last day of the window.
        window: which window.
        limit: practice hours allowed for an hour of supervision.
        by: () or ("member_id",); then the members who have practice rows.

    Returns:
        Measures practice_hours, supervision_hours, rows_split, ratio and head_room_hours. `ratio` has the two totals as
        numerator and denominator; its value is null without supervision (status unknown) and below 35 practice hours
        (too_few: show the two totals). `head_room_hours` is limit x supervision hours - practice hours, maybe negative.
    """
    everyone = practice.lazy().select(by).unique() if by else None
    worked = tally(windowed(practice, as_of, window), by, everyone)
    supervised = tally(supervision.windowed(sessions, as_of, window), by, everyone).filter(pl.col("measure") == "hours")
    supervised = supervised.with_columns(measure=pl.lit("supervision_hours"))
    if everyone is not None:
        supervised = supervised.join(everyone.collect(), on=list(by), how="semi")
    compared = _compared(worked.filter(pl.col("measure") == "practice_hours"), supervised, [*by, *INTERVAL])
    return result_table(
        pl.concat([worked, supervised, _ratio(compared), _head_room(compared, limit)], how="diagonal"), by
    )


def _compared(worked: pl.DataFrame, supervised: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    totals = worked.select(*keys, "people", numerator=pl.col("value").round(DIGITS))
    return totals.join(supervised.select(*keys, denominator="value"), on=keys)


def _ratio(compared: pl.DataFrame) -> pl.DataFrame:
    told = pl.when(pl.col("denominator") > 0).then(pl.col("numerator") / pl.col("denominator"))
    few = pl.col("numerator") < RATIO_PRACTICE_HOURS
    status = pl.when(few).then(pl.lit("too_few")).when(pl.col("denominator") > 0).then(pl.lit("ok"))
    return compared.with_columns(
        measure=pl.lit("ratio"), value=pl.when(~few).then(told), status=status.otherwise(pl.lit("unknown"))
    )


def _head_room(compared: pl.DataFrame, limit: float) -> pl.DataFrame:
    room = limit * pl.col("denominator") - pl.col("numerator")
    return compared.with_columns(measure=pl.lit("head_room_hours"), value=room)
