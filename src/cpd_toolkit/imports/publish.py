"""What an import writes: all files whole, or none of them."""

import os
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import polars as pl

from cpd_toolkit.dossier import Dossier
from cpd_toolkit.errors import DossierError
from cpd_toolkit.files import write_whole
from cpd_toolkit.read.delimited import read_delimited
from cpd_toolkit.read.files import shown
from cpd_toolkit.read.grid import Unreadable, read_surely
from cpd_toolkit.read.headers import ORIGIN

ANSWER = ("member_id", "response_id", "item")  # together of one answer
LONGEST_NAME = 80  # characters of a source's name in that of its rows
FORMULA_START = r"^[\s]*[=+\-@\t\r＝＋－＠]"


class Already(NamedTuple):
    """What earlier imports left in a data folder."""

    keys: Counter[str]  # how often each row stands there
    answers: set[tuple[str, ...]]  # member, response and item of each answer


def imported_in(data: Path) -> Already:
    """Return the rows of a data folder that were imported."""
    found = Already(Counter(), set())
    for path in sorted(data.glob("*.csv")):
        if path.name.startswith(".") or not path.is_file():
            continue
        try:
            grid = read_delimited(path.read_bytes(), set(ORIGIN))
            cells = read_surely(grid, lambda one: one.cells.collect()).rows()
        except (Unreadable, OSError):
            continue
        if cells and ORIGIN[2] in cells[0]:
            rows = [dict(zip(cells[0], row, strict=True)) for row in cells[1:]]
            found.keys.update(row[ORIGIN[2]] for row in rows if row[ORIGIN[2]])
            found.answers.update(tuple(row.get(name) or "" for name in ANSWER) for row in rows if row.get("item"))
    return found


def name_for(dossier: Dossier, table: str, source: str, taken: set[str]) -> str:
    """Return a name for the rows of a file that is free, and that says to which table they belong."""
    stem = (
        "".join(c if c.isalnum() or c in " ()._-" else "_" for c in Path(source).stem).strip(" .")[:LONGEST_NAME]
        or "import"
    )
    there = {shown(path.name).casefold() for path in dossier.data.glob("*")} | {name.casefold() for name in taken}
    there |= {name.casefold() for name in dossier.imports}
    names = (f"{table}_{stem}{number}.csv" for number in ("", *(f"-{i}" for i in range(2, 10_000))))
    return next(name for name in names if name.casefold() not in there)


def as_csv(rows: pl.DataFrame) -> bytes:
    """Return rows as CSV that no spreadsheet runs: dates as ISO, lists with semicolons, formulas disarmed."""
    lists = [name for name, dtype in rows.schema.items() if isinstance(dtype, pl.List)]
    flat = rows.with_columns(pl.col(name).cast(pl.List(pl.String)).list.join(";") for name in lists)
    filled = flat.select(column for column in flat if column.null_count() < flat.height or column.name in ORIGIN)
    text = pl.col(pl.String)
    armed = text.str.contains(FORMULA_START)
    safe = filled.with_columns(pl.when(armed).then("'" + text).otherwise(text).name.keep())
    return safe.write_csv(line_terminator="\r\n").encode("utf-8-sig")


def publish(files: Mapping[Path, bytes | None], dossier: Dossier) -> None:
    """Write files whole, or after a failure leave all as they were.

    Args:
        files: By path, what to write; None takes a file away.
        dossier: Whose they are.

    Raises:
        DossierError: One of them can't be written; none has changed.
    """
    done: list[Path] = []
    before: dict[Path, bytes | None] = {}
    try:
        dossier.data.mkdir(exist_ok=True)
        before |= {path: path.read_bytes() if path.exists() else None for path in files}
        for path, content in files.items():
            done.append(path)
            _put(path, content)
    except OSError:
        for path in done:
            _put_back(path, before[path])
        raise DossierError(dossier.say("imports.not_written")) from None


def _put(path: Path, content: bytes | None) -> None:
    if content is None:
        path.unlink(missing_ok=True)
        return
    mode = path.stat().st_mode & 0o777 if path.exists() else None
    write_whole(path, content)
    if mode is not None:
        os.chmod(path, mode)


def _put_back(path: Path, content: bytes | None) -> None:
    try:
        if (path.read_bytes() if path.exists() else None) != content:
            _put(path, content)
    except OSError:
        pass  # what could not be written was not changed
