"""The records that a program chose, as rows a person reads and as rows the engine judges."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

import polars as pl

from cpd_toolkit.measures.windows import months_before
from cpd_toolkit.requirements.credit import HOURLY
from cpd_toolkit.requirements.pack import Minimum, Ratio, Span, Spread, Valid
from cpd_toolkit.requirements.plan.days import first_reaching, membership
from cpd_toolkit.requirements.plan.demands import QUARTERS, Slot
from cpd_toolkit.requirements.plan.kinds import Kind, typed
from cpd_toolkit.requirements.plan.standing import Need, Period
from cpd_toolkit.requirements.plan.worth import CODES
from cpd_toolkit.requirements.window import parsed

DAY = timedelta(days=1)
Tables = Mapping[str, pl.DataFrame]


class Chosen(NamedTuple):
    """Records of one kind on one day that a plan asks for."""

    kind: int
    day: date  # the latest
    records: int
    quarters: int  # of an hour, in all


def chosen(values: Sequence[float], slots: Sequence[Slot]) -> list[Chosen]:
    """Return the slots that a solution fills, by day."""
    filled = [
        Chosen(
            slot.kind, slot.day, int(values[slot.records]), 0 if slot.quarters is None else int(values[slot.quarters])
        )
        for slot in slots
        if values[slot.records]
    ]
    return sorted(filled, key=lambda one: (one.day, one.kind))


def with_plan(
    tables: Tables, plan: Sequence[Chosen], kinds: Sequence[Kind], member: str, until: date
) -> dict[str, Any]:
    """Return the tables with the records of a plan in them, each on its latest day, hours spread evenly."""
    rows, number = [], 0
    for one in plan:
        for i in range(one.records):
            number += 1
            share = (one.quarters // one.records + (i < one.quarters % one.records)) / QUARTERS
            rows.append((kinds[one.kind].table, kinds[one.kind].record(member, number, one.day, share, until)))
    added = typed(rows)
    both = {name: pl.concat([tables[name], rows]) for name, rows in added.items() if name in tables}
    return {**tables, **added, **both}


def action(one: Chosen, kind: Kind, needs: Sequence[Need], rules: Sequence[str], earliest: date) -> dict[str, Any]:
    """Return a row of shapes.PLAN, without its member.

    Args:
        one: What is chosen.
        kind: Its kind.
        needs: The rules it counts for.
        rules: Those of them that would not be met without it.
        earliest: From when on it counts for them all.
    """
    amounts = [need for need in needs if need.key in rules and isinstance(need.rule, Minimum | Ratio)]
    hours = any(need.counting.unit in HOURLY for need in amounts)
    return {
        **{name: [*values] for name, values in kind.fields.items() if kind.what != "reflection"},
        "what": kind.what,
        "new": sorted({need.counting.distinct for need in needs} & {*CODES}),
        "valid_until": max((need.case.as_of for need in needs if isinstance(need.rule, Valid)), default=None),
        "amount": one.quarters / QUARTERS if hours else float(one.records),
        "unit": "hours" if hours else "records",
        "records": one.records,
        "earliest": earliest,
        "by": one.day,
        "rules": [*rules],
    }


def earliest(
    one: Chosen, needs: Sequence[Need], plan: Sequence[Chosen], found: Mapping[str, Sequence[Period]], first: date
) -> date:
    """Return from when on records count for every rule they count for on their latest day.

    Any day from then on will do whatever day the other rows are done on, inside their own days.

    Args:
        one: What is chosen.
        needs: The rules it counts for.
        plan: All that is chosen.
        found: The periods of every rule, by key.
        first: The first day on which a new record may lie.
    """
    days = [first, *(start for _, start, _ in membership(one.kind, one.day, needs, found))]
    for need in needs:
        days += [end + DAY for kinds, _, end in need.rivals if one.kind in kinds and end < one.day]
        others = {other.day for other in plan if other.kind in need.kinds}
        for period in found[need.key]:
            if period.start <= one.day <= period.end:
                days += _not_before(one.day, need, period, {*others, *period.days})
    return max(days)


def _not_before(day: date, need: Need, period: Period, others: set[date]) -> list[date]:
    months = int(need.value)
    match need.rule:
        case Spread():
            end = min(period.end, need.case.as_of)
            following = min([other for other in others if other > day], default=end)
            return [first_reaching(following, months)] if months_before(day, -months) >= following else []
        case Span():
            first = min(other for other in others if other >= period.start)
            return [months_before(first, -months)] if months_before(first, -months) <= day else []
        case Minimum() | Ratio() if parsed(need.rule.window).name == "any":
            return [day]
    return []
