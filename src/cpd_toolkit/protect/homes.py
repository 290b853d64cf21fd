"""Where a number belongs: what a share is of doesn't depend on what is asked about it.

"12 of 40 meet rule A, 31 of 40 meet rule B": the 40 are told twice, and once more if they are the members counted in
another table. They are one cell, else an attacker would know more of it than we think.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

from cpd_toolkit.protect.figures import Figure, Place, Told, is_equal
from cpd_toolkit.protect.links import Links
from cpd_toolkit.protect.thresholds import PLACES

Key = tuple[tuple[str, ...], tuple[object, ...]]


def at_home(numbers: Sequence[Told], shares: Mapping[str, list[str]], links: Links) -> list[Told]:
    """Return the numbers with the place they belong to.

    Counts of a population belong to no interval, as long as they don't change. What a share is of belongs to the
    columns it differs by, and to the population where it is that.

    Args:
        numbers: As they are told.
        shares: Table -> its measures that are shares.
        links: Names of the populations and of places.
    """
    homes: dict[tuple[int, str], Place] = {}
    populations: list[dict[Key, float]] = []
    for measure in links.populations:
        told = [number for number in numbers if number.figure.measure == measure]
        if told and _is_one([(number.figure.part, *number.place[:2]) for number in told], told):
            populations.append({number.place[:2]: number.value for number in told if number.figure.part == "numerator"})
            homes |= {(n.row, n.figure.part): n.place._replace(start=None, end=None) for n in told}
    for told in _wholes(numbers, shares):
        homes |= {(n.row, n.figure.part): place for n, place in _of_whole(told, populations, links)}
    return [number._replace(home=homes.get((number.row, number.figure.part))) for number in numbers]


def _wholes(numbers: Sequence[Told], shares: Mapping[str, list[str]]) -> Iterator[list[Told]]:
    """Yield what shares are of, a table, measure and level at a time; and the people behind where they are that."""
    rows = {(number.row, number.figure.part): number.value for number in numbers}
    groups: dict[tuple[str, Figure, tuple[str, ...]], list[Told]] = defaultdict(list)
    for number in numbers:
        if number.figure.measure in shares[number.table] and number.figure.part != "numerator":
            groups[number.table, number.figure, number.place.names].append(number)
    yield from (t for t in groups.values() if all(n.value == rows.get((n.row, "denominator")) for n in t))


def _of_whole(told: list[Told], populations: list[dict[Key, float]], links: Links) -> Iterable[tuple[Told, Place]]:
    """Yield where the wholes of the shares of one level belong."""
    places = [number.place for number in told]
    within = () if links.within is None else links.within.columns
    for name in places[0].names:
        if name not in {*PLACES, *within}:
            without = [_without(place, name) for place in places]
            if len(set(without)) < len(without) and _is_one(without, told):
                places = without
    for population in populations:
        levels = [names for names, _ in population if set(names) <= set(places[0].names)]
        members = [_only(place, max(levels, key=len)) for place in places] if levels else []
        if levels and all(is_equal(population.get(m[:2], -1), n.value) for m, n in zip(members, told, strict=True)):
            return zip(told, members, strict=True)
    return zip(told, places, strict=True)


def _is_one(keys: Sequence[Hashable], told: list[Told]) -> bool:
    """Return whether numbers under one key are always the same."""
    first: dict[Hashable, float] = {}
    return all(is_equal(first.setdefault(key, n.value), n.value) for key, n in zip(keys, told, strict=True))


def _without(place: Place, name: str) -> Place:
    kept = _only(place, tuple(other for other in place.names if other != name))
    return kept._replace(start=place.start, end=place.end)


def _only(place: Place, names: tuple[str, ...]) -> Place:
    return Place(names, tuple(place.values[place.names.index(name)] for name in names), None, None)
