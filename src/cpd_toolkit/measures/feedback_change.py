"""Did answers change: one period against the one before, answers along time, and which changes may be claimed.

Every item of a report is tested twice, so the tests of a report are one family (`discovery`). What is not claimed is
never called stable: too few answers hide even a large change.
"""

from datetime import date
from typing import Any

import polars as pl

from cpd_toolkit.measures.difference import difference_end, fisher
from cpd_toolkit.measures.discovery import ERROR, adjusted
from cpd_toolkit.measures.feedback import ANSWERED, ITEM, TOP_TWO, latest
from cpd_toolkit.measures.feedback_people import CODED
from cpd_toolkit.measures.refusals import PERIOD_ANSWERS, TREND_ANSWERS, TREND_DAYS
from cpd_toolkit.measures.shapes import CHANGES, CLAIMS, TRENDS, shaped
from cpd_toolkit.measures.trend import PERMUTATIONS, trend
from cpd_toolkit.measures.windows import Window, bounds, counted_from

PERIOD: Window = "12_months"
DAYS_A_YEAR = 365.25


def periods(as_of: date) -> tuple[tuple[date, date], tuple[date, date]]:
    """Return the first and last day of the last 12 months, and of the 12 months before.

    Example:
        >>> periods(date(2026, 6, 30))[1]
        (datetime.date(2024, 7, 1), datetime.date(2025, 6, 30))
    """
    return bounds(PERIOD, as_of), bounds(PERIOD, counted_from(PERIOD, as_of))


def period_changes(feedback: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Return the top-two share of the last 12 months minus that of the 12 before, for each item (shapes.CHANGES).

    Of each respondent the last answer in each period counts. Answers without a respondent code are left out and
    counted in `uncoded`: the same person may be behind several. Shares, difference and interval are fractions. Status
    is too_few below 10 answers on a side, unknown without any.

    Args:
        feedback: Accepted answers.
        as_of: The day the last 12 months end on.
    """
    now, before = periods(as_of)
    wide = feedback.select(ITEM).unique()
    for period, prefix in ((now, ""), (before, "earlier_")):
        wide = wide.join(_side(feedback, period, prefix), on=ITEM, how="left")
    counts = wide.with_columns(pl.col(pl.Int64).fill_null(0)).with_columns(
        uncoded=pl.col("uncoded") + pl.col("earlier_uncoded"), people=pl.max_horizontal("people", "earlier_people")
    )
    told = counts.with_columns(status=_period_status()).with_columns(_shares())
    dates = {"period_start": now[0], "period_end": now[1], "earlier_start": before[0], "earlier_end": before[1]}
    days = [pl.lit(day).alias(name) for name, day in dates.items()]
    return shaped(told.with_columns(*days, p=_fisher_p(told)), CHANGES, ITEM)


def _period_status() -> pl.Expr:
    least, most = pl.min_horizontal("n", "earlier_n"), pl.max_horizontal("n", "earlier_n")
    enough = pl.when(least >= PERIOD_ANSWERS).then(pl.lit("ok"))
    return enough.when(most > 0).then(pl.lit("too_few")).otherwise(pl.lit("unknown"))


def voices(feedback: pl.DataFrame, period: tuple[date, date]) -> pl.DataFrame:
    """Return the answers that count in a comparison: of each respondent with a code the last one in the period.

    Args:
        feedback: Accepted answers.
        period: First and last day, both inside.
    """
    inside = feedback.filter(ANSWERED, pl.col("date").is_between(*period))
    return latest(inside).filter(CODED)


def _side(feedback: pl.DataFrame, period: tuple[date, date], prefix: str) -> pl.DataFrame:
    inside = feedback.filter(ANSWERED, pl.col("date").is_between(*period))
    counted = voices(feedback, period).group_by(ITEM).agg(n=pl.len(), top2=TOP_TWO.sum())
    whole = inside.group_by(ITEM).agg(uncoded=(~CODED).sum(), people=pl.col("member_id").n_unique())
    wide = whole.join(counted, on=ITEM, how="left").cast({pl.UInt32: pl.Int64})
    return wide.select(*ITEM, pl.exclude(ITEM).name.prefix(prefix))


def _shares() -> list[pl.Expr]:
    """Return shares, difference and interval, null unless both sides have answers enough."""
    floats = {name: pl.col(name).cast(pl.Float64) for name in ("top2", "n", "earlier_top2", "earlier_n")}
    names = ("top2", "n", "earlier_top2", "earlier_n")
    share, earlier = floats["top2"] / floats["n"], floats["earlier_top2"] / floats["earlier_n"]
    told = {"share": share, "earlier_share": earlier, "value": share - earlier}
    told |= {"lower": difference_end(-1, *names), "upper": difference_end(1, *names)}
    return [pl.when(pl.col("status") == "ok").then(expr).alias(name) for name, expr in told.items()]


def _fisher_p(told: pl.DataFrame) -> pl.Series:
    counts = told.select("status", "top2", "n", "earlier_top2", "earlier_n").rows()
    return pl.Series([fisher(*four) if status == "ok" else None for status, *four in counts], dtype=pl.Float64)


def score_trends(feedback: pl.DataFrame, permutations: int = PERMUTATIONS) -> pl.DataFrame:
    """Return the trend of scores along days, for each item (shapes.TRENDS).

    Kendall's tau-b of day and score with the Theil-Sen line, in points a year. `p` is over all answers,
    `p_by_person` over the last answer of each respondent: several answers of one person are not independent. Status is
    too_few below 20 answers or 5 different days, unknown without answers.

    Args:
        feedback: Accepted answers.
        permutations: How many shuffles stand behind a p where scores are tied.
    """
    once = latest(feedback).partition_by(ITEM, as_dict=True)
    items = feedback.partition_by(ITEM, as_dict=True)
    told = [_score_trend(rows, once.get(item, rows.clear()), permutations) for item, rows in items.items()]
    return shaped(pl.DataFrame(told, TRENDS), TRENDS, ITEM)


def _score_trend(rows: pl.DataFrame, once: pl.DataFrame, permutations: int) -> dict[str, Any]:
    answered = rows.filter(ANSWERED)
    told: dict[str, Any] = rows.select(ITEM).row(0, named=True) | {
        "answers": answered.height,
        "days": answered["date"].n_unique(),
        "first": answered["date"].min(),
        "last": answered["date"].max(),
        "people": answered["member_id"].n_unique(),
    }
    enough = answered.height >= TREND_ANSWERS and told["days"] >= TREND_DAYS
    status = "ok" if enough else "too_few" if answered.height else "unknown"
    return told | {"status": status} | (_line(answered, once, permutations) if enough else {})


def _line(rows: pl.DataFrame, once: pl.DataFrame, permutations: int) -> dict[str, float | None]:
    found = trend(_years(rows), rows["score"].to_list(), permutations)
    by_person = trend(_years(once), once["score"].to_list(), permutations)
    return {
        "tau_b": found and found.tau_b,
        "p": found and found.p,
        "p_by_person": by_person and by_person.p,
        "slope_per_year": found and found.slope,
        "lower": found and found.lower,
        "upper": found and found.upper,
        "at_first": found and found.at_start,
        "at_last": found and found.at_end,
    }


def _years(rows: pl.DataFrame) -> list[float]:
    return (rows["date"].to_physical() / DAYS_A_YEAR).to_list()


def claims(changes: pl.DataFrame, trends: pl.DataFrame) -> pl.DataFrame:
    """Return every test of a report with what may be said of it (shapes.CLAIMS).

    A change is claimed when its adjusted p is at most 0.05 over all tests of the report, and an interval of two
    periods does not hold 0, or a trend holds over the last answer of each respondent too.

    Args:
        changes: From `period_changes`.
        trends: From `score_trends`.
    """
    outside = (pl.col("lower") > 0) | (pl.col("upper") < 0)
    tests = [
        changes.select(*ITEM, "p", "people", kind=pl.lit("period"), direction=_direction("value"), holds=outside),
        trends.select(
            *ITEM, "people", kind=pl.lit("trend"), direction=_direction("tau_b"), p=_larger_p(), holds=pl.lit(True)
        ),
    ]
    told = pl.concat(tests, how="diagonal").filter(pl.col("p").is_not_null())
    told = told.with_columns(adjusted(told["p"]).alias("p_adjusted"))
    claimed = (pl.col("p_adjusted") <= ERROR) & pl.col("holds") & (pl.col("direction") != "none")
    return shaped(told.with_columns(claimed=claimed), CLAIMS, ["kind", *ITEM])


def _direction(value: str) -> pl.Expr:
    up, down = pl.col(value) > 0, pl.col(value) < 0
    return pl.when(up).then(pl.lit("up")).when(down).then(pl.lit("down")).otherwise(pl.lit("none"))


def _larger_p() -> pl.Expr:
    # Null when one of the two could not be told.
    return pl.when(pl.col("p_by_person").is_not_null()).then(pl.max_horizontal("p", "p_by_person"))
