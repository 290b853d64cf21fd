"""Why records of a kind that a rule counts do not count: outside its periods, or nothing after its conditions."""

from collections.abc import Mapping
from datetime import date

import polars as pl

from cpd_toolkit.requirements.conditions import eligible, maybe
from cpd_toolkit.requirements.items import PLACE, items
from cpd_toolkit.requirements.pack import Count

REASONS = ("before", "after", "condition", "credit", "elsewhere")


def uncounted(
    count: Count, periods: pl.DataFrame, credits: pl.DataFrame, tables: Mapping[str, pl.DataFrame], as_of: date
) -> dict[str, int]:
    """Return how many records do not even maybe count in any period, by why; reasons without a record are left out.

    Args:
        count: What a rule counts.
        periods: Its periods (shapes.PERIODS), at least one.
        credits: Its records (shapes.CREDITS).
        tables: Accepted rows by table.
        as_of: The day.

    Returns:
        before: they end before the first period; after: they begin after the last; condition: the rule counts others;
        credit: a formula or a cap leaves nothing; elsewhere: another pack has used them, or no period holds them.
    """
    counted = credits.filter(pl.col("most") > 0).select(PLACE).unique()
    placed = credits.select(PLACE).unique().with_columns(placed=True)
    first, last = periods["period_start"].min(), periods["period_end"].max()
    there = items(tables, count.of, as_of).with_columns(may=maybe(eligible(count.where)))
    rows = there.group_by(PLACE).agg(pl.col("may").any(), pl.col("first").min(), pl.col("last").max())
    missing = rows.join(counted, on=PLACE, how="anti", nulls_equal=True)
    known = missing.join(placed, on=PLACE, how="left", nulls_equal=True)
    why = (
        pl.when(pl.col("last") < first).then(pl.lit("before")).when(pl.col("first") > last).then(pl.lit("after"))
        .when(~pl.col("may")).then(pl.lit("condition")).when("placed").then(pl.lit("credit"))
        .otherwise(pl.lit("elsewhere"))
    )  # fmt: skip
    found = dict(known.group_by(why.alias("why")).len().rows())
    return {reason: found[reason] for reason in REASONS if reason in found}
