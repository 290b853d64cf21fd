"""Does one number tend to rise or fall with another: Kendall's tau-b, and the Theil-Sen slope with its 95 % interval.

Sources: Mann 1945; Kendall 1970 (variance with ties); Sen 1968.
"""

from collections.abc import Sequence
from math import erfc, sqrt
from typing import TYPE_CHECKING, Any, NamedTuple

from cpd_toolkit.measures.proportion import Z95

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[Any]

EXACT_BELOW = 50  # values without ties: the exact distribution
PERMUTED_UP_TO = 50  # values with ties: permutations; above, the normal approximation
PERMUTATIONS = 9_999
SEED = 47


class Trend(NamedTuple):
    """The trend of y along x."""

    s: int  # pairs that rise minus pairs that fall
    var_s: float  # of s without a trend, ties counted
    tau_b: float | None  # -1..1; None when all x or all y are equal
    z: float  # with the continuity correction of 1,
    p_mann_kendall: float  # and its two-sided p
    p: float  # two-sided: exact, by permutation or normal, as the ties and the number allow
    slope: float | None  # Theil-Sen, y for one x; None without two different x
    lower: float | None
    upper: float | None
    at_start: float | None  # the line's height at the first x
    at_end: float | None


def trend(x: Sequence[float], y: Sequence[float], permutations: int = PERMUTATIONS) -> Trend | None:
    """Return the trend of y along x; None below two pairs.

    Args:
        x: Such as days as numbers; equal values are ties, whatever their order.
        y: Such as scores.
        permutations: How many, where they are used; always the same ones.

    Example:
        >>> found = trend(range(7), [4.1, 3.9, 4.4, 4.2, 4.6, 4.5, 4.8])
        >>> found.s, round(found.p, 4), round(found.slope, 3)
        (15, 0.0302, 0.125)
    """
    if len(x) < 2:
        return None
    import numpy as np

    # Sorted, so that the shuffles do not depend on the order of rows.
    along, values = np.array(sorted(zip(x, y, strict=True)), float).T
    order = np.sign(along[None, :] - along[:, None])
    s = int((order * np.sign(values[None, :] - values[:, None])).sum()) // 2
    ties_x, ties_y = (np.unique(one, return_counts=True)[1].astype(float) for one in (along, values))
    var_s = _variance(len(x), ties_x, ties_y)
    z = (s - (s > 0) + (s < 0)) / sqrt(var_s) if var_s else 0.0
    tau_b = _tau_b(s, len(x), ties_x, ties_y)
    p = 1.0 if tau_b is None else _p(along, values, order, s, var_s, permutations)
    return Trend(s, var_s, tau_b, z, _normal(z), p, *_theil_sen(along, values, var_s))


def _variance(n: int, ties_x: "Numbers", ties_y: "Numbers") -> float:
    """Return Kendall's variance of s with ties in both."""
    twos, threes = (
        [(t * (t - 1)).sum() for t in (ties_x, ties_y)],
        [(t * (t - 1) * (t - 2)).sum() for t in (ties_x, ties_y)],
    )
    whole = n * (n - 1) * (2 * n + 5) - sum((t * (t - 1) * (2 * t + 5)).sum() for t in (ties_x, ties_y))
    both = twos[0] * twos[1] / (2 * n * (n - 1))
    triples = threes[0] * threes[1] / (9 * n * (n - 1) * (n - 2)) if n > 2 else 0.0
    return float(whole / 18 + both + triples)


def _tau_b(s: int, n: int, ties_x: "Numbers", ties_y: "Numbers") -> float | None:
    pairs = n * (n - 1) / 2
    untied = [pairs - (t * (t - 1)).sum() / 2 for t in (ties_x, ties_y)]
    return float(s / sqrt(untied[0] * untied[1])) if all(untied) else None


def _normal(z: float) -> float:
    return erfc(abs(z) / sqrt(2))


def _p(x: "Numbers", y: "Numbers", order: "Numbers", s: int, var_s: float, permutations: int) -> float:
    tied = len(set(x)) < len(x) or len(set(y)) < len(y)
    if not tied and len(x) < EXACT_BELOW:
        from scipy.stats import kendalltau

        return float(kendalltau(x, y, method="exact").pvalue)
    if tied and len(x) <= PERMUTED_UP_TO:
        return _permuted(y, order, abs(s), permutations)
    return _normal(s / sqrt(var_s))


def _permuted(y: "Numbers", order: "Numbers", s: int, permutations: int) -> float:
    """Return the share of permutations with an s as far from 0, the observed one among them."""
    import numpy as np

    shuffled = np.random.default_rng(SEED).permuted(np.tile(y, (permutations, 1)), axis=1)
    # s adds up, over the levels, how the values at a level stand after the values below it.
    found = sum(
        (((shuffled < level).astype(float) @ order) * (shuffled == level)).sum(axis=1) for level in np.unique(y)[1:]
    )
    return float((1 + (np.abs(found) >= s).sum()) / (1 + permutations))


def _theil_sen(x: "Numbers", y: "Numbers", var_s: float) -> tuple[float | None, ...]:
    """Return the median of the slopes between all pairs, the ends of its interval, and the line's two heights."""
    import numpy as np

    later, earlier = np.nonzero(x[:, None] > x[None, :])
    if not len(later):
        return (None,) * 5
    slopes = np.sort((y[later] - y[earlier]) / (x[later] - x[earlier]))
    reach = Z95 * sqrt(max(var_s, 0))
    ranks = np.round([(len(slopes) - reach) / 2 - 1, (len(slopes) + reach) / 2])
    lower, upper = slopes[np.clip(ranks, 0, len(slopes) - 1).astype(int)]
    slope = float(np.median(slopes))
    heights = [float(np.median(y) + slope * (end - np.median(x))) for end in (x.min(), x.max())]
    return slope, float(lower), float(upper), *heights
