"""The end of the page: what the check found, what changed, where everything came from."""

from importlib.metadata import version
from typing import Any

import polars as pl

from cpd_toolkit.charts.items import signed
from cpd_toolkit.charts.withheld import count_and_share, hidden_rows, told
from cpd_toolkit.report.display import Notes, Table, grid
from cpd_toolkit.report.organisation.public import Public
from cpd_toolkit.report.organisation.words import frame, place
from cpd_toolkit.tables import TABLES

ALL = "all"
HOURS = "hours_quantiles"


def quality(page: Public) -> Table:
    """Return the rows left out by table, and the rows with a finding of each rule."""
    say, left, found = page.say, page.tables["rows_left_out"], page.tables["rows_by_rule"]
    ordered = left.sort(pl.col("table") == ALL, "table").to_dicts()
    rows = [(_table(row["table"], page), count_and_share(row, say, 1)) for row in ordered]
    known = found.filter(pl.col("status") == "ok").sort("rule")
    rows += [(say(f"report.rule.{row['rule']}"), told(row["value"], say)) for row in known.to_dicts()]
    shown = grid(frame(rows, ("found", "rows"), page), say("organisation.quality.caption"), say)
    notes = [say("organisation.quality.note", n=page.k), say("organisation.quality.check")]
    if gone := hidden_rows(found):
        notes.insert(0, say("organisation.quality.hidden", n=gone))
    results = {"rows_left_out": left, "rows_by_rule": found}
    return Table(say("organisation.quality.title"), [say("organisation.quality.lead")], shown, notes, results=results)


def _table(name: str, page: Public) -> str:
    what = page.say("organisation.quality.all") if name == ALL else TABLES[name].title(page.say.lang)
    return page.say("organisation.quality.left_out", table=what)


def changed(page: Public) -> Table:
    """Return what both this report and the one before tell, and the difference."""
    say, title = page.say, page.say("organisation.changes.title")
    if page.changes is None:
        return Table(title, [say("organisation.changes.none")], None)
    rows = [_line(row, page) for row in page.changes.table.to_dicts()]
    shown = grid(frame(rows, ("what", "before", "now", "difference"), page), say("organisation.changes.caption"), say)
    lead = [say("organisation.changes.lead", day=say.day(page.changes.before_as_of))]
    return Table(title, lead, shown, [say("organisation.changes.note")], results={"changes": page.changes.table})


def _line(row: dict[str, Any], page: Public) -> tuple[str, str, str, str]:
    say = page.say
    before, now = row["before"], row["now"]
    if row["table"] == "response_rate":
        points = say("organisation.changes.points", n=signed(100 * (now - before), say))
        return say("organisation.number.answered"), say.percent(before), say.percent(now), points
    unit = "\u202fh" if row["table"] == HOURS else ""
    return _what(row, page), say.number(before) + unit, say.number(now) + unit, signed(now - before, say, 2) + unit


def _what(row: dict[str, Any], page: Public) -> str:
    say, about = page.say, row["about"].split("/")
    match row["table"]:
        case "members":
            return say("organisation.number.members")
        case "members_by_region":
            return say("organisation.changes.members_of", region=place("region", row["about"], page))
        case "standing":
            return say(f"organisation.verdict.{about[-1]}")
        case "standing_by_region":
            region = place("region", "/".join(about[:-1]), page)
            return say(
                "organisation.changes.verdict_of", verdict=say(f"organisation.verdict.{about[-1]}"), region=region
            )
        case _:
            return say(f"organisation.quantile.{row['measure']}")


def method(page: Public) -> Notes:
    """Return how the page's numbers are counted, and what they don't say."""
    say, need = page.say, page.dossier.need_sessions
    names = [f"organisation.method.{term}" for term in say("organisation.method.order").split()]
    terms = [(say(f"{name}.what"), say(f"{name}.how", need=need)) for name in names]
    return Notes(say("report.method.title"), [say("organisation.method.lead")], terms)


def provenance(page: Public) -> Notes:
    """Return what the page was made from: day, settings, version, and one checksum of all files read."""
    say, dossier = page.say, page.dossier
    facts = [
        ("report.fact.as_of", say.day(page.as_of)),
        ("report.fact.need_sessions", say.number(dossier.need_sessions)),
        ("report.fact.ratio", say.number(dossier.ratio)),
        ("organisation.fact.least", say("organisation.fact.least_members", n=page.k)),
        ("organisation.fact.state", say(f"organisation.state.{page.state}")),
        ("report.fact.version", f"cpd_toolkit {version('cpd_toolkit')}"),
        ("organisation.fact.checksum", page.checksum),
    ]
    lead = [say("organisation.provenance.lead")]
    inputs = pl.DataFrame({"checksum_of_all": [page.checksum]})
    terms = [(say(name), value) for name, value in facts]
    return Notes(say("report.provenance.title"), lead, terms, results={"inputs": inputs})
