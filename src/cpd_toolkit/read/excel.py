"""Workbooks: looked over, then parsed in a child process with memory and time limits.

A small file can abort the parser's whole process or fill the memory, without an exception to catch.
"""

import io
import json
import os
import struct
import subprocess
import sys

import polars as pl

from cpd_toolkit.read.container import inspect
from cpd_toolkit.read.grid import Grid, Unreadable

SECONDS = 60
MEMORY = 4 * 1024**3  # bytes of address space
LENGTH = struct.Struct("<Q")


def read_excel(data: bytes) -> list[Grid]:
    """Return every sheet of a workbook, in order, as text.

    Dates and times come as ISO text, numbers with a point, booleans as true and false.

    Raises:
        Unreadable: The workbook is broken, locked, too large, or its parser died.
    """
    inspect(data)
    child = [sys.executable, "-c", "from cpd_toolkit.read.excel import parse_stdin; parse_stdin()"]
    try:
        done = subprocess.run(
            child, input=data, capture_output=True, timeout=SECONDS, env=_environment(), check=True
        ).stdout
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        raise Unreadable("not_a_workbook") from None
    return list(_unpack(io.BytesIO(done)))


def parse_stdin() -> None:
    """Parse the workbook on standard input and write its sheets to standard output; runs in the child."""
    _limit()
    import fastexcel

    book = fastexcel.read_excel(sys.stdin.buffer.read())
    for name in book.sheet_names:
        # Without skip_rows the leading empty rows go, and row numbers with them.
        cells = book.load_sheet(name, header_row=None, skip_rows=0, dtypes="string").to_polars()
        # A lone cell far to the right makes thousands of columns without any.
        _pack(name, cells.select(column for column in cells if column.null_count() < len(column)))


def _limit() -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _environment() -> dict[str, str]:
    return os.environ | {"POLARS_MAX_THREADS": "1", "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


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
