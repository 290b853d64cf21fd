"""Members by sessions, and turns in presenting a case: by code, never ranked."""

import polars as pl

from cpd_toolkit import charts
from cpd_toolkit.charts.attendance import MOST_MEETINGS_NARROW
from cpd_toolkit.measures.meetings import meetings, rotation
from cpd_toolkit.report.display import Blank, Figure, Table, grid
from cpd_toolkit.report.opening import Page
from cpd_toolkit.report.peer_group.told import drawn, frame, presences


def attendance(page: Page) -> Figure | Table | Blank:
    """Return who was at which session of the group, and who presented."""
    if page.held.is_empty():
        return Blank()
    say, held, there = page.say, meetings(page.held, page.as_of), presences(page)
    chart = charts.attendance(there, held, page.pauses, say)
    notes = [say("peer_group.attendance.note")]
    if held.height > MOST_MEETINGS_NARROW:
        notes.append(say("peer_group.attendance.narrow", n=MOST_MEETINGS_NARROW))
    results = {"meetings": held, "presences": there}
    return drawn(say("peer_group.attendance.title"), chart, page, results, notes)


def turns(page: Page) -> Table | Blank:
    """Return how often each member came and presented, and when last."""
    if page.held.is_empty():
        return Blank()
    say, told = page.say, rotation(presences(page))
    names = ("member_id", "attended", "presented", "last_presented", "attended_since")
    kinds = {"member": pl.String, "attended": pl.Int64, "presented": pl.Int64}
    kinds |= {"last_presented": pl.Date, "attended_since": pl.Int64}
    table = grid(frame(told.select(names).rows(), kinds, page), say("peer_group.turns.caption"), say)
    return Table(say("peer_group.turns.title"), [], table, results={"rotation": told})
