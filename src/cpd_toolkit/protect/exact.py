"""The cheapest rows to hide beside those that must be, by integer programming (after Fischetti and Salazar 2000).

A yes/no for each row. Every hidden cell asks that enough else is hidden: from the start in each of its lines, and then,
for each pattern that the attack breaks, by the cut that the attack's own linear program proves. A pattern that no cut
forbids and the attack does not break is the cheapest there is.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from cpd_toolkit.protect.attack import NEARLY, exposed, line_matrix
from cpd_toolkit.protect.system import System, components, is_target, unknown_cells

ROUNDS = 100  # patterns tried
NODES = 1_000  # of the trees of all patterns; a limit in seconds would change the answer from day to day
ORDER = 1e-5  # of two patterns that cost the same, that of earlier rows


class Cut(NamedTuple):
    """If the cell is unknown, so must others be: the weights of the unknown ones add up to at least the need."""

    cell: int
    need: float
    weights: dict[int, float]


def line_cuts(system: System) -> Iterable[Cut]:
    """Return what each line alone asks of what is hidden in it: never a single cell, and room enough."""
    for line in system.lines:
        for cell in line.cells:
            if not is_target(system, cell):
                continue
            others = [other for other in line.cells if other != cell]
            yield Cut(cell, 1, dict.fromkeys(others, 1.0))
            need = room_above(system, cell)
            if cell != line.whole and need > 0:
                room = {other: min(need, system.values[other] - system.least[other]) for other in others}
                yield Cut(cell, need, room | {line.whole: need})


def room_above(system: System, cell: int) -> float:
    """Return how far above its value the attacker's interval of a cell has to reach."""
    below = system.values[cell] - system.least[cell]
    return max(system.wide[cell] - below, system.top[cell] - system.values[cell])


def cheapest(system: System, must: Iterable[int]) -> frozenset[int] | None:
    """Return the cheapest rows to hide, those that must be among them; None when none was found within the limits.

    Example:
        >>> from cpd_toolkit.protect.system import Line, system_of
        >>> row = system_of([90, 4, 50, 36], [Line(0, (1, 2, 3))], [[0], [1], [2], [3]], [90, 4, 50, 36],
        ...                 wide=[5] * 4, top=[5] * 4)
        >>> sorted(cheapest(row, {1}))  # the 4, and the cheaper of its neighbours
        [1, 3]
    """
    forced = frozenset(must)
    master = Master(system, forced)
    for cut in line_cuts(system):
        master.add(cut)
    for _ in range(ROUNDS):
        hidden = master.solve()
        if hidden is None:
            return None
        broken = exposed(system, hidden)
        if not broken:
            return hidden
        known = len(master.cuts)
        for cell in broken:
            for cut in proofs(system, hidden, cell):
                master.add(cut, hidden)
        if len(master.cuts) == known:  # only whole numbers break it, of which linear programs know nothing
            master.forbidden.append(hidden)
    return None


class Master:
    """The integer program: which rows are hidden, which cells are thereby unknown, and the cuts so far."""

    def __init__(self, system: System, must: frozenset[int]) -> None:
        """Number the variables: a row each, and a cell each that several rows show."""
        self.system, self.must = system, must
        self.cuts: list[Cut] = []
        self.nodes = NODES  # left
        self.forbidden: list[frozenset[int]] = []
        rows = len(system.rows)
        several = [cell for cell, shown in enumerate(system.rows_of) if len(shown) > 1]
        self.variable = {cell: rows + number for number, cell in enumerate(several)}
        self.variable |= {cell: shown[0] for cell, shown in enumerate(system.rows_of) if len(shown) == 1}
        self.size = rows + len(several)

    def add(self, cut: Cut, broken_by: Iterable[int] | None = None) -> None:
        """Keep a cut; when a pattern is given, only if it rules that out."""
        if broken_by is not None:
            unknown = unknown_cells(self.system, broken_by)
            if sum(w for cell, w in cut.weights.items() if cell in unknown) >= cut.need - NEARLY:
                return
        self.cuts.append(cut)

    def solve(self) -> frozenset[int] | None:
        """Return the cheapest pattern that the cuts allow."""
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import csr_array

        system, rows = self.system, range(len(self.system.rows))
        lower = [float(row in self.must) for row in rows]
        upper = [float(row in self.must or system.free[row]) for row in rows]
        extra = self.size - len(system.rows)
        aim = [cost + ORDER * row for row, cost in enumerate(system.cost)] + [0.0] * extra
        limits = Bounds(lower + [0.0] * extra, upper + [1.0] * extra)
        entries, least = self._constraints()
        places, numbers = [*entries], [*entries.values()]
        matrix = csr_array((numbers, tuple(zip(*places, strict=True)) or ((), ())), shape=(len(least), self.size))
        whole = [1] * len(system.rows) + [0] * extra
        options = {"mip_rel_gap": 0, "node_limit": self.nodes}
        rules = LinearConstraint(matrix, least) if least else ()
        found = milp(aim, integrality=whole, constraints=rules, bounds=limits, options=options)
        self.nodes -= max(found.mip_node_count or 0, 1)
        if found.status != 0 or self.nodes <= 0:
            return None
        return frozenset(row for row in rows if found.x[row] > 0.5)

    def _constraints(self) -> tuple[dict[tuple[int, int], float], list[float]]:
        """Return the sums that have to reach a least value, as entries of a matrix and these values."""
        sums: list[tuple[Mapping[int, float], float]] = [*map(self._of_cut, self.cuts)]
        for cell, shown in enumerate(self.system.rows_of):
            if len(shown) > 1:  # unknown exactly when every row that shows it is hidden
                own = self.variable[cell]
                sums += [({row: 1.0, own: -1.0}, 0.0) for row in shown]
                sums.append(({own: 1.0} | dict.fromkeys(shown, -1.0), 1.0 - len(shown)))
        for pattern in self.forbidden:
            other = {row: -1.0 if row in pattern else 1.0 for row in range(len(self.system.rows))}
            sums.append((other, 1.0 - len(pattern)))
        entries = {(at, column): weight for at, (row, _) in enumerate(sums) for column, weight in row.items() if weight}
        return entries, [least for _, least in sums]

    def _of_cut(self, cut: Cut) -> tuple[dict[int, float], float]:
        row: dict[int, float] = {}
        least = 0.0
        for cell, weight in [*cut.weights.items(), (cut.cell, -cut.need)]:
            if cell in self.variable:
                row[self.variable[cell]] = row.get(self.variable[cell], 0.0) + weight
            else:
                least -= weight  # no row shows it: unknown in every pattern
        return row, least


def proofs(system: System, hidden: Iterable[int], cell: int) -> Iterable[Cut]:
    """Return why an attacker knows too much of a cell: the cuts from the prices of both ends of the interval."""
    unknown = unknown_cells(system, hidden)
    tied = next(group for group in components(system, range(len(system.values))) if cell in group[0])
    above, below = (_prices(system, unknown, tied, cell, sign) for sign in (1, -1))
    if above is not None and below is not None:
        need = system.wide[cell]
        yield _cut(cell, need, {other: above.get(other, 0.0) + below.get(other, 0.0) for other in {**above, **below}})
    need = system.top[cell] - system.values[cell]
    if above is not None and need > 0:
        yield _cut(cell, need, above)


def _cut(cell: int, need: float, weights: Mapping[int, float]) -> Cut:
    return Cut(cell, need, {other: min(weight, need) for other, weight in sorted(weights.items()) if weight > NEARLY})


def _prices(
    system: System, unknown: frozenset[int], tied: tuple[list[int], list[int]], cell: int, sign: int
) -> dict[int, float] | None:
    """Return by how much the end of the interval moves for each cell when that is unknown; None without an end."""
    from scipy.optimize import linprog

    cells, lines = tied
    matrix = line_matrix(system, cells, lines)
    aim = [-float(sign) if other == cell else 0.0 for other in cells]
    limits: list[tuple[Any, Any]] = [
        (system.least[c], None) if c in unknown else (system.values[c],) * 2 for c in cells
    ]
    found: Any = linprog(aim, A_eq=matrix, b_eq=[0.0] * len(lines), bounds=limits, method="highs")
    if found.status != 0:
        return None
    reduced = aim - matrix.T @ found.eqlin.marginals
    prices = {}
    for other, price in zip(cells, reduced, strict=True):
        room = system.values[other] - system.least[other] if price > 0 else float("inf")
        if abs(price) > NEARLY and room > 0:
            prices[other] = abs(float(price)) * room
    return prices
