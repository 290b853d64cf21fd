"""What lies ahead: when members fall below the need, and when their accreditation ends."""

import polars as pl

from cpd_toolkit import charts
from cpd_toolkit.charts import palette
from cpd_toolkit.charts.withheld import count_and_share, is_told
from cpd_toolkit.report.display import Blank, Figure, figure
from cpd_toolkit.report.organisation.public import Public
from cpd_toolkit.report.organisation.words import interval

APART = ("overdue", "later", "not_stated")


def lapses(page: Public) -> Figure | Blank:
    """Return by month, quarter or year how many members fall below the need if nothing new is logged."""
    say, table = page.say, page.tables["lapses"]
    if table.is_empty():
        return Blank()
    rows = [(interval(row["lapse"], page), row) for row in table.sort("lapse").to_dicts()]
    first = rows[0]
    told = {"n": int(first[1]["numerator"]), "when": first[0]} if is_told(first[1]) else {"n": 0, "when": first[0]}
    finding = say(f"organisation.lapses.{'finding' if is_told(first[1]) else 'finding_hidden'}", **told)
    chart = charts.counts(rows, "lapses", finding, say, need=str(page.dossier.need_sessions), day=say.day(page.as_of))
    notes = [say("organisation.lapses.note"), say("organisation.ahead.intervals", n=page.k)]
    return figure(say("organisation.lapses.title"), chart, say("report.chart_numbers"), say, {"lapses": table}, notes)


def renewals(page: Public) -> Figure | Blank:
    """Return by month, quarter or year how many accreditations end, and how many have ended already."""
    say, table = page.say, page.tables["renewals"]
    if table.is_empty() or set(table.filter(pl.col("value") > 0)["renewal"]) == {"not_stated"}:
        return Blank()
    ahead = [
        (interval(row["renewal"], page), row) for row in table.sort("renewal").to_dicts() if row["renewal"] not in APART
    ]
    apart = [(say(f"organisation.renewal.{name}"), page.row("renewals", renewal=name)) for name in APART]
    overdue = apart[0][1]
    key = "finding_hidden" if not is_told(overdue) else "finding" if overdue["numerator"] else "finding_none"
    finding = say(f"organisation.renewals.{key}", n=int(overdue["numerator"] or 0))
    rows = [apart[0], *ahead]
    chart = charts.counts(rows, "renewals", finding, say, palette.FORMAT["peer"], day=say.day(page.as_of))
    beyond = {name: count_and_share(row, say) for name, (_, row) in zip(APART[1:], apart[1:], strict=True)}
    notes = [say("organisation.renewals.note"), say("organisation.renewals.beyond", **beyond)]
    return figure(
        say("organisation.renewals.title"), chart, say("report.chart_numbers"), say, {"renewals": table}, notes
    )
