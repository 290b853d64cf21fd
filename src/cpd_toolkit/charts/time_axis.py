"""Days along a chart: the stretch that the charts of a page share, and where to put a tick, with its words."""

from datetime import date
from typing import Any, NamedTuple

from cpd_toolkit.charts import palette
from cpd_toolkit.i18n import Words

MOST_TICKS = 12
MOST_TICKS_NARROW = 6
STEPS = (1, 2, 3, 6, 12, 24, 60, 120)  # months from one tick to the next


class Span(NamedTuple):
    """The days a chart covers."""

    start: date
    end: date
    as_of: date  # the day of the report; what lies after it has not happened


def time_axis(span: Span, say: Words, most: int = MOST_TICKS) -> dict[str, Any]:
    """Return an axis over a span, with at most about `most` ticks, each on the first of a month.

    A year stands under its January and under the first tick; from a step of a year on, alone.
    """
    step = _step(span, most)
    ticks = _ticks(span, step)
    return {
        "type": "date",
        "range": [span.start.isoformat(), span.end.isoformat()],
        "tickvals": [tick.isoformat() for tick in ticks],
        "ticktext": [_words(tick, tick == ticks[0], step, say) for tick in ticks],
        "tickangle": 0,
        "ticks": "outside",
        "ticklen": 5,
        "tickcolor": palette.LINE,
        "tickfont": {"color": palette.MUTED},
        "gridcolor": palette.GRID,
        "zeroline": False,
        "fixedrange": True,
    }


def narrow_axis(span: Span, say: Words) -> dict[str, Any]:
    """Return what changes on the axis of a phone: fewer ticks."""
    axis = time_axis(span, say, MOST_TICKS_NARROW)
    return {name: axis[name] for name in ("tickvals", "ticktext")}


def _step(span: Span, most: int) -> int:
    months = (span.end.year - span.start.year) * 12 + span.end.month - span.start.month
    return next((step for step in STEPS if step * most >= months), STEPS[-1])


def _ticks(span: Span, step: int) -> list[date]:
    # Counted from year 0, so that a step of a year falls on each January and one of three months on quarters.
    first = -(-(span.start.year * 12 + span.start.month - 1 + (span.start.day > 1)) // step) * step
    last = span.end.year * 12 + span.end.month - 1
    return [date(month // 12, month % 12 + 1, 1) for month in range(first, last + 1, step)]


def _words(tick: date, is_first: bool, step: int, say: Words) -> str:
    if step >= 12:
        return str(tick.year)
    month = say.month(tick, "short").rsplit(" ", 1)[0]
    return f"{month}<br><b>{tick.year}</b>" if is_first or tick.month == 1 else month
