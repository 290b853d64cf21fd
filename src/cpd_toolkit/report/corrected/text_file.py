"""A CSV file as a workbook, so that its cells can be coloured and commented like those of any other."""

import io

import polars as pl
from xlsxwriter import Workbook

from cpd_toolkit.read.grid import Grid
from cpd_toolkit.report.corrected.markup import Unfit
from cpd_toolkit.report.corrected.sheet_list import LONGEST
from cpd_toolkit.tables.workbook.looks import AS_TEXT

MOST_ROWS = 50_000
LOOKED_AT = 200  # rows that tell how wide a column is
NARROWEST, WIDEST = 9, 60


def as_workbook(grid: Grid, sheet: str) -> bytes:
    """Return a workbook with the same rows, every cell as text: nothing in it is run, dates stay as they were written.

    Args:
        grid: The cells of the file.
        sheet: What to call the sheet: a name under which its table is recognised.

    Raises:
        Unfit: The file has more rows than such a copy may have, or a text that no cell can hold.
    """
    cells = grid.cells.collect()
    longest = cells.select(pl.all().str.len_chars().max()).row(0) if cells.width else ()
    if cells.height > MOST_ROWS:
        raise Unfit("too_large")
    if max((length or 0 for length in longest), default=0) > LONGEST:
        raise Unfit("long_text")
    made = io.BytesIO()
    with Workbook(made, {"in_memory": True}) as book:
        text, page = book.add_format({"num_format": AS_TEXT}), book.add_worksheet(sheet)
        for at, column in enumerate(cells.iter_columns()):
            page.set_column(at, at, _width(column), text)
        for number, row in enumerate(cells.iter_rows()):
            for at, value in enumerate(row):
                if value is not None:
                    page.write_string(number, at, value, text)
    return made.getvalue()


def ranks(grid: Grid) -> dict[int, int]:
    """Return the position of each column that isn't empty among those that aren't."""
    empty = grid.cells.select(pl.all().is_null().all()).collect().row(0)
    return {at: rank for rank, at in enumerate(at for at, none in enumerate(empty) if not none)}


def _width(column: pl.Series) -> int:
    longest = column.head(LOOKED_AT).str.len_chars().max()
    return min(max((longest if isinstance(longest, int) else 0) + 2, NARROWEST), WIDEST)
