"""What an export becomes: rows in dictionary columns, each with its place in the export."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import polars as pl

from cpd_toolkit.read.columns import draft
from cpd_toolkit.read.exports.sheet import Sheet
from cpd_toolkit.read.headers import Header, Unit
from cpd_toolkit.read.source import Source
from cpd_toolkit.tables import TABLES

CONSTANT = 9_000  # position of a column that the export does not have
Record = dict[str, Any]  # texts by column, with `row`, and `question` for an answer


class Left(NamedTuple):
    """A row of the export that becomes nothing."""

    row: int
    reason: str  # a key of the catalog's [imports.left] table
    choices: tuple[str, ...] = ()  # codes between which nobody guesses


class Converted(NamedTuple):
    """An export as rows of one of our tables."""

    table: str
    sheet: Sheet
    places: Mapping[str, int | None]  # column -> its position in the export; None for a constant
    records: list[Record]
    absent: tuple[tuple[str, str], ...] = ()  # header and column that cpd.toml names and the export lacks
    left: tuple[Left, ...] = ()
    joined: Mapping[int, int] = {}  # row -> the row of the record that it went into
    french: bool = False
    units: Mapping[str, Unit] = {}  # of bare numbers, by column
    candidates: Mapping[int, frozenset[str]] = {}  # row -> the codes that fit who is named there
    people: Mapping[int, tuple[str, str]] = {}  # row -> e-mail address and name of who is meant; kept nowhere


def source_of(file: str, found: Converted) -> Source | None:
    """Return the rows as any other table is read; None when there are none and nothing is missing."""
    if not found.records and not found.absent:
        return None
    table, sheet = TABLES[found.table], found.sheet
    asked = "item" in found.places
    headers = [
        Header(column if at is None else sheet.headers[at], CONSTANT + i if at is None else at, column, unit)
        for i, (column, at, unit) in enumerate(_own(found))
    ]
    questions = sorted({int(record["question"] or 0) for record in found.records} if asked else ())
    headers += [Header(sheet.headers[at], at, None) for at in questions]
    fields = {column: (table.column(column), found.units.get(column)) for column in found.places}
    cells = draft(_frame(found, asked), fields, pl.lit(False))
    return Source(
        table,
        file,
        sheet.name,
        sheet.order,
        sheet.header_row,
        headers,
        cells,
        sheet.excel,
        found.french,
        wide=asked,
        absent=tuple(Header(header, CONSTANT + i, column) for i, (header, column) in enumerate(found.absent)),
    )


def _own(found: Converted) -> list[tuple[str, int | None, Unit | None]]:
    # An answer stands under its question's header, which is no column's.
    own = [(column, at) for column, at in found.places.items() if column not in ("item", "score")]
    return [(column, at, found.units.get(column)) for column, at in own]


def _frame(found: Converted, asked: bool) -> pl.LazyFrame:
    texts: dict[str, pl.DataType] = {name: pl.String() for name in found.places}
    places: dict[str, pl.DataType] = {name: pl.Int64() for name in (["row", "question"] if asked else ["row"])}
    rows = {
        name: [int(r[name] or 0) if name in places else r.get(name) or None for r in found.records]
        for name in (*places, *texts)
    }
    return pl.LazyFrame(rows, schema=places | texts).with_row_index("index")
