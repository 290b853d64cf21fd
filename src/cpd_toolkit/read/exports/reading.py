"""An export in a data folder, read as its entry in cpd.toml says."""

import hashlib
from pathlib import Path

from cpd_toolkit.read.exports.calendars import ICS, OUTLOOK, read_ics
from cpd_toolkit.read.exports.converted import Converted, source_of
from cpd_toolkit.read.exports.kind import Context, Entry, Kind
from cpd_toolkit.read.exports.logs import LOGS, SPREADSHEET
from cpd_toolkit.read.exports.sheet import Sheet, open_sheets, with_header
from cpd_toolkit.read.exports.surveys import SURVEYS
from cpd_toolkit.read.exports.teams import TEAMS, find_participants
from cpd_toolkit.read.exports.zoom import ZOOM
from cpd_toolkit.read.files import File, Problem
from cpd_toolkit.read.grid import Unreadable
from cpd_toolkit.read.names import plain

# The order matters where a file could be of two kinds: the one that asks for more headers comes first.
KINDS: dict[str, Kind] = {kind.name: kind for kind in (TEAMS, ZOOM, *LOGS, OUTLOOK, *SURVEYS, ICS, SPREADSHEET)}
TEXT_FILES = (".csv", ".tsv", ".txt")
LARGEST = 200_000_000  # bytes


def read_export(path: Path, name: str, entry: Entry, context: Context) -> File:
    """Return an export as a file of the dossier, with its rows in the columns of one of our tables.

    Args:
        path: Where it stands.
        name: As a person reads it.
        entry: Its table under `[imports]`.
        context: What the dossier says to all exports.
    """
    table = KINDS[entry["kind"]].table if "table" not in entry else str(entry["table"])
    try:
        data = read_bytes(path)
        source = source_of(name, convert(data, path.suffix.lower(), entry, context)) if data else None
    except Unreadable as fault:
        return File(name, "", [], [Problem("", 0, "unreadable_file", fault.reason, table)], {table})
    checksum = hashlib.sha256(data).hexdigest()
    problems = [] if source else [Problem("", 0, "empty_file", "", table)]
    return File(name, checksum, [source] if source else [], problems, {table})


def read_bytes(path: Path) -> bytes:
    """Return the bytes of an export.

    Raises:
        Unreadable: The system does not let it be opened, or it is larger than any export.
    """
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError:
        raise Unreadable("not_opened" if path.exists() else "absent") from None
    if len(data) > LARGEST:
        raise Unreadable("too_long")
    return data


def convert(data: bytes, suffix: str, entry: Entry, context: Context) -> Converted:
    """Return what the bytes of an export become.

    Raises:
        Unreadable: They are broken, or no export of the kind that the entry names.
    """
    kind = KINDS[entry["kind"]]
    if kind.read is None:
        return read_ics(data, entry, context)
    return kind.read(kind, find_sheet(data, suffix, kind, entry), entry, context)


def find_sheet(data: bytes, suffix: str, kind: Kind, entry: Entry) -> Sheet:
    """Return the sheet of an export, its header found.

    Raises:
        Unreadable: No sheet has the headers of the kind or of the entry.
    """
    sheet = next(filter(None, (as_kind(s, kind, entry) for s in open_export(data, suffix, kind, entry))), None)
    if sheet is None:
        raise Unreadable("other_export")
    return sheet


def open_export(data: bytes, suffix: str, kind: Kind, entry: Entry) -> list[Sheet]:
    """Return the sheets of an export, or the one that its entry names."""
    if suffix not in (*TEXT_FILES, ".xlsx"):
        raise Unreadable("foreign")
    names = {plain(name) for field in kind.fields.values() for name in field.names}
    sheets = open_sheets(data, suffix, names | {plain(header) for header in mapped(entry)})
    return [sheet for sheet in sheets if entry.get("sheet") in (None, sheet.name)]


def as_kind(sheet: Sheet, kind: Kind, entry: Entry) -> Sheet | None:
    """Return a sheet with its header row, by the tool's own headers or those that the entry names; None without one."""
    if kind is TEAMS:
        return find_participants(sheet)
    marks = [[kind.fields[field].names for field in mark] for mark in kind.marks]
    own = with_header(sheet, marks, kind.depth)
    named = mapped(entry)
    # Two mapped headers in a row are its header; where there is one, that one.
    pairs = [[{first}, {*named} - {first}] for first in named] if len(named) > 1 else [[{header}] for header in named]
    return own or with_header(sheet, pairs, kind.depth)


def mapped(entry: Entry) -> list[str]:
    """Return the headers that an entry names."""
    said = [entry.get(name) for name in ("date", "response_id", "comment", "quote_consent", "respondent_role")]
    named = [text for text in said if isinstance(text, str) and not text.startswith("=")]
    return [*entry.get("items", {}), *entry.get("columns", {}), *named, *entry.get("drop", ())]
