"""What several parts of the page tell: presences, standings, the year, and whether members are enough."""

from datetime import date
from html import unescape
from typing import Any

import polars as pl

from cpd_toolkit.charts import Chart
from cpd_toolkit.charts.standing import MOST_MEMBERS
from cpd_toolkit.measures import groups, meetings
from cpd_toolkit.measures.windows import bounds
from cpd_toolkit.report.display import Figure, Results, Table, figure, grid
from cpd_toolkit.report.opening import Page
from cpd_toolkit.tables import TABLES
from cpd_toolkit.tables.schema import dtypes


def presences(page: Page) -> pl.DataFrame:
    """Return who was at which session of the group (shapes.PRESENCES)."""
    return meetings.presences(page.held, page.members, page.as_of)


def standings(page: Page) -> pl.DataFrame:
    """Return where each member stands with all their sessions, in this group or not (shapes.STANDING)."""
    register = page.tables["members"]
    others = [code for code in page.members if code not in register["member_id"].to_list()]
    unknown = pl.DataFrame({"member_id": others}, {"member_id": pl.String})
    everyone = pl.concat([register, unknown], how="diagonal_relaxed").select(dtypes(TABLES["members"]).keys())
    return groups.standing(everyone, page.sessions, page.as_of, page.dossier.need_sessions)


def by_code(standings: pl.DataFrame) -> pl.DataFrame:
    """Return standings for the numbers file: without the place and region of the register's rows."""
    return standings.drop("group_id", "region", "file", "sheet", "row")


def year(page: Page) -> tuple[date, date]:
    """Return the days over which hours are credited and attested: the period, else the last 12 months."""
    if any(page.period):
        return page.start, min(page.end, page.as_of)
    return bounds("12_months", page.as_of)


def enough(page: Page) -> bool:
    """Return whether so many members came to the group's sessions that more than process may be told."""
    return page.held["member_id"].n_unique() >= page.dossier.k_group


def drawn(title: str, chart: Chart, page: Page, results: Results, notes: list[str]) -> Figure | Table:
    """Return a chart with a row for each member, or its numbers alone where they are more than it holds."""
    say = page.say
    if len(page.members) <= MOST_MEMBERS:
        return figure(title, chart, say("report.chart_numbers"), say, results, notes)
    finding = unescape(chart.figure.layout.title.text)
    return Table(title, [finding], grid(chart.table, finding, say), notes, results=results)


def frame(rows: list[tuple[Any, ...]], kinds: dict[str, Any], page: Page, **values: object) -> pl.DataFrame:
    """Return rows under headings in the reader's language (`peer_group.head`)."""
    heads = {page.say(f"peer_group.head.{name}", **values): kind for name, kind in kinds.items()}
    return pl.DataFrame(rows, heads, orient="row", strict=False)
