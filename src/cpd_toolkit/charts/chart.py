"""What a chart is, and the look all charts share."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

import plotly.graph_objects as go
import polars as pl

from cpd_toolkit.charts import palette
from cpd_toolkit.charts.time_axis import Span
from cpd_toolkit.i18n import Words

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Noto Sans', sans-serif"
LONGEST_ALT = 250  # characters
MOST_MARKS = 2_000  # of a figure: more can neither be seen nor be drawn quickly
LARGEST = 300_000  # bytes of a figure
SEPARATORS = {"fr": ",\u202f", "en": ".,"}  # of decimals and of thousands


class Chart(NamedTuple):
    """A figure with the same content twice more: as numbers and as words."""

    figure: go.Figure  # its title says the finding, its subtitle what was counted and when
    table: pl.DataFrame  # every number of the figure, under headings in the reader's language
    alt: str  # at most 250 characters; every number in it stands in the table


def marks_of(figure: go.Figure) -> int:
    """Return how many marks a figure draws.

    Example:
        >>> marks_of(go.Figure([go.Bar(x=[1, 2], y=[3, 4])], go.Layout(shapes=[{"type": "line"}])))
        3
    """
    ends = [max(len(trace[end]) if trace[end] is not None else 0 for end in ("x", "y")) for trace in figure.data]
    return sum(ends) + len(figure.layout.shapes or ()) + len(figure.layout.annotations or ())


def within_limits(chart: Chart) -> Chart:
    """Return a chart that is small enough to be put on a page.

    Raises:
        ValueError: It has more than 2,000 marks or 0.3 MB: our own fault, and never the reader's.
    """
    size = len(chart.figure.to_json().encode())
    if marks_of(chart.figure) > MOST_MARKS or size > LARGEST:
        raise ValueError("a figure is too large")
    return chart


def layout(title: str, subtitle: str, height: int, say: Words, **own: Any) -> go.Layout:
    """Return the layout of a chart: the shared look, then what is its own.

    Shapes and annotations belong into `own` as one list each: adding them one by one takes plotly minutes.
    """
    return go.Layout(
        **{
            "template": "none",  # plotly's own is 6 kB a figure
            "title": {"text": escaped(title), "subtitle": {"text": escaped(subtitle)}, "x": 0, "xanchor": "left"},
            "font": {"family": FONT, "size": 13, "color": palette.INK},
            "paper_bgcolor": palette.PAPER,
            "plot_bgcolor": palette.PAPER,
            "height": height,
            "margin": {"l": 40, "r": 16, "t": 36, "b": 44},
            "separators": SEPARATORS[say.lang],
            "hovermode": "closest",
            "hoverlabel": {"bgcolor": "white", "bordercolor": palette.LINE, "font": {"color": palette.INK}},
            "showlegend": False,
            "dragmode": False,
            **own,
        }
    )


def escaped(text: str) -> str:
    """Return words as plotly shows them unchanged: it reads a little HTML in its texts.

    Example:
        >>> escaped("<b>")
        '&lt;b&gt;'
    """
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def amount_axis(**own: Any) -> dict[str, Any]:
    """Return an axis of counts or hours that starts at nothing."""
    return {
        "rangemode": "tozero",
        "gridcolor": palette.GRID,
        "zeroline": True,
        "zerolinecolor": palette.LINE,
        "zerolinewidth": 1,
        "fixedrange": True,
        "tickfont": {"color": palette.MUTED},
        **own,
    }


def legend(y: float, **own: Any) -> dict[str, Any]:
    """Return a legend below the plot, in the order of the marks; nothing happens on a click."""
    still = {"itemclick": False, "itemdoubleclick": False, "traceorder": "normal"}
    return {"orientation": "h", "x": 0, "y": y, "yanchor": "top", **still, **own}


def note(text: str, **place: Any) -> dict[str, Any]:
    """Return words beside a mark."""
    return {"text": text, "showarrow": False, "font": {"size": 12, "color": palette.MUTED}, **place}


def upright(day: date, **own: Any) -> dict[str, Any]:
    """Return a line across the plot on one day."""
    line = {"color": palette.LINE, "width": 1.5}
    return {
        "type": "line",
        "x0": str(day),
        "x1": str(day),
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "line": line,
        "layer": "below",
        **own,
    }


def stretch(start: date, end: date, colour: str) -> dict[str, Any]:
    """Return a shaded stretch of days behind the marks."""
    span = {"x0": str(start), "x1": str(end), "yref": "paper", "y0": 0, "y1": 1}
    return {"type": "rect", **span, "fillcolor": colour, "line": {"width": 0}, "layer": "below"}


def as_of_label(span: Span, say: Words) -> dict[str, Any]:
    """Return the words over the line of the report's day, on the side that has room."""
    side = "right" if 2 * (span.as_of - span.start) > span.end - span.start else "left"
    return note(say.day(span.as_of), x=str(span.as_of), xanchor=side, yref="paper", y=1, yanchor="bottom")


def titled(kinds: Mapping[str, Any], say: Words) -> dict[str, Any]:
    """Return the schema of a chart's table under headings in the reader's language (`chart.head`)."""
    return {say(f"chart.head.{name}"): kind for name, kind in kinds.items()}
