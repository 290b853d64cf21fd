"""Hours so far, and the ratio of practice to supervision."""

import polars as pl

from cpd_toolkit import charts
from cpd_toolkit.measures.practice import practice_ratio
from cpd_toolkit.measures.rolling import cumulative_hours
from cpd_toolkit.measures.shapes import value
from cpd_toolkit.measures.timeline import practice_so_far
from cpd_toolkit.measures.windows import WINDOWS
from cpd_toolkit.report.display import Blank, Figure, Table, figure, grid
from cpd_toolkit.report.opening import Page
from cpd_toolkit.report.supervision_frequency.headline import head_room, refusal
from cpd_toolkit.report.supervision_frequency.record import span
from cpd_toolkit.report.thresholds import origin, wanted_ratio


def cumulative(page: Page) -> Figure | Blank:
    """Return hours of supervision so far, against what the practice so far asks for at the ratio of the setting."""
    if page.told.is_empty():
        return Blank()
    say, wanted = page.say, wanted_ratio(page)
    received = cumulative_hours(page.told, page.as_of)
    worked = practice_so_far(page.practice, page.as_of)
    chart = charts.cumulative(received, worked, wanted.value, span(page), say)
    key = "note" if worked.height else "note_alone"
    notes = [say(f"supervision_frequency.cumulative.{key}", ratio=say.number(wanted.value), by=wanted.by)]
    results = {"supervision_so_far": received, "practice_so_far": worked}
    return figure(
        say("supervision_frequency.cumulative.title"), chart, say("report.chart_numbers"), say, results, notes
    )


def ratio(page: Page) -> Table | Blank:
    """Return practice hours to an hour of supervision in both windows with the head-room, or why not."""
    if page.sessions.is_empty() and page.practice.is_empty():
        return Blank()
    say = page.say
    name = say("supervision_frequency.ratio.title")
    if page.practice.is_empty():
        return Table(name, [say("supervision_frequency.number.no_practice")], None, inner=True)
    told = {w: practice_ratio(page.practice, page.sessions, page.as_of, w, wanted_ratio(page).value) for w in WINDOWS}
    measures = ("practice_hours", "supervision_hours", "ratio", "head_room_hours")
    rows = [(say(f"report.window.{w}"), *(_rounded(value(table, m)) for m in measures)) for w, table in told.items()]
    heads = [say(f"report.head.{name}") for name in ("window", *measures)]
    schema = dict(zip(heads, (pl.String, *[pl.Float64] * len(measures)), strict=True))
    table = grid(pl.DataFrame(rows, schema, orient="row"), say("supervision_frequency.ratio.caption"), say)
    results = {f"practice_ratio_{window}": frame for window, frame in told.items()}
    return Table(
        name, [_sentence(told["365_days"], page)], table, _notes(told["365_days"], page), results=results, inner=True
    )


def _rounded(hours: float | None) -> float | None:
    return None if hours is None else round(hours, 2)


def _sentence(told: pl.DataFrame, page: Page) -> str:
    if value(told, "ratio") is None:
        return refusal(told, page)
    return head_room(value(told, "head_room_hours") or 0, page)


def _notes(told: pl.DataFrame, page: Page) -> list[str]:
    say, wanted, split = page.say, wanted_ratio(page), int(value(told, "rows_split") or 0)
    margin = say("supervision_frequency.ratio.note", ratio=say.number(wanted.value), by=wanted.by)
    return [margin, *origin(wanted, say), *([say("supervision_frequency.ratio.split", n=split)] if split else [])]
