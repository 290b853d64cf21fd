"""From tables to cells: the system an attacker would see, and the rows that must be hidden in it from the start."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import polars as pl

from cpd_toolkit.i18n import Words
from cpd_toolkit.protect.figures import told_numbers
from cpd_toolkit.protect.grid import Grid
from cpd_toolkit.protect.homes import at_home
from cpd_toolkit.protect.links import Links
from cpd_toolkit.protect.primary import Question, alike_and_safe, is_telling, share_measures, with_contributions
from cpd_toolkit.protect.sums import Sum, missing, unimplied
from cpd_toolkit.protect.system import Line, System, system_of
from cpd_toolkit.protect.thresholds import CLOSE_PERCENT, upper_protection
from cpd_toolkit.protect.ties import Given, all_sums, apart


class Judged(NamedTuple):
    """The cells of a set of tables, and the rows that must be hidden."""

    system: System
    primary: frozenset[int]  # rows, counted through all tables


def judged(tables: Mapping[str, pl.DataFrame], k: int, links: Links, say: Words) -> Judged:
    """Return the cells of a set of result tables, how they hang together, and the rows to hide from the start.

    Raises:
        UsageError: A table tells a number twice, or `links.parts` are more than their whole.
    """
    given = Given(tables, k, links, {name: share_measures(table) for name, table in tables.items()})
    numbers = at_home(told_numbers(tables, links, say), given.shares, links)
    grid = Grid(numbers, apart({number.figure for number in numbers}, given))
    lines, questions, secret = _lines(grid, unimplied(all_sums(grid, given, say), grid.values.__getitem__), k)
    primary = _primary(grid, given, questions)
    return Judged(_system(grid, given, primary, lines, secret), primary)


def _lines(grid: Grid, sums: Iterable[Sum], k: int) -> tuple[list[Line], list[Question], set[int]]:
    """Return the sums with what is missing in them as a cell of its own, which stays secret while it is small."""
    lines, questions, secret = [], [], set()
    for whole, parts, kind in sums:
        values = [grid.values[part] for part in parts]
        lack = missing(grid.values[whole], values)
        if kind in ("answers", "some"):
            questions.append(Question(parts, (*values, lack), kind == "answers"))
        if lack or kind in ("some", "more"):
            rest = grid.add(lack, grid.figure[whole])
            parts = (*parts, rest)
            secret |= {rest} if 0 < lack < k and kind != "more" else set()
        lines.append(Line(whole, parts))
    return lines, questions, secret


def _primary(grid: Grid, given: Given, questions: list[Question]) -> frozenset[int]:
    alike, safe = alike_and_safe(questions)
    contributions, populations = given.links.contributions, given.links.populations
    telling = pl.concat([is_telling(table, given.k, contributions.get(name)) for name, table in given.tables.items()])
    measures = pl.concat([table["measure"] for table in given.tables.values()])
    found = {*telling.arg_true()}
    for row, shown in grid.shown.items():
        nobody = all(grid.values[cell] == 0 for cell in shown.values())
        told = shown.get("numerator", shown.get("people"))
        if (nobody and told not in safe and measures[row] not in populations) or not alike.isdisjoint(shown.values()):
            found.add(row)
    return frozenset(found)


def _system(grid: Grid, given: Given, primary: frozenset[int], lines: list[Line], secret: set[int]) -> System:
    fractional = grid.fractional()
    counts = [figure not in fractional for figure in grid.figure]
    least = [min(1.0, value) if count else 0.0 for value, count in zip(grid.values, counts, strict=True)]
    wide, top = ([float(given.k)] * len(grid.values) for _ in range(2))
    for row in primary:
        for cell in grid.shown[row].values():
            wide[cell] = max(wide[cell], CLOSE_PERCENT / 100 * grid.values[cell])
    people = pl.concat([table["people"] for table in given.tables.values()]).fill_null(0).to_list()
    for row, largest, second in _contributions(given):
        cell = grid.shown[row]["numerator"]
        least[cell] = min(largest, grid.values[cell])
        above = upper_protection(grid.values[cell], largest, second)
        top[cell] = max(top[cell], grid.values[cell] + above if above else 0.0)
    return system_of(
        grid.values,
        lines,
        [tuple(dict.fromkeys(grid.shown[row].values())) for row in range(len(people))],
        [float(given.k + count) for count in people],
        wide=wide,
        top=top,
        least=least,
        counts=counts,
        secret=secret,
    )


def _contributions(given: Given) -> Iterator[tuple[int, float, float]]:
    """Yield the rows of which the two largest contributions are known."""
    first = 0
    for name, table in given.tables.items():
        told = with_contributions(table, given.links.contributions.get(name)).select("numerator", "largest", "second")
        for row, (numerator, largest, second) in enumerate(told.iter_rows(), start=first):
            if numerator is not None and largest is not None:
                yield row, float(largest), float(second or 0)
        first += table.height
