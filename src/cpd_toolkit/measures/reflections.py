"""Reflections: how regularly (article 40) and how broadly (article 44) a person writes, from the same entries.

An entry is a supervision or training row with something under learning or application, or a training row of category
reflection. It counts once for each of the two articles, and no hours are counted for it.
"""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

import polars as pl

from cpd_toolkit.measures.gaps import gap_summary
from cpd_toolkit.measures.selection import Quantity, Selection, tally
from cpd_toolkit.measures.shapes import result_table
from cpd_toolkit.measures.supervision import PRESENTED
from cpd_toolkit.measures.training import ENDED
from cpd_toolkit.measures.windows import MONTHS, Window, bounds, in_window, months_before, span

FACETS = ("client_work", "practice", "self")
PLACE = ("member_id", "table", "file", "sheet", "row")

LEARNT = pl.col("learning").is_not_null()
APPLIED = pl.col("application").is_not_null()
REFLECTION = pl.col("category") == "reflection"

WRITTEN = (
    Quantity("rows"),
    Quantity("with_learning", where=LEARNT),
    Quantity("with_application", where=APPLIED),
    Quantity("with_both", where=LEARNT & APPLIED),
)


def entries(sessions: pl.DataFrame, training: pl.DataFrame, as_of: date) -> pl.LazyFrame:
    """Return the entries up to as_of with their day and facet.

    A session with a case presented is about client work, another session or an activity about practice, an activity of
    category reflection about oneself: our own reading of where an entry was written, never of its text.
    """
    of_session = pl.when(PRESENTED).then(pl.lit("client_work")).otherwise(pl.lit("practice"))
    of_activity = pl.when(REFLECTION).then(pl.lit("self")).otherwise(pl.lit("practice"))
    both = [
        _told(sessions, "supervision", pl.col("date")).filter(LEARNT | APPLIED).with_columns(facet=of_session),
        _told(training, "training", ENDED).filter(LEARNT | APPLIED | REFLECTION).with_columns(facet=of_activity),
    ]
    named = pl.concat(rows.select(*PLACE, "day", "facet") for rows in both)
    return named.filter(pl.col("day") <= as_of)


def _told(rows: pl.DataFrame, table: str, day: pl.Expr) -> pl.LazyFrame:
    return rows.lazy().with_columns(table=pl.lit(table), day=day)


def reflection_regularity(sessions: pl.DataFrame, training: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Return how regularly one person's entries come (article 40).

    Returns:
        Measures entries (in the 12 months), months_with_entry (of the 12 months, counted back from as_of; 12 as
        denominator, value the count), and in days over all entries longest_gap (null below two days), median_gap (null
        below four gaps) and open_gap (null without an entry).
    """
    every = entries(sessions, training, as_of).collect()
    recent = every.filter(pl.col("day") > months_before(as_of, MONTHS))["day"].to_list()
    edges = [months_before(as_of, back) for back in range(MONTHS, -1, -1)]
    months = sum(any(first < day <= last for day in recent) for first, last in pairwise(edges))
    gaps = gap_summary(every.rename({"day": "date"}).with_columns(member_id=pl.lit("")), as_of)
    days = gaps.row(0, named=True) if gaps.height else {}
    told: list[tuple[str, float | None, float | None]] = [
        ("entries", len(recent), None),
        ("months_with_entry", months, MONTHS),
        *((name, days.get(f"{name}_days"), None) for name in ("longest_gap", "median_gap", "open_gap")),
    ]
    start, end = bounds("12_months", as_of)
    frame = pl.DataFrame(told, {"measure": pl.String, "value": pl.Float64, "denominator": pl.Float64}, orient="row")
    people = pl.lit(every["member_id"].n_unique())
    return result_table(
        frame.with_columns(numerator="value", people=people, interval_start=pl.lit(start), interval_end=pl.lit(end))
    )


def reflection_breadth(
    sessions: pl.DataFrame, training: pl.DataFrame, as_of: date, window: Window = "12_months", by: Sequence[str] = ()
) -> pl.DataFrame:
    """Return the entries of a window by facet (article 44); every facet is reported, and an entry is in one of them."""
    every = entries(sessions, training, as_of)
    spine = span(window, as_of).join(pl.LazyFrame({"facet": FACETS}), how="cross")
    rows = in_window(every, window, as_of, "day")
    return tally(Selection(rows, (Quantity("entries"),), ("facet",), spine, every), by)


def written_rows(
    sessions: pl.DataFrame, training: pl.DataFrame, as_of: date, window: Window = "12_months", by: Sequence[str] = ()
) -> pl.DataFrame:
    """Return the supervision and training rows of a window, and those with learning, application and both filled."""
    told = [_told(sessions, "supervision", pl.col("date")), _told(training, "training", ENDED)]
    whole = pl.concat(rows.select(*PLACE, "day", "learning", "application") for rows in told)
    known = whole.filter(pl.col("day") <= as_of)
    spine = span(window, as_of).join(pl.LazyFrame({"table": ("supervision", "training")}), how="cross")
    return tally(Selection(in_window(known, window, as_of, "day"), WRITTEN, ("table",), spine, known), by)
