"""Individual values along time (XmR): limits from moving ranges, and four rules for points that chance does not give.

Fit for means and shares of at least 5 answers a point, on at least 12 points; wrong for counts of sessions and for
gaps, where half of all stable series would raise a signal. Sources: Wheeler, Understanding Variation; Making Data Count
(NHS England).
"""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Literal, NamedTuple

import polars as pl

from cpd_toolkit.measures.refusals import XMR_ANSWERS, XMR_POINTS, XMR_PROVISIONAL
from cpd_toolkit.measures.shapes import XMR, shaped

WIDTH = 2.66  # mean moving ranges from the mean to a limit; 3 / 1.128
SCREEN = 3.267  # moving ranges of so many times their mean are left out, once
NEAR = 2 / 3  # of the way to a limit: there the near zone begins
LASTING = 7  # points that make a trend, or a run on one side
WINDOW, NEAR_IN_WINDOW = 3, 2


class Limits(NamedTuple):
    """Where points stay by chance."""

    mean: float
    lower: float | None  # None with `upper` when the points do not vary
    upper: float | None


class Signal(NamedTuple):
    """Why a point is not left to chance."""

    rule: str  # outside, trend, two_of_three, run, none
    side: int  # 1 up, -1 down, 0 without a signal


NO_SIGNAL = Signal("none", 0)


def xmr(points: pl.DataFrame, baselines: Sequence[date] = ()) -> pl.DataFrame:
    """Return points along time with their limits and signals.

    Args:
        points: Result table of one measure, a row an interval; `denominator` its answers.
        baselines: First days of new baselines, which a person sets, with a reason; each restarts limits and rules.

    Returns:
        shapes.XMR. A baseline of fewer than 12 points, or with a point of fewer than 5 answers, has no limits
        (too_few); one whose points do not vary has none either (no_variation); below 20 points they are provisional.

    Example:
        >>> months = [date(2025, m, 1) for m in range(1, 13)]
        >>> flat = {"interval_start": months, "interval_end": months, "people": 9, "denominator": 9.0, "value": 4.0}
        >>> xmr(pl.DataFrame(flat))["status"].unique().to_list()
        ['no_variation']
    """
    ordered = points.sort("interval_start").with_columns(
        answers="denominator", baseline=1 + pl.sum_horizontal(pl.lit(0), *(_on_or_after(day) for day in baselines))
    )
    parts = ordered.partition_by("baseline", maintain_order=True)
    return shaped(pl.concat(map(_judged, parts)), XMR) if points.height else pl.DataFrame(schema=XMR)


def _on_or_after(day: date) -> pl.Expr:
    return (pl.col("interval_start") >= day).cast(pl.Int64)


def _judged(points: pl.DataFrame) -> pl.DataFrame:
    status, none = _status(points), pl.lit(None, pl.Float64)
    told = points.with_columns(median=pl.col("value").median(), status=pl.lit(status))
    if status == "too_few":
        return told.with_columns(mean=none, lower=none, upper=none, signal=pl.lit("none"), side=pl.lit(None, pl.String))
    values = points["value"].to_list()
    found = limits(values)
    raised = signals(values, found)
    sides: dict[int, str | None] = {1: "up", -1: "down", 0: None}
    return told.with_columns(
        mean=pl.lit(found.mean),
        lower=pl.lit(found.lower, pl.Float64),
        upper=pl.lit(found.upper, pl.Float64),
        signal=pl.Series([signal.rule for signal in raised], dtype=pl.String),
        side=pl.Series([sides[signal.side] for signal in raised], dtype=pl.String),
        status=pl.lit("no_variation" if found.lower is None else status),
    )


def _status(points: pl.DataFrame) -> str:
    few = (points["answers"] < XMR_ANSWERS).fill_null(True).any() or points["value"].has_nulls()
    if points.height < XMR_POINTS or few:
        return "too_few"
    return "provisional" if points.height < XMR_PROVISIONAL else "ok"


def limits(values: Sequence[float], screen: bool = True, width: float = WIDTH) -> Limits:
    """Return the mean of the points and the limits around it.

    Moving ranges are the differences of neighbours, without sign; those of at least 3.267 times their mean are left out
    once. Without any range left that differs from 0 there are no limits.

    Args:
        values: In the order of time.
        screen: Whether large moving ranges are left out.
        width: Mean moving ranges from the mean to a limit.

    Example:
        >>> [round(end, 2) for end in limits([1, 2, 1, 2])]  # 1.5 -+ 2.66 x 1
        [1.5, -1.16, 4.16]
    """
    mean = sum(values) / len(values)
    ranges = [abs(b - a) for a, b in pairwise(values)]
    kept = [one for one in ranges if not screen or one < SCREEN * sum(ranges) / len(ranges)]
    reach = width * sum(kept) / len(kept) if kept else 0.0
    return Limits(mean, mean - reach, mean + reach) if reach else Limits(mean, None, None)


def signals(values: Sequence[float], given: Limits) -> list[Signal]:
    """Return for each point the first rule that holds: outside, trend, two_of_three, run; or none.

    `outside` a limit; one of 7 points each higher (or lower) than the one before; in the near zone (two thirds of the
    way to a limit, inside it) with another near point among 3 on one side; one of 7 points on one side of the mean. A
    tie breaks a trend, a point on the mean a run.
    """
    if given.lower is None or given.upper is None:
        return [NO_SIGNAL] * len(values)
    reach = given.upper - given.mean
    sides = [sign(value - given.mean) for value in values]
    outside = [side * (value > given.upper or value < given.lower) for value, side in zip(values, sides, strict=True)]
    near = [NEAR * reach < abs(value - given.mean) and not out for value, out in zip(values, outside, strict=True)]
    held = {
        "outside": outside,
        "trend": reaching_back(trend_ends(values)),
        "two_of_three": [side * (n and w) for side, n, w in zip(sides, near, near_windows(near, sides), strict=True)],
        "run": reaching_back(run_ends(sides)),
    }
    return [next((Signal(rule, h[i]) for rule, h in held.items() if h[i]), NO_SIGNAL) for i in range(len(values))]


def sign(value: float) -> int:
    """Return 1 above 0, -1 below it, 0 at it."""
    return (value > 0) - (value < 0)


def run_ends(codes: Sequence[int], length: int = LASTING) -> list[int]:
    """Return the code of each point that is at least the 7th in a row with it, else 0; a 0 is no code.

    Example:
        >>> run_ends([1, 1, 1, -1, -1], length=2)
        [0, 1, 1, 0, -1]
    """
    seen = [codes[max(0, i - length + 1) : i + 1] for i in range(len(codes))]
    return [last[-1] if len(last) == length and len(set(last)) == 1 else 0 for last in seen]


def trend_ends(values: Sequence[float]) -> list[int]:
    """Return 1 or -1 for each point that is at least the 7th in a row of rising or falling ones, else 0."""
    steps = [sign(b - a) for a, b in pairwise(values)]
    return [0, *run_ends(steps, LASTING - 1)]


def reaching_back(ends: Sequence[int], length: int = LASTING) -> list[int]:
    """Return the code of each point of the stretches that end there; a point in two takes that of the later one."""
    codes = [0] * len(ends)
    for i, code in enumerate(ends):
        if code:
            codes[i - length + 1 : i + 1] = [code] * length
    return codes


def near_windows(near: Sequence[bool], sides: Sequence[int]) -> list[bool]:
    """Return whether each point is among 3 in a row on one side of the mean, at least 2 of them near a limit."""
    starts = range(len(near) - WINDOW + 1)
    found = [
        start
        for start in starts
        if abs(sum(sides[start : start + WINDOW])) == WINDOW and sum(near[start : start + WINDOW]) >= NEAR_IN_WINDOW
    ]
    return [any(start <= i < start + WINDOW for start in found) for i in range(len(near))]


def assurance(lower: float, upper: float, target: float, good: Literal["up", "down"]) -> str:
    """Return whether a target is met whatever chance does: consistently_met, consistently_not_met or by_chance.

    Args:
        lower: The lower limit.
        upper: The upper limit.
        target: What is aimed at.
        good: Which side of the target is the good one.

    Example:
        >>> [assurance(lower, lower + 2, 4, good="up") for lower in (5, 1, 3)]
        ['consistently_met', 'consistently_not_met', 'by_chance']
    """
    if lower <= target <= upper:
        return "by_chance"
    return "consistently_met" if (lower > target) == (good == "up") else "consistently_not_met"
