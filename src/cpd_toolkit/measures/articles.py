"""Articles: which records name which of the 47, and how recent they are. Only tags count, practice never does."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

import polars as pl

from cpd_toolkit.ethics import ARTICLES
from cpd_toolkit.measures.selection import Quantity, Selection, tally
from cpd_toolkit.measures.shapes import RECENCY, shaped
from cpd_toolkit.measures.training import ENDED
from cpd_toolkit.measures.windows import ever, lifetime, months_before

NUMBERS = tuple(article.number for article in ARTICLES)
SOURCES = ("supervision", "training", "feedback", "evidence")
TAG = ("table", "file", "sheet", "row", "member_id", "response_id", "day", "article")

RECENCIES = ((12, "<=12"), (24, "12-24"), (36, "24-36"))  # the last record is after as_of minus so many months
OLDER = ">36"
NONE = "none"
NOT_APPLICABLE = "not_applicable"

COUNTS = (
    *(Quantity(source, where=pl.col("table") == source) for source in SOURCES),
    Quantity("feedback_responses", where=pl.col("table") == "feedback", each=("member_id", "response_id")),
    Quantity("total"),
)


def tags(tables: Mapping[str, pl.DataFrame]) -> pl.LazyFrame:
    """Return one row for each record and article it names: where it is, its member, its day and the article.

    The day of an activity is its end. An article twice in a cell counts once.
    """
    found = [_tagged(name, tables[name].lazy()) for name in SOURCES if name in tables]
    return pl.concat(found or [_untagged()])


def _tagged(name: str, rows: pl.LazyFrame) -> pl.LazyFrame:
    response = pl.col("response_id") if name == "feedback" else pl.lit(None, pl.String).alias("response_id")
    day = ENDED if name == "training" else pl.col("date")
    named = rows.filter(pl.col("articles").list.len() > 0).with_columns(
        pl.lit(name).alias("table"), response, day.alias("day"), article=pl.col("articles").list.unique()
    )
    return named.explode("article").select(TAG)


def _untagged() -> pl.LazyFrame:
    kinds = dict.fromkeys(TAG, pl.String()) | {"row": pl.Int64(), "day": pl.Date(), "article": pl.Int64()}
    return pl.LazyFrame(schema=kinds)


def named(tables: Mapping[str, pl.DataFrame], as_of: date) -> Selection:
    """Select the tags of each article, all 47 of them."""
    found = tags(tables)
    every = lifetime(found, as_of, "day").join(pl.LazyFrame({"article": NUMBERS}), how="cross")
    return Selection(ever(found, as_of, "day"), COUNTS, ("article",), every)


def members_named(tables: Mapping[str, pl.DataFrame], as_of: date) -> Selection:
    """Select the members with a tagged record of each article, ever and after as_of minus 12 months."""
    recent = pl.col("day") > months_before(as_of, 12)
    people = (Quantity("ever", each=("member_id",)), Quantity("last_12_months", where=recent, each=("member_id",)))
    return named(tables, as_of)._replace(quantities=people)


def article_records(tables: Mapping[str, pl.DataFrame], as_of: date, by: Sequence[str] = ()) -> pl.DataFrame:
    """Return for each article the records that name it, by table and in total (a feedback row is one answer).

    `feedback_responses` counts the responses among them.
    """
    return tally(named(tables, as_of), by)


def article_members(tables: Mapping[str, pl.DataFrame], as_of: date) -> pl.DataFrame:
    """Return for each article the members with a record that names it, ever and in the last 12 months."""
    return tally(members_named(tables, as_of))


def article_recency(
    tables: Mapping[str, pl.DataFrame], as_of: date, not_applicable: Collection[int] = ()
) -> pl.DataFrame:
    """Return the newest record of each article and its class (shapes.RECENCY), a row for each of the 47.

    Classes by whole months before as_of: `<=12`, `12-24`, `24-36`, `>36`; exactly 12 months old is in 12-24. `none`
    without a record, `not_applicable` when so declared, whatever was logged. A day ahead of as_of is in `<=12`.
    """
    last = tags(tables).group_by("article").agg(last=pl.col("day").max(), people=pl.col("member_id").n_unique())
    every = pl.LazyFrame({"article": NUMBERS}).join(last, on="article", how="left")
    classed = every.with_columns(recency=_recency(as_of, sorted(not_applicable)), people=pl.col("people").fill_null(0))
    return shaped(classed, RECENCY, ["article"])


def _recency(as_of: date, not_applicable: Sequence[int]) -> pl.Expr:
    last = pl.col("last")
    told = pl.when(last.is_null()).then(pl.lit(NONE)).otherwise(recency_on(as_of, last))
    return pl.when(pl.col("article").is_in(not_applicable)).then(pl.lit(NOT_APPLICABLE)).otherwise(told)


def recency_on(as_of: date, last: pl.Expr) -> pl.Expr:
    """Return the class of a newest day, by whole months before as_of."""
    classed = pl.lit(OLDER)
    for months, name in reversed(RECENCIES):
        classed = pl.when(last > months_before(as_of, months)).then(pl.lit(name)).otherwise(classed)
    return classed
