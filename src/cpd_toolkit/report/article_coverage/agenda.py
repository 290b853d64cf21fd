"""What to bring to the next supervision: articles without a record, then those whose newest entry is oldest."""

import polars as pl

from cpd_toolkit.ethics import article
from cpd_toolkit.i18n import Words
from cpd_toolkit.measures.coverage import SOURCES, oldest_or_missing
from cpd_toolkit.report.article_coverage import told
from cpd_toolkit.report.display import Grid, Table, grid
from cpd_toolkit.report.opening import Page
from cpd_toolkit.tables import TABLES

FIRST = 3  # articles to begin with: one session holds no more


def agenda(page: Page) -> Table:
    """Return the articles that such records can show, without an entry in the last 12 months."""
    say, those = page.say, oldest_or_missing(told.coverage(page))
    title = say("article_coverage.agenda.title")
    if those.is_empty():
        return Table(title, [say("article_coverage.agenda.nothing")], None)
    first = say.join(f"{number} ({article(number).label(say.lang)})" for number in those["article"].head(FIRST))
    lead = [say("article_coverage.agenda.lead", n=those.height), say("article_coverage.agenda.first", articles=first)]
    notes = [say(f"article_coverage.agenda.{key}") for key in ("tags", "choice")]
    return Table(title, lead, _grid(those, say), notes, results={"oldest_or_missing": those})


def _grid(those: pl.DataFrame, say: Words) -> Grid:
    listed = [
        (
            told.named(number, say),
            say.short_day(last) if last else say("article_coverage.short.no_record"),
            say(f"article_coverage.strength.{strength}"),
            evidence_words(number, say),
        )
        for number, last, strength in those.select("article", "last", "strength").rows()
    ]
    names = ("newest", "strength", "evidence")
    heads = {say("chart.head.article"): pl.String} | {say(f"article_coverage.head.{n}"): pl.String for n in names}
    return grid(pl.DataFrame(listed, heads, orient="row"), say("article_coverage.agenda.caption"), say)


def evidence_words(number: int, say: Words) -> str:
    """Return the kinds of record that may show an article, the most telling first; practice never counts as one.

    Example:
        >>> evidence_words(41, Words("en")), evidence_words(23, Words("en"))
        ('supervision', 'data protection and contract')
    """
    words = {source: say(f"chart.source.{source}") for source in SOURCES}
    words |= {choice.code: choice.label(say.lang) for choice in TABLES["evidence"].column("kind").choices}
    return say.join(words[source] for source in article(number).evidence if source in words)
