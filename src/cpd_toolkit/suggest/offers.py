"""What is put to the user: for each entry without articles its suggestions and what was decided on it before."""

from collections.abc import Iterable
from typing import NamedTuple

from cpd_toolkit.suggest.decisions import Decisions
from cpd_toolkit.suggest.entries import Entry
from cpd_toolkit.suggest.scoring import suggestions

MOST_ENTRIES = 5_000  # in one workbook, the newest
MOST_TERMS = 4  # told for a suggestion


class Offer(NamedTuple):
    """One article for one entry."""

    entry: Entry
    article: int
    terms: tuple[str, ...]  # of the lexicon; empty for an article that the user wrote
    answer: bool | None  # what was decided before


def offers(entries: Iterable[Entry], decided: Decisions) -> list[Offer]:
    """Return the suggestions for entries, then the other articles decided on them before; entry by entry.

    Nothing of an entry that says too little, unless something was decided on it.
    """
    return [offer for entry in entries for offer in _of(entry, decided)]


def _of(entry: Entry, decided: Decisions) -> list[Offer]:
    answers = decided.get(entry.key, {})
    made = {one.article: one.terms[:MOST_TERMS] for one in suggestions(entry.title, entry.notes)}
    numbers = [*made, *sorted(number for number in answers if number not in made)]
    return [Offer(entry, number, made.get(number, ()), answers.get(number)) for number in numbers]
