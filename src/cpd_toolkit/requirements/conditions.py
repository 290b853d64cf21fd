"""Conditions of packs as expressions over items, true, false or null: what is not stated may fit.

Null follows Kleene: a condition is false as soon as one stated field does not fit, whatever the others hold.
"""

from collections.abc import Sequence
from functools import reduce

import polars as pl

from cpd_toolkit.requirements.choices import FIELDS
from cpd_toolkit.requirements.pack import Where


def fits(where: Where) -> pl.Expr:
    """Return the expression that is true of items that fit, false of those that don't, else null.

    Example:
        >>> asked = Where(format=("group",), supervisor_qualified=True)
        >>> items = {"format": ["group", "group", "peer"], "supervisor_qualified": [True, None, None]}
        >>> pl.DataFrame(items).select(fits(asked)).to_series().to_list()
        [True, None, False]
    """
    asked = [pl.col(name).is_in(getattr(where, name)) for name in ("source", *FIELDS) if getattr(where, name)]
    if where.supervisor_qualified is not None:
        asked.append(pl.col("supervisor_qualified") == where.supervisor_qualified)
    if where.group_size_from is not None:
        asked.append(pl.col("group_size") >= where.group_size_from)
    if where.group_size_to is not None:
        asked.append(pl.col("group_size") <= where.group_size_to)
    return reduce(lambda one, other: one & other, asked, pl.lit(True))


def fits_any(kinds: Sequence[Where]) -> pl.Expr:
    """Return the expression that is true of items that fit one of several conditions, false of those that fit none."""
    return reduce(lambda one, other: one | other, map(fits, kinds))


def surely(condition: pl.Expr) -> pl.Expr:
    """Return whether a condition holds whatever is not stated."""
    return condition.fill_null(False)


def maybe(condition: pl.Expr) -> pl.Expr:
    """Return whether a condition may hold."""
    return condition.fill_null(True)
