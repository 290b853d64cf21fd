"""Wilson's score interval of a proportion (Wilson 1927; Newcombe 1998), 95 %, without continuity correction."""

import polars as pl

Z95 = 1.959963984540054  # 97.5 % point of the normal distribution


def wilson(k: int, n: int) -> tuple[float, float] | None:
    """Return the lower and upper end of the 95 % interval of k out of n, in 0..1; None when n is 0.

    Example:
        >>> [round(end, 4) for end in wilson(81, 263)]
        [0.2553, 0.3662]
    """
    if n == 0:
        return None
    ends = pl.select(k=pl.lit(float(k)), n=pl.lit(float(n))).select(lower=lower_end(), upper=upper_end())
    return ends["lower"].item(), ends["upper"].item()


def lower_end(k: str = "k", n: str = "n") -> pl.Expr:
    """Return the lower end as an expression over the columns k and n; 0 when k is 0, null when n is 0."""
    return pl.when(pl.col(n) > 0).then(pl.when(pl.col(k) == 0).then(0.0).otherwise(_end(k, n, -1)))


def upper_end(k: str = "k", n: str = "n") -> pl.Expr:
    """Return the upper end as an expression over the columns k and n; 1 when k is n, null when n is 0."""
    return pl.when(pl.col(n) > 0).then(pl.when(pl.col(k) == pl.col(n)).then(1.0).otherwise(_end(k, n, 1)))


def _end(k: str, n: str, side: int) -> pl.Expr:
    p, total = pl.col(k) / pl.col(n), pl.col(n)
    half = Z95 * (p * (1 - p) / total + Z95**2 / (4 * total**2)).sqrt()
    return (p + Z95**2 / (2 * total) + side * half) / (1 + Z95**2 / total)
