"""Which articles a text seems to speak of, each with the terms that led there."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from cpd_toolkit.suggest.lexicon import ANY_ENDING, SLIPPING, Lexicon, Term, lexicon
from cpd_toolkit.suggest.tokens import one_slip_apart, words

MOST = 3  # suggestions for one entry
LEAST = 2.4  # score under which nothing is suggested
LEAST_SHARE = 0.35  # of the best score, under which no further article is suggested
APART = 2  # other words that may stand among those of a phrase
SHORTEST_START = 2  # letters before a star
BESIDE = 0.5  # what notes weigh beside a title

Scores = dict[int, tuple[float, tuple[str, ...]]]  # article -> score, and the terms that make it


class Suggestion(NamedTuple):
    """An article that a text may speak of. Nothing counts until its user has confirmed it."""

    article: int
    score: float
    terms: tuple[str, ...]  # of the lexicon, the most telling first


def suggestions(title: str, notes: str = "", known: Lexicon | None = None) -> list[Suggestion]:
    """Return up to three articles that an entry seems to speak of, the likeliest first; none when too little tells.

    Args:
        title: Its title or themes, in French, English or both.
        notes: What else it says; half as telling beside a title that tells something, else as telling as a title.
        known: The lexicon to go by; the shipped one when absent.

    Example:
        >>> [(one.article, one.terms) for one in suggestions("Séance sur l'assurance")]
        [(37, ('assurance',))]
    """
    scored = _together(scores(title, known or lexicon()), scores(notes, known or lexicon()))
    best = max((score for score, _ in scored.values()), default=0.0)
    ranked = sorted(scored.items(), key=lambda item: (-item[1][0], item[0]))
    return [
        Suggestion(number, score, terms)
        for number, (score, terms) in ranked[:MOST]
        if score >= max(LEAST, best * LEAST_SHARE)
    ]


def _together(titled: Scores, noted: Scores) -> Scores:
    share = BESIDE if titled else 1.0
    nothing: tuple[float, tuple[str, ...]] = (0.0, ())
    both = {}
    for number in {*titled, *noted}:
        (score, terms), (more, further) = titled.get(number, nothing), noted.get(number, nothing)
        both[number] = (score + share * more, tuple(dict.fromkeys([*terms, *further])))
    return both


def scores(text: str, known: Lexicon) -> Scores:
    """Return the score of every article that a term speaks for, with the terms."""
    found = matched(words(text), known)
    by_article: dict[int, list[tuple[Term, frozenset[int]]]] = defaultdict(list)
    for term, places in found:
        for number in term.weights:
            by_article[number].append((term, places))
    scored = {}
    for number, terms in by_article.items():
        telling = sorted(_without_parts(terms), key=lambda term: (-term.weights[number], term.shown))
        scored[number] = (sum(term.weights[number] for term in telling), tuple(term.shown for term in telling))
    return scored


def _without_parts(terms: list[tuple[Term, frozenset[int]]]) -> list[Term]:
    """Return terms without those that stand inside a longer one; of terms at the same words, the first."""
    kept: list[tuple[Term, frozenset[int]]] = []
    for term, places in sorted(terms, key=lambda item: (-len(item[0].parts), item[0].shown)):
        if not any(places <= others for _, others in kept):
            kept.append((term, places))
    return [term for term, _ in kept]


def matched(text: list[str], known: Lexicon) -> list[tuple[Term, frozenset[int]]]:
    """Return the terms that stand in a text, each with the places of its words."""
    at: dict[str, list[int]] = defaultdict(list)
    for place, word in enumerate(text):
        for part in parts_like(word, known):
            at[part].append(place)
    held = {index for part in at for index in known.holding[part]}
    found = ((known.terms[index], places_of(known.terms[index].parts, at)) for index in sorted(held))
    return [(term, places) for term, places in found if places]


def parts_like(word: str, known: Lexicon) -> list[str]:
    """Return the parts of terms that a word is: itself, a beginning of it, else one with a single slip."""
    starts = (word[:end] + ANY_ENDING for end in range(SHORTEST_START, len(word) + 1))
    same = [part for part in (word, *starts) if part in known.holding]
    if same or len(word) < SLIPPING - 1:
        return same
    return [part for part in known.long.get(word[0], ()) if _slips_to(word, part)]


def _slips_to(word: str, part: str) -> bool:
    start = part.removesuffix(ANY_ENDING)
    if start == part:
        return one_slip_apart(word, part)
    return any(one_slip_apart(word[: len(start) + more], start) for more in (-1, 0, 1))


def places_of(parts: Iterable[str], at: dict[str, list[int]]) -> frozenset[int]:
    """Return where the words of a term stand close together, in any order; nothing when they don't."""
    wanted = list(parts)
    if any(part not in at for part in wanted):
        return frozenset()
    for first in at[wanted[0]]:
        near = range(first - len(wanted) - APART + 1, first + len(wanted) + APART)
        places = {first}
        for part in wanted[1:]:
            free = [place for place in at[part] if place in near and place not in places]
            if not free:
                break
            places.add(min(free, key=lambda place: abs(place - first)))
        else:
            if max(places) - min(places) < len(wanted) + APART:
                return frozenset(places)
    return frozenset()
