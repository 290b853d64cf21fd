"""Which cells add up to which: margins, hierarchies, parts of a year, answers to a question, shares of a whole."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from cpd_toolkit.protect.figures import Place, is_equal

Cell = int
Cells = dict[Place, Cell]


class Sum(NamedTuple):
    """A cell and the cells it is made of; what is missing to it, is in none of them."""

    whole: Cell
    parts: tuple[Cell, ...]
    kind: str  # answers: what members of the whole said or did; some: one of these; more: fewer; places: the others


def key_sums(
    cells: Cells, tables: Mapping[Place, set[str]], value: Callable[[Cell], float], answers: Sequence[str]
) -> Iterator[Sum]:
    """Yield the sums among the cells of one figure: over a group column, over the parts of an interval.

    Numbers that overlap (members by what they attended) don't add up: a way of adding up that anywhere gives more than
    the whole is none.
    """
    levels: dict[tuple[str, ...], list[Place]] = defaultdict(list)
    for place in cells:
        levels[place.names].append(place)
    for outer, wholes in levels.items():
        for inner, parts in levels.items():
            if not set(outer) <= set(inner):
                continue
            added = set(inner) - set(outer)
            kind = "answers" if added and added <= set(answers) else "places"
            for found in _ways(outer, inner, wholes, parts, tables):
                sums = [Sum(cells[whole], tuple(cells[part] for part in some), kind) for whole, some in found]
                if all(missing(value(s.whole), map(value, s.parts)) >= 0 for s in sums):
                    yield from sums


def missing(whole: float, parts: Iterable[float]) -> float:
    """Return what the parts lack of the whole, negative if they are more; nothing where it is nothing."""
    total = sum(parts)
    return 0.0 if is_equal(whole, total) else whole - total


Way = list[tuple[Place, list[Place]]]


def _ways(
    outer: tuple[str, ...],
    inner: tuple[str, ...],
    wholes: list[Place],
    parts: list[Place],
    tables: Mapping[Place, set[str]],
) -> Iterator[Way]:
    """Yield the ways to add up one level to another: in the same interval, and by the shorter ones of each table."""
    under: dict[tuple[object, ...], list[Place]] = defaultdict(list)
    at = [inner.index(name) for name in outer]
    for part in parts:
        under[tuple(part.values[i] for i in at)].append(part)
    if outer != inner:
        yield [(w, same) for w in wholes if (same := [p for p in under[w.values] if p[2:] == w[2:]])]
    for table in sorted(set().union(*(tables[part] for part in parts))):
        yield [
            (whole, shorter)
            for whole in wholes
            if (shorter := [p for p in under[whole.values] if table in tables[p] and _is_inside(p, whole)])
            and _is_apart(shorter)
            and not (outer != inner and any(p[2:] == whole[2:] for p in under[whole.values]))
        ]


def _is_inside(part: Place, whole: Place) -> bool:
    if not (part.start and part.end and whole.start and whole.end) or part[2:] == whole[2:]:
        return False
    return whole.start <= part.start and part.end <= whole.end


def _is_apart(places: list[Place]) -> bool:
    """Return whether no two intervals have a day in common."""
    days = sorted({(place.start, place.end) for place in places if place.start and place.end})
    return all(end < start for (_, end), (start, _) in pairwise(days))


def part_sums(wholes: Cells, parts: Sequence[Cells]) -> Iterator[Sum]:
    """Yield the sums of the cells of several figures to those of another, wherever these are told."""
    kind = "answers" if len(parts) > 1 else "some"
    for place, whole in wholes.items():
        if own := [cells[place] for cells in parts if place in cells]:
            yield Sum(whole, tuple(own), kind)


def unanswered(place: Place, answers: Sequence[str]) -> Place:
    """Return the place without its answers: what was asked, where and when."""
    kept = [at for at, name in enumerate(place.names) if name not in answers]
    names, values = (place.names[at] for at in kept), (place.values[at] for at in kept)
    return place._replace(names=tuple(names), values=tuple(values))


def unasked(cells: Cells, answers: Sequence[str]) -> dict[Place, list[Cell]]:
    """Return the answers told of each place that isn't told itself: of the whole that they add up to."""
    found: dict[Place, list[Cell]] = defaultdict(list)
    for place, cell in cells.items():
        if (asked := unanswered(place, answers)) not in cells:
            found[asked].append(cell)
    return found


def unimplied(sums: Iterable[Sum], value: Callable[[Cell], float]) -> list[Sum]:
    """Return the sums without those over places that two others imply: to places between, and from these to the parts.

    They tell nothing more, but would tie together what is otherwise apart.
    """
    given = [*dict.fromkeys(sums)]
    full: dict[Cell, list[frozenset[Cell]]] = defaultdict(list)
    for one in given:
        if not missing(value(one.whole), map(value, one.parts)):
            full[one.whole].append(frozenset(one.parts))
    return [one for one in given if one.kind != "places" or not _is_implied(one, full)]


def _is_implied(one: Sum, full: Mapping[Cell, list[frozenset[Cell]]]) -> bool:
    parts = frozenset(one.parts)
    for between in full.get(one.whole, ()):
        if len(between) < len(parts) and not between & parts:
            reached = [next((own for own in full.get(cell, ()) if own <= parts), None) for cell in between]
            if None not in reached and parts == frozenset().union(*reached):  # type: ignore[arg-type]
                return True
    return False
