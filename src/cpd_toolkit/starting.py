"""A new dossier: commented settings, an empty workbook to fill in, a place for reports."""

import json
import tempfile
from pathlib import Path

from cpd_toolkit.errors import UsageError
from cpd_toolkit.files import write_whole
from cpd_toolkit.i18n import Words
from cpd_toolkit.tables.workbook import BOOK_NAMES, Kind, tables_for, workbook

FIRST_CODE = "C001"
PARTS = ("data", "reports", "cpd.toml")  # the settings come last: with them the folder is a dossier


def start_dossier(folder: Path, lang: str, kind: Kind = "coach", rules: str | None = None) -> None:
    """Make a dossier in a folder, whole or not at all.

    Args:
        folder: Made when absent; other files in it are left alone.
        lang: `fr` or `en`.
        kind: Whose dossier it is: a `coach` has a code in cpd.toml, a `group` and an `organisation` a register.
        rules: The requirement pack to start with, if any.

    Raises:
        UsageError: The folder already holds a dossier or a part of one, or is a file, or can't be written to.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     start_dossier(Path(folder) / "claire", "fr", "coach")
        ...     sorted(path.name for path in (Path(folder) / "claire").iterdir())
        ['cpd.toml', 'data', 'reports']
    """
    say = Words(lang)
    for part in PARTS:
        if (folder / part).exists():
            raise UsageError(say("starting.taken", part=part))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".cpd-", dir=folder) as draft:
            _draft(Path(draft), lang, kind, rules)
            _place(Path(draft), folder)
    except OSError:
        # The system's own words hold the path.
        raise UsageError(say("starting.not_writable")) from None


def _draft(draft: Path, lang: str, kind: Kind, rules: str | None) -> None:
    (draft / "data").mkdir()
    (draft / "reports").mkdir()
    write_whole(draft / "data" / f"{BOOK_NAMES(lang)}.xlsx", workbook(lang, tables_for(kind)))
    write_whole(draft / "cpd.toml", settings(lang, kind, rules).encode())


def _place(draft: Path, folder: Path) -> None:
    """Move the parts to where they belong; after an error none of them stays there."""
    placed: list[str] = []
    try:
        for part in PARTS:
            (draft / part).rename(folder / part)
            placed.append(part)
    except OSError:
        for part in placed:
            (folder / part).rename(draft / part)
        raise


def settings(lang: str, kind: Kind, rules: str | None = None) -> str:
    """Return a cpd.toml that explains every key; what has no value yet stands behind a #."""
    say = Words(lang)
    member = f'member_id = "{FIRST_CODE}"' if kind == "coach" else f'# member_id = "{FIRST_CODE}"'
    packs = json.dumps([rules] if rules else [], ensure_ascii=False)
    return say("starting.settings", member=member, lang=lang, rules=packs)
