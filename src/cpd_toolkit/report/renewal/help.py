"""What cpd.toml or the register still has to say before a pack can be applied."""

import polars as pl

from cpd_toolkit.report.chosen import Chosen, chosen, not_used
from cpd_toolkit.report.display import Grid, Notes, grid
from cpd_toolkit.report.opening import Page
from cpd_toolkit.report.renewal.judged import cycle, evaluations
from cpd_toolkit.report.renewal.phrases import pack_name
from cpd_toolkit.requirements.load import Library, library


def help_notes(page: Page) -> list[Notes]:
    """Return what to write, with an example of each line; nothing when all is there."""
    say, named = page.say, chosen(page)
    packs, days = _packs(named, page), _days(page)
    if not packs and not days:
        return []
    lines = ["rules"] * bool(packs) + ["cycle_start", "cycle_end"] * bool(days or cycle(page) is None)
    terms = [(say(f"renewal.help.{line}"), _line(line, page)) for line in lines]
    return [Notes(say("renewal.help.title"), [*packs, *days], terms, _known(page) if packs else None)]


def _packs(named: Chosen, page: Page) -> list[str]:
    words = not_used(page)
    if words or named.packs:
        return words
    return [page.say("renewal.help.none_register" if _register(page) else "renewal.help.none")]


def _days(page: Page) -> list[str]:
    """Return a sentence for each pack whose cycle has no days, and one when the register doesn't list the member."""
    say, told = page.say, evaluations(page)
    if chosen(page).packs and not told:
        return [say("renewal.help.unlisted")]
    without = [one.pack for one in told if one.pack.cycle and one.holders["cycle_end"].null_count()]
    key = "renewal.help.no_cycle_register" if _register(page) else "renewal.help.no_cycle"
    return [say(key, pack=pack_name(pack, say), n=pack.cycle.years) for pack in without if pack.cycle]


def _register(page: Page) -> bool:
    return "members" in page.checked.tables


def _line(name: str, page: Page) -> str:
    lines = {
        "rules": f'rules = ["{_example(library(page.dossier))}"]',
        "cycle_start": "cycle_start = 2022-03-12",
        "cycle_end": "cycle_end = 2027-03-12",
    }
    return lines[name]


def _example(known: Library) -> str:
    """Return the name of a pack that renews a credential."""
    renewals = (name for name, editions in known.items() if editions[-1].purpose == "renewal")
    return next((name for name in renewals if known[name][-1].cycle), next(iter(known)))


def _known(page: Page) -> Grid:
    say = page.say
    known = [pack for editions in library(page.dossier).values() for pack in editions if pack.in_force(page.as_of)]
    rows = [(pack.id, pack_name(pack, say)) for pack in known if pack.binding != "comparison"]
    heads = [say(f"renewal.head.{name}") for name in ("pack_id", "pack")]
    frame = pl.DataFrame(rows, dict.fromkeys(heads, pl.String), orient="row")
    return grid(frame, say("renewal.help.known"), say, code=heads[0])
