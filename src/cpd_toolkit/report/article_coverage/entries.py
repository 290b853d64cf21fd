"""Each article opens its entries: day, kind of source, file and row; with the user's own copy of the code if asked."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from cpd_toolkit.code_text import code_wording
from cpd_toolkit.ethics import SECTIONS, article, section_articles
from cpd_toolkit.measures.coverage import coverage_counts
from cpd_toolkit.report.article_coverage import told
from cpd_toolkit.report.article_coverage.agenda import evidence_words
from cpd_toolkit.report.article_coverage.tiles import reason
from cpd_toolkit.report.display import NOTHING, Fold, Folds, Grid, grid
from cpd_toolkit.report.opening import Page
from cpd_toolkit.report.rows import entry_rows, row_numbers


def entries(page: Page, wording: bool = False) -> Folds:
    """Return the 47 articles, each with its entries.

    Args:
        page: The page.
        wording: Whether to print the code's wording from the user's own copy, which `code_text` in cpd.toml names. The
            code's sentences are not ours, so they stand on the page only when asked for, and in no other file.

    Raises:
        DossierError: The copy is asked for and can't be read.
    """
    say, coverage, found = page.say, told.coverage(page), told.entries(page)
    counts = coverage_counts(coverage, page.as_of, "section")
    text = code_wording(page.dossier) if wording else {}
    given = told.confirmed(page)
    folds = {row["article"]: _fold(page, row, found, text, given) for row in coverage.to_dicts()}
    groups = [
        (
            f"{section.title(say.lang)} · {told.found_words(counts.filter(pl.col('section') == section.number), say)}",
            [folds[one.number] for one in section_articles(section.number)],
        )
        for section in SECTIONS
    ]
    lead = [say("article_coverage.entries.lead"), say(f"article_coverage.entries.{_label_key(page, text, wording)}")]
    lead += [say("suggest.confirmed", n=len(given))] if given else []
    paper = _paper(page, folds, found, text)
    return Folds(say("article_coverage.entries.title"), lead, groups, paper, [say("article_coverage.entries.note")])


def _label_key(page: Page, text: Mapping[int, str], wording: bool) -> str:
    """Return which sentence says whose words stand on the page."""
    if text:
        return "with_wording"
    if page.dossier.code_text:
        return "without_wording"
    return "no_copy" if wording else "labels"


def _fold(
    page: Page, row: Mapping[str, Any], found: pl.DataFrame, text: Mapping[int, str], given: set[tuple[str, str, int]]
) -> Fold:
    say, number = page.say, row["article"]
    own = found.filter(pl.col("article") == number)
    rows = entry_rows(own, say("article_coverage.entries.caption", n=own.height, article=number), say, given)
    return Fold(
        told.named(number, say),
        _state(page, row),
        [*_standing(page, row), _evidence(page, number)],
        text.get(number, ""),
        rows if own.height else None,
    )


def _state(page: Page, row: Mapping[str, Any]) -> str:
    say = page.say
    state = say(f"article_coverage.short.{row['state']}")
    if not row["entries"]:
        return state
    return say("article_coverage.entries.state", state=state, n=row["entries"], day=say.short_day(row["last"]))


def _standing(page: Page, row: Mapping[str, Any]) -> list[str]:
    say = page.say
    if row["state"] == "not_applicable":
        return [say("article_coverage.entries.not_applicable", reason=reason(page, row["article"]))]
    return [say("article_coverage.entries.no_record")] if row["state"] == "no_record" else []


def _evidence(page: Page, number: int) -> str:
    """Return what may show an article, and how strongly."""
    known, evidence = article(number), evidence_words(number, page.say)
    strength = known.strength if known.evidence else "never"
    return page.say(f"article_coverage.entries.{strength}", evidence=evidence)


def _paper(page: Page, folds: Mapping[int, Fold], found: pl.DataFrame, text: Mapping[int, str]) -> Grid:
    """Return the 47 in one table, a row each, for a page that can't open anything."""
    say = page.say
    rows = [
        # The wording needs the room that a state on one line would take.
        (fold.name, fold.state if text else told.unbroken(fold.state), _places(page, found, number), text.get(number))
        for number, fold in folds.items()
    ]
    heads = [say(f"article_coverage.head.{name}") for name in ("article", "state", "where", "wording")]
    frame = pl.DataFrame(rows, dict.fromkeys(heads, pl.String), orient="row")
    return grid(frame if text else frame.drop(heads[-1]), say("article_coverage.entries.paper"), say)


def _places(page: Page, found: pl.DataFrame, number: int) -> str:
    """Return the rows of an article's entries, file by file."""
    own = found.filter(pl.col("article") == number).explode("rows")
    by_file = own.group_by("file", "sheet").agg("rows").sort("file", "sheet")
    told_places = [
        page.say("article_coverage.entries.place", place=", ".join(filter(None, (file, sheet))), rows=row_numbers(rows))
        for file, sheet, rows in by_file.rows()
    ]
    return " · ".join(told_places) or NOTHING
