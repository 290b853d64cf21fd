"""Rules without a number: what the records hold is shown, and never judged."""

import polars as pl

from cpd_toolkit.measures.shapes import CREDITS, PERIODS, shaped
from cpd_toolkit.requirements.case import Case, Found
from cpd_toolkit.requirements.items import items
from cpd_toolkit.requirements.pack import Shown
from cpd_toolkit.requirements.periods import PERIOD, periods
from cpd_toolkit.requirements.totals import counted, sums
from cpd_toolkit.requirements.window import parsed


def shown(rule: Shown, case: Case) -> Found:
    """Return what a rule without a number counts in its window, and the records behind it; nothing without a count."""
    if rule.count is None:
        return Found(pl.DataFrame(schema=PERIODS), pl.DataFrame(schema=CREDITS))
    there = items(case.tables, rule.count.of, case.as_of)
    within = periods(case.holders, parsed(rule.window), there, case.as_of)
    credits = counted(rule.count, within, None, case)
    found = sums(credits, within).with_columns(
        state=pl.lit("unknown"),
        paused=pl.lit("no"),
        running=pl.col("period_end") > case.as_of,
        until=pl.lit(None),
        outlook=pl.lit(None),
        expected=pl.lit(None),
        rule=pl.lit(rule.id),
        people=pl.lit(1),
    )
    return Found(shaped(found, PERIODS, PERIOD), credits.with_columns(rule=pl.lit(rule.id)))
