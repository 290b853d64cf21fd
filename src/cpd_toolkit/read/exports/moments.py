"""Days with a time of day, as meeting tools and calendars write them."""

import re
from datetime import datetime, time

from cpd_toolkit.read.cells import SPACE, DateOrder, Habits, day

CLOCK = re.compile(r"(?:^|[ T,])(\d{1,2})[:h](\d{2})(?::(\d{2})(?:\.\d{1,9})?)? ?([ap])?\.?m?\.?$", re.IGNORECASE)
PART = re.compile(
    r"(\d{1,4}(?:[.,]\d{1,9})?) ?(h|hr?s?|heures?|hours?|m|min|mins|minutes?|s|sec|secondes?|seconds?)\b\.?",
    re.IGNORECASE,
)


def moment(text: str, order: DateOrder | None) -> datetime | None:
    """Return a day and time of day; None for anything else.

    Example:
        >>> moment("4/14/26, 5:55:02 PM", "month-first")
        datetime.datetime(2026, 4, 14, 17, 55, 2)
    """
    trimmed = re.sub(SPACE, " ", text).strip()
    date, clock = day(trimmed, Habits(order)), CLOCK.search(trimmed)
    at = _clock(clock) if clock else None
    return datetime.combine(date, at) if date and at else None


def clock(text: str) -> time | None:
    """Return a time of day: `17:55`, `17h55`, `5:55:02 PM`."""
    found = CLOCK.search(re.sub(SPACE, " ", text).strip())
    return _clock(found) if found else None


def _clock(found: re.Match[str]) -> time | None:
    hour, minute, second, half = int(found[1]), int(found[2]), int(found[3] or 0), (found[4] or "").lower()
    if half and not 1 <= hour <= 12:
        return None
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    return time(hour, minute, second) if hour < 24 and minute < 60 and second < 60 else None


def seconds(text: str) -> float | None:
    """Return the seconds of a duration in words; None when nothing is one.

    Example:
        >>> seconds("1h 27m 51s"), seconds("1 h 27 min"), seconds("none")
        (5271.0, 5220.0, None)
    """
    trimmed = re.sub(SPACE, " ", text).strip()
    parts = PART.findall(trimmed)
    if not parts or PART.sub("", trimmed).strip(" ,"):
        return None
    worth = {"h": 3600, "m": 60, "s": 1}
    return sum(float(number.replace(",", ".")) * worth[unit[0].lower()] for number, unit in parts)
