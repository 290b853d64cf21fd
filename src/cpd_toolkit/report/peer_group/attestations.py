"""One page to sign for each member: days, durations, formats, supervisors' codes and the total; nothing of a case.

Part of the group's page, not a report of its own: the supervisor signs all of them after one command, and each comes
out of the printer on a sheet that holds one member alone.
"""

import polars as pl

from cpd_toolkit.report.display import Grid, Notes, Part, Sheet, grid
from cpd_toolkit.report.opening import Page
from cpd_toolkit.report.peer_group.told import frame, year
from cpd_toolkit.report.rows import span_of


def attestations(page: Page) -> list[Part]:
    """Return a word on how to print them, then a sheet for each member who came in the year."""
    start, end = year(page)
    within = page.held.filter(pl.col("date").is_between(start, end))
    came = [(code, within.filter(member_id=code).sort("date", "session_id")) for code in page.members]
    sheets = [_sheet(code, rows, page) for code, rows in came if rows.height]
    if not sheets:
        return []
    lead = page.say("peer_group.attestations.lead", n=len(sheets))
    return [Notes(page.say("peer_group.attestations.title"), [lead]), *sheets]


def _sheet(code: str, rows: pl.DataFrame, page: Page) -> Sheet:
    say = page.say
    facts = [
        (say("peer_group.attestation.name"), ""),
        (say("peer_group.attestation.member"), code),
        (say("report.fact.group"), page.group),
        (say("peer_group.attestation.period"), span_of(*year(page), say)),
        (say("peer_group.attestation.total"), _total(rows, page)),
    ]
    return Sheet(
        say("peer_group.attestation.title", member=code),
        opens=say("peer_group.attestation.opens", total=_total(rows, page)),
        facts=facts,
        paragraphs=[say("peer_group.attestation.statement", day=say.day(page.as_of))],
        table=_grid(rows, page),
        signatures=_signatures(rows, page),
        inner=True,
    )


def _total(rows: pl.DataFrame, page: Page) -> str:
    return page.say("peer_group.attestation.sum", n=rows.height, hours=page.say.hours(_hours(rows)))


def _hours(rows: pl.DataFrame) -> float:
    return float(rows["duration_minutes"].sum()) / 60


def _grid(rows: pl.DataFrame, page: Page) -> Grid:
    say = page.say
    listed = [
        (say.short_day(day), say(f"chart.format.{form}"), supervisor, minutes / 60)
        for day, form, supervisor, minutes in rows.select("date", "format", "supervisor_id", "duration_minutes").rows()
    ]
    total = (say("chart.total"), None, None, _hours(rows))
    kinds = {"day": pl.String, "format": pl.String, "supervisor": pl.String, "hours": pl.Float64}
    return grid(frame([*listed, total], kinds, page), say("peer_group.attestation.caption"), say, total=True)


def _signatures(rows: pl.DataFrame, page: Page) -> list[tuple[str, list[str]]]:
    """Return who signs: each supervisor for their sessions, someone for those among peers."""
    say = page.say
    blanks = [say(f"peer_group.attestation.{blank}") for blank in ("signer", "place", "signature")]
    codes = rows["supervisor_id"].drop_nulls().unique().sort()
    totals = {code: _total(rows.filter(supervisor_id=code), page) for code in codes}
    who = [say("peer_group.attestation.by_supervisor", code=code, total=total) for code, total in totals.items()]
    peers = rows.filter(pl.col("supervisor_id").is_null())
    if peers.height:
        who.append(say("peer_group.attestation.by_peers", total=_total(peers, page)))
    return [(one, blanks) for one in who]
