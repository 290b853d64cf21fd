"""Articles that the group's sessions name, and those they never do: counts, no themes and no words of a case."""

import polars as pl

from cpd_toolkit.ethics import article
from cpd_toolkit.measures import meetings
from cpd_toolkit.report.display import Blank, Table, grid
from cpd_toolkit.report.opening import Page
from cpd_toolkit.report.peer_group.told import frame


def brought(page: Page) -> Table | Blank:
    """Return the articles brought to the group: in how many sessions, when last, by how many members."""
    if page.held.is_empty():
        return Blank()
    say, told = page.say, meetings.brought(page.held, page.as_of)
    named = told.filter(pl.col("meetings") > 0)
    rows = [
        (_label(row["article"], page), row["meetings"], row["last"], _members(row["people"], page))
        for row in named.to_dicts()
    ]
    kinds = {"article": pl.String, "in_sessions": pl.Int64, "last": pl.Date, "by_members": pl.String}
    table = grid(frame(rows, kinds, page), say("peer_group.brought.caption"), say) if rows else None
    lead = [say("peer_group.brought.lead", n=named.height)]
    notes = [say("peer_group.brought.note", n=page.dossier.k_group)]
    shown = named.select("article", "meetings", "last")
    return Table(say("peer_group.brought.title"), lead, table, notes, results={"articles_brought": shown})


def never(page: Page) -> Table | Blank:
    """Return the articles never brought that records of supervision can show."""
    if page.held.is_empty():
        return Blank()
    say = page.say
    missing = meetings.never_brought(meetings.brought(page.held, page.as_of), page.dossier.not_applicable)
    rows = [(_label(number, page), _strength(number, page)) for number in missing["article"]]
    kinds = {"article": pl.String, "strength": pl.String}
    table = grid(frame(rows, kinds, page), say("peer_group.never.caption"), say) if rows else None
    lead = [] if rows else [say("peer_group.never.none")]
    title, notes = say("peer_group.never.title"), [say("peer_group.never.note")]
    return Table(title, lead, table, notes, results={"articles_never_brought": missing.select("article")}, inner=True)


def _label(number: int, page: Page) -> str:
    return f"{number}. {article(number).label(page.say.lang)}"


def _strength(number: int, page: Page) -> str:
    return page.say(f"peer_group.strength.{article(number).strength}")


def _members(people: int, page: Page) -> str:
    least = page.dossier.k_group
    return page.say.number(people) if people >= least else page.say("peer_group.fewer", n=least)
