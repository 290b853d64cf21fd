"""The days on which it is enough to look for new records.

A record may be moved to a later day until it would leave a period that needs it, or come too late after another one.
So only the last days of periods matter, and for rules about time between records the days so many months after these.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta

import polars as pl

from cpd_toolkit.measures.windows import months_before
from cpd_toolkit.requirements.credit import CALENDAR
from cpd_toolkit.requirements.pack import Minimum, Ratio, Span, Spread
from cpd_toolkit.requirements.plan.kinds import Kind
from cpd_toolkit.requirements.plan.standing import Need, Period
from cpd_toolkit.requirements.plan.worth import ordered
from cpd_toolkit.requirements.window import parsed

DAY = timedelta(days=1)
Step = Callable[[date], date]


def bookable(
    needs: Sequence[Need], found: Mapping[str, Sequence[Period]], kinds: Sequence[Kind], first: date
) -> dict[int, list[date]]:
    """Return for each kind, by its place, the days to look at, from `first` to the day on which rules are judged.

    Args:
        needs: The rules to meet.
        found: Their periods, by key.
        kinds: The kinds of records.
        first: The first day on which a new record may lie.
    """
    ends = {need.key: _ends(need, found[need.key], first) for need in needs}
    asking = {i: [need for need in needs if i in need.kinds] for i in range(len(kinds))}
    days = {i: _own(i, asked, ends, found) for i, asked in asking.items() if asked}
    for moving in _together([need for need in needs if _on(need) or isinstance(need.rule, Span)]):
        those = {i for need in moving for i in need.kinds}
        beginnings = {day for i in those for need in asking[i] for day in ends[need.key]}
        days |= dict.fromkeys(those, sorted(_reached(beginnings, moving, found, first)))
    return days


def _together(needs: Sequence[Need]) -> list[list[Need]]:
    """Return rules in groups that no kind of record joins."""
    groups: list[list[Need]] = []
    for need in needs:
        joined = [group for group in groups if any(other.kinds & need.kinds for other in group)]
        groups = [group for group in groups if group not in joined] + [[*(n for group in joined for n in group), need]]
    return groups


def _on(need: Need) -> Step | None:
    """Return how far another record must follow on a day, in rules about time between records."""
    months = int(need.value)
    match need.rule:
        case Spread():
            return lambda day: months_before(day, -months)
        case Minimum(window=window) | Ratio(window=window) if parsed(window).name == "any":
            return lambda day: end_of(day + DAY, parsed(window).length)
    return None


def last_before(day: date, months: int) -> date:
    """Return the last day that lies so many calendar months before a day.

    Example:
        >>> last_before(date(2026, 2, 28), 3), last_before(date(2026, 6, 14), 3)
        (datetime.date(2025, 11, 30), datetime.date(2026, 3, 14))
    """
    earlier = months_before(day, months)
    while months_before(earlier + DAY, -months) <= day:
        earlier += DAY
    return earlier


def first_reaching(day: date, months: int) -> date:
    """Return the first day after which so many calendar months reach a day.

    Example:
        >>> first_reaching(date(2026, 5, 31), 3), first_reaching(date(2026, 6, 14), 3)
        (datetime.date(2026, 3, 1), datetime.date(2026, 3, 14))
    """
    earlier = months_before(day, months)
    while months_before(earlier, -months) < day:
        earlier += DAY
    return earlier


def end_of(start: date, length: str) -> date:
    """Return the last day of a stretch: `3mo` or `90d` from its first day on."""
    if length.endswith("d"):
        return start + timedelta(days=int(length[:-1]) - 1)
    return months_before(start, -int(length[:-2])) - DAY


def _ends(need: Need, periods: Sequence[Period], first: date) -> set[date]:
    last = need.case.as_of
    days = {day for period in periods for day in (min(period.end, last), period.start - DAY)}
    rivals = {day for _, start, end in need.rivals for day in (start - DAY, end)}
    return {day for day in (*days, *rivals, *_buckets(need, first), last) if first <= day <= last}


def _buckets(need: Need, first: date) -> set[date]:
    """Return the last days of the calendar periods that a cap is for."""
    every = {CALENDAR[cap.per] for cap in ordered(need.counting) if cap.per in CALENDAR}
    if not every or need.case.as_of < first:
        return set()
    days = pl.select(day=pl.date_range(first, need.case.as_of)).to_series()
    return {start - DAY for length in every for start in days.dt.truncate(length).unique()}


def _reached(
    days: Iterable[date], needs: Sequence[Need], found: Mapping[str, Sequence[Period]], first: date
) -> set[date]:
    """Return the days on which records may have to be because of others, from these days and those already there."""
    last = max(need.case.as_of for need in needs)
    known = {day for need in needs for period in found[need.key] for day in (_before(need, period), *period.days)}
    ahead = [step for need in needs if (step := _on(need))]
    reached = _closed({*days}, known, ahead, first, last)
    for need in needs:
        if isinstance(need.rule, Span):
            back = {last_before(day, int(need.value)) for day in reached}
            reached = _closed(reached | {day for day in back if first <= day}, set(), ahead, first, last)
    return reached


def _before(need: Need, period: Period) -> date:
    """Return the day from which the first record of a period is awaited."""
    return period.start if isinstance(need.rule, Spread) else period.start - DAY


def _closed(days: set[date], known: set[date], ahead: Sequence[Step], first: date, last: date) -> set[date]:
    reached, waiting = set(days), {*days, *known}
    while waiting:
        day = waiting.pop()
        fresh = {later for step in ahead if first <= (later := step(day)) <= last} - reached
        reached |= fresh
        waiting |= fresh
    return reached


def _own(
    kind: int, needs: Sequence[Need], ends: Mapping[str, set[date]], found: Mapping[str, Sequence[Period]]
) -> list[date]:
    """Return the days that matter to a kind, of days that count alike the last."""
    alike: dict[object, date] = {}
    for day in sorted({day for need in needs for day in ends[need.key]}):
        if mark := membership(kind, day, needs, found):
            alike[mark] = day
    return sorted(alike.values())


def membership(
    kind: int, day: date, needs: Sequence[Need], found: Mapping[str, Sequence[Period]]
) -> tuple[tuple[str, date, date], ...]:
    """Return the periods that need a record of a kind on a day, and calendar periods of caps: what it counts for."""
    return tuple(
        (need.key, start, end)
        for need in needs
        if day <= need.case.as_of and kind in need.kinds
        for start, end in [*_around(need, day, found[need.key]), *_capped(need, kind, day)]
    )


def _around(need: Need, day: date, periods: Sequence[Period]) -> list[tuple[date, date]]:
    return [(period.start, period.end) for period in periods if period.start <= day <= period.end]


def _capped(need: Need, kind: int, day: date) -> list[tuple[date, date]]:
    under = [worth.under for worth in need.worths if worth.kind == kind]
    caps = [cap for i, cap in enumerate(ordered(need.counting)) if cap.per in CALENDAR and any(one[i] for one in under)]
    return [bucket(day, CALENDAR[cap.per]) for cap in caps]


def bucket(day: date, every: str) -> tuple[date, date]:
    """Return the first and last day of the calendar week, month or year of a day."""
    start: date = pl.Series([day]).dt.truncate(every)[0]
    end: date = pl.Series([start]).dt.offset_by(every)[0] - DAY
    return start, end
