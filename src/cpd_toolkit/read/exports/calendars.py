"""Calendars: the events whose title holds the user's word become supervision sessions."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from cpd_toolkit.read.cells import Habits, boolean, day
from cpd_toolkit.read.dates import choose_order, numeric_pairs
from cpd_toolkit.read.exports.converted import Converted, Left, Record
from cpd_toolkit.read.exports.kind import Context, Entry, Field, Kind
from cpd_toolkit.read.exports.moments import clock
from cpd_toolkit.read.exports.occurrences import Occurrence, read_occurrences
from cpd_toolkit.read.exports.places import as_text, constants
from cpd_toolkit.read.exports.sheet import Sheet, clean
from cpd_toolkit.read.grid import Unreadable
from cpd_toolkit.read.names import plain
from cpd_toolkit.tables import TABLES

TITLE, START, END = range(3)
HEADERS = ("SUMMARY", "DTSTART", "DTEND")  # what a finding on an iCalendar file names instead of a header
CALLED_OFF = ("canceled", "cancelled", "annulé", "annule")  # what Outlook puts before the title


def read_ics(data: bytes, entry: Entry, context: Context) -> Converted:
    """Return the sessions of an iCalendar file; a row is the line at which its event begins."""
    last = min(_last_day(entry, context), date(9998, 1, 1))
    found = read_occurrences(data, context.timezone, last + timedelta(days=1))
    sheet = Sheet("", 0, 1, HEADERS, [(one.row, ()) for one in found])
    return _sessions(sheet, found, entry, context, dict(date=START, duration_minutes=END), french=False)


def read_outlook(kind: Kind, sheet: Sheet, entry: Entry, context: Context) -> Converted:
    """Return the sessions of a calendar that Outlook wrote as CSV; its times are those of the dossier's time zone."""
    at = {field: kind.find(sheet, field) for field in kind.fields}
    french = kind.french(sheet)
    order = choose_order(numeric_pairs(sheet.texts(at["start_date"], at["end_date"])), entry.get("date_order"), french)
    zone = ZoneInfo(context.timezone)
    found = []
    for row, cells in sheet.rows:
        text = {field: "" if position is None else cells[position] for field, position in at.items()}
        begun, ended = (
            _moment(text[f"{end}_date"], text[f"{end}_time"], Habits(order), zone) for end in ("start", "end")
        )
        minutes = (ended - begun).total_seconds() / 60 if begun and ended else None
        start = begun.astimezone(zone).date().isoformat() if begun and order else text["start_date"]
        off = plain(text["title"]).startswith(tuple(f"{word}:" for word in map(plain, CALLED_OFF)))
        found.append(Occurrence(row, text["title"], start, minutes, boolean(text["all_day"]) is True, off))
    places = {"date": at["start_date"], "duration_minutes": at["end_time"]}
    return _sessions(sheet, found, entry, context, places, french)


def _moment(day_text: str, clock_text: str, habits: Habits, zone: ZoneInfo) -> datetime | None:
    on, at = day(day_text, habits), clock(clock_text)
    return datetime.combine(on, at, zone).astimezone(UTC) if on and at else None


def _sessions(
    sheet: Sheet,
    found: Iterable[Occurrence],
    entry: Entry,
    context: Context,
    places: dict[str, int | None],
    french: bool,
) -> Converted:
    words = entry.get("keyword", ())
    keywords = [clean(word).casefold() for word in ([words] if isinstance(words, str) else words) if clean(word)]
    if not keywords:
        raise Unreadable("no_keyword")
    columns = [c.name for c in TABLES["supervision"].columns if c.name not in places]
    same = constants(entry, context, columns)
    records: list[Record] = []
    left = []
    for one in found:
        reason = _left_out(one, keywords, _last_day(entry, context))
        if reason:
            left.append(Left(one.row, reason))
        else:
            minutes = "" if one.minutes is None else format(one.minutes, ".10g")
            records.append(
                same
                | {
                    "row": one.row,
                    "date": one.start[:10] if one.minutes is not None else one.start,
                    "duration_minutes": minutes,
                }
            )
    records.sort(key=lambda record: str(record["date"]))
    return Converted("supervision", sheet, places | dict.fromkeys(same), records, (), tuple(left), {}, french)


def _left_out(one: Occurrence, keywords: list[str], last: date) -> str | None:
    """Return why an event is no session, or None."""
    if not any(word in clean(one.title).casefold() for word in keywords):
        return "other_title"
    if one.cancelled:
        return "cancelled"
    if one.all_day:
        return "all_day"
    begun = day(one.start)
    return "later" if begun and begun > last else None


def _last_day(entry: Entry, context: Context) -> date:
    """Return the last day that counts: what is planned is not yet a session."""
    return (day(as_text(entry["until"])) if "until" in entry else None) or context.as_of


ICS = Kind("ics", "supervision", {}, (), None)
OUTLOOK = Kind(
    "outlook-csv",
    "supervision",
    {
        "title": Field(("Subject",), ("Objet",)),
        "start_date": Field(("Start Date",), ("Date de début", "Début")),
        "start_time": Field(("Start Time",), ("Heure de début", "Heure début")),
        "end_date": Field(("End Date",), ("Date de fin", "Fin")),
        "end_time": Field(("End Time",), ("Heure de fin", "Heure fin")),
        "all_day": Field(("All day event",), ("Journée entière", "Évènement journée entière")),
        "text": Field(("Description",), ("Description",)),
        "place": Field(("Location",), ("Emplacement", "Lieu")),
    },
    (("title", "start_date", "start_time", "end_time"),),
    read_outlook,
    private=("text", "place", "title"),
)
