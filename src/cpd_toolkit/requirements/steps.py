"""Steps: what each step of `credit` took from what was declared, so that a page can name the cap that did.

Only what surely counts (`least`) is followed, in the unit of the rule.
"""

from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from typing import NamedTuple

import polars as pl

from cpd_toolkit.requirements.credit import DIGITS, capped, credited
from cpd_toolkit.requirements.items import PLACE, items
from cpd_toolkit.requirements.pack import Count, Minimum, Ratio

KIND = ("table", "category")
STEPS: dict[str, pl.DataType] = {
    "table": pl.String(),
    "category": pl.String(),  # of an activity, else null
    "step": pl.String(),  # outside (not eligible, or not surely), longest, formula, cap
    "cap": pl.Int64(),  # its place among the rule's caps, else null
    "taken": pl.Float64(),  # below 0 where a formula gives more than was declared
}
BARE: dict[str, object] = {"longest_hours": None, "credit": (), "caps": ()}


class Stage(NamedTuple):
    """What is left of the records after a step."""

    step: str
    cap: int | None
    left: pl.LazyFrame  # with least


def steps(
    rule: Minimum | Ratio, value: float, credits: pl.DataFrame, tables: Mapping[str, pl.DataFrame], as_of: date
) -> pl.DataFrame:
    """Return what each step took from the records of each table and category, over all periods.

    Args:
        rule: It counts hours or points.
        value: Its number in force, of which a cap may be a share.
        credits: Its records (shapes.CREDITS), with what each declares in its period.
        tables: Accepted rows by table.
        as_of: The day.

    Returns:
        STEPS, those that took something, in their order.
    """
    found = _described(credits, rule.count, tables, as_of)
    stages = [Stage("declared", None, found.with_columns(least="declared")), *_before_caps(rule.count, found)]
    for n, cap in sorted(enumerate(rule.count.caps), key=lambda one: one[1].per == "window"):
        one = rule.count.model_copy(update={"caps": (cap,)})
        stages.append(Stage("cap", n, capped(stages[-1].left, one, value)))
    return pl.concat([pl.DataFrame(schema=STEPS), *(_taken(*pair) for pair in pairwise(stages))])


def _described(credits: pl.DataFrame, count: Count, tables: Mapping[str, pl.DataFrame], as_of: date) -> pl.LazyFrame:
    """Return the records with their fields again, and as hours what each declares inside its period."""
    fields = items(tables, count.of, as_of).filter(pl.col("hours").is_not_null()).unique(PLACE, keep="first")
    declared = credits.select(*PLACE, "period_start", "period_end", "declared").filter(pl.col("declared") > 0)
    joined = declared.join(fields, on=PLACE, how="left", nulls_equal=True)
    return joined.lazy().with_columns(hours="declared")


def _before_caps(count: Count, found: pl.LazyFrame) -> list[Stage]:
    longest = {**BARE, "longest_hours": count.longest_hours}
    told = {"outside": BARE, "longest": longest, "formula": {**longest, "credit": count.credit}}
    return [Stage(step, None, credited(found, count.model_copy(update=own))) for step, own in told.items()]


def _taken(before: Stage, after: Stage) -> pl.DataFrame:
    sums = [stage.left.group_by(KIND).agg(pl.col("least").sum()) for stage in (before, after)]
    both = sums[0].join(sums[1], on=KIND, suffix="_after", nulls_equal=True)
    taken = (pl.col("least") - pl.col("least_after")).round(DIGITS)
    told = both.select(*KIND, step=pl.lit(after.step), cap=pl.lit(after.cap, pl.Int64), taken=taken)
    return told.filter(pl.col("taken") != 0).sort(KIND).collect()
