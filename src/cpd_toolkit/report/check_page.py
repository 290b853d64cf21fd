"""The check as a page: which cells to correct, to read beside the open spreadsheet."""

from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from cpd_toolkit.files import write_whole
from cpd_toolkit.i18n import Words
from cpd_toolkit.report.corrected.copies import Outcome
from cpd_toolkit.report.templates import standalone
from cpd_toolkit.tables import TABLES
from cpd_toolkit.validate import Checked
from cpd_toolkit.validate.listing import confirmed_lines, place, readable, summary

MOST_ROWS = 2_000  # on the page; the CSV has them all


def check_page(checked: Checked, say: Words, copies: Sequence[Outcome] = ()) -> str:
    """Return the page of a check: one file, no script, nothing loaded.

    Args:
        checked: The check.
        say: The voice of the reader.
        copies: What became of the copies with the cells to correct marked.
    """
    found = readable(checked, say)
    rows = [row | {"place": place(row, say)} for row in found.head(MOST_ROWS).to_dicts()]
    files = [(file, [row for row in rows if row["file"] == file]) for file in dict.fromkeys(r["file"] for r in rows)]
    return standalone(
        "check.html.j2",
        say,
        files=files,
        copies={copy.file: copy for copy in copies},
        summary=summary(checked, say),
        tables=[(TABLES[name].title(say.lang), table) for name, table in checked.tables.items()],
        confirmed=confirmed_lines(checked, say),
        hidden=found.height - len(rows),
        version=version("cpd_toolkit"),
    )


def write_check_page(checked: Checked, say: Words, copies: Sequence[Outcome] = ()) -> Path:
    """Write `reports/check.html` of the dossier, whole; arguments as for `check_page`.

    Raises:
        OSError: The folder can't be written to.
    """
    path = checked.dossier.reports / "check.html"
    path.parent.mkdir(exist_ok=True)
    write_whole(path, check_page(checked, say, copies).encode())
    return path
