"""What a rule asks for in each of its periods on the day of the plan, and how the records already there stand to it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import polars as pl

from cpd_toolkit.requirements.case import Case
from cpd_toolkit.requirements.conditions import maybe, under
from cpd_toolkit.requirements.credit import CALENDAR, DIGITS, capped, credited, once, single
from cpd_toolkit.requirements.items import items
from cpd_toolkit.requirements.pack import AnyRule, Count, Minimum, Ratio, Valid
from cpd_toolkit.requirements.periods import pauses_in, periods, placed
from cpd_toolkit.requirements.plan.worth import Worth, ordered
from cpd_toolkit.requirements.window import parsed
from cpd_toolkit.tables.rule import FIRST_DAY

Group = tuple[int, str, date | None]  # a cap by its place, the value whose own cap it is, the calendar period it is for


class Need(NamedTuple):
    """A rule that a plan shall meet, and what it is judged on."""

    key: str  # pack/rule
    rule: AnyRule
    counting: Count
    value: float  # the number in force on the day
    floor: float  # of a ratio
    case: Case  # its as_of is the day on which the rule is judged
    worths: Sequence[Worth]
    kinds: frozenset[int]  # those that change how the rule stands, by their place: what it counts, and practice hours
    rivals: Sequence[tuple[frozenset[int], date, date]] = ()  # kinds that an earlier pack uses on these days
    since: date | None = None  # of a rule lost in a period that is over: only those are asked for that end from here on


class Period(NamedTuple):
    """A period of a rule, and what is already in it."""

    start: date
    end: date
    paused: bool  # on all its days
    least: float  # what surely counts
    worked: float  # practice hours
    days: Sequence[date]  # of the records that surely count
    used: Mapping[Group, float]  # what is already under each cap
    had: frozenset[str]  # values that are already there, where each counts once


def period_frame(need: Need, days: Iterable[date] = ()) -> pl.DataFrame:
    """Return the periods of a need as the engine sees them on its day.

    Args:
        need: The rule.
        days: Of records that a plan may add, after which stretches of an `any` window may begin.
    """
    case, rule = need.case, need.rule
    if isinstance(rule, Valid):
        whole = {"period_start": pl.lit(FIRST_DAY), "period_end": pl.lit(case.as_of)}
        return case.holders.select("member_id", **whole)
    there = items(case.tables, need.counting.of, case.as_of).select("member_id", "first")
    added = case.holders.select("member_id").join(pl.DataFrame({"first": [*days]}, {"first": pl.Date}), how="cross")
    within = periods(case.holders, parsed(rule.window), pl.concat([there, added]), case.as_of)
    over = parsed(rule.window).name == "any" and isinstance(rule, Minimum | Ratio)
    return within.filter(pl.col("period_end") <= case.as_of) if over else within


def standing(need: Need, days: Iterable[date] = ()) -> list[Period]:
    """Return the periods of a need with what is already in them, by date."""
    within = period_frame(need, days)
    case, count = need.case, need.counting
    there = items(case.tables, count.of, case.as_of)
    unspent = there.join(case.spent, on=case.spent.columns, how="anti", nulls_equal=True)
    inside = single(credited(placed(unspent.lazy(), within, case.as_of), count), count)
    inside = once(inside, count.distinct) if count.distinct else inside
    counted = capped(inside, count, need.value).filter(pl.col("least") > 0).collect()
    worked = placed(items(case.tables, ("practice",), case.as_of).lazy(), within, case.as_of).collect()
    used = _used(inside, need)
    return [
        Period(
            start,
            end,
            paused == "whole",
            round(float(_of(counted, start, end)["least"].sum()), DIGITS),
            round(float(_of(worked, start, end)["hours"].sum()), DIGITS),
            sorted(_of(counted, start, end)["first"]),
            {group: amount for place, group, amount in used if place == (start, end)},
            frozenset(_of(counted, start, end)[count.distinct].drop_nulls()) if count.distinct else frozenset(),
        )
        for _, start, end, paused in pauses_in(within, case.pauses).sort("period_start").rows()
    ]


def _of(rows: pl.DataFrame, start: date, end: date) -> pl.DataFrame:
    return rows.filter(period_start=start, period_end=end)


def _used(inside: pl.LazyFrame, need: Need) -> list[tuple[tuple[date, date], Group, float]]:
    """Return for each period what stands under each cap once it has been applied, by group."""
    caps = ordered(need.counting)
    found = []
    for i, cap in enumerate(caps):
        so_far = need.counting.model_copy(update={"caps": tuple(caps[: i + 1])})
        held = capped(inside, so_far, need.value).filter(maybe(under(cap)), pl.col("least") > 0)
        groups = held.with_columns(
            value=pl.col(cap.each) if cap.each else pl.lit(""),
            since=pl.col("first").dt.truncate(CALENDAR[cap.per]) if cap.per in CALENDAR else pl.lit(None, pl.Date),
        )
        summed = groups.group_by("period_start", "period_end", "value", "since").agg(pl.col("least").sum()).collect()
        found += [((start, end), (i, value, since), least) for start, end, value, since, least in summed.rows()]
    return found
