"""What an import did, in words; and what it has to be told first."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cpd_toolkit.i18n import Words
from cpd_toolkit.imports.holes import shown
from cpd_toolkit.imports.proposals import DROP, Proposal
from cpd_toolkit.imports.recognise import Recognised
from cpd_toolkit.imports.remember import as_toml
from cpd_toolkit.imports.settle import Draft, with_holes
from cpd_toolkit.imports.surveys import ITEM, ONCE
from cpd_toolkit.read.exports.kind import Entry
from cpd_toolkit.read.exports.reading import KINDS, mapped
from cpd_toolkit.read.names import plain
from cpd_toolkit.tables import TABLES
from cpd_toolkit.validate.listing import STEERING, place
from cpd_toolkit.validate.messages import worded

if TYPE_CHECKING:
    from datetime import date

    from cpd_toolkit.imports.run import Imported

TARGETS = (ITEM, *ONCE)  # of a form
FIRST_FEW = 10  # rows of one reason


def as_text(done: "list[Imported]", say: Words, as_of: "date") -> str:
    """Return what became of each file."""
    lines = [line for one in done for line in (*_of_file(one, say, as_of), "")]
    if any(one.undecided for one in done):
        lines += [say("imports.decide"), ""]
    return harmless("\n".join(lines).rstrip() + "\n")


def harmless(text: str) -> str:
    """Return a text without marks that steer a terminal; its own line breaks stay."""
    return "\n".join(STEERING.sub("?", line) for line in text.split("\n"))


def told(found: Recognised, name: str, say: Words) -> str:
    """Return what a file is taken for, and why."""
    kind, table = say(f"imports.kind.{found.kind.replace('-', '_')}"), TABLES[found.table].title(say.lang)
    if not found.tells:
        return say("imports.told_by_shape", file=name, kind=kind, id=found.kind, table=table)
    headers = say.join(say("imports.quoted", text=header) for header in found.tells)
    return say("imports.told", n=len(found.tells), file=name, kind=kind, id=found.kind, table=table, headers=headers)


def _of_file(one: "Imported", say: Words, as_of: "date") -> Iterator[str]:
    yield told(one.found, one.file, say)
    yield from (f"  {line}" for line in mapping_lines(one.proposals, one.found.table, say))
    taken = one.taken
    imported = taken.read - taken.refused - taken.known
    yield "  " + say(
        "imports.counts",
        read=say("imports.read", n=taken.read),
        imported=say("imports.imported", n=imported),
        refused=say("imports.refused", n=taken.refused),
        known=say("imports.known", n=taken.known),
    )
    reasons = Counter(left.reason for left in taken.left)
    for reason, count in reasons.items():
        rows = sorted({left.row for left in taken.left if left.reason == reason})
        places = ", ".join(map(str, rows[:FIRST_FEW])) + ("…" if len(rows) > FIRST_FEW else "")
        yield "    " + say("imports.left_rows", reason=say(f"imports.left.{reason}", n=count), rows=places)
    for found in worded(taken.findings, say.lang, as_of).head(FIRST_FEW * 2).iter_rows(named=True):
        where = place(found, say)
        yield "    " + say("imports.finding", where=where, message=found["message"], hint=found["hint"])
    if taken.findings.height > FIRST_FEW * 2:
        yield "    " + say("check.more", n=taken.findings.height - FIRST_FEW * 2)
    if one.found.others:
        yield "    " + say("imports.others", sheets=", ".join(one.found.others))
    unused = unused_headers(one.found, one.entry)
    if unused and not one.new_entry:
        yield "    " + say("imports.unused", headers=", ".join(unused))
    yield "  " + (
        say("imports.written", n=taken.rows.height, file=one.written) if one.written else say("imports.nothing_new")
    )
    if one.new_entry:
        yield "  " + say("imports.remembered")


def unused_headers(found: Recognised, entry: Entry) -> list[str]:
    """Return the filled columns of a file that a remembered mapping neither reads nor leaves out by name."""
    if found.sheet is None or not ("columns" in entry or "items" in entry):
        return []
    kind = KINDS[entry["kind"]]
    known = {plain(name) for field in kind.fields.values() for name in field.names}
    known |= {plain(name) for name in mapped(entry)}
    headers = enumerate(found.sheet.headers)
    return [header for at, header in headers if header and plain(header) not in known and found.sheet.texts(at)]


def mapping_lines(proposals: list[Proposal], table: str, say: Words) -> Iterator[str]:
    """Return a line a column: what it is taken for, why, and three examples."""
    for one in proposals:
        why = say(f"imports.why.{one.why}")
        target = say(f"imports.target.{one.target}") if one.target in TARGETS else _label(one.target, table, say)
        unit = f" · {say('imports.unit.' + one.unit)}" if one.unit in ("hours", "minutes") else ""
        yield say("imports.column", header=one.header, target=target + unit, why=why, examples=shown(one))


def mapping_text(name: str, found: Recognised, proposals: list[Proposal], say: Words) -> list[str]:
    """Return what a file is taken for, and each of its columns."""
    return [told(found, name, say), *(f"  {line}" for line in mapping_lines(proposals, found.table, say))]


def _label(target: str | None, table: str, say: Words) -> str:
    if target == DROP:
        return say("imports.dropped")
    return TABLES[table].column(target).label(say.lang) if target else say("imports.unknown")


def unclear_text(name: str, found: Recognised, draft: Draft, say: Words) -> str:
    """Return what is not clear in a file, and the entry to complete in cpd.toml."""
    lines = mapping_text(name, found, draft.proposals, say)
    lines += [say("imports.unclear"), *(f"  - {question.text}" for question in draft.asked)]
    lines += [say("imports.complete"), "", as_toml(name, with_holes(draft))]
    return harmless("\n".join(lines))
