"""What an attacker can work out: the smallest and largest value of each hidden cell, given all that is published.

Linear programming over every table that agrees with the published cells, has no negative cell, and leaves the members
of a cell their own place in it, which each of them knows: so no member is better off than the attacker here. Whole
numbers narrow the interval to whole ends.
"""

from collections.abc import Iterable, Sequence
from math import ceil, floor, inf
from typing import Any, NamedTuple

from cpd_toolkit.protect.system import Interval, System, components, targets, unknown_cells

NEARLY = 1e-6  # the solver's accuracy, with room to spare
FEW = 4  # cells that are better attacked one by one
GOLDEN = 0.6180339887498949  # its multiples scatter evenly


class Puzzle(NamedTuple):
    """The unknown cells that hang together, and what is known of them: `matrix @ x == known`, `x >= least`."""

    cells: list[int]
    matrix: Any
    known: list[float]
    least: list[float]


def puzzles(system: System, hidden: Iterable[int], near: Iterable[int] | None = None) -> list[Puzzle]:
    """Return what is left to solve when these rows are hidden; with `near`, only what these cells have a part in."""
    return [_puzzle(system, *tied) for tied in components(system, unknown_cells(system, hidden), near)]


def _puzzle(system: System, cells: list[int], lines: list[int]) -> Puzzle:
    unknown = set(cells)
    known = []
    for whole, parts in (system.lines[number] for number in lines):
        told = sum(system.values[part] for part in parts if part not in unknown)
        known.append(told - (0.0 if whole in unknown else system.values[whole]))
    return Puzzle(cells, line_matrix(system, cells, lines), known, [system.least[cell] for cell in cells])


def line_matrix(system: System, cells: Sequence[int], lines: Sequence[int]) -> Any:
    """Return the lines as a sparse matrix over the cells: 1 for the whole, -1 for a part."""
    from scipy.sparse import csr_array

    place = {cell: number for number, cell in enumerate(cells)}
    signs, rows, columns = [], [], []
    for at, (whole, parts) in enumerate(system.lines[number] for number in lines):
        for cell, sign in ((whole, 1.0), *((part, -1.0) for part in parts)):
            if cell in place:
                signs.append(sign)
                rows.append(at)
                columns.append(place[cell])
    return csr_array((signs, (rows, columns)), shape=(len(lines), len(cells)))


def solve(puzzle: Puzzle, aim: Sequence[float], most: Sequence[float] | None = None) -> list[float] | None:
    """Return the table that makes a weighted sum of the cells largest, no cell above its `most`.

    None when there is no such table, or no largest sum.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp

    upper = [inf] * len(puzzle.cells) if most is None else most
    rules = LinearConstraint(puzzle.matrix, puzzle.known, puzzle.known) if puzzle.known else ()
    found = milp([-weight for weight in aim], constraints=rules, bounds=Bounds(puzzle.least, upper))
    return None if found.x is None else [*map(float, found.x)]


def bounds(system: System, hidden: Iterable[int]) -> dict[int, Interval]:
    """Return what an attacker can tell of every unknown cell when these rows are hidden: its least and largest value.

    Example:
        >>> from cpd_toolkit.protect.system import Line, system_of
        >>> row = system_of([9, 4, 5], [Line(0, (1, 2))], [[0], [1], [2]], [1] * 3, wide=[5] * 3, top=[5] * 3)
        >>> bounds(row, {1}), bounds(row, {1, 2})
        ({1: (4.0, 4.0)}, {1: (0.0, 9.0), 2: (0.0, 9.0)})
    """
    found = {}
    for puzzle in puzzles(system, hidden):
        for at, cell in enumerate(puzzle.cells):
            low, high = (solve(puzzle, _only(puzzle, at, sign)) for sign in (-1, 1))
            ends = (-inf if low is None else low[at], inf if high is None else high[at])
            found[cell] = rounded(ends, system.counts[cell])
    return found


def rounded(ends: Interval, whole: bool) -> Interval:
    """Return the interval, of a whole number with whole ends."""
    low, high = ends
    if not whole:
        return (low, high)
    return (float(ceil(low - NEARLY)), high if high == inf else float(floor(high + NEARLY)))


def is_safe(system: System, cell: int, ends: Interval) -> bool:
    """Return whether an interval tells little enough of a cell: it is wide, and its end is far enough up."""
    low, high = rounded(ends, system.counts[cell])
    return high - low >= system.wide[cell] - NEARLY and high >= system.top[cell] - NEARLY


def exposed(system: System, hidden: Iterable[int], near: Iterable[int] | None = None) -> dict[int, Interval]:
    """Return the cells of which too much can be told when these rows are hidden, with their intervals.

    Args:
        system: The cells.
        hidden: The hidden rows.
        near: Cells; only what hangs together with these is attacked.
    """
    gone = frozenset(hidden)
    wanted = targets(system, gone)
    found: dict[int, Interval] = {}
    for puzzle in puzzles(system, gone, near):
        if puzzle.known and not wanted.isdisjoint(puzzle.cells):
            found |= Attack(system, puzzle, wanted).exposed()
    return found


class Attack:
    """An attack on one puzzle. Each table found is a witness for all its cells: few need a program of their own."""

    def __init__(self, system: System, puzzle: Puzzle, wanted: frozenset[int]) -> None:
        """Start from the true table, which agrees with all that is published."""
        self.system, self.puzzle = system, puzzle
        self.wanted = [at for at, cell in enumerate(puzzle.cells) if cell in wanted]
        self.low = [system.values[cell] for cell in puzzle.cells]
        self.high = list(self.low)
        self.enough = [max(system.values[cell] + system.wide[cell], system.top[cell]) for cell in puzzle.cells]

    def exposed(self) -> dict[int, Interval]:
        """Return the cells of which too much can be told, with their intervals."""
        self.scatter()
        for at in self.open():
            for sign in (1, -1):
                if self.is_open(at):
                    most = [inf] * len(self.puzzle.cells)
                    most[at] = self.enough[at]
                    self.see(solve(self.puzzle, _only(self.puzzle, at, sign), most))
        cells, counts = self.puzzle.cells, self.system.counts
        return {cells[at]: rounded((self.low[at], self.high[at]), counts[cells[at]]) for at in self.open()}

    def scatter(self) -> None:
        """Look for tables that move many cells at once, up and down, as long as that settles some of them."""
        left, before, turn = self.open(), len(self.wanted) + 1, 0
        while FEW < len(left) < before:
            aim, most = [0.0] * len(self.low), [inf] * len(self.low)
            turn += 1
            for number, at in enumerate(left, start=1):
                aim[at] = number * turn * GOLDEN % 1 - 0.5
                most[at] = self.enough[at]
            self.see(solve(self.puzzle, aim, most))
            before, left = len(left), self.open()

    def open(self) -> list[int]:
        """Return the cells not yet known to be safe."""
        return [at for at in self.wanted if self.is_open(at)]

    def is_open(self, at: int) -> bool:
        """Return whether a cell is not yet known to be safe."""
        return not is_safe(self.system, self.puzzle.cells[at], (self.low[at], self.high[at]))

    def see(self, table: list[float] | None) -> None:
        """Widen the intervals by what a table shows to be possible."""
        if table is not None:
            self.low, self.high = [*map(min, self.low, table)], [*map(max, self.high, table)]


def _only(puzzle: Puzzle, at: int, sign: int) -> list[float]:
    return [float(sign) if number == at else 0.0 for number in range(len(puzzle.cells))]
