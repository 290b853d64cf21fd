"""How a file writes its dates, told once for the whole file."""

import re
from collections.abc import Iterable

from cpd_toolkit.read.cells import DateOrder

NUMERIC_DATE = re.compile(r"^\s*(\d{1,2})[-/.](\d{1,2})[-/.](?:\d{4}|\d\d)\b")


def numeric_pairs(texts: Iterable[str]) -> list[tuple[int, int]]:
    """Return the first and second number of every date written in numbers, day or month first."""
    return [(int(found[1]), int(found[2])) for text in texts if (found := NUMERIC_DATE.match(text))]


def choose_order(pairs: list[tuple[int, int]], chosen: str | None, french: bool) -> DateOrder | None:
    """Return which part of a date comes first; None when nothing tells.

    The user's word, else a first number over 12, else a second over 12, else the language of the headers.

    Example:
        >>> choose_order([(3, 4), (4, 14)], None, french=True)
        'month-first'
    """
    if chosen == "month-first":
        return "month-first"
    if chosen or not pairs or any(first > 12 for first, _ in pairs):
        return "day-first"
    if any(second > 12 for _, second in pairs):
        return "month-first"
    return "day-first" if french else None
