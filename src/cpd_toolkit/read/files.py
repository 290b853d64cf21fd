"""The files of a data folder: which hold tables, and what could not be opened."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from cpd_toolkit.read.delimited import read_delimited
from cpd_toolkit.read.excel import read_excel
from cpd_toolkit.read.grid import Grid, Unreadable
from cpd_toolkit.read.names import starts_with_any
from cpd_toolkit.read.parquet import read_parquet
from cpd_toolkit.read.source import Source, read_source
from cpd_toolkit.tables import TABLES, Table
from cpd_toolkit.tables.shared import READ_ME

READERS: dict[str, Callable[[bytes], list[Grid]]] = {
    ".csv": lambda data: [read_delimited(data)],
    ".tsv": lambda data: [read_delimited(data)],
    ".xlsx": read_excel,
    ".parquet": lambda data: [read_parquet(data)],
}
# Spreadsheets that people have and that must be saved as another kind first.
FOREIGN = (".xls", ".xlsm", ".xlsb", ".ods", ".numbers")


class Problem(NamedTuple):
    """A file or sheet that gave no rows."""

    sheet: str
    order: int
    rule: str  # unreadable_file or empty_file
    reason: str  # a key of the catalog's [unreadable] table; empty for an empty file
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
    skip: frozenset[str] = frozenset()  # files that are read in another way


NO_WISHES = Wishes()


def read_files(folder: Path, wishes: Wishes = NO_WISHES) -> list[File]:
    """Return the files of a folder that hold tables, by name; what matches nothing is left alone.

    Workbooks are parsed in processes of their own, side by side.
    """
    paths = [path for path in sorted(folder.glob("*")) if path.is_file() and path.name not in wishes.skip]
    with ThreadPoolExecutor(max_workers=2) as pool:
        files = pool.map(lambda path: read_file(path, wishes), paths)
        return [file for file in files if file.recognised or file.problems]


def read_file(path: Path, wishes: Wishes) -> File:
    """Return one file with its tables and problems; a file that is none of ours comes back without either."""
    name, suffix = path.name, path.suffix.lower()
    by_name = recognise(path.stem, wishes.tables.get(name))
    # A workbook's tables may be told by its sheets, so it is opened whatever its name.
    if (not by_name and suffix != ".xlsx") or name.startswith(("~$", ".")) or suffix not in (*READERS, *FOREIGN):
        return File(name, "", [], [], set())
    known = {by_name.name} if by_name else set()
    try:
        data = path.read_bytes()
        grids = _read(data, suffix) if data else []
    except (Unreadable, OSError) as fault:
        reason = fault.reason if isinstance(fault, Unreadable) else "not_opened"
        return File(name, "", [], [Problem("", 0, "unreadable_file", reason, by_name and by_name.name)], known)
    file = File(name, hashlib.sha256(data).hexdigest(), [], [], known)
    if not data and by_name:
        file.problems.append(Problem("", 0, "empty_file", "", by_name.name))
    for order, table, grid in _tables(name, by_name, grids, wishes):
        file.recognised.add(table.name)
        source = read_source(table, name, order, grid, wishes.columns.get(table.name, {}))
        if source:
            file.sources.append(source)
        else:
            file.problems.append(Problem(grid.sheet, order, "empty_file", "", table.name))
    if grids and not file.sources and not file.problems:
        return File(name, "", [], [], set())
    return file


def _read(data: bytes, suffix: str) -> list[Grid]:
    if suffix in FOREIGN:
        raise Unreadable("foreign")
    return READERS[suffix](data)


def _tables(name: str, by_name: Table | None, grids: list[Grid], wishes: Wishes) -> Iterator[tuple[int, Table, Grid]]:
    """Give every sheet that holds a table: by the user's word, its own name, or the file's for the first sheet."""
    for order, grid in enumerate(grids):
        named_by_file = by_name if order == 0 and grid.sheet not in READ_ME else None
        table = recognise(grid.sheet, wishes.tables.get(f"{name}#{grid.sheet}")) or named_by_file
        if table:
            yield order, table, grid


def recognise(name: str, wish: str | None) -> Table | None:
    """Return the table that a name stands for, the user's word first.

    Example:
        >>> recognise("Formations 2026", None).name
        'training'
    """
    if wish:
        return TABLES[wish]
    return next((table for table in TABLES.values() if name and starts_with_any(name, table.prefixes)), None)
