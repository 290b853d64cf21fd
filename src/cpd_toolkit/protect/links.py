"""How the tables of a set hang together, where their columns don't say it."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import polars as pl

from cpd_toolkit.protect.thresholds import ANSWERS, POPULATIONS

ALL = "all"  # in a group column: the row is about all of them, as a table without the column would be
SEVERAL = "several"  # an inner place that lies in several outer ones


class Links(NamedTuple):
    """What `protect` can't see from the tables alone; all of it may be left out.

    That a table by region and group adds up to the table by region, and that to the total, needs no word: it follows
    from the columns.
    """

    within: pl.DataFrame | None = None  # which place lies in which, the inner column first: group_id, region
    parts: Mapping[str, Sequence[str]] = {}  # measure -> measures that it is the sum of, or that are some of it
    some: Mapping[str, Sequence[str]] = {}  # measure -> measures that are some of it, each by itself: they may overlap
    answers: Sequence[str] = ANSWERS  # columns of what members said or did: not all of a group may be told alike
    populations: Sequence[str] = POPULATIONS  # measures that count who is there: a nought of them is published
    contributions: Mapping[str, pl.DataFrame] = {}  # table -> its keys with the two `largest`, `second` contributions


def placed(table: pl.DataFrame, within: pl.DataFrame | None) -> pl.DataFrame:
    """Return the table with the outer places of its inner ones, where it lacks them.

    Example:
        >>> groups = pl.DataFrame({"group_id": ["G1", "G2"], "members": [8, 9]})
        >>> placed(groups, pl.DataFrame({"group_id": ["G1", "G2"], "region": ["Nord", "Sud"]}))["region"].to_list()
        ['Nord', 'Sud']
    """
    if within is None:
        return table
    inner, *outer = within.columns
    lacking = [name for name in outer if name not in table.columns]
    if inner not in table.columns or not lacking:
        return table
    only = pl.all().unique()
    places = within.group_by(inner).agg(pl.when(only.len() == 1).then(only.first()).otherwise(pl.lit(SEVERAL)))
    told = table.join(places.select(inner, *lacking), on=inner, how="left", maintain_order="left")
    # A row about all inner places is about all outer ones too.
    return told.with_columns(pl.when(pl.col(inner) == ALL).then(pl.lit(ALL)).otherwise(pl.col(lacking)).name.keep())
