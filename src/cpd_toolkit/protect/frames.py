"""Named frames: one that lists members never leaves; of the others, rows about few are emptied."""

from collections.abc import Mapping

import polars as pl

from cpd_toolkit.errors import ReportError
from cpd_toolkit.i18n import Words
from cpd_toolkit.measures.shapes import RESULT

# Whoever has one of these columns lists persons, or what leads back to them.
PERSONS = ("member_id", "supervisor_id", "respondent_id", "client_id", "file", "sheet", "row", "rows")
# What a row is about stays when it is emptied, anything else goes.
ABOUT = (
    *("group_id", "region", "article", "section", "strength", "kind", "item", "scale_min", "scale_max", "window"),
    *("period_start", "period_end", "earlier_start", "earlier_end"),
)
EXTREMES = ("first", "last")  # a day that is one member's
BEHIND = ("people", "n", "earlier_n", "answers")  # how many a row rests on
SHARES = (("top2", "n"), ("earlier_top2", "earlier_n"))


def is_result(table: pl.DataFrame) -> bool:
    """Return whether a table is a result table."""
    return set(RESULT) <= set(table.columns)


def refuse_persons(tables: Mapping[str, pl.DataFrame], say: Words) -> None:
    """Refuse tables that list persons, and what is neither a result table nor a frame with people.

    Raises:
        ReportError: There is such a table.
    """
    for name, table in tables.items():
        if listed := [column for column in PERSONS if column in table.columns]:
            raise ReportError(say("protect.persons", table=name, column=listed[0]))
        if "people" not in table.columns:
            raise ReportError(say("protect.no_people", table=name))


def is_telling(frame: pl.DataFrame, k: int) -> pl.Series:
    """Return of each row of a named frame whether it rests on too few, or on answers that are all or nearly alike.

    Example:
        >>> is_telling(pl.DataFrame({"people": [12, 12], "n": [30, 30], "top2": [15, 28]}), 10).to_list()
        [False, True]
    """
    columns = frame.columns
    few = [pl.col(name).is_null() | (pl.col(name) < k) for name in BEHIND if name in columns]
    uneven = [(pl.col(part) < k) | (pl.col(whole) - pl.col(part) < k) for part, whole in SHARES if part in columns]
    return frame.select(pl.any_horizontal(*few, *uneven).fill_null(True).alias("telling"))["telling"]


def emptied(frame: pl.DataFrame, hidden: pl.Series) -> pl.DataFrame:
    """Return a named frame with the rows emptied but for what they are about, with a status, and without extremes."""
    columns = [name for name in frame.columns if name != "status"]
    gone = {name: (pl.lit(True) if name in EXTREMES else pl.lit(hidden)) for name in columns if name not in ABOUT}
    before = pl.col("status") if "status" in frame.columns else pl.lit("ok")
    return frame.with_columns(
        *(pl.when(~empty).then(pl.col(name)).alias(name) for name, empty in gone.items()),
        status=pl.when(pl.lit(hidden)).then(pl.lit("suppressed")).otherwise(before),
    )
