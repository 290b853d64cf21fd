"""Rolling counts: until when the need is met, and the steps of the count over time."""

from datetime import date

import polars as pl

from cpd_toolkit.measures.shapes import CUMULATIVE, LAPSES, STEPS, shaped
from cpd_toolkit.measures.windows import Window, counted_from, inside, leaves


def lapse_dates(sessions: pl.DataFrame, as_of: date, need_sessions: int, window: Window = "365_days") -> pl.DataFrame:
    """Return until when each member has enough sessions in the window, if nothing new is logged.

    The lapse date is the day on which the k-th most recent session leaves the window: the first day after as_of whose
    window holds fewer than k. Sessions after as_of are ignored; several on one day count each.

    Returns:
        One row a member with a session (shapes.LAPSES). `lapse_date` is null when the need is not met on as_of.

    Example:
        >>> days = [date(2026, 1, 10), date(2026, 5, 2)]
        >>> two = pl.DataFrame({"member_id": ["C1", "C1"], "date": days})
        >>> lapse_dates(two, date(2026, 6, 30), need_sessions=2)["lapse_date"].item()
        datetime.date(2027, 1, 10)
    """
    known = sessions.lazy().filter(pl.col("date") <= as_of)
    kth = pl.when(pl.len() >= need_sessions).then(pl.col("date").top_k(need_sessions).min())
    counted = known.group_by("member_id").agg(
        sessions=inside(window, as_of).sum(), counting_from=kth, need_sessions=pl.lit(need_sessions)
    )
    met = pl.col("counting_from") > counted_from(window, as_of)
    lapse = pl.when(met).then(leaves(window, pl.col("counting_from")))
    return shaped(counted.with_columns(window=pl.lit(window), lapse_date=lapse, people=1), LAPSES, ["member_id"])


def rolling_steps(
    sessions: pl.DataFrame, as_of: date, window: Window = "365_days", until: date | None = None
) -> pl.DataFrame:
    """Return the days on which the number of sessions in the window changes, and the number from that day on.

    Args:
        sessions: typed supervision rows.
        as_of: sessions after it are ignored.
        window: the window ending on each day.
        until: last day to tell; as_of unless said. A later day shows how the count falls if nothing new is logged.

    Returns:
        shapes.STEPS, sorted by member and day; days without a change have no row.
    """
    known = sessions.lazy().filter(pl.col("date") <= as_of).select("member_id", "date")
    comes = known.with_columns(change=pl.lit(1))
    goes = known.with_columns(leaves(window, pl.col("date")).alias("date"), change=pl.lit(-1))
    days = pl.concat([comes, goes]).group_by("member_id", "date").agg(pl.col("change").sum()).sort("member_id", "date")
    counted = days.with_columns(sessions=pl.col("change").cum_sum().over("member_id"), window=pl.lit(window), people=1)
    told = counted.filter(pl.col("change") != 0, pl.col("date") <= (until or as_of))
    return shaped(told, STEPS, ["member_id", "date"])


def cumulative_hours(sessions: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Return the hours of each day with a session and the hours so far (shapes.CUMULATIVE)."""
    known = sessions.lazy().filter(pl.col("date") <= as_of)
    days = known.group_by("member_id", "date").agg(hours=pl.col("duration_minutes").sum() / 60)
    so_far = pl.col("hours").cum_sum().over("member_id")
    summed = days.sort("member_id", "date").with_columns(cumulative_hours=so_far, people=1)
    return shaped(summed, CUMULATIVE, ["member_id", "date"])
