"""What a cell says: one tolerant reader for each kind of column.

Each takes the trimmed text of a cell and returns its value, or None when the text is not of that kind. They are slow
and forgiving; `columns.py` calls them once for each distinct text that the fast casts could not read.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import ROUND_FLOOR, Decimal
from typing import Literal, NamedTuple

from cpd_toolkit.ethics import ARTICLES
from cpd_toolkit.read.names import plain
from cpd_toolkit.tables.shared import NO, YES

SPACE = "[ \u00a0\u202f\u2009]"
# A time behind a date, which is dropped: 10:30, 10h30, 2:30:00 PM, 10:30:00.000+01:00.
CLOCK = r"(?:,?[T ]+\d{1,2}[:h]\d{2}(?::\d{2}(?:\.\d{1,9})?)? ?(?:[ap]\.?m\.?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
# Lengths are bounded so that no cell can cost more than a glance.
NUMBER = re.compile(
    rf"([+\-\u2212]?)(?=[.,]?\d)(\d{{1,3}}(?:{SPACE}\d{{3}}){{1,4}}|\d{{0,15}})(?:[.,](\d{{0,20}}))?(e[+-]?\d)?",
    re.IGNORECASE,
)
HOURS_MINUTES = re.compile(
    rf"(\d{{1,4}}){SPACE}*h(?:eures?|ours?)?{SPACE}*(\d{{1,2}}){SPACE}*(?:min|mn|m)?|(\d{{1,4}}):(\d{{2}})(?::(\d{{2}})(?:\.\d{{1,9}})?)?",
    re.IGNORECASE,
)
WITH_UNIT = re.compile(rf"(.*\d){SPACE}*(h|heures?|hours?|hrs?|min|mn|minutes?|mins?)\.?", re.IGNORECASE)
EXCEL_TIME = re.compile(r"(1899-12-3[01]|1900-01-[0-3]\d) ([0-2]\d):([0-5]\d):([0-5]\d)(?:\.\d{1,9})?", re.ASCII)
YEAR_FIRST = re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){CLOCK}", re.IGNORECASE)
NUMERIC_DATE = re.compile(rf"(\d{{1,2}})([-/.])(\d{{1,2}})\2(\d{{4}}|\d\d){CLOCK}", re.IGNORECASE)
WORD = r"([^\W\d]{3,10})\.?"
DAY_IN_WORDS = re.compile(
    rf"(\d{{1,2}})(?:er|st|nd|rd|th)?(?: +(?:of +)?|-){WORD}(?:,? +|-)(\d{{4}}|\d\d){CLOCK}", re.IGNORECASE
)
MONTH_IN_WORDS = re.compile(rf"{WORD} +(\d{{1,2}})(?:st|nd|rd|th)?,? +(\d{{4}}){CLOCK}", re.IGNORECASE)
SERIAL = re.compile(r"(\d{1,7})(?:[.,]\d{1,20})?")
EXCEL_EPOCH = date(1899, 12, 30)  # of serials after the false 29 February 1900
EXCEL_TIME_EPOCH = date(1899, 12, 31)  # of the day that a reader puts before a bare time
LAST_SERIAL = 2_958_465  # 31 December 9999
MONTHS = (
    ("janvier", "january"),
    ("fevrier", "february"),
    ("mars", "march"),
    ("avril", "april"),
    ("mai", "may"),
    ("juin", "june"),
    ("juillet", "july"),
    ("aout", "august"),
    ("septembre", "september"),
    ("octobre", "october"),
    ("novembre", "november"),
    ("decembre", "december"),
)
ARTICLE_PARTS = re.compile(r"\s*(?:[;,]|\bet\b|\band\b|&)\s*", re.IGNORECASE)
ARTICLE_WORD = re.compile(r"\bart(?:icle)?s?\b\.?", re.IGNORECASE)
ARTICLE_RANGE = re.compile(r"(\d{1,3})(?:\s*[-\u2013]\s*(\d{1,3}))?")
ARTICLE_NUMBERS = frozenset(article.number for article in ARTICLES)
BOOLEANS = dict.fromkeys(YES, True) | dict.fromkeys(NO, False)

DateOrder = Literal["day-first", "month-first"]


class Habits(NamedTuple):
    """What a file's author meant where a cell alone does not say."""

    date_order: DateOrder | None = None
    excel: bool = False  # bare numbers in a date column are serials
    unit: Literal["hours", "minutes"] | None = None  # of bare numbers


PLAIN = Habits()


def number(text: str) -> Decimal | None:
    """Return a decimal number: comma or point, spaces as thousands.

    Example:
        >>> number("1\u202f250,5")
        Decimal('1250.5')
    """
    found = NUMBER.fullmatch(text)
    if not found:
        return None
    sign, whole, fraction, exponent = found.groups(default="")
    minus = "" if sign in ("", "+") else "-"
    return Decimal(f"{minus}{re.sub(SPACE, '', whole) or '0'}.{fraction or '0'}{exponent}")


def integer(text: str) -> int | None:
    """Return a whole number; None for a fraction."""
    value = number(text)
    return int(value) if value is not None and value == int(value) else None


def clock_minutes(text: str) -> Decimal | None:
    """Return the minutes of `1h30`, `1 h 30`, `1:30`, `1,5 h`, `2 h` or an Excel time; None for anything else."""
    if (found := EXCEL_TIME.fullmatch(text)) and (last := day(found[1])):
        return _minutes((last - EXCEL_TIME_EPOCH).days * 24 + int(found[2]), int(found[3]), int(found[4]))
    if found := HOURS_MINUTES.fullmatch(text):
        return _minutes(int(found[1] or found[3]), int(found[2] or found[4]), int(found[5] or 0))
    found = WITH_UNIT.fullmatch(text)
    value = number(found[1]) if found and found[2].lower().startswith("h") else None
    return value * 60 if value is not None else None


def _minutes(hours: int, minutes: int, seconds: int) -> Decimal | None:
    return hours * 60 + minutes + Decimal(seconds) / 60 if max(minutes, seconds) < 60 else None


def minutes(text: str, habits: Habits = PLAIN) -> int | None:
    """Return whole minutes, half rounded up. A bare number is minutes unless the habits say hours.

    Example:
        >>> minutes("1,5 h"), minutes("90 min"), minutes("90,5")
        (90, 90, 91)
    """
    value = clock_minutes(text)
    if value is None:
        found = WITH_UNIT.fullmatch(text)
        value = number(found[1] if found else text)
        if value is not None and habits.unit == "hours" and not found:
            value *= 60
    return None if value is None else int((value + Decimal("0.5")).to_integral_value(ROUND_FLOOR))


def hours(text: str, habits: Habits = PLAIN) -> float | None:
    """Return decimal hours. A bare number is hours unless the habits say minutes.

    Example:
        >>> hours("3h30"), hours("7,25")
        (3.5, 7.25)
    """
    value = clock_minutes(text)
    if value is not None:
        return float(value / 60)
    bare = number(text)
    return None if bare is None else float(bare / 60 if habits.unit == "minutes" else bare)


def day(text: str, habits: Habits = PLAIN) -> date | None:
    """Return a date; a time behind it is dropped. Two-digit years are 20yy.

    Example:
        >>> day("14 mars 2026"), day("14.03.26", Habits("day-first"))
        (datetime.date(2026, 3, 14), datetime.date(2026, 3, 14))
    """
    text = re.sub(SPACE, " ", text)
    if found := YEAR_FIRST.fullmatch(text):
        return _date(found[1], found[3], found[4])
    if found := NUMERIC_DATE.fullmatch(text):
        first, second, year = found[1], found[3], found[4]
        return _date(year, first, second) if habits.date_order == "month-first" else _date(year, second, first)
    if found := DAY_IN_WORDS.fullmatch(text):
        return _date(found[3], month(found[2]), found[1])
    if found := MONTH_IN_WORDS.fullmatch(text):
        return _date(found[3], month(found[1]), found[2])
    if habits.excel and (found := SERIAL.fullmatch(text)) and 0 < int(found[1]) <= LAST_SERIAL:
        return EXCEL_EPOCH + timedelta(days=int(found[1]))
    return None


def month(word: str) -> int | None:
    """Return the number of a month in words, full or cut to three letters or more, when only one fits."""
    fits = {i for i, names in enumerate(MONTHS, 1) for name in names if name.startswith(plain(word))}
    return fits.pop() if len(word) >= 3 and len(fits) == 1 else None


def _date(year: str, month: str | int | None, day_of_month: str) -> date | None:
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), int(month or 0), int(day_of_month))
    except ValueError:
        return None


def boolean(text: str) -> bool | None:
    """Return true for oui, yes, vrai, true, x, 1; false for non, no, faux, false, 0."""
    return BOOLEANS.get(text.lower())  # nothing is passed over: -1 is not 1


def articles(text: str) -> list[int] | None:
    """Return the articles a cell names, sorted, once each; None unless all are articles of the code.

    Example:
        >>> articles("art. 12 et 43"), articles("12-15"), articles("48")
        ([12, 43], [12, 13, 14, 15], None)
    """
    named: set[int] = set()
    for part in filter(None, ARTICLE_PARTS.split(ARTICLE_WORD.sub(" ", text).strip())):
        found = ARTICLE_RANGE.fullmatch(part.strip())
        span = range(int(found[1]), int(found[2] or found[1]) + 1) if found else range(0)
        if not span or span[0] not in ARTICLE_NUMBERS or span[-1] not in ARTICLE_NUMBERS:
            return None
        named.update(span)
    return sorted(named) or None


def words(text: str) -> list[str] | None:
    """Return the words of a list."""
    return [part.strip() for part in re.split("[;,\n]", text) if part.strip()] or None


READERS: dict[str, Callable[[str, Habits], object]] = {
    "date": day,
    "minutes": minutes,
    "hours": hours,
    "integer": lambda text, _: integer(text),
    "number": lambda text, _: None if (value := number(text)) is None else float(value),
    "boolean": lambda text, _: boolean(text),
    "articles": lambda text, _: articles(text),
    "words": lambda text, _: words(text),
}
