"""Invented dossiers that end on a fixed day: for the documentation, the tests, the demo and the notebooks' defaults.

The same arguments give the same files, byte for byte. People are codes; nothing stands for a real person.
"""

from datetime import date
from pathlib import Path

import polars as pl

from cpd_toolkit.samples.cells import Row
from cpd_toolkit.samples.coach import coach_story
from cpd_toolkit.samples.story import Story, write_story
from cpd_toolkit.tables import TABLES
from cpd_toolkit.tables.schema import dtypes
from cpd_toolkit.tables.workbook import Kind

AS_OF = date(2026, 6, 30)  # the day on which the samples end
SEED = 47


def write_sample(kind: Kind, folder: Path, lang: str = "fr", members: int | None = None, seed: int = SEED) -> Path:
    """Write a sample dossier and return its folder.

    Args:
        kind: `coach` (five years of one person), `group` (a peer group of 8) or `organisation` (240 members).
        folder: Made when absent; files of the same names are replaced.
        lang: `fr` or `en`: headers, words and texts of the files.
        members: How many members an organisation has; the other kinds have their own number.
        seed: Another seed tells another story.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     sorted(path.name for path in (write_sample("coach", Path(folder)) / "data").iterdir())
        ['feedback.csv', 'journal.xlsx', 'pratique.csv']
    """
    write_story(coach_story(lang, AS_OF, seed), folder)
    return folder


def typed_sample(kind: Kind, lang: str = "fr", seed: int = SEED) -> dict[str, pl.DataFrame]:
    """Return a sample's typed rows by table, as a check accepts them when nothing is wrong.

    Example:
        >>> typed_sample("coach")["supervision"]["date"].max()
        datetime.date(2026, 6, 25)
    """
    story = coach_story(lang, AS_OF, seed)
    return {name: _typed(name, rows, story) for name, rows in story.rows.items()}


def _typed(name: str, rows: list[Row], story: Story) -> pl.DataFrame:
    provenance = {"file": f"{name}.csv", "sheet": ""}
    member = {"member_id": story.member} if story.member else {}
    told = [{**member, **row, **provenance, "row": number} for number, row in enumerate(rows, start=2)]
    return pl.DataFrame(told, schema=dtypes(TABLES[name]))
