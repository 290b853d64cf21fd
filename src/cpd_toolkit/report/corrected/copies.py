"""Copies of the files in which there is something to correct, in `reports/corrected`.

The user's own files are never written to. Nor is a copy in which the user has worked: what a check wrote last is known
by its checksum, and a copy with another one is left as it is.
"""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from cpd_toolkit.dossier import Dossier
from cpd_toolkit.files import open_file, write_whole
from cpd_toolkit.i18n import Words
from cpd_toolkit.read.delimited import read_delimited
from cpd_toolkit.read.files import FOREIGN, shown
from cpd_toolkit.read.grid import Unreadable
from cpd_toolkit.read.headers import known_names
from cpd_toolkit.report.corrected.marks import Mark, marks
from cpd_toolkit.report.corrected.markup import Unfit
from cpd_toolkit.report.corrected.text_file import as_workbook, ranks
from cpd_toolkit.report.corrected.workbook import Copy, marked_workbook
from cpd_toolkit.tables import TABLES
from cpd_toolkit.validate import Checked

FOLDER = "corrected"
MOST_NAMED = 3  # copies in the sentence about all
WRITTEN = ".written.json"  # checksum of each copy as it was written
TEXTS = (".csv", ".tsv")
LARGEST_FILE = 60_000_000  # bytes; a larger one is a register of an organisation, corrected where it comes from


class Outcome(NamedTuple):
    """What became of the copy of one file."""

    file: str  # the user's
    copy: str  # below the dossier; empty without a copy
    reason: str = ""  # why there is none, or why it was left as it is: a key of `corrected.none`
    without_comment: int = 0

    @property
    def href(self) -> str:
        """The copy's address beside the page of the check."""
        return quote(self.copy.partition("/")[2])

    def told(self, say: Words) -> str:
        """Return the outcome in a sentence."""
        if self.reason:
            return say(f"corrected.none.{self.reason}", file=self.file, copy=self.copy)
        told = say("corrected.written", file=self.file, copy=self.copy)
        return f"{told} {say('corrected.without_comment', n=self.without_comment)}" if self.without_comment else told


def told(outcomes: Iterable[Outcome], say: Words) -> list[str]:
    """Return what became of all copies: a line for those written, and one for each that is not as usual."""
    outcomes = [*outcomes]
    usual = [one for one in outcomes if not one.reason and not one.without_comment]
    others = [one.told(say) for one in outcomes if one not in usual]
    # Of many the folder says it better.
    names = ", ".join(one.copy for one in usual) if len(usual) <= MOST_NAMED else usual[0].copy.rpartition("/")[0]
    return [*([say("corrected.all_written", n=len(usual), copies=names)] if usual else []), *others]


def write_copies(checked: Checked, say: Words) -> list[Outcome]:
    """Write a copy of each file in which a cell is to be corrected, and take away those that have become idle.

    Raises:
        OSError: The folder can't be written to.
    """
    found, folder = marks(checked, say), checked.dossier.reports / FOLDER
    foreign = checked.findings.filter(rule="unreadable_file")["file"].to_list()
    outcomes = [Outcome(file, "", "foreign") for file in foreign if file.lower().endswith(FOREIGN)]
    before = _written(folder)
    if not found and not before:
        return outcomes
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    after: dict[str, str] = {}
    for file, marked in found.items():
        outcomes.append(_write(checked, file, marked, folder, before, after, say))
    for name in before.keys() - after.keys():
        if _checksum(folder / name) == before[name]:
            (folder / name).unlink()
    write_whole(folder / WRITTEN, json.dumps(after, ensure_ascii=False, indent=1).encode())
    return outcomes


def _write(
    checked: Checked,
    file: str,
    marked: list[Mark],
    folder: Path,
    before: dict[str, str],
    after: dict[str, str],
    say: Words,
) -> Outcome:
    """Write the copy of one file; note in `after` what stands there."""
    if file in checked.dossier.imports:
        # A raw export holds names and addresses, which are stored nowhere else.
        return Outcome(file, "", "export")
    name = _name(file, checked)
    shown_path = f"{checked.dossier.reports.name}/{FOLDER}/{name}"
    there = _checksum(folder / name)
    if there and there != before.get(name):
        # Without an entry it is as if nobody had written it: it is the user's.
        after |= {name: before[name]} if name in before else {}
        return Outcome(file, shown_path, "changed")
    try:
        copy = _copy(checked, file, marked, say)
    except (Unfit, Unreadable) as fault:
        return Outcome(file, "", _reason(fault))
    write_whole(folder / name, copy.data)
    after[name] = hashlib.sha256(copy.data).hexdigest()
    return Outcome(file, shown_path, "", copy.without_comment)


def _name(file: str, checked: Checked) -> str:
    if not file.lower().endswith(TEXTS):
        return file
    name = f"{file}.xlsx"
    return name if name not in checked.checksums else f"{file}.{FOLDER}.xlsx"


def _copy(checked: Checked, file: str, marked: list[Mark], say: Words) -> Copy:
    data = _read(checked, file)
    summary = _summary(marked, say)
    if file.lower().endswith(".xlsx"):
        return marked_workbook(data, marked, summary, say)
    if not file.lower().endswith(TEXTS):
        raise Unfit("kind")
    table = next((name for name in checked.findings.filter(file=file)["table"] if name), None)
    if table is None:
        raise Unfit("kind")
    names = known_names(TABLES[table], checked.dossier.columns.get(table, {}))
    grid = read_delimited(data, names)
    sheet, at = TABLES[table].title(say.lang), ranks(grid)
    moved = [one._replace(sheet=sheet, position=at.get(one.position, one.position)) for one in marked]
    return marked_workbook(as_workbook(grid, sheet), moved, summary, say)


def _read(checked: Checked, file: str) -> bytes:
    """Return the bytes that were checked."""
    path = _path(checked.dossier, file)
    if path.is_symlink():
        # What stands elsewhere was not put into the dossier, and may not be meant to be handed on with it.
        raise Unfit("link")
    if path.stat().st_size > LARGEST_FILE:
        raise Unfit("too_large")
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != checked.checksums.get(file):
        raise Unfit("meanwhile")
    return data


def _path(dossier: Dossier, file: str) -> Path:
    """Return where a file stands that is called by the name people read."""
    found = next((path for path in dossier.data.iterdir() if shown(path.name) == file), None)
    if found is None:
        raise Unfit("meanwhile")
    return found


def _summary(marked: list[Mark], say: Words) -> str:
    counts = [sum(mark.severity == severity for mark in marked) for severity in ("error", "warning")]
    errors, warnings = (say(f"check.{many}", n=n) for many, n in zip(("errors", "warnings"), counts, strict=True))
    return say("corrected.summary", errors=errors, warnings=warnings)


def _reason(fault: Unfit | Unreadable) -> str:
    word = str(fault)
    return word if word in ("too_large", "long_text", "meanwhile", "kind", "link") else "markup"


def _written(folder: Path) -> dict[str, str]:
    """Return the checksums of what earlier checks wrote; none when that can't be told."""
    try:
        with open_file(folder / WRITTEN) as file:
            told = json.loads(file.read())
    except (OSError, ValueError, RecursionError):
        return {}
    # A name is that of a file in this folder, whatever the note says.
    return {name: str(sum_) for name, sum_ in told.items() if Path(name).name == name} if isinstance(told, dict) else {}


def _checksum(path: Path) -> str | None:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None
