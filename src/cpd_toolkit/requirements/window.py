"""The windows a rule may name, as words: cycle, calendar-quarter, cycle-year, last-12-months, any-3-months, ever."""

import re
from typing import NamedTuple

WINDOW = r"^(ever|cycle|calendar-(month|quarter|year)|cycle-year|(last|any)-([1-9][0-9]{0,3})-(months|days))$"

EVERY = {"calendar-month": "1mo", "calendar-quarter": "1q", "calendar-year": "1y"}
MOVING = ("last", "ever")  # windows that end on the day, so that nothing in them is over for good


class WindowKind(NamedTuple):
    """A window taken apart."""

    name: str  # ever, cycle, calendar, cycle-year, last, any
    every: str = ""  # of a calendar or cycle-year window: its length, as polars writes it
    length: str = ""  # of a last or any window: its length, as polars writes it


def parsed(window: str) -> WindowKind:
    """Return what a window's words mean.

    Example:
        >>> parsed("last-12-months")
        WindowKind(name='last', every='', length='12mo')
    """
    found = re.match(WINDOW, window)
    if found is None:
        raise ValueError(window)
    if window in EVERY:
        return WindowKind("calendar", every=EVERY[window])
    if found[3]:
        return WindowKind(found[3], length=found[4] + ("mo" if found[5] == "months" else "d"))
    return WindowKind(window, every="12mo" if window == "cycle-year" else "")
