"""The two ways to choose what else is hidden: both withstand the attack, and the cheapest is the cheapest."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpd_toolkit.protect.attack import exposed, rounded
from cpd_toolkit.protect.exact import cheapest
from cpd_toolkit.protect.heuristic import near_cheapest
from cpd_toolkit.protect.pattern import hidden_rows
from cpd_toolkit.protect.system import Line, system_of

K = 5


def table(numbers):
    """A table of two rows with its margins as a system; a row of the system is a cell."""
    width = len(numbers) // 2
    upper, lower = numbers[:width], numbers[width:]
    full = [[*upper, sum(upper)], [*lower, sum(lower)]]
    full.append([a + b for a, b in zip(*full, strict=True)])
    values = [float(value) for row in full for value in row]
    at = [[row * (width + 1) + column for column in range(width + 1)] for row in range(3)]
    lines = [Line(row[-1], tuple(row[:-1])) for row in at]
    lines += [Line(column[-1], tuple(column[:-1])) for column in zip(*at, strict=True)]
    size = len(values)
    least = [min(1.0, value) for value in values]
    cells = [[cell] for cell in range(size)]
    system = system_of(values, lines, cells, values, wide=[K] * size, top=[K] * size, least=least)
    return system, frozenset(cell for cell, value in enumerate(values) if 0 < value < K)


def cost(system, hidden):
    return sum(system.cost[row] for row in hidden)


NUMBERS = st.lists(st.integers(0, 12), min_size=4, max_size=4).filter(any)


@given(NUMBERS)
@settings(max_examples=20)
def test_no_pattern_that_withstands_the_attack_is_cheaper_than_the_cheapest(numbers):
    # All cheaper patterns of a table of two by two are tried.
    system, small = table(numbers)
    found = cheapest(system, small)
    free = [row for row in range(len(system.rows)) if row not in small and system.free[row]]
    patterns = [small | set(more) for n in range(len(free) + 1) for more in combinations(free, n)]
    assert exposed(system, found) == {}
    assert all(exposed(system, other) for other in patterns if cost(system, other) < cost(system, found))


@given(st.lists(st.integers(0, 30), min_size=10, max_size=10).filter(any))
@settings(max_examples=40)
def test_one_cell_at_a_time_withstands_the_attack_and_costs_at_least_as_much(numbers):
    system, small = table(numbers)
    near = near_cheapest(system, small)
    assert small <= near
    assert exposed(system, near) == {}
    assert cost(system, near) >= cost(system, cheapest(system, small))


def test_parts_that_hang_together_by_nothing_are_solved_apart():
    # 9 = 4 + 5 twice, and a number that stands alone: in each sum the neighbour goes with the 4.
    lines = [Line(0, (1, 2)), Line(3, (4, 5))]
    values = [9.0, 4.0, 5.0, 9.0, 4.0, 5.0, 7.0]
    system = system_of(values, lines, [[cell] for cell in range(7)], values, wide=[K] * 7, top=[K] * 7)
    for rows in (150, 0):
        assert hidden_rows(system, frozenset({1, 4}), rows).hidden == {1, 2, 4, 5}
    assert hidden_rows(system, frozenset({1, 4}), 150).cheapest
    assert not hidden_rows(system, frozenset({1, 4}), 0).cheapest


def test_a_number_that_stands_in_no_row_may_be_secret():
    # 43 = 20 + 20 + 3: the 3 stand nowhere, and would be told by the other three.
    system = system_of(
        [43, 20, 20, 3], [Line(0, (1, 2, 3))], [[0], [1], [2]], [43, 20, 21], wide=[K] * 4, top=[K] * 4, secret=[3]
    )
    assert exposed(system, ()) == {3: (3, 3)}
    assert hidden_rows(system, frozenset()).hidden == {1}


@pytest.mark.parametrize("way", [cheapest, near_cheapest])
def test_where_nothing_else_may_be_hidden_there_is_no_pattern(way):
    # 9 = 4 + 5: the 4 is hidden, and neither the 9 nor the 5 may be.
    values = [9.0, 4.0, 5.0]
    system = system_of(values, [Line(0, (1, 2))], [[0], [1], [2]], values, wide=[K] * 3, top=[K] * 3)
    assert way(system, frozenset({1})) == {1, 2}
    assert way(system._replace(free=(False, False, False)), frozenset({1})) is None


@pytest.mark.parametrize(
    ("ends", "whole", "known"),
    [((2.5, 7.5), True, (3, 7)), ((2.5, 7.5), False, (2.5, 7.5)), ((2.9999999, 7.0000001), True, (3, 7))],
)
def test_a_count_lies_between_whole_numbers(ends, whole, known):
    assert rounded(ends, whole) == known
