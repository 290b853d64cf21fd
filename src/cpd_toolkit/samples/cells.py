"""Typed values as people write them: words of their language, lists in one cell, days as a spreadsheet shows them."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from cpd_toolkit.i18n import Words
from cpd_toolkit.tables import Column, Table
from cpd_toolkit.tables.workbook import SEPARATORS, Cell

Row = dict[str, Any]  # typed values by column name; enumerations by code


class Flaw(NamedTuple):
    """What a person got wrong in a cell."""

    table: str
    row: int  # from 0
    column: str
    text: str


def typed_cell(column: Column, value: Any, say: Words) -> Cell:
    """Return what a user puts into a workbook's cell for a typed value.

    Example:
        >>> from cpd_toolkit.tables import TABLES
        >>> typed_cell(TABLES["supervision"].column("format"), "peer", Words("fr"))
        'pairs'
    """
    match value:
        case bool():
            return say("words.yes" if value else "words.no")
        case list():
            return (";" if column.kind == "articles" else "; ").join(str(part) for part in value)
        case str() if column.kind == "enum":
            return next(choice.label(say.lang) for choice in column.choices if choice.code == value)
        case str() | int() | float() | date() | None:
            return value
        case _:
            raise TypeError(f"{column.name} holds no {type(value).__name__}")


def typed_rows(table: Table, rows: Sequence[Row], flaws: Sequence[Flaw], say: Words) -> list[dict[str, Cell]]:
    """Return rows of a table as a user writes them, flaws included."""
    written = [{c.name: typed_cell(c, row.get(c.name), say) for c in table.columns} for row in rows]
    for flaw in flaws:
        if flaw.table == table.name:
            written[flaw.row][flaw.column] = flaw.text or None
    return written


def csv_bytes(table: Table, rows: Sequence[Mapping[str, Cell]], lang: str) -> bytes:
    """Return a CSV file as a spreadsheet of that language saves it, without the columns that nobody filled."""
    columns = [c for c in table.columns if any(row.get(c.name) is not None for row in rows)]
    text = io.StringIO()
    writer = csv.writer(text, delimiter=SEPARATORS[lang], lineterminator="\n")
    writer.writerow([c.label(lang) for c in columns])
    writer.writerows([_shown(row.get(c.name), lang) for c in columns] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _shown(value: Cell, lang: str) -> str:
    match value:
        case None:
            return ""
        case date():
            return value.strftime("%d/%m/%Y") if lang == "fr" else value.isoformat()
        case float():
            return f"{value:g}".replace(".", "," if lang == "fr" else ".")
        case _:
            return str(value)
