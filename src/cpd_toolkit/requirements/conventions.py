"""Ways of counting supervision hours: as logged, shared among the group, and as the rules of packs count them.

Before any cap: a cap belongs to the window of its rule.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

import polars as pl

from cpd_toolkit.measures.shapes import CREDITED_HOURS, shaped
from cpd_toolkit.requirements.credit import HOURLY, credited
from cpd_toolkit.requirements.items import items
from cpd_toolkit.requirements.pack import AnyRule, Count, Credit, Pack, Source, Valid, Where

SUPERVISION: tuple[Source, ...] = ("supervision",)
WHOLE = Count(of=SUPERVISION, unit="hours")
SHARED = Count(
    of=SUPERVISION, unit="hours", credit=(Credit(where=Where(format=("group", "peer")), divided=True), Credit())
)


class Convention(NamedTuple):
    """One way of counting hours, and the rules that use it."""

    name: str  # whole, shared, or pack-1, pack-2, ...
    way: Count  # of supervision alone
    rules: tuple[tuple[Pack, AnyRule], ...] = ()


def conventions(packs: Sequence[Pack]) -> list[Convention]:
    """Return the ways of counting hours: as logged, shared among the group, and every other one that a rule uses.

    A rule belongs here when it counts hours or points of supervision, alone or with other records. Rules that count
    alike stand under one convention.
    """
    known = {_bare(WHOLE): Convention("whole", WHOLE), _bare(SHARED): Convention("shared", SHARED)}
    for pack in packs:
        for rule in pack.rules:
            count = None if isinstance(rule, Valid) else rule.count
            if count is None or count.unit not in HOURLY or SUPERVISION[0] not in count.of:
                continue
            own = known.setdefault(_bare(count), Convention(f"pack-{len(known) - 1}", _bare(count)))
            known[_bare(count)] = own._replace(rules=(*own.rules, (pack, rule)))
    return [*known.values()]


def _bare(count: Count) -> Count:
    """Return a count of supervision alone, without caps."""
    return count.model_copy(update={"of": SUPERVISION, "caps": (), "distinct": None})


def hours_by_convention(
    tables: Mapping[str, pl.DataFrame],
    members: Sequence[str],
    span: tuple[date, date],
    as_of: date,
    counted: Sequence[Convention],
) -> pl.DataFrame:
    """Return what the supervision of each member counts for in a span of days, by each convention.

    Args:
        tables: Accepted rows.
        members: Codes; one without a session has 0.
        span: First and last day, both inside.
        as_of: The day of the report; nothing after it counts.
        counted: From `conventions`.

    Returns:
        shapes.CREDITED_HOURS, members by code, conventions in their order. Where a cell that matters is not stated,
        `least` is below `most`.
    """
    known = items(tables, SUPERVISION, as_of).lazy().filter(pl.col("first").is_between(*span))
    everyone = pl.LazyFrame({"member_id": members}, {"member_id": pl.String})
    told = [
        everyone.join(_summed(known, one.way), on="member_id", how="left").with_columns(
            convention=pl.lit(one.name), order=pl.lit(i)
        )
        for i, one in enumerate(counted)
    ]
    filled = pl.concat(told).with_columns(pl.col("sessions", "least", "most").fill_null(0), people=1)
    return shaped(filled.sort("member_id", "order"), CREDITED_HOURS)


def _summed(known: pl.LazyFrame, count: Count) -> pl.LazyFrame:
    sums = pl.col("least", "most").sum().round(12)
    return credited(known, count).group_by("member_id").agg(sums, sessions=pl.len())
