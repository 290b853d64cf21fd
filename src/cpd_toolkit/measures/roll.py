"""The roll of an organisation: each member of the register with their place, their level and what data there are.

A member of whom no table holds a row is one whose data were not handed in, or who did nothing: which of the two can't
be told, so their verdict on any rule is `unknown`, never "not met".
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

import polars as pl

from cpd_toolkit.dossier import K_FLOOR
from cpd_toolkit.measures.groups import UNSTATED, standing
from cpd_toolkit.measures.training import ENDED

SOURCES: dict[str, pl.Expr] = {  # tables of records, with the day a row belongs to
    "supervision": pl.col("date"),
    "practice": pl.col("start_date"),
    "training": ENDED,
    "feedback": pl.col("date"),
    "evidence": pl.col("date"),
}
VERDICTS = ("met", "not_met", "unknown")
POOLED = "other"
AND = " + "  # between the packs of a level
NO_PLACE = (UNSTATED, POOLED)  # members without a place are no place


def roll(
    tables: Mapping[str, pl.DataFrame], as_of: date, need_sessions: int, packs: Sequence[str] = ()
) -> pl.DataFrame:
    """Return a row for each member of the register.

    Args:
        tables: Accepted rows by table, `members` and `supervision` among them; later ones than as_of are no data yet.
        as_of: The day.
        need_sessions: Sessions wanted in 365 days.
        packs: Requirement packs of all whose row of the register names none.

    Returns:
        member_id, region, group_id and level (the packs), each `not_stated` where empty; with_records, whether there is
        a row of any table up to as_of; sessions_365_days; lapse_date; verdict on the need.
    """
    register = tables["members"]
    stand = standing(register, tables["supervision"].filter(pl.col("date") <= as_of), as_of, need_sessions)
    level = register.select("member_id", level=pl.col("rules").fill_null(AND.join(packs) or UNSTATED))
    heard = pl.concat(rows.filter(day <= as_of)["member_id"].unique() for rows, day in _recorded(tables))
    told = stand.join(level, on="member_id", maintain_order="left").with_columns(
        with_records=pl.col("member_id").is_in(heard.unique().implode())
    )
    return told.with_columns(verdict=known(pl.col("meets_need_365_days"))).select(
        *("member_id", "region", "group_id", "level", "with_records", "sessions_365_days", "lapse_date", "verdict")
    )


def known(met: pl.Expr) -> pl.Expr:
    """Return the verdict of members on something met or not; unknown without any record."""
    judged = pl.when(met).then(pl.lit("met")).otherwise(pl.lit("not_met"))
    return pl.when("with_records").then(judged).otherwise(pl.lit("unknown"))


def _recorded(tables: Mapping[str, pl.DataFrame]) -> list[tuple[pl.DataFrame, pl.Expr]]:
    return [(tables[name], day) for name, day in SOURCES.items() if name in tables]


class Group(NamedTuple):
    """Members of one place, and how many of them meet the need."""

    name: str
    members: int
    met: int


def pooled(roll: pl.DataFrame, k: int) -> pl.DataFrame:
    """Return the roll with the places that shares are told under: regions, levels and groups of a region, or `other`.

    A share tells too much unless at least k members stand on both sides of it. So a place is told by itself when k of
    its members meet the need and k don't; the others are one, with the smallest of those told apart as long as this
    one falls short itself, or has fewer than five members outside its largest place: then even somebody who knows how
    many members each place has can't tell the count of any of them to less than five, or to less than it has members.

    Args:
        roll: The members.
        k: Of the output.

    Returns:
        The roll; `group_id` within `region`. A group that lies in several regions is `other` in each.
    """
    placed = roll.with_columns(_told("region", _apart(_counted(roll, "region"), k)))
    placed = placed.with_columns(_told("level", _apart(_counted(roll, "level"), k)))
    spread = pl.col("region").n_unique().over("group_id") > 1
    lying = placed.with_columns(group_id=pl.when(spread).then(pl.lit(POOLED)).otherwise("group_id"))
    own = [name for _, part in lying.group_by("region") for name in _apart(_counted(part, "group_id"), k)]
    return lying.with_columns(_told("group_id", own)).sort("member_id")


def _told(place: str, own: Sequence[str]) -> pl.Expr:
    return pl.when(pl.col(place).is_in(own)).then(place).otherwise(pl.lit(POOLED)).alias(place)


def _counted(roll: pl.DataFrame, place: str) -> list[Group]:
    counted = roll.group_by(place).agg(pl.len(), met=(pl.col("verdict") == "met").sum()).sort(place)
    return [Group(*row) for row in counted.rows()]


def _apart(groups: Sequence[Group], k: int) -> list[str]:
    """Return the places that are told by themselves."""
    fits = [one for one in groups if one.name not in NO_PLACE and min(one.met, one.members - one.met) >= k]
    pool = [one for one in groups if one not in fits]
    largest_first = sorted(fits, key=lambda one: (-one.members, one.name))
    while largest_first and pool and not _is_enough(pool, k):
        pool.append(largest_first.pop())
    return sorted(one.name for one in largest_first)


def _is_enough(pool: Sequence[Group], k: int) -> bool:
    members, met = sum(one.members for one in pool), sum(one.met for one in pool)
    largest = max((one.members for one in pool if one.name not in NO_PLACE), default=0)
    return min(met, members - met) >= k and members - largest >= K_FLOOR


def intervals(days: pl.Series, first: date, last: date, least: int) -> list[tuple[date, date]]:
    """Return months, quarters or years from one day to another: the shortest in which so many days lie on average.

    Args:
        days: Such as the days on which something ends, of one member each.
        first: Of the stretch; the first interval begins on it, though its month began before.
        last: Of the stretch.
        least: How many on average.
    """
    inside = days.is_between(first, last).sum()
    for every in ("1mo", "1q", "1y"):
        found = _cut(first, last, every)
        if inside >= least * len(found):
            break
    return found


def _cut(first: date, last: date, every: str) -> list[tuple[date, date]]:
    start = pl.select(pl.date_ranges(pl.lit(first).dt.truncate(every), pl.lit(last), every).explode()).to_series()
    ends = start.dt.offset_by(every).dt.offset_by("-1d")
    return [(max(one, first), min(end, last)) for one, end in zip(start, ends, strict=True)]
