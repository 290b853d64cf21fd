"""The index of documents with their expiry, and what rules without a number measure."""

from typing import Any

import polars as pl

from cpd_toolkit.measures.evidence import evidence_on
from cpd_toolkit.report.display import NOTHING, Blank, Grid, Table
from cpd_toolkit.report.opening import Page
from cpd_toolkit.report.renewal.judged import evaluations, supplied
from cpd_toolkit.report.renewal.phrases import amount_of, plain, range_of
from cpd_toolkit.requirements.choices import label
from cpd_toolkit.requirements.evaluate import Evaluation
from cpd_toolkit.requirements.pack import Shown
from cpd_toolkit.requirements.phrases import window_words

MOST_ROWS = 200  # listed, the newest
HEADS = ("kind", "date", "valid_until", "state", "place")
DESCENDING = [True, False, False, False]


def documents(page: Page) -> Table | Blank:
    """Return every document by kind, newest first, with the days to its expiry on the day; never its reference."""
    if "evidence" not in supplied(page):
        return Blank()
    say, rows = page.say, page.tables["evidence"]
    newest = rows.filter(page.in_period(pl.col("date"))).sort("date", "file", "sheet", "row", descending=DESCENDING)
    listed = newest.head(MOST_ROWS).sort("kind", maintain_order=True)
    counts = evidence_on(rows, page.as_of)
    told = {name: plain(number) for name, number in counts.select("measure", "value").rows()}
    states = {name: say.number(told[f"{name}_on_as_of"]) for name in ("valid", "expired")}
    table = Grid(
        say("renewal.documents.caption", day=say.day(page.as_of)),
        [say(f"renewal.head.{name}") for name in HEADS],
        [_cells(row, page) for row in listed.to_dicts()],
        ["text"] * len(HEADS),
    )
    return Table(
        say("renewal.documents.title"),
        [say("renewal.documents.lead", n=told["rows"], **states)],
        table if table.rows else None,
        [say("renewal.documents.note")],
        results={"documents": counts},
    )


def _cells(row: dict[str, Any], page: Page) -> list[str]:
    say, until = page.say, row["valid_until"]
    days = (until - page.as_of).days if until else None
    state = "without_end" if days is None else "valid" if days >= 0 else "expired"
    return [
        label("kind", row["kind"], say.lang),
        say.short_day(row["date"]),
        say.short_day(until) if until else NOTHING,
        say(f"renewal.document_state.{state}", n=abs(days or 0)),
        ", ".join(filter(None, [row["file"], row["sheet"], say("renewal.documents.row", row=row["row"])])),
    ]


def shown(page: Page) -> Table | Blank:
    """Return the rules without a number: what the records hold, never judged."""
    say = page.say
    rows = [row for one in evaluations(page) for row in _shown(one, page)]
    if not rows:
        return Blank()
    heads = [say(f"renewal.head.{name}") for name in ("requirement", "found", "window")]
    table = Grid(say("renewal.shown.caption"), heads, rows, ["text", "text", "text"])
    return Table(say("renewal.shown.title"), [say("renewal.shown.lead")], table)


def _shown(one: Evaluation, page: Page) -> list[list[str]]:
    rules = [rule for rule in one.pack.rules if isinstance(rule, Shown)]
    return [_row(rule, one.periods.filter(pl.col("rule") == rule.id), page) for rule in rules]


def _row(rule: Shown, periods: pl.DataFrame, page: Page) -> list[str]:
    say = page.say
    if rule.count is None or periods.is_empty():
        return [rule.text(say.lang), say("renewal.shown.nothing"), NOTHING]
    least, most = periods.select(pl.col("least", "most").sum()).row(0)
    words = amount_of(least, rule, say) if least == most else range_of(least, most, rule, say)
    return [rule.text(say.lang), words, window_words(rule.window, say)]
