"""Run chart: how points fall around their middle, where limits are refused.

Source: Anhøj and Olesen 2014, PLoS ONE 9:e113825.
"""

from collections.abc import Sequence
from math import log2
from typing import NamedTuple

from cpd_toolkit.measures.xmr import sign

TOO_FEW_CROSSINGS = 0.05  # chance of fewer


class Runs(NamedTuple):
    """Runs and crossings of points around a centre; points on it take no part."""

    longest: int  # points in a row on one side
    longest_expected: int  # more are not left to chance
    crossings: int
    crossings_expected: int  # fewer are not left to chance

    @property
    def shifted(self) -> bool:
        """Return whether the points do not look like chance around one middle."""
        return self.longest > self.longest_expected or self.crossings < self.crossings_expected


def runs(values: Sequence[float], centre: float) -> Runs | None:
    """Return the runs of points around a centre, such as their median; None when all lie on it.

    Example:
        >>> runs([1, 1, 3, 3, 3, 1], centre=2)[:3:2]  # three in a row, two crossings
        (3, 2)
    """
    sides = [side for side in (sign(value - centre) for value in values) if side]
    if not sides:
        return None
    from scipy.stats import binom

    changes = [i for i in range(1, len(sides)) if sides[i] != sides[i - 1]]
    longest = max(b - a for a, b in zip([0, *changes], [*changes, len(sides)], strict=True))
    least = int(binom.ppf(TOO_FEW_CROSSINGS, len(sides) - 1, 0.5)) if len(sides) > 1 else 0
    return Runs(longest, round(log2(len(sides)) + 3), len(changes), least)
