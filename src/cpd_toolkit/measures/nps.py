"""Net promoter score of 0-10 answers with its adjusted Wald interval (Rocks 2016, The American Statistician 70:365)."""

import polars as pl

from cpd_toolkit.measures.proportion import Z95

PROMOTER_FROM = 9
DETRACTOR_TO = 6
ADDED = 3  # answers added before the interval is taken,
ADDED_EACH = 0.75  # three quarters of one to promoters and to detractors


def score(promoters: str = "promoters", detractors: str = "detractors", n: str = "n") -> pl.Expr:
    """Return the score as a fraction in -1..1, an expression over three columns of counts; null when n is 0.

    Example:
        >>> pl.DataFrame({"promoters": [50], "detractors": [20], "n": [100]}).select(score()).item()
        0.3
    """
    return pl.when(pl.col(n) > 0).then((pl.col(promoters) - pl.col(detractors)) / pl.col(n))


def adjusted_wald(side: int, promoters: str = "promoters", detractors: str = "detractors", n: str = "n") -> pl.Expr:
    """Return the lower (side -1) or upper (side 1) end of the 95 % interval of the score.

    A fraction, not clipped: with few answers it may leave -1..1; a report clips it.

    Example:
        >>> counts = pl.DataFrame({"promoters": [7], "detractors": [1], "n": [10]})
        >>> round(counts.select(adjusted_wald(-1)).item(), 6)
        0.070394
    """
    total = pl.col(n) + ADDED
    p, d = ((pl.col(group) + ADDED_EACH) / total for group in (promoters, detractors))
    half = Z95 * ((p + d - (p - d) ** 2) / total).sqrt()
    return pl.when(pl.col(n) > 0).then(p - d + side * half)
