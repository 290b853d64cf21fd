"""Kinds of records a plan may ask for: the atoms of what the rules say of records.

Two codes that no rule tells apart are one, and a field that no rule needs is left open. An open field counts as it
does for a record that doesn't state it: whatever a person chooses there, the record counts at least as much.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby, pairwise, product
from typing import Any, NamedTuple

import polars as pl

from cpd_toolkit.requirements.choices import FIELDS, TABLE_OF
from cpd_toolkit.requirements.pack import AnyRule, Count, Valid, Where
from cpd_toolkit.tables import TABLES
from cpd_toolkit.tables.schema import dtypes
from cpd_toolkit.tables.training import WITHOUT_HOURS

SOURCES = {  # what a plan may ask for -> the sources of requirements that it gives to
    "supervision": ("supervision",),
    "training": ("training",),
    "reflection": ("reflection",),
    "feedback": ("feedback",),
    "practice": ("practice",),
    "document": ("evidence",),
}
TABLE = dict(zip(SOURCES, ("supervision", "training", "training", "feedback", "practice", "evidence"), strict=True))
SIZED = {"supervision": ("group", "peer"), "practice": ("group", "team")}  # formats of several people
SMALLEST, LARGEST = 2, 30  # people in a group
HOURS = {"supervision": ("duration_minutes", 60), "training": ("hours", 1), "practice": ("paid_hours", 1)}
LONGEST = {
    what: bounds[1] / unit for what, (name, unit) in HOURS.items() if (bounds := TABLES[what].column(name).bounds)
}
PLANNED_FILE = "+"  # no file of a dossier is called so

Fields = Mapping[str, tuple[Any, ...]]


class Kind(NamedTuple):
    """Records that count alike under every rule."""

    what: str
    fields: Fields  # by column, the values that do; a column that isn't there may hold any

    @property
    def table(self) -> str:
        """The table of such a record."""
        return TABLE[self.what]

    @property
    def longest(self) -> float:
        """The most hours that one record may hold; 0 for records without hours."""
        return LONGEST.get(self.what, 0.0)

    @property
    def may_be_empty(self) -> bool:
        """Whether a record may have no hours."""
        return not self.longest or self.fields.get("category", ("",))[0] in WITHOUT_HOURS

    def record(self, member: str, number: int, day: date, hours: float, until: date) -> dict[str, Any]:
        """Return a typed row of this kind, in its table's columns; codes of people in it are new ones."""
        place = {"member_id": member, "file": PLANNED_FILE, "sheet": "", "row": number}
        stated = {name: values[0] for name, values in self.fields.items()}
        return place | stated | self._own(f"{PLANNED_FILE}{number}", day, hours, until)

    def _own(self, code: str, day: date, hours: float, until: date) -> dict[str, Any]:
        match self.what:
            case "supervision":
                peer = self.fields.get("format") == ("peer",) and self.fields.get("supervisor_qualified") != (True,)
                return {
                    "date": day,
                    "duration_minutes": round(hours * 60),
                    "supervisor_id": None if peer else code,
                }
            case "training" | "reflection":
                return {"start_date": day, "hours": hours}
            case "feedback":
                return {"date": day, "response_id": code, "respondent_id": code, "item": ""}
            case "practice":
                return {"start_date": day, "end_date": day, "paid_hours": hours, "client_id": code}
            case _:
                return {"date": day, "valid_until": until}


def typed(kind_rows: Iterable[tuple[str, dict[str, Any]]]) -> dict[str, pl.DataFrame]:
    """Return rows, each with the name of its table, as typed frames by table."""
    ordered = sorted(kind_rows, key=lambda one: one[0])
    by_table = groupby(ordered, key=lambda one: one[0])
    return {name: pl.DataFrame([row for _, row in rows], dtypes(TABLES[name])) for name, rows in by_table}


def counts(rule: AnyRule) -> Count | None:
    """Return what a rule counts; a rule on documents counts those of its kinds."""
    if isinstance(rule, Valid):
        return Count(of=("evidence",), unit="records", where=Where(kind=rule.documents))
    return rule.count


def kinds(rules: Sequence[AnyRule]) -> list[Kind]:
    """Return every kind of record that these rules tell apart, the least stated first.

    Example:
        >>> from cpd_toolkit.requirements.pack import Span
        >>> count = Count(of=("supervision",), unit="hours", where=Where(format=("individual", "group")))
        >>> [dict(kind.fields) for kind in kinds([Span.model_construct(count=count)])]
        [{}, {'format': ('individual', 'group')}, {'format': ('peer',)}]
    """
    counted = [count for rule in rules if (count := counts(rule))]
    sources = {source for count in counted for source in count.of}
    wanted = [what for what, given in SOURCES.items() if sources & {*given}]
    made = [kind for what in wanted for kind in _kinds_of(what, counted)]
    return sorted(made, key=lambda kind: len(kind.fields))


def _kinds_of(what: str, counted: Sequence[Count]) -> Iterator[Kind]:
    if what == "reflection":
        yield Kind(what, {"category": ("reflection",)})
        return
    table = TABLE[what]
    columns = [*(name for name in FIELDS if table in TABLE_OF[name]), "supervisor_qualified", "group_size"]
    had = [name for name in columns if any(column.name == name for column in TABLES[table].columns)]
    for chosen in product(*(_values(name, table, counted) for name in had)):
        kind = Kind(what, {name: values for name, values in zip(had, chosen, strict=True) if values})
        if "group_size" not in kind.fields or kind.fields.get("format", SIZED[what])[0] in SIZED[what]:
            yield kind


def _values(name: str, table: str, counted: Sequence[Count]) -> list[tuple[Any, ...]]:
    """Return the sets of values of a column that no rule tells apart, and first the empty set: left open."""
    if name == "group_size":
        return [(), *_sizes(counted)]
    wheres = [where for count in counted for where in count.conditions]
    if name == "supervisor_qualified":
        return [(), (True,), (False,)] if any(where.supervisor_qualified is not None for where in wheres) else [()]
    codes = [choice.code for choice in TABLES[table].column(name).choices]
    alone = any(name in singled(count) for count in counted)
    sets = [set(getattr(where, name)) for where in wheres if getattr(where, name)]
    if not sets and not alone:
        return [()]
    marks: dict[Any, list[str]] = {}
    for code in codes:
        marks.setdefault(code if alone else tuple(code in one for one in sets), []).append(code)
    return [(), *map(tuple, marks.values())]


def singled(count: Count) -> set[str]:
    """Return the columns each of whose values stands for itself: those of caps on each value, and the distinct one."""
    return {name for name in (count.distinct, *(cap.each for cap in count.caps)) if name}


def _sizes(counted: Sequence[Count]) -> list[tuple[int, ...]]:
    """Return the sizes of groups that no rule tells apart; where hours are divided by it, the smallest of them."""
    wheres = [where for count in counted for where in count.conditions]
    edges = {where.group_size_from for where in wheres if where.group_size_from}
    edges |= {where.group_size_to + 1 for where in wheres if where.group_size_to}
    divided = any(entry.divided for count in counted for entry in count.credit)
    if not edges and not divided:
        return []
    ends = sorted({SMALLEST, LARGEST + 1, *(edge for edge in edges if SMALLEST < edge <= LARGEST)})
    return [(first,) if divided else tuple(range(first, end)) for first, end in pairwise(ends)]
