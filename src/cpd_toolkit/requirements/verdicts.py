"""From the periods of a rule to one verdict a holder: met, not met, or cannot be told and why."""

import polars as pl

from cpd_toolkit.requirements.case import Case, Found
from cpd_toolkit.requirements.items import TABLES_OF
from cpd_toolkit.requirements.pack import AnyRule, Shown, Span, Spread, Valid

MET, SHORT, UNKNOWN = (pl.col("state") == state for state in ("met", "short", "unknown"))


def verdict(rule: AnyRule, found: Found, case: Case) -> pl.DataFrame:
    """Return a row a holder: the verdict, what is expected and found, and what is missing.

    Not met as soon as one period is short; else unknown as soon as one is. Of several periods, `expected` and `found`
    are those of the period that lacks most. Exempt periods are not judged; where all are exempt, it is unknown.

    Args:
        rule: The rule.
        found: Its periods and records.
        case: What it was judged on.
    """
    whole = case.holders.join(_over_periods(rule, found), on="member_id", how="left")
    nothing = _why_nothing(rule, found, case)
    return whole.with_columns(
        verdict=pl.col("verdict").fill_null("unknown"),
        reason=pl.when(pl.col("verdict").is_null()).then(nothing).otherwise("reason"),
    ).with_columns(_overruled(rule, case))


def _over_periods(rule: AnyRule, found: Found) -> pl.DataFrame:
    lacking = pl.col("expected").fill_null(0) - pl.col("least")
    lacking = -lacking if isinstance(rule, Spread) else lacking  # of a gap, what is too long
    worst, missing = lacking.arg_max(), lacking.clip(0).filter(SHORT).sum()
    open_end = ~SHORT.any() & UNKNOWN.any()
    told = pl.when(SHORT.any()).then(pl.lit("not_met")).when(UNKNOWN.any()).then(pl.lit("unknown"))
    return (
        found.periods.filter(pl.col("state") != "exempt")
        .group_by("member_id")
        .agg(
            interval_start=pl.col("period_start").min(),
            interval_end=pl.col("period_end").max(),
            expected=pl.col("expected").get(worst),
            found=pl.col("least").get(worst),
            found_most=pl.col("most").get(worst),
            periods=pl.len(),
            periods_met=MET.sum(),
            shortfall=pl.when(~open_end).then(missing),
            verdict=told.otherwise(pl.lit("met")),
            reason=pl.when(open_end).then(_reason(rule, found.credits)),
        )
    )


def _reason(rule: AnyRule, credits: pl.DataFrame) -> pl.Expr:
    """Return why the first period that can't be told can't.

    Paused in part, no practice hours, records that the pack is not sure of, or cells that are not stated.
    """
    if isinstance(rule, Valid):
        return pl.lit("no_end")
    in_doubt = credits.filter(pl.col("most") > pl.col("least"))["table"]
    doubt = [] if isinstance(rule, Shown) else rule.count.doubtful
    cells = "doubtful" if in_doubt.len() and in_doubt.is_in(list(doubt)).all() else "not_stated"
    paused, practice = pl.col("paused") == "part", pl.col("expected").is_null()
    first = pl.when(paused).then(pl.lit("paused")).when(practice).then(pl.lit("no_practice"))
    return first.otherwise(pl.lit(cells)).filter(UNKNOWN).first()


def _why_nothing(rule: AnyRule, found: Found, case: Case) -> pl.Expr:
    """Return why a holder has no period that is judged: all paused, no cycle, none whole yet, no record."""
    paused = found.periods.filter(pl.col("state") == "exempt")["member_id"].unique().to_list()
    without = pl.col("cycle_start").is_null() | pl.col("cycle_end").is_null()
    no_cycle = without if not isinstance(rule, Valid) else pl.lit(False)
    reason = pl.when(pl.col("member_id").is_in(paused)).then(pl.lit("paused")).when(no_cycle).then(pl.lit("no_cycle"))
    return reason.otherwise(pl.lit("no_record" if isinstance(rule, Valid) else "no_period"))


def _overruled(rule: AnyRule, case: Case) -> list[pl.Expr]:
    """Return what holds whatever was found: a rule without a number is not judged, nor is a table nobody supplied."""
    count = None if isinstance(rule, Valid) else rule.count
    sources = count.of if count else ("evidence",)
    supplied = any(table in case.tables for source in sources for table in TABLES_OF[source])
    if supplied and not isinstance(rule, Shown):
        return []
    reason = "qualitative" if isinstance(rule, Shown) else "no_record"
    words = {"verdict": pl.lit("unknown"), "reason": pl.lit(reason), "shortfall": pl.lit(None, pl.Float64)}
    return [value.alias(name) for name, value in words.items()]


def unit_of(rule: AnyRule) -> str:
    """Return the unit of what a rule expects and finds."""
    if isinstance(rule, Spread | Span):
        return "days"
    if isinstance(rule, Valid):
        return "documents"
    return rule.count.unit if rule.count else "records"
