"""The numbers of result tables, each with the place it stands for: which of them are one and the same cell.

A *figure* is a measure's people, numerator or denominator. Two figures that are equal wherever both are told are one:
the members behind a share are the members counted beside it, and the same measure in two tables is the same.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import combinations
from typing import NamedTuple

import polars as pl

from cpd_toolkit.errors import UsageError
from cpd_toolkit.i18n import Words
from cpd_toolkit.measures.shapes import INTERVAL, RESULT
from cpd_toolkit.protect.links import ALL, Links, placed

PARTS = ("people", "numerator", "denominator")
CALENDAR = ("quarter", "year", "month")  # labels of the interval beside them
EXACT = 1e-9  # sums of the same hours in another order differ by less


class Place(NamedTuple):
    """What a number is about: group columns and their values, and the interval."""

    names: tuple[str, ...]
    values: tuple[object, ...]
    start: date | None
    end: date | None


class Figure(NamedTuple):
    """One quantity of a measure; of a table, if another table tells something else under the same name."""

    measure: str
    part: str  # people, numerator or denominator
    table: str = ""


class Told(NamedTuple):
    """A number where it stands."""

    table: str
    row: int  # over all tables
    figure: Figure
    place: Place
    value: float
    home: Place | None = None  # the place it belongs to, when that is another


def group_columns(table: pl.DataFrame) -> list[str]:
    """Return the group columns of a result table.

    Example:
        >>> from cpd_toolkit.measures.shapes import result_table
        >>> group_columns(result_table(pl.DataFrame({"measure": [], "region": []}), ["region"]))
        ['region']
    """
    return [name for name in table.columns if name not in RESULT]


def told_numbers(tables: Mapping[str, pl.DataFrame], links: Links, say: Words) -> list[Told]:
    """Return every number of the tables, rows counted through; figures that can be negative tell none.

    Raises:
        UsageError: Two rows of a table are about the same.
    """
    found: list[Told] = []
    values: dict[Figure, dict[Place, float]] = {}
    first = 0
    for name, table in tables.items():
        numbers: dict[Figure, list[Told]] = {}
        for number in _numbers(name, placed(table, links.within), first):
            numbers.setdefault(number.figure, []).append(number)
        for figure, own in numbers.items():
            if len({number.place for number in own}) < len(own):
                raise UsageError(say("protect.twice", table=name, measure=figure.measure))
            if any(number.value < 0 for number in own):
                continue
            known = values.setdefault(figure, {})
            if any(not is_equal(known.get(number.place, number.value), number.value) for number in own):
                own = [number._replace(figure=figure._replace(table=name)) for number in own]
                known = values.setdefault(own[0].figure, {})
            known |= {number.place: number.value for number in own}
            found += own
        first += table.height
    return found


def _numbers(name: str, table: pl.DataFrame, first: int) -> Iterator[Told]:
    dated = table["interval_start"].null_count() == 0
    groups = sorted(column for column in group_columns(table) if not (dated and column in CALENDAR))
    for number, row in enumerate(table.iter_rows(named=True), start=first):
        names = tuple(column for column in groups if row[column] != ALL)
        place = Place(names, tuple(row[column] for column in names), *(row[column] for column in INTERVAL))
        for part in PARTS:
            if row[part] is not None:
                yield Told(name, number, Figure(row["measure"], part), place, float(row[part]))


def is_equal(one: float, other: float) -> bool:
    """Return whether two numbers are the same but for the order in which they were added up."""
    return abs(one - other) <= EXACT * max(1.0, abs(one), abs(other))


def same_figures(numbers: Iterable[Told], apart: Iterable[tuple[Figure, Figure]]) -> dict[Figure, Figure]:
    """Return for each figure the one that stands for it: those that are equal wherever both are told are one.

    `apart` are pairs of a whole and its part: they may be equal, but are not one.
    """
    values: dict[Figure, dict[Place, float]] = {}
    for number in numbers:
        values.setdefault(number.figure, {})[number.home or number.place] = number.value
    groups = {figure: [figure] for figure in values}
    never = {frozenset(pair) for pair in apart}
    for one, other in combinations(sorted(values), 2):
        kept, gone = groups[one], groups[other]
        if kept is gone or any(frozenset((a, b)) in never for a in kept for b in gone):
            continue
        here, there = values[kept[0]], values[gone[0]]
        shared = here.keys() & there.keys()
        if shared and all(is_equal(here[place], there[place]) for place in shared):
            here |= there
            kept += gone
            groups |= dict.fromkeys(gone, kept)
    return {figure: group[0] for figure, group in groups.items()}
