"""Articles by share of members, and what training there was beside them."""

from collections.abc import Mapping
from datetime import date

import polars as pl

from cpd_toolkit.ethics import ARTICLES, CHAPTERS
from cpd_toolkit.measures.articles import NUMBERS, tags
from cpd_toolkit.measures.counted import Counted, share_of
from cpd_toolkit.measures.groups import UNSTATED
from cpd_toolkit.measures.training import ENDED
from cpd_toolkit.measures.windows import bounds
from cpd_toolkit.tables import TABLES

CATEGORIES = (*(choice.code for choice in TABLES["training"].column("category").choices), UNSTATED)
CHAPTER_NAMES = tuple(f"{first}-{last}" for first, last in (chapter.sections for chapter in CHAPTERS))  # their sections
CHAPTER_OF = {
    article.number: name
    for article in ARTICLES
    for name, (first, last) in zip(CHAPTER_NAMES, (chapter.sections for chapter in CHAPTERS), strict=True)
    if first <= article.section <= last
}


def article_shares(roll: pl.DataFrame, tables: Mapping[str, pl.DataFrame], as_of: date) -> Counted:
    """Return for each article the members with a record that names it in the last 12 months.

    Args:
        roll: The members.
        tables: Accepted rows by table.
        as_of: The day; records after it are left out.

    Returns:
        A share a row, of all members of the roll, for each of the 47. No record is no record in the data supplied.
    """
    first, last = bounds("12_months", as_of)
    found = tags(tables).filter(pl.col("day").is_between(first, last)).select("member_id", "article").collect()
    ours = found.join(roll.select("member_id"), on="member_id")
    return share_of(ours, "article", "article", roll.height, NUMBERS, (first, last))


def training_by_category(roll: pl.DataFrame, training: pl.DataFrame, as_of: date) -> Counted:
    """Return the members with an activity of each category that ended in the last 12 months."""
    first, last = bounds("12_months", as_of)
    took = _ended(training, roll, first, last)
    return share_of(took, "training_category", "category", roll.height, CATEGORIES, (first, last))


def training_by_chapter(roll: pl.DataFrame, training: pl.DataFrame, as_of: date) -> Counted:
    """Return the members with an activity of each category that names an article of each chapter of the code.

    The chapters (sections 1-7, 8-11, 12-14) are our own roll-up: the code has none.
    """
    first, last = bounds("12_months", as_of)
    named = _ended(training, roll, first, last).explode("articles").drop_nulls("articles")
    chapter = pl.col("articles").replace_strict(CHAPTER_OF, return_dtype=pl.String)
    took = named.with_columns(chapter=chapter)
    return share_of(
        took, "training_chapter", "category", roll.height, CATEGORIES, (first, last), {"chapter": CHAPTER_NAMES}
    )


def training_by_article(roll: pl.DataFrame, training: pl.DataFrame, as_of: date) -> Counted:
    """Return for each article the members with an activity that names it and ended in the last 12 months."""
    first, last = bounds("12_months", as_of)
    named = _ended(training, roll, first, last).explode("articles").drop_nulls("articles")
    took = named.select("member_id", article="articles")
    return share_of(took, "training_article", "article", roll.height, NUMBERS, (first, last))


def _ended(training: pl.DataFrame, roll: pl.DataFrame, first: date, last: date) -> pl.DataFrame:
    ours = training.filter(ENDED.is_between(first, last)).join(roll.select("member_id"), on="member_id", how="semi")
    return ours.with_columns(pl.col("category").fill_null(UNSTATED))
