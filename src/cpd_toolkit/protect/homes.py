"""Where a number belongs: what a share is of doesn't depend on what is asked about it.

"12 of 40 meet rule A, 31 of 40 meet rule B": the 40 are told twice, and once more if they are the members counted in
another table. They are one cell, else an attacker would know more of it than we think.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from cpd_toolkit.protect.figures import Place, Told, is_equal
from cpd_toolkit.protect.links import Links
from cpd_toolkit.protect.thresholds import PLACES

Key = tuple[tuple[str, ...], tuple[object, ...]]


def at_home(numbers: Iterable[Told], shares: Mapping[str, list[str]], links: Links) -> list[Told]:
    """Return the numbers with the place they belong to.

    Counts of a population belong to no interval, as long as there is one of them for each place. What a share is of
    belongs to the columns it differs by, and to the population where it is that.

    Args:
        numbers: As they are told.
        shares: Table -> its measures that are shares.
        links: Names of the populations, of places and of answers.
    """
    rows = {(number.row, number.figure.part): number.value for number in numbers}
    groups: dict[tuple[str, str, str, tuple[str, ...]], list[Told]] = defaultdict(list)
    for number in numbers:
        groups[number.table, *number.figure[:2], number.place.names].append(number)
    homes: dict[tuple[int, str], Place] = {}
    population: dict[Key, float] = {}
    for (_, measure, part, _), told in groups.items():
        if measure in links.populations and len({number.place[:2] for number in told}) == len(told):
            population |= {number.place[:2]: number.value for number in told if part == "numerator"}
            homes |= {(n.row, part): n.place._replace(start=None, end=None) for n in told}
    for (table, measure, part, _), told in groups.items():
        whole = part == "denominator" or all(n.value == rows.get((n.row, "denominator")) for n in told)
        if measure in shares[table] and part != "numerator" and whole:
            homes |= {(n.row, part): place for n, place in _of_whole(told, population, links)}
    return [number._replace(home=homes.get((number.row, number.figure.part), number.place)) for number in numbers]


def _of_whole(told: list[Told], population: Mapping[Key, float], links: Links) -> Iterable[tuple[Told, Place]]:
    """Yield where the wholes of the shares of one level belong."""
    places = [number.place for number in told]
    within = () if links.within is None else links.within.columns
    for name in places[0].names:
        if name not in {*PLACES, *within}:
            without = [_without(place, name) for place in places]
            if len(set(without)) < len(without) and _is_one(without, told):
                places = without
    common = [names for names, _ in population if set(names) <= set(places[0].names)]
    if common:
        widest = max(common, key=len)
        members = [_only(place, widest) for place in places]
        if all(is_equal(population.get(m[:2], -1), number.value) for m, number in zip(members, told, strict=True)):
            places = members
    return zip(told, places, strict=True)


def _is_one(places: list[Place], told: list[Told]) -> bool:
    first: dict[Place, float] = {}
    return all(is_equal(first.setdefault(p, n.value), n.value) for p, n in zip(places, told, strict=True))


def _without(place: Place, name: str) -> Place:
    kept = _only(place, tuple(other for other in place.names if other != name))
    return kept._replace(start=place.start, end=place.end)


def _only(place: Place, names: tuple[str, ...]) -> Place:
    return Place(names, tuple(place.values[place.names.index(name)] for name in names), None, None)
