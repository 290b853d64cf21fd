"""A new dossier opens, explains every key, and never overwrites anything."""

import os
import re
import tomllib
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from cpd_toolkit.dossier import SETTINGS, open_dossier
from cpd_toolkit.errors import UsageError
from cpd_toolkit.i18n import LANGUAGES
from cpd_toolkit.starting import settings, start_dossier
from cpd_toolkit.tables.workbook import Kind

KINDS: list[Kind] = ["coach", "group", "organisation"]


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def awake(text: str) -> str:
    """Return settings with every line of the form `# key = value` or `# [table]` counting."""
    return re.sub(r'^# (?=\[|"[^"]+" = |\w+ = )', "", text, flags=re.MULTILINE)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_new_dossier_opens_in_its_language_with_its_rules(lang: str, kind: Kind, tmp_path: Path) -> None:
    start_dossier(tmp_path / "new", lang, kind, "emcc-eia-renewal-practitioner")
    opened = open_dossier(tmp_path / "new")
    assert (opened.lang, opened.rules) == (lang, ("emcc-eia-renewal-practitioner",))
    assert opened.member_id == ("C001" if kind == "coach" else None)


def test_a_coach_finds_the_settings_a_workbook_and_a_place_for_reports(tmp_path: Path) -> None:
    start_dossier(tmp_path / "claire", "fr", "coach")
    assert files(tmp_path / "claire") == ["cpd.toml", "data", "data/journal.xlsx", "reports"]
    assert "Membres" not in openpyxl.load_workbook(tmp_path / "claire" / "data" / "journal.xlsx").sheetnames


def test_an_organisation_finds_a_register_to_fill(tmp_path: Path) -> None:
    start_dossier(tmp_path / "org", "en", "organisation")
    assert "Members" in openpyxl.load_workbook(tmp_path / "org" / "data" / "log.xlsx").sheetnames


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_settings_show_every_key_that_a_dossier_takes(lang: str) -> None:
    shown = tomllib.loads(awake(settings(lang, "group")))
    assert shown.keys() == SETTINGS.keys()
    nested = {name for name, inner in SETTINGS.items() if isinstance(inner, dict)}
    assert {name: shown[name].keys() for name in nested} == {name: SETTINGS[name].keys() for name in nested}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_examples_in_the_settings_are_right_when_they_are_made_to_count(lang: str, tmp_path: Path) -> None:
    (tmp_path / "cpd.toml").write_text(awake(settings(lang, "coach")), encoding="utf-8")
    opened = open_dossier(tmp_path)
    assert opened.cycle_end == date(2027, 3, 12)
    assert opened.pauses == ((date(2024, 5, 1), date(2024, 8, 31)),)
    assert list(opened.not_applicable) == [13]
    assert list(opened.columns["supervision"].values()) == ["duration_minutes:hours"]


def test_the_settings_say_nothing_that_is_not_the_default() -> None:
    given, by_default = tomllib.loads(settings("fr", "coach")), {"need_sessions": 4, "ratio": 35}
    assert given["measures"] == by_default
    assert given["privacy"] == {"names": [], "k_organisation": 10, "k_group": 5}
    assert given["requirements"] == {"accept_unverified": False}


@pytest.mark.parametrize("part", ["cpd.toml", "data", "reports"])
def test_a_folder_with_a_part_of_a_dossier_is_refused_and_left_as_it_was(part: str, tmp_path: Path) -> None:
    (tmp_path / part).mkdir()
    with pytest.raises(UsageError, match=re.escape(part)):
        start_dossier(tmp_path, "en", "coach")
    assert files(tmp_path) == [part]


def test_other_files_in_the_folder_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    start_dossier(tmp_path, "en", "coach")
    assert files(tmp_path) == ["cpd.toml", "data", "data/log.xlsx", "notes.txt", "reports"]
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "mine"


def test_a_file_in_the_way_is_refused_without_its_path(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("", encoding="utf-8")
    with pytest.raises(UsageError) as refusal:
        start_dossier(tmp_path / "taken", "en", "coach")
    assert str(tmp_path) not in str(refusal.value)
    assert refusal.value.__suppress_context__


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_only_the_owner_can_read_a_new_dossiers_files(tmp_path: Path) -> None:
    start_dossier(tmp_path, "fr", "coach")
    modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.rglob("*") if path.is_file()}
    assert modes == {"cpd.toml": 0o600, "journal.xlsx": 0o600}
