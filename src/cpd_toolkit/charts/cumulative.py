"""Hours of supervision so far, against the hours that the practice so far asks for."""

from typing import Any

import plotly.graph_objects as go
import polars as pl

from cpd_toolkit.charts import palette
from cpd_toolkit.charts.chart import Chart, amount_axis, as_of_label, layout, note, titled, upright
from cpd_toolkit.charts.time_axis import Span, narrow_axis, time_axis
from cpd_toolkit.i18n import Words

MOST_POINTS = 600  # drawn a line, the latest
HEIGHT = 320


def cumulative(supervision: pl.DataFrame, practice: pl.DataFrame, ratio: float, span: Span, say: Words) -> Chart:
    """Return the chart of one member's hours so far.

    Args:
        supervision: Hours by day and so far (shapes.CUMULATIVE), with at least one day.
        practice: The same of practice (`measures.timeline.practice_so_far`), perhaps empty.
        ratio: The setting: practice hours to one hour of supervision.
        span: The days to show.
        say: The reader's language.
    """
    received = supervision["cumulative_hours"][-1]
    worked = practice["cumulative_hours"][-1] if practice.height else None
    lines = [_line(supervision, 1, span, say, {"color": palette.SUPERVISION, "width": 2.5, "shape": "hv"})]
    if worked is not None:
        lines.append(_line(practice, ratio, span, say, {"color": palette.LIMIT, "width": 2, "dash": "dash"}))
    figure = go.Figure(lines, _layout(received, worked, ratio, span, say))
    return Chart(figure, _table(supervision, practice, ratio, say), _alt(received, worked, ratio, say))


def _line(hours: pl.DataFrame, ratio: float, span: Span, say: Words, line: dict[str, Any]) -> go.Scatter:
    shown = hours.tail(MOST_POINTS)
    days = [*shown["date"], span.as_of]
    values = [*(shown["cumulative_hours"] / ratio), shown["cumulative_hours"][-1] / ratio]
    return go.Scatter(
        x=[str(day) for day in days],
        y=[round(value, 4) for value in values],
        mode="lines",
        line=line,
        text=[f"{say.day(day)}, {say.hours(value)}" for day, value in zip(days, values, strict=True)],
        hovertemplate="%{text}<extra></extra>",
    )


def _layout(received: float, worked: float | None, ratio: float, span: Span, say: Words) -> go.Layout:
    labels = [
        _end_label(say("chart.cumulative.received", hours=say.hours(received)), received, palette.SUPERVISION, span)
    ]
    if worked is not None:
        words = say("chart.cumulative.asked", hours=say.hours(worked / ratio), ratio=say.number(ratio))
        labels.append(_end_label(words, worked / ratio, palette.LIMIT, span))
    return layout(
        _finding(received, worked, say),
        say("chart.cumulative.subtitle", as_of=say.day(span.as_of)),
        HEIGHT,
        say,
        xaxis=time_axis(span, say),
        yaxis=amount_axis(ticksuffix="\u202fh", range=[0, 1.25 * max(received, (worked or 0) / ratio)]),
        shapes=[upright(span.as_of)],
        annotations=[*labels, as_of_label(span, say)],
        margin={"l": 46, "r": 16, "t": 28, "b": 48},
        meta={"narrow": {"xaxis": narrow_axis(span, say)}},
    )


def _end_label(words: str, value: float, colour: str, span: Span) -> dict[str, Any]:
    return note(
        words,
        x=str(span.as_of),
        xanchor="right",
        xshift=-6,
        y=value,
        yanchor="bottom",
        font={"size": 12, "color": colour},
    )


def _finding(received: float, worked: float | None, say: Words) -> str:
    if worked is None:
        return say("chart.cumulative.finding_alone", hours=say.hours(received))
    return say("chart.cumulative.finding", hours=say.hours(received), practice=say.hours(worked))


def _alt(received: float, worked: float | None, ratio: float, say: Words) -> str:
    words = f"{say('chart.cumulative.alt')} {_finding(received, worked, say)}."
    if worked is None:
        return words
    return f"{words} {say('chart.cumulative.alt_asked', hours=say.hours(worked / ratio))}"


def _table(supervision: pl.DataFrame, practice: pl.DataFrame, ratio: float, say: Words) -> pl.DataFrame:
    kinds = {"day": pl.String, "supervision_so_far": pl.Float64, "practice_so_far": pl.Float64, "asked": pl.Float64}
    received = dict(supervision.select("date", "cumulative_hours").rows())
    worked = dict(practice.select("date", "cumulative_hours").rows())
    rows: list[tuple[str, float | None, float | None, float | None]] = []
    for day in sorted(received | worked):
        hours = worked.get(day)
        rows.append((say.short_day(day), received.get(day), hours, None if hours is None else hours / ratio))
    return pl.DataFrame(rows, titled(kinds, say), orient="row")
