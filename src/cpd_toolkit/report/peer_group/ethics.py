"""Ethical questions by age (article 43), consent (article 12), links with supervisors (article 42): counts alone."""

import polars as pl

from cpd_toolkit.measures.questions import AGES, CONSENTS, ethical_counts, open_by_age, sessions_by_consent
from cpd_toolkit.measures.relations import reciprocal_supervisors, supervised_members, supervisors
from cpd_toolkit.measures.shapes import value
from cpd_toolkit.report.display import Blank, Table, grid
from cpd_toolkit.report.opening import Page
from cpd_toolkit.report.peer_group.told import enough, frame

LINKS = ("members", "other_link", "undeclared", "no_other")


def questions(page: Page) -> Table | Blank:
    """Return the ethical questions raised in the group, and the age of those still open."""
    if page.held.is_empty():
        return Blank()
    say, title = page.say, page.say("peer_group.questions.title")
    if not enough(page):
        return Table(title, [say("peer_group.questions.few", n=page.dossier.k_group)], None)
    counted, aged = ethical_counts(page.held, page.as_of), open_by_age(page.held, page.as_of)
    raised, still = (int(value(counted, name) or 0) for name in ("raised", "open"))
    results = {"ethical_counts": counted, "ethical_open_by_age": aged}
    if not raised:
        lead, notes = [say("peer_group.questions.nothing")], [say("peer_group.questions.none")]
        return Table(title, lead, None, notes, results=results)
    counts = dict(aged.select("age", "value").rows())
    rows = [(say(f"peer_group.age.{age}"), counts[age]) for age in AGES]
    table = grid(
        frame([*rows, (say("chart.total"), still)], {"age": pl.String, "open": pl.Int64}, page),
        say("peer_group.questions.caption", day=say.day(page.as_of)),
        say,
        total=True,
    )
    lead = [say("peer_group.questions.lead", n=raised), say("peer_group.questions.open", n=still)]
    notes = [say("peer_group.questions.note")]
    return Table(title, [" ".join(lead)], table if still else None, notes, results=results)


def consent(page: Page) -> Table | Blank:
    """Return the presentations of a case by the client's consent as stated, in one sentence."""
    if page.held.is_empty():
        return Blank()
    say, counted = page.say, sessions_by_consent(page.held, page.as_of)
    stated = {answer: int(n) for answer, n in counted.select("consent", "value").rows()}
    told = [say(f"peer_group.consent.told.{answer}", k=stated[answer]) for answer in CONSENTS]
    lead = [say("peer_group.consent.lead", n=sum(stated.values()), told=say.join(told))]
    title, notes = say("peer_group.consent.title"), [say("peer_group.consent.note")]
    return Table(title, lead, None, notes, results={"sessions_by_consent": counted}, inner=True)


def links(page: Page) -> Table | Blank:
    """Return links with supervisors that a person should look at: declared, reciprocal, one supervisor for all."""
    if page.told.is_empty():
        return Blank()
    say, title = page.say, page.say("peer_group.links.title")
    found, counted = supervisors(page.told, page.as_of), supervised_members(page.told, page.as_of)
    if found.is_empty():
        return Table(title, [say("peer_group.links.nobody")], None)
    counts = {(row["supervisor_id"], row["measure"]): row["value"] for row in counted.to_dicts()}
    rows = [(code, *(counts[code, name] for name in LINKS)) for code in found["supervisor_id"].sort()]
    kinds = {"supervisor": pl.String} | dict.fromkeys(LINKS, pl.Int64)
    table = grid(frame(rows, kinds, page), say("peer_group.links.caption"), say)
    pairs = reciprocal_supervisors(page.told, page.as_of)
    lead = [" ".join([*_alone(page, counts, found), *_both_ways(page, pairs), *_members(page, found)])]
    notes, results = [say("peer_group.links.note")], {"supervised_members": counted, "reciprocal_supervisors": pairs}
    return Table(title, lead, table, notes, results=results)


def _alone(page: Page, counts: dict[tuple[str, str], float], found: pl.DataFrame) -> list[str]:
    """Return who supervises every member, and how many of these have no other named supervisor."""
    say, of = page.say, len(page.members)
    everyone = [code for code in found["supervisor_id"].sort() if counts[code, "members"] == of > 1]
    if not everyone:
        return [say("peer_group.links.several")]
    return [
        say("peer_group.links.everyone", supervisor=code, of=of, n=int(counts[code, "no_other"])) for code in everyone
    ]


def _both_ways(page: Page, pairs: pl.DataFrame) -> list[str]:
    once = pairs.filter(pl.col("member_id") < pl.col("supervisor_id")).select("member_id", "supervisor_id").rows()
    if not once:
        return [page.say("peer_group.links.no_pair")]
    return [page.say("peer_group.links.pairs", pairs=" · ".join(page.say.join(pair) for pair in once))]


def _members(page: Page, found: pl.DataFrame) -> list[str]:
    own = [code for code in found["supervisor_id"].sort() if code in page.members]
    return [page.say("peer_group.links.member", codes=page.say.join(own))] if own else []
