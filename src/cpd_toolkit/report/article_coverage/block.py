"""The shape of one article's measures: what was measured, its value in words, and what it does not say."""

from collections.abc import Iterable

import polars as pl

from cpd_toolkit.i18n import Words
from cpd_toolkit.measures.windows import Window
from cpd_toolkit.report.article_coverage.told import named, unbroken
from cpd_toolkit.report.display import Notes, Results
from cpd_toolkit.report.opening import Page

YEAR: Window = "12_months"

Term = tuple[str, str]  # the key of what was measured, its value in words


def block(page: Page, number: int, terms: Iterable[Term], results: Results) -> Notes:
    """Return the measures of one article.

    Args:
        page: The page.
        number: The article; `article_coverage.article_N` in the catalog names its terms and, as `limits`, what they
            don't say.
        terms: What was measured and its value in words.
        results: The result tables they stand on.
    """
    say = page.say
    key = f"article_coverage.article_{number}"
    outside = number in page.dossier.not_applicable
    return Notes(
        named(number, say),
        [say("article_coverage.measured.not_applicable")] if outside else [],
        [
            *((say(f"{key}.{term}"), value) for term, value in terms),
            (say("article_coverage.measured.limits"), say(f"{key}.limits")),
        ],
        results=results,
        inner=True,
    )


def k_of_n(k: float, n: float, say: Words) -> str:
    """Return a count out of another, "3 of 4", kept on one line.

    Example:
        >>> k_of_n(3, 4, Words("en")).split()
        ['3', 'of', '4']
    """
    return unbroken(say("chart.k_of_n", k=say.number(k), n=n))


def out_of(counted: pl.DataFrame, measure: str, say: Words) -> str | None:
    """Return the same of a measure's numerator and denominator; None when it can't be told."""
    row = counted.row(by_predicate=pl.col("measure") == measure, named=True)
    return None if row["value"] is None else k_of_n(row["numerator"], row["denominator"], say)


def listed(items: Iterable[tuple[str, object]], say: Words) -> str:
    """Return counted things on one line: "individual: 3 · group: 1"."""
    return " · ".join(say("article_coverage.measured.item", what=what, n=n) for what, n in items)
