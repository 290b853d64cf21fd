"""Cells while they are laid out: one for each figure and place, however often it is told."""

from collections import defaultdict
from collections.abc import Iterable

from cpd_toolkit.protect.figures import Figure, Place, Told, same_figures
from cpd_toolkit.protect.sums import Cells


class Grid:
    """The cells of a set of tables, which may still grow."""

    def __init__(self, numbers: Iterable[Told], apart: Iterable[tuple[Figure, Figure]]) -> None:
        """Give each number its cell; `apart` as for `same_figures`."""
        told = [*numbers]
        self.values: list[float] = []
        self.figure: list[Figure] = []  # of each cell
        self.cells: dict[Figure, Cells] = defaultdict(dict)
        self.tables: dict[Figure, dict[Place, set[str]]] = defaultdict(lambda: defaultdict(set))
        self.shown: dict[int, dict[str, int]] = defaultdict(dict)  # row -> part -> cell
        self._told: dict[tuple[str, str], list[Told]] = defaultdict(list)
        self.people: set[Figure] = set()  # that count people
        same = same_figures(told, apart)
        for number in told:
            figure, place = same[number.figure], number.home or number.place
            cell = self.cells[figure].get(place)
            if cell is None:
                cell = self.cells[figure][place] = self.add(number.value, figure)
            self.tables[figure][place].add(number.table)
            if number.figure.part == "people":
                self.people.add(figure)
            self.shown[number.row][number.figure.part] = cell
            self._told[number.figure.measure, number.figure.part].append(number)

    def add(self, value: float, figure: Figure) -> int:
        """Return a new cell, which no row shows yet."""
        self.values.append(value)
        self.figure.append(figure)
        return len(self.values) - 1

    def told(self, measure: str, part: str, table: str | None = None) -> Cells:
        """Return the cells of one quantity of a measure, in one table or in all."""
        return {
            number.place: self.shown[number.row][part]
            for number in self._told[measure, part]
            if table in (None, number.table)
        }

    def fractional(self) -> set[Figure]:
        """Return the figures that are no counts."""
        return {figure for figure, value in zip(self.figure, self.values, strict=True) if value % 1}
