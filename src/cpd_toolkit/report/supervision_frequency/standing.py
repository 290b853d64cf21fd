"""Where the member stands: the rolling count, and the two windows that end on the day of the report."""

from datetime import timedelta

import polars as pl

from cpd_toolkit import charts
from cpd_toolkit.charts.palette import BELOW_LIMIT
from cpd_toolkit.measures.rolling import lapse_dates, rolling_steps
from cpd_toolkit.measures.shapes import value
from cpd_toolkit.measures.supervision import sessions_in_window
from cpd_toolkit.measures.windows import DAYS, WINDOWS, Window
from cpd_toolkit.report.chosen import not_used
from cpd_toolkit.report.display import Blank, Figure, Table, figure, grid
from cpd_toolkit.report.opening import Page
from cpd_toolkit.report.supervision_frequency.record import span
from cpd_toolkit.report.thresholds import need, origin, wanted_sessions

WINDOW: Window = "365_days"


def rolling(page: Page) -> Figure | Blank:
    """Return the number of sessions in the 365 days that end on each day, and how it falls if nothing new is logged."""
    if page.sessions.is_empty():
        return Blank()
    say, shown = page.say, span(page)
    steps = rolling_steps(page.sessions, page.as_of, WINDOW, until=shown.end)
    wanted = wanted_sessions(page)
    lapse = lapse_dates(page.sessions, page.as_of, need(page), WINDOW)
    # Before that day the window reaches back beyond the first record, and says nothing of the years before.
    full_from = page.sessions["date"][0] + timedelta(days=DAYS - 1)
    chart = charts.rolling(steps, lapse.row(0, named=True), full_from, shown, wanted.short, say)
    notes = [say("supervision_frequency.rolling.note", day=say.day(full_from))]
    if any(shape["fillcolor"] == BELOW_LIMIT for shape in chart.figure.layout.shapes if shape["type"] == "rect"):
        notes.insert(0, say("supervision_frequency.rolling.bands", n=need(page), by=wanted.by))
    results = {"rolling_steps": steps, "lapse_dates": lapse}
    return figure(say("supervision_frequency.rolling.title"), chart, say("report.chart_numbers"), say, results, notes)


def windows(page: Page) -> Table | Blank:
    """Return sessions, hours and the lapse date of both windows."""
    if page.sessions.is_empty():
        return Blank()
    say = page.say
    counted = {window: sessions_in_window(page.sessions, page.as_of, window) for window in WINDOWS}
    wanted, least = wanted_sessions(page), need(page)
    lapses = pl.concat(lapse_dates(page.sessions, page.as_of, least, window) for window in WINDOWS)
    until = dict(lapses.select("window", "lapse_date").rows())
    rows = [
        (
            say(f"report.window.{window}"),
            "\u202f– ".join(map(say.short_day, table.select("interval_start", "interval_end").row(0))),
            value(table, "sessions"),
            value(table, "hours"),
            until.get(window),
        )
        for window, table in counted.items()
    ]
    heads = {"window": pl.String, "span": pl.String, "sessions": pl.Int64, "hours": pl.Float64}
    schema = {say(f"report.head.{name}"): kind for name, kind in heads.items()}
    schema |= {say("report.head.lapse", n=least): pl.Date}
    table = grid(
        pl.DataFrame(rows, schema, orient="row", strict=False), say("supervision_frequency.windows.caption"), say
    )
    results = {f"sessions_in_{window}": frame for window, frame in counted.items()} | {"lapse_dates_both": lapses}
    notes = [*(origin(wanted, say) or [say("supervision_frequency.windows.note", n=least)]), *not_used(page)]
    return Table(say("supervision_frequency.windows.title"), [], table, notes, results=results, inner=True)
