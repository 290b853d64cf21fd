"""Rows of a chart that are items of a survey: their names above them, and how shares and intervals are written."""

import textwrap
from collections.abc import Callable, Sequence
from typing import Any

from cpd_toolkit.charts import palette
from cpd_toolkit.charts.chart import escaped, note
from cpd_toolkit.i18n import Words
from cpd_toolkit.measures.refusals import share_display

MOST_ITEMS = 10  # drawn: what a page of paper holds; the table has them all
LETTERS, LETTERS_NARROW = 92, 46  # of a name on one line
MOST_LINES = 2
NAME_ABOVE = 21  # pixels over the middle of a row: clear of its bar and of the words beside it
LETTERS_LOST = 12  # at the end of a line, where the next word has no room
MOST_LISTED, LETTERS_LISTED = 3, 70  # items named in a sentence, and letters of each
MINUS = "\u2212"

Key = tuple[str, float, float]  # an item and the ends of its scale


def marks(values: list[Any]) -> list[Any]:
    """Return the values of a trace; without any it keeps its place in the legend."""
    return values or [None]


def names(rows: list[dict[str, Any]], letters: int, behind: Callable[[dict[str, Any]], str]) -> list[dict[str, Any]]:
    """Return the item's name above each row, the first row at height 0, the next at -1, with words behind it."""
    return [heading(row["item"], letters, behind(row), y=-i, yshift=NAME_ABOVE) for i, row in enumerate(rows)]


def short(words: str, letters: int) -> str:
    """Return words in so many letters at most, between two words where there is room for one.

    Example:
        >>> short("The frame was clear", 12), short("https://example.org", 12)
        ('The frame …', 'https://exa…')
    """
    whole = " ".join(words.split())
    kept = textwrap.shorten(whole, letters, placeholder=" …")
    return kept if kept == whole or len(kept) > letters / 2 else f"{whole[: letters - 1]}…"


def listed(items: Sequence[str], say: Words) -> str:
    """Return items in quotation marks, the first ones by name and the others by their number.

    Example:
        >>> listed(["Frame", "Trust", "Use", "Pace", "Tone"], Words("en"))
        '“Frame”, “Trust”, “Use” and 2 more'
    """
    named = [say("chart.quoted", text=short(item, LETTERS_LISTED)) for item in items[:MOST_LISTED]]
    rest = len(items) - MOST_LISTED
    return say.join([*named, *([say("chart.more", n=rest)] if rest > 0 else [])])


def heading(words: str, letters: int, behind: str = "", **place: Any) -> dict[str, Any]:
    """Return words above a row from its left edge, cut after two lines, and what must stand whole behind them."""
    room = letters * MOST_LINES - len(behind) - LETTERS_LOST
    lines = textwrap.wrap(f"{short(words, room)} {behind}", letters)[:MOST_LINES]
    side = {"xref": "paper", "x": 0, "xanchor": "left", "yanchor": "bottom", "align": "left"}
    font = {"size": 13, "color": palette.INK}
    side["bgcolor"] = "white"  # a line across the plot passes behind the words
    return note("<br>".join(map(escaped, lines)), **{**side, "font": font, **place})


def share_words(k: float, n: float, say: Words, lower: float | None = None, upper: float | None = None) -> str:
    r"""Return a share as it may be shown: refused, "4 of 5", or a percentage with its interval.

    Example:
        >>> [share_words(k, n, Words("en"), 0.5, 0.9) for k, n in ((2, 4), (4, 5), (8, 10))]
        ['n = 4: too few answers (5 at least)', '4 of 5', '80% [50,\xa090]']
    """
    match share_display(int(n)):
        case "refuse":
            return say("chart.too_few", n=int(n))
        case "count":
            return say("chart.k_of_n", k=say.number(k), n=int(n))
        case _:
            ends = "" if lower is None or upper is None else f" {interval(100 * lower, 100 * upper, say)}"
            return f"{say.percent(k / n)}{ends}"


def interval(lower: float, upper: float, say: Words, digits: int = 0) -> str:
    r"""Return both ends of an interval.

    Example:
        >>> interval(-12.4, 30, Words("en"))
        '[−12,\xa030]'
    """
    ends = (_minus(round(end, digits), say) for end in (lower, upper))
    return say("chart.interval", **dict(zip(("low", "high"), ends, strict=True)))


def signed(value: float, say: Words, digits: int = 0) -> str:
    """Return a difference with its sign.

    Example:
        >>> signed(-12.4, Words("en")), signed(3, Words("en")), signed(0.2, Words("en"))
        ('−12', '+3', '0')
    """
    rounded = round(value, digits)
    return f"+{say.number(rounded)}" if rounded > 0 else _minus(rounded, say)


def _minus(value: float, say: Words) -> str:
    return f"{MINUS if value < 0 else ''}{say.number(abs(value))}"
