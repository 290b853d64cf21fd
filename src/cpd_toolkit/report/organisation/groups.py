"""Groups beside each other: a funnel, never a ranking, of what is published anyway."""

from typing import Any

import polars as pl

from cpd_toolkit import charts
from cpd_toolkit.charts.withheld import count_and_share, is_told
from cpd_toolkit.measures.funnel import funnel
from cpd_toolkit.measures.refusals import FUNNEL_GROUPS
from cpd_toolkit.measures.roll import POOLED
from cpd_toolkit.report.display import Figure, Table, figure, grid
from cpd_toolkit.report.organisation.public import Public
from cpd_toolkit.report.organisation.words import frame, place

MOST_LISTED = 60  # groups; of more, the funnel tells those that chance doesn't explain


def groups(page: Public) -> list[Figure | Table]:
    """Return the funnel of the groups told by themselves, where they are enough, and a table of groups."""
    own, found = _own(page), []
    if own.height >= FUNNEL_GROUPS and is_told(page.row("standing", verdict="met")):
        found.append(_funnel(page, own))
    return [*found, _table(page, own, inner=bool(found))]


def _own(page: Public) -> pl.DataFrame:
    """Return the groups told by themselves, of what `protect` let through."""
    table = page.tables["standing_by_group"]
    return table.filter(pl.col("verdict") == "met", pl.col("group_id") != POOLED, pl.col("status") == "ok")


def _funnel(page: Public, own: pl.DataFrame) -> Figure:
    say, target = page.say, page.row("standing", verdict="met")["value"]
    judged = funnel(own, page.k, target=target)
    flagged = judged.filter(pl.col("flag") != "none").height
    finding = say(f"organisation.groups.{'finding' if flagged else 'finding_none'}", n=flagged, of=judged.height)
    chart = charts.funnel_chart(judged, finding, say, need=str(page.dossier.need_sessions), day=say.day(page.as_of))
    notes = [
        say("organisation.groups.funnel"),
        *([say("organisation.groups.dispersed")] if _is_dispersed(judged) else []),
    ]
    return figure(say("organisation.groups.title"), chart, say("report.chart_numbers"), say, {"funnel": judged}, notes)


def _is_dispersed(judged: pl.DataFrame) -> bool:
    return bool((judged["between_variance"] > 0).any())


def _table(page: Public, own: pl.DataFrame, inner: bool) -> Table:
    say, table = page.say, page.tables["standing_by_group"]
    listed = table.filter(
        pl.col("verdict") == "met", (pl.col("group_id") == POOLED) | pl.lit(own.height <= MOST_LISTED)
    )
    rows = [_line(row, page) for row in listed.sort(pl.col("group_id") == POOLED, "group_id", "region").to_dicts()]
    shown = grid(frame(rows, ("group", "region", "members", "met"), page), say("organisation.groups.caption"), say)
    key = "none" if own.is_empty() else "few" if own.height < FUNNEL_GROUPS else "enough"
    lead = [say(f"organisation.groups.{key}", n=own.height, least=FUNNEL_GROUPS, k=page.k, double=2 * page.k)]
    notes = [say("organisation.groups.pooled", n=page.k)]
    title = say("organisation.groups.listed" if inner else "organisation.groups.title")
    return Table(title, lead, shown, notes, results={"standing_by_group": table}, inner=inner)


def _line(row: dict[str, Any], page: Public) -> tuple[str, str, str, str]:
    members = page.say.number(row["denominator"]) if is_told(row) else page.say("organisation.hidden")
    where = place("region", row["region"], page)
    return place("group_id", row["group_id"], page), where, members, count_and_share(row, page.say)
