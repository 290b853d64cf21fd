"""Items from 0 to 10, with their net promoter score where there are answers enough."""

from dataclasses import replace

import polars as pl

from cpd_toolkit import charts
from cpd_toolkit.i18n import Words
from cpd_toolkit.measures.feedback import ITEM, NPS_SCALE, net_promoter_scores, score_counts
from cpd_toolkit.measures.refusals import NPS_ANSWERS, SHARE_ANSWERS
from cpd_toolkit.report.display import Figure, Notes, figure
from cpd_toolkit.report.feedback_trends.answers import Answers
from cpd_toolkit.report.feedback_trends.levels import counted, most_answered

MOST_CHARTS = 3  # of the items with most answers; more would bury the page


def recommendation(answers: Answers) -> list[Figure | Notes]:
    """Return a chart an item from 0 to 10, those with most answers; in words where none has enough to draw."""
    say, as_of, title = answers.say, answers.page.as_of, answers.say("feedback_trends.recommendation.title")
    rows = answers.scored.filter(NPS_SCALE)
    if rows.is_empty():
        return []
    scores, counts = net_promoter_scores(rows, as_of), score_counts(rows, as_of)
    results = {"net_promoter_scores": scores, "score_counts": counts}
    enough = most_answered(scores).filter(pl.col("denominator") >= SHARE_ANSWERS)
    if enough.is_empty():
        words = say("feedback_trends.recommendation.few", least=SHARE_ANSWERS, nps=NPS_ANSWERS)
        return [Notes(title, [words], results=results)]
    opens = say("report.chart_numbers")
    notes = [*_drawn(enough.height, say), say("feedback_trends.recommendation.note")]
    charted = [
        charts.recommendation(counts.filter(pl.col(name) == row[name] for name in ITEM), row, counted(answers), say)
        for row in enough.head(MOST_CHARTS).to_dicts()
    ]
    first = figure(title, charted[0], opens, say, results, notes)
    return [first, *(replace(figure("", chart, opens, say), inner=True) for chart in charted[1:])]


def _drawn(items: int, say: Words) -> list[str]:
    return [say("feedback_trends.recommendation.drawn", n=items, most=MOST_CHARTS)] if items > MOST_CHARTS else []
