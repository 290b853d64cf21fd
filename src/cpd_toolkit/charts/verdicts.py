"""Members by verdict, a bar for all of them and for each place: met, not met, can't be told, hidden."""

from collections.abc import Mapping
from typing import Any

import plotly.graph_objects as go
import polars as pl

from cpd_toolkit.charts import palette
from cpd_toolkit.charts.chart import Chart, escaped, layout, legend, note
from cpd_toolkit.charts.items import marks
from cpd_toolkit.charts.withheld import count_and_share, is_told, withheld_mark
from cpd_toolkit.i18n import Words

ROW, ROW_NARROW, FRAME = 46, 50, 92  # pixels
BAR = 0.52  # of a row
ROOM_FOR_WORDS = 0.13  # of the whole; a shorter piece of a bar goes without
LOOKS: dict[str, dict[str, Any]] = {
    "met": {"color": palette.STATE["met"]},
    "not_met": {
        "color": "#F1C9A8",
        "pattern": {
            "shape": "/",
            "fgcolor": palette.STATE["short"],
            "size": 6,
            "solidity": 0.25,
            "fillmode": "overlay",
        },
    },
    "unknown": {"color": "#D9D9D9"},
}
WORDS = {"met": "#FFFFFF", "not_met": palette.INK, "unknown": palette.INK}

Bars = Mapping[str, dict[str, dict[str, Any]]]  # name of a bar -> verdict -> row of the protected table


def verdicts(bars: Bars, finding: str, say: Words, **days: str) -> Chart:
    """Return the chart of verdicts.

    Args:
        bars: By name, from above: the rows of a protected table by verdict; one bar at least.
        finding: The sentence over the chart.
        say: The reader's language.
        days: What the subtitle says.
    """
    pieces = [_piece(bars, verdict, say) for verdict in LOOKS]
    return Chart(
        go.Figure([*pieces, _rest(bars, say)], _layout(bars, finding, say, days)),
        _table(bars, say),
        _alt(finding, bars, say),
    )


def grouped(table: pl.DataFrame, name: str, words: Mapping[str, str]) -> Bars:
    """Return the rows of a protected table by the value of a column, in words, and by verdict."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for row in table.to_dicts():
        found.setdefault(words.get(row[name], row[name]), {})[row["verdict"]] = row
    return found


def _share(row: dict[str, Any] | None) -> float:
    return row["value"] if row and is_told(row) else 0.0


def _piece(bars: Bars, verdict: str, say: Words) -> go.Bar:
    rows = [bar.get(verdict) for bar in bars.values()]
    shares = [_share(row) for row in rows]
    words = [count_and_share(row, say) for row in rows]
    return go.Bar(
        orientation="h",
        x=marks(shares),
        y=[-i for i in range(len(bars))],
        width=BAR,
        marker={**LOOKS[verdict], "line": {"color": "white", "width": 1}},
        name=say(f"organisation.verdict.{verdict}"),
        text=[escaped(text) if share >= ROOM_FOR_WORDS else "" for text, share in zip(words, shares, strict=True)],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        textfont={"color": WORDS[verdict], "size": 12.5},
        hovertext=[escaped(f"{say(f'organisation.verdict.{verdict}')}: {text}") for text in words],
        hovertemplate="%{hovertext}<extra></extra>",
        cliponaxis=False,
    )


def _rest(bars: Bars, say: Words) -> go.Bar:
    """Return what is left of each bar: what is hidden in it."""
    lacking = [any(not is_told(row) for row in bar.values()) for bar in bars.values()]
    rest = [
        1 - sum(map(_share, bar.values())) if lack else None for bar, lack in zip(bars.values(), lacking, strict=True)
    ]
    return go.Bar(
        orientation="h",
        x=rest,
        y=[-i for i in range(len(bars))],
        width=BAR,
        marker=withheld_mark(),
        name=say("organisation.hidden"),
        hovertext=[say("organisation.hidden")] * len(bars),
        hovertemplate="%{hovertext}<extra></extra>",
        showlegend=any(lacking),
    )


def _layout(bars: Bars, finding: str, say: Words, days: Mapping[str, str]) -> go.Layout:
    none = {"fixedrange": True, "zeroline": False, "showgrid": False, "showticklabels": False, "ticks": ""}
    names = [
        note(
            escaped(name),
            xref="paper",
            x=0,
            xanchor="left",
            y=BAR / 2 - i,
            yanchor="bottom",
            yshift=-1,
            font={"size": 13, "color": palette.INK},
        )
        for i, name in enumerate(bars)
    ]
    return layout(
        finding,
        say("organisation.chart.verdicts.subtitle", **days),
        ROW * len(bars) + FRAME,
        say,
        barmode="stack",
        xaxis={**none, "range": [0, 1.002]},
        yaxis={**none, "range": [0.4 - len(bars), 0.8]},
        annotations=names,
        showlegend=True,
        legend=legend(0, yref="container", yanchor="bottom"),
        margin={"l": 2, "r": 2, "t": 6, "b": 48},
        meta={"narrow": {"height": ROW_NARROW * len(bars) + FRAME + 40, "margin": {"l": 2, "r": 2, "t": 6, "b": 88}}},
    )


def _alt(finding: str, bars: Bars, say: Words) -> str:
    return say("organisation.chart.verdicts.alt", n=len(bars), finding=finding)


def _table(bars: Bars, say: Words) -> pl.DataFrame:
    heads = [say("organisation.head.place"), *(say(f"organisation.verdict.{verdict}") for verdict in LOOKS)]
    rows = [(name, *(count_and_share(bar.get(verdict), say) for verdict in LOOKS)) for name, bar in bars.items()]
    return pl.DataFrame(rows, dict.fromkeys(heads, pl.String), orient="row")
