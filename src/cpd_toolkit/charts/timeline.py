"""Sessions day by day: how long, in which format, and the long gaps between them."""

from typing import Any

import plotly.graph_objects as go
import polars as pl

from cpd_toolkit.charts import palette
from cpd_toolkit.charts.chart import (
    Chart,
    amount_axis,
    as_of_label,
    escaped,
    layout,
    legend,
    note,
    stretch,
    titled,
    upright,
)
from cpd_toolkit.charts.time_axis import Span, narrow_axis, time_axis
from cpd_toolkit.i18n import Words

MOST_DAYS = 400  # drawn, the latest; a day takes four marks
MOST_GAP_LABELS = 6
HEIGHT = 320


def timeline(
    days: pl.DataFrame, gaps: pl.DataFrame, pauses: pl.DataFrame, span: Span, say: Words, long_days: int
) -> Chart:
    """Return the chart of one member's sessions.

    Args:
        days: Result table by day and format (`measures.timeline.sessions_by_day`), with at least one session.
        gaps: The gaps between these days (shapes.GAPS).
        pauses: member_id, pause_from, pause_to; perhaps none.
        span: The days to show.
        say: The reader's language.
        long_days: Gaps of more days than this are shaded.
    """
    wide = _by_day(days)
    drawn = wide.tail(MOST_DAYS)
    top = 1.3 * max(drawn["hours"])
    figure = go.Figure(
        [*_pauses(pauses, top, say), *_marks(drawn, say)],
        _layout(wide, gaps, gaps.filter(pl.col("days") > long_days), top, span, say),
    )
    return Chart(figure, _table(wide, gaps, say), _alt(wide, gaps, say))


def _by_day(days: pl.DataFrame) -> pl.DataFrame:
    """Return a row for each day and format with its sessions and hours."""
    wide = days.pivot("measure", index=["interval_start", "format"], values="value")
    return wide.rename({"interval_start": "day"}).sort("day", "format")


def _marks(wide: pl.DataFrame, say: Words) -> list[go.Scatter]:
    return [mark for form in palette.FORMAT for mark in _marks_of(wide.filter(pl.col("format") == form), form, say)]


def _marks_of(rows: pl.DataFrame, form: str, say: Words) -> list[go.Scatter]:
    if rows.is_empty():
        return []
    days = [day.isoformat() for day in rows["day"]]
    hours = rows["hours"].to_list()
    colour = palette.FORMAT[form]
    stems = go.Scatter(
        x=[x for day in days for x in (day, day, None)],
        y=[y for value in hours for y in (0, value, None)],
        mode="lines",
        line={"color": colour, "width": 1.5},
        hoverinfo="skip",
        showlegend=False,
    )
    heads = go.Scatter(
        x=days,
        y=hours,
        mode="markers",
        marker={
            "color": colour,
            "symbol": palette.SHAPE[form],
            "size": palette.SIZE[form],
            "line": {"color": "white", "width": 1},
        },
        name=escaped(f"{say(f'chart.format.{form}')} ({say.number(int(rows['sessions'].sum()))})"),
        text=[_hover(row, say) for row in rows.to_dicts()],
        hovertemplate="%{text}<extra></extra>",
        cliponaxis=False,  # the first and last session are whole on a phone too
    )
    return [stems, heads]


def _hover(row: dict[str, Any], say: Words) -> str:
    return escaped(f"{say.day(row['day'])}, {say('chart.format.' + row['format'])}, {say.hours(row['hours'])}")


def _pauses(pauses: pl.DataFrame, top: float, say: Words) -> list[go.Scatter]:
    """Return the hatched stretches: shapes can't be hatched, a filled trace can."""
    ends = [(row["pause_from"].isoformat(), row["pause_to"].isoformat()) for row in pauses.to_dicts()]
    if not ends:
        return []
    hatched = go.Scatter(
        x=[x for first, last in ends for x in (first, first, last, last, None)],
        y=[y for _ in ends for y in (0, top, top, 0, None)],
        mode="lines",
        fill="toself",
        fillcolor="rgba(0,0,0,0.02)",
        fillpattern={"shape": "/", "fgcolor": palette.PAUSE, "size": 7, "fillmode": "overlay"},
        line={"width": 0},
        name=say("chart.pause"),
        legendrank=2000,
        hoverinfo="skip",
    )
    return [hatched]


def _layout(
    wide: pl.DataFrame, gaps: pl.DataFrame, shaded: pl.DataFrame, top: float, span: Span, say: Words
) -> go.Layout:
    stretches = [stretch(row["gap_from"], row["gap_to"], palette.GAP) for row in shaded.to_dicts()]
    labelled = shaded.sort("days", "gap_from").tail(MOST_GAP_LABELS).to_dicts()
    return layout(
        _finding(wide, gaps, say),
        say("chart.timeline.subtitle", **_totals(wide, say), as_of=say.day(span.as_of)),
        HEIGHT,
        say,
        xaxis=time_axis(span, say),
        yaxis=amount_axis(range=[0, top], ticksuffix="\u202fh"),
        shapes=[*stretches, upright(span.as_of)],
        annotations=[*(_gap_label(row, top, say) for row in labelled), as_of_label(span, say)],
        showlegend=True,
        legend=legend(-0.2),
        margin={"l": 46, "r": 16, "t": 28, "b": 84},
        meta={"narrow": {"xaxis": narrow_axis(span, say)}},
    )


def _gap_label(row: dict[str, Any], top: float, say: Words) -> dict[str, Any]:
    middle = row["gap_from"] + (row["gap_to"] - row["gap_from"]) / 2
    return note(say("chart.days_short", n=row["days"]), x=middle.isoformat(), y=top, yanchor="top")


def _totals(wide: pl.DataFrame, say: Words) -> dict[str, Any]:
    days = wide["day"].to_list()
    hours = say.hours(float(wide["hours"].sum()))
    return {"n": int(wide["sessions"].sum()), "hours": hours, "start": say.day(days[0]), "end": say.day(days[-1])}


def _longest(gaps: pl.DataFrame) -> dict[str, Any]:
    return gaps.sort("days", "gap_from", descending=[True, False]).row(0, named=True)


def _finding(wide: pl.DataFrame, gaps: pl.DataFrame, say: Words) -> str:
    if gaps.is_empty():
        totals = _totals(wide, say)
        return say("chart.timeline.finding_one_day", n=totals["n"], day=totals["start"])
    gap = _longest(gaps)
    return say("chart.timeline.finding", n=gap["days"], start=say.day(gap["gap_from"]), end=say.day(gap["gap_to"]))


def _alt(wide: pl.DataFrame, gaps: pl.DataFrame, say: Words) -> str:
    return f"{say('chart.timeline.alt', **_totals(wide, say))} {_finding(wide, gaps, say)}."


def _table(wide: pl.DataFrame, gaps: pl.DataFrame, say: Words) -> pl.DataFrame:
    since = dict(zip(gaps["gap_to"], gaps["days"], strict=True))
    rows = [
        (
            say.short_day(row["day"]),
            say(f"chart.format.{row['format']}"),
            row["sessions"],
            row["hours"],
            since.get(row["day"]),
        )
        for row in wide.to_dicts()
    ]
    total = (say("chart.total"), None, wide["sessions"].sum(), wide["hours"].sum(), None)
    kinds = {"day": pl.String, "format": pl.String, "sessions": pl.Int64, "hours": pl.Float64, "since": pl.Int64}
    return pl.DataFrame([*rows, total], titled(kinds, say), orient="row", strict=False)
