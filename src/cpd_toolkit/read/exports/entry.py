"""What an entry under [imports] may say, by kind."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from cpd_toolkit.read.columns import enum_words
from cpd_toolkit.read.exports.reading import KINDS
from cpd_toolkit.read.names import plain
from cpd_toolkit.tables import TABLES, Table

UNITS = ("hours", "minutes")
HOLE = "?"


class Fault(NamedTuple):
    """A key or value of an entry that is not understood."""

    key: str
    known: tuple[str, ...] = ()  # of an unknown key or word: those that are known
    allowed: str = ""  # of a wrong value: a key of the catalog's [dossier.allowed]


def _is_number(value: Any) -> bool:
    return type(value) in (int, float)


def _is_text(value: Any) -> bool:
    return type(value) is str


def _by_text(good: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, dict) and all(map(good, value.values()))


def _is_scale(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(map(_is_number, value))


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _is_day(value: Any) -> bool:
    return type(value) is date or (_is_text(value) and re.fullmatch(r"\d{4}-\d\d-\d\d", value) is not None)


# key -> whether a value fits, and what is allowed
EVERYWHERE = {
    "kind": (_is_text, "text"),
    "table": (_is_text, "text"),
    "sheet": (_is_text, "text"),
    "date_order": (lambda value: value in ("day-first", "month-first"), "one_of_day_first_month_first"),
    "drop": (_are_texts, "texts"),
}
SURVEY = {
    "items": (_by_text(_is_text), "texts_by_key"),
    "scores": (_by_text(_is_number), "numbers_by_key"),
    "roles": (_by_text(_is_text), "texts_by_key"),
    "scales": (_by_text(_is_scale), "scales"),
}
ATTENDANCE = {
    "people": (_by_text(_is_text), "texts_by_key"),
    "facilitators": (_are_texts, "texts"),
    "ignore": (_are_texts, "texts"),
    "min_share": (lambda value: _is_number(value) and 0 <= value <= 1, "share"),
    "duration_minutes": (lambda value: type(value) is int and 0 < value <= 1440, "minutes"),
}
CALENDAR = {
    "keyword": (
        lambda value: (_is_text(value) and value.strip() != "") or (_are_texts(value) and value != []),
        "texts",
    ),
    "until": (_is_day, "day_or_text"),
}
LOG = {
    "columns": (_by_text(_is_text), "texts_by_key"),
    "course_hours": (_by_text(_is_number), "numbers_by_key"),
    "people": (_by_text(_is_text), "texts_by_key"),
}
CONSTANT = (lambda value: type(value) in (str, int, float, bool, date), "constant")


def keys_of(kind: str) -> dict[str, tuple[Callable[[Any], bool], str]]:
    """Return every key that an entry of a kind may have."""
    table = KINDS[kind].table
    tables = TABLES.values() if kind == "spreadsheet" else [TABLES[table]]
    columns = {column.name: CONSTANT for table in tables for column in table.columns}
    if table == "feedback":
        return columns | EVERYWHERE | SURVEY
    if kind in ("ics", "outlook-csv"):
        return columns | EVERYWHERE | CALENDAR
    return columns | EVERYWHERE | (ATTENDANCE if kind.startswith(("zoom", "teams")) else LOG)


def faults(entry: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield what is not understood in an entry.

    Example:
        >>> [fault.key for fault in faults({"kind": "ics", "keywrd": "supervision"})]
        ['keywrd']
    """
    if entry.get("kind") not in KINDS:
        yield Fault("kind" if "kind" not in entry else str(entry["kind"]), tuple(KINDS))
        return
    known = keys_of(entry["kind"])
    for key, value in entry.items():
        if key not in known:
            yield Fault(key, tuple(known))
        elif _has_hole(value):
            yield Fault(key, allowed="filled")
        elif not known[key][0](value):
            yield Fault(key, allowed=known[key][1])
    yield from _wrong_words(entry)


def _has_hole(value: Any) -> bool:
    """Return whether something still has to be filled in: an import that could not ask writes `?` there."""
    parts = [*value, *value.values()] if isinstance(value, dict) else value if isinstance(value, list) else [value]
    return any(part == HOLE or str(part).endswith(f":{HOLE}") for part in parts)


def _wrong_choices(entry: Mapping[str, Any], table: Table) -> Iterator[Fault]:
    """Yield words that are the same in every row and none of their column's; of a form they may be headers."""
    for column in table.columns if table.name != "feedback" else ():
        said = entry.get(column.name)
        if (
            column.kind == "enum"
            and isinstance(said, str)
            and plain(said.removeprefix("=")) not in enum_words(column.choices)
        ):
            yield Fault(said, tuple(choice.code for choice in column.choices))


def _wrong_words(entry: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield tables and columns that are none of ours."""
    table = entry.get("table", KINDS[entry["kind"]].table)
    if table not in TABLES:
        yield Fault(str(table), tuple(TABLES))
        return
    yield from _wrong_choices(entry, TABLES[table])
    if isinstance(entry.get("columns"), dict):
        names = tuple(column.name for column in TABLES[table].columns)
        for header, target in entry["columns"].items():
            column, colon, unit = str(target).partition(":")
            if column not in names:
                yield Fault(column, names)
            elif colon and unit not in UNITS:
                yield Fault(f"columns.{header}", allowed="unit")
