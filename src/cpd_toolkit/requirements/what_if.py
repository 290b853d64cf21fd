"""What if: records that somebody thinks of adding, typed in a few words, and what they would change."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import polars as pl

from cpd_toolkit.dossier import Dossier
from cpd_toolkit.errors import UsageError
from cpd_toolkit.i18n import Words
from cpd_toolkit.measures.shapes import EFFECTS, shaped
from cpd_toolkit.read.cells import READERS, Habits
from cpd_toolkit.read.columns import enum_words
from cpd_toolkit.read.names import plain
from cpd_toolkit.requirements.evaluate import evaluate
from cpd_toolkit.requirements.pack import Pack
from cpd_toolkit.tables import TABLES, Column, Table
from cpd_toolkit.tables.rule import FIRST_DAY
from cpd_toolkit.tables.schema import dtypes

ADDED_FILE = "?"  # no file of a dossier is called so
DAYS = {  # the columns of a record's days
    "supervision": ("date",),
    "training": ("start_date",),
    "feedback": ("date",),
    "practice": ("start_date", "end_date"),
    "evidence": ("date",),
}
AMOUNT = {"supervision": "duration_minutes", "training": "hours", "practice": "paid_hours"}
WORDS = {  # the columns that a bare word may be of
    "supervision": ("format", "mode", "relationship"),
    "training": ("category", "method", "credit_type"),
    "feedback": ("respondent_role",),
    "practice": ("format",),
    "evidence": ("kind",),
}
NAMED = {  # further ones, as `column=value`
    "supervision": ("group_size", "supervisor_qualified", "supervisor_id"),
    "feedback": ("respondent_id",),
    "practice": ("client_id", "group_size"),
}
TOLD = ["unit", "expected", "found", "periods", "periods_met", "shortfall", "verdict", "reason"]
Tables = Mapping[str, pl.DataFrame]


class Added(NamedTuple):
    """A record as it would stand in its table."""

    table: str
    day: date
    cells: dict[str, Any]


def read_spec(spec: str, say: Words) -> Added:
    """Return the record of a text such as `supervision:2026-12-10:90:individual`.

    The parts are the table, the day, where the table has one the amount (minutes of supervision, else hours), for
    evidence the last day of validity or nothing, and then in any order words of the table's lists in either language,
    or `column=value`.

    Raises:
        UsageError: A part is not understood; the message says what is allowed there.

    Example:
        >>> read_spec("training:2026-12-10:6:formation:live", Words("en")).cells["category"]
        'course'
    """
    name, *parts = [part.strip() for part in spec.split(":")]
    table = _table(name, say)
    given = _day(parts.pop(0) if parts else "", say)
    cells: dict[str, Any] = dict.fromkeys(DAYS[table.name], given)
    if column := AMOUNT.get(table.name):
        cells[column] = _value(table.column(column), parts.pop(0) if parts else "", say)
    for part in filter(None, parts):
        cells |= _attribute(table, part, say)
    if table.name == "evidence" and "kind" not in cells:
        raise _unknown("", [choice.label(say.lang) for choice in table.column("kind").choices], say)
    return Added(table.name, given, cells)


def _table(name: str, say: Words) -> Table:
    for table in (TABLES[one] for one in DAYS):
        if plain(name) in map(plain, (table.name, table.title.fr, table.title.en, *table.prefixes)):
            return table
    raise _unknown(name, [TABLES[one].title(say.lang).lower() for one in DAYS], say)


def _day(text: str, say: Words) -> date:
    read = READERS["date"](text, Habits("day-first"))
    if not isinstance(read, date) or read < FIRST_DAY:
        raise _unknown(text, [say("plan.spec.day")], say)
    return read


def _value(column: Column, text: str, say: Words) -> Any:
    read = READERS[column.kind](text, Habits("day-first"))
    if read is None or (column.bounds and not column.bounds[0] <= read <= column.bounds[1]):  # type: ignore[operator]
        raise _unknown(text, [column.hint(say.lang)], say)
    return read


def _attribute(table: Table, part: str, say: Words) -> dict[str, Any]:
    """Return what one part says: a word of a list, the last day of a document, or `column=value`."""
    for name in WORDS[table.name]:
        if code := enum_words(table.column(name).choices).get(plain(part)):
            return {name: code}
    if table.name == "evidence" and isinstance(until := READERS["date"](part, Habits("day-first")), date):
        return {"valid_until": until}
    head, _, value = part.partition("=")
    for name in NAMED.get(table.name, ()):
        column = table.column(name)
        if value and plain(head) in map(plain, column.labels()):
            return {name: value.strip() if column.kind == "text" else _value(column, value.strip(), say)}
    raise _unknown(part, _allowed(table, say), say)


def _allowed(table: Table, say: Words) -> list[str]:
    words = [choice.label(say.lang) for name in WORDS[table.name] for choice in table.column(name).choices]
    return [*words, *(f"{name}=…" for name in NAMED.get(table.name, ()))]


def _unknown(part: str, allowed: Iterable[str], say: Words) -> UsageError:
    words = {"allowed": ", ".join(allowed), "examples": say("plan.spec.examples")}
    return UsageError(say("plan.spec.unknown", part=part, **words) if part else say("plan.spec.missing", **words))


def with_added(tables: Tables, added: Sequence[Added], member: str) -> dict[str, pl.DataFrame]:
    """Return the tables with records added, which count as accepted rows; an answer is another person's.

    Example:
        >>> more = with_added({}, [read_spec("feedback:2026-12-10:client", Words("en"))], "C1")
        >>> more["feedback"].select("member_id", "respondent_role").row(0)
        ('C1', 'client')
    """
    rows: dict[str, list[dict[str, Any]]] = {}
    for number, one in enumerate(added, start=1):
        code = f"{ADDED_FILE}{number}"
        place = {"member_id": member, "file": ADDED_FILE, "sheet": "", "row": number}
        answer = {"response_id": code, "respondent_id": code, "item": ""} if one.table == "feedback" else {}
        rows.setdefault(one.table, []).append(place | answer | one.cells)
    frames = {name: pl.DataFrame(listed, dtypes(TABLES[name])) for name, listed in rows.items()}
    both = {name: pl.concat([tables[name], new]) for name, new in frames.items() if name in tables}
    return {**tables, **frames, **both}


def effects(
    packs: Sequence[Pack], tables: Tables, added: Sequence[Added], member: str, dossier: Dossier, as_of: date
) -> pl.DataFrame:
    """Return how each rule stands without and with the records added, both on the same day.

    The day is as_of, or the last day added where that is later.

    Returns:
        shapes.EFFECTS: packs and rules in their order.
    """
    day = max([as_of, *(one.day for one in added)])
    both = [evaluate(packs, rows, dossier, day) for rows in (tables, with_added(tables, added, member))]
    before, after = (pl.concat(one.verdicts for one in found).filter(member_id=member) for found in both)
    key = ["member_id", "pack", "rule"]
    was = before.select(*key, pl.col(TOLD).name.prefix("was_"))
    changed = after.join(was, on=key, maintain_order="left")
    return shaped(changed.with_columns(day=pl.lit(day), people=1), EFFECTS)
