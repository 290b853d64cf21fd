"""The files of a data folder: which hold tables, and what could not be opened."""

import hashlib
import os
import unicodedata
from collections.abc import Callable, Container, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import polars as pl

from cpd_toolkit.read.delimited import read_delimited
from cpd_toolkit.read.excel import read_excel
from cpd_toolkit.read.grid import Grid, Unreadable
from cpd_toolkit.read.headers import known_names
from cpd_toolkit.read.names import starts_with_any
from cpd_toolkit.read.parquet import read_parquet
from cpd_toolkit.read.source import Source, read_source
from cpd_toolkit.tables import TABLES, Table
from cpd_toolkit.tables.shared import READ_ME

READERS: dict[str, Callable[[bytes, Container[str]], list[Grid]]] = {
    ".csv": lambda data, names: [read_delimited(data, names)],
    ".tsv": lambda data, names: [read_delimited(data, names)],
    ".xlsx": lambda data, _: read_excel(data),
    ".parquet": lambda data, _: [read_parquet(data)],
}
NOTHING = Grid("", pl.LazyFrame())  # what a file of no bytes holds
# Spreadsheets that people have and that must be saved as another kind first.
FOREIGN = (".xls", ".xlsm", ".xlsb", ".ods", ".numbers")
COPY_ENDS = (".xlsx", ".corrected.xlsx")  # behind the name of a CSV file: its copy with the cells to correct


class Problem(NamedTuple):
    """A file or sheet that gave no rows."""

    sheet: str
    order: int
    rule: str  # unreadable_file, empty_file or file_twice
    reason: str  # a key of the catalog's [unreadable] table; empty for an empty file; the name of the other file
    table: str | None


class File(NamedTuple):
    """One file of the data folder."""

    name: str
    checksum: str  # SHA-256 of its bytes
    sources: list[Source]
    problems: list[Problem]
    recognised: set[str]  # names of the tables it is taken for


class Wishes(NamedTuple):
    """What the user's configuration says about files."""

    tables: Mapping[str, str] = {}  # file or book#Sheet -> table
    columns: Mapping[str, Mapping[str, str]] = {}  # table -> header -> column
    exports: Mapping[str, Callable[[Path, str], File]] = {}  # file -> what reads it as another tool's export


NO_WISHES = Wishes()


def read_files(folder: Path, wishes: Wishes = NO_WISHES) -> list[File]:
    """Return the files of a folder that hold tables, by name; what matches nothing is left alone.

    Workbooks are parsed in processes of their own, side by side.
    """
    paths = [path for path in folder.glob("*") if _is_file(path)]
    paths.sort(key=lambda path: shown(path.name))
    with ThreadPoolExecutor(max_workers=2) as pool:
        files = pool.map(lambda path: read_file(path, wishes), paths)
        return _once([file for file in files if file.recognised or file.problems])


def _once(files: list[File]) -> list[File]:
    """Return the files, without rows those beside which their own corrected copy stands."""
    names = {file.name for file in files}
    copies = [next((copy for mark in COPY_ENDS if (copy := file.name + mark) in names), None) for file in files]
    return [_left_out(file, copy) if copy else file for file, copy in zip(files, copies, strict=True)]


def _left_out(file: File, copy: str) -> File:
    twice = Problem("", 0, "file_twice", copy, next(iter(file.recognised), None))
    return file._replace(checksum="", sources=[], problems=[*file.problems, twice])


def _is_file(path: Path) -> bool:
    # A link that leads nowhere is a file that can't be opened. A pipe would never end.
    return path.is_file() or (path.is_symlink() and not path.exists())


def shown(name: str) -> str:
    """Return a file's name as a person reads it: accents composed, a mark for bytes that are no text."""
    return unicodedata.normalize("NFC", os.fsencode(name).decode(errors="replace"))


def read_file(path: Path, wishes: Wishes) -> File:
    """Return one file with its tables and problems; a file that is none of ours comes back without either."""
    name, suffix = shown(path.name), path.suffix.lower()
    if name in wishes.exports:
        return wishes.exports[name](path, name)
    by_name = recognise(path.stem, wishes.tables.get(name))
    # A workbook's tables may be told by its sheets, so it is opened whatever its name.
    if (not by_name and suffix != ".xlsx") or name.startswith(("~$", ".")) or suffix not in (*READERS, *FOREIGN):
        return File(name, "", [], [], set())
    try:
        data = path.read_bytes()
        grids = _read(data, suffix, by_name, wishes) if data else [NOTHING]
    except (Unreadable, OSError) as fault:
        reason = fault.reason if isinstance(fault, Unreadable) else "not_opened"
        problem = Problem("", 0, "unreadable_file", reason, by_name and by_name.name)
        return File(name, "", [], [problem], {by_name.name} if by_name else set())
    tables = list(_tables(name, by_name, grids, wishes))
    read = [_read_sheet(name, *table, wishes) for table in tables]
    return File(
        name,
        hashlib.sha256(data).hexdigest() if tables else "",
        [part for part in read if isinstance(part, Source)],
        [part for part in read if isinstance(part, Problem)],
        {table.name for _, table, _ in tables},
    )


def _read(data: bytes, suffix: str, table: Table | None, wishes: Wishes) -> list[Grid]:
    if suffix in FOREIGN:
        raise Unreadable("foreign")
    return READERS[suffix](data, known_names(table, wishes.columns.get(table.name, {})) if table else ())


def _tables(name: str, by_name: Table | None, grids: list[Grid], wishes: Wishes) -> Iterator[tuple[int, Table, Grid]]:
    """Give every sheet that holds a table: by the user's word, its own name, or the file's for the first sheet."""
    for order, grid in enumerate(grids):
        of_file = wishes.tables.get(name) if order == 0 else None
        named_by_file = by_name if order == 0 and grid.sheet not in READ_ME else None
        table = recognise(grid.sheet, wishes.tables.get(f"{name}#{grid.sheet}", of_file)) or named_by_file
        if table:
            yield order, table, grid


def _read_sheet(name: str, order: int, table: Table, grid: Grid, wishes: Wishes) -> Source | Problem:
    try:
        source = read_source(table, name, order, grid, wishes.columns.get(table.name, {}))
    except Unreadable as fault:
        return Problem(grid.sheet, order, "unreadable_file", fault.reason, table.name)
    return source or Problem(grid.sheet, order, "empty_file", "", table.name)


def recognise(name: str, wish: str | None) -> Table | None:
    """Return the table that a name stands for, the user's word first.

    Example:
        >>> recognise("Formations 2026", None).name
        'training'
    """
    if wish:
        return TABLES[wish]
    return next((table for table in TABLES.values() if name and starts_with_any(name, table.prefixes)), None)
