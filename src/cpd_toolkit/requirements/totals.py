"""Totals: rules that ask for so much in a period, a fixed amount (`minimum`) or one for practice hours (`ratio`)."""

import polars as pl

from cpd_toolkit.measures.shapes import CREDITS, PERIODS, shaped
from cpd_toolkit.requirements.carry import carried
from cpd_toolkit.requirements.case import Case, Found
from cpd_toolkit.requirements.credit import DIGITS, capped, credited, once, single
from cpd_toolkit.requirements.items import items
from cpd_toolkit.requirements.load import value_on
from cpd_toolkit.requirements.pack import Count, Minimum, Ratio
from cpd_toolkit.requirements.periods import PERIOD, pauses_in, periods, placed
from cpd_toolkit.requirements.window import parsed


def total(rule: Minimum | Ratio, case: Case, within: pl.DataFrame | None = None) -> Found:
    """Return the periods of a rule with their states and records, by its number in force on the day.

    Args:
        rule: The rule.
        case: What it is judged on.
        within: Other periods than those of its window.
    """
    dated = value_on(rule.values, case.as_of)
    value = dated.value if dated else 0.0
    if isinstance(rule, Minimum):
        return minimum(rule, value, case, within)
    floor = value_on(rule.floor, case.as_of)
    return ratio(rule, value, floor.value if floor else 0.0, case, within)


def minimum(rule: Minimum, value: float, case: Case, within: pl.DataFrame | None = None) -> Found:
    """Return the periods of a rule that asks for an amount, each with its state, and the records behind them.

    A period is `met` when what surely counts reaches what is expected, `short` when not even what may count does, else
    `unknown`. One that is paused on all its days is `exempt`; one that falls short and is paused in part is `unknown`.

    Args:
        rule: The rule.
        value: Its number in force, in the unit it counts.
        case: What it is judged on.
        within: Other periods than those of its window.
    """
    within, credits = _counted_in(rule, value, case, within)
    found = pauses_in(sums(credits, within), case.pauses).with_columns(expected=pl.lit(value))
    return _told(rule, carried(found, rule.carry) if rule.carry else found, credits, case)


def ratio(rule: Ratio, value: float, floor: float, case: Case, within: pl.DataFrame | None = None) -> Found:
    """Return the periods of a rule that asks for an hour for `value` practice hours, and for `floor` in any case.

    Without a practice row nothing can be told, unless not even the floor may be reached. States as for `minimum`.
    """
    within, credits = _counted_in(rule, value, case, within)
    worked = placed(items(case.tables, ("practice",), case.as_of).lazy(), within, case.as_of)
    hours = worked.group_by(PERIOD).agg(worked=pl.col("hours").sum().round(DIGITS)).collect()
    known = pauses_in(sums(credits, within), case.pauses).join(hours, on=PERIOD, how="left")
    asked = pl.max_horizontal(pl.col("worked") / value, pl.lit(floor)).round(DIGITS)
    below = pl.col("most") < floor
    expected = pl.when(pl.col("worked").is_not_null()).then(asked).when(below).then(pl.lit(floor))
    return _told(rule, known.with_columns(expected=expected), credits, case)


def _counted_in(
    rule: Minimum | Ratio, value: float, case: Case, given: pl.DataFrame | None
) -> tuple[pl.DataFrame, pl.DataFrame]:
    if given is not None:
        return given, counted(rule.count, given, value, case)
    window = parsed(rule.window)
    within = periods(case.holders, window, items(case.tables, rule.count.of, case.as_of), case.as_of)
    if window.name == "any":  # a stretch that still runs says nothing yet
        within = within.filter(pl.col("period_end") <= case.as_of)
    return within, counted(rule.count, within, value, case)


def counted(count: Count, within: pl.DataFrame, needed: float | None, case: Case) -> pl.DataFrame:
    """Return every record with what it counts for in each period, after all steps of `credit`.

    Args:
        count: What is counted.
        within: The periods.
        needed: What the rule asks for, of which a cap may be a share.
        case: What it is judged on.

    Returns:
        shapes.CREDITS, without the rule's name.
    """
    there = items(case.tables, count.of, case.as_of).join(
        case.spent, on=case.spent.columns, how="anti", nulls_equal=True
    )
    inside = single(credited(placed(there.lazy(), within, case.as_of), count), count)
    inside = once(inside, count.distinct) if count.distinct else inside
    left = capped(inside, count, needed).with_columns(day="first", ended="last", people=pl.lit(1), rule=pl.lit(None))
    return shaped(left, CREDITS, ["member_id", "period_start", "period_end", "day", "table", "file", "sheet", "row"])


def sums(credits: pl.DataFrame, within: pl.DataFrame) -> pl.DataFrame:
    """Return the periods with the sums of what surely counts and of what may: least, most; 0 without a record."""
    totals = credits.group_by(PERIOD).agg(pl.col("least", "most").sum().round(DIGITS))
    return within.join(totals, on=PERIOD, how="left").with_columns(pl.col("least", "most").fill_null(0.0)).sort(PERIOD)


def _told(rule: Minimum | Ratio, found: pl.DataFrame, credits: pl.DataFrame, case: Case) -> Found:
    told = found.with_columns(
        state=_state(),
        running=pl.col("period_end") > case.as_of,
        until=pl.lit(None),
        outlook=pl.lit(None),
        people=pl.lit(1),
        rule=pl.lit(rule.id),
    )
    return Found(shaped(told, PERIODS, PERIOD), credits.with_columns(rule=pl.lit(rule.id)))


def _state() -> pl.Expr:
    least, most, expected = pl.col("least"), pl.col("most"), pl.col("expected")
    return (
        pl.when(pl.col("paused") == "whole").then(pl.lit("exempt"))
        .when(least >= expected).then(pl.lit("met"))
        .when((pl.col("paused") == "part") | expected.is_null() | (most >= expected)).then(pl.lit("unknown"))
        .otherwise(pl.lit("short"))
    )  # fmt: skip
