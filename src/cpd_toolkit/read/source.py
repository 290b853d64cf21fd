"""A sheet that holds a table: its headers, its data rows, and where each stands."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import polars as pl

from cpd_toolkit.read.columns import Draft, draft, find_distinct
from cpd_toolkit.read.dates import numeric_pairs
from cpd_toolkit.read.grid import Grid, Unreadable, read_surely
from cpd_toolkit.read.headers import LAST_HEADER_ROW, ORIGIN, Header, are_french, header_row, read_headers
from cpd_toolkit.tables import Table

# A row is passed over when its first cell that is not blank says total; a sieve first, which looks at one cell a row.
TOTAL = r"(?:total|totaux|sous[- ]total|somme|sum|grand total)\b"
BLANK_OR_TOTAL = rf"(?i)^\s*(?:$|{TOTAL})"
TOTAL_ROW = re.compile(rf"\s*{TOTAL}", re.IGNORECASE)
MOST_COLUMNS = 500


class Source(NamedTuple):
    """One table in one sheet of one file."""

    table: Table
    file: str
    sheet: str
    order: int  # of the sheet in its file
    header_row: int  # as the spreadsheet shows it, from 1
    headers: list[Header]
    cells: Draft  # a column a field, `row` and `index`; for wide feedback one row an answer, with `question`
    excel: bool
    french: bool
    wide: bool
    absent: tuple[Header, ...] = ()  # of an export: what cpd.toml names and the file lacks

    def header(self, column: str) -> Header | None:
        """Return the file's own header of a column, or None when the file has none."""
        return next((header for header in self.headers if header.column == column), None)

    @property
    def unknown(self) -> list[Header]:
        """Headers that mean nothing here. In wide feedback those with a text are questions."""
        return [h for h in self.headers if h.column is None and not (self.wide and h.name)]


def read_source(table: Table, file: str, order: int, grid: Grid, mapping: Mapping[str, str]) -> Source | None:
    """Return the table that a sheet holds; None when there is no row of data in it.

    Raises:
        Unreadable: The sheet has more columns than any table of ours.
    """
    return read_surely(grid, lambda sheet: _read(table, file, order, sheet, mapping))


def _read(table: Table, file: str, order: int, grid: Grid, mapping: Mapping[str, str]) -> Source | None:
    if len(grid.cells.collect_schema()) > MOST_COLUMNS:
        raise Unreadable("too_wide")
    head = grid.cells.head(LAST_HEADER_ROW).collect().rows()
    if not head:
        return None
    at = header_row(head, table, mapping)
    headers = [h for h in read_headers(head[at], table, mapping) if h.name or _filled(grid, at, h)]
    headers = [h for h in headers if h.name not in ORIGIN]
    wide = table.name == "feedback" and any(not h.column and h.name for h in headers)
    wide = wide and all(h.column != "item" for h in headers)
    cells = (_answers if wide else _rows)(grid, at, headers, table)
    if cells.values.is_empty():
        return None
    return Source(table, file, grid.sheet, order, at + 1, headers, cells, grid.excel, are_french(headers, table), wide)


def _rows(grid: Grid, at: int, headers: list[Header], table: Table) -> Draft:
    """Return the rows of data behind the header, without those that are blank or totals."""
    texts = grid.cells.rename({f"c{h.position}": h.column for h in headers if h.column})
    names = texts.collect_schema().names()
    lead = pl.coalesce(names)
    suspect = lead.is_null() | lead.str.contains(BLANK_OR_TOTAL)
    fields = {h.column: (table.column(h.column), h.unit) for h in headers if h.column}
    rows = draft(_numbered(texts, at), fields, suspect)
    grid.expect(at + 1 + rows.values.height)
    return rows.without(rows.rest.filter(_passed_over(names))["index"])


def _answers(grid: Grid, at: int, headers: list[Header], table: Table) -> Draft:
    """Return the answers of a file with a column a question, without rows that are blank or totals."""
    body = _numbered(grid.cells, at).collect()
    grid.expect(at + 1 + body.height)
    body = body.filter(~_passed_over(grid.cells.collect_schema().names()))
    fields = [pl.col(f"c{h.position}").alias(h.column) for h in headers if h.column]
    answers = melt(body, fields, [h for h in headers if not h.column and h.name])
    units = {h.column: h.unit for h in headers if h.column} | dict.fromkeys(("item", "score"))
    columns = {name: (table.column(name), unit) for name, unit in units.items()}
    return draft(answers.lazy().with_row_index("index"), columns, pl.lit(False))


def melt(body: pl.DataFrame, fields: list[pl.Expr], questions: list[Header]) -> pl.DataFrame:
    """Return one row an answer of a file with a column a question.

    The comment and its consent go with the first question of the row. A score that names no question is left behind.
    """
    fields = [field for field in fields if field.meta.output_name() != "score"]
    answers = [
        body.select(
            "row",
            *fields,
            item=pl.lit(h.name),
            score=pl.col(f"c{h.position}"),
            question=pl.lit(h.position),
        )
        for h in questions
    ]
    once = [name for name in ("comment", "quote_consent") if name in answers[0].columns]
    others = [answer.with_columns(pl.lit(None, pl.String).alias(name) for name in once) for answer in answers[1:]]
    return pl.concat([answers[0], *others]).sort("row", "question")


def _numbered(texts: pl.LazyFrame, at: int) -> pl.LazyFrame:
    numbered = texts.with_row_index("index").slice(at + 1)
    return numbered.with_columns(row=pl.col("index").cast(pl.Int64) + 1)


def _passed_over(names: Iterable[str]) -> pl.Expr:
    """Return what is true of rows that are blank or totals."""
    lead = pl.coalesce(pl.when(pl.col(name).str.strip_chars() != "").then(pl.col(name)) for name in names)
    return lead.is_null() | lead.str.contains(BLANK_OR_TOTAL)


def _filled(grid: Grid, at: int, header: Header) -> bool:
    texts = grid.cells.slice(at + 1)
    rows = texts.filter(~_passed_over(texts.collect_schema().names()))
    return bool(rows.select((pl.col(f"c{header.position}").str.strip_chars() != "").any()).collect().item())


def numeric_dates(source: Source) -> list[tuple[int, int]]:
    """Return the first and second number of every distinct date written in numbers, day or month first."""
    cells = source.cells.values
    dates = [c.name for c in source.table.columns if c.kind == "date" and c.name in cells.columns]
    return numeric_pairs(text for name in dates for text in find_distinct(cells[name]).cast(pl.String))
