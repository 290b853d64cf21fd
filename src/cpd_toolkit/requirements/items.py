"""Records as items: what every table gives to a requirement, under the same columns.

An item has a first and a last day, the same but for practice. Empty cells stay null: what is not stated may be
anything.
"""

from collections.abc import Mapping, Sequence
from datetime import date

import polars as pl

from cpd_toolkit.measures.practice import PAID, PRO_BONO
from cpd_toolkit.measures.reflections import entries
from cpd_toolkit.measures.training import ENDED
from cpd_toolkit.tables import TABLES
from cpd_toolkit.tables.schema import dtypes

ITEMS: dict[str, pl.DataType] = {
    "member_id": pl.String(),
    "source": pl.String(),  # supervision, training, reflection, feedback, practice, evidence
    "table": pl.String(),
    "file": pl.String(),
    "sheet": pl.String(),
    "row": pl.Int64(),
    "begun": pl.Date(),  # the record's first day
    "first": pl.Date(),  # the days between which its amount is spread: an activity belongs, whole, to the day it ended
    "last": pl.Date(),
    "hours": pl.Float64(),  # null where a record has none
    **{name: pl.String() for name in ("format", "mode", "relationship", "category", "method", "credit_type")},
    **{name: pl.String() for name in ("kind", "respondent_role", "respondent_id", "client_id", "supervisor_id")},
    "supervisor_qualified": pl.Boolean(),
    "group_size": pl.Int64(),
    "valid_until": pl.Date(),
}
PLACE = ("member_id", "table", "file", "sheet", "row")
TABLES_OF = {
    "supervision": ("supervision",),
    "training": ("training",),
    "reflection": ("supervision", "training"),
    "feedback": ("feedback",),
    "practice": ("practice",),
    "evidence": ("evidence",),
}
LEADERLESS = (pl.col("format") == "peer") & pl.col("supervisor_id").is_null()

Tables = Mapping[str, pl.DataFrame]


def items(tables: Tables, sources: Sequence[str], as_of: date) -> pl.DataFrame:
    """Return the items of these sources that have begun by a day.

    A response to a survey is one item, whatever it answers. A peer session without a supervisor has none who is
    qualified.

    Returns:
        ITEMS, by member, first day and place.
    """
    made = [SOURCES[source](tables, as_of) for source in sources]
    whole = pl.concat([pl.LazyFrame(schema=ITEMS), *made], how="diagonal_relaxed").filter(pl.col("first") <= as_of)
    whole = whole.with_columns(begun=pl.coalesce("begun", "first"))
    typed = whole.select(pl.col(name).cast(kind) for name, kind in ITEMS.items())
    return typed.sort("member_id", "first", "table", "file", "sheet", "row").collect()


def _rows(tables: Tables, name: str) -> pl.LazyFrame:
    rows = tables.get(name)
    return (pl.DataFrame(schema=dtypes(TABLES[name])) if rows is None else rows).lazy().with_columns(table=pl.lit(name))


def _supervision(tables: Tables, as_of: date) -> pl.LazyFrame:
    qualified = pl.when(LEADERLESS).then(pl.lit(False)).otherwise("supervisor_qualified")
    return _rows(tables, "supervision").with_columns(
        source=pl.lit("supervision"),
        first="date",
        last="date",
        hours=pl.col("duration_minutes") / 60,
        supervisor_qualified=qualified,
    )


def _training(tables: Tables, as_of: date) -> pl.LazyFrame:
    return _rows(tables, "training").with_columns(
        source=pl.lit("training"), begun="start_date", first=ENDED, last=ENDED
    )


def _reflection(tables: Tables, as_of: date) -> pl.LazyFrame:
    sessions, activities = (_rows(tables, name).drop("table").collect() for name in ("supervision", "training"))
    return entries(sessions, activities, as_of).with_columns(source=pl.lit("reflection"), first="day", last="day")


def _feedback(tables: Tables, as_of: date) -> pl.LazyFrame:
    place = pl.col("file", "sheet", "row", "respondent_role", "respondent_id").sort_by("file", "sheet", "row").first()
    responses = _rows(tables, "feedback").group_by("member_id", "response_id", "table").agg(pl.col("date").max(), place)
    return responses.with_columns(source=pl.lit("feedback"), first="date", last="date")


def _practice(tables: Tables, as_of: date) -> pl.LazyFrame:
    return _rows(tables, "practice").with_columns(
        source=pl.lit("practice"), first="start_date", last="end_date", hours=PAID + PRO_BONO
    )


def _evidence(tables: Tables, as_of: date) -> pl.LazyFrame:
    return _rows(tables, "evidence").with_columns(source=pl.lit("evidence"), first="date", last="date")


SOURCES = {
    "supervision": _supervision,
    "training": _training,
    "reflection": _reflection,
    "feedback": _feedback,
    "practice": _practice,
    "evidence": _evidence,
}
