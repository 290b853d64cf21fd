"""Until when each member has enough sessions, in this group or not."""

from datetime import timedelta

import polars as pl

from cpd_toolkit import charts
from cpd_toolkit.charts.standing import MOST_MEMBERS, ROOM
from cpd_toolkit.charts.time_axis import Span
from cpd_toolkit.measures.timeline import sessions_by_day
from cpd_toolkit.measures.windows import DAYS
from cpd_toolkit.report.display import Blank, Figure, Grid, Table, figure, grid
from cpd_toolkit.report.opening import Page
from cpd_toolkit.report.peer_group.told import frame, standings

MARGIN = timedelta(days=10)


def standing(page: Page) -> Figure | Table | Blank:
    """Return each member's sessions of the last 365 days, and the day on which they become too few."""
    if page.sessions.is_empty():
        return Blank()
    say, told, title = page.say, standings(page), page.say("peer_group.standing.title")
    notes = [say("peer_group.standing.note", n=page.dossier.need_sessions), say("peer_group.standing.all_sessions")]
    if told.height > MOST_MEMBERS:
        return Table(title, [], _grid(page, told), notes, results={"standing": told})
    days = sessions_by_day(page.sessions, page.as_of, ["member_id"])
    chart = charts.standing(told, days, page.dossier.need_sessions, _span(page, told), say)
    return figure(title, chart, say("report.chart_numbers"), say, {"standing": told}, notes)


def _span(page: Page, told: pl.DataFrame) -> Span:
    first = page.as_of - timedelta(days=DAYS) - MARGIN
    last = max([*told["lapse_date"].drop_nulls(), page.as_of])
    return Span(first, last + ROOM * (last - first), page.as_of)


def _grid(page: Page, told: pl.DataFrame) -> Grid:
    kinds = {"member": pl.String, "in_window": pl.Int64, "lapse": pl.Date}
    rows = told.sort("lapse_date", "member_id").select("member_id", "sessions_365_days", "lapse_date").rows()
    need = page.dossier.need_sessions
    return grid(frame(rows, kinds, page, n=need), page.say("peer_group.standing.caption"), page.say)
