"""How many articles of each section have a record: "3 of 4", never a percentage or a grade."""

import polars as pl

from cpd_toolkit.ethics import CHAPTERS, SECTIONS, Chapter
from cpd_toolkit.measures.coverage import STATES, coverage_counts
from cpd_toolkit.report.article_coverage import told
from cpd_toolkit.report.display import Blank, Grid, Table, grid
from cpd_toolkit.report.opening import Page


def sections(page: Page) -> Table | Blank:
    """Return the 14 sections with the articles in each state, and all together."""
    coverage = told.coverage(page)
    if told.entries(page).is_empty():
        return Blank()
    say = page.say
    counts = coverage_counts(coverage, page.as_of, "section")
    rows = [
        (f"{section.number}. {section.title(say.lang)}", *_cells(counts, pl.col("section") == section.number, page))
        for section in SECTIONS
    ]
    total = (say("chart.total"), *_cells(counts, pl.lit(True), page))
    table = _grid([*rows, total], "section", "sections", page, total=True)
    notes = [say("article_coverage.sections.note")]
    return Table(say("article_coverage.sections.title"), [], table, notes, inner=True)


def chapters(page: Page) -> Table | Blank:
    """Return the same by chapter, our own roll-up."""
    coverage = told.coverage(page)
    if told.entries(page).is_empty():
        return Blank()
    counts = coverage_counts(coverage, page.as_of, "chapter")
    rows = [
        (_chapter(chapter, page), *_cells(counts, pl.col("chapter") == number, page))
        for number, chapter in enumerate(CHAPTERS, start=1)
    ]
    table = _grid(rows, "chapter", "chapters", page)
    results = {"articles_by_chapter": counts}
    return Table(page.say("article_coverage.chapters.title"), [], table, results=results, inner=True)


def _cells(counts: pl.DataFrame, which: pl.Expr, page: Page) -> tuple[str | int, ...]:
    those = counts.filter(which)
    states = (those.filter(pl.col("measure") == state)["value"].sum() for state in STATES)
    return told.unbroken(told.found_words(those, page.say)), *map(int, states)


def _grid(rows: list[tuple[str | int, ...]], first: str, caption: str, page: Page, total: bool = False) -> Grid:
    say = page.say
    heads: dict[str, type[pl.DataType]] = {say(f"article_coverage.head.{name}"): pl.String for name in (first, "found")}
    heads |= {say(f"article_coverage.head.{state}"): pl.Int64 for state in STATES}
    return grid(pl.DataFrame(rows, heads, orient="row"), say(f"article_coverage.{caption}.caption"), say, total=total)


def _chapter(chapter: Chapter, page: Page) -> str:
    first, last = chapter.sections
    title = chapter.title(page.say.lang)
    return page.say("article_coverage.chapters.name", title=title, first=first, last=last)
