"""Identifiers in free text: e-mail, phone, IBAN, NIR and listed names. Advisory: no text is ever certified clean."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from stdnum import iban
from stdnum.fr import nir

SUSPECT = r"@|(?:\d[\s.\-/()\u00a0\u202f]*){8}"  # cheap sieve: an at sign, or eight digits in a row of digits
# From the start of a word and bounded, so that a long text without spaces costs no more than another.
EMAIL = re.compile(r"(?<![^\s@<>;,])[^\s@<>;,]{1,100}@[^\s@<>;,]{1,250}\.[^\W\d]{2,}")
IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[ \u00a0\u202f]?[A-Z0-9]){11,30}", re.IGNORECASE)
GAP = r"[ .\u00a0\u202f]?"
NIR = re.compile(rf"(?<!\d)[1-478]{GAP}\d\d{GAP}\d\d{GAP}\d[\dAB](?:{GAP}\d){{6}}{GAP}\d\d(?!\d)")
# A numbering plan's validity is no criterion: fictional and foreign numbers are personal data too. Group lengths are
# those in use in France, Belgium, Switzerland and Great Britain; without them dates and times would be numbers.
SEP = r"[ .\-\u00a0\u202f]"
FIRST = rf"(?:/|{SEP})"  # behind the first group, Belgians write a slash
NATIONAL = (
    r"0\d{9,10}",
    r"\(?0\d\)?( ?[./\-] ?|[ \u00a0\u202f])\d\d(?:\1\d\d){3}",  # pairs, one separator throughout
    rf"0\d{FIRST}\d{{3}}{SEP}\d\d{SEP}\d\d",
    rf"0\d\d{FIRST}(?:\d{{3}}{SEP}\d\d{SEP}\d\d|\d\d{SEP}\d\d{SEP}\d\d|\d{{4}}{SEP}?\d{{4}})",
    rf"0\d{{3}}{FIRST}(?:\d\d{SEP}\d\d{SEP}\d\d|\d{{3}}{SEP}?\d{{3,4}})",
    rf"0\d{{4}}{FIRST}\d{{3}}{SEP}?\d{{3}}",
)
PHONE = re.compile(
    rf"(?<!\w)(?:\+|00)[1-9]\d{{0,2}}(?:{SEP}?\(?\d\)?){{7,12}}(?!\d)"
    rf"|(?<![\w+])(?<!\d[.,/:\-])(?:{'|'.join(NATIONAL)})(?!\d)"
)


def has_identifier(text: str, names: Iterable[str] = ()) -> bool:
    """Return whether a text seems to hold an e-mail address, phone number, IBAN, NIR or listed name.

    Args:
        text: Free text.
        names: Names that must not stand in texts; case and accents do not matter, whole words do.

    Example:
        >>> has_identifier("La rappeler au 06 39 98 12 34"), has_identifier("Séance du 12/03/2026")
        (True, False)
    """
    return bool(EMAIL.search(text)) or _has_iban(text) or _has_nir(text) or _has_phone(text) or _has_name(text, names)


def _has_iban(text: str) -> bool:
    # The run may swallow the word behind it: try every shorter run of the groups.
    runs = (found[0][:end] for found in IBAN.finditer(text) for end in range(len(found[0]), 14, -1))
    return any(iban.is_valid(run, check_country=False) for run in runs)


def _has_nir(text: str) -> bool:
    return any(nir.is_valid(re.sub(r"[\s.]", "", found[0])) for found in NIR.finditer(text))


def _has_phone(text: str) -> bool:
    return bool(PHONE.search(text))


def _has_name(text: str, names: Iterable[str]) -> bool:
    pattern = name_pattern(tuple(names))
    return bool(pattern and pattern.search(fold(text)))


@cache
def name_pattern(names: tuple[str, ...]) -> re.Pattern[str] | None:
    """Return a pattern of whole folded names, or None without names."""
    folded = [r"\s+".join(map(re.escape, fold(name).split())) for name in names if name.strip()]
    return re.compile(rf"(?<!\w)(?:{'|'.join(folded)})(?!\w)") if folded else None


def fold(text: str) -> str:
    """Return a text without accents and case."""
    letters = unicodedata.normalize("NFKD", text)
    return "".join(c for c in letters if not unicodedata.combining(c)).casefold()


def name_spans(text: str, names: tuple[str, ...]) -> list[tuple[int, int]]:
    """Return where listed names stand in a text, whatever their accents and case.

    Example:
        >>> name_spans("Merci Zoé !", ("ZOE",))
        [(6, 9)]
    """
    pattern = name_pattern(names)
    if pattern is None:
        return []
    # A letter may fold to several or to none, so each folded one remembers where it comes from.
    folded = [(letter, at) for at, char in enumerate(text) for letter in fold(char)]
    found = pattern.finditer("".join(letter for letter, _ in folded))
    return [(folded[one.start()][1], folded[one.end() - 1][1] + 1) for one in found]
