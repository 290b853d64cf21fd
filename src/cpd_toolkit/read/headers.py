"""Which row is the header, and which column of the file is which column of the table."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from cpd_toolkit.read.names import plain, squeeze
from cpd_toolkit.tables import Table

LAST_HEADER_ROW = 20
ENOUGH_KNOWN = 2

Unit = Literal["hours", "minutes"]
# Where an imported row came from: kept beside it, and no column of any table.
ORIGIN = ("source_file", "source_row", "source_key")


class Header(NamedTuple):
    """One column of a file."""

    name: str  # as the user wrote it, spaces squeezed
    position: int  # from 0
    column: str | None  # the table's column; None when it is none
    unit: Unit | None = None  # of bare numbers, when a mapping says


def known_names(table: Table, mapping: Mapping[str, str]) -> dict[str, tuple[str, Unit | None]]:
    """Return every header the table knows, in its plain form, with its column and unit."""
    names: dict[str, tuple[str, Unit | None]] = {
        plain(label): (column.name, None) for column in table.columns for label in column.labels()
    }
    for header, target in mapping.items():
        column, _, unit = target.partition(":")
        names[plain(header)] = column, _unit(unit)
    return names


def _unit(word: str) -> Unit | None:
    return "hours" if word == "hours" else "minutes" if word == "minutes" else None


def header_row(rows: list[tuple[str | None, ...]], table: Table, mapping: Mapping[str, str]) -> int:
    """Return the index of the first of the given rows with two known columns, else 0."""
    names = known_names(table, mapping)
    for index, row in enumerate(rows[:LAST_HEADER_ROW]):
        if sum(plain(cell) in names for cell in row if cell) >= ENOUGH_KNOWN:
            return index
    return 0


def read_headers(row: tuple[str | None, ...], table: Table, mapping: Mapping[str, str]) -> list[Header]:
    """Return the headers of a row; of two with the same meaning the first counts."""
    names, headers, taken = known_names(table, mapping), [], set()
    for position, cell in enumerate(row):
        column, unit = names.get(plain(cell or ""), (None, None))
        column = None if column in taken else column
        taken.add(column)
        headers.append(Header(squeeze(cell or ""), position, column, unit))
    return headers


def are_french(headers: list[Header], table: Table) -> bool:
    """Return whether a header is a French label of the table that is not also a dictionary name."""
    names = {plain(column.name) for column in table.columns}
    labels = {plain(column.label.fr) for column in table.columns}
    return any(plain(header.name) in labels - names for header in headers)
