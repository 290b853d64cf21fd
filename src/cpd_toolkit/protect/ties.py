"""What adds up to what: over group columns and intervals, answers to those asked, declared parts to their whole."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import polars as pl

from cpd_toolkit.errors import UsageError
from cpd_toolkit.i18n import Words
from cpd_toolkit.protect.figures import Figure, Place
from cpd_toolkit.protect.grid import Grid
from cpd_toolkit.protect.homes import Key
from cpd_toolkit.protect.links import Links
from cpd_toolkit.protect.sums import Cells, Sum, key_sums, missing, part_sums, unanswered, unasked


class Given(NamedTuple):
    """What there is to protect, with what is found out about it once."""

    tables: Mapping[str, pl.DataFrame]
    k: int
    links: Links
    shares: Mapping[str, list[str]]  # table -> its measures that are shares


def _declared(given: Given) -> Iterator[tuple[str, str, list[str]]]:
    """Yield the declared sums of measures: of their counts, and of the people behind them where these are counted."""
    shares = {measure for measures in given.shares.values() for measure in measures}
    each = [(whole, [measure]) for whole, measures in given.links.some.items() for measure in measures]
    for whole, measures in [*given.links.parts.items(), *each]:
        yield "numerator", whole, [*measures]
        if shares.isdisjoint(measures):  # behind a share are all it was asked of
            yield "people", whole, [*measures]


def apart(figures: set[Figure], given: Given) -> Iterator[tuple[Figure, Figure]]:
    """Yield the figures that may be equal but are a whole and a part of it."""
    for figure in figures:
        if figure.part == "numerator":
            yield figure, figure._replace(part="denominator")
    for part, whole, measures in _declared(given):
        wholes = [figure for figure in figures if (figure.measure, figure.part) == (whole, part)]
        others = [figure for figure in figures if figure.measure in measures and figure.part == part]
        yield from ((one, other) for one in wholes for other in others)


def all_sums(grid: Grid, given: Given, say: Words) -> Iterator[Sum]:
    """Yield all that adds up among the cells of a set of tables.

    Raises:
        UsageError: The declared parts of a measure are more than it.
    """
    yield from _over_keys(grid, given.links)
    yield from _of_shares(grid, given)
    yield from _of_parts(grid, given, say)
    yield from _of_people(grid, given)


def _over_keys(grid: Grid, links: Links) -> Iterator[Sum]:
    for figure, cells in grid.cells.items():
        for place, parts in unasked(cells, links.answers).items():
            cells[place] = grid.add(sum(grid.values[part] for part in parts), figure)
        yield from key_sums(cells, grid.tables[figure], grid.values.__getitem__, links.answers)


def _of_shares(grid: Grid, given: Given) -> Iterator[Sum]:
    for name, measures in given.shares.items():
        told = [(grid.told(m, "denominator", name), grid.told(m, "numerator", name)) for m in measures]
        for wholes, parts in told:
            yield from part_sums(wholes, [parts])
            yield from _of_answers(grid, wholes, parts, given.links)
        if len(told) > 1:  # met, not met, can't be told: measures that together are all that were asked
            sums = [s for s in part_sums(told[0][0], [parts for _, parts in told]) if len(s.parts) == len(told)]
            same = all(wholes == told[0][0] for wholes, _ in told)
            if same and not any(missing(grid.values[s.whole], map(grid.values.__getitem__, s.parts)) for s in sums):
                yield from sums


def _of_answers(grid: Grid, wholes: Cells, parts: Cells, links: Links) -> Iterator[Sum]:
    """Yield the sums of the answers told in the rows of one measure, to those asked."""
    answers: dict[Place, list[Place]] = defaultdict(list)
    for place in parts:
        asked = unanswered(place, links.answers)
        if asked != place and place in wholes:
            answers[asked].append(place)
    sums = {
        Sum(wholes[places[0]], tuple(parts[place] for place in places), "answers")
        for places in answers.values()
        if len({wholes[place] for place in places}) == 1
    }
    if all(missing(grid.values[s.whole], map(grid.values.__getitem__, s.parts)) >= 0 for s in sums):
        yield from sorted(sums)


def _of_parts(grid: Grid, given: Given, say: Words) -> Iterator[Sum]:
    for part, whole, measures in _declared(given):
        sums = [*part_sums(grid.told(whole, part), [grid.told(measure, part) for measure in measures])]
        if any(missing(grid.values[s.whole], (grid.values[cell] for cell in s.parts)) < 0 for s in sums):
            raise UsageError(say("protect.parts", measure=whole))
        yield from sums


def _of_people(grid: Grid, given: Given) -> Iterator[Sum]:
    """Yield what people are fewer than: what is counted of them (sessions, answers), and the population they are of."""
    fractional = grid.fractional()
    for name, table in given.tables.items():
        for measure in table["measure"].unique(maintain_order=True):
            people = grid.told(measure, "people", name)
            counted = grid.told(measure, "denominator", name) or grid.told(measure, "numerator", name)
            told = [(place, cell) for place, cell in counted.items() if grid.figure[cell] not in fractional]
            yield from _fewer(grid, [(cell, people[place]) for place, cell in told if place in people])
    for population in given.links.populations:
        everyone = grid.told(population, "numerator")
        members = {place[:2]: cell for place, cell in everyone.items()}
        if len(members) == len(everyone):  # one number for all time
            for figure in sorted(grid.people):
                yield from _fewer(grid, _of_members(grid.cells[figure], members))


def _of_members(people: Cells, members: Mapping[Key, int]) -> list[tuple[int, int]]:
    """Return the cells of people with the members of the nearest place that they are of."""
    levels = sorted({names for names, _ in members}, key=len, reverse=True)
    pairs = []
    for place, cell in people.items():
        names = next((level for level in levels if set(level) <= set(place.names)), None)
        if names is not None:
            values = tuple(place.values[place.names.index(name)] for name in names)
            if (names, values) in members:
                pairs.append((members[names, values], cell))
    return pairs


def _fewer(grid: Grid, pairs: list[tuple[int, int]]) -> Iterator[Sum]:
    apart = [(whole, part) for whole, part in pairs if whole != part]
    if all(grid.values[part] <= grid.values[whole] for whole, part in apart):
        yield from (Sum(whole, (part,), "more") for whole, part in apart)
