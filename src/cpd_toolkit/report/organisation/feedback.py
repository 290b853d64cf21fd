"""Feedback quarter by quarter: limits where there may be any, else the run of points around their median."""

from dataclasses import replace
from typing import Any

import polars as pl

from cpd_toolkit import charts
from cpd_toolkit.charts.items import share_words, short
from cpd_toolkit.charts.points import LIMITED, name_of
from cpd_toolkit.charts.withheld import is_told
from cpd_toolkit.measures.feedback import ITEM
from cpd_toolkit.measures.refusals import XMR_ANSWERS, XMR_POINTS
from cpd_toolkit.measures.xmr import xmr
from cpd_toolkit.report.display import NOTHING, Blank, Figure, Table, figure, grid
from cpd_toolkit.report.organisation.public import Public

MOST_DRAWN = 3  # items; the table has them all
LEAST_POINTS = 4  # of a chart; fewer are a table
LETTERS, LETTERS_OF_HEAD = 80, 44


def feedback(page: Public) -> list[Figure | Table | Blank]:
    """Return the share of high answers of each question along the quarters: charts of the most answered, a table."""
    table = page.tables["feedback_by_quarter"]
    if table.is_empty():
        return [Blank()]
    items = [part for _, part in table.group_by(ITEM, maintain_order=True)]
    by_answers = sorted(items, key=lambda part: -(part["denominator"].sum() or 0))
    drawn = [part for part in by_answers if part["value"].count() >= LEAST_POINTS][:MOST_DRAWN]
    found: list[Figure | Table | Blank] = [_chart(part, page, number) for number, part in enumerate(drawn, start=1)]
    return [*found, _table(page, inner=bool(drawn))]


def _chart(part: pl.DataFrame, page: Public, number: int) -> Figure:
    say, judged = page.say, xmr(part)
    row = part.row(0, named=True)
    finding = say(f"organisation.feedback.{_finding(judged)}", n=judged.filter(pl.col("signal") != "none").height)
    chart = charts.points(judged, finding, say, item=short(row["item"], LETTERS))
    notes = [_limits(judged, page)] + ([say("organisation.feedback.note")] if number == 1 else [])
    title = say("organisation.feedback.title") if number == 1 else short(row["item"], LETTERS)
    drawn = figure(title, chart, say("report.chart_numbers"), say, {f"feedback_points_{number}": judged}, notes)
    return replace(drawn, inner=number > 1)


def _finding(judged: pl.DataFrame) -> str:
    if judged["status"][0] not in LIMITED:
        return "finding_run"
    return "finding_signal" if (judged["signal"] != "none").any() else "finding_chance"


def _limits(judged: pl.DataFrame, page: Public) -> str:
    return page.say(f"organisation.feedback.limits.{judged['status'][0]}", points=XMR_POINTS, answers=XMR_ANSWERS)


def _table(page: Public, inner: bool) -> Table:
    say, table = page.say, page.tables["feedback_by_quarter"]
    items = table.select(ITEM).unique().sort(ITEM).rows()
    told = {(*row[:3], row[3]): _words(row[4], page) for row in _keyed(table)}
    quarters = table["interval_start"].unique().sort()
    rows = [(name_of(day, say), *(told.get((*item, day), NOTHING) for item in items)) for day in quarters]
    heads = [say("organisation.head.quarter"), *(short(item, LETTERS_OF_HEAD) for item, *_ in items)]
    shown = grid(pl.DataFrame(rows, heads, orient="row"), say("organisation.feedback.caption"), say)
    title = say("organisation.feedback.listed" if inner else "organisation.feedback.title")
    notes = [say("organisation.feedback.votes"), say("organisation.feedback.who")]
    results = {"feedback_by_quarter": table, "response_rate": page.tables["response_rate"]}
    return Table(title, [], shown, notes, results=results, inner=inner)


def _keyed(table: pl.DataFrame) -> list[tuple[Any, ...]]:
    return [(*(row[name] for name in ITEM), row["interval_start"], row) for row in table.to_dicts()]


def _words(row: dict[str, Any], page: Public) -> str:
    if not is_told(row):
        return page.say("organisation.hidden")
    return share_words(row["numerator"], row["denominator"], page.say, row["lower"], row["upper"])
