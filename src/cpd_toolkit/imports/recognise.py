"""Which tool's export a file is, and what tells."""

from collections.abc import Iterator
from typing import NamedTuple

from cpd_toolkit.imports.lexicon import known_words
from cpd_toolkit.read.exports.kind import Entry, Kind
from cpd_toolkit.read.exports.reading import KINDS, TEXT_FILES, find_sheet, mapped
from cpd_toolkit.read.exports.sheet import Sheet, open_sheets, with_header
from cpd_toolkit.read.exports.teams import TEAMS, find_participants
from cpd_toolkit.read.grid import Unreadable
from cpd_toolkit.read.headers import LAST_HEADER_ROW, known_names
from cpd_toolkit.read.names import plain
from cpd_toolkit.tables import TABLES, Table

CALENDAR = b"BEGIN:VCALENDAR"
HEAD = 4_096
SHOWN = 3  # headers in a reason


class Recognised(NamedTuple):
    """What a file is taken for."""

    kind: str
    sheet: Sheet | None  # None of a calendar
    tells: tuple[str, ...]  # the file's own headers by which it is known; empty where its shape tells
    table: str
    others: tuple[str, ...] = ()  # names of sheets that hold something and are not read


def recognise(
    data: bytes, suffix: str, kind: str | None = None, table: str | None = None, hint: str | None = None
) -> Recognised:
    """Return what a file is: a known tool's export, else a spreadsheet of somebody's own.

    Args:
        data: The bytes of the file.
        suffix: The end of its name, which tells a workbook from a text.
        kind: The user's word, which wins.
        table: The user's word on what the rows are; of a tool whose exports become something else, it is no export.
        hint: What the name of a spreadsheet says its rows are.

    Raises:
        Unreadable: The file is broken, or not of the kind that the user says.
    """
    if CALENDAR in data[:HEAD].replace(b"\0", b"") or suffix == ".ics" or kind == "ics":
        if kind not in (None, "ics"):
            raise Unreadable("other_export")
        if CALENDAR not in data.replace(b"\0", b""):
            raise Unreadable("not_a_calendar")
        return Recognised("ics", None, (), "supervision")
    if suffix not in (*TEXT_FILES, ".xlsx"):
        raise Unreadable("foreign")
    sheets = open_sheets(data, suffix, _all_names())
    tools = [KINDS[kind]] if kind else [k for k in KINDS.values() if table in (None, k.table)]
    for tool in tools:
        for sheet in sheets:
            found = _as_tool(sheet, tool)
            if found:
                return Recognised(tool.name, found, _tells(tool, found), table or tool.table, _others(sheets, sheet))
    if kind not in (None, "spreadsheet"):
        raise Unreadable("other_export")
    return _as_spreadsheet(sheets, table or hint)


def recognised_by(data: bytes, suffix: str, entry: Entry) -> Recognised:
    """Return what a file is whose entry says how it is read.

    Raises:
        Unreadable: The file is broken, or not what the entry says.
    """
    kind = KINDS[entry["kind"]]
    table = str(entry.get("table", kind.table))
    if kind.read is None:
        return recognise(data, suffix, kind.name)
    sheet = find_sheet(data, suffix, kind, entry)
    named = tuple(header for header in mapped(entry) if sheet.find(header) is not None)
    return Recognised(kind.name, sheet, _tells(kind, sheet) or named[:SHOWN], table)


def _all_names() -> set[str]:
    ours = {name for table in TABLES.values() for name in known_names(table, {})}
    return ours | {plain(n) for kind in KINDS.values() for field in kind.fields.values() for n in field.names}


def _as_tool(sheet: Sheet, tool: Kind) -> Sheet | None:
    if tool is TEAMS:
        return find_participants(sheet)
    return with_header(sheet, [[tool.fields[field].names for field in mark] for mark in tool.marks], tool.depth)


def _tells(tool: Kind, sheet: Sheet) -> tuple[str, ...]:
    """Return the headers by which a tool is known."""
    for mark in tool.marks:
        found = [tool.find(sheet, field) for field in mark]
        if None not in found:
            return tuple(sheet.headers[at] for at in found if at is not None)[:SHOWN]
    return ()


def _as_spreadsheet(sheets: list[Sheet], wanted: str | None) -> Recognised:
    """Return a spreadsheet as the table of which a row names most columns; by the user's word, whatever it names."""
    found = [*_candidates(sheets, wanted)]
    most = max((known for known, _, _ in found), default=0)
    best = [(sheet, table) for known, sheet, table in found if known == most]
    # Nobody guesses between two tables of which a sheet names as many columns.
    if not best or (not wanted and (most < 2 or len({table.name for _, table in best}) > 1)):
        raise Unreadable("no_kind")
    sheet, table = best[0]
    words = known_words(table)
    tells = tuple(header for header in sheet.headers if plain(header) in words)
    return Recognised("spreadsheet", sheet, tells[:SHOWN], table.name, _others(sheets, sheet))


def _others(sheets: list[Sheet], read: Sheet) -> tuple[str, ...]:
    return tuple(sheet.name for sheet in sheets if sheet.name != read.name and any(any(row[1]) for row in sheet.above))


def _candidates(sheets: list[Sheet], wanted: str | None) -> Iterator[tuple[int, Sheet, Table]]:
    """Yield how many columns of a table each row of a sheet's beginning names, the fullest row first among equals."""
    for sheet in sheets:
        for table in [TABLES[wanted]] if wanted else TABLES.values():
            words = known_words(table)
            for _, cells in sheet.above[:LAST_HEADER_ROW]:
                here = {plain(cell) for cell in cells if cell}
                known = {words[cell] for cell in here if cell in words}
                found = with_header(sheet, [[[cell] for cell in cells if cell]])
                if found and len(here) > 1:
                    yield len(known), found, table
