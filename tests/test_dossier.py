"""cpd.toml: every key is read, and what is not understood is refused with the place and what is allowed."""

import os
from datetime import date

import pytest

from cpd_toolkit.dossier import open_dossier
from cpd_toolkit.errors import DossierError


def dossier(folder, text):
    (folder / "cpd.toml").write_bytes(text if isinstance(text, bytes) else text.encode())
    return open_dossier(folder)


def test_an_empty_file_gives_the_defaults(tmp_path):
    found = dossier(tmp_path, "")
    assert (found.need_sessions, found.ratio, found.k_group, found.k_organisation) == (4, 35, 5, 10)
    assert (found.member_id, found.pauses, found.rules) == (None, (), ())


def test_every_key_of_the_dictionary_is_read(tmp_path):
    found = dossier(
        tmp_path,
        """
        member_id = "C001"
        lang = "fr"
        timezone = "Europe/Paris"
        rules = ["one-pack"]
        cycle_start = 2022-03-12
        cycle_end = 2027-03-12
        code_text = "code.txt"
        [holder]
        name = "A"
        [pauses]
        "2024-05-01" = "2024-08-31"
        [not_applicable]
        13 = "none"
        [measures]
        need_sessions = 6
        ratio = 20
        [requirements]
        accept_unverified = true
        [tables]
        "notes.xlsx#Feuil1" = "supervision"
        [columns.supervision]
        "Durée (h)" = "duration_minutes:hours"
        [date_order]
        "old log.csv" = "month-first"
        [privacy]
        names = ["Anselme"]
        k_organisation = 12
        k_group = 6
        [imports."a.csv"]
        kind = "google-forms"
        """,
    )
    assert (found.member_id, found.lang, found.rules, found.code_text) == ("C001", "fr", ("one-pack",), "code.txt")
    assert (found.cycle_start, found.cycle_end) == (date(2022, 3, 12), date(2027, 3, 12))
    assert found.pauses == ((date(2024, 5, 1), date(2024, 8, 31)),)
    assert (found.not_applicable, found.need_sessions, found.ratio) == ({13: "none"}, 6, 20)
    assert (found.tables, found.date_order) == ({"notes.xlsx#Feuil1": "supervision"}, {"old log.csv": "month-first"})
    assert found.columns == {"supervision": {"Durée (h)": "duration_minutes:hours"}}
    assert (found.names, found.k_organisation, found.k_group) == (("Anselme",), 12, 6)
    assert (found.accept_unverified, found.imports) == (True, {"a.csv": {"kind": "google-forms"}})


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('lang = "en"\nmenber_id = "C1"', 'the key "menber_id" is not known. Did you mean "member_id"?'),
        ('lang = "en"\n[measures]\nneed_session = 4', '"measures.need_session" is not known'),
        ('lang = "en"\n[privacy]\nk_group = 4', '"privacy.k_group" does not fit. Expected: a whole number, 5 or more'),
        ('lang = "en"\ncycle_start = "2022"', '"cycle_start" does not fit. Expected: a date without quotes'),
        ('lang = "en"\n[not_applicable]\n48 = "x"', "article numbers from 1 to 47"),
        ('lang = "en"\n[pauses]\n"2024-05-02" = "2024-05-01"', "the last day not before the first"),
        ('lang = "en"\n[date_order]\n"a.csv" = "day first"', '"day-first" or "month-first"'),
        ('lang = "en"\n[imports."a.csv"]\nkind = "googel-forms"', 'Did you mean "imports.a.csv.google-forms"?'),
        ('lang = "en"\n[imports."a.csv"]\nkind = "ics"\nkeywrd = "x"', 'Did you mean "imports.a.csv.keyword"?'),
        ('lang = "en"\n[imports."a.csv"]\nkind = "ics"\nformat = "groop"', 'Did you mean "imports.a.csv.group"?'),
        ('lang = "en"\n[imports."a.csv"]\nkind = "zoom-participants"\nmin_share = 75', "a share from 0 to 1"),
        ('lang = "en"\n[imports."a.csv"]\nkind = "icf-log"\ncolumns = { A = "hours" }', "imports.a.csv.hours"),
        ('lang = "en"\ntimezone = "Europe/Pari"', "a time zone"),
        ('lang = "fr"\nmembre = "C1"', "la clé «\u202fmembre\u202f» n’est pas connue"),
    ],
)
def test_what_is_not_understood_is_refused_with_what_is_allowed(tmp_path, text, told):
    with pytest.raises(DossierError) as refused:
        dossier(tmp_path, text)
    assert told in str(refused.value)


@pytest.mark.parametrize("text", ['a = "SECRET', b"\xff\xfeSECRET", "a = " + "[" * 5000, "#" * 70_000])
def test_a_file_that_is_no_toml_is_refused_without_its_text(tmp_path, text):
    with pytest.raises(DossierError) as refused:
        dossier(tmp_path, text)
    assert "SECRET" not in str(refused.value)


def test_a_folder_without_settings_is_no_dossier(tmp_path):
    with pytest.raises(DossierError):
        open_dossier(tmp_path)


@pytest.mark.parametrize("linked", ["reports", "reports/corrected"])
def test_a_folder_that_is_written_to_is_never_a_link(tmp_path, linked):
    inside, outside = tmp_path / "dossier", tmp_path / "outside"
    (inside / linked).parent.mkdir(parents=True)
    outside.mkdir()
    (inside / linked).symlink_to(outside)
    with pytest.raises(DossierError, match="links"):
        dossier(inside, 'lang = "en"')


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_no_settings_file_and_nobody_waits_for_it(tmp_path):
    os.mkfifo(tmp_path / "cpd.toml")
    with pytest.raises(DossierError):
        open_dossier(tmp_path)
