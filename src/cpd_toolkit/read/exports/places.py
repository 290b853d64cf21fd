"""Where the value of a column comes from: a column of the export, a word of cpd.toml, or nowhere."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from cpd_toolkit.read.exports.kind import Context, Entry, Kind
from cpd_toolkit.read.exports.sheet import Sheet, clean

ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
CONSTANT = "="


class Place(NamedTuple):
    """Where one column comes from."""

    at: int | None = None  # position in the export
    constant: str = ""
    absent: str = ""  # the header that cpd.toml names and the export lacks

    def read(self, cells: tuple[str, ...]) -> str:
        """Return the text for a row."""
        return self.constant if self.at is None else cells[self.at]


def as_text(value: Any) -> str:
    """Return a value of cpd.toml as a cell would hold it.

    Example:
        >>> as_text(True), as_text(90), as_text(2.5), as_text("group")
        ('true', '90', '2.5', 'group')
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)


def locate(kind: Kind, sheet: Sheet, entry: Entry, column: str) -> Place:
    """Return the place of a column that a header gives: the entry's, else the tool's own.

    A day written out, or a text behind `=`, is the same in every row.
    """
    said = entry.get(column)
    if said is None:
        return Place(kind.find(sheet, column))
    text = as_text(said)
    if text.startswith(CONSTANT) or ISO_DAY.fullmatch(text):
        return Place(constant=text.removeprefix(CONSTANT))
    at = sheet.find(text)
    return Place(at) if at is not None else Place(absent=clean(text))


def constants(entry: Entry, context: Context, columns: Iterable[str]) -> dict[str, str]:
    """Return the columns that are the same in every row, the dossier's own member among them."""
    own = {"member_id": context.member_id} if context.member_id else {}
    said = own | {column: entry[column] for column in columns if column in entry}
    return {column: as_text(value).removeprefix(CONSTANT) for column, value in said.items()}


def missing(places: Iterable[tuple[str, Place]]) -> tuple[tuple[str, str], ...]:
    """Return the header and column of every place that the export lacks."""
    return tuple((place.absent, column) for column, place in places if place.absent)
