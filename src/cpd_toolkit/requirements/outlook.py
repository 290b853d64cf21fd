"""Outlook: until when what is short can still come, whether it does at this pace, until when what is met holds."""

from datetime import date

import polars as pl

from cpd_toolkit.measures.shapes import PERIODS
from cpd_toolkit.measures.windows import leaves_after
from cpd_toolkit.requirements.case import Case, Found
from cpd_toolkit.requirements.load import value_on
from cpd_toolkit.requirements.pack import AnyRule, Minimum, Ratio, Shown, Spread, Valid
from cpd_toolkit.requirements.periods import PERIOD, ending, periods
from cpd_toolkit.requirements.totals import counted, sums, total
from cpd_toolkit.requirements.window import MOVING, parsed

SHORT = pl.col("state") == "short"
RUNNING = pl.col("running") & pl.col("state").is_in(["short", "met"])
LACKING = pl.col("expected") - pl.col("least")


def with_until(found: Found, rule: AnyRule, case: Case) -> Found:
    """Return what a rule found, its periods with the last day on which a record can still fill each, and their pace.

    A period that runs: its end, or the end of the last one whose surplus may be carried back to it. A window that ends
    on the day, and a document: the end of the cycle. A stretch between two records: none.
    """
    ends = found.periods.drop("until").join(_ends(rule, found.periods, case), on=PERIOD, how="left")
    ahead = pl.when(pl.col("until") > case.as_of).then("until").alias("until")
    runs, word = pl.col("running") & SHORT, _word(in_time(case.as_of, pl.col("least")))
    paced = ends.with_columns(ahead).with_columns(outlook=pl.when(runs, pl.col("until").is_not_null()).then(word))
    return found._replace(periods=paced.select(found.periods.columns))


def _ends(rule: AnyRule, known: pl.DataFrame, case: Case) -> pl.DataFrame:
    within = known.select(PERIOD)
    if isinstance(rule, Spread | Shown):
        return within.with_columns(until=pl.lit(None, pl.Date))
    if moves(rule):
        cycles = case.holders.select("member_id", until="cycle_end")
        return within.join(cycles, on="member_id", how="left")
    if isinstance(rule, Minimum) and rule.carry and rule.carry.back:
        every = periods(case.holders, parsed(rule.window), within, date.max)
        later = pl.col("period_end").shift(-rule.carry.back).fill_null(pl.col("period_end").last())
        return every.with_columns(until=later.over("member_id"))
    return within.with_columns(until=pl.col("period_end"))


def moves(rule: AnyRule) -> bool:
    """Return whether what is short today is never lost for good: a document may be had, a window moves on."""
    return isinstance(rule, Valid) or parsed(rule.window).name in MOVING


def with_outlook(verdicts: pl.DataFrame, found: Found, rule: AnyRule, case: Case) -> pl.DataFrame:
    """Return the verdicts with outlook, by and holds_until.

    `on_course`: nothing that is short is lost, and the period that runs holds at least the share of what is expected
    that its days so far are of all its days, what it still has to give to earlier ones left out; `at_risk`: it holds
    less. Of a window that ends on the day, the one that ends with the cycle is looked at. Null where something is lost,
    where no period runs yet, and of documents, which come at no pace.
    """
    lost = pl.lit(False) if moves(rule) else (SHORT & pl.col("until").is_null()).any()
    told = found.periods.group_by("member_id").agg(by=pl.when(~lost).then(pl.col("until").filter(SHORT).max()))
    known = verdicts.join(told, on="member_id", how="left")
    for later in (_paces(found, rule, case, lost), _held(found, rule, case)):
        known = known.join(later, on="member_id", how="left")
    short, met = pl.col("verdict") == "not_met", pl.col("verdict") == "met"
    return known.with_columns(
        pl.when(short).then("by").alias("by"),
        pl.when(short).then("outlook").alias("outlook"),
        pl.when(met).then("holds_until").alias("holds_until"),
    )


def _paces(found: Found, rule: AnyRule, case: Case, lost: pl.Expr) -> pl.DataFrame:
    if moves(rule):
        return _last(rule, case).group_by("member_id").agg(outlook=_pace(case.as_of, pl.col("expected").is_not_null()))
    given = LACKING.filter(SHORT & ~pl.col("running")).sum()
    pace = _pace(case.as_of, RUNNING, given)
    return found.periods.group_by("member_id").agg(outlook=pl.when(~lost & SHORT.any()).then(pace))


def _pace(as_of: date, running: pl.Expr, given: pl.Expr | None = None) -> pl.Expr:
    left = pl.col("least") - (0.0 if given is None else given)
    return pl.when(running.any()).then(_word(in_time(as_of, left).filter(running).all()))


def in_time(as_of: date, left: pl.Expr) -> pl.Expr:
    """Return whether a period holds at least the share of what is expected that its days so far are of all its days."""
    days = (pl.lit(as_of) - pl.col("period_start")).dt.total_days() + 1
    length = (pl.col("period_end") - pl.col("period_start")).dt.total_days() + 1
    return left >= pl.col("expected") * days / length


def _word(is_in_time: pl.Expr) -> pl.Expr:
    return pl.when(is_in_time).then(pl.lit("on_course")).otherwise(pl.lit("at_risk"))


def _last(rule: AnyRule, case: Case) -> pl.DataFrame:
    """Return the window of a rule that ends with the cycle, once it has begun, as it stands today."""
    if not isinstance(rule, Minimum | Ratio) or parsed(rule.window).name != "last":
        return pl.DataFrame(schema=PERIODS)
    first = ending(pl.col("cycle_end"), parsed(rule.window).length)
    ahead = case.holders.filter(pl.col("cycle_end") > case.as_of, first <= case.as_of)
    return total(rule, case, ahead.select("member_id", period_start=first, period_end="cycle_end")).periods


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
