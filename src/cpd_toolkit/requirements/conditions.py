"""Conditions of packs as expressions over items, true, false or null: what is not stated may fit.

Null follows Kleene: a condition is false as soon as one stated field does not fit, whatever the others hold. Of what a
kind of record has no column for, a condition says nothing: what is counted is not narrowed by it (`eligible`), and no
credit and no cap is for such a record (`fits`).
"""

from functools import reduce

import polars as pl

from cpd_toolkit.requirements.choices import FIELDS, HELD_BY
from cpd_toolkit.requirements.pack import Cap, Where


def fits(where: Where) -> pl.Expr:
    """Return the expression that is true of items that fit, false of those that don't, else null.

    Example:
        >>> asked = Where(format=("group",), supervisor_qualified=True)
        >>> items = {"source": "supervision", "format": ["group", "group", "peer"]}
        >>> items |= {"supervisor_qualified": [True, None, None]}
        >>> pl.DataFrame(items).select(fits(asked)).to_series().to_list()
        [True, None, False]
    """
    return _all_of(where, elsewhere=False)


def eligible(where: Where) -> pl.Expr:
    """Return the same of what a rule counts, where a field that a kind of record doesn't have leaves that kind alone.

    Example:
        >>> items = {"source": ["supervision", "training"], "format": ["group", None]}
        >>> pl.DataFrame(items).select(eligible(Where(format=("individual",)))).to_series().to_list()
        [False, True]
    """
    return _all_of(where, elsewhere=True)


def _all_of(where: Where, elsewhere: bool) -> pl.Expr:
    asked = [(name, pl.col(name).is_in(getattr(where, name))) for name in FIELDS if getattr(where, name)]
    if where.supervisor_qualified is not None:
        asked.append(("supervisor_qualified", pl.col("supervisor_qualified") == where.supervisor_qualified))
    if where.group_size_from is not None:
        asked.append(("group_size", pl.col("group_size") >= where.group_size_from))
    if where.group_size_to is not None:
        asked.append(("group_size", pl.col("group_size") <= where.group_size_to))
    told = [pl.when(has(name)).then(test).otherwise(pl.lit(elsewhere)) for name, test in asked]
    kinds = [pl.col("source").is_in(where.source)] if where.source else []
    return reduce(lambda one, other: one & other, [*kinds, *told], pl.lit(True))


def has(field: str) -> pl.Expr:
    """Return whether items are of a kind of record that has a field."""
    return pl.lit(True) if field == "source" else pl.col("source").is_in(HELD_BY[field])


def under(cap: Cap) -> pl.Expr:
    """Return the expression that is true of items under a cap: they fit one of its conditions."""
    fit = reduce(lambda one, other: one | other, map(fits, (cap.where, *cap.or_where)))
    return fit & has(cap.each) if cap.each else fit


def surely(condition: pl.Expr) -> pl.Expr:
    """Return whether a condition holds whatever is not stated."""
    return condition.fill_null(False)


def maybe(condition: pl.Expr) -> pl.Expr:
    """Return whether a condition may hold."""
    return condition.fill_null(True)
