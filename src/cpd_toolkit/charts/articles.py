"""The 47 articles in their 14 sections, as a map of tiles."""

import textwrap
from datetime import date
from typing import Any

import plotly.graph_objects as go
import polars as pl

from cpd_toolkit.charts import palette
from cpd_toolkit.charts.chart import Chart, escaped, layout, legend, note, titled
from cpd_toolkit.ethics import SECTIONS, article, section_articles
from cpd_toolkit.i18n import Words

TILE = 52  # pixels
ROW, ROW_NARROW = 57, 92  # pixels; on a phone a section's name stands above its tiles
WIDEST = 6  # articles in a section
BESIDE = 0.25  # tiles, beyond the widest section: for "3 of 4"
LINE, LINE_NARROW = 30, 50  # letters of a section's name on one line
HATCHES = (-26, 0, 26)  # pixels from the middle
HALF = TILE / 2
BARE = "rgba(255,255,255,0)"


def article_tiles(coverage: pl.DataFrame, counts: pl.DataFrame, as_of: date, say: Words) -> Chart:
    """Return the map of the articles, a tile each.

    Fill: age of the newest entry; dotted: no record; hatched: not applicable. In a tile: the article's number, its
    entries with the year of the newest, the kinds of source.

    Args:
        coverage: How each article stands (shapes.COVERAGE).
        counts: Result table of articles by section (`measures.coverage.coverage_counts`), for "3 of 4".
        as_of: Their day.
        say: The reader's language.
    """
    tiles = [_placed(row) for row in coverage.to_dicts()]
    figure = go.Figure(_traces(tiles, say), _layout(tiles, counts, as_of, say))
    return Chart(figure, _table(tiles, say), _alt(counts, say))


def _placed(row: dict[str, Any]) -> dict[str, Any]:
    """Return an article's row with its place: column in its section, section below section."""
    first = section_articles(row["section"])[0].number
    return {**row, "x": row["article"] - first, "y": -row["section"]}


def _traces(tiles: list[dict[str, Any]], say: Words) -> list[go.Scatter]:
    classed = [_trace([tile for tile in tiles if tile["recency"] == name], name, say) for name in palette.RECENCY]
    others = [tile for tile in tiles if tile["recency"] not in palette.RECENCY]
    return [*classed, _scatter(others, BARE, palette.INK, BARE, say, showlegend=False)]


def _trace(tiles: list[dict[str, Any]], recency: str, say: Words) -> go.Scatter:
    fill, ink = palette.RECENCY[recency], palette.ON_RECENCY[recency]
    # A class without articles stands in the legend all the same: the key of a ramp is read whole.
    return _scatter(tiles, fill, ink, palette.MUTED, say, name=say(f"chart.recency.{recency}"), showlegend=True)


def _scatter(tiles: list[dict[str, Any]], fill: str, ink: str, line: str, say: Words, **own: Any) -> go.Scatter:
    return go.Scatter(
        x=[tile["x"] for tile in tiles] or [None],
        y=[tile["y"] for tile in tiles] or [None],
        mode="markers+text",
        marker={"symbol": "square", "size": TILE, "color": fill, "line": {"color": line, "width": 1}},
        text=[_words(tile, say) for tile in tiles] or [""],
        textfont={"size": 10.5, "color": ink},
        hovertext=[escaped(_hover(tile, say)) for tile in tiles] or [""],
        hovertemplate="%{hovertext}<extra></extra>",
        **own,
    )


def _words(tile: dict[str, Any], say: Words) -> str:
    number = f'<b><span style="font-size:14px">{tile["article"]}</span></b>'
    if tile["state"] == "not_applicable":
        return f"{number}<br>{say('chart.articles.not_applicable')}"
    if tile["state"] == "no_record":
        return f"{number}<br>0"
    marks = "\u2009".join(say(f"chart.articles.mark.{source}") for source in tile["sources"])
    return f"{number}<br>{tile['entries']}\u2009·\u2009{tile['last'].year}<br>{marks}"


def _hover(tile: dict[str, Any], say: Words) -> str:
    return f"{tile['article']}. {article(tile['article']).label(say.lang)} ({say('chart.state.' + tile['state'])})"


def _layout(tiles: list[dict[str, Any]], counts: pl.DataFrame, as_of: date, say: Words) -> go.Layout:
    told = _told(counts)
    wide = [
        note(_of(told, section.number, say), x=WIDEST + BESIDE - 0.05, y=-section.number, xanchor="right")
        for section in SECTIONS
    ]
    hidden = {"showgrid": False, "zeroline": False, "fixedrange": True}
    rows = {**hidden, "range": [-len(SECTIONS) - 0.55, -0.4], "tickfont": {"size": 12, "color": palette.INK}}
    ticks = {"tickvals": [-s.number for s in SECTIONS], "ticktext": [_name(s.title(say.lang), LINE) for s in SECTIONS]}
    return layout(
        _finding(counts, say),
        say("chart.articles.subtitle", as_of=say.day(as_of)),
        ROW * len(SECTIONS) + 66,
        say,
        xaxis={**hidden, "range": [-0.55, WIDEST + BESIDE], "showticklabels": False},
        yaxis={**rows, **ticks},
        shapes=[shape for tile in tiles for shape in _shapes(tile)],
        annotations=wide,
        showlegend=True,
        legend=_legend(),
        margin={"l": 210, "r": 4, "t": 4, "b": 58},
        meta={"narrow": _narrow(told, say)},
    )


def _legend() -> dict[str, Any]:
    two_and_two = {"entrywidth": 0.5, "entrywidthmode": "fraction"}  # four in a row fit no page
    return legend(-0.01, x=0.5, xanchor="center", itemsizing="constant", **two_and_two)


def _narrow(told: dict[int, tuple[int, int]], say: Words) -> dict[str, Any]:
    """Return what changes on a phone: a section's name above its tiles, and no room beside them."""
    names = [
        note(
            f"{_name(section.title(say.lang), LINE_NARROW)} · {_of(told, section.number, say)}",
            x=-0.48,
            y=-section.number,
            yshift=HALF + 2,
            xanchor="left",
            yanchor="bottom",
            align="left",
            font={"size": 11.5, "color": palette.INK},
        )
        for section in SECTIONS
    ]
    return {
        "height": ROW_NARROW * len(SECTIONS) + 100,
        "margin": {"l": 2, "r": 2, "t": 12, "b": 80},
        "xaxis": {"range": [-0.5, WIDEST - 0.5]},
        "yaxis": {"showticklabels": False, "range": [-len(SECTIONS) - 0.45, -0.3]},
        "annotations": names,
    }


def _name(title: str, letters: int) -> str:
    return "<br>".join(map(escaped, textwrap.wrap(title, letters)))


def _shapes(tile: dict[str, Any]) -> list[dict[str, Any]]:
    """Return a dotted outline without a record, a hatched tile when the article does not apply."""
    place = {"xsizemode": "pixel", "ysizemode": "pixel", "xanchor": tile["x"], "yanchor": tile["y"], "layer": "below"}
    box = {**place, "type": "rect", "x0": -HALF, "x1": HALF, "y0": -HALF, "y1": HALF}
    if tile["state"] == "no_record":
        return [box | {"line": {"color": palette.MUTED, "width": 1.5, "dash": "dot"}}]
    if tile["state"] == "not_applicable":
        ends = [
            (max(-HALF, d - HALF), max(-HALF, -d - HALF), min(HALF, d + HALF), min(HALF, HALF - d)) for d in HATCHES
        ]
        hatch = {**place, "type": "line", "line": {"color": palette.PAUSE, "width": 1}}
        lines = [hatch | {"x0": x0, "y0": y0, "x1": x1, "y1": y1} for x0, y0, x1, y1 in ends]
        return [box | {"line": {"color": palette.PAUSE, "width": 1}}, *lines]
    return []


def _told(counts: pl.DataFrame) -> dict[int, tuple[int, int]]:
    found = counts.filter(pl.col("measure") == "with_record").select("section", "numerator", "denominator")
    return {section: (int(k), int(n)) for section, k, n in found.rows()}


def _of(told: dict[int, tuple[int, int]], section: int, say: Words) -> str:
    found, applies = told[section]
    return say("chart.articles.of", found=found, n=applies)


def _totals(counts: pl.DataFrame) -> dict[str, int]:
    sums = counts.group_by("measure").agg(pl.col("numerator").sum(), pl.col("denominator").sum())
    values = {measure: int(numerator) for measure, numerator in sums.select("measure", "numerator").rows()}
    return values | {"applies": int(counts["denominator"].sum())}


def _finding(counts: pl.DataFrame, say: Words) -> str:
    totals = _totals(counts)
    return say("chart.articles.finding", n=totals["with_record"], applies=totals["applies"])


def _alt(counts: pl.DataFrame, say: Words) -> str:
    totals = _totals(counts)
    rest = {name: totals[name] for name in ("supported", "old", "not_applicable")}
    others = say("chart.articles.alt_rest", n=totals["no_record"], **rest)
    return f"{say('chart.articles.alt')} {_finding(counts, say)}. {others}"


def _table(tiles: list[dict[str, Any]], say: Words) -> pl.DataFrame:
    kinds = {"article": pl.String, "section": pl.Int64, "state": pl.String, "entries": pl.Int64}
    kinds |= {"sources": pl.String, "newest": pl.Date}
    rows = [
        (
            f"{tile['article']}. {article(tile['article']).label(say.lang)}",
            tile["section"],
            say(f"chart.state.{tile['state']}"),
            tile["entries"],
            say.join(say(f"chart.source.{source}") for source in tile["sources"]) or None,
            tile["last"],
        )
        for tile in tiles
    ]
    return pl.DataFrame(rows, titled(kinds, say), orient="row")
