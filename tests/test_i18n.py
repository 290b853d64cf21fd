"""The two catalogs say the same things, and each language is set as its readers expect."""

import ast
import re
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from string import Formatter

import pytest

from cpd_toolkit import i18n
from cpd_toolkit.i18n import LANGUAGES, Words, catalog, console_language


def sentences(entry, at=""):
    """Every sentence by its dotted key; a plural is one entry with its forms."""
    if isinstance(entry, dict) and not isinstance(entry.get("other"), str):
        return {k: v for name, inner in entry.items() for k, v in sentences(inner, f"{at}.{name}").items()}
    return {at: entry if isinstance(entry, dict) else {"other": entry}}


LOCALE = Path(i18n.__file__).parent / "locale"

FRENCH, ENGLISH = (sentences(catalog(lang)) for lang in ("fr", "en"))


@pytest.mark.parametrize("path", sorted(LOCALE.rglob("*.toml")), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_file_of_a_catalog_holds_the_topic_of_its_name(path):
    assert list(tomllib.loads(path.read_text(encoding="utf-8"))) == [path.stem]


def test_both_languages_have_the_same_sentences():
    assert FRENCH.keys() == ENGLISH.keys()


@pytest.mark.parametrize("key", FRENCH)
def test_both_languages_fill_the_same_placeholders(key):
    def names(forms):
        return {name for _, name, _, _ in Formatter().parse(forms["other"]) if name}

    assert names(FRENCH[key]) == names(ENGLISH[key])


def said_in_code() -> Iterator[str]:
    """Patterns of the texts that stand in our code and templates; what an f-string fills in may be any words."""
    source = LOCALE.parent
    for path in [*source.rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and "." in node.value:
                yield re.escape(node.value)
            elif isinstance(node, ast.JoinedStr):
                parts = [re.escape(one.value) if isinstance(one, ast.Constant) else ".+" for one in node.values]
                if re.search(r"[a-z]", "".join(parts)) and r"\." in "".join(parts):
                    yield "".join(parts)
    for path in source.joinpath("report", "template").glob("*.j2"):
        yield from map(re.escape, re.findall(r"[a-z_]+(?:\.[a-z_]+)+", path.read_text(encoding="utf-8")))


def test_no_sentence_is_left_that_nothing_says():
    known = re.compile("|".join(f"(?:{pattern})" for pattern in sorted({*said_in_code()})))
    # A table with a word for all others looks like a plural: it is asked for by its parts.
    asked = (key.lstrip(".") for key in FRENCH)
    assert [key for key in asked if not (known.fullmatch(key) or known.fullmatch(f"{key}.other"))] == []


def test_no_plain_space_stands_before_french_double_punctuation():
    assert [key for key, forms in FRENCH.items() for text in forms.values() if re.search(r" [;:!?%»]", text)] == []


@pytest.mark.parametrize(
    ("lang", "n", "text"),
    [
        ("fr", 0, "0 erreur"),
        ("fr", 1, "1 erreur"),
        ("fr", 2, "2 erreurs"),
        ("fr", 1_000_000, "1\u202f000\u202f000 erreurs"),
        ("en", 0, "0 errors"),
        ("en", 1, "1 error"),
        ("en", 1_000_000, "1,000,000 errors"),
    ],
)
def test_a_number_chooses_its_plural(lang, n, text):
    assert Words(lang)("check.errors", n=n) == text


def test_numbers_days_and_shares_are_written_as_in_the_language():
    french, english = map(Words, LANGUAGES)
    assert (french.number(1234.5), english.number(1234.5)) == ("1\u202f234,5", "1,234.5")
    assert (french.percent(0.86), english.percent(0.86)) == ("86\u202f%", "86%")
    assert (french.day(date(2026, 3, 1)), english.day(date(2026, 3, 12))) == ("1er mars 2026", "12 March 2026")
    assert (french.hours(8.25), english.hours(8.25)) == ("8,25\u202fh", "8.25\u202fh")
    assert (french.join("abc"), english.join("a")) == ("a, b et c", "a")


@pytest.mark.parametrize(
    ("value", "lang"), [("fr_FR.UTF-8", "fr"), ("en_GB.UTF-8", "en"), ("de_DE", "en"), ("C", "en")]
)
def test_the_terminal_speaks_french_when_its_locale_does(monkeypatch, value, lang):
    monkeypatch.setenv("LC_ALL", value)
    assert console_language() == lang


def test_a_half_is_rounded_up():
    say = Words("en")
    assert (say.percent(10 / 16), say.percent(1 / 8), say.percent(3 / 8)) == ("63%", "13%", "38%")
    assert (say.number(2.5, 0), say.number(0.125)) == ("3", "0.13")
