"""From tables to cells: the system an attacker would see, and the rows that must be hidden in it from the start."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import polars as pl

from cpd_toolkit.errors import UsageError
from cpd_toolkit.i18n import Words
from cpd_toolkit.protect.figures import Figure, Place, Told, same_figures, told_numbers
from cpd_toolkit.protect.links import Links
from cpd_toolkit.protect.primary import Question, alike_and_safe, is_telling, share_measures, with_contributions
from cpd_toolkit.protect.sums import Cells, Sum, key_sums, missing, part_sums, unasked, unimplied
from cpd_toolkit.protect.system import Line, System, system_of
from cpd_toolkit.protect.thresholds import CLOSE_PERCENT, upper_protection


class Judged(NamedTuple):
    """The cells of a set of tables, and the rows that must be hidden."""

    system: System
    primary: frozenset[int]  # rows, counted through all tables


class Grid:
    """Cells while they are laid out: one for each figure and place, however often it is told."""

    def __init__(self, numbers: list[Told], apart: Iterable[tuple[Figure, Figure]]) -> None:
        """Give each number its cell."""
        self.numbers = numbers
        self.values: list[float] = []
        self.figure: list[Figure] = []  # of each cell
        self.cells: dict[Figure, Cells] = defaultdict(dict)
        self.tables: dict[Figure, dict[Place, set[str]]] = defaultdict(lambda: defaultdict(set))
        self.shown: dict[int, dict[str, int]] = defaultdict(dict)  # row -> part -> cell
        same = same_figures(numbers, apart)
        for number in numbers:
            figure = same[number.figure]
            cell = self.cells[figure].get(number.place)
            if cell is None:
                cell = self.cells[figure][number.place] = self.add(number.value, figure)
            self.tables[figure][number.place].add(number.table)
            self.shown[number.row][number.figure.part] = cell

    def add(self, value: float, figure: Figure) -> int:
        """Return a new cell, which no row shows yet."""
        self.values.append(value)
        self.figure.append(figure)
        return len(self.values) - 1

    def told(self, measure: str, part: str, table: str | None = None) -> Cells:
        """Return the cells of one quantity of a measure, in one table or in all."""
        return {
            number.place: self.shown[number.row][part]
            for number in self.numbers
            if number.figure[:2] == (measure, part) and table in (None, number.table)
        }


def judged(tables: Mapping[str, pl.DataFrame], k: int, links: Links, say: Words) -> Judged:
    """Return the cells of a set of result tables, how they hang together, and the rows to hide from the start.

    Raises:
        UsageError: `links.parts` names measures that together are more than their whole.
    """
    numbers = told_numbers(tables, links)
    grid = Grid(numbers, _apart(numbers, links))
    lines, questions, secret = _lines(grid, unimplied(_sums(grid, tables, links, say), grid.values.__getitem__), k)
    primary = _primary(grid, tables, k, links, questions)
    return Judged(_system(grid, tables, k, links, primary, lines, secret), primary)


def _apart(numbers: Iterable[Told], links: Links) -> Iterator[tuple[Figure, Figure]]:
    figures = {number.figure for number in numbers}
    for figure in figures:
        if figure.part == "numerator":
            yield figure, figure._replace(part="denominator")
        for part in links.parts.get(figure.measure, ()):
            yield from ((figure, other) for other in figures if other.measure == part)


def _sums(grid: Grid, tables: Mapping[str, pl.DataFrame], links: Links, say: Words) -> Iterator[Sum]:
    for figure, cells in grid.cells.items():
        for place, parts in unasked(cells, links.answers).items():
            cells[place] = grid.add(sum(grid.values[part] for part in parts), figure)
            grid.tables[figure][place] = set()
        yield from key_sums(cells, grid.tables[figure], grid.values.__getitem__, links.answers)
    for name, table in tables.items():
        for measure in share_measures(table):
            told = (grid.told(measure, part, name) for part in ("denominator", "numerator"))
            yield from part_sums(next(told), [next(told)])
    for whole, measures in links.parts.items():
        for part in ("people", "numerator"):
            sums = [*part_sums(grid.told(whole, part), [grid.told(measure, part) for measure in measures])]
            if any(missing(grid.values[s.whole], (grid.values[cell] for cell in s.parts)) < 0 for s in sums):
                raise UsageError(say("protect.parts", measure=whole))
            yield from sums


def _lines(grid: Grid, sums: Iterable[Sum], k: int) -> tuple[list[Line], list[Question], set[int]]:
    """Return the sums with what is missing in them as a cell of its own, which stays secret while it is small."""
    lines, questions, secret = [], [], set()
    for whole, parts, kind in dict.fromkeys(sums):
        values = [grid.values[part] for part in parts]
        lack = missing(grid.values[whole], values)
        if kind != "places":
            questions.append(Question(parts, (*values, lack), kind == "answers"))
        if lack or kind == "some":
            rest = grid.add(lack, grid.figure[whole])
            parts = (*parts, rest)
            secret |= {rest} if 0 < lack < k else set()
        lines.append(Line(whole, parts))
    return lines, questions, secret


def _primary(
    grid: Grid, tables: Mapping[str, pl.DataFrame], k: int, links: Links, questions: list[Question]
) -> frozenset[int]:
    alike, safe = alike_and_safe(questions)
    telling = pl.concat([is_telling(table, k, links.contributions.get(name)) for name, table in tables.items()])
    measures = pl.concat([table["measure"] for table in tables.values()])
    found = {row for row, is_so in enumerate(telling) if is_so}
    for row, shown in grid.shown.items():
        empty = all(grid.values[cell] == 0 for cell in shown.values())
        told = shown.get("numerator", shown.get("people", shown.get("denominator")))
        if not alike.isdisjoint(shown.values()) or (
            empty and told not in safe and measures[row] not in links.populations
        ):
            found.add(row)
    return frozenset(found)


def _system(
    grid: Grid,
    tables: Mapping[str, pl.DataFrame],
    k: int,
    links: Links,
    primary: frozenset[int],
    lines: list[Line],
    secret: set[int],
) -> System:
    cells = range(len(grid.values))
    fractional = {figure for figure, value in zip(grid.figure, grid.values, strict=True) if value % 1}
    counts = [figure not in fractional for figure in grid.figure]
    least = [min(1.0, value) if count else 0.0 for value, count in zip(grid.values, counts, strict=True)]
    wide, top = [float(k) for _ in cells], [float(k) for _ in cells]
    for row in primary:
        for cell in grid.shown[row].values():
            wide[cell] = max(wide[cell], CLOSE_PERCENT / 100 * grid.values[cell])
    people: list[int | None] = []
    for name, table in tables.items():
        told = with_contributions(table, links.contributions.get(name))
        for row, (largest, second) in enumerate(told.select("largest", "second").iter_rows(), start=len(people)):
            cell = grid.shown[row].get("numerator")
            if cell is not None and largest is not None:
                least[cell] = max(least[cell], min(largest, grid.values[cell]))
                above = upper_protection(grid.values[cell], largest, second or 0.0)
                top[cell] = max(top[cell], grid.values[cell] + above if above else 0.0)
        people += table["people"].to_list()
    return system_of(
        grid.values,
        lines,
        [tuple(dict.fromkeys(grid.shown[row].values())) for row in range(len(people))],
        [float(k + (count or 0)) for count in people],
        wide=wide,
        top=top,
        least=least,
        counts=counts,
        secret=secret,
    )
