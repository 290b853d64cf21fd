"""What every reader gives: the cells of a sheet as text, in place."""

from typing import NamedTuple

import polars as pl


class Grid(NamedTuple):
    """One sheet as its user sees it: row n of the frame is row n + 1 of the spreadsheet."""

    sheet: str  # empty for a CSV file
    cells: pl.DataFrame  # columns c0, c1, ... of text; null where a cell is empty
    excel: bool = False


class Unreadable(Exception):
    """A file that can't be opened; `reason` is a key of the catalog's [unreadable] table."""

    def __init__(self, reason: str) -> None:
        """Keep the reason and nothing of the file."""
        super().__init__(reason)
        self.reason = reason


def grid_of(records: list[list[str]], sheet: str = "") -> Grid:
    """Return a grid of records of unequal length; empty texts become null."""
    width = max(map(len, records), default=0)
    columns = {
        f"c{i}": pl.Series([record[i] or None if i < len(record) else None for record in records], dtype=pl.String)
        for i in range(width)
    }
    return Grid(sheet, pl.DataFrame(columns))
