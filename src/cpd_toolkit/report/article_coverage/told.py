"""What is told: the entries of the period, and how each article stands in them on the day of the report."""

from datetime import date

import polars as pl

from cpd_toolkit.ethics import article
from cpd_toolkit.i18n import Words
from cpd_toolkit.measures.completeness import DAYS
from cpd_toolkit.measures.coverage import article_coverage, article_entries
from cpd_toolkit.report.opening import Page

ENTRY = ("day", "source", "kind", "file", "sheet", "rows")  # what makes an entry one, however many articles it names


def tables(page: Page) -> dict[str, pl.DataFrame]:
    """Return the rows of the period in the tables that may name an article; an activity is of the day it ended."""
    return {name: page.tables[name].filter(page.in_period(day)) for name, day in DAYS.items()}


def entries(page: Page) -> pl.DataFrame:
    """Return the entries of the period (shapes.ENTRIES)."""
    return article_entries(tables(page))


def coverage(page: Page) -> pl.DataFrame:
    """Return how each of the 47 stands in these entries (shapes.COVERAGE)."""
    return article_coverage(tables(page), page.as_of, page.dossier.not_applicable)


def confirmed(page: Page) -> set[tuple[str, str, int]]:
    """Return file, sheet and row of the entries of these members whose articles are confirmed suggestions."""
    given = page.checked.confirmed
    places = ["file", "sheet", "row"]
    own = [page.tables[name].select(places) for name in given["table"].unique().sort()]
    return {place for rows in own for place in rows.join(given, on=places, how="semi").rows()}


def days(page: Page) -> tuple[date, date] | None:
    """Return the first and last day of these entries; None without any."""
    told = entries(page)["day"]
    return None if told.is_empty() else (told.min(), told.max())  # type: ignore[return-value]


def each_once(told: pl.DataFrame) -> pl.DataFrame:
    """Return each entry in one row, newest first, with all `articles` it names."""
    order = ["day", "source", "file", "sheet", "rows"]
    named = told.group_by(ENTRY).agg(articles=pl.col("article").unique().sort())
    return named.sort(order, descending=[True, *[False] * (len(order) - 1)])


def named(number: int, say: Words) -> str:
    """Return an article's number with its label, in our own words.

    Example:
        >>> named(37, Words("en"))
        '37. Hold professional liability insurance'
    """
    return f"{number}. {article(number).label(say.lang)}"


def found_of(counts: pl.DataFrame) -> tuple[int, int]:
    """Return the articles with a record and those that apply, all rows of a result table of articles added."""
    sums = counts.filter(pl.col("measure") == "with_record").select(pl.col("numerator", "denominator").sum())
    found, applies = sums.row(0)
    return int(found), int(applies)


def found_words(counts: pl.DataFrame, say: Words) -> str:
    """Return both in words: "3 of 4", never a percentage."""
    found, applies = found_of(counts)
    return say("chart.articles.of", found=found, n=applies)


def unbroken(words: str) -> str:
    """Return words that a narrow column keeps on one line."""
    return words.replace(" ", "\u00a0")
