"""What a record of each kind counts for under a rule, as the engine itself counts it, before any cap."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import polars as pl

from cpd_toolkit.requirements.conditions import has, maybe, under
from cpd_toolkit.requirements.credit import DIGITS, HOURLY, credited, single
from cpd_toolkit.requirements.items import items
from cpd_toolkit.requirements.pack import Cap, Count
from cpd_toolkit.requirements.plan.kinds import Kind, typed

PROBE_DAY = date(2000, 1, 1)
CODES = ("client_id", "respondent_id", "supervisor_id")  # of which a new record may always name another


class Worth(NamedTuple):
    """What a record of a kind, as a record of one source, counts for under a rule."""

    kind: int  # its place in the list of kinds
    amount: float  # of an hour, in rules that count hours; else of a record
    under: tuple[bool, ...]  # which of the rule's caps it may fall under, in the order of `ordered`
    each: tuple[str, ...]  # by cap, the value whose own cap that is; "" where the cap is one for all
    value: str  # the value that may count once; "" where each record counts or names another


def ordered(count: Count) -> list[Cap]:
    """Return the caps in the order in which they are applied."""
    return sorted(count.caps, key=lambda cap: cap.per == "window")


def worths(count: Count, kinds: Sequence[Kind]) -> list[Worth]:
    """Return what each kind counts for; kinds that count for nothing are left out."""
    # A longest record is for the program to keep to; of what counts by the record it may take a part.
    whole = count.model_copy(update={"longest_hours": None}) if count.unit in HOURLY else count
    probes = [
        (kind.table, kind.record("", i, PROBE_DAY, float(kind.longest > 0), PROBE_DAY)) for i, kind in enumerate(kinds)
    ]
    told = single(credited(items(typed(probes), count.of, PROBE_DAY).lazy(), whole), count, ["member_id"]).select(
        "row",
        pl.col("least").round(DIGITS),
        under=_listed([maybe(under(cap)) for cap in ordered(count)], pl.Boolean()),
        each=_listed([_own(cap) for cap in ordered(count)], pl.String()),
        value=pl.col(count.distinct) if count.distinct else pl.lit(""),
    )
    # A record that doesn't say under which value's cap it falls, or which value it adds, surely adds nothing.
    stated = pl.col("value").is_not_null() & ~pl.col("each").list.eval(pl.element().is_null()).list.any()
    surely = told.filter(pl.col("least") > 0, stated).sort("row", "value").collect()
    return [_worth(count, *row) for row in surely.rows()]


def _own(cap: Cap) -> pl.Expr:
    """Return the value whose own cap it is; no value where a kind of record has none."""
    return pl.when(has(cap.each)).then(cap.each).otherwise(pl.lit("")) if cap.each else pl.lit("")


def _listed(values: Sequence[pl.Expr], kind: pl.DataType) -> pl.Expr:
    return pl.concat_list(values) if values else pl.lit([], pl.List(kind))


def _worth(count: Count, row: int, least: float, under: list[bool], each: list[str], value: str) -> Worth:
    known = "" if count.distinct in CODES else value
    return Worth(row, 1.0 if count.distinct else least, tuple(under), tuple(each), known)
