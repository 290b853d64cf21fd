"""Logs with a row a record: a column of the export is a column of ours, with what a tool's log has of its own."""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from cpd_toolkit.read.cells import number
from cpd_toolkit.read.exports.converted import Converted, Left, Record
from cpd_toolkit.read.exports.kind import Context, Entry, Kind
from cpd_toolkit.read.exports.people import NOBODY, identity, is_code
from cpd_toolkit.read.exports.places import Place, as_text, constants, missing
from cpd_toolkit.read.exports.sheet import Sheet, clean
from cpd_toolkit.read.headers import Header, Unit, are_french
from cpd_toolkit.read.names import plain
from cpd_toolkit.tables import TABLES

TEMPLATE = re.compile(r"\{([^{}:]+)(?::0?(\d)d)?\}")
CODED = ("client_id", "respondent_id", "supervisor_id")  # a name there becomes a code


class Row(NamedTuple):
    """A row of a log before it takes its last shape."""

    record: Record  # by column, and what the kind's own fields hold
    entry: Entry
    context: Context
    alone: bool  # whether all rows are of one and the same user


# Turns a row into its records, or says why it gives none.
Shape = Callable[[Row], list[Record] | str]


def read_records(kind: Kind, sheet: Sheet, entry: Entry, context: Context, shape: Shape | None = None) -> Converted:
    """Return the rows of a log.

    Args:
        kind: Its fields that are columns of the table say what each header means.
        sheet: The log.
        entry: `columns` adds headers; a column's own key is the same in every row.
        context: The dossier's word.
        shape: What this log has of its own.
    """
    table = TABLES[as_text(entry.get("table", kind.table))]
    columns = [c.name for c in table.columns]
    places, units = _places(kind, sheet, entry, columns)
    own = {field: Place(kind.find(sheet, field)) for field in kind.fields if field not in columns}
    same = constants(entry, context, columns)
    user = own.get("user", Place()).at
    alone = len({cells[user] for _, cells in sheet.rows} if user is not None else ()) <= 1
    records: list[Record] = []
    left, people = [], {}
    for row, cells in sheet.rows:
        texts = {name: place.read(cells) for name, place in {**own, **places}.items() if place.at is not None}
        who = texts.get("member_id") or texts.get("user") or ""
        people[row] = (who if "@" in who else "", who)
        record: Record = same | _coded(texts, context)
        if "client_id" in entry:
            record["client_id"] = fill(as_text(entry["client_id"]), sheet, cells)
        made = shape(Row(record, entry, context, alone)) if shape else [record]
        if isinstance(made, str):
            left.append(Left(row, made))
        else:
            records += [{name: value for name, value in one.items() if name in columns} | {"row": row} for one in made]
    french = kind.french(sheet) or are_french([Header(name, 0, None) for name in sheet.headers], table)
    used = {name for record in records for name in record if name != "row"} | {
        n for n, p in places.items() if p.at is not None
    }
    at = {column: places[column].at if column in places else None for column in columns if column in used}
    return Converted(
        table.name, sheet, at, records, missing(places.items()), tuple(left), {}, french, units, {}, people
    )


def _places(kind: Kind, sheet: Sheet, entry: Entry, columns: list[str]) -> tuple[dict[str, Place], dict[str, Unit]]:
    """Return where each column comes from, and the unit of its bare numbers."""
    places = {column: Place(kind.find(sheet, column)) for column in columns if column in kind.fields}
    places = {column: place for column, place in places.items() if place.at is not None and column not in entry}
    units: dict[str, Unit] = {}
    for header, target in entry.get("columns", {}).items():
        column, _, unit = target.partition(":")
        at = sheet.find(header)
        places[column] = Place(at) if at is not None else Place(absent=clean(header))
        if unit in ("hours", "minutes"):
            units[column] = "hours" if unit == "hours" else "minutes"
    return places, units


def _coded(texts: Mapping[str, str], context: Context) -> Record:
    return {name: _code(name, text, context) for name, text in texts.items()}


def _code(name: str, text: str, context: Context) -> str:
    """Return a cell; where somebody is named, the code. A member's is never made up: it is decided, or missing."""
    if not text or is_code(text) or name not in (*CODED, "member_id"):
        return text
    if name == "member_id":
        found = context.people(identity(text)) - NOBODY
        return next(iter(found)) if len(found) == 1 else ""
    return context.code(text) if context.code else ""


def fill(template: str, sheet: Sheet, cells: tuple[str, ...]) -> str:
    """Return a code made of other cells of the row: `K{Sr. No.:02d}` is K07 where the number is 7.

    A template without braces is the same in every row; a cell that is empty or no number leaves the code empty.
    """
    filled = True

    def cell(found: re.Match[str]) -> str:
        nonlocal filled
        at = sheet.find(found[1])
        text = "" if at is None else cells[at]
        if found[2]:
            value = number(text)
            text = f"{int(value):0{int(found[2])}d}" if value is not None else ""
        filled = filled and bool(text)
        return text

    code = TEMPLATE.sub(cell, template)
    return code if filled else ""


def same_word(text: str, *words: str) -> bool:
    """Return whether a text holds one of some words, whatever the case and accents."""
    return any(plain(word) in plain(text) for word in words)
