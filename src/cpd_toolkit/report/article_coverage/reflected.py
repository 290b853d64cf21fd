"""What was written down measures: how regularly (article 40) and how broadly (article 44), from the same entries."""

import polars as pl

from cpd_toolkit.measures.reflections import FACETS, reflection_breadth, reflection_regularity, written_rows
from cpd_toolkit.measures.shapes import value
from cpd_toolkit.report.article_coverage.block import block, k_of_n, listed, out_of
from cpd_toolkit.report.display import Notes
from cpd_toolkit.report.opening import Page
from cpd_toolkit.tables import TABLES


def regularity(page: Page) -> Notes:
    """Return the entries of 12 months, the months that have one, and the gaps (article 40)."""
    say = page.say
    told = reflection_regularity(page.sessions, page.tables["training"], page.as_of)
    terms = [
        ("entries", say("article_coverage.article_40.counted", n=value(told, "entries"))),
        ("months", out_of(told, "months_with_entry", say) or ""),
        ("gaps", _gaps(page, told)),
    ]
    return block(page, 40, terms, {"reflection_regularity": told})


def _gaps(page: Page, told: pl.DataFrame) -> str:
    say = page.say
    days = {name: value(told, name) for name in ("longest_gap", "median_gap", "open_gap")}
    words = {"longest_gap": "longest", "median_gap": "median", "open_gap": "open_gap"}
    known = [say(f"article_coverage.measured.{words[name]}", n=n) for name, n in days.items() if n is not None]
    return " · ".join(known) or say("article_coverage.article_40.none")


def breadth(page: Page) -> Notes:
    """Return the entries by what they are about, and the rows that have learning and application (article 44)."""
    say, training = page.say, page.tables["training"]
    facets = reflection_breadth(page.sessions, training, page.as_of)
    written = written_rows(page.sessions, training, page.as_of)
    counted = dict(facets.select("facet", "value").rows())
    by_facet = listed([(say(f"article_coverage.facet.{facet}"), counted[facet]) for facet in FACETS], say)
    both = listed(_written(page, written), say) or say("article_coverage.article_44.none")
    results = {"reflection_breadth": facets, "written_rows": written}
    return block(page, 44, [("facets", by_facet), ("written", both)], results)


def _written(page: Page, written: pl.DataFrame) -> list[tuple[str, str]]:
    """Return for each table with a row how many have both learning and application."""
    say, told = page.say, []
    for table in ("supervision", "training"):
        rows = written.filter(pl.col("table") == table)
        if all_rows := value(rows, "rows"):
            told.append((TABLES[table].title(say.lang), k_of_n(value(rows, "with_both") or 0, all_rows, say)))
    return told
