"""This period against the one before: both shares of high answers, and their difference with its interval."""

from typing import Any

import plotly.graph_objects as go
import polars as pl

from cpd_toolkit.charts import palette
from cpd_toolkit.charts.chart import Chart, layout, legend, note, titled
from cpd_toolkit.charts.items import LETTERS, LETTERS_NARROW, MOST_ITEMS, Key, interval, listed, names, signed
from cpd_toolkit.i18n import Words
from cpd_toolkit.measures.refusals import PERIOD_ANSWERS

ROW, ROW_NARROW, FRAME = 70, 82, 112  # pixels
TOP, BOTTOM = 0.8, 0.45  # of a row, above the first and below the last
LEFT, RIGHT = (0, 0.46), (0.56, 1)  # of the width

Item = dict[str, Any]


def periods(changes: pl.DataFrame, claimed: set[Key], say: Words) -> Chart:
    """Return the chart of both periods.

    Args:
        changes: Items of any scale (shapes.CHANGES), with one status ok at least.
        claimed: The item and scale of each change that may be claimed (`measures.feedback_change.claims`).
        say: The reader's language.
    """
    # Of more than can be drawn, what may be claimed comes first.
    items = sorted(
        changes.sort("item").to_dicts(), key=lambda row: (row["status"] != "ok", not _is_claimed(row, claimed))
    )
    drawn = items[:MOST_ITEMS]
    told = [(-i, row) for i, row in enumerate(drawn) if row["status"] == "ok"]
    figure = go.Figure([*_shares(told, say), *_differences(told, say)], _layout(items, drawn, claimed, say))
    return Chart(figure, _table(items, claimed, say), _alt(items, claimed, say))


def _shares(told: list[tuple[int, Item]], say: Words) -> list[go.Scatter]:
    between = go.Scatter(
        x=[x for _, row in told for x in (row["earlier_share"], row["share"], None)],
        y=[y for i, _ in told for y in (i, i, None)],
        mode="lines",
        line={"color": palette.EARLIER, "width": 2},
        hoverinfo="skip",
        showlegend=False,
    )
    hollow = {"color": "white", "symbol": "circle", "size": 12, "line": {"color": palette.EARLIER, "width": 2.5}}
    filled = {"color": palette.SHARE, "symbol": "circle", "size": 12, "line": {"color": "white", "width": 1}}
    return [between, _dots(told, "earlier_share", hollow, say), _dots(told, "share", filled, say)]


def _dots(told: list[tuple[int, Item]], share: str, marker: dict[str, Any], say: Words) -> go.Scatter:
    return go.Scatter(
        x=[row[share] for _, row in told],
        y=[i for i, _ in told],
        mode="markers",
        marker=marker,
        name=say(f"chart.periods.{share}"),
        text=[say.percent(row[share]) for _, row in told],
        hovertemplate="%{text}<extra></extra>",
    )


def _differences(told: list[tuple[int, Item]], say: Words) -> list[go.Scatter]:
    lines = go.Scatter(
        x=[x for _, row in told for x in (row["lower"], row["upper"], None)],
        y=[y for i, _ in told for y in (i, i, None)],
        mode="lines",
        line={"color": palette.INK, "width": 2.5},
        xaxis="x2",
        hoverinfo="skip",
        showlegend=False,
    )
    marks = go.Scatter(
        x=[row["value"] for _, row in told],
        y=[i for i, _ in told],
        mode="markers",
        marker={"color": palette.INK, "symbol": "diamond", "size": 10},
        xaxis="x2",
        text=[_difference(row, say) for _, row in told],
        hovertemplate="%{text}<extra></extra>",
        showlegend=False,
    )
    return [lines, marks]


def _difference(row: Item, say: Words) -> str:
    ends = interval(100 * row["lower"], 100 * row["upper"], say)
    return say("chart.periods.points", points=signed(100 * row["value"], say), interval=ends)


def _layout(items: list[Item], drawn: list[Item], claimed: set[Key], say: Words) -> go.Layout:
    hidden = {"zeroline": False, "fixedrange": True, "tickfont": {"color": palette.MUTED}, "gridcolor": palette.GRID}
    wide = max([0.3, *(abs(row[end]) for row in drawn if row["status"] == "ok" for end in ("lower", "upper"))])
    halves = {"tickvals": [-0.5, 0, 0.5], "ticktext": [signed(end, say) for end in (-50, 0, 50)]}
    shares = {"tickvals": [0, 0.5, 1], "ticktext": [say.percent(share) for share in (0, 0.5, 1)]}
    names_of = {letters: _annotations(drawn, letters, say) for letters in (LETTERS, LETTERS_NARROW)}
    zero = {"type": "line", "xref": "x2", "x0": 0, "x1": 0, "yref": "paper", "y0": 0, "y1": 1, "layer": "below"}
    return layout(
        _finding(items, claimed, say),
        _subtitle(items[0], say),
        _height(len(drawn), ROW),
        say,
        xaxis={**hidden, "domain": LEFT, "range": [-0.04, 1.04], **shares},
        xaxis2={**hidden, "domain": RIGHT, "range": [-wide - 0.04, wide + 0.04], "anchor": "y", **halves},
        yaxis={**hidden, "range": [1 - len(drawn) - BOTTOM, TOP], "showgrid": False, "showticklabels": False},
        shapes=[zero | {"line": {"color": palette.LINE, "width": 1.2}}],
        annotations=names_of[LETTERS],
        showlegend=True,
        legend=legend(-34 / (ROW * len(drawn))),
        margin={"l": 4, "r": 14, "t": 30, "b": 82},
        meta={"narrow": {"height": _height(len(drawn), ROW_NARROW), "annotations": names_of[LETTERS_NARROW]}},
    )


def _height(rows: int, row: int) -> int:
    return round(row * (rows - 1 + TOP + BOTTOM)) + FRAME


def _subtitle(row: Item, say: Words) -> str:
    days = {name: say.day(row[name]) for name in ("period_start", "period_end", "earlier_start", "earlier_end")}
    return say("chart.periods.subtitle", **days)


def _annotations(drawn: list[Item], letters: int, say: Words) -> list[dict[str, Any]]:
    top = {"yref": "paper", "y": 1, "yanchor": "bottom", "yshift": 6, "xref": "paper", "xanchor": "left"}
    heads = [note(say(f"chart.periods.{name}"), x=x, **top) for name, x in (("shares", 0), ("change", RIGHT[0]))]
    side = {"xref": "paper", "x": RIGHT[0], "xanchor": "left", "yanchor": "bottom", "yshift": 4}
    ink = {"size": 12.5, "color": palette.INK}
    told = [note(_difference(row, say), y=-i, font=ink, **side) for i, row in enumerate(drawn) if row["status"] == "ok"]
    left = {"xref": "paper", "x": 0, "xanchor": "left"}
    refused = [note(refusal(row, say), y=-i, **left) for i, row in enumerate(drawn) if row["status"] != "ok"]
    return [*heads, *names(drawn, letters, lambda row: ""), *told, *refused]


def refusal(row: Item, say: Words) -> str:
    """Return in words why an item's periods are not compared."""
    return say("chart.periods.refused", least=PERIOD_ANSWERS, now=row["n"], before=row["earlier_n"])


def _is_claimed(row: Item, claimed: set[Key]) -> bool:
    return (row["item"], row["scale_min"], row["scale_max"]) in claimed


def _finding(items: list[Item], claimed: set[Key], say: Words) -> str:
    found = [row for row in items if _is_claimed(row, claimed)]
    if not found:
        return say("chart.periods.finding_none")
    return say("chart.periods.finding", n=len(found), items=listed([row["item"] for row in found], say))


def _alt(items: list[Item], claimed: set[Key], say: Words) -> str:
    key = "alt_some" if any(_is_claimed(row, claimed) for row in items) else "alt_none"
    return say(f"chart.periods.{key}")


def _table(items: list[Item], claimed: set[Key], say: Words) -> pl.DataFrame:
    rows = [
        (
            row["item"],
            say("chart.k_of_n", k=row["earlier_top2"], n=row["earlier_n"]),
            say("chart.k_of_n", k=row["top2"], n=row["n"]),
            _difference(row, say) if row["status"] == "ok" else refusal(row, say),
            say("words.yes" if _is_claimed(row, claimed) else "words.no"),
        )
        for row in items
    ]
    kinds = {"item": pl.String, "earlier": pl.String, "now": pl.String, "difference": pl.String, "claimed": pl.String}
    return pl.DataFrame(rows, titled(kinds, say), orient="row")
