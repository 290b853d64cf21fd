"""What every reader gives: the cells of a sheet as text, in place."""

from collections.abc import Callable
from typing import NamedTuple, TypeVar

import polars as pl

Made = TypeVar("Made")


class Grid(NamedTuple):
    """One sheet as its user sees it: row n of the frame is row n + 1 of the spreadsheet."""

    sheet: str  # empty for a CSV file
    cells: pl.LazyFrame  # columns c0, c1, ... of text; null where a cell is empty
    excel: bool = False
    records: int | None = None  # of a quick reading: the rows counted in another way
    again: "Callable[[], Grid] | None" = None  # of a quick reading: reads record by record

    def expect(self, height: int) -> None:
        """Refuse a quick reading that does not have the rows that were counted.

        Raises:
            Miscounted: So that the sheet is read again.
        """
        if self.records not in (None, height):
            raise Miscounted


class Unreadable(Exception):
    """A file that can't be opened; `reason` is a key of the catalog's [unreadable] table."""

    def __init__(self, reason: str) -> None:
        """Keep the reason and nothing of the file."""
        super().__init__(reason)
        self.reason = reason


class Miscounted(Exception):
    """A quick reading whose rows are not those of the file."""


def read_surely(grid: Grid, make: Callable[[Grid], Made]) -> Made:
    """Return what is made of a grid, of its reading record by record when the quick one fails.

    Example:
        >>> read_surely(grid_of([["a"], ["b"]]), lambda grid: grid.cells.collect().height)
        2
    """
    try:
        return make(grid)
    except (pl.exceptions.PolarsError, Miscounted):
        if grid.again is None:
            raise
    return make(grid.again())


def grid_of(records: list[list[str]], sheet: str = "") -> Grid:
    """Return a grid of records of unequal length; empty texts become null."""
    width = max(map(len, records), default=0)
    columns = {
        f"c{i}": pl.Series([record[i] or None if i < len(record) else None for record in records], dtype=pl.String)
        for i in range(width)
    }
    return Grid(sheet, pl.LazyFrame(columns))
