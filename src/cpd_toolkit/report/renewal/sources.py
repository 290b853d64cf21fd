"""Where the requirements come from, what their verdicts mean, and what the page was made from."""

from dataclasses import replace

import polars as pl

from cpd_toolkit.report import closing
from cpd_toolkit.report.display import Blank, Grid, Notes, Table
from cpd_toolkit.report.opening import Page
from cpd_toolkit.report.renewal.judged import evaluations
from cpd_toolkit.report.renewal.phrases import pack_name
from cpd_toolkit.requirements.pack import Pack

PACKS = ("id", "body", "level", "edition", "jurisdiction", "binding", "status")
HEADS = ("source", "address", "grade", "read_on")


def sources(page: Page) -> Table | Blank:
    """Return the editions applied, and each source with its grade and the day it was read on."""
    packs = [one.pack for one in evaluations(page)]
    if not packs:
        return Blank()
    say = page.say
    rows = [
        [source.title(say.lang), source.address, say(f"packs.grade.{source.grade}"), say.short_day(source.read_on)]
        for pack in packs
        for source in pack.sources.values()
    ]
    heads = [say(f"renewal.head.{name}") for name in HEADS]
    table = Grid(say("renewal.sources.caption"), heads, rows, ["text", "code", "text", "text"])
    results = {"packs": _packs(packs), "requirement_sources": _sources(packs, say.lang)}
    lead = [_edition(pack, page) for pack in packs]
    notes = [*_notes(packs, page), say("renewal.sources.note")]
    return Table(say("renewal.sources.title"), lead, table, notes, results=results)


def _edition(pack: Pack, page: Page) -> str:
    say = page.say
    return say(
        "renewal.sources.edition",
        pack=pack_name(pack, say),
        edition=pack.edition,
        start=say.day(pack.effective_from),
        status=say(f"packs.status.{pack.status}"),
        day=say.day(pack.verified_on),
    )


def _notes(packs: list[Pack], page: Page) -> list[str]:
    """Return what a pack says of itself and of its rules."""
    lang = page.say.lang
    own = dict.fromkeys(pack.note(lang) for pack in packs if pack.note)
    return [*own] + [f"{rule.text(lang)}. {rule.note(lang)}" for pack in packs for rule in pack.rules if rule.note]


def _packs(packs: list[Pack]) -> pl.DataFrame:
    rows = [
        {name: getattr(pack, name) for name in PACKS}
        | {"effective_from": pack.effective_from, "effective_to": pack.effective_to, "verified_on": pack.verified_on}
        for pack in packs
    ]
    days = dict.fromkeys(("effective_from", "effective_to", "verified_on"), pl.Date)
    return pl.DataFrame(rows, {**dict.fromkeys(PACKS, pl.String), **days})


def _sources(packs: list[Pack], lang: str) -> pl.DataFrame:
    rows = [
        (pack.id, pack.edition, name, source.title(lang), source.address, source.grade, source.read_on)
        for pack in packs
        for name, source in pack.sources.items()
    ]
    texts = dict.fromkeys(("pack", "edition", "source", "title", "address", "grade"), pl.String)
    return pl.DataFrame(rows, {**texts, "read_on": pl.Date}, orient="row")


def method(page: Page) -> Notes:
    """Return what verdicts mean and what the page does not say."""
    return replace(closing.method(page, "renewal"), paragraphs=[page.say("renewal.method.lead")])


def provenance(page: Page) -> Notes:
    """Return what the page was made from, the editions of the packs among it."""
    say, made = page.say, closing.provenance(page)
    editions = [
        (say("renewal.fact.pack"), say("renewal.fact.edition", pack=one.pack.id, edition=one.pack.edition))
        for one in evaluations(page)
    ]
    answer = say("words.yes" if page.dossier.accept_unverified else "words.no")
    accepted = (say("renewal.fact.accept_unverified"), answer)
    return replace(made, terms=[*made.terms, *editions, accepted])
