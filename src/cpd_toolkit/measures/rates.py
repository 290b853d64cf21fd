"""Rates: events for a time or a number of people, with the exact interval of a count (Garwood 1936)."""

from collections.abc import Sequence
from math import sqrt
from typing import NamedTuple

import polars as pl

from cpd_toolkit.measures.shapes import result_table

LEVEL = 0.95
SIGMAS = 3  # of the limits around a rate along time


class RateRatio(NamedTuple):
    """One rate against another."""

    ratio: float | None  # None when the second count is 0
    lower: float
    upper: float | None  # None: without an upper end, when the second count is 0
    p: float  # two-sided and exact, of both rates being equal


def garwood(count: float, exposure: float, level: float = LEVEL) -> tuple[float, float] | None:
    """Return the exact interval of a rate, by the chi-squared distribution; None without exposure.

    Args:
        count: Events seen.
        exposure: What they are a rate of: member years, hours.
        level: Of confidence, 0 to 1.

    Example:
        >>> [round(end, 3) for end in garwood(0, 10)]  # -ln(.025) / 10
        [0.0, 0.369]
    """
    if not exposure:
        return None
    from scipy.stats import chi2

    tail = (1 - level) / 2
    lower = chi2.ppf(tail, 2 * count) / 2 if count else 0.0
    return float(lower / exposure), float(chi2.ppf(1 - tail, 2 * count + 2) / 2 / exposure)


def rates(counted: pl.DataFrame, by: Sequence[str] = ()) -> pl.DataFrame:
    """Return counts as rates with their exact 95 % intervals.

    Args:
        counted: Result table: `numerator` the events, `denominator` what they are a rate of.
        by: Its group columns.

    Returns:
        The same rows; value and ends are null without a denominator (status unknown).
    """
    ends = [garwood(k, n) for k, n in counted.select("numerator", pl.col("denominator").fill_null(0)).rows()]
    lower, upper = ([end[i] if end else None for end in ends] for i in (0, 1))
    value = pl.when(pl.col("denominator") > 0).then(pl.col("numerator") / pl.col("denominator"))
    told = counted.drop("status").with_columns(
        value=value, lower=pl.Series(lower, dtype=pl.Float64), upper=pl.Series(upper, dtype=pl.Float64)
    )
    return result_table(told, by)


def rate_ratio(count: int, exposure: float, other_count: int, other_exposure: float) -> RateRatio | None:
    """Return one rate divided by another, with its exact interval and p, given the events of both together.

    Of all events, those of the first are then binomial. None without an event or without exposure.

    Example:
        >>> round(rate_ratio(11, 800, 21, 3011).ratio, 3)
        1.971
    """
    together = count + other_count
    if not together or not exposure or not other_exposure:
        return None
    from scipy.stats import binomtest

    found = binomtest(count, together, exposure / (exposure + other_exposure))
    ends = found.proportion_ci(LEVEL, method="exact")
    scale = other_exposure / exposure
    lower, upper = (end / (1 - end) * scale if end < 1 else None for end in (ends.low, ends.high))
    ratio = count / other_count * scale if other_count else None
    return RateRatio(ratio, float(lower or 0.0), None if upper is None else float(upper), float(found.pvalue))


def count_limits(rate: float, exposure: float) -> tuple[float, float]:
    """Return the limits within which a rate of so much exposure stays by chance: a u chart's, 3 sigmas, 0 at least.

    For counts along time, for which limits from moving ranges raise false signals.

    Example:
        >>> [round(end, 3) for end in count_limits(0.074, 50)]
        [0.0, 0.189]
    """
    reach = SIGMAS * sqrt(rate / exposure)
    return max(0.0, rate - reach), rate + reach
