"""What is told of too few: the floor of k, the rules for sums, and the numbers that single somebody out.

Two values of k, from `[privacy]` of cpd.toml: `k_organisation` for what an organisation publishes, `k_group` for what
stays in a peer group. Neither is ever below five.
"""

import re

import polars as pl

from cpd_toolkit.dossier import K_FLOOR
from cpd_toolkit.errors import UsageError
from cpd_toolkit.i18n import Words

LARGEST_PERCENT = 85  # of a sum: more from one member is dominance
CLOSE_PERCENT = 10  # nobody may tell another's contribution, or a sum of few, more closely

PLACES = ("region", "group_id")  # columns of where members are

# Columns that hold what members said, did or reached; the others say where and when.
ANSWERS = ("verdict", "outlook", "score", "band", "recency", "state", "consent")
POPULATIONS = ("members",)  # counts of who is there: nobody there is a fact about nobody

EXTREME = re.compile(
    "(min|max|minimum|maximum|range|shortest|longest|smallest|largest|first|last)(_.*)?|.*_since_last(_.*)?"
)
QUARTILE = re.compile("(lower|upper|first|third)_quartile(_.*)?")
PERCENTILE = re.compile(r"p(\d\d?)(_.*)?")


def checked_k(k: int, say: Words) -> int:
    """Return k.

    Raises:
        UsageError: It is no whole number of at least five.
    """
    if type(k) is not int or k < K_FLOOR:
        raise UsageError(say("protect.floor", least=K_FLOOR))
    return k


def smaller_side(measure: str) -> float:
    """Return the share of the people on the smaller side of a quantile; 1 for a number that is none, 0 at the ends.

    Example:
        >>> [smaller_side(name) for name in ("hours", "median", "p90_hours", "longest_gap_days")]
        [1.0, 0.5, 0.1, 0.0]
    """
    if re.fullmatch("median(_.*)?", measure):
        return 0.5
    if QUARTILE.fullmatch(measure):
        return 0.25
    if found := PERCENTILE.fullmatch(measure):
        return min(int(found[1]), 100 - int(found[1])) / 100
    return 0.0 if EXTREME.fullmatch(measure) else 1.0


def is_dominated(
    total: pl.Expr, largest: pl.Expr, second: pl.Expr, share: float = LARGEST_PERCENT, close: float = CLOSE_PERCENT
) -> pl.Expr:
    """Return whether a sum gives away its largest contribution.

    Either it is more than `share` per cent of the sum, the (1, share) rule, or what is left when the two largest are
    taken away is less than `close` per cent of it, the p % rule: the second largest contributor then knows the largest
    too closely.

    Example:
        >>> sums = pl.DataFrame({"total": [330, 330], "largest": [300, 200], "second": [20, 50]})
        >>> sums.select(is_dominated(pl.col("total"), pl.col("largest"), pl.col("second"))).to_series().to_list()
        [True, False]
    """
    return (100 * largest > share * total) | (100 * (total - largest - second) < close * largest)


def upper_protection(total: float, largest: float, second: float) -> float:
    """Return how far above a dominated sum the attacker's upper bound has to lie, for both rules to hold.

    Example:
        >>> round(upper_protection(330, 300, 20), 2)  # 100 / 85 x 300 - 330
        22.94
    """
    of_share = 100 / LARGEST_PERCENT * largest - total
    of_closeness = CLOSE_PERCENT / 100 * largest - (total - largest - second)
    return max(of_share, of_closeness, 0.0)
