"""Names of rows by what they say, so that a decision finds them again wherever they stand."""

import hashlib
import json
from collections.abc import Sequence

import polars as pl

LENGTH = 20  # hexadecimal digits: two of a million rows share a name once in 10^12 dossiers
OCCURRENCE = "occurrence"


def keyed(table: str, rows: pl.DataFrame, content: Sequence[str]) -> pl.Series:
    """Return the name of each row: of its table, its content, and how many rows before it say the same.

    Rows that say the same may change places without anyone noticing; so do their names.

    Args:
        table: The table.
        rows: In the order of the files.
        content: The columns that tell what a row is about, not its notes.

    Example:
        >>> rows = pl.DataFrame({"date": ["a", "b", "a"]})
        >>> len(set(keyed("supervision", rows, ["date"]))), keyed("supervision", rows[::-1], ["date"])[1] == keyed(
        ...     "supervision", rows, ["date"]
        ... )[1]
        (3, True)
    """
    told = rows.select(*content, pl.int_range(pl.len()).over(content).alias(OCCURRENCE))
    return pl.Series([_digest(table, row) for row in told.iter_rows()], dtype=pl.String)


def _digest(table: str, row: Sequence[object]) -> str:
    told = json.dumps([table, *(None if value is None else str(value) for value in row)])
    return hashlib.sha256(told.encode()).hexdigest()[:LENGTH]
