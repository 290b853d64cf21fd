"""Invented dossiers that end on a fixed day: for the documentation, the tests, the demo and the notebooks' defaults.

The same arguments give the same files, byte for byte. People are codes; nothing stands for a real person.
"""

from datetime import date
from pathlib import Path

import polars as pl

from cpd_toolkit.samples.coach import coach_story
from cpd_toolkit.samples.columns import write_organisation
from cpd_toolkit.samples.group import group_story
from cpd_toolkit.samples.organisation import organisation
from cpd_toolkit.samples.story import typed_story, write_story
from cpd_toolkit.tables.workbook import Kind

AS_OF = date(2026, 6, 30)  # the day on which the samples end
SEED = 47
MEMBERS = 240  # of the organisation
STORIES = {"coach": coach_story, "group": group_story}


def write_sample(kind: Kind, folder: Path, lang: str = "fr", members: int = MEMBERS, seed: int = SEED) -> Path:
    """Write a sample dossier and return its folder.

    Args:
        kind: `coach` (five years of one person), `group` (eight members, eighteen months) or `organisation` (three
            years of many members).
        folder: Made when absent; files of the same names are replaced.
        lang: `fr` or `en`: headers, words and texts of the files.
        members: How many members the organisation has, 1 or more; the other kinds have their own number.
        seed: Another seed tells another story.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     sorted(path.name for path in (write_sample("coach", Path(folder)) / "data").iterdir())
        ['feedback.csv', 'journal.xlsx', 'pratique.csv']
    """
    if kind == "organisation":
        write_organisation(organisation(lang, AS_OF, members, seed), folder, lang, seed)
    else:
        write_story(STORIES[kind](lang, AS_OF, seed), folder)
    return folder


def typed_sample(kind: Kind, lang: str = "fr", members: int = MEMBERS, seed: int = SEED) -> dict[str, pl.DataFrame]:
    """Return a sample's typed rows by table, as they would be without the slips that its files hold.

    Example:
        >>> typed_sample("coach")["supervision"]["date"].max()
        datetime.date(2026, 6, 8)
    """
    if kind == "organisation":
        return organisation(lang, AS_OF, members, seed)
    return typed_story(STORIES[kind](lang, AS_OF, seed))
