"""Stretches of time between records: `spread` (never too far apart) and `span` (far enough from first to last).

Amounts are days, those `expected` counted from a first day to the same day so many calendar months later, cut to its
month's end. Only records that surely count break a stretch or end one.
"""

import polars as pl

from cpd_toolkit.measures.shapes import PERIODS, shaped
from cpd_toolkit.requirements.case import Case, Found
from cpd_toolkit.requirements.items import items
from cpd_toolkit.requirements.pack import Span, Spread
from cpd_toolkit.requirements.periods import PERIOD, pauses_in, periods
from cpd_toolkit.requirements.totals import counted
from cpd_toolkit.requirements.window import parsed

STRETCH = ("member_id", "first", "last")


def spread(rule: Spread, months: float, case: Case) -> Found:
    """Return the stretch between two records, or an edge of the window, that is longest against what is allowed.

    It is met when its later day is not after the same day so many months later. The window ends on as_of at the latest.
    A stretch that is too long and touched by a pause is `unknown`.
    """
    within, credits = _records(rule, case)
    end = pl.min_horizontal("period_end", pl.lit(case.as_of))
    edges = [within.with_columns(first="period_start"), within.with_columns(first=end)]
    days = [
        credits.filter(pl.col("least") > 0).select(*PERIOD, first="day"),
        *(e.select(*PERIOD, "first") for e in edges),
    ]
    ordered = pl.concat(days).unique().sort(*PERIOD, "first")
    pairs = ordered.with_columns(last=pl.col("first").shift(-1).over(PERIOD)).drop_nulls()
    over = pl.col("most") - pl.col("expected")
    ordered = _measured(pairs, months).sort(over, "first", descending=[True, False])
    worst = ordered.unique(PERIOD, keep="first", maintain_order=True)
    return _told(rule, _touched(worst, case.pauses), pl.col("most") <= pl.col("expected"), credits, case)


def span(rule: Span, months: float, case: Case) -> Found:
    """Return the days from the start of the first record to the end of the last.

    14 March to 14 June are three months, 14 March to 13 June are not. An activity of several days spans those inside
    the window.
    """
    within, credits = _records(rule, case)
    sure = (
        credits.filter(pl.col("least") > 0)
        .group_by(PERIOD)
        .agg(
            first=pl.max_horizontal("begun", "period_start").min(),
            last=pl.min_horizontal("ended", "period_end", pl.lit(case.as_of)).max(),
        )
    )
    ends = within.join(sure, on=PERIOD, how="left").with_columns(
        pl.col("first", "last").fill_null(pl.col("period_start"))
    )
    whole = _measured(ends, months).with_columns(paused=pl.lit("no"))
    return _told(rule, whole, pl.col("most") >= pl.col("expected"), credits, case)


def _records(rule: Spread | Span, case: Case) -> tuple[pl.DataFrame, pl.DataFrame]:
    there = items(case.tables, rule.count.of, case.as_of)
    within = periods(case.holders, parsed(rule.window), there, case.as_of)
    return within, counted(rule.count, within, None, case).with_columns(rule=pl.lit(rule.id))


def _measured(stretches: pl.DataFrame, months: float) -> pl.DataFrame:
    allowed = pl.col("first").dt.offset_by(f"{int(months)}mo") - pl.col("first")
    held = pl.col("last") - pl.col("first")
    days = {"expected": allowed.dt.total_days().cast(pl.Float64), "most": held.dt.total_days().cast(pl.Float64)}
    return stretches.with_columns(**days).with_columns(least="most")


def _touched(stretches: pl.DataFrame, pauses: pl.DataFrame) -> pl.DataFrame:
    asked = stretches.select("member_id", period_start="first", period_end="last").unique()
    paused = pauses_in(asked, pauses).select("member_id", "paused", first="period_start", last="period_end")
    return stretches.join(paused, on=STRETCH, how="left")


def _told(rule: Spread | Span, found: pl.DataFrame, met: pl.Expr, credits: pl.DataFrame, case: Case) -> Found:
    excused = pl.col("paused") != "no"
    told = found.with_columns(
        state=pl.when(met).then(pl.lit("met")).when(excused).then(pl.lit("unknown")).otherwise(pl.lit("short")),
        paused=pl.when(excused).then(pl.lit("part")).otherwise(pl.lit("no")),
        running=pl.col("period_end") > case.as_of,
        until=pl.lit(None),
        outlook=pl.lit(None),
        rule=pl.lit(rule.id),
        people=pl.lit(1),
    )
    return Found(shaped(told, PERIODS, PERIOD), credits)
