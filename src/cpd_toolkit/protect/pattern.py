"""Which rows are hidden: the cheapest pattern for small sets, a near one for large ones, attacked before it is used."""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from cpd_toolkit.protect.attack import exposed
from cpd_toolkit.protect.exact import cheapest
from cpd_toolkit.protect.heuristic import near_cheapest
from cpd_toolkit.protect.system import Line, System, components, system_of

EXACT_ROWS = 150  # that hang together; above, the search is one cell at a time


class Pattern(NamedTuple):
    """The rows to hide."""

    hidden: frozenset[int]
    cheapest: bool  # no cheaper pattern withstands the attack
    withstands: bool  # the attack; if not, nothing may be published


def hidden_rows(system: System, primary: frozenset[int], exact_rows: int = EXACT_ROWS) -> Pattern:
    """Return the rows to hide so that no attacker tells too much of a hidden cell.

    Args:
        system: The cells.
        primary: Rows that must be hidden.
        exact_rows: Up to so many rows that hang together the cheapest pattern is looked for.
    """
    hidden, best = set(primary), True
    for rows, part in _independent(system):
        must = frozenset(at for at, row in enumerate(rows) if row in primary)
        if not must and not part.secret:
            continue
        found = cheapest(part, must) if len(rows) <= exact_rows else None
        best = best and found is not None
        found = near_cheapest(part, must) if found is None else found
        if found is None:
            return Pattern(frozenset(range(len(system.rows))), False, False)
        hidden |= {rows[at] for at in found}
    pattern = Pattern(frozenset(hidden), best, not exposed(system, hidden))
    return pattern if pattern.withstands else Pattern(frozenset(range(len(system.rows))), False, False)


def _independent(system: System) -> Iterator[tuple[list[int], System]]:
    """Yield the parts of the system that have no line and no row in common, each with its rows."""
    groups: list[tuple[list[int], list[int]]] = components(system, range(len(system.values)))
    group_of = {cell: number for number, (cells, _) in enumerate(groups) for cell in cells}
    head = list(range(len(groups)))

    def find(number: int) -> int:
        while head[number] != number:
            head[number] = head[head[number]]
            number = head[number]
        return number

    for row in system.rows:
        for cell in row[1:]:
            one, other = sorted((find(group_of[row[0]]), find(group_of[cell])))
            head[other] = one
    together: dict[int, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for number, (cells, lines) in enumerate(groups):
        own = together[find(number)]
        own[0].extend(cells)
        own[1].extend(lines)
    for cells, lines in together.values():
        yield _part(system, cells, lines)


def _part(system: System, cells: list[int], lines: list[int]) -> tuple[list[int], System]:
    cells = sorted(cells)
    at = {cell: number for number, cell in enumerate(cells)}
    rows = sorted({row for cell in cells for row in system.rows_of[cell]})
    own = [system.lines[number] for number in sorted(lines)]
    part = system_of(
        [system.values[cell] for cell in cells],
        [Line(at[line.whole], tuple(at[p] for p in line.parts)) for line in own],
        [[at[cell] for cell in system.rows[row]] for row in rows],
        [system.cost[row] for row in rows],
        wide=[system.wide[cell] for cell in cells],
        top=[system.top[cell] for cell in cells],
        least=[system.least[cell] for cell in cells],
        counts=[system.counts[cell] for cell in cells],
        secret=[at[cell] for cell in system.secret if cell in at],
    )
    return rows, part
