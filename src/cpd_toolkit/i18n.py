"""French and English: catalogs by key, plurals, numbers and dates.

`Words("fr")` is all a caller needs. The catalogs are the files of `locale/fr/` and `locale/en/`, one a topic: nested
tables of sentences with `{name}` placeholders; an entry that is itself a table of `one`, `other` (and `many`) is a
plural chosen by `n`.
"""

import locale
import os
import re
import tomllib
from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, localcontext
from functools import cache
from importlib.resources import files
from typing import Any, Literal, NamedTuple

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

LANGUAGES = ("fr", "en")
LOCALES = {"fr": "fr_FR", "en": "en_GB"}
NARROW_SPACE = "\u202f"
APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
FRENCH_SPACE = re.compile(r" (?=[:;!?%»])|(?<=«) ")  # before double punctuation, inside quotation marks


class Text(NamedTuple):
    """One wording in both languages."""

    fr: str
    en: str

    def __call__(self, lang: str) -> str:
        """Return the wording in `lang`."""
        return french(self.fr) if lang == "fr" else self.en


def french(text: str) -> str:
    """Return a French text with narrow no-break spaces where its punctuation wants a space.

    Example:
        >>> french("Quoi ? « Rien » : 5 %")
        'Quoi\u202f? «\u202fRien\u202f»\u202f: 5\u202f%'
    """
    return FRENCH_SPACE.sub(NARROW_SPACE, text)


@cache
def catalog(lang: str) -> dict[str, Any]:
    """Return the nested catalog of a language; French is typeset as it should be, whatever the file holds."""
    folder = files("cpd_toolkit").joinpath("locale", lang)
    texts = (part.read_text(encoding="utf-8") for part in folder.iterdir() if part.name.endswith(".toml"))
    set_as_read = (APOSTROPHE.sub("\u2019", french(text)) if lang == "fr" else text for text in texts)
    return {topic: entries for text in set_as_read for topic, entries in tomllib.loads(text).items()}


class Words(NamedTuple):
    """The voice of one language.

    Example:
        >>> say = Words("fr")
        >>> say.day(date(2026, 3, 12)), say.number(1234.5)
        ('12 mars 2026', '1\u202f234,5')
    """

    lang: str

    def __call__(self, key: str, /, **values: object) -> str:
        """Return the sentence at a dotted key, with its placeholders filled.

        Args:
            key: Dotted path in the catalog, such as `finding.out_of_range.message`.
            values: Placeholders. `n` also chooses the plural and is written as a number of the language.

        Raises:
            KeyError: The catalog has no such sentence.
        """
        entry: Any = catalog(self.lang)
        for part in key.split("."):
            entry = entry[part]
        n = values.get("n")
        if isinstance(entry, dict):
            entry = entry.get(self._plural(n), entry["other"])
        if isinstance(n, int | float):
            values["n"] = self.number(n)
        return str(entry).format(**values)

    def _plural(self, n: object) -> str:
        # French counts nothing as one: zéro séance.
        return str(self._locale.plural_form(n)) if isinstance(n, int | float) else "other"

    @property
    def _locale(self) -> Locale:
        return Locale.parse(LOCALES[self.lang])

    def number(self, value: float, digits: int | None = None) -> str:
        """Return a number with the separators of the language; at most two decimals unless `digits` fixes them."""
        pattern = "#,##0.##" if digits is None else "#,##0" + ("." + "0" * digits if digits else "")
        with localcontext(rounding=ROUND_HALF_UP):
            return str(format_decimal(value, format=pattern, locale=self._locale))

    def percent(self, share: float, digits: int = 0) -> str:
        """Return a fraction as a percentage, with a narrow no-break space before the sign in French."""
        pattern = "#,##0" + ("." + "0" * digits if digits else "") + "%"
        with localcontext(rounding=ROUND_HALF_UP):
            text = str(format_percent(share, format=pattern, locale=self._locale))
        return text.replace("%", f"{NARROW_SPACE}%") if self.lang == "fr" else text

    def hours(self, value: float) -> str:
        """Return decimal hours with their unit, kept on one line."""
        return f"{self.number(value)}{NARROW_SPACE}h"

    def day(self, value: date) -> str:
        """Return a date in words: 12 mars 2026, 12 March 2026."""
        return self._dated(value, "long")

    def short_day(self, value: date) -> str:
        """Return a date for a table: 12/03/2026."""
        return self._dated(value, "dd/MM/yyyy")

    def month(self, value: date, form: Literal["long", "short"] = "long") -> str:
        """Return a month with its year: mars 2026."""
        return self._dated(value, "MMMM yyyy" if form == "long" else "MMM yyyy")

    def _dated(self, value: date, form: str) -> str:
        text = str(format_date(value, format=form, locale=self._locale))
        return text.replace("1 ", "1er ", 1) if self.lang == "fr" and text.startswith("1 ") else text

    def join(self, parts: Iterable[str]) -> str:
        """Return a list in words: a, b et c."""
        *head, last = [*parts] or [""]
        return f"{', '.join(head)} {self('words.and')} {last}" if head else last


def console_language() -> str:
    """Return the language of the user's terminal: French when the locale says so, else English."""
    chosen = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), None)
    return "fr" if (chosen or locale.getlocale()[0] or "").lower().startswith("fr") else "en"
