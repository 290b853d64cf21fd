"""What the user decided: in the workbook that asks, and as it was remembered."""

import csv
import hashlib
import io
from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from cpd_toolkit.dossier import Dossier
from cpd_toolkit.errors import DossierError
from cpd_toolkit.files import open_file
from cpd_toolkit.i18n import LANGUAGES, Words
from cpd_toolkit.keys import kept
from cpd_toolkit.read.excel import read_excel
from cpd_toolkit.read.grid import Unreadable
from cpd_toolkit.read.names import plain

WORKBOOK = "duplicates.xlsx"  # in the dossier's reports
REMEMBERED = "decisions.csv"  # in the dossier's private folder, like the next
ASKED = "decisions.asked"  # checksum of the workbook as it was written
KEY = "cpd_key"  # header of the column that says which two rows a line is about
HEADER = ["first", "later", "decision"]

Decision = Literal["same", "different"]
Decided = Mapping[frozenset[str], tuple[Decision, str]]  # two rows' names -> decision, and the name of the later


class Answers(NamedTuple):
    """What stands in the workbook."""

    decided: Decided
    not_understood: int  # words in the column of decisions that are none of ours
    is_readable: bool = True


NO_ANSWERS = Answers({}, 0)


def decisions(dossier: Dossier) -> Decided:
    """Return everything decided, the workbook's word before what was remembered.

    Raises:
        DossierError: What was remembered can't be read: numbers would change in silence.
    """
    return {**remembered(dossier), **answers(dossier).decided}


def remembered(dossier: Dossier) -> Decided:
    """Return what earlier checks remembered."""
    content = kept(dossier.folder, REMEMBERED, dossier.say)
    if content is None:
        return {}
    try:
        head, *lines = [*csv.reader(io.StringIO(content.decode()))] or [[]]
    except (UnicodeDecodeError, csv.Error):
        raise DossierError(dossier.say("duplicates.not_remembered")) from None
    if head != HEADER or any(len(line) != len(HEADER) or not _decision(line[2]) for line in lines):
        raise DossierError(dossier.say("duplicates.not_remembered"))
    return {frozenset(line[:2]): (_decision(line[2]) or "different", line[1]) for line in lines}


def as_csv(decided: Decided) -> bytes:
    """Return decisions as they are remembered."""
    lines = [(*(pair - {later}), later, decision) for pair, (decision, later) in decided.items() if len(pair) == 2]
    made = io.StringIO()
    csv.writer(made, lineterminator="\n").writerows([HEADER, *sorted(lines)])
    return made.getvalue().encode()


def answers(dossier: Dossier) -> Answers:
    """Return what the user wrote into the workbook; nothing when it is as it was written."""
    try:
        with open_file(dossier.reports / WORKBOOK) as file:
            data = file.read()
    except FileNotFoundError:
        return NO_ANSWERS
    except OSError:
        return NO_ANSWERS._replace(is_readable=False)
    if hashlib.sha256(data).hexdigest().encode() == kept(dossier.folder, ASKED, dossier.say):
        return NO_ANSWERS
    try:
        rows = [row for grid in read_excel(data) for row in grid.cells.collect().rows()]
    except Unreadable:
        return NO_ANSWERS._replace(is_readable=False)
    return _answers(rows)


def _answers(rows: Iterable[tuple[str | None, ...]]) -> Answers:
    columns: dict[str, int] = {}
    heads = {plain(Words(lang)("duplicates.head.decision")) for lang in LANGUAGES}
    decided: dict[frozenset[str], tuple[Decision, str]] = {}
    strange = 0
    for row in rows:
        if not columns:
            columns = {("decision" if plain(cell) in heads else cell): at for at, cell in enumerate(row) if cell}
            columns = columns if {KEY, "decision"} <= columns.keys() else {}
            continue
        word, key = row[columns["decision"]], row[columns[KEY]]
        first, _, later = (key or "").partition(" ")
        decision = _decision(word or "")
        strange += bool(word and word.strip() and not decision)
        if decision and later:
            decided[frozenset((first, later))] = decision, later
    return Answers(decided, strange)


def _decision(word: str) -> Decision | None:
    """Return what a word of either language means.

    Example:
        >>> _decision("Different "), _decision("même"), _decision("oui")
        ('different', 'same', None)
    """
    known: dict[str, Decision] = {"same": "same", "different": "different"}
    for lang in LANGUAGES:
        known |= {plain(Words(lang)(f"duplicates.word.{decision}")): decision for decision in ("same", "different")}
    return known.get(plain(word))
