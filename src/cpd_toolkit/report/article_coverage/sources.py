"""Where the entries come from: kinds of source, altogether and by section."""

import polars as pl

from cpd_toolkit import charts
from cpd_toolkit.ethics import SECTIONS
from cpd_toolkit.measures.coverage import SOURCES, coverage_by_source, source_recency, sources_by_section
from cpd_toolkit.report.article_coverage import told
from cpd_toolkit.report.display import Blank, Figure, Table, figure, grid
from cpd_toolkit.report.opening import Page


def sources(page: Page) -> Figure | Blank:
    """Return the articles that each kind of source names, by the age of its newest entry on each."""
    entries, say = told.entries(page), page.say
    if entries.is_empty():
        return Blank()
    by_source, recency = coverage_by_source(entries, page.as_of), source_recency(entries, page.as_of)
    chart = charts.article_sources(by_source, recency, page.as_of, say)
    notes = [say("article_coverage.sources.note")]
    results = {"coverage_by_source": by_source, "source_recency": recency}
    return figure(say("article_coverage.sources.title"), chart, say("report.chart_numbers"), say, results, notes)


def section_sources(page: Page) -> Table | Blank:
    """Return for each section how many of its articles each kind of source names."""
    entries, say = told.entries(page), page.say
    if entries.is_empty():
        return Blank()
    counts = sources_by_section(entries, page.as_of)
    counted = {(section, source): n for section, source, n in counts.select("section", "source", "value").rows()}
    rows = [
        (f"{section.number}. {section.title(say.lang)}", *(int(counted[section.number, source]) for source in SOURCES))
        for section in SECTIONS
    ]
    heads: dict[str, type[pl.DataType]] = {say("article_coverage.head.section"): pl.String}
    heads |= {say(f"article_coverage.head.{source}"): pl.Int64 for source in SOURCES}
    table = grid(pl.DataFrame(rows, heads, orient="row"), say("article_coverage.section_sources.caption"), say)
    results = {"sources_by_section": counts}
    return Table(say("article_coverage.section_sources.title"), [], table, results=results, inner=True)
