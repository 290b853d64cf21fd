"""A linear program in whole numbers, solved exactly, its conditions kept by the rule that asks for them."""

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from scipy.optimize import OptimizeResult

STRUCTURE = ""  # of conditions that hold whichever rules are planned

SECONDS = 20.0  # some searches would never end; a plan of years with rules of all kinds takes a tenth of it
EXACT = {"mip_rel_gap": 0.0, "time_limit": SECONDS}
WISHED = {"mip_rel_gap": 0.01, "node_limit": 2_000, "time_limit": SECONDS}

Terms = Mapping[int, float]  # variable -> factor


class Condition(NamedTuple):
    """Bounds of a weighted sum of variables."""

    rule: str
    terms: Terms
    least: float
    most: float


class Program:
    """Variables from 0 on, and the conditions on them.

    Example:
        >>> hours = Program()
        >>> x, y = hours.variable(), hours.variable(most=2)
        >>> hours.at_least("rule", {x: 1, y: 2}, 5)
        >>> hours.solved({"rule"}, [{x: 1, y: 1}], {x: 1})
        [1.0, 2.0]
    """

    def __init__(self) -> None:
        """Begin without variables."""
        self.most: list[float] = []
        self.whole: list[bool] = []
        self.conditions: list[Condition] = []

    def variable(self, most: float = float("inf"), whole: bool = True) -> int:
        """Return a new variable from 0 to `most`."""
        self.most.append(most)
        self.whole.append(whole)
        return len(self.most) - 1

    def at_least(self, rule: str, terms: Terms, least: float) -> None:
        """Ask that a sum reaches a bound, for a rule."""
        self.conditions.append(Condition(rule, terms, least, float("inf")))

    def at_most(self, rule: str, terms: Terms, most: float) -> None:
        """Ask that a sum stays within a bound, for a rule."""
        self.conditions.append(Condition(rule, terms, -float("inf"), most))

    def possible(self, rules: Collection[str]) -> bool:
        """Return whether the conditions of these rules can be met at all.

        Parts of records tell as much as whole ones here: more of them never breaks a condition.
        """
        asked = self._asked(rules)
        if not self.most:
            return not any(one.least > 0 for one in asked)
        return self._least({}, asked, whole=False).x is not None

    def solved(self, rules: Collection[str], costs: Sequence[Terms], wishes: Terms) -> list[float] | None:
        """Return values that meet the conditions of these rules at the least costs; None when there are none.

        Args:
            rules: Conditions of other rules are left out.
            costs: In their order: a later one decides only among what the earlier ones leave. Whole-numbered, and the
                least there is, unless the search is not over in time.
            wishes: What decides last, as well as some thousand tries find it.
        """
        if not self.most:
            return [] if self.possible(rules) else None
        asked, best = self._asked(rules), None
        for cost in costs:
            best = self._least(cost, asked).x if best is None else self._better(cost, asked, EXACT, best)
            if best is None:
                return None
            spent = round(sum(factor * best[i] for i, factor in cost.items()))
            asked = [*asked, Condition(STRUCTURE, cost, -float("inf"), spent)]
        values = self._better(wishes, asked, WISHED, best)
        return [float(round(x)) if whole else float(x) for x, whole in zip(values, self.whole, strict=True)]

    def _better(self, cost: Terms, asked: Sequence[Condition], options: Mapping[str, float], known: Any) -> Any:
        found = self._least(cost, asked, options).x
        return known if found is None else found

    def _asked(self, rules: Collection[str]) -> list[Condition]:
        return [one for one in self.conditions if one.rule in (STRUCTURE, *rules)]

    def _least(
        self, cost: Terms, asked: Sequence[Condition], options: Mapping[str, float] = EXACT, whole: bool = True
    ) -> "OptimizeResult":
        import numpy as np
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import csr_array

        told = [one for one in asked if one.terms or one.least > 0]  # an empty sum may be asked for too much
        where = [(row, i, factor) for row, one in enumerate(told) for i, factor in one.terms.items()]
        rows, columns, factors = zip(*where, strict=True) if where else ((), (), ())
        matrix = csr_array((factors, (rows, columns)), shape=(len(told), len(self.most)), dtype=float)
        weights = np.zeros(len(self.most))
        weights[list(cost)] = list(cost.values())
        bounds = LinearConstraint(matrix, [one.least for one in told], [one.most for one in told])
        numbers = self.whole if whole else np.zeros(len(self.most))
        return milp(weights, integrality=numbers, bounds=Bounds(0, self.most), constraints=bounds, options=options)
