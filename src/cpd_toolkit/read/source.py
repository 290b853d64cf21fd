"""A sheet that holds a table: its headers, its data rows, and where each stands."""

import re
from collections.abc import Mapping
from typing import NamedTuple

import polars as pl

from cpd_toolkit.read.grid import Grid, Unreadable
from cpd_toolkit.read.headers import LAST_HEADER_ROW, Header, are_french, header_row, read_headers
from cpd_toolkit.tables import Table

TOTAL = r"(?i)^(total|totaux|sous[- ]total|somme|sum|grand total)\b"
MOST_COLUMNS = 500
NUMERIC_DATE = re.compile(r"^\s*(\d{1,2})[-/.](\d{1,2})[-/.](?:\d{4}|\d\d)\b")


class Source(NamedTuple):
    """One table in one sheet of one file."""

    table: Table
    file: str
    sheet: str
    order: int  # of the sheet in its file
    header_row: int  # as the spreadsheet shows it, from 1
    headers: list[Header]
    cells: pl.DataFrame  # a column a field, as text, and `row`; for wide feedback one row an answer, with `question`
    excel: bool
    french: bool
    wide: bool

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
    if not grid.cells.width:
        return None
    if grid.cells.width > MOST_COLUMNS:
        raise Unreadable("too_wide")
    at = header_row(grid.cells.head(LAST_HEADER_ROW).rows(), table, mapping)
    body = data_rows(grid.cells.with_row_index("row", offset=1).slice(at + 1))
    if body.is_empty():
        return None
    headers = [h for h in read_headers(grid.cells.row(at), table, mapping) if h.name or _filled(body, h.position)]
    fields = [pl.col(f"c{h.position}").alias(h.column) for h in headers if h.column]
    questions = [h for h in headers if h.column is None and h.name]
    wide = table.name == "feedback" and bool(questions) and all(h.column != "item" for h in headers)
    cells = melt(body, fields, questions) if wide else body.select(pl.col("row").cast(pl.Int64), *fields)
    return Source(table, file, grid.sheet, order, at + 1, headers, cells, grid.excel, are_french(headers, table), wide)


def data_rows(body: pl.DataFrame) -> pl.DataFrame:
    """Return the rows that are neither blank nor totals.

    Only rows whose first cell is blank or looks like a total are looked at cell by cell.
    """
    first = pl.col("c0").fill_null("").str.strip_chars()
    suspect = body.select((first == "") | first.str.contains(TOTAL)).to_series()
    if not suspect.any():
        return body
    trimmed = pl.col("^c\\d+$").str.strip_chars()
    leading = body.filter(suspect).select("row", lead=pl.coalesce(pl.when(trimmed != "").then(trimmed)))
    skipped = leading.filter(pl.col("lead").is_null() | pl.col("lead").str.contains(TOTAL))["row"]
    return body.filter(~pl.col("row").is_in(skipped.implode()))


def melt(body: pl.DataFrame, fields: list[pl.Expr], questions: list[Header]) -> pl.DataFrame:
    """Return one row an answer of a file with a column a question.

    The comment and its consent go with the first question of the row. A score that names no question is left behind.
    """
    fields = [field for field in fields if field.meta.output_name() != "score"]
    answers = [
        body.select(
            pl.col("row").cast(pl.Int64),
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


def numeric_dates(source: Source) -> list[tuple[int, int]]:
    """Return the first and second number of every distinct date written in numbers, day or month first."""
    names = [c.name for c in source.table.columns if c.kind == "date" and c.name in source.cells.columns]
    numeric = [source.cells[name].filter(source.cells[name].str.contains(NUMERIC_DATE.pattern)) for name in names]
    matches = [NUMERIC_DATE.match(text) for texts in numeric for text in texts.unique()]
    return [(int(found[1]), int(found[2])) for found in matches if found]


def _filled(body: pl.DataFrame, position: int) -> bool:
    return bool((body[f"c{position}"].str.strip_chars() != "").any())
