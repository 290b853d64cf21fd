"""Answers to the items on one scale: bars around the middle of the scale, beside the share of high answers."""

from typing import Any

import plotly.graph_objects as go
import polars as pl

from cpd_toolkit.charts import palette
from cpd_toolkit.charts.chart import Chart, layout, legend, note, titled
from cpd_toolkit.charts.items import LETTERS, LETTERS_NARROW, MOST_ITEMS, interval, marks, names, share_words
from cpd_toolkit.i18n import Words
from cpd_toolkit.measures.feedback_levels import band_levels
from cpd_toolkit.measures.refusals import SHARE_ANSWERS, share_display

SOLID = 0.75  # the lower end of a share from which its finding is called solid
ROW, ROW_NARROW, FRAME = 72, 84, 104  # pixels
TOP, BOTTOM = 0.8, 0.45  # of a row, above the first and below the last
LEAST_FOR_COUNT = 0.045  # of the answers; a narrower bar has no room for its number
LEFT, RIGHT = (0, 0.6), (0.66, 1)  # of the width
NEAR_EDGE = 0.35  # of the bars' part of it

Item = dict[str, Any]


def answers(levels: pl.DataFrame, shares: pl.DataFrame, as_of: str, say: Words) -> Chart:
    """Return the chart of the items on one scale.

    Args:
        levels: Result table of answers by item, band and score (`measures.feedback_levels.answers_by_band`).
        shares: Result table of the share of high answers (`measures.feedback.top_two`) of the same items, one at least.
        as_of: What was counted, until when, in words.
        say: The reader's language.
    """
    items = [row | {"levels": _levels(levels, row["item"])} for row in shares.to_dicts()]
    drawn = items[:MOST_ITEMS]
    scale = (items[0]["scale_min"], items[0]["scale_max"])
    figure = go.Figure([*_bars(drawn, scale, say), *_intervals(drawn, say)], _layout(items, drawn, as_of, say))
    return Chart(figure, _table(items, scale, say), _alt(items, say))


def _levels(levels: pl.DataFrame, item: str) -> list[Item]:
    return levels.filter(pl.col("item") == item).sort("score").select("band", "score", "value").to_dicts()


def _told(row: Item) -> bool:
    return bool(row["denominator"] >= SHARE_ANSWERS)


def _counts(row: Item) -> dict[int, float]:
    return {band: sum(one["value"] for one in row["levels"] if one["band"] == band) for band in palette.BAND}


def _start(counts: dict[int, float], band: int) -> float:
    """Return where a band's bar begins, in answers: the middle band stands astride the middle."""
    below = counts[1] + counts[2] + counts[3] / 2
    return sum(count for own, count in counts.items() if own < band) - below


def _bars(drawn: list[Item], scale: tuple[float, float], say: Words) -> list[go.Bar]:
    rows = [(-i, _counts(row), row["denominator"]) for i, row in enumerate(drawn) if _told(row)]
    levels = band_levels(*scale)
    return [_bar(rows, band, _level_names(levels[band], say)) for band in palette.BAND if levels[band]]


def _bar(rows: list[tuple[int, dict[int, float], float]], band: int, name: str) -> go.Bar:
    kept = [(y, counts, n) for y, counts, n in rows if counts[band]]
    hatch = {"shape": palette.BAND_HATCH[band], "fgcolor": "white", "size": 5, "solidity": 0.16, "fillmode": "overlay"}
    return go.Bar(
        x=marks([counts[band] / n for _, counts, n in kept]),
        y=marks([y for y, _, _ in kept]),
        base=marks([_start(counts, band) / n for _, counts, n in kept]),
        orientation="h",
        width=0.4,
        marker={"color": palette.BAND[band], "pattern": hatch, "line": {"color": palette.MUTED, "width": 0.6}},
        text=marks([f"{counts[band]:g}" if counts[band] / n >= LEAST_FOR_COUNT else "" for _, counts, n in kept]),
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        constraintext="none",
        textfont={"color": palette.ON_BAND[band], "size": 13},
        name=name,
        hovertext=marks([f"{name} : {counts[band]:g} / {n:g}" for _, counts, n in kept]),
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _level_names(levels: list[int], say: Words) -> str:
    return say("chart.levels", low=levels[0], high=levels[-1]) if len(levels) > 1 else str(levels[0])


def _intervals(drawn: list[Item], say: Words) -> list[go.Scatter]:
    rows = [(-i, row) for i, row in enumerate(drawn) if _told(row)]
    lines = go.Scatter(
        x=marks([x for _, row in rows for x in (row["lower"], row["upper"], None)]),
        y=marks([y for i, _ in rows for y in (i, i, None)]),
        mode="lines",
        line={"color": palette.SHARE, "width": 3},
        xaxis="x2",
        hoverinfo="skip",
        showlegend=False,
    )
    dots = go.Scatter(
        x=marks([row["value"] for _, row in rows]),
        y=marks([i for i, _ in rows]),
        mode="markers",
        marker={"color": palette.SHARE, "symbol": "diamond", "size": 11, "line": {"color": "white", "width": 1}},
        xaxis="x2",
        cliponaxis=False,
        text=marks([_share(row, say) for _, row in rows]),
        hovertemplate="%{text}<extra></extra>",
        showlegend=False,
    )
    return [lines, dots]


def _share(row: Item, say: Words) -> str:
    return share_words(row["numerator"], row["denominator"], say, row["lower"], row["upper"])


def _layout(items: list[Item], drawn: list[Item], as_of: str, say: Words) -> go.Layout:
    told = [row for row in drawn if _told(row)]
    low, high = _ends(told)
    notes = {letters: _annotations(drawn, letters, -low / (high - low), say) for letters in (LETTERS, LETTERS_NARROW)}
    hidden = {"showgrid": False, "zeroline": False, "fixedrange": True, "showticklabels": False}
    return layout(
        _finding(items, say),
        say("chart.answers.subtitle", as_of=as_of),
        _height(len(drawn), ROW),
        say,
        barmode="overlay",
        bargap=0,
        xaxis={**hidden, "domain": LEFT, "range": [low, high]},
        xaxis2=_share_axis(told, say),
        yaxis={**hidden, "range": [1 - len(drawn) - BOTTOM, TOP]},
        shapes=[_middle()],
        annotations=notes[LETTERS],
        showlegend=True,
        legend=legend(-8 / (ROW * len(drawn))),
        margin={"l": 4, "r": 20, "t": 30, "b": 74},
        meta={"narrow": {"height": _height(len(drawn), ROW_NARROW), "annotations": notes[LETTERS_NARROW]}},
    )


def _ends(told: list[Item]) -> tuple[float, float]:
    """Return how far bars reach on both sides of the middle, as shares of an item's answers."""
    starts = [_start(_counts(row), 1) / row["denominator"] for row in told]
    low, high = min(starts, default=-0.5), max((start + 1 for start in starts), default=0.5)
    return min(low, -0.1) - 0.02, max(high, 0.1) + 0.02


def _height(rows: int, row: int) -> int:
    return round(row * (rows - 1 + TOP + BOTTOM)) + FRAME


def _share_axis(told: list[Item], say: Words) -> dict[str, Any]:
    percent = any(share_display(row["denominator"]) == "percent" for row in told)
    ticks = {"tickvals": [0, 0.5, 1], "ticktext": [say.percent(share) for share in (0, 0.5, 1)]}
    lines = {"gridcolor": palette.GRID, "zeroline": False, "fixedrange": True, "tickfont": {"color": palette.MUTED}}
    return {"domain": RIGHT, "range": [-0.03, 1.03], "anchor": "y", "showticklabels": percent, **ticks, **lines}


def _middle() -> dict[str, Any]:
    line = {"color": palette.LINE, "width": 1.2}
    return {"type": "line", "x0": 0, "x1": 0, "yref": "paper", "y0": 0, "y1": 1, "line": line, "layer": "below"}


def _annotations(drawn: list[Item], letters: int, middle: float, say: Words) -> list[dict[str, Any]]:
    top = {"yref": "paper", "y": 1, "yanchor": "bottom", "yshift": 6}
    # Near an edge, words centred on the middle of the scale would be cut.
    anchor = "left" if middle < NEAR_EDGE else "right" if middle > 1 - NEAR_EDGE else "center"
    heads = [
        note(say("chart.answers.middle"), x=0, xanchor=anchor, **top),
        note(say("chart.answers.high"), xref="paper", x=RIGHT[0], xanchor="left", **top),
    ]
    side = {"xref": "x2", "x": 0, "xanchor": "left", "yanchor": "bottom", "yshift": 5}
    ink = {"size": 12.5, "color": palette.INK}
    shares = [note(_share(row, say), y=-i, font=ink, **side) for i, row in enumerate(drawn) if _told(row)]
    left = {"xref": "paper", "x": 0, "xanchor": "left"}
    refused = [note(_share(row, say), y=-i, **left) for i, row in enumerate(drawn) if not _told(row)]
    return [*heads, *names(drawn, letters, lambda row: _counted(row, say)), *shares, *refused]


def _counted(row: Item, say: Words) -> str:
    return f"({say('chart.n', n=int(row['denominator']))})"


def _finding(items: list[Item], say: Words) -> str:
    told = [row for row in items if _told(row)]
    if not told:
        return say("chart.answers.finding_none", n=SHARE_ANSWERS)
    by_share = sorted(told, key=lambda row: (row["value"], row["denominator"]))
    ends = [share_words(row["numerator"], row["denominator"], say) for row in (by_share[0], by_share[-1])]
    if ends[0] == ends[1]:
        return say("chart.answers.finding_one", share=ends[0])
    return say("chart.answers.finding", low=ends[0], high=ends[1])


def _solid(row: Item) -> bool:
    return bool(_told(row) and row["lower"] >= SOLID)


def _alt(items: list[Item], say: Words) -> str:
    solid = sum(map(_solid, items))
    key = "all" if solid == len(items) else "some" if solid else "none"
    words = say(f"chart.answers.solid_{key}", least=say.percent(SOLID))
    return f"{say('chart.answers.alt')} {_finding(items, say)}. {words}"


def _table(items: list[Item], scale: tuple[float, float], say: Words) -> pl.DataFrame:
    bands = band_levels(*scale)
    shown = {band: levels for band, levels in bands.items() if levels}
    rows = [
        (
            row["item"],
            row["denominator"],
            *(_counts(row)[band] if _told(row) else None for band in shown),
            *_share_cells(row, say),
            say("words.yes" if _solid(row) else "words.no"),
        )
        for row in items
    ]
    solid = say("chart.head.solid", least=say.percent(SOLID))
    schema = titled({"item": pl.String, "answers": pl.Int64}, say)
    schema |= {say("chart.head.level", levels=_level_names(levels, say)): pl.Int64 for levels in shown.values()}
    schema |= titled({"high_answers": pl.String, "interval": pl.String}, say) | {solid: pl.String}
    return pl.DataFrame(rows, schema, orient="row", strict=False)


def _share_cells(row: Item, say: Words) -> tuple[str, str | None]:
    words = share_words(row["numerator"], row["denominator"], say)
    if share_display(row["denominator"]) != "percent":
        return words, None
    return words, interval(100 * row["lower"], 100 * row["upper"], say)
