"""Sessions in the window that ends on each day, and when they fall below a number if nothing new is logged."""

from datetime import date
from typing import Any

import plotly.graph_objects as go
import polars as pl

from cpd_toolkit.charts import palette
from cpd_toolkit.charts.chart import Chart, amount_axis, as_of_label, escaped, layout, note, stretch, titled, upright
from cpd_toolkit.charts.time_axis import Span, narrow_axis, time_axis
from cpd_toolkit.i18n import Words

MOST_STEPS = 600  # drawn, the latest
HEIGHT = 320


def rolling(steps: pl.DataFrame, lapse: dict[str, Any], full_from: date, span: Span, by: str, say: Words) -> Chart:
    """Return the chart of one member's rolling count.

    Args:
        steps: Days on which the count changes (shapes.STEPS), those after `span.as_of` as if nothing new were logged.
        lapse: The member's row of shapes.LAPSES for the same window: sessions, need_sessions, lapse_date.
        full_from: First day whose window lies wholly after the first record; before it the count is not compared.
        span: The days to show.
        by: Whose number of sessions it is, in words.
        say: The reader's language.
    """
    shown = steps.tail(MOST_STEPS)
    past = shown.filter(pl.col("date") <= span.as_of)
    future = shown.filter(pl.col("date") > span.as_of)
    figure = go.Figure(_lines(past, future, lapse, span, say), _layout(steps, lapse, full_from, span, by, say))
    return Chart(figure, _table(steps, lapse, span, say), _alt(lapse, say))


def _lines(past: pl.DataFrame, future: pl.DataFrame, lapse: dict[str, Any], span: Span, say: Words) -> list[go.Scatter]:
    now = (span.as_of, lapse["sessions"])
    until_now = [*past.select("date", "sessions").rows(), now]
    afterwards = [now, *future.select("date", "sessions").rows()]
    if future.height:
        afterwards.append((span.end, afterwards[-1][1]))
    return [
        _steps(until_now, say, {"color": palette.SUPERVISION, "width": 2.5}),
        _steps(afterwards, say, {"color": palette.SUPERVISION, "width": 2, "dash": "dot"}),
    ]


def _steps(points: list[tuple[date, int]], say: Words, line: dict[str, Any]) -> go.Scatter:
    return go.Scatter(
        x=[str(day) for day, _ in points],
        y=[count for _, count in points],
        mode="lines",
        line={**line, "shape": "hv"},
        text=[
            f"{say.day(day)} : {count}" if say.lang == "en" else f"{say.day(day)}\u202f: {count}"
            for day, count in points
        ],
        hovertemplate="%{text}<extra></extra>",
    )


def _layout(steps: pl.DataFrame, lapse: dict[str, Any], full_from: date, span: Span, by: str, say: Words) -> go.Layout:
    need = lapse["need_sessions"]
    top = max(need, steps["sessions"].max() or 0) + 1.6
    below = _below(steps, need, full_from, span)
    limit = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": need, "y1": need}
    return layout(
        _finding(lapse, say),
        say("chart.rolling.subtitle", as_of=say.day(span.as_of)),
        HEIGHT,
        say,
        xaxis=time_axis(span, say),
        yaxis=amount_axis(range=[0, top], dtick=max(1, round(top / 6))),
        shapes=[
            *(stretch(first, last, palette.BELOW_LIMIT) for first, last in below),
            limit | {"line": {"color": palette.LIMIT, "width": 1.5, "dash": "dash"}, "layer": "above"},
            upright(span.as_of),
        ],
        annotations=[_limit_label(need, by, say), as_of_label(span, say), *_lapse_label(lapse, span, say)],
        margin={"l": 46, "r": 16, "t": 28, "b": 48},
        meta={"narrow": {"xaxis": narrow_axis(span, say)}},
    )


def _below(steps: pl.DataFrame, need: int, full_from: date, span: Span) -> list[tuple[date, date]]:
    """Return the stretches up to the as-of day in which a full window holds fewer sessions than needed."""
    days = [*steps["date"], span.end]
    held = zip(days, days[1:], steps["sessions"], strict=False)
    cut = [(max(first, full_from), min(last, span.as_of)) for first, last, count in held if count < need]
    return [(first, last) for first, last in cut if first < last]


def _limit_label(need: int, by: str, say: Words) -> dict[str, Any]:
    words = escaped(say("chart.rolling.limit", n=need, by=by))
    look = {
        "font": {"size": 12, "color": palette.LIMIT},
        "bgcolor": "rgba(255,255,255,0.8)",
    }  # the count may run behind
    return note(words, xref="paper", x=0, xanchor="left", y=need, yanchor="bottom", **look)


def _lapse_label(lapse: dict[str, Any], span: Span, say: Words) -> list[dict[str, Any]]:
    if lapse["lapse_date"] is None:
        return []
    words = say("chart.rolling.lapse", n=lapse["need_sessions"], day=say.day(lapse["lapse_date"]))
    # The words stand under the line, before the day of the report, where there is room on a phone too.
    place = {"x": str(lapse["lapse_date"]), "y": lapse["need_sessions"], "axref": "x", "ayref": "y", "xanchor": "right"}
    tail = {"ax": str(span.as_of), "ay": lapse["need_sessions"] * 0.4, "xshift": 0, "bgcolor": "rgba(255,255,255,0.8)"}
    arrow = {"showarrow": True, "arrowhead": 2, "arrowsize": 0.9, "arrowwidth": 1.2, "arrowcolor": palette.INK}
    return [{"text": words, "align": "right", "font": {"size": 12, "color": palette.INK}, **place, **tail, **arrow}]


def _finding(lapse: dict[str, Any], say: Words) -> str:
    values = {"n": lapse["sessions"], "need": lapse["need_sessions"]}
    if lapse["lapse_date"] is None:
        return say("chart.rolling.finding_below", **values)
    return say("chart.rolling.finding", **values, day=say.day(lapse["lapse_date"]))


def _alt(lapse: dict[str, Any], say: Words) -> str:
    return f"{say('chart.rolling.alt')} {_finding(lapse, say)}."


def _table(steps: pl.DataFrame, lapse: dict[str, Any], span: Span, say: Words) -> pl.DataFrame:
    kinds = {"from": pl.String, "in_window": pl.Int64, "setting": pl.Int64, "what": pl.String}
    before = steps.filter(pl.col("date") <= span.as_of).select("date", "sessions").rows()
    after = steps.filter(pl.col("date") > span.as_of).select("date", "sessions").rows()
    need = lapse["need_sessions"]
    rows = [
        *((say.short_day(day), count, need, say("chart.rolling.counted")) for day, count in before),
        (say.short_day(span.as_of), lapse["sessions"], need, say("chart.rolling.as_of")),
        *((say.short_day(day), count, need, say("chart.rolling.expected")) for day, count in after),
    ]
    return pl.DataFrame(rows, titled(kinds, say), orient="row")
