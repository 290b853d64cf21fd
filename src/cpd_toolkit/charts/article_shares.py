"""The 47 articles by share of members with a record that names them."""

from typing import Any

import plotly.graph_objects as go
import polars as pl

from cpd_toolkit.charts import palette
from cpd_toolkit.charts.chart import Chart, escaped, layout, legend
from cpd_toolkit.charts.items import short
from cpd_toolkit.charts.withheld import count_and_share, is_told, withheld_mark
from cpd_toolkit.ethics import article
from cpd_toolkit.i18n import Words

ROW, FRAME = 17, 62  # pixels; all 47 fit on a page of paper
STUB = 0.05  # of the axis: the length of what is hidden, whatever it is
ROOM, ROOM_NARROW = 1.14, 1.34  # over the longest bar, for its share
LETTERS, LETTERS_NARROW = 42, 20  # of an article's label
LEFT, LEFT_NARROW = 290, 158  # pixels

Row = dict[str, Any]


def article_shares(shares: pl.DataFrame, finding: str, say: Words, **days: str) -> Chart:
    """Return the chart of articles.

    Args:
        shares: Protected result table of members by article, all 47 (`measures.offer.article_shares`).
        finding: The sentence over the chart.
        say: The reader's language.
        days: What the subtitle says.
    """
    rows = shares.sort("article").to_dicts()
    widest = max((row["value"] for row in rows if is_told(row)), default=1.0) or 1.0
    figure = go.Figure([_bars(rows, say), _stubs(rows, widest, say)], _layout(rows, widest, finding, say, days))
    return Chart(figure, _table(rows, say), say("organisation.chart.articles.alt", finding=finding))


def _bars(rows: list[Row], say: Words) -> go.Bar:
    return go.Bar(
        orientation="h",
        y=[-i for i in range(len(rows))],
        x=[row["value"] if is_told(row) else None for row in rows],
        marker={"color": palette.SUPERVISION},
        text=[say.percent(row["value"]) if is_told(row) else "" for row in rows],
        textposition="outside",
        textfont={"size": 11, "color": palette.INK},
        cliponaxis=False,
        hovertext=[escaped(f"{row['article']}: {count_and_share(row, say)}") for row in rows],
        hovertemplate="%{hovertext}<extra></extra>",
        showlegend=False,
    )


def _stubs(rows: list[Row], widest: float, say: Words) -> go.Bar:
    hidden = [not is_told(row) for row in rows]
    return go.Bar(
        orientation="h",
        y=[-i for i in range(len(rows))],
        x=[STUB * widest if gone else None for gone in hidden],
        marker=withheld_mark(),
        name=say("organisation.hidden"),
        hoverinfo="skip",
        showlegend=any(hidden),
    )


def _names(rows: list[Row], letters: int, say: Words) -> list[str]:
    return [escaped(short(f"{row['article']}. {article(row['article']).label(say.lang)}", letters)) for row in rows]


def _layout(rows: list[Row], widest: float, finding: str, say: Words, days: dict[str, str]) -> go.Layout:
    plain = {
        "fixedrange": True,
        "zeroline": False,
        "showgrid": False,
        "ticks": "outside",
        "ticklen": 5,
        "tickcolor": palette.PAPER,
    }
    places = [-i for i in range(len(rows))]
    return layout(
        finding,
        say("organisation.chart.articles.subtitle", **days),
        ROW * len(rows) + FRAME,
        say,
        barmode="overlay",
        bargap=0.3,
        xaxis={**plain, "range": [0, widest * ROOM], "showticklabels": False},
        yaxis={
            **plain,
            "range": [0.6 - len(rows), 0.6],
            "tickvals": places,
            "ticktext": _names(rows, LETTERS, say),
            "tickfont": {"size": 11.5, "color": palette.INK},
        },
        showlegend=any(not is_told(row) for row in rows),
        legend=legend(0, yref="container", yanchor="bottom"),
        margin={"l": LEFT, "r": 4, "t": 4, "b": 36},
        meta={
            "narrow": {
                "xaxis": {"range": [0, widest * ROOM_NARROW]},
                "yaxis": {"ticktext": _names(rows, LETTERS_NARROW, say)},
                "margin": {"l": LEFT_NARROW, "r": 4, "t": 4, "b": 36},
            }
        },
    )


def _table(rows: list[Row], say: Words) -> pl.DataFrame:
    heads = [say("organisation.head.article"), say("organisation.head.members_with")]
    told = [(name, count_and_share(row, say)) for name, row in zip(_names(rows, 200, say), rows, strict=True)]
    return pl.DataFrame(told, dict.fromkeys(heads, pl.String), orient="row")
