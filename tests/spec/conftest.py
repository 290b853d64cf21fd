"""Rows as a coach would write them: a table in the test, one line a row, empty cells empty."""

from collections.abc import Callable
from datetime import date
from typing import Any

import polars as pl
import pytest

from cpd_toolkit.tables import TABLES
from cpd_toolkit.tables.schema import dtypes

READ: dict[str, Callable[[str], Any]] = {
    "date": date.fromisoformat,
    "minutes": int,
    "integer": int,
    "number": float,
    "hours": float,
    "boolean": {"yes": True, "no": False}.__getitem__,
    "articles": lambda cell: sorted({int(number) for number in cell.split()}),
}


def typed_rows(table: str, text: str) -> pl.DataFrame:
    """The accepted rows of a table: member C1 unless said, scale 1 to 5 unless said, rows counted from 2."""
    kinds = {column.name: column.kind for column in TABLES[table].columns}
    head, *lines = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    given = {"member_id": "C1"} | ({"scale_min": 1.0, "scale_max": 5.0} if table == "feedback" else {})
    rows = []
    for number, line in enumerate(lines, start=2):
        cells = {name: READ.get(kinds[name], str)(cell) for name, cell in zip(head, line, strict=True) if cell}
        rows.append(given | cells | {"file": f"{table}.csv", "sheet": "", "row": number})
    return pl.DataFrame(rows, dtypes(TABLES[table]))


@pytest.fixture
def rows() -> Callable[[str, str], pl.DataFrame]:
    """Write a table as text, get its typed rows."""
    return typed_rows


@pytest.fixture
def told() -> Callable[..., dict[str, Any]]:
    """Tell `measure: value` of a result table, or `(keys): value` when it has group columns."""

    def read(result: pl.DataFrame, *keys: str) -> dict[Any, float | None]:
        told_rows = ((tuple(names), value) for *names, value in result.select(*keys, "measure", "value").iter_rows())
        return {names[0] if len(names) == 1 else names: value for names, value in told_rows}

    return read
