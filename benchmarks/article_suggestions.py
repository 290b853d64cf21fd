"""How often the suggested articles hold one that a person gave.

    .venv/bin/python benchmarks/article_suggestions.py [--misses]

Reads the labelled phrases of tests/data. Prints top-1 and top-3 recall by half, round and language with 95 % Wilson
intervals, beside a baseline that knows the words of the labels alone. Round 1 was written before the lexicon, round 2
after its first version and for tuning, round 3 after its last. `--misses` lists what the tuning half misses; the
measuring half is never listed, so that nobody tunes by it.
"""

import argparse
import csv
import math
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import NamedTuple

from cpd_toolkit.suggest import Suggestion, suggestions
from cpd_toolkit.suggest.lexicon import labels_alone

DATA = Path(__file__).resolve().parent.parent / "tests" / "data"
Z = 1.959964  # of 95 %
SETS = (("tune", 1), ("tune", 2), ("measure", 1), ("measure", 3))
Way = Callable[[str], list[Suggestion]]


class Phrase(NamedTuple):
    """One labelled phrase."""

    half: str  # tune or measure
    round: int
    lang: str
    articles: frozenset[int]
    text: str


def phrases() -> list[Phrase]:
    """Return the labelled phrases."""
    with (DATA / "labelled_phrases.csv").open(encoding="utf-8", newline="") as file:
        return [
            Phrase(row["half"], int(row["round"]), row["lang"], _numbers(row["articles"]), row["text"])
            for row in csv.DictReader(file)
        ]


def _numbers(cell: str) -> frozenset[int]:
    return frozenset(map(int, cell.split(";")))


def about_nothing() -> list[str]:
    """Return texts that speak of no article."""
    with (DATA / "phrases_about_nothing.csv").open(encoding="utf-8", newline="") as file:
        return [row["text"] for row in csv.DictReader(file)]


def hits(chosen: list[Phrase], way: Way, first: int) -> int:
    """Return how many phrases have one of their articles among the first suggestions."""
    return sum(bool(one.articles & {made.article for made in way(one.text)[:first]}) for one in chosen)


def wilson(hit: int, n: int) -> tuple[float, float]:
    """Return the 95 % interval of a share."""
    middle, around = hit + Z**2 / 2, Z * math.sqrt(hit * (n - hit) / n + Z**2 / 4)
    return (middle - around) / (n + Z**2), (middle + around) / (n + Z**2)


def recall(chosen: list[Phrase], way: Way) -> str:
    """Return top-1 and top-3 recall as text."""
    cells = []
    for first in (1, 3):
        hit, n = hits(chosen, way, first), len(chosen)
        low, high = wilson(hit, n)
        cells.append(f"top-{first} {hit:3d} of {n:3d} = {hit / n:4.0%} ({low:.0%}-{high:.0%})")
    return "  ".join(cells)


def main() -> None:
    """Print the table."""
    words = argparse.ArgumentParser()
    words.add_argument("--misses", action="store_true")
    wanted, listed, nothing = words.parse_args(), phrases(), about_nothing()
    ways: dict[str, Way] = {"labels": lambda text: suggestions(text, known=labels_alone()), "lexicon": suggestions}
    for name, way in ways.items():
        for (half, number), lang in product(SETS, ("fr", "en", "both")):
            chosen = [one for one in listed if (one.half, one.round) == (half, number) and lang in (one.lang, "both")]
            print(f"{name:8}{half:8}round {number}  {lang:5}", recall(chosen, way))
        given = [len(way(one.text)) for one in listed if one.round == 3]
        silent = sum(not way(text) for text in nothing)
        print(f"{name:8}round 3: {sum(given) / len(given):.2f} suggestions a phrase, none for {given.count(0)}")
        print(f"{name:8}none for {silent} of {len(nothing)} texts that speak of no article")
    for one in listed if wanted.misses else []:
        made = suggestions(one.text)
        if one.half == "tune" and not one.articles & {s.article for s in made}:
            print(sorted(one.articles), one.text, [(s.article, round(s.score, 1), s.terms) for s in made])


if __name__ == "__main__":
    main()
