"""Cells under linear relations: all that an attacker can calculate with.

A *cell* is one number, wherever it stands. A *line* says that a cell is the sum of others. A *row* of a table shows one
or more cells and is published or hidden as a whole; a cell is unknown when every row that shows it is hidden. Cells
that no row shows (what is left of a whole when its published parts are taken away) are always unknown.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

Interval = tuple[float, float]


class Line(NamedTuple):
    """A sum: the whole is its parts together."""

    whole: int
    parts: tuple[int, ...]

    @property
    def cells(self) -> tuple[int, ...]:
        """The whole and its parts."""
        return (self.whole, *self.parts)


class System(NamedTuple):
    """Cells, the lines they stand in and the rows that show them; a tuple over cells or over rows each."""

    values: tuple[float, ...]
    least: tuple[float, ...]  # a cell's members know that it is at least this, since they are in it
    counts: tuple[bool, ...]  # the cell is a whole number
    wide: tuple[float, ...]  # when unknown, the attacker's interval has to be so wide,
    top: tuple[float, ...]  # and to reach up to here
    lines: tuple[Line, ...]
    lines_of: tuple[tuple[int, ...], ...]  # of each cell
    rows: tuple[tuple[int, ...], ...]  # the cells that each row shows
    rows_of: tuple[tuple[int, ...], ...]  # of each cell
    cost: tuple[float, ...]  # of hiding each row
    free: tuple[bool, ...]  # the row may be hidden to protect another; a row of noughts may not
    secret: frozenset[int]  # cells that no row shows and that must not become known


def system_of(
    values: Sequence[float],
    lines: Iterable[Line],
    rows: Sequence[Sequence[int]],
    cost: Sequence[float],
    *,
    wide: Sequence[float],
    top: Sequence[float],
    least: Sequence[float] | None = None,
    counts: Sequence[bool] | None = None,
    secret: Iterable[int] = (),
) -> System:
    """Return a system, with what follows from the rest filled in.

    Without `least` nobody knows more than that no cell is negative; without `counts` all are whole numbers.

    Example:
        >>> whole = system_of([3, 1, 2], [Line(0, (1, 2))], [[0], [1], [2]], [1, 1, 1], wide=[5] * 3, top=[5] * 3)
        >>> whole.lines_of, whole.free
        (((0,), (0,), (0,)), (True, True, True))
    """
    kept = tuple(dict.fromkeys(lines))
    lines_of: list[list[int]] = [[] for _ in values]
    for number, line in enumerate(kept):
        for cell in line.cells:
            lines_of[cell].append(number)
    rows_of: list[list[int]] = [[] for _ in values]
    for number, row in enumerate(rows):
        for cell in row:
            rows_of[cell].append(number)
    return System(
        values=tuple(values),
        least=tuple(least or [0.0] * len(values)),
        counts=tuple(counts or [True] * len(values)),
        wide=tuple(wide),
        top=tuple(top),
        lines=kept,
        lines_of=tuple(map(tuple, lines_of)),
        rows=tuple(map(tuple, rows)),
        rows_of=tuple(map(tuple, rows_of)),
        cost=tuple(cost),
        free=tuple(any(values[cell] > 0 for cell in row) for row in rows),
        secret=frozenset(secret),
    )


def unknown_cells(system: System, hidden: Iterable[int]) -> frozenset[int]:
    """Return the cells that nothing published shows, when these rows are hidden."""
    gone = set(hidden)
    return frozenset(cell for cell, rows in enumerate(system.rows_of) if gone.issuperset(rows))


def is_target(system: System, cell: int) -> bool:
    """Return whether a cell must stay unknown when it is: it stands in a row, or is secret."""
    return bool(system.rows_of[cell]) or cell in system.secret


def targets(system: System, hidden: Iterable[int]) -> frozenset[int]:
    """Return the unknown cells that must stay unknown."""
    return frozenset(cell for cell in unknown_cells(system, hidden) if is_target(system, cell))


def components(
    system: System, cells: Iterable[int], near: Iterable[int] | None = None
) -> list[tuple[list[int], list[int]]]:
    """Return the groups of these cells that lines tie together, each with the numbers of its lines.

    With `near`, only the groups that hold one of these cells.
    """
    left, found = set(cells), []
    for first in sorted(left if near is None else left.intersection(near)):
        if first not in left:
            continue
        left.discard(first)
        tied, lines, ahead = [first], set(), [first]
        while ahead:
            for number in system.lines_of[ahead.pop()]:
                if number not in lines:
                    lines.add(number)
                    near = left.intersection(system.lines[number].cells)
                    left -= near
                    tied += near
                    ahead += near
        found.append((sorted(tied), sorted(lines)))
    return found
