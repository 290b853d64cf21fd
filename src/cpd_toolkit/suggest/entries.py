"""The entries of a dossier whose `articles` cell is empty: what is read of each, and the key that it is known by."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

import polars as pl

KEY_LENGTH = 20  # hexadecimal digits


class Kind(NamedTuple):
    """Which columns of a table tell what an entry is about."""

    day: str
    title: str  # shown in the workbook
    notes: tuple[str, ...]  # read, never shown


# An answer is its respondent's, and a document can't be without articles.
KINDS: dict[str, Kind] = {
    "supervision": Kind("date", "themes", ("learning", "application")),
    "training": Kind("start_date", "title", ("learning", "application")),
}


class Entry(NamedTuple):
    """An entry without articles."""

    key: str  # of its content: a row that moves keeps it, a row that is rewritten does not
    table: str
    file: str
    sheet: str
    row: int
    day: date
    member_id: str
    title: str  # or themes
    notes: str  # read, never shown


def untagged(rows: Mapping[str, pl.DataFrame]) -> list[Entry]:
    """Return the sessions and activities without articles, newest first; of those with the same words, one.

    Args:
        rows: Accepted rows by table, without what was confirmed earlier.
    """
    found = [
        _entry(name, row)
        for name in KINDS
        if name in rows
        for row in rows[name].filter(without_articles()).sort("file", "sheet", "row").iter_rows(named=True)
    ]
    once = {entry.key: entry for entry in reversed(found)}
    return sorted(once.values(), key=lambda entry: (-entry.day.toordinal(), entry.table, entry.file, entry.row))


def without_articles() -> pl.Expr:
    """Return whether a row's `articles` cell is empty."""
    return pl.col("articles").list.len().fill_null(0) == 0


def key_of(table: str, row: Mapping[str, Any]) -> str:
    """Return the key of a row's content: its table, member, day, and the words that are read.

    Example:
        >>> row = {"member_id": "C1", "date": date(2026, 3, 1), "themes": ["contrat"], "learning": None, "row": 7}
        >>> key_of("supervision", row) == key_of("supervision", row | {"row": 8})
        True
    """
    content = [table, row["member_id"], row[KINDS[table].day].isoformat(), *_texts(table, row)]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:KEY_LENGTH]


def _entry(table: str, row: Mapping[str, Any]) -> Entry:
    title, *notes = _texts(table, row)
    place = row["file"], row["sheet"], row["row"], row[KINDS[table].day], row["member_id"]
    return Entry(key_of(table, row), table, *place, title, "\n".join(notes))


def _texts(table: str, row: Mapping[str, Any]) -> list[str]:
    kind = KINDS[table]
    cells = (row.get(name) for name in (kind.title, *kind.notes))
    return ["; ".join(cell) if isinstance(cell, list) else cell or "" for cell in cells]
