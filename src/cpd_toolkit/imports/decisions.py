"""People whom nobody knows, or who could be two: a file in the dossier to be decided, without their names.

It names the file and the row, where the user finds who is meant, and takes a code. The next import of the same file
reads the codes, and the key table keeps them.
"""

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from cpd_toolkit.dossier import Dossier
from cpd_toolkit.errors import DossierError
from cpd_toolkit.read.delimited import decode, find_separator
from cpd_toolkit.read.exports.codes import Codes
from cpd_toolkit.read.exports.converted import Converted, Left
from cpd_toolkit.read.exports.people import FACILITATOR, IGNORED, identity, is_code
from cpd_toolkit.read.grid import Unreadable
from cpd_toolkit.read.names import plain

FILE = "people_to_decide.csv"
COLUMNS = ("file", "row", "candidates", "code")
UNDECIDED = ("unknown_person", "several_people")
WORDS = {
    **dict.fromkeys(map(plain, ("facilitator", "animateur", "animatrice", "superviseur", "supervisor")), FACILITATOR),
    **dict.fromkeys(map(plain, ("ignore", "ignorer", "-")), IGNORED),
}


class Decision(NamedTuple):
    """One line of the file."""

    file: str
    row: int
    candidates: str = ""
    code: str = ""


def read_decisions(dossier: Dossier) -> list[Decision]:
    """Return the lines of the file; none when there is no such file.

    Raises:
        DossierError: It is there and can't be read, or a code in it is a name.
    """
    path = dossier.folder / FILE
    if not path.exists():
        return []
    try:
        text = decode(path.read_bytes())
        separator = find_separator(text, set(COLUMNS))
        lines = [*csv.DictReader(io.StringIO(text, newline=""), delimiter=separator)]
        found = [Decision(*(line[c].strip() for c in COLUMNS)) for line in lines]  # type: ignore[arg-type]
        found = [one._replace(row=int(one.row)) for one in found]
    except (OSError, Unreadable, KeyError, ValueError, TypeError, AttributeError, csv.Error):
        raise DossierError(dossier.say("imports.decisions_unreadable", file=FILE)) from None
    wrong = next((i for i, one in enumerate(found, 2) if one.code and _code(one.code) is None), None)
    if wrong:
        raise DossierError(dossier.say("imports.no_code", file=FILE, row=wrong))
    return found


def _code(text: str) -> str | None:
    """Return what a decision means: a member's code, a facilitator, or nobody."""
    return WORDS.get(plain(text)) or WORDS.get(text) or (text if is_code(text) else None)


def apply(decisions: Iterable[Decision], name: str, found: Converted, codes: Codes) -> bool:
    """Give the people of a file the codes that were decided on; return whether there was any."""
    given = False
    for one in decisions:
        who = found.people.get(one.row)
        code = _code(one.code) if one.file == name and one.code else None
        if who and code and any(who):
            codes.give(identity(who[0] or who[1]), code)
            given = True
    return given


def undecided(name: str, found: Converted) -> list[Decision]:
    """Return a line for each person of a file whom nobody knows: the first row that names them."""
    lines: dict[str, Decision] = {}
    for left in found.left:
        if left.reason in UNDECIDED:
            who = found.people.get(left.row, ("", ""))
            lines.setdefault(identity(who[0] or who[1]), Decision(name, left.row, " ".join(left.choices)))
    return [*lines.values()]


def kind_waits(kind: str) -> bool:
    """Return whether the rows of a kind depend on one another: the size of a group does on who was in it."""
    return kind in ("zoom-participants", "teams-attendance")


def waiting(found: Converted) -> Converted:
    """Return a meeting without its sessions as long as somebody in it is not known, or could be two people."""
    doubtful = [record for record in found.records if not record["member_id"]]
    known = {row: tuple(sorted(found.candidates.get(row, ()))) for row in (record["row"] for record in doubtful)}
    left = [*found.left, *(Left(row, "several_people", codes) for row, codes in known.items())]
    if not any(one.reason in UNDECIDED for one in left):
        return found
    rows = [record["row"] for record in found.records if record["member_id"]]
    rows += [row for row, into in found.joined.items() if into in rows]
    more = [row for row, into in found.joined.items() if into in known]
    left += [Left(row, "waits") for row in rows] + [
        Left(row, "several_people", known[found.joined[row]]) for row in more
    ]
    return found._replace(records=[], left=tuple(left))


def apart(found: Converted) -> Converted:
    """Return a log without the rows whose member is a name that nobody decided on."""
    if found.places.get("member_id") is None:
        return found
    doubtful = {r["row"] for r in found.records if not r["member_id"] and any(found.people.get(r["row"], ()))}
    left = [*found.left, *(Left(row, "unknown_person") for row in sorted(doubtful))]
    return found._replace(records=[r for r in found.records if r["row"] not in doubtful], left=tuple(left))


def as_csv(lines: Iterable[Decision]) -> bytes:
    """Return the file; it opens in any spreadsheet."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([COLUMNS, *([_harmless(str(cell)) for cell in line] for line in lines)])
    return text.getvalue().encode("utf-8-sig")


def _harmless(text: str) -> str:
    return "'" + text if text.startswith(("=", "+", "@", "\t", "\r")) else text


def file_of(dossier: Dossier) -> Path:
    """Return where the file stands."""
    return dossier.folder / FILE
