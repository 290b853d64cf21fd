"""Rows to hide beside those that must be, found one cell at a time: for sets too large for integer programming.

First what each line asks for by itself, from its cheapest cells; then, for each cell that the attack still exposes, a
linear program looks for two tables that differ enough in it and agree with as much of what is published as they can:
where they don't agree is hidden. Hides a little more than the cheapest pattern would.
"""

from collections.abc import Iterable

from cpd_toolkit.protect.attack import NEARLY, exposed, line_matrix
from cpd_toolkit.protect.exact import room_above
from cpd_toolkit.protect.system import Line, System, components, is_target, unknown_cells

ROUNDS = 30  # attacks
FREE = 1e-6  # price of moving a cell that is unknown anyway: little, so that none moves without need


def near_cheapest(system: System, must: Iterable[int]) -> frozenset[int] | None:
    """Return rows to hide, those that must be among them; None when no pattern was found that withstands the attack.

    Example:
        >>> from cpd_toolkit.protect.system import Line, system_of
        >>> row = system_of([90, 4, 50, 36], [Line(0, (1, 2, 3))], [[0], [1], [2], [3]], [90, 4, 50, 36],
        ...                 wide=[5] * 4, top=[5] * 4)
        >>> sorted(near_cheapest(row, {1}))
        [1, 3]
    """
    hidden = filled_lines(system, frozenset(must))
    for attempt in range(ROUNDS):
        broken = exposed(system, hidden)
        if not broken:
            return given_back(system, frozenset(must), hidden)
        for cell in sorted(broken):
            moved = two_tables(system, hidden, cell, spare=float(min(attempt, 2)))
            if moved is None:
                return None
            hidden = filled_lines(system, hidden | moved)
    return None


def filled_lines(system: System, hidden: frozenset[int]) -> frozenset[int]:
    """Return the rows to hide so that no line alone gives a cell away."""
    while True:
        before = hidden
        for line in system.lines:
            hidden = _fill(system, hidden, line)
        if hidden == before:
            return hidden


def _fill(system: System, hidden: frozenset[int], line: Line) -> frozenset[int]:
    """Return the hidden rows with those of a line's cheapest cells that give its unknown cells room enough."""
    unknown = [cell for cell in line.cells if _is_unknown(system, hidden, cell)]
    secret = [cell for cell in unknown if is_target(system, cell)]
    if not secret or len(unknown) == len(line.cells) or (line.whole in unknown and len(unknown) > 1):
        return hidden
    room = {cell: system.values[cell] - system.least[cell] for cell in line.cells}
    need = max(room_above(system, cell) + room[cell] for cell in secret)
    found, several = sum(room[cell] for cell in unknown), len(unknown) > 1
    known = sorted(set(line.cells) - set(unknown), key=lambda cell: (_cost(system, hidden, cell), cell))
    for cell in known:
        if several and found >= need - NEARLY:
            break
        rows = frozenset(system.rows_of[cell]) - hidden
        if room[cell] > 0 and all(system.free[row] for row in rows):
            hidden |= rows
            several, found = True, float("inf") if cell == line.whole else found + room[cell]
    return hidden


def given_back(system: System, must: frozenset[int], hidden: frozenset[int]) -> frozenset[int]:
    """Return the hidden rows without those that turn out to protect nothing, the dearest first."""
    for row in sorted(hidden - must, key=lambda row: (-system.cost[row], row)):
        fewer = hidden - {row}
        lines = {number for cell in system.rows[row] for number in system.lines_of[cell]}
        if all(_fill(system, fewer, system.lines[number]) == fewer for number in lines):
            near = {cell for number in lines for cell in system.lines[number].cells}
            hidden = hidden if exposed(system, fewer, near) else fewer
    return hidden


def _is_unknown(system: System, hidden: frozenset[int], cell: int) -> bool:
    return hidden.issuperset(system.rows_of[cell])


def _cost(system: System, hidden: frozenset[int], cell: int) -> float:
    return sum(system.cost[row] for row in system.rows_of[cell] if row not in hidden)


def two_tables(system: System, hidden: frozenset[int], cell: int, spare: float = 0.0) -> frozenset[int] | None:
    """Return the rows in which two tables, far enough apart in one cell, can't keep to what is published.

    Args:
        system: The cells.
        hidden: Rows already hidden.
        cell: The cell to protect.
        spare: How much further apart than asked, for what whole numbers take away.
    """
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import block_diag, hstack

    cells, lines = next(group for group in components(system, range(len(system.values))) if cell in group[0])
    unknown = unknown_cells(system, hidden)
    price, fall, rise = zip(*(_moves(system, hidden, unknown, other) for other in cells), strict=True)
    # Of each cell: up and down in the upper table, up and down in the lower one.
    one = hstack([line_matrix(system, cells, lines), -line_matrix(system, cells, lines)])
    agree = LinearConstraint(block_diag([one, one]), 0, 0)
    own = np.array([float(other == cell) for other in cells])
    nothing = np.zeros(2 * len(cells))
    apart = LinearConstraint(np.concatenate([own, -own, -own, own]), system.wide[cell] + spare)
    above = LinearConstraint(np.concatenate([own, -own, nothing]), system.top[cell] - system.values[cell])
    found = milp([*price] * 4, constraints=[agree, apart, above], bounds=Bounds(0.0, [*rise, *fall] * 2))
    if found.status != 0:
        return None
    moved = {cells[at % len(cells)] for at, amount in enumerate(found.x) if amount > NEARLY}
    return frozenset(row for other in moved for row in system.rows_of[other]) - hidden


def _moves(system: System, hidden: frozenset[int], unknown: frozenset[int], cell: int) -> tuple[float, float, float]:
    """Return the price of moving a cell by one, and how far it may fall and rise."""
    room = system.values[cell] - system.least[cell]
    if cell in unknown:
        return (FREE, room, float("inf"))
    if not all(system.free[row] for row in system.rows_of[cell] if row not in hidden):
        return (FREE, 0.0, 0.0)
    return (_cost(system, hidden, cell) / max(room, 1.0), room, float("inf"))
