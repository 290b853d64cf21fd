"""The map of the 47 articles, and those that the user declares not applicable."""

import polars as pl

from cpd_toolkit import charts
from cpd_toolkit.measures.coverage import SOURCES, coverage_counts
from cpd_toolkit.report.article_coverage import told
from cpd_toolkit.report.display import Blank, Figure, Table, figure, grid
from cpd_toolkit.report.opening import Page


def tiles(page: Page) -> Figure | Blank:
    """Return the articles as tiles in their 14 sections; nothing without an entry."""
    coverage = told.coverage(page)
    if told.entries(page).is_empty():
        return Blank()
    say = page.say
    counts = coverage_counts(coverage, page.as_of, "section")
    marks = say.join(f"{say(f'chart.articles.mark.{source}')} {say(f'chart.source.{source}')}" for source in SOURCES)
    notes = [say("article_coverage.tiles.note", marks=marks)]
    chart = charts.article_tiles(coverage, counts, page.as_of, say)
    results = {"articles_by_section": counts}
    return figure(say("article_coverage.tiles.title"), chart, say("report.chart_numbers"), say, results, notes)


def not_applicable(page: Page) -> Table | Blank:
    """Return the articles declared not applicable with the user's reasons; these stand on the page alone."""
    reasons, say = page.dossier.not_applicable, page.say
    if not reasons:
        return Blank()
    listed = [(told.named(number, say), reason(page, number)) for number in sorted(reasons)]
    heads = {say("chart.head.article"): pl.String, say("article_coverage.head.reason"): pl.String}
    table = grid(pl.DataFrame(listed, heads, orient="row"), say("article_coverage.not_applicable.caption"), say)
    lead = [say("article_coverage.not_applicable.lead", n=len(reasons))]
    return Table(say("article_coverage.not_applicable.title"), lead, table, inner=True)


def reason(page: Page, number: int) -> str:
    """Return the user's reason why an article does not apply, or that none is given."""
    return page.dossier.not_applicable[number].strip() or page.say("article_coverage.not_applicable.no_reason")
