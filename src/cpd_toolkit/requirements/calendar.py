"""Deadlines and lapse dates as a calendar file (RFC 5545), with no name in it and nothing sent anywhere."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from math import ceil
from typing import NamedTuple

import polars as pl

from cpd_toolkit.dossier import Dossier
from cpd_toolkit.i18n import Words
from cpd_toolkit.measures.gaps import joined
from cpd_toolkit.measures.rolling import lapse_dates
from cpd_toolkit.requirements.evaluate import Evaluation
from cpd_toolkit.requirements.holders import deadlines
from cpd_toolkit.requirements.pack import Pack
from cpd_toolkit.requirements.thresholds import sessions_a_year
from cpd_toolkit.requirements.wording import pack_name, threshold_name
from cpd_toolkit.validate.listing import STEERING

LONGEST_LINE = 75  # octets, without the line break
WARNING_DAYS = 30
DAY = timedelta(days=1)
Tables = Mapping[str, pl.DataFrame]


class Event(NamedTuple):
    """Something that happens on a day."""

    day: date
    key: str  # what it is, whatever its day: a calendar that reads the file again moves it
    summary: str


def events(found: Sequence[Evaluation], tables: Tables, dossier: Dossier, as_of: date, say: Words) -> list[Event]:
    """Return what lies ahead, by day: the days around the end of each cycle, lapse dates, the end of insurance.

    Args:
        found: The packs on as_of.
        tables: Accepted rows.
        dossier: Its wanted sessions, unless a pack asks for a number, give a lapse date of their own.
        as_of: What is over by then is left out.
        say: The language of the words.
    """
    packs = [one.pack for one in found]
    every = [*_around_cycles(found, say), *_held(found, say), *_sessions(packs, tables, dossier, as_of, say)]
    every += _insured(tables, say)
    return sorted(event for event in every if event.day >= as_of)


def _around_cycles(found: Iterable[Evaluation], say: Words) -> Iterator[Event]:
    for one in found:
        for member, due in one.holders.select("member_id", "cycle_end").drop_nulls().rows():
            days = deadlines(one.pack.cycle, due)._asdict() if one.pack.cycle else {}
            for name in ("opens", "due", "grace_until", "lapsed_until"):
                if days.get(name):
                    summary = say(f"calendar.{name}", pack=pack_name(one.pack, say))
                    yield Event(days[name], f"{one.pack.id} {name} {member}", summary)


def _held(found: Iterable[Evaluation], say: Words) -> Iterator[Event]:
    """Yield the days on which what is met is no longer, if nothing new is logged."""
    for one in found:
        texts = {rule.id: rule.text(say.lang) for rule in one.pack.rules}
        for row in one.verdicts.drop_nulls("holds_until").to_dicts():
            key = f"{one.pack.id} {row['rule']} {row['member_id']}"
            yield Event(row["holds_until"], key, say("calendar.no_longer", rule=texts[row["rule"]]))


def _sessions(packs: Sequence[Pack], tables: Tables, dossier: Dossier, as_of: date, say: Words) -> Iterator[Event]:
    if "supervision" not in tables:
        return
    named = sessions_a_year(packs, as_of)
    need = ceil(named[0].value) if named else dossier.need_sessions
    by = threshold_name(named[0], say) if named else say("packs.threshold.setting")
    lapses = lapse_dates(tables["supervision"], as_of, need).drop_nulls("lapse_date")
    for member, day in lapses.select("member_id", "lapse_date").rows():
        yield Event(day, f"sessions {member}", say("calendar.sessions", n=need, by=by))


def _insured(tables: Tables, say: Words) -> Iterator[Event]:
    """Yield the last days of insurance; documents whose days touch are one."""
    if "evidence" in tables:
        documents = tables["evidence"].filter(pl.col("kind") == "insurance").drop_nulls("valid_until")
        for (member,), own in documents.group_by("member_id", maintain_order=True):
            for start, end in joined(own.select("date", "valid_until").rows()):
                yield Event(end, f"insurance {start} {member}", say("calendar.insurance"))


def as_ics(listed: Iterable[Event], as_of: date, say: Words) -> bytes:
    r"""Return a calendar of all-day events, each with a reminder 30 days before.

    The bytes depend on nothing but the arguments; codes of members only stand in it as checksums.

    Example:
        >>> text = as_ics([Event(date(2026, 12, 31), "p due C1", "Due")], date(2026, 6, 30), Words("en")).decode()
        >>> text.split("\r\n")[6:9]
        ['DTSTAMP:20260630T000000Z', 'DTSTART;VALUE=DATE:20261231', 'DTEND;VALUE=DATE:20270101']
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//cpd_toolkit//cpd plan//{say.lang.upper()}"]
    lines += ["CALSCALE:GREGORIAN", *(line for event in listed for line in _lines(event, as_of)), "END:VCALENDAR"]
    return b"".join(_folded(line) for line in lines)


def _lines(event: Event, as_of: date) -> list[str]:
    checksum = hashlib.blake2b(event.key.encode(), digest_size=16, person=b"cpd calendar").hexdigest()
    return [
        "BEGIN:VEVENT",
        f"UID:{checksum}@cpd-toolkit",
        f"DTSTAMP:{as_of:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{event.day + DAY:%Y%m%d}",
        f"SUMMARY:{_escaped(event.summary)}",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{_escaped(event.summary)}",
        f"TRIGGER:-P{WARNING_DAYS}D",
        "END:VALARM",
        "END:VEVENT",
    ]


def _escaped(text: str) -> str:
    for mark in "\\;,":
        text = text.replace(mark, f"\\{mark}")
    return STEERING.sub(" ", text)


def _folded(line: str) -> bytes:
    """Return a line with its break, no part of it over 75 octets and no character cut."""
    parts, part = [], b""
    for letter in line:
        octets = letter.encode()
        if len(part) + len(octets) > LONGEST_LINE:
            parts.append(part)
            part = b" "
        part += octets
    return b"\r\n".join([*parts, part]) + b"\r\n"
