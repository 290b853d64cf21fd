"""The lexicon: what coaches call what each article is about, and how much each term tells.

`lexicon.toml` is ours, like the labels: words and short phrases of both languages, none of the code's sentences.
"""

import math
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from cpd_toolkit.ethics import ARTICLES
from cpd_toolkit.suggest.tokens import WORD, cut, folded, words

PER_WORD = 0.5  # how much more each further word of a phrase tells
WEAK = 0.5  # what a word that tells little by itself weighs
ANY_ENDING = "*"
SLIPPING = 7  # letters of a part that a word may miss by a slip


class Term(NamedTuple):
    """One term of the lexicon."""

    shown: str  # as it is told: an ellipsis stands for any ending
    parts: tuple[str, ...]  # its words, cut; with a star where any ending will do
    weights: Mapping[int, float]  # by article


class Lexicon(NamedTuple):
    """All terms, and where to find those that hold a word."""

    terms: tuple[Term, ...]
    holding: Mapping[str, tuple[int, ...]]  # part -> terms
    long: Mapping[str, tuple[str, ...]]  # first letter -> parts that a word may miss by a slip


@cache
def lexicon() -> Lexicon:
    """Return the shipped lexicon."""
    text = files("cpd_toolkit").joinpath("suggest", "lexicon.toml").read_text(encoding="utf-8")
    read = tomllib.loads(text)
    weak = read.pop("weak")
    return lexicon_of({int(number): [*both["fr"], *both["en"]] for number, both in read.items()}, weak)


@cache
def labels_alone() -> Lexicon:
    """Return a lexicon of the single words of the 47 labels: what a suggestion without our lexicon would go by."""
    return lexicon_of({one.number: [w for label in one.label for w in words(label)] for one in ARTICLES})


def lexicon_of(listed: Mapping[int, Iterable[str]], weak: Iterable[str] = ()) -> Lexicon:
    """Return a lexicon of the terms that each article lists.

    A term weighs the logarithm of the articles to one that lists it, and half as much again for each further word; a
    weak one half of that.

    Example:
        >>> known = lexicon_of({9: ["secret", "lever secret"], 11: ["secrets"]})
        >>> [(term.shown, sorted(term.weights)) for term in known.terms]
        [('secret', [9, 11]), ('lever secret', [9])]
    """
    named = {number: {parts(term): term for term in reversed([*terms])} for number, terms in listed.items()}
    spread, faint = Counter(part for terms in named.values() for part in terms), {*map(parts, weak)}
    shown = {part: term for terms in reversed(named.values()) for part, term in terms.items() if part}
    weights: dict[tuple[str, ...], dict[int, float]] = defaultdict(dict)
    for number, terms in named.items():
        for part in reversed(terms):
            rarity = math.log((len(ARTICLES) + 1) / spread[part])
            weights[part][number] = rarity * (1 + PER_WORD * (len(part) - 1)) * (WEAK if part in faint else 1)
    known = [Term(shown[part].replace(ANY_ENDING, "…"), part, by) for part, by in weights.items() if part]
    return Lexicon(tuple(known), *_index(known))


def _index(terms: list[Term]) -> tuple[dict[str, tuple[int, ...]], dict[str, tuple[str, ...]]]:
    """Return which terms hold a part, and the longer parts by their first letter."""
    holding: dict[str, list[int]] = defaultdict(list)
    for at, term in enumerate(terms):
        for part in dict.fromkeys(term.parts):
            holding[part].append(at)
    by_letter: dict[str, list[str]] = defaultdict(list)
    for part in holding:
        if len(part.removesuffix(ANY_ENDING)) >= SLIPPING:
            by_letter[part[0]].append(part)
    return {part: tuple(at) for part, at in holding.items()}, {a: tuple(those) for a, those in by_letter.items()}


def parts(term: str) -> tuple[str, ...]:
    """Return the words of a term as they are compared.

    Example:
        >>> parts("accord du client"), parts("supervis* ami*")
        (('accord', 'client'), ('supervis*', 'ami*'))
    """
    found: list[str] = []
    for piece in term.split():
        if piece.endswith(ANY_ENDING):
            *whole, begun = WORD.findall(folded(piece))
            found += [*map(cut, (word for word in whole if len(word) > 1)), begun + ANY_ENDING]
        else:
            found += words(piece)
    return tuple(found)
