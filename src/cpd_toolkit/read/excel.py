"""Workbooks: looked over, then parsed in a child process with memory and time limits.

A small file can abort the parser's whole process or fill the memory, without an exception to catch.
"""

import io
import json
import struct
import sys

import polars as pl

from cpd_toolkit.read.child import limit_memory, run_in_child
from cpd_toolkit.read.container import inspect
from cpd_toolkit.read.grid import Grid

LENGTH = struct.Struct("<Q")


def read_excel(data: bytes) -> list[Grid]:
    """Return every sheet of a workbook, in order, as text.

    Dates and times come as ISO text, numbers with a point, booleans as true and false.

    Raises:
        Unreadable: The workbook is broken, locked, too large, or its parser died.
    """
    inspect(data)
    return list(_unpack(io.BytesIO(run_in_child(__name__, "parse_stdin", data, "not_a_workbook"))))


def parse_stdin() -> None:
    """Parse the workbook on standard input and write its sheets to standard output; runs in the child."""
    limit_memory()
    import fastexcel

    book = fastexcel.read_excel(sys.stdin.buffer.read())
    for name in book.sheet_names:
        # Without skip_rows the leading empty rows go, and row numbers with them.
        cells = book.load_sheet(name, header_row=None, skip_rows=0, dtypes="string").to_polars()
        # A lone cell far to the right makes thousands of columns without any.
        _pack(name, cells.select(column for column in cells if column.null_count() < len(column)))


def _pack(name: str, cells: pl.DataFrame) -> None:
    buffer = io.BytesIO()
    cells.rename({old: f"c{i}" for i, old in enumerate(cells.columns)}).write_ipc(buffer)
    for part in (json.dumps(name).encode(), buffer.getvalue()):
        sys.stdout.buffer.write(LENGTH.pack(len(part)) + part)


def _unpack(stream: io.BytesIO) -> "list[Grid]":
    def part() -> bytes:
        return stream.read(LENGTH.unpack(stream.read(LENGTH.size))[0])

    grids = []
    while stream.tell() < stream.getbuffer().nbytes:
        name = json.loads(part())
        grids.append(Grid(name, pl.read_ipc(io.BytesIO(part())).lazy(), excel=True))
    return grids
