"""An iCalendar file becomes its occurrences: recurrences, exceptions, moved and cancelled ones, in a child process.

A rule of a few bytes can recur for ever, or look for a day that never comes.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from cpd_toolkit.read.child import limit_memory, run_in_child

MOST = 20_000  # occurrences of one event; a session a day for fifty years
LARGEST = 20_000_000  # bytes
DAY = timedelta(days=1)
UNTOLD = "?"  # instead of a day
ENDLESS = ("SECONDLY", "MINUTELY")  # no session recurs so


class Occurrence(NamedTuple):
    """One time at which an event takes place."""

    row: int  # the line at which its event begins
    title: str
    start: str  # ISO, with its offset; as the file writes it where it is no date
    minutes: float | None  # really elapsed; None without an end
    all_day: bool = False
    cancelled: bool = False


def read_occurrences(data: bytes, timezone: str, last: date) -> list[Occurrence]:
    """Return every occurrence up to a day, in the order of the file.

    Args:
        data: The bytes of the calendar.
        timezone: Of times that name none.
        last: The last day that matters; rules recur for ever.

    Raises:
        Unreadable: It is no calendar, or can't be read in the time and memory there is.
    """
    head = json.dumps([timezone, last.isoformat()]).encode()
    told = run_in_child(__name__, "parse_stdin", head + b"\n" + data, "not_a_calendar")
    return [Occurrence(*one) for one in json.loads(told)]


def parse_stdin() -> None:
    """Parse the calendar on standard input; runs in the child."""
    limit_memory()
    timezone, last = json.loads(sys.stdin.buffer.readline())
    found = expand(sys.stdin.buffer.read(), ZoneInfo(timezone), date.fromisoformat(last))
    sys.stdout.write(json.dumps([*found]))


def expand(data: bytes, zone: ZoneInfo, last: date) -> list[Occurrence]:
    """Return every occurrence of the events of a calendar."""
    from icalendar import Calendar

    if len(data) > LARGEST:
        raise ValueError
    text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", errors="replace")
    calendars = Calendar.from_ical(text, multiple=True)
    if not calendars or any(calendar.name != "VCALENDAR" for calendar in calendars):
        raise ValueError
    lines = [at for at, line in enumerate(text.splitlines(), 1) if line.strip().upper() == "BEGIN:VEVENT"]
    events = [event for calendar in calendars for event in calendar.walk("VEVENT")]
    series: dict[object, list[Any]] = defaultdict(list)
    for line, event in zip(lines, events, strict=True):
        series[str(event.get("UID") or line)].append((line, event))
    return sorted(one for parts in series.values() for one in _told(parts, zone, last))


def _told(parts: list[Any], zone: ZoneInfo, last: date) -> list[Occurrence]:
    """Return the occurrences of a series; of one that means nothing its events, whose day can't be told."""
    try:
        return [*_series(parts, zone, last)]
    except (ValueError, TypeError, OverflowError, KeyError, AttributeError):
        return [Occurrence(line, str(event.get("SUMMARY", "")), UNTOLD, None) for line, event in parts]


def _series(parts: list[Any], zone: ZoneInfo, last: date) -> Iterator[Occurrence]:
    """Yield the occurrences of the events that share an identity: one that recurs, and those that replace some."""
    masters = [part for part in parts if _day_of(part[1], "RECURRENCE-ID") is None]
    moved: dict[datetime, Any] = {}
    for line, event in sorted(parts, key=lambda part: _sequence(part[1])):
        instead = _day_of(event, "RECURRENCE-ID")
        if instead is not None:
            moved[_instant(instead, zone)] = (line, event)
    for line, event in moved.values():
        yield _occurrence(line, event, _day_of(event, "DTSTART"), zone)
    if masters:
        line, event = max(masters, key=lambda part: _sequence(part[1]))
        for start in _starts(event, zone, last):
            if start is None or _instant(start, zone) not in moved:
                yield _occurrence(*_from_then_on(line, event, start, moved, zone), zone)


def _from_then_on(
    line: int, event: Any, start: date | None, moved: dict[datetime, Any], zone: ZoneInfo
) -> tuple[int, Any, date | None]:
    """Return the event and start of an occurrence after those of its kind were moved, this one and all that follow."""
    changes = [
        (at, *part)
        for at, part in moved.items()
        if part[1]["RECURRENCE-ID"].params.get("RANGE") == "THISANDFUTURE" and start and at < _instant(start, zone)
    ]
    if not changes or start is None:
        return line, event, start
    _, line, change = max(changes, key=lambda one: one[0])
    first, instead = _day_of(change, "DTSTART"), _day_of(change, "RECURRENCE-ID")
    if first is None or instead is None:
        return line, change, start
    return line, change, start + (_instant(first, zone) - _instant(instead, zone))


def _sequence(event: Any) -> int:
    value = event.get("SEQUENCE", 0)
    return int(value) if str(value).isdigit() else 0


def _day_of(event: Any, name: str) -> date | datetime | None:
    value = getattr(event.get(name), "dt", None)
    return value if isinstance(value, date) else None


def _instant(at: date, zone: ZoneInfo) -> datetime:
    """Return a point in time that can be compared, of a time that floats or of a whole day too."""
    if not isinstance(at, datetime):
        at = datetime.combine(at, time())
    return (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC)


def _starts(event: Any, zone: ZoneInfo, last: date) -> Iterable[date | None]:
    """Return when an event starts, each time; rules count by the clock on the wall, whatever the season."""
    first = _day_of(event, "DTSTART")
    if first is None:
        return [None]
    if not event.get("RRULE") and not event.get("RDATE"):
        return [first]
    dropped = {(_instant(at, zone), isinstance(at, datetime)) for at in _dates(event, "EXDATE")}
    starts = {_instant(at, zone): at for at in [first, *_recurring(event, first, zone, last), *_dates(event, "RDATE")]}
    days = {at.astimezone(zone).date() for at, timed in dropped if not timed}
    moments = {at for at, _ in dropped}
    # A whole day may be dropped from a rule with times: some tools write exceptions without them.
    return [
        start for at, start in sorted(starts.items()) if at not in moments and at.astimezone(zone).date() not in days
    ]


def _recurring(event: Any, first: date, zone: ZoneInfo, last: date) -> Iterator[date]:
    from dateutil.rrule import rrulestr
    from icalendar import vRecur

    zone_of = getattr(first, "tzinfo", None)
    wall = first.replace(tzinfo=None) if isinstance(first, datetime) else datetime.combine(first, time())
    end = datetime.combine(last + DAY, time())
    for rule in _listed(event.get("RRULE")):
        if not isinstance(rule, vRecur) or rule["FREQ"][0] in ENDLESS:
            raise ValueError
        parts = dict(rule)
        until = _wall_until(parts.pop("UNTIL", [None])[0], zone_of, zone, end)
        text: bytes = vRecur(parts).to_ical()  # type: ignore[no-untyped-call]
        found = rrulestr(text.decode(), dtstart=wall)
        for number, at in enumerate(found):
            if at > min(until, end):
                break
            if number == MOST:
                raise ValueError
            yield at.replace(tzinfo=zone_of) if isinstance(first, datetime) else at.date()


def _wall_until(until: Any, zone_of: Any, zone: ZoneInfo, end: datetime) -> datetime:
    """Return the last moment of a rule on the wall clock of its start; a day is meant whole."""
    if until is None:
        return end
    if not isinstance(until, datetime):
        return datetime.combine(until, time.max)
    return until.astimezone(zone_of or zone).replace(tzinfo=None) if until.tzinfo else until


def _dates(event: Any, name: str) -> list[date]:
    values = [entry for part in _listed(event.get(name)) for entry in getattr(part, "dts", [])]
    found = [entry.dt[0] if isinstance(entry.dt, tuple) else entry.dt for entry in values]
    return [at for at in found if isinstance(at, date)]


def _listed(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]


def _occurrence(line: int, event: Any, start: date | None, zone: ZoneInfo) -> Occurrence:
    title = str(event.get("SUMMARY", ""))
    cancelled = str(event.get("STATUS", "")).upper() == "CANCELLED"
    if start is None:
        return Occurrence(line, title, str(event.get("DTSTART", "")), None, False, cancelled)
    if not isinstance(start, datetime):
        return Occurrence(line, title, start.isoformat(), None, True, cancelled)
    begun = start if start.tzinfo else start.replace(tzinfo=zone)
    ended = _end(event, begun, zone)
    minutes = None if ended is None else (ended.astimezone(UTC) - begun.astimezone(UTC)).total_seconds() / 60
    return Occurrence(line, title, begun.astimezone(zone).isoformat(), minutes, False, cancelled)


def _end(event: Any, begun: datetime, zone: ZoneInfo) -> datetime | None:
    """Return when an occurrence ends: as far on the wall clock as the event's own end, or after its duration."""
    first, last = _day_of(event, "DTSTART"), _day_of(event, "DTEND")
    if isinstance(first, datetime) and isinstance(last, datetime):
        first, last = (at if at.tzinfo else at.replace(tzinfo=zone) for at in (first, last))
        return begun + (last.astimezone(first.tzinfo).replace(tzinfo=None) - first.replace(tzinfo=None))
    length = getattr(event.get("DURATION"), "dt", None)
    return (begun.astimezone(UTC) + length) if isinstance(length, timedelta) else None
