"""Each rule as conditions of the program: so much in each period, never too far apart, far enough, one document."""

from collections.abc import Mapping, Sequence
from datetime import date
from math import floor
from typing import NamedTuple

import polars as pl

from cpd_toolkit.measures.windows import months_before
from cpd_toolkit.requirements.credit import CALENDAR, HOURLY
from cpd_toolkit.requirements.items import items
from cpd_toolkit.requirements.pack import Carry, Minimum, Span, Spread, Valid
from cpd_toolkit.requirements.plan.days import bucket
from cpd_toolkit.requirements.plan.kinds import Kind
from cpd_toolkit.requirements.plan.program import STRUCTURE, Program
from cpd_toolkit.requirements.plan.standing import Group, Need, Period
from cpd_toolkit.requirements.plan.worth import Worth, ordered

QUARTERS = 4  # steps of an hour that a person can book
Terms = dict[int, float]


class Slot(NamedTuple):
    """Records of one kind on one day that a plan may ask for."""

    kind: int  # its place in the list of kinds
    what: str
    day: date
    records: int  # the variable that counts them
    quarters: int | None  # the variable of their quarter hours; None where they have none


def slots(program: Program, kinds: Sequence[Kind], days: Mapping[int, Sequence[date]]) -> list[Slot]:
    """Return a slot for each kind and day, with its variables: no record holds less than a quarter hour or too much."""
    made = []
    for i, listed in days.items():
        for day in listed:
            records = program.variable()
            quarters = program.variable() if kinds[i].longest else None
            made.append(Slot(i, kinds[i].what, day, records, quarters))
            if quarters is not None:
                program.at_most(STRUCTURE, {quarters: 1, records: -QUARTERS * kinds[i].longest}, 0)
                least = 0 if kinds[i].may_be_empty else 1
                program.at_least(STRUCTURE, {quarters: 1, records: -least}, 0)
    return made


def ask(program: Program, need: Need, periods: Sequence[Period], made: Sequence[Slot]) -> None:
    """Add the conditions of a rule to the program, under the rule's key.

    Args:
        program: Where they go.
        need: The rule.
        periods: Its periods, those that new records begin included.
        made: All slots.
    """
    open_to = [slot for slot in made if slot.day <= need.case.as_of and not _spent(need, slot)]
    counted = [(slot, worth) for slot in open_to for worth in need.worths if worth.kind == slot.kind]
    match need.rule:
        case Valid():
            _a_document(program, need, counted)
        case Minimum() if need.rule.carry:
            _carried(program, need, need.rule.carry, periods, counted)
        case Spread() | Span():
            add = _never_too_far if isinstance(need.rule, Spread) else _far_enough
            for period in periods:
                add(program, need, period, _inside(period, counted))
        case _:
            for period in periods:
                _so_much(program, need, period, counted, [slot for slot in made if slot.what == "practice"])


Counted = Sequence[tuple[Slot, Worth]]


def _spent(need: Need, slot: Slot) -> bool:
    """Return whether an earlier pack uses such a record, so that it does not count here."""
    return any(slot.kind in kinds and start <= slot.day <= end for kinds, start, end in need.rivals)


def _inside(period: Period, counted: Counted) -> Counted:
    return [(slot, worth) for slot, worth in counted if period.start <= slot.day <= period.end]


def _so_much(program: Program, need: Need, period: Period, counted: Counted, practice: Sequence[Slot]) -> None:
    if period.paused:
        return
    new = _credit(program, need, period, _inside(period, counted))
    if isinstance(need.rule, Minimum):
        program.at_least(need.key, new, need.value - period.least)
        return
    program.at_least(need.key, new, need.floor - period.least)
    # New practice asks for more in its turn.
    for slot in practice:
        if slot.quarters is not None and period.start <= slot.day <= period.end:
            new = new | {slot.quarters: new.get(slot.quarters, 0.0) - 1 / QUARTERS / need.value}
    program.at_least(need.key, new, period.worked / need.value - period.least)


def _carried(program: Program, need: Need, carry: Carry, periods: Sequence[Period], counted: Counted) -> None:
    """Ask for so much in each period, of its own or moved from those whose surplus it may use."""
    moved = {
        (j, i): program.variable(whole=False)
        for i in range(len(periods))
        for j in range(max(0, i - carry.forward), min(len(periods), i + carry.back + 1))
    }
    for i, period in enumerate(periods):
        new = _credit(program, need, period, _inside(period, counted))
        given = {variable: 1.0 for (source, _), variable in moved.items() if source == i}
        program.at_most(need.key, given | {variable: -factor for variable, factor in new.items()}, period.least)
        if not new:  # what is over fills itself first: it gives no more than it has too much of
            others = {variable: 1.0 for (source, target), variable in moved.items() if source == i != target}
            program.at_most(need.key, others, max(0.0, period.least - (0.0 if period.paused else need.value)))
        last = periods[min(i + carry.back, len(periods) - 1)].end  # of those that may still give to it
        if not period.paused and (need.since is None or last >= need.since):
            held = {variable: 1.0 for (_, target), variable in moved.items() if target == i}
            program.at_least(need.key, held, need.value)


def _credit(program: Program, need: Need, period: Period, inside: Counted) -> Terms:
    """Return what new records add to a period, as a sum of variables, what a cap takes from them left out."""
    count = need.counting
    whole = not count.caps and count.longest_hours is None and not any(worth.value for _, worth in inside)
    summed: Terms = {}
    groups: dict[Group, Terms] = {}
    values: dict[str, Terms] = {}
    for slot, worth in inside:
        amount = _amount(need, slot, worth)
        if not whole:
            amount = {_part(program, need, slot, worth, amount): 1.0}
        for variable, factor in amount.items():
            summed[variable] = summed.get(variable, 0.0) + factor
            for group in _groups(need, slot, worth):
                groups.setdefault(group, {})[variable] = factor
            if worth.value:
                values.setdefault(worth.value, {})[variable] = factor
    _limited(program, need, period, groups, values)
    return summed


def _amount(need: Need, slot: Slot, worth: Worth) -> Terms:
    if need.counting.unit not in HOURLY:
        return {slot.records: worth.amount}
    return {} if slot.quarters is None else {slot.quarters: worth.amount / QUARTERS}


def _part(program: Program, need: Need, slot: Slot, worth: Worth, amount: Terms) -> int:
    """Return the variable of what counts of a slot's records: no more than they hold, nor than the longest of each."""
    part = program.variable(whole=False)
    program.at_most(need.key, {part: 1.0} | {variable: -factor for variable, factor in amount.items()}, 0)
    if need.counting.longest_hours is not None and need.counting.unit in HOURLY:
        # Blocks are of whole quarters too.
        longest = floor(need.counting.longest_hours * QUARTERS) / QUARTERS
        program.at_most(need.key, {part: 1.0, slot.records: -worth.amount * longest}, 0)
    return part


def _groups(need: Need, slot: Slot, worth: Worth) -> list[Group]:
    return [
        (i, worth.each[i], bucket(slot.day, CALENDAR[cap.per])[0] if cap.per in CALENDAR else None)
        for i, cap in enumerate(ordered(need.counting))
        if worth.under[i]
    ]


def _limited(
    program: Program, need: Need, period: Period, groups: Mapping[Group, Terms], values: Mapping[str, Terms]
) -> None:
    caps = ordered(need.counting)
    for group, terms in groups.items():
        cap = caps[group[0]]
        most = cap.at_most or (cap.at_most_share or 0) * need.value
        program.at_most(need.key, terms, max(0.0, most - period.used.get(group, 0.0)))
    for value, terms in values.items():
        program.at_most(need.key, terms, 0.0 if value in period.had else 1.0)


def _never_too_far(program: Program, need: Need, period: Period, inside: Counted) -> None:
    """Ask that so many months after the period's first day and after each record there is another one, or the end."""
    end, months = min(period.end, need.case.as_of), int(need.value)
    for day in {period.start, *period.days, *(slot.day for slot, _ in inside)}:
        last = months_before(day, -months)
        if last < end and not any(day < kept <= last for kept in period.days):
            program.at_least(need.key, {slot.records: 1.0 for slot, _ in inside if day < slot.day <= last}, 1)


def _far_enough(program: Program, need: Need, period: Period, inside: Counted) -> None:
    """Ask for two records so many months apart."""
    months = int(need.value)
    chosen: Terms = {}
    for day in {*period.days, *(slot.day for slot, _ in inside)}:
        target = months_before(day, -months)
        first = program.variable(most=1)
        chosen[first] = 1.0
        if day not in period.days:
            here = {slot.records: -1.0 for slot, _ in inside if slot.day == day}
            program.at_most(need.key, {first: 1.0} | here, 0)
        if not any(kept >= target for kept in period.days):
            later = {slot.records: 1.0 for slot, _ in inside if slot.day >= target}
            program.at_least(need.key, later | {first: -1.0}, 0)
    program.at_least(need.key, chosen, 1)


def _a_document(program: Program, need: Need, counted: Counted) -> None:
    day = need.case.as_of
    there = items(need.case.tables, need.counting.of, day).filter(
        pl.col("kind").is_in([*need.counting.where.kind]), pl.col("valid_until") >= day
    )
    if there.is_empty():
        program.at_least(need.key, {slot.records: 1.0 for slot, _ in counted}, 1)
