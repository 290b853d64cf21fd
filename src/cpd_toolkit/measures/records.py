"""Records of every kind along a stretch of days: the days that have one, and the gaps of three months and more.

Three months without any record are what a regulator with a dated list asks to be explained (docs/methods.md).
"""

from collections.abc import Mapping, Sequence
from datetime import date

import polars as pl

from cpd_toolkit.measures.gaps import joined, session_gaps
from cpd_toolkit.measures.reflections import entries
from cpd_toolkit.measures.shapes import RECORD_DAYS, RECORD_GAPS, STRETCHES, shaped
from cpd_toolkit.measures.training import ENDED
from cpd_toolkit.tables import TABLES
from cpd_toolkit.tables.schema import dtypes

KINDS = ("supervision", "training", "reflection", "feedback", "evidence")
ANY_KIND = "any"
GAP_MONTHS = 3
DAYS = {"supervision": pl.col("date"), "training": ENDED, "feedback": pl.col("date"), "evidence": pl.col("date")}


def record_days(tables: Mapping[str, pl.DataFrame], start: date, end: date) -> pl.DataFrame:
    """Return the days with a record of each kind, both ends inside.

    A response to a survey is one record; a reflection is an entry of `reflections`, whose row stands under its own kind
    too. Practice has no days: see `practice_stretches`.

    Returns:
        shapes.RECORD_DAYS, by kind in the order of KINDS, then by day.
    """
    whole = {name: tables.get(name, pl.DataFrame(schema=dtypes(TABLES[name]))) for name in DAYS}
    found = [
        *(_days(rows.lazy(), name, DAYS[name]) for name, rows in whole.items()),
        _days(entries(whole["supervision"], whole["training"], end), "reflection", pl.col("day")),
    ]
    inside = pl.concat(found).filter(pl.col("date").is_between(start, end))
    told = shaped(inside.with_columns(people=pl.lit(1)), RECORD_DAYS, ["member_id", "date"])
    return told.sort(pl.col("kind").cast(pl.Enum(KINDS)), maintain_order=True)


def _days(rows: pl.LazyFrame, kind: str, day: pl.Expr) -> pl.LazyFrame:
    number = pl.col("response_id").n_unique() if kind == "feedback" else pl.len()
    dated = rows.group_by("member_id", day.alias("date")).agg(records=number.cast(pl.Int64))
    return dated.select("member_id", "date", "records", kind=pl.lit(kind))


def record_gaps(
    days: pl.DataFrame, start: date, end: date, pauses: pl.DataFrame | None = None, kinds: Sequence[str] = KINDS
) -> pl.DataFrame:
    """Return the gaps of three calendar months and more without a record of a kind, and of `any` kind.

    A gap runs from a day with a record to the next; the first one from `start`, the last one to `end`. It is one of
    three months when its later day is not before the same day three months on, cut to the month's end.

    Args:
        days: shapes.RECORD_DAYS of one member.
        start: First day.
        end: Last day.
        pauses: member_id, pause_from, pause_to; none when left out.
        kinds: Those that the dossier holds a table for; a kind without a record is one whole gap.

    Returns:
        shapes.RECORD_GAPS: `any` first, then the kinds in their order, by day.
    """
    told = [
        _gaps(days.filter(pl.col("kind") == kind) if kind != ANY_KIND else days, start, end, pauses, kind)
        for kind in (ANY_KIND, *kinds)
    ]
    later = pl.col("gap_from").dt.offset_by(f"{GAP_MONTHS}mo")
    return pl.concat([pl.DataFrame(schema=RECORD_GAPS), *told]).filter(pl.col("gap_to") >= later)


def _gaps(days: pl.DataFrame, start: date, end: date, pauses: pl.DataFrame | None, kind: str) -> pl.DataFrame:
    member = days["member_id"].first() or (pauses["member_id"].first() if pauses is not None else None) or ""
    edges = pl.DataFrame({"member_id": [member] * 2, "date": [start, end]})
    found = session_gaps(pl.concat([days.select("member_id", "date"), edges]), end, pauses)
    return shaped(found.with_columns(kind=pl.lit(kind)), RECORD_GAPS)


def practice_stretches(practice: pl.DataFrame, start: date, end: date) -> pl.DataFrame:
    """Return the days of practice rows inside two days, rows that overlap or touch as one stretch: shapes.STRETCHES."""
    inside = practice.filter(pl.col("start_date") <= end, pl.col("end_date") >= start)
    first, last = pl.max_horizontal("start_date", pl.lit(start)), pl.min_horizontal("end_date", pl.lit(end))
    rows = [(a, b, 1) for a, b in joined(inside.select(first.alias("first"), last.alias("last")).rows())]
    return pl.DataFrame(rows, STRETCHES, orient="row")
