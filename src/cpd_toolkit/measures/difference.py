"""The difference of two independent proportions: Newcombe's hybrid-score interval and Fisher's exact test.

Source: Newcombe 1998, Statistics in Medicine 17:873, method 10; Fisher 1935.
"""

import polars as pl

from cpd_toolkit.measures.proportion import lower_end, upper_end


def newcombe(k: int, n: int, earlier_k: int, earlier_n: int) -> tuple[float, float] | None:
    """Return the 95 % interval of k/n - earlier_k/earlier_n, in -1..1; None when an n is 0.

    Example:
        >>> [round(end, 4) for end in newcombe(56, 70, 48, 80)]
        [0.0524, 0.3339]
    """
    if n == 0 or earlier_n == 0:
        return None
    counts = pl.DataFrame({"k": [k], "n": [n], "ek": [earlier_k], "en": [earlier_n]}).cast(pl.Float64)
    (ends,) = counts.select(difference_end(-1), difference_end(1).alias("upper")).rows()
    return ends


def difference_end(side: int, k: str = "k", n: str = "n", earlier_k: str = "ek", earlier_n: str = "en") -> pl.Expr:
    """Return the lower (side -1) or upper (side 1) end as an expression over four columns; null when an n is 0.

    Each proportion lends the end of its own Wilson interval that points the same way.
    """
    p, earlier = pl.col(k) / pl.col(n), pl.col(earlier_k) / pl.col(earlier_n)
    if side < 0:
        own, other = p - lower_end(k, n), upper_end(earlier_k, earlier_n) - earlier
    else:
        own, other = upper_end(k, n) - p, earlier - lower_end(earlier_k, earlier_n)
    return (p - earlier + side * (own**2 + other**2).sqrt()).clip(-1, 1)


def fisher(k: int, n: int, earlier_k: int, earlier_n: int) -> float:
    """Return the two-sided exact p of the two proportions being equal.

    Example:
        >>> round(fisher(9, 10, 3, 10), 4)
        0.0198
    """
    from scipy.stats import fisher_exact

    return float(fisher_exact([[k, n - k], [earlier_k, earlier_n - earlier_k]]).pvalue)
