"""Until when each member has enough sessions, in this group or not."""

from datetime import timedelta

import polars as pl

from cpd_toolkit import charts
from cpd_toolkit.charts.standing import ROOM
from cpd_toolkit.charts.time_axis import Span
from cpd_toolkit.measures.timeline import sessions_by_day
from cpd_toolkit.measures.windows import DAYS
from cpd_toolkit.report.display import Blank, Figure, Table
from cpd_toolkit.report.opening import Page
from cpd_toolkit.report.peer_group.told import by_code, drawn, standings

MARGIN = timedelta(days=22)


def standing(page: Page) -> Figure | Table | Blank:
    """Return each member's sessions of the last 365 days, and the day on which they become too few."""
    if page.sessions.is_empty():
        return Blank()
    say, told, need = page.say, standings(page), page.dossier.need_sessions
    notes = [say("peer_group.standing.note", n=need), say("peer_group.standing.all_sessions")]
    days = sessions_by_day(page.sessions, page.as_of, ["member_id"])
    chart = charts.standing(told, days, need, _span(page, told), say)
    return drawn(say("peer_group.standing.title"), chart, page, {"standing": by_code(told)}, notes)


def _span(page: Page, told: pl.DataFrame) -> Span:
    first = page.as_of - timedelta(days=DAYS) - MARGIN
    last = max([*told["lapse_date"].drop_nulls(), page.as_of])
    return Span(first, last + ROOM * (last - first), page.as_of)
