"""A proposal for the next session, built by rules from what the log holds; the group decides."""

from datetime import timedelta

import polars as pl

from cpd_toolkit.ethics import article
from cpd_toolkit.measures.groups import SOON_DAYS
from cpd_toolkit.measures.meetings import brought, never_brought, rotation, waiting
from cpd_toolkit.measures.questions import AGES, consent_share, open_by_age
from cpd_toolkit.measures.relations import supervised_members
from cpd_toolkit.report.display import Blank, Notes
from cpd_toolkit.report.opening import Page
from cpd_toolkit.report.peer_group.told import enough, presences, standings

MOST_MEMBERS = 3
MOST_ARTICLES = 5


def agenda(page: Page) -> Notes | Blank:
    """Return what to put on the table next time: turns, open questions, articles, consent, links, lapse dates."""
    if page.held.is_empty():
        return Blank()
    say = page.say
    asked = {
        "turns": _turns(page),
        "questions": _questions(page),
        "articles": _articles(page),
        "consent": _consent(page),
        "links": _links(page),
        "lapse": _lapse(page),
    }
    terms = [(say(f"peer_group.agenda.{name}"), words) for name, words in asked.items() if words]
    paragraphs = [say("peer_group.agenda.lead" if terms else "peer_group.agenda.nothing")]
    return Notes(say("peer_group.agenda.title"), paragraphs, terms)


def _turns(page: Page) -> str:
    say = page.say
    next_ones = waiting(rotation(presences(page))).head(MOST_MEMBERS).to_dicts()
    return say.join(
        say(
            "peer_group.agenda.turn" if row["last_presented"] else "peer_group.agenda.first_turn",
            member=row["member_id"],
            n=row["attended_since"],
            day=say.day(row["last_presented"]) if row["last_presented"] else "",
        )
        for row in next_ones
    )


def _questions(page: Page) -> str:
    say = page.say
    if not enough(page):
        return say("peer_group.agenda.questions_few", n=page.dossier.k_group)
    counts = dict(open_by_age(page.held, page.as_of).select("age", "value").rows())
    told = [say(f"peer_group.agenda.age.{age}", n=int(counts[age])) for age in [*AGES][::-1] if counts[age]]
    return say("peer_group.agenda.questions_open", told=say.join(told)) if told else ""


def _articles(page: Page) -> str:
    say = page.say
    missing = never_brought(brought(page.held, page.as_of), page.dossier.not_applicable)["article"].to_list()
    labels = {number: article(number).label(say.lang) for number in missing[:MOST_ARTICLES]}
    told = [say("peer_group.agenda.article", number=number, label=label) for number, label in labels.items()]
    more = len(missing) - len(told)
    return " ".join([*told, *([say("peer_group.agenda.more", n=more)] if more else [])])


def _consent(page: Page) -> str:
    share = consent_share(page.held, page.as_of).row(0, named=True)
    missing = int((share["denominator"] or 0) - (share["numerator"] or 0))
    return page.say("peer_group.agenda.consent_missing", n=missing) if missing else ""


def _links(page: Page) -> str:
    told = supervised_members(page.held, page.as_of)
    silent = int(told.filter(measure="undeclared")["value"].sum())
    return page.say("peer_group.agenda.links_missing", n=silent) if silent else ""


def _lapse(page: Page) -> str:
    say, soon = page.say, page.as_of + timedelta(days=SOON_DAYS)
    near = standings(page).filter(pl.col("lapse_date").is_null() | (pl.col("lapse_date") <= soon))
    below = near.filter(pl.col("lapse_date").is_null())["member_id"].to_list()
    ending = [
        say("peer_group.agenda.until", member=row["member_id"], day=say.day(row["lapse_date"]))
        for row in near.drop_nulls("lapse_date").sort("lapse_date", "member_id").to_dicts()
    ]
    need = page.dossier.need_sessions
    told = [say("peer_group.agenda.below", members=say.join(below), n=need)] if below else []
    told += [say("peer_group.agenda.soon", members=say.join(ending), n=need, days=SOON_DAYS)] if ending else []
    return " ".join(told)
