"""A cycle from its first day to its last: days with a record by kind, the long gaps, pauses, and the days to keep."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import plotly.graph_objects as go
import polars as pl

from cpd_toolkit.charts import palette
from cpd_toolkit.charts.chart import Chart, escaped, layout, note
from cpd_toolkit.charts.cycle_records import ANY, CYCLE, PRACTICE, Mark, Records, days_words, mark_words, record_table
from cpd_toolkit.charts.time_axis import Span, narrow_axis, time_axis
from cpd_toolkit.i18n import Words

MOST_DAYS = 200  # drawn a kind, the latest, as of the following
MOST_STRETCHES, MOST_GAPS, MOST_PAUSES = 100, 200, 40
LANE = 34  # pixels
LINE = 17  # pixels of one label above the plot
LABELLED = {False: 0.085, True: 0.16}  # least share of the width for a gap's days: at a desk, on a phone


def cycle(records: Records, ends: tuple[date, date], marks: Sequence[Mark], span: Span, say: Words) -> Chart:
    """Return the chart of one member's cycle.

    Args:
        records: What stands along it.
        ends: Its first and last day.
        marks: The days to keep around its end, besides the day of the report.
        span: The days to show.
        say: The reader's language.
    """
    lanes = {lane: len(records.kinds) - n for n, lane in enumerate((CYCLE, *records.kinds))}
    figure = go.Figure(
        [*_pauses(records, lanes, say), *_practice(records, lanes, say), *_dots(records, lanes, say)],
        _layout(records, lanes, ends, marks, span, say),
    )
    return Chart(figure, record_table(records, ends, marks, span, say), _alt(records, ends, span, say))


def _dots(records: Records, lanes: dict[str, int], say: Words) -> list[go.Scatter]:
    kinds = [kind for kind in records.kinds if kind != PRACTICE]
    return [_dots_of(records.days.filter(kind=kind).tail(MOST_DAYS), kind, lanes[kind], say) for kind in kinds]


def _dots_of(days: pl.DataFrame, kind: str, lane: int, say: Words) -> go.Scatter:
    name = say(f"chart.kind.{kind}")
    return go.Scatter(
        x=[day.isoformat() for day in days["date"]],
        y=[lane] * days.height,
        mode="markers",
        marker={"color": palette.SUPERVISION, "size": 9, "opacity": 0.85},
        text=[escaped(f"{say.day(day)}, {name} ({n})") for day, n in days[["date", "records"]].rows()],
        hovertemplate="%{text}<extra></extra>",
    )


def _practice(records: Records, lanes: dict[str, int], say: Words) -> list[go.Scatter]:
    if PRACTICE not in lanes:
        return []
    ends = records.practice.select("first", "last").tail(MOST_STRETCHES).rows()
    words = [escaped(say("report.span", **days_words(days, say))) for days in ends]
    drawn = go.Scatter(
        x=[x for first, last in ends for x in (first.isoformat(), last.isoformat(), None)],
        y=[y for _ in ends for y in (lanes[PRACTICE], lanes[PRACTICE], None)],
        mode="lines",
        line={"color": palette.SUPERVISION, "width": 7},
        text=[text for span in words for text in (span, span, "")],
        hovertemplate="%{text}<extra></extra>",
    )
    return [drawn]


def _pauses(records: Records, lanes: dict[str, int], say: Words) -> list[go.Scatter]:
    ends = records.pauses.select("pause_from", "pause_to").tail(MOST_PAUSES).rows()
    if not ends:
        return []
    low, high = -0.5, len(lanes) - 1.5
    hatched = go.Scatter(
        x=[x for first, last in ends for x in (*[str(first)] * 2, *[str(last)] * 2, None)],
        y=[y for _ in ends for y in (low, high, high, low, None)],
        mode="lines",
        fill="toself",
        fillcolor="rgba(0,0,0,0.02)",
        fillpattern={"shape": "/", "fgcolor": palette.PAUSE, "size": 7, "fillmode": "overlay"},
        line={"width": 0},
        hoverinfo="skip",
    )
    return [hatched]


def _layout(
    records: Records,
    lanes: dict[str, int],
    ends: tuple[date, date],
    marks: Sequence[Mark],
    span: Span,
    say: Words,
) -> go.Layout:
    plot = LANE * len(lanes)
    days = sorted([Mark("as_of", span.as_of), *marks], key=lambda mark: mark.day)
    top = LINE * len(days) + 6
    told = [_mark(n, mark, span, say) for n, mark in enumerate(days)]
    names = {"tickvals": [*lanes.values()], "ticktext": [escaped(say(f"chart.kind.{lane}")) for lane in lanes]}
    return layout(
        _finding(records, ends, span, say),
        _subtitle(records, ends, span, say),
        plot + top + 48,
        say,
        xaxis={**time_axis(span, say), "showgrid": False},
        yaxis={
            "range": [-0.5, len(lanes) - 0.5],
            **names,
            "zeroline": False,
            "showgrid": False,
            "fixedrange": True,
            "tickfont": {"color": palette.INK},
        },
        shapes=[
            *_band(lanes, ends, span),
            *(_gap(row, lanes) for row in _drawn(records, lanes)),
            *(_upright(n, mark, plot) for n, mark in enumerate(days)),
        ],
        annotations=[*_labels(records, lanes, span, False, say), *told],
        margin={"l": 96, "r": 16, "t": top, "b": 48},
        meta={
            "narrow": {
                "xaxis": narrow_axis(span, say),
                "annotations": [*_labels(records, lanes, span, True, say), *told],
                "margin": {"l": 84, "r": 8},
            }
        },
    )


def _subtitle(records: Records, ends: tuple[date, date], span: Span, say: Words) -> str:
    words = say("chart.cycle.subtitle", **days_words(ends, say), as_of=say.day(span.as_of))
    return words if records.pauses.is_empty() else f"{words} {say('chart.cycle.hatched')}"


def _band(lanes: dict[str, int], ends: tuple[date, date], span: Span) -> list[dict[str, Any]]:
    """Return the cycle as a bar: its days so far dark, those to come light."""
    now = min(max(span.as_of, ends[0]), ends[1])
    place = {"y0": lanes[CYCLE] - 0.22, "y1": lanes[CYCLE] + 0.22}
    return [_box(first, last, colour, **place) for first, last, colour in _halves(ends, now)]


def _halves(ends: tuple[date, date], now: date) -> list[tuple[date, date, str]]:
    halves = [(ends[0], now, palette.LINE), (now, ends[1], palette.GRID)]
    return [half for half in halves if half[0] < half[1]]


def _gap(row: dict[str, Any], lanes: dict[str, int]) -> dict[str, Any]:
    lane = lanes[row["kind"]]
    return _box(row["gap_from"], row["gap_to"], palette.GAP, y0=lane - 0.4, y1=lane + 0.4)


def _box(first: date, last: date, colour: str, **place: float) -> dict[str, Any]:
    own = {"x0": str(first), "x1": str(last), "fillcolor": colour, "line": {"width": 0}, "layer": "below"}
    return {"type": "rect", **own, **place}


def _upright(n: int, mark: Mark, plot: int) -> dict[str, Any]:
    name, day, _ = mark
    line = {"color": palette.INK if name == "as_of" else palette.LIMIT, "width": 1.5}
    if name not in ("as_of", "due"):
        line["dash"] = "dash"
    place = {"x0": str(day), "x1": str(day), "yref": "paper", "y0": 0, "y1": 1 + (LINE * n + 12) / plot}
    return {"type": "line", **place, "line": line, "layer": "above"}


def _mark(n: int, mark: Mark, span: Span, say: Words) -> dict[str, Any]:
    """Return the words of a day above the plot; a later day stands higher, so that no line crosses words."""
    name, day, _ = mark
    right = 2 * (day - span.start) > span.end - span.start
    place = {"x": str(day), "xanchor": "right" if right else "left", "xshift": -4 if right else 4}
    colour = palette.INK if name == "as_of" else palette.LIMIT
    words = mark_words(mark, say)
    above = {"yref": "paper", "y": 1, "yanchor": "bottom", "yshift": LINE * n}
    return note(words, **place, **above, font={"size": 12, "color": colour})


def _labels(records: Records, lanes: dict[str, int], span: Span, phone: bool, say: Words) -> list[dict[str, Any]]:
    """Return the days of the gaps that have room for them."""
    least = LABELLED[phone] * (span.end - span.start).days
    wide = [row for row in _drawn(records, lanes) if row["days"] >= least]
    return [_label(row, lanes[row["kind"]], say) for row in wide]


def _drawn(records: Records, lanes: dict[str, int]) -> list[dict[str, Any]]:
    """Return the gaps that are drawn: the longest of those that have a lane."""
    return records.gaps.filter(pl.col("kind").is_in([*lanes])).sort("days").tail(MOST_GAPS).to_dicts()


def _label(row: dict[str, Any], lane: int, say: Words) -> dict[str, Any]:
    middle = row["gap_from"] + (row["gap_to"] - row["gap_from"]) / 2
    words = say("chart.days_short", n=row["days"])
    return note(words, x=str(middle), y=lane, font={"size": 11, "color": palette.MUTED})


def _finding(records: Records, ends: tuple[date, date], span: Span, say: Words) -> str:
    left = (ends[1] - span.as_of).days
    rest = say(f"chart.cycle.{'left' if left > 0 else 'over'}", n=left, day=say.day(ends[1]))
    return f"{rest}{say('chart.cycle.between')}{_gap_words(records, say)}"


def _gap_words(records: Records, say: Words) -> str:
    whole = records.gaps.filter(kind=ANY)
    if whole.is_empty():
        return say("chart.cycle.no_gap")
    return say("chart.cycle.gaps", n=whole.height, days=say("report.days", n=whole["days"].max()))


def _alt(records: Records, ends: tuple[date, date], span: Span, say: Words) -> str:
    return f"{say('chart.cycle.alt')} {_finding(records, ends, span, say)}."
