"""The packs that a page about one member is judged by: those that the register or cpd.toml names."""

from typing import NamedTuple

from cpd_toolkit.report.opening import Page
from cpd_toolkit.requirements.load import library, unknown_words
from cpd_toolkit.requirements.pack import Pack


class Chosen(NamedTuple):
    """What cpd.toml or the register names."""

    packs: list[Pack]  # the editions in force on the day
    unknown: list[str]  # names of no pack
    not_in_force: list[Pack]  # the first edition of packs of which none is in force on the day


def chosen(page: Page) -> Chosen:
    """Return the packs of the page's member: the register's where it names one, else those of cpd.toml."""
    known = library(page.dossier)
    names = [name for name in dict.fromkeys(_names(page)) if name]
    packs = [pack for name in names for pack in known.get(name, ()) if pack.in_force(page.as_of)]
    found = {pack.id for pack in packs}
    late = [known[name][0] for name in names if name in known and name not in found]
    return Chosen(packs, [name for name in names if name not in known], late)


def not_used(page: Page) -> list[str]:
    """Return a sentence on each name that gives no pack on the day of the report: misspelt, or not in force yet."""
    say, named, known = page.say, chosen(page), library(page.dossier)
    return [
        *(unknown_words(name, known, say) for name in named.unknown),
        *(
            say("packs.none_in_force", name=pack.id, day=say.day(page.as_of), first=say.day(pack.effective_from))
            for pack in named.not_in_force
        ),
    ]


def _names(page: Page) -> list[str]:
    own = page.tables["members"]["rules"].drop_nulls().to_list()
    return own or [*page.dossier.rules]
