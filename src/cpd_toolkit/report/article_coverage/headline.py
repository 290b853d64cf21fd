"""The answer in words, and each number with the rows it came from."""

from collections.abc import Mapping
from datetime import timedelta

import polars as pl

from cpd_toolkit.measures.coverage import STRENGTHS, WINDOW_MONTHS, coverage_counts
from cpd_toolkit.measures.windows import months_before
from cpd_toolkit.report.article_coverage import told
from cpd_toolkit.report.display import Grid, Headline, Number, Title, grid
from cpd_toolkit.report.opening import Page
from cpd_toolkit.report.rows import entry_rows, span_of
from cpd_toolkit.report.title import title as titled

WITH_RECORD = pl.col("state").is_in(["supported", "partial"])  # in the window


def title(page: Page) -> Title:
    """Return the top of the page."""
    return titled(page, "article_coverage", told.days(page))


def headline(page: Page) -> Headline:
    """Return how many articles have a record, those that such records can show and those they can't kept apart."""
    coverage = told.coverage(page)
    counts = coverage_counts(coverage, page.as_of)
    by_strength = coverage_counts(coverage, page.as_of, "strength")
    of_strength = {name: by_strength.filter(pl.col("strength") == name) for name in STRENGTHS}
    empty = told.entries(page).is_empty()
    return Headline(
        page.say("article_coverage.headline.title"),
        _nothing(page) if empty else _sentences(page, counts, of_strength),
        [] if empty else _numbers(page, coverage, counts, of_strength),
        results={"article_coverage": coverage, "articles": counts, "articles_by_strength": by_strength},
    )


def _nothing(page: Page) -> list[str]:
    key = "empty_period" if any(page.period) else "empty"
    return [page.say(f"article_coverage.headline.{key}", day=page.say.day(page.as_of))]


def _sentences(page: Page, counts: pl.DataFrame, of_strength: Mapping[str, pl.DataFrame]) -> list[str]:
    say = page.say
    found, applies = told.found_of(counts)
    numbers = {"applies": applies}
    for name, table in of_strength.items():
        numbers[f"{name}_found"], numbers[name] = told.found_of(table)
    return [
        say("article_coverage.headline.counted", day=say.day(page.as_of), n=found, applies=applies),
        say("article_coverage.headline.strengths", **numbers),
        say("article_coverage.headline.limits"),
        *([say("article_coverage.headline.period")] if any(page.period) else []),
    ]


def _numbers(
    page: Page, coverage: pl.DataFrame, counts: pl.DataFrame, of_strength: Mapping[str, pl.DataFrame]
) -> list[Number]:
    return [
        _all(page, coverage, counts),
        *(_of_strength(page, coverage, name, table) for name, table in of_strength.items()),
        _supported(page, coverage),
        _without(page, coverage),
    ]


def _all(page: Page, coverage: pl.DataFrame, counts: pl.DataFrame) -> Number:
    say = page.say
    start = months_before(page.as_of, WINDOW_MONTHS) + timedelta(days=1)
    outside = _listed(coverage.filter(pl.col("state") == "not_applicable"))
    left_out = [say("article_coverage.number.outside", n=len(outside), articles=say.join(outside))] if outside else []
    note = " ".join([f"{span_of(start, page.as_of, say)}.", *left_out])
    return _opened(page, told.found_words(counts, say), "all", note, coverage.filter(WITH_RECORD))


def _of_strength(page: Page, coverage: pl.DataFrame, strength: str, counts: pl.DataFrame) -> Number:
    say, those = page.say, coverage.filter(pl.col("strength") == strength)
    found = those.filter(WITH_RECORD)
    missing = _listed(those.filter(~WITH_RECORD, pl.col("state") != "not_applicable"))
    if strength == "none":
        note = say(f"article_coverage.number.{'named' if found.height else 'unnamed'}")
    else:
        key = "missing" if missing else "complete"
        note = say(f"article_coverage.number.{key}", n=len(missing), articles=say.join(missing))
    return _opened(page, told.found_words(counts, say), strength, note, found)


def _supported(page: Page, coverage: pl.DataFrame) -> Number:
    say, those = page.say, coverage.filter(pl.col("state") == "supported")
    once = say("article_coverage.number.one_kind", n=coverage.filter(pl.col("state") == "partial").height)
    return _opened(page, say("article_coverage.number.articles", n=those.height), "supported", once, those)


def _without(page: Page, coverage: pl.DataFrame) -> Number:
    say = page.say
    missing, old = (coverage.filter(pl.col("state") == state) for state in ("no_record", "old"))
    note = say("article_coverage.number.old", n=old.height, articles=say.join(_listed(old))) if old.height else ""
    value, label = say("article_coverage.number.articles", n=missing.height), say("article_coverage.number.no_record")
    return Number(
        value, label, note, say("article_coverage.opens"), _articles(page, missing) if missing.height else None
    )


def _listed(coverage: pl.DataFrame) -> list[str]:
    return [str(number) for number in coverage["article"]]


def _opened(page: Page, value: str, label: str, note: str, those: pl.DataFrame) -> Number:
    """Return a number that opens the entries of the window that name one of these articles."""
    recent = pl.col("day") > months_before(page.as_of, WINDOW_MONTHS)
    entries = told.entries(page).filter(recent, pl.col("article").is_in(those["article"].to_list()))
    once = told.each_once(entries)
    rows = entry_rows(once, page.say("article_coverage.number.rows", n=once.height), page.say, told.confirmed(page))
    opens = page.say("article_coverage.opens_entries")
    return Number(value, page.say(f"article_coverage.number.{label}"), note, opens, rows if once.height else None)


def _articles(page: Page, those: pl.DataFrame) -> Grid:
    say = page.say
    listed = [
        (told.named(number, say), say(f"article_coverage.strength.{strength}"))
        for number, strength in those.select("article", "strength").rows()
    ]
    heads = {say("chart.head.article"): pl.String, say("article_coverage.head.strength"): pl.String}
    frame = pl.DataFrame(listed, heads, orient="row")
    return grid(frame, say("article_coverage.number.articles_caption"), say)
