"""Whether answers changed: the last 12 months against the 12 before, and scores over time."""

from dataclasses import replace
from datetime import date, timedelta

import polars as pl

from cpd_toolkit import charts
from cpd_toolkit.charts.items import MOST_ITEMS
from cpd_toolkit.charts.over_time import MOST_DAYS
from cpd_toolkit.charts.over_time import MOST_ITEMS as MOST_PANELS
from cpd_toolkit.charts.time_axis import Span
from cpd_toolkit.measures.feedback import ITEM
from cpd_toolkit.measures.feedback_levels import answers_by_day
from cpd_toolkit.measures.refusals import PERIOD_ANSWERS, SHARE_ANSWERS, TREND_ANSWERS, TREND_DAYS
from cpd_toolkit.report.certainty import key
from cpd_toolkit.report.display import Blank, Figure, Grid, Notes, Table, figure, grid, headed
from cpd_toolkit.report.feedback_trends.answers import Answers
from cpd_toolkit.report.feedback_trends.levels import drawn

LEAST_SPAN = timedelta(days=180)  # a chart of fewer days says little
MARGIN = timedelta(days=15)


def periods(answers: Answers) -> Figure | Table | Notes | Blank:
    """Return the last 12 months against the 12 before, whatever the period; in words where no item allows it."""
    if answers.ever.is_empty():
        return Blank()
    say, title = answers.say, answers.say("feedback_trends.periods.title")
    results = {"period_changes": answers.changes}
    changes = answers.named(answers.changes.filter(pl.sum_horizontal("n", "earlier_n", "uncoded") > 0))
    if changes.is_empty():
        words = say("feedback_trends.periods.nothing", day=say.day(answers.page.as_of))
        return Notes(title, [words], results=results)
    notes = [*_uncoded(answers), say("feedback_trends.periods.note")]
    if "ok" not in changes["status"]:
        words = say("feedback_trends.periods.few", least=PERIOD_ANSWERS)
        counts = _counts(answers, changes.filter(pl.col("status") == "too_few"))
        return Table(title, [words], counts if counts.rows else None, notes, results=results)
    chart = charts.periods(changes, answers.claimed("period"), say)
    notes = [*drawn(changes.height, MOST_ITEMS, say), *notes]
    return figure(title, chart, say("report.chart_numbers"), say, results, notes)


def _uncoded(answers: Answers) -> list[str]:
    n = int(answers.changes["uncoded"].sum())
    return [answers.say("feedback_trends.periods.uncoded", n=n)] if n else []


def _counts(answers: Answers, changes: pl.DataFrame) -> Grid:
    kinds = {"item": pl.String, "earlier_answers": pl.Int64, "late_answers": pl.Int64}
    rows = changes.sort("n", "item", descending=[True, False]).select("item", "earlier_n", "n").rows()
    frame = pl.DataFrame(rows, headed(kinds, answers.say), orient="row")
    return grid(frame, answers.say("feedback_trends.periods.counts"), answers.say)


def over_time(answers: Answers) -> list[Figure | Notes]:
    """Return scores along the days of the period; in words where no item has answers enough to draw."""
    if answers.scored.is_empty():
        return []
    say, title = answers.say, answers.say("feedback_trends.over_time.title")
    results = {"score_trends": answers.trends, "answers_by_day": answers_by_day(answers.told)}
    enough = answers.trends.filter(pl.col("answers") >= SHARE_ANSWERS)
    if enough.is_empty():
        return [Notes(title, [say("feedback_trends.over_time.few", least=SHARE_ANSWERS)], results=results)]
    days, shown = answers.named(results["answers_by_day"]), _claimed_first(answers, enough)
    opens = say("report.chart_numbers")
    first, *others = [
        charts.over_time(days, part, answers.claimed("trend"), _span(answers), say)
        for part in (shown.head(MOST_PANELS), shown.slice(MOST_PANELS))
        if part.height
    ]
    notes = [*drawn(shown.height, 2 * MOST_PANELS, say), *_latest(days, answers)]
    notes.append(say("feedback_trends.over_time.note", least=TREND_ANSWERS, days=TREND_DAYS))
    return [
        figure(title, first, opens, say, results, notes),
        *(replace(figure("", chart, opens, say), inner=True) for chart in others),
    ]


def _claimed_first(answers: Answers, trends: pl.DataFrame) -> pl.DataFrame:
    """Return the items with those first for which a change may be claimed, then those with most answers."""
    rows = answers.named(trends.sort("answers", *ITEM, descending=[True, *(False for _ in ITEM)]))
    claimed = answers.claimed("trend")
    first = pl.Series([key(row) in claimed for row in rows.to_dicts()])
    return pl.concat([rows.filter(first), rows.filter(~first)])


def _span(answers: Answers) -> Span:
    first: date = answers.scored["date"].min()  # type: ignore[assignment]
    return Span(min(first, answers.last - LEAST_SPAN) - MARGIN, answers.last + MARGIN, answers.last)


def _latest(days: pl.DataFrame, answers: Answers) -> list[str]:
    many = days.group_by(ITEM).len().filter(pl.col("len") > MOST_DAYS)
    return [answers.say("feedback_trends.over_time.latest", n=MOST_DAYS)] if many.height else []
