"""Who was in a meeting, and how long: a supervision session for each known participant who stayed long enough."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from cpd_toolkit.read.cells import DateOrder
from cpd_toolkit.read.exports.converted import Converted, Left, Record
from cpd_toolkit.read.exports.kind import Context, Entry
from cpd_toolkit.read.exports.people import FACILITATOR, IGNORED, directory
from cpd_toolkit.read.exports.places import as_text, constants
from cpd_toolkit.read.exports.sheet import Sheet
from cpd_toolkit.tables import TABLES

MIN_SHARE = 0.75  # of the meeting's length
Interval = tuple[datetime, datetime]


class Stay(NamedTuple):
    """One row: somebody joined and left, or was there so many seconds."""

    row: int
    name: str
    email: str
    interval: Interval | None = None
    seconds: float | None = None
    day: str = ""  # as the export writes it

    @property
    def known(self) -> bool:
        """Return whether the row says how long."""
        return self.interval is not None or self.seconds is not None


class Meeting(NamedTuple):
    """One meeting as its tool exports it."""

    stays: list[Stay]
    order: DateOrder | None  # of its dates
    day: str = ""  # as the export writes it, when it says so in one place
    seconds: float | None = None  # its length, when it says so
    places: Mapping[str, int | None] = {}  # where the export has `member_id` and `date`


class Person(NamedTuple):
    """All rows of one participant."""

    codes: set[str]
    stays: list[Stay]


def union_seconds(intervals: Iterable[Interval]) -> float:
    """Return how long at least one interval lasts; what overlaps counts once.

    Example:
        >>> at = lambda hour, minute: datetime(2026, 3, 10, hour, minute)
        >>> union_seconds([(at(18, 0), at(18, 40)), (at(18, 38), at(20, 0))]) / 60
        120.0
    """
    total, reached = 0.0, datetime.min
    for start, end in sorted(intervals):
        if end > reached:
            total += (end - max(start, reached)).total_seconds()
            reached = end
    return total


def stayed(stays: Sequence[Stay]) -> float | None:
    """Return how long somebody was there; None when no row says so."""
    if not any(stay.known for stay in stays):
        return None
    return union_seconds(s.interval for s in stays if s.interval) + sum(s.seconds or 0 for s in stays)


def sessions(sheet: Sheet, meeting: Meeting, entry: Entry, context: Context, french: bool) -> Converted:
    """Return the sessions of a meeting.

    Facilitators, people who are to be ignored, people who are not known and people who stayed too short a time are left
    out. Where two codes fit, none is taken: the row has no member.
    """
    people = _people(meeting, entry, context)
    length = _length(meeting, entry)
    enough = float(entry.get("min_share", MIN_SHARE)) * length
    kept, left = [], []
    for person in people:
        reason = _left_out(person, enough)
        if reason:
            left += [Left(stay.row, reason, tuple(sorted(person.codes))) for stay in person.stays]
        else:
            kept.append(person)
    columns = [c.name for c in TABLES["supervision"].columns if c.name not in ("member_id", "date")]
    same = constants(entry, context._replace(member_id=None), columns)
    same["duration_minutes"] = as_text(entry.get("duration_minutes", round(length / 60)))
    if same.get("format") in ("group", "peer"):
        same["group_size"] = str(len(kept))
    day = as_text(entry["date"]) if "date" in entry else _day(meeting)
    records: list[Record] = [
        same
        | {
            "row": person.stays[0].row,
            "member_id": next(iter(person.codes)) if len(person.codes) == 1 else None,
            # A row that does not say when is that row's own fault.
            "date": day if any(stay.known for stay in person.stays) else person.stays[0].day,
        }
        for person in kept
    ]
    places = {"member_id": None, "date": None, **meeting.places, **dict.fromkeys(same)}
    joined = {stay.row: person.stays[0].row for person in kept for stay in person.stays[1:]}
    fitting = {person.stays[0].row: frozenset(person.codes) for person in kept}
    named = {stay.row: (stay.email, stay.name) for stay in meeting.stays}
    return Converted("supervision", sheet, places, records, (), tuple(left), joined, french, {}, fitting, named)


def _people(meeting: Meeting, entry: Entry, context: Context) -> list[Person]:
    """Return the participants, every row with the one person it is of."""
    known = directory(entry.get("people", {}), entry.get("facilitators", ()), entry.get("ignore", ()), context.people)
    people: dict[object, Person] = {}
    for stay in meeting.stays:
        codes = known.find(stay.email, stay.name)
        who = frozenset(codes) if len(codes) == 1 else (stay.email or stay.name).casefold()
        people.setdefault(who, Person(codes, [])).stays.append(stay)
    return list(people.values())


def _left_out(person: Person, enough: float) -> str | None:
    """Return why a participant has no session, or None."""
    if person.codes == {FACILITATOR}:
        return "facilitator"
    if person.codes == {IGNORED}:
        return "ignored"
    seconds = stayed(person.stays)
    # A time that can't be read is unknown, not short. Of who stayed too short a time, nobody need know more.
    if seconds is not None and seconds < enough and all(stay.known for stay in person.stays):
        return "too_short"
    return None if person.codes else "unknown_person"


def _length(meeting: Meeting, entry: Entry) -> float:
    if "duration_minutes" in entry:
        return float(entry["duration_minutes"]) * 60
    intervals = [stay.interval for stay in meeting.stays if stay.interval]
    if meeting.seconds is not None or not intervals:
        return meeting.seconds or max((stay.seconds or 0 for stay in meeting.stays), default=0)
    return (max(end for _, end in intervals) - min(start for start, _ in intervals)).total_seconds()


def _day(meeting: Meeting) -> str:
    """Return the day of the meeting: that of its first join, for everybody."""
    starts = [stay.interval[0] for stay in meeting.stays if stay.interval]
    if meeting.order and starts:
        return min(starts).date().isoformat()
    return meeting.day or next((stay.day for stay in meeting.stays if stay.day), "")
