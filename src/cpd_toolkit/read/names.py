"""Names as people type them: headers, enumeration words, sheet names."""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

# Dashes, apostrophes and spaces of every kind; the last four have no width.
IGNORED = dict.fromkeys(map(ord, " _-*'\u2010\u2011\u2019\u02bc\t\r\n\u00ad\u200b\u2060\ufeff"))


@lru_cache(maxsize=10_000)
def plain(name: str) -> str:
    """Return a name without what does not matter: accents, case, spaces, `_`, `-`, apostrophes and `*`.

    Example:
        >>> plain("Durée (minutes) *") == plain("duree  (Minutes)")
        True
    """
    letters = unicodedata.normalize("NFKD", name).translate(IGNORED)
    return "".join(c for c in letters if not unicodedata.combining(c)).casefold()


def squeeze(text: str) -> str:
    """Return a text with spaces and line breaks squeezed to one space and the ends trimmed."""
    return " ".join(text.split())


def starts_with_any(name: str, prefixes: Iterable[str]) -> bool:
    """Return whether a file's or sheet's name starts with one of the prefixes, without regard to case and accents."""
    return plain(name).startswith(tuple(map(plain, prefixes)))
