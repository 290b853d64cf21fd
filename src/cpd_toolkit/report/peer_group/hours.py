"""Supervision hours of each member, by each way of counting them."""

from typing import Any

import polars as pl

from cpd_toolkit.measures.shapes import CREDITED_HOURS
from cpd_toolkit.report.display import Blank, Grid, Notes, grid
from cpd_toolkit.report.opening import Page
from cpd_toolkit.report.peer_group.told import frame, year
from cpd_toolkit.report.rows import span_of
from cpd_toolkit.requirements.conventions import Convention, conventions, hours_by_convention
from cpd_toolkit.requirements.load import library
from cpd_toolkit.requirements.pack import Pack
from cpd_toolkit.requirements.phrases import credit_words, where_words

FIRST_LETTER = ord("A")


def hours(page: Page) -> Notes | Blank:
    """Return what each member's sessions count for: as logged, shared, and as the rules of the chosen packs count."""
    if page.sessions.is_empty():
        return Blank()
    say, span = page.say, year(page)
    packs, unknown = _packs(page)
    ways = conventions(packs)
    told = hours_by_convention(page.tables, page.members, span, page.as_of, ways)
    paragraphs = [say("peer_group.hours.lead", span=span_of(*span, say))]
    if unknown:
        paragraphs.append(say("peer_group.hours.unknown_packs", n=len(unknown), packs=say.join(unknown)))
    elif not packs:
        paragraphs.append(say("peer_group.hours.no_pack"))
    terms = [(_name(way, i, page), _meaning(way, page)) for i, way in enumerate(ways)]
    title = say("peer_group.hours.title")
    return Notes(title, paragraphs, terms, _grid(page, told, ways), results={"credited_hours": told})


def _packs(page: Page) -> tuple[list[Pack], list[str]]:
    """Return the packs that the dossier or the register names, in force on the day, and the names of the others."""
    named = [*page.dossier.rules, *page.tables["members"]["rules"].drop_nulls().sort()]
    known = library(page.dossier)
    held = {name: [p for p in known.get(name, ()) if p.in_force(page.as_of)] for name in dict.fromkeys(named)}
    return [pack for packs in held.values() for pack in packs], [name for name, packs in held.items() if not packs]


def _name(way: Convention, i: int, page: Page) -> str:
    if way.name in ("whole", "shared"):
        return page.say(f"peer_group.hours.{way.name}.name")
    return page.say("peer_group.hours.rule", letter=chr(FIRST_LETTER + i - 2))


def _meaning(way: Convention, page: Page) -> str:
    say = page.say
    rules = [
        say("peer_group.hours.of_pack", text=rule.text(say.lang), pack=pack.id, edition=pack.edition)
        for pack, rule in way.rules
    ]
    if way.name not in ("whole", "shared"):
        counted = [where_words(way.way.where, say, way.way.of), *(credit_words(one, say) for one in way.way.credit)]
        what = say.join(filter(None, counted))
        return " ".join([*([say("peer_group.hours.counts", what=what)] if what else []), *rules])
    own = say(f"peer_group.hours.{way.name}.what")
    return " ".join([own, *([say("peer_group.hours.also"), *rules] if rules else [])])


def _grid(page: Page, told: pl.DataFrame, ways: list[Convention]) -> Grid:
    say = page.say
    counts = dict(told.select("member_id", "sessions").rows())
    amounts = {(row["member_id"], row["convention"]): (row["least"], row["most"]) for row in told.to_dicts()}
    columns = {
        _name(way, i, page): _column([amounts[member, way.name] for member in counts], page)
        for i, way in enumerate(ways)
    }
    kinds = {"member": pl.String, "sessions": CREDITED_HOURS["sessions"]}
    return grid(frame([*counts.items()], kinds, page).with_columns(**columns), say("peer_group.hours.caption"), say)


def _column(amounts: list[tuple[float, float]], page: Page) -> Any:
    """Return hours as numbers, or as texts from least to most where a cell that matters is not stated."""
    if all(least == most for least, most in amounts):
        return pl.Series([round(least, 2) for least, _ in amounts], dtype=pl.Float64)
    number = page.say.number
    return pl.Series([number(a) if a == b else f"{number(a)} – {number(b)}" for a, b in amounts], dtype=pl.String)
