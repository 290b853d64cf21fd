"""What an organisation tells of the members on its roll (`measures.roll`): standing, pipeline, hours, ratio.

Every table is about all members of the register, those without a session too, so that no number of members behind one
gives away what another hides.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import polars as pl

from cpd_toolkit.measures.counted import Counted, shares
from cpd_toolkit.measures.practice import practice_ratio
from cpd_toolkit.measures.roll import VERDICTS, intervals
from cpd_toolkit.measures.shapes import result_table
from cpd_toolkit.measures.windows import DAYS, Window, bounds, in_window

YEAR: Window = "365_days"
REST = "rest"  # not met or not told
RENEWAL_MONTHS = 24  # ahead
HOURS = (0, 2, 4, 6, 8, 12)  # of supervision: edges of classes, upper ends inside
RATIOS = (15, 25, 35)  # practice hours for one of supervision, likewise
QUANTILES = {"p10_hours": 0.1, "lower_quartile_hours": 0.25, "median_hours": 0.5, "upper_quartile_hours": 0.75}
QUANTILES |= {"p90_hours": 0.9}


def standing(roll: pl.DataFrame, as_of: date, by: Sequence[str] = ()) -> Counted:
    """Return the members by verdict on the sessions they need in 365 days: met, not met, can't be told."""
    return shares(roll, "standing", "verdict", VERDICTS, by, bounds(YEAR, as_of))


def standing_of_groups(pooled: pl.DataFrame, as_of: date) -> Counted:
    """Return the members of each group (`roll.pooled_groups`) who meet the need, and all others of it as one."""
    said = pooled.with_columns(
        pl.when(pl.col("verdict") == "met").then("verdict").otherwise(pl.lit(REST)).alias("verdict")
    )
    return shares(said, "standing", "verdict", ("met", REST), ["region", "group_id"], bounds(YEAR, as_of))


def lapses(roll: pl.DataFrame, as_of: date, least: int) -> Counted:
    """Return in which month, quarter or year the members who meet the need fall below it if nothing new is logged.

    Args:
        roll: The members.
        as_of: The day.
        least: How many members on average an interval must hold; the shortest kind that does is taken.
    """
    ahead = intervals(roll["lapse_date"].drop_nulls(), as_of + timedelta(days=1), as_of + timedelta(days=DAYS), least)
    said = roll.with_columns(lapse=_interval(pl.col("lapse_date"), ahead)).filter(pl.col("verdict") == "met")
    found = shares(said, "standing", "lapse", _names(ahead), ["verdict"], bounds(YEAR, as_of))
    return Counted(_of_all(found.table, roll.height), found.behind)


def _of_all(table: pl.DataFrame, members: int) -> pl.DataFrame:
    return table.with_columns(denominator=pl.lit(float(members)), value=pl.col("numerator") / members)


def renewals(roll: pl.DataFrame, expiry: pl.DataFrame, as_of: date, least: int) -> Counted:
    """Return the members by the interval in which their accreditation ends: overdue, ahead, later, or not stated.

    Args:
        roll: The members.
        expiry: member_id and expires_on.
        as_of: The day; what ends on it or before is overdue.
        least: As for `lapses`.
    """
    known = roll.join(expiry.select("member_id", "expires_on"), on="member_id", how="left")
    last = pl.select(pl.lit(as_of).dt.offset_by(f"{RENEWAL_MONTHS}mo")).item()
    ahead = intervals(known["expires_on"].drop_nulls(), as_of + timedelta(days=1), last, least)
    day = pl.col("expires_on")
    said = (
        pl.when(day.is_null())
        .then(pl.lit("not_stated"))
        .when(day <= as_of)
        .then(pl.lit("overdue"))
        .when(day > last)
        .then(pl.lit("later"))
        .otherwise(_interval(day, ahead))
    )
    return shares(
        known.with_columns(renewal=said), "renewal", "renewal", ("overdue", *_names(ahead), "later", "not_stated")
    )


def _names(ahead: Sequence[tuple[date, date]]) -> list[str]:
    return [f"{first}/{last}" for first, last in ahead]


def _interval(day: pl.Expr, ahead: Sequence[tuple[date, date]]) -> pl.Expr:
    named = pl.lit(None, pl.String)
    for (first, last), name in zip(ahead, _names(ahead), strict=True):
        named = pl.when(day.is_between(first, last)).then(pl.lit(name)).otherwise(named)
    return named


def hours_of(roll: pl.DataFrame, sessions: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Return the members with their supervision hours of 365 days, 0 without any."""
    counted = (
        in_window(sessions.lazy(), YEAR, as_of)
        .group_by("member_id")
        .agg(hours=pl.col("duration_minutes").sum() / 60)
        .collect()
    )
    return (
        roll.select("member_id").join(counted, on="member_id", how="left").with_columns(pl.col("hours").fill_null(0.0))
    )


def hours_classes(hours: pl.DataFrame, as_of: date) -> Counted:
    """Return the members by class of supervision hours in 365 days; the class `0` has none."""
    said = hours.with_columns(hours_class=_class(pl.col("hours"), HOURS))
    return shares(said, "hours", "hours_class", class_names(HOURS), (), bounds(YEAR, as_of))


def class_names(edges: Sequence[int]) -> list[str]:
    """Return the names of classes with these edges.

    Example:
        >>> class_names((0, 2, 4))
        ['0', '0-2', '2-4', '4-']
    """
    return [str(edges[0]), *(f"{low}-{high}" for low, high in zip(edges, [*edges[1:], ""], strict=True))]


def _class(amount: pl.Expr, edges: Sequence[int]) -> pl.Expr:
    named = pl.lit(class_names(edges)[-1])
    for edge, name in reversed([*zip(edges, class_names(edges), strict=False)]):
        named = pl.when(amount <= edge).then(pl.lit(name)).otherwise(named)
    return named


def hours_quantiles(hours: pl.DataFrame, as_of: date) -> Counted:
    """Return quantiles of supervision hours in 365 days over all members: 10 %, quartiles, median, 90 %.

    Each is the hours of a member, the nearest rank: no number between two.
    """
    start, end = bounds(YEAR, as_of)
    rows = [
        {"measure": name, "people": hours.height, "value": hours["hours"].quantile(share, "nearest")}
        for name, share in QUANTILES.items()
    ]
    frame = pl.DataFrame(rows, schema_overrides={"people": pl.Int64, "value": pl.Float64})
    told = frame.with_columns(interval_start=pl.lit(start), interval_end=pl.lit(end))
    return Counted(result_table(told), hours.select("member_id"))


RATIO_CLASSES = (f"0-{RATIOS[0]}", *class_names(RATIOS)[1:], "unknown")


def ratio_classes(roll: pl.DataFrame, tables: Mapping[str, pl.DataFrame], as_of: date, limit: float) -> Counted:
    """Return the members by practice hours for one of supervision in 365 days.

    `unknown`: fewer than 35 practice hours, none recorded, or no supervision.
    """
    told = practice_ratio(tables["practice"], tables["supervision"], as_of, YEAR, limit, ["member_id"])
    known = told.filter(pl.col("measure") == "ratio").select("member_id", ratio="value")
    first = RATIO_CLASSES[0]
    classed = pl.when(pl.col("ratio") <= RATIOS[0]).then(pl.lit(first)).otherwise(_class(pl.col("ratio"), RATIOS))
    said = roll.select("member_id").join(known, on="member_id", how="left")
    named = said.with_columns(ratio_class=pl.when(pl.col("ratio").is_null()).then(pl.lit("unknown")).otherwise(classed))
    return shares(named, "ratio", "ratio_class", RATIO_CLASSES, (), bounds(YEAR, as_of))
