"""Shares along time with their limits, where there may be any; else around their median."""

from datetime import date
from typing import Any

import plotly.graph_objects as go
import polars as pl

from cpd_toolkit.charts import palette
from cpd_toolkit.charts.chart import Chart, escaped, layout, note
from cpd_toolkit.charts.items import marks
from cpd_toolkit.charts.quarters import quarter_name
from cpd_toolkit.i18n import Words

HEIGHT = 290
ROOM, ROOM_NARROW = 1.1, 1.3  # beside the last point, for the names of the lines
LIMITED = ("ok", "provisional")
MOST_NAMED, MOST_NAMED_NARROW = 14, 5

Row = dict[str, Any]


def points(told: pl.DataFrame, finding: str, say: Words, **days: str) -> Chart:
    """Return the chart of one item's shares.

    Args:
        told: shapes.XMR of shares, one at least; those hidden have no value.
        finding: The sentence over the chart.
        say: The reader's language.
        days: What the subtitle says.
    """
    rows = told.sort("interval_start").to_dicts()
    figure = go.Figure([_line(rows, say), _signals(rows, say)], _layout(rows, finding, say, days))
    return Chart(figure, _table(rows, say), say("organisation.chart.points.alt", n=len(rows), finding=finding))


def name_of(start: date, say: Words) -> str:
    """Return a quarter as people write it."""
    return quarter_name(f"{start.year}-Q{(start.month + 2) // 3}", say)


def _line(rows: list[Row], say: Words) -> go.Scatter:
    return go.Scatter(
        x=[*range(len(rows))],
        y=[row["value"] for row in rows],
        mode="lines+markers",
        line={"color": palette.SHARE, "width": 1.5},
        marker={"size": 8, "color": palette.SHARE, "line": {"color": "white", "width": 1}},
        text=[escaped(f"{name_of(row['interval_start'], say)}: {_words(row, say)}") for row in rows],
        hovertemplate="%{text}<extra></extra>",
        name=say("organisation.chart.points.share"),
        connectgaps=False,
    )


def _signals(rows: list[Row], say: Words) -> go.Scatter:
    raised = [(i, row) for i, row in enumerate(rows) if row["signal"] not in (None, "none")]
    return go.Scatter(
        x=marks([i for i, _ in raised]),
        y=marks([row["value"] for _, row in raised]),
        mode="markers",
        marker={
            "symbol": "diamond-open",
            "size": 15,
            "color": palette.LIMIT,
            "line": {"color": palette.LIMIT, "width": 2},
        },
        name=say("organisation.chart.points.signal"),
        hoverinfo="skip",
        showlegend=bool(raised),
    )


def _words(row: Row, say: Words) -> str:
    if row["value"] is None:
        return say("organisation.hidden")
    return say("organisation.chart.points.value", share=say.percent(row["value"]), n=int(row["answers"]))


def _layout(rows: list[Row], finding: str, say: Words, days: dict[str, str]) -> go.Layout:
    first = rows[0]
    lines = ("mean", "lower", "upper") if first["status"] in LIMITED else ("median",)
    drawn = [(name, first[name]) for name in lines if first[name] is not None]
    shapes = [
        {
            "type": "line",
            "xref": "paper",
            "x0": 0,
            "x1": 1,
            "y0": y,
            "y1": y,
            "layer": "below",
            "line": {"color": palette.LINE, "width": 1.3, "dash": "solid" if name in ("mean", "median") else "dash"},
        }
        for name, y in drawn
    ]
    words = [
        note(
            say(f"organisation.chart.points.{name}"),
            xref="paper",
            x=1,
            xanchor="right",
            y=y,
            yanchor="bottom",
            bgcolor="rgba(255,255,255,0.8)",
        )
        for name, y in drawn
    ]
    hidden = [
        note(say("organisation.hidden"), x=i, y=0.03, yanchor="bottom", textangle=-90)
        for i, row in enumerate(rows)
        if row["value"] is None
    ]
    shares = {"tickvals": [0, 0.5, 1], "ticktext": [say.percent(share) for share in (0, 0.5, 1)]}
    ticks = {
        most: [i for i in range(len(rows)) if i % -(-len(rows) // most) == 0]
        for most in (MOST_NAMED, MOST_NAMED_NARROW)
    }
    names = {
        most: [name_of(rows[i]["interval_start"], say).replace(" ", "<br>") for i in at] for most, at in ticks.items()
    }
    axis = {"fixedrange": True, "zeroline": False, "gridcolor": palette.GRID, "tickfont": {"color": palette.MUTED}}
    return layout(
        finding,
        say("organisation.chart.points.subtitle", **days),
        HEIGHT,
        say,
        xaxis={
            **axis,
            "showgrid": False,
            "tickvals": ticks[MOST_NAMED],
            "ticktext": names[MOST_NAMED],
            "range": [-0.6, len(rows) * ROOM],
        },
        yaxis={**axis, "range": [-0.03, 1.06], **shares},
        shapes=shapes,
        annotations=[*words, *hidden],
        margin={"l": 50, "r": 8, "t": 8, "b": 52},
        meta={
            "narrow": {
                "xaxis": {
                    "tickvals": ticks[MOST_NAMED_NARROW],
                    "ticktext": names[MOST_NAMED_NARROW],
                    "range": [-0.6, len(rows) * ROOM_NARROW],
                }
            }
        },
    )


def _table(rows: list[Row], say: Words) -> pl.DataFrame:
    heads = [
        say("organisation.head.quarter"),
        say("organisation.head.answers"),
        say("organisation.head.high"),
        say("organisation.head.signal"),
    ]
    told = [
        (
            name_of(row["interval_start"], say),
            say("organisation.hidden") if row["value"] is None else say.number(row["answers"]),
            _words(row, say),
            say(f"organisation.signal.{row['signal'] or 'none'}"),
        )
        for row in rows
    ]
    return pl.DataFrame(told, dict.fromkeys(heads, pl.String), orient="row")
