"""A dossier's own packs: a file is enough, they win by their id, and what is wrong is told by file and key alone."""

import re
from datetime import date

import pytest

from cpd_toolkit.dossier import open_dossier
from cpd_toolkit.errors import DossierError, UsageError
from cpd_toolkit.i18n import LANGUAGES, Words
from cpd_toolkit.requirements.evaluate import evaluate
from cpd_toolkit.requirements.load import editions, library, pack_on, shipped
from cpd_toolkit.requirements.pack import Wording

HEADER = """
id = "our-school"
body = "SECRETBODY"
scheme.fr = "Règles de l'école"
scheme.en = "Rules of the school"
purpose = "own"
jurisdiction = "global"
edition = "2024"
effective_from = 2024-01-01
binding = "binding"
status = "supplied"
verified_on = 2026-01-05

[sources.charter]
title = "SECRETTITLE"
address = "example.org/charter"
read_on = 2026-01-05
grade = "OWN"
"""
RULE = """
[[rules]]
id = "supervision"
kind = "minimum"
text.fr = "Au moins 6 heures"
text.en = "At least 6 hours"
reference = "charter"
window = "last-12-months"
count = { of = ["supervision"], unit = "hours" }
values = [{ from = 2024-01-01, value = 6, reference = "charter" }]
"""
PACK = HEADER + RULE
OF_2026 = PACK.replace('edition = "2024"', 'edition = "2026"').replace("2024-01-01", "2026-01-01")


def ending(day):
    return PACK.replace("effective_from = 2024-01-01", f"effective_from = 2024-01-01\neffective_to = {day}")


@pytest.fixture
def dossier(tmp_path):
    """Write packs by file name into the folder packs of a dossier, and open it."""

    def write(files, lang="en"):
        (tmp_path / "packs").mkdir(exist_ok=True)
        (tmp_path / "cpd.toml").write_text(f'lang = "{lang}"\n', encoding="utf-8")
        for name, text in files.items():
            (tmp_path / "packs" / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        return open_dossier(tmp_path)

    return write


def test_a_file_in_the_folder_packs_is_a_pack_and_the_shipped_ones_stay(dossier):
    known = library(dossier({"any name.toml": PACK}))
    assert set(known) == {*shipped(), "our-school"}
    assert known["our-school"][0].rules[0].values[0].value == 6


def test_adding_a_pack_needs_no_python_a_file_judges_the_records(dossier, rows):
    """Six hours in the twelve months, of which five and a half are there."""
    owner = dossier({"any name.toml": PACK})
    log = rows("supervision", "date | duration_minutes\n2025-03-01 | 180\n2025-09-01 | 150")
    day = date(2025, 12, 31)
    own = pack_on("our-school", day, library(owner), Words("en"))
    told = evaluate([own], {"supervision": log}, owner, day)[0].verdicts
    assert told.select("rule", "found", "expected", "shortfall", "verdict").rows() == [
        ("supervision", 5.5, 6.0, 0.5, "not_met")
    ]


def test_the_dossiers_own_wins_by_its_id_with_all_editions(dossier):
    own = PACK.replace('"our-school"', '"icf-renewal-acc"')
    assert [pack.body for pack in library(dossier({"a.toml": own}))["icf-renewal-acc"]] == ["SECRETBODY"]
    assert len(shipped()["icf-renewal-acc"]) == 2


@pytest.mark.parametrize(
    ("day", "edition"), [(date(2025, 12, 31), "2024"), (date(2026, 1, 1), "2026"), (date(2030, 1, 1), "2026")]
)
def test_two_files_may_hold_two_editions(dossier, day, edition):
    known = library(dossier({"a.toml": OF_2026, "b.toml": ending("2025-12-31")}))
    assert pack_on("our-school", day, known, Words("en")).edition == edition


def test_a_file_may_begin_with_a_byte_order_mark_and_end_its_lines_as_windows_does(dossier):
    assert "our-school" in library(dossier({"a.toml": b"\xef\xbb\xbf" + PACK.replace("\n", "\r\n").encode()}))


def test_without_a_dossier_there_are_the_shipped_packs():
    assert library() == shipped()


def test_a_day_before_the_first_edition_has_none_and_the_message_says_from_when(dossier):
    with pytest.raises(UsageError, match="in force on 31 December 2023: its first one applies from 1 January 2024"):
        pack_on("our-school", date(2023, 12, 31), library(dossier({"a.toml": PACK})), Words("en"))


def test_an_unknown_pack_is_told_with_the_nearest():
    with pytest.raises(
        UsageError, match=r"called emcc-eia-renewal-practitionner\. The nearest is emcc-eia-renewal-practitioner\."
    ):
        editions("emcc-eia-renewal-practitionner", shipped(), Words("en"))


def test_the_beginning_of_a_name_is_told_with_all_that_begin_so():
    with pytest.raises(
        UsageError, match=r"called icf\. The nearest are icf-renewal-acc, icf-renewal-mcc, icf-renewal-pcc"
    ):
        editions("icf", shipped(), Words("en"))


def replaced(old, new):
    assert old in PACK
    return PACK.replace(old, new)


FAULTS = {
    # what is wrong: the text, its key in the message, the words in French, the words in English
    "unknown key": (
        replaced('id = "our-school"', 'id = "our-school"\nauthor = "SECRET"'),
        "author",
        "La clé n’est pas connue",
        "not known",
    ),
    "unknown key of a rule": (
        PACK + 'grace = "SECRET"',
        "rules.supervision.grace",
        "La clé n’est pas connue",
        "not known",
    ),
    "missing key": (replaced('edition = "2024"\n', ""), "edition", "La clé manque", "missing"),
    "missing key of a rule": (
        replaced('window = "last-12-months"\n', ""),
        "rules.supervision.window",
        "La clé manque",
        "missing",
    ),
    "missing kind": (replaced('kind = "minimum"\n', ""), "rules.supervision.kind", "La clé manque", "missing"),
    "unknown kind": (
        replaced('kind = "minimum"', 'kind = "SECRET"'),
        "rules.supervision",
        "minimum, ratio, spread",
        "minimum, ratio, spread",
    ),
    "missing reference of a number": (
        replaced(', reference = "charter" }', " }"),
        "rules.supervision.values.1.reference",
        "La clé manque",
        "missing",
    ),
    "reference to no source": (
        replaced('6, reference = "charter"', '6, reference = "secret-page"'),
        "rules.supervision",
        "aucune source",
        "no source",
    ),
    "reference of a cycle to no source": (
        PACK + '\n[cycle]\nyears = 5\nanchor = "award"\nreference = "secret-page"',
        "cycle.reference",
        "aucune source",
        "no source",
    ),
    "text for a number": (
        replaced("value = 6", 'value = "SECRET"'),
        "rules.supervision.values.1.value",
        "un nombre",
        "a number",
    ),
    "number for a text": (
        replaced('edition = "2024"', "edition = 2024"),
        "edition",
        "un texte entre guillemets",
        "a text in quotes",
    ),
    "text for a day": (
        replaced("verified_on = 2026-01-05", 'verified_on = "SECRET"'),
        "verified_on",
        "une date sans guillemets",
        "a date without quotes",
    ),
    "no number at all": (
        replaced("value = 6", "value = nan"),
        "rules.supervision.values.1.value",
        "un nombre",
        "a number",
    ),
    "nought": (replaced("value = 6", "value = 0"), "rules.supervision.values.1.value", "supérieur à 0", "above 0"),
    "empty list": (
        replaced('values = [{ from = 2024-01-01, value = 6, reference = "charter" }]', "values = []"),
        "rules.supervision.values",
        "une liste",
        "a list",
    ),
    "unknown code": (
        replaced('unit = "hours" }', 'unit = "hours", where = { format = ["SECRET"] } }'),
        "rules.supervision.count.where.format",
        "individual, group, peer",
        "individual, group, peer",
    ),
    "unknown grade": (
        replaced('grade = "OWN"', 'grade = "SECRET"'),
        "sources.charter.grade",
        "OWN, 3P, MEM, INF",
        "OWN, 3P, MEM, INF",
    ),
    "unknown window": (
        replaced('"last-12-months"', '"SECRET"'),
        "rules.supervision.window",
        "last-12-months",
        "last-12-months",
    ),
    "id with spaces": (replaced('id = "our-school"', 'id = "OUR SECRET"'), "id", "des minuscules", "lower-case"),
    "article 48": (
        replaced('reference = "charter"\nwindow', 'articles = [48]\nreference = "charter"\nwindow'),
        "rules.supervision.articles",
        "1-47",
        "1-47",
    ),
    "value that comes too late": (
        replaced("{ from = 2024-01-01", "{ from = 2024-01-02"),
        "rules.supervision.values",
        "effective_from",
        "effective_from",
    ),
    "values out of order": (
        replaced("values = [{", 'values = [{ from = 2025-01-01, value = 4, reference = "charter" }, {'),
        "rules.supervision.values",
        "ne se suivent pas",
        "do not follow",
    ),
    "end before the start": (ending("2023-12-31"), "effective_to", "ne se suivent pas", "do not follow"),
    "rule twice": (PACK + RULE, "rules.supervision", "Deux règles", "Two rules"),
    "rule that is no table": (
        HEADER.replace("[sources", 'rules = ["SECRET"]\n[sources'),
        "rules.1",
        "une section",
        "a section",
    ),
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_told_by_file_and_key_and_never_by_value(dossier, fault, lang):
    text, key, *words = FAULTS[fault]
    with pytest.raises(DossierError) as refused:
        library(dossier({"ours.toml": text}, lang))
    told = str(refused.value)
    assert told.startswith("ours.toml, " + key + ("\u202f: " if lang == "fr" else ": "))
    assert words[LANGUAGES.index(lang)] in told
    assert not re.search("SECRET|secret", told)
    assert refused.value.__suppress_context__


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "text", ['id = "SECRET', b"\xff\xfeS\x00", "a = " + "[" * 5000, "a" + ".a" * 3000 + " = 1", PACK + "#" * 70_000]
)
def test_what_is_no_toml_or_too_long_is_told_by_its_file(dossier, text, lang):
    with pytest.raises(DossierError, match=r"^ours\.toml: ") as refused:
        library(dossier({"ours.toml": text}, lang))
    assert "SECRET" not in str(refused.value)


@pytest.mark.parametrize("first", [PACK, ending("2026-01-01")], ids=["no end", "ends on the day the next begins"])
def test_two_editions_of_one_day_are_refused_with_their_id(dossier, first):
    with pytest.raises(DossierError, match=r"^packs, our-school\.effective_from: Two editions"):
        library(dossier({"a.toml": first, "b.toml": OF_2026}))


def test_french_words_are_set_as_french():
    wording = Wording(fr="L'heure : « une »", en="The hour: one")
    assert wording("fr") == "L\u2019heure\u202f: «\u202fune\u202f»"
    assert wording("en") == "The hour: one"
