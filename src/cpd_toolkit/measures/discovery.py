"""Several tests in one report are one family: Benjamini and Hochberg's adjusted p (1995, JRSS B 57:289)."""

import polars as pl

ERROR: float = 0.05  # share of false claims a family may hold


def adjusted(p: pl.Series) -> pl.Series:
    """Return the adjusted p of a family; a null is no test and stays null.

    Example:
        >>> adjusted(pl.Series([0.01, None, 0.04])).to_list()
        [0.02, None, 0.04]
    """
    from scipy.stats import false_discovery_control

    told = p.drop_nulls()
    if told.is_empty():
        return p.cast(pl.Float64)
    found = iter(false_discovery_control(told.to_numpy()).tolist())
    return pl.Series(p.name, [None if one is None else next(found) for one in p], pl.Float64)
