"""Identifiers in free text: e-mail, phone, IBAN, NIR and listed names. Advisory: no text is ever certified clean."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from stdnum import iban
from stdnum.fr import nir

SUSPECT = r"@|(?:\d[\s.\-/()\u00a0\u202f]*){8}"  # cheap sieve: an at sign, or eight digits in a row of digits
EMAIL = re.compile(r"[^\s@<>;,]+@[^\s@<>;,]+\.[^\W\d]{2,}")
IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[ \u00a0\u202f]?[A-Z0-9]){11,30}", re.IGNORECASE)
GAP = r"[ .\u00a0\u202f]?"
NIR = re.compile(rf"(?<!\d)[1-478]{GAP}\d\d{GAP}\d\d{GAP}\d[\dAB](?:{GAP}\d){{6}}{GAP}\d\d(?!\d)")
# A numbering plan's validity is no criterion: fictional and foreign numbers are personal data too.
PHONES = (
    re.compile(r"(?<!\w)(?:\+|00)\d{1,3}(?:[ .\-\u00a0\u202f]?\(?\d\)?){7,12}(?!\d)"),
    re.compile(r"(?<![\d+])0\d([ .\-\u00a0\u202f]?)\d\d(?:\1\d\d){3}(?!\d)"),  # pairs, one separator throughout
    re.compile(r"(?<!\d)(?=0(?:[ \-]?\d){9,10}(?!\d))0\d{2,4}[ \-]\d{3,4}[ \-]?\d{3,4}(?!\d)"),
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
    return any(iban.is_valid(found[0][:end]) for found in IBAN.finditer(text) for end in range(len(found[0]), 14, -1))


def _has_nir(text: str) -> bool:
    return any(nir.is_valid(re.sub(r"[\s.]", "", found[0])) for found in NIR.finditer(text))


def _has_phone(text: str) -> bool:
    return any(pattern.search(text) for pattern in PHONES)


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
