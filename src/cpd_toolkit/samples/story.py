"""A dossier told row by row, and how it becomes files."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import polars as pl

from cpd_toolkit.files import write_whole
from cpd_toolkit.i18n import Words
from cpd_toolkit.samples.cells import Flaw, Row, csv_bytes, typed_rows
from cpd_toolkit.tables import TABLES
from cpd_toolkit.tables.schema import dtypes
from cpd_toolkit.tables.workbook import BOOK_NAMES, Kind, file_name, tables_for, workbook


class Story(NamedTuple):
    """What a dossier holds before it is written."""

    kind: Kind
    lang: str
    settings: str  # its cpd.toml
    rows: dict[str, list[Row]]  # typed and without flaws, by table
    flaws: list[Flaw]
    in_csv: Sequence[str]  # the tables kept outside the workbook
    member: str | None = None  # whose rows they are when no column says so


def write_story(story: Story, folder: Path) -> None:
    """Write cpd.toml, a workbook and the CSV files of a story into a folder."""
    say = Words(story.lang)
    (folder / "data").mkdir(parents=True, exist_ok=True)
    (folder / "reports").mkdir(exist_ok=True)
    tables = [table for table in tables_for(story.kind) if table.name in story.rows]
    written = {table.name: typed_rows(table, story.rows[table.name], story.flaws, say) for table in tables}
    in_book = [table for table in tables if table.name not in story.in_csv]
    write_whole(folder / "data" / f"{BOOK_NAMES(story.lang)}.xlsx", workbook(story.lang, in_book, written))
    for table in tables:
        if table.name in story.in_csv:
            write_whole(
                folder / "data" / file_name(table, story.lang), csv_bytes(table, written[table.name], story.lang)
            )
    write_whole(folder / "cpd.toml", story.settings.encode())


def typed_story(story: Story) -> dict[str, pl.DataFrame]:
    """Return the typed rows of a story by table, without its flaws."""
    return {name: _typed(name, rows, story.member) for name, rows in story.rows.items()}


def _typed(name: str, rows: list[Row], member: str | None) -> pl.DataFrame:
    shared = {"member_id": member} if member else {}
    told = [{**shared, **row, "file": f"{name}.csv", "sheet": "", "row": n} for n, row in enumerate(rows, start=2)]
    return pl.DataFrame(told, schema=dtypes(TABLES[name]))
