"""How often the suggested articles hold one that a person gave.

    .venv/bin/python benchmarks/article_suggestions.py [--misses]

Reads the labelled phrases of tests/data. Prints top-1 and top-3 recall by half and language with 95 % Wilson
intervals, beside a baseline that knows the words of the labels alone. `--misses` lists what the tuning half misses;
the measuring half is never listed, so that nobody tunes by it.
"""

import argparse
import csv
import math
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from cpd_toolkit.suggest import Suggestion, suggestions
from cpd_toolkit.suggest.lexicon import labels_alone

DATA = Path(__file__).resolve().parent.parent / "tests" / "data"
Z = 1.959964  # of 95 %
Way = Callable[[str], list[Suggestion]]


class Phrase(NamedTuple):
    """One labelled phrase."""

    half: str  # tune or measure
    lang: str
    articles: frozenset[int]
    text: str


def phrases() -> list[Phrase]:
    with (DATA / "labelled_phrases.csv").open(encoding="utf-8", newline="") as file:
        return [
            Phrase(row["half"], row["lang"], frozenset(map(int, row["articles"].split(";"))), row["text"])
            for row in csv.DictReader(file)
        ]


def about_nothing() -> list[str]:
    with (DATA / "phrases_about_nothing.csv").open(encoding="utf-8", newline="") as file:
        return [row["text"] for row in csv.DictReader(file)]


def hits(chosen: list[Phrase], way: Way, first: int) -> int:
    """Return how many phrases have one of their articles among the first suggestions."""
    return sum(bool(one.articles & {s.article for s in way(one.text)[:first]}) for one in chosen)


def wilson(hit: int, n: int) -> tuple[float, float]:
    share, around = hit / n, Z * math.sqrt(hit / n * (1 - hit / n) / n + Z**2 / (4 * n**2))
    middle = share + Z**2 / (2 * n)
    return (middle - around) / (1 + Z**2 / n), (middle + around) / (1 + Z**2 / n)


def main() -> None:
    words = argparse.ArgumentParser()
    words.add_argument("--misses", action="store_true")
    wanted, listed = words.parse_args(), phrases()
    ways: dict[str, Way] = {"labels": lambda text: suggestions(text, labels_alone()), "lexicon": suggestions}
    for name, way in ways.items():
        for half in ("tune", "measure"):
            for lang in ("fr", "en", "both"):
                chosen = [one for one in listed if one.half == half and lang in (one.lang, "both")]
                cells = []
                for first in (1, 3):
                    hit = hits(chosen, way, first)
                    low, high = wilson(hit, len(chosen))
                    cells.append(f"top-{first} {hit:3d} of {len(chosen)} = {hit / len(chosen):.0%} ({low:.0%}-{high:.0%})")
                print(f"{name:8}{half:8} {lang:5}", *cells, sep="  ")
        given = [len(way(one.text)) for one in listed]
        silent = sum(not way(text) for text in about_nothing())
        print(f"{name:8}suggestions a phrase {sum(given) / len(given):.2f}; none for {given.count(0)} of {len(given)}")
        print(f"{name:8}none for {silent} of {len(about_nothing())} texts that speak of no article")
    if wanted.misses:
        for one in listed:
            made = suggestions(one.text)
            if one.half == "tune" and not one.articles & {s.article for s in made[:1]}:
                print(sorted(one.articles), one.text, [(s.article, round(s.score, 1), s.terms) for s in made])


if __name__ == "__main__":
    main()
