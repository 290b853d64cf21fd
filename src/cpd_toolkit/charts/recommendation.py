"""One item from 0 to 10: its answers, and the net promoter score where there are enough of them."""

from typing import Any

import plotly.graph_objects as go
import polars as pl

from cpd_toolkit.charts import palette
from cpd_toolkit.charts.chart import Chart, amount_axis, layout, legend, titled
from cpd_toolkit.charts.items import interval, signed
from cpd_toolkit.i18n import Words
from cpd_toolkit.measures.nps import DETRACTOR_TO, PROMOTER_FROM
from cpd_toolkit.measures.refusals import NPS_ANSWERS, nps_display

HEIGHT = 270
SCORES = range(11)
BANDS = {"detractors": 1, "passives": 3, "promoters": 5}  # coloured like the low, middle and high answers


def recommendation(levels: pl.DataFrame, nps: dict[str, Any], as_of: str, say: Words) -> Chart:
    """Return the chart of one item.

    Args:
        levels: Result table of the item's answers by score (`measures.feedback.score_counts`).
        nps: The item's row of `measures.feedback.net_promoter_scores`, with one answer at least.
        as_of: What was counted, until when, in words.
        say: The reader's language.
    """
    given = dict(levels.select("score", "value").rows())
    counts = {score: int(given.get(score, 0)) for score in SCORES}
    bars = [_bars({s: n for s, n in counts.items() if group_of(s) == group}, group, say) for group in BANDS]
    made = layout(
        _finding(nps, say),
        say("chart.recommendation.subtitle", item=nps["item"], as_of=as_of),
        HEIGHT,
        say,
        xaxis={"tickvals": [*SCORES], "showgrid": False, "zeroline": False, "fixedrange": True},
        yaxis=amount_axis(range=[0, 1.25 * max(counts.values())], showticklabels=False, showgrid=False),
        showlegend=True,
        legend=legend(-0.16),
        margin={"l": 8, "r": 8, "t": 8, "b": 78},
    )
    return Chart(go.Figure(bars, made), _table(counts, nps, say), _alt(nps, say))


def group_of(score: float) -> str:
    """Return whether a score is a promoter's, a detractor's or neither."""
    return "promoters" if score >= PROMOTER_FROM else "detractors" if score <= DETRACTOR_TO else "passives"


def _bars(counts: dict[int, int], group: str, say: Words) -> go.Bar:
    band = BANDS[group]
    hatch = {"shape": palette.BAND_HATCH[band], "fgcolor": "white", "size": 5, "solidity": 0.16, "fillmode": "overlay"}
    return go.Bar(
        x=[*counts],
        y=[*counts.values()],
        width=0.8,
        marker={"color": palette.BAND[band], "pattern": hatch, "line": {"color": palette.MUTED, "width": 0.6}},
        text=[say.number(count) if count else "" for count in counts.values()],
        textposition="outside",
        textfont={"color": palette.INK, "size": 13},
        cliponaxis=False,
        name=say(f"chart.recommendation.{group}"),
        hovertemplate="%{x} : %{y}<extra></extra>",
    )


def _finding(nps: dict[str, Any], say: Words) -> str:
    n = int(nps["denominator"])
    if nps_display(n) == "refuse":
        return say("chart.recommendation.refused", n=n, least=NPS_ANSWERS)
    return say("chart.recommendation.finding", **_score(nps, say), n=n)


def _score(nps: dict[str, Any], say: Words) -> dict[str, str]:
    return {"nps": signed(nps["value"], say), "interval": interval(nps["lower"], nps["upper"], say)}


def _alt(nps: dict[str, Any], say: Words) -> str:
    return f"{say('chart.recommendation.alt')} {_finding(nps, say)}."


def _table(counts: dict[int, int], nps: dict[str, Any], say: Words) -> pl.DataFrame:
    rows = [(say.number(score), say(f"chart.recommendation.{group_of(score)}"), n) for score, n in counts.items()]
    total = (say("chart.total"), _finding(nps, say), sum(counts.values()))
    kinds = {"score": pl.String, "score_group": pl.String, "answers": pl.Int64}
    return pl.DataFrame([*rows, total], titled(kinds, say), orient="row")
