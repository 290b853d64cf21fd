"""Outlook: whether what is short comes at the pace of the period that runs, and until when what is met holds."""

from datetime import date

import polars as pl

from cpd_toolkit.measures.windows import leaves_after
from cpd_toolkit.requirements.case import Case, Found
from cpd_toolkit.requirements.load import value_on
from cpd_toolkit.requirements.pack import AnyRule, Minimum, Spread
from cpd_toolkit.requirements.totals import counted, sums
from cpd_toolkit.requirements.window import parsed

SHORT = pl.col("state") == "short"
RUNNING = pl.col("running") & SHORT
OVER = (~pl.col("running") & SHORT).any()


def with_outlook(verdicts: pl.DataFrame, found: Found, rule: AnyRule, case: Case) -> pl.DataFrame:
    """Return the verdicts with outlook, by and holds_until.

    `on_course`: a short period still runs, none that is over is short, and it holds at least the share of what is
    expected that its days so far are of all its days; `at_risk`: it holds less. Null when a period that is over is
    short: that can no longer be made up.
    """
    lost = SHORT.any() if isinstance(rule, Spread) else OVER  # a gap that is too long stays too long
    told = found.periods.group_by("member_id").agg(by=_by(lost), outlook=_pace(case.as_of, lost))
    held = _held(found, rule, case)
    known = verdicts.join(told, on="member_id", how="left").join(held, on="member_id", how="left")
    short, met = pl.col("verdict") == "not_met", pl.col("verdict") == "met"
    return known.with_columns(
        pl.when(short).then("by").alias("by"),
        pl.when(short).then("outlook").alias("outlook"),
        pl.when(met).then("holds_until").alias("holds_until"),
    )


def _by(lost: pl.Expr) -> pl.Expr:
    return pl.when(~lost).then(pl.col("period_end").filter(RUNNING).max())


def _pace(as_of: date, lost: pl.Expr) -> pl.Expr:
    days = (pl.lit(as_of) - pl.col("period_start")).dt.total_days() + 1
    length = (pl.col("period_end") - pl.col("period_start")).dt.total_days() + 1
    in_time = (pl.col("least") >= pl.col("expected") * days / length).filter(RUNNING).all()
    words = pl.when(in_time).then(pl.lit("on_course")).otherwise(pl.lit("at_risk"))
    return pl.when(~lost & RUNNING.any()).then(words)


def _held(found: Found, rule: AnyRule, case: Case) -> pl.DataFrame:
    """Return for a minimum in a window that ends on the day when it is lost, if nothing new is logged.

    It is judged anew, caps and all, on each day on which a record leaves the window. Practice leaves day by day and has
    no such day.
    """
    if not isinstance(rule, Minimum) or parsed(rule.window).name != "last" or "practice" in rule.count.of:
        return pl.DataFrame(schema={"member_id": pl.String, "holds_until": pl.Date})
    length = parsed(rule.window).length
    days = found.credits.select("member_id", period_end=leaves_after(length, pl.col("day")))
    first = pl.col("period_end").dt.offset_by(f"-{length}").dt.offset_by("1d")
    later = days.unique().select("member_id", period_start=first, period_end="period_end")
    dated = value_on(rule.values, case.as_of)
    expected = dated.value if dated else 0.0
    left = sums(counted(rule.count, later, expected, case), later).filter(pl.col("least") < expected)
    return left.group_by("member_id").agg(holds_until=pl.col("period_end").min())
