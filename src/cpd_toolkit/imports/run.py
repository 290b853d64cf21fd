"""The import of some files into a dossier: read, settled, checked, and written together."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from cpd_toolkit.dossier import Dossier, open_dossier
from cpd_toolkit.errors import DossierError, UsageError
from cpd_toolkit.imports.decisions import (
    Decision,
    apart,
    apply,
    file_of,
    kind_waits,
    read_decisions,
    undecided,
    waiting,
)
from cpd_toolkit.imports.decisions import as_csv as decisions_csv
from cpd_toolkit.imports.listing import mapping_text, unclear_text
from cpd_toolkit.imports.proposals import Proposal
from cpd_toolkit.imports.publish import as_csv, imported_in, name_for, publish
from cpd_toolkit.imports.questions import Ask, Unclear
from cpd_toolkit.imports.recognise import Recognised, recognise, recognised_by
from cpd_toolkit.imports.remember import remembered
from cpd_toolkit.imports.rows import Taken, take_rows
from cpd_toolkit.imports.settle import complete, draft_entry, fits, lacking
from cpd_toolkit.read.exports.codes import Codes
from cpd_toolkit.read.exports.converted import Converted
from cpd_toolkit.read.exports.kind import Entry
from cpd_toolkit.read.exports.reading import KINDS, convert, read_bytes
from cpd_toolkit.read.files import recognise as table_named
from cpd_toolkit.read.files import shown
from cpd_toolkit.read.grid import Unreadable
from cpd_toolkit.tables import TABLES
from cpd_toolkit.validate.imported import export_context


class Wish(NamedTuple):
    """The user's word on what the files are."""

    table: str | None = None
    kind: str | None = None


NO_WISH = Wish()


class Job(NamedTuple):
    """What is the same for all files of an import."""

    dossier: Dossier
    as_of: date
    wish: Wish
    ask: Ask | None  # None without a terminal
    codes: Codes
    decisions: list[Decision]


class Read(NamedTuple):
    """One file, read."""

    file: str
    found: Recognised
    entry: Entry
    new_entry: bool
    proposals: list[Proposal]  # of a mapping that is new
    converted: Converted


class Imported(NamedTuple):
    """What became of one file."""

    file: str
    found: Recognised
    entry: Entry
    new_entry: bool
    proposals: list[Proposal]
    converted: Converted
    taken: Taken
    written: str  # the file in data/; empty when there was nothing to write
    undecided: list[Decision]


def import_files(
    paths: Sequence[Path], folder: Path, as_of: date, wish: Wish = NO_WISH, ask: Ask | None = None
) -> list[Imported]:
    """Import files into a dossier: all of them, or after an error none.

    Args:
        paths: The files; they are only read.
        folder: The dossier's.
        as_of: The day after which no record may lie.
        wish: The user's word on what they are.
        ask: Puts a question to the user; without it, what is not clear is refused.

    Returns:
        What became of each file, in the order given.

    Raises:
        DossierError: The dossier or a file can't be read, or the dossier can't be written to.
        UsageError: A table or kind is not known, or something is not clear and there is nobody to ask.
    """
    dossier = open_dossier(folder)
    _check_wish(wish, dossier)
    codes, already = Codes(dossier.folder, dossier.say, importing=True), imported_in(dossier.data)
    job = Job(dossier, as_of, wish, ask, codes, read_decisions(dossier))
    done: list[Imported] = []
    for path in paths:
        read = _read(path, {**dossier.imports, **{one.file: one.entry for one in done}}, job)
        ordered = _with_order(dossier, read.file, read.entry)
        taken = take_rows(read.file, read.converted, ordered, as_of, codes, already)
        free = name_for(dossier, taken.table, read.file, {one.written for one in done})
        open_lines = undecided(read.file, read.converted)
        done.append(Imported(*read, taken, free if taken.rows.height else "", open_lines))
    _write(done, job)
    return done


def _with_order(dossier: Dossier, name: str, entry: Entry) -> Dossier:
    """Return the dossier with what the entry of a file says of its dates, which cpd.toml may not hold yet."""
    said = {name: entry["date_order"]} if "date_order" in entry else {}
    return dossier._replace(date_order={**dossier.date_order, **said})


def _check_wish(wish: Wish, dossier: Dossier) -> None:
    say = dossier.say
    if wish.table and wish.table not in TABLES:
        raise UsageError(say("imports.no_table", allowed=", ".join(TABLES)))
    if wish.kind and wish.kind not in KINDS:
        raise UsageError(say("imports.no_such_kind", allowed=", ".join(KINDS)))
    if wish.kind and wish.table and wish.kind != "spreadsheet" and KINDS[wish.kind].table != wish.table:
        raise UsageError(say("imports.other_table", kind=wish.kind, table=KINDS[wish.kind].table))


def _read(path: Path, entries: dict[str, Entry], job: Job) -> Read:
    """Return what a file becomes."""
    dossier, name, suffix = job.dossier, shown(path.name), path.suffix.lower()
    try:
        if path.resolve().is_relative_to(dossier.data.resolve()):
            raise UsageError(dossier.say("imports.inside", file=name))
        data = read_bytes(path)
        if not data.strip():
            raise Unreadable("empty")
        found, entry, new, proposals = _settle(data, suffix, name, entries, job)
        context = export_context(dossier, job.as_of, job.codes)
        converted = convert(data, suffix, entry, context)
        if apply(job.decisions, name, converted, job.codes):
            converted = convert(data, suffix, entry, context)
        converted = waiting(converted) if kind_waits(entry["kind"]) else apart(converted)
    except Unreadable as fault:
        reason = dossier.say(f"unreadable.{fault.reason}")
        raise DossierError(dossier.say("imports.unreadable", file=name, reason=reason)) from None
    return Read(name, found, entry, new, proposals, converted)


def _settle(
    data: bytes, suffix: str, name: str, entries: dict[str, Entry], job: Job
) -> tuple[Recognised, Entry, bool, list[Proposal]]:
    """Return what a file is and how it is read: as was said of it, as one like it was, or as is settled now."""
    said, wish, say = entries.get(name), job.wish, job.dossier.say
    if (
        said
        and wish.kind in (None, said["kind"])
        and wish.table in (None, said.get("table", KINDS[said["kind"]].table))
    ):
        return recognised_by(data, suffix, said), said, False, []
    by_name = table_named(Path(name).stem, None)
    found = recognise(data, suffix, wish.kind, wish.table, by_name and by_name.name)
    alike = [entry for entry in entries.values() if fits(entry, found)]
    if alike and all(entry == alike[0] for entry in alike):
        return found, alike[0], False, []
    if alike:
        raise UsageError(say("imports.several_entries", file=name))
    draft = draft_entry(found, name, job.dossier)
    if draft.asked and job.ask is None:
        raise Unclear(unclear_text(name, found, draft, say))
    preface = "\n".join(mapping_text(name, found, draft.proposals, say)) + "\n"
    done = complete(draft, job.ask, job.dossier, preface) if job.ask else draft
    absent = [column.label(job.dossier.lang) for column in lacking(done.entry, job.dossier)]
    if absent:
        raise UsageError(say("imports.lacking", file=name, columns=say.join(absent)))
    return found, done.entry, True, done.proposals


def _write(done: list[Imported], job: Job) -> None:
    """Write the key table, rows, entries and what is to be decided."""
    dossier, decisions = job.dossier, job.decisions
    rows = {dossier.data / one.written: as_csv(one.taken.rows) for one in done if one.written}
    new = {one.file: one.entry for one in done if one.new_entry}
    kept = job.codes.files() if rows or any(one.new_entry or one.undecided for one in done) or decisions else {}
    files: dict[Path, bytes | None] = {**kept, **rows}
    if new:
        files[dossier.folder / "cpd.toml"] = remembered(dossier, new)
    here = {one.file for one in done}
    open_lines = [line for line in decisions if line.file not in here] + [
        line for one in done for line in one.undecided
    ]
    if open_lines or decisions:
        files[file_of(dossier)] = decisions_csv(open_lines) if open_lines else None
    publish(files, dossier)
