"""Importing: every row is accounted for, twice adds nothing, and what fails leaves the dossier as it was."""

import csv
import os
import stat
from datetime import date

import pytest

from cpd_toolkit.dossier import open_dossier
from cpd_toolkit.errors import DossierError, UsageError
from cpd_toolkit.imports import import_files
from cpd_toolkit.imports.publish import publish
from cpd_toolkit.imports.questions import Unclear
from cpd_toolkit.validate import accepted, check

AS_OF = date(2026, 6, 30)
LOG = """\
N°;Nom du client;Individuel/Groupe;Coordonnées;Date de début;Date de fin;Heures payées;Heures bénévoles
1;Zoé Lefèvre;Individuel;z@x.org;04/03/2025;30/06/2025;22,5;
2;=cmd;Groupe;q@x.org;04/03/2025;30/06/2025;beaucoup;2
Total;;;;;;22,5;2
"""
FORM = """\
Timestamp,Email Address,I am,Clear?,Anything else?
25/03/2026 10:00,a@example.org,Client,Agree,=HYPERLINK("x")
26/03/2026 11:00,b@example.org,Sponsor,Strongly agree,
"""
COMMENT = {"Anything else?": "comment"}


def rows(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return [*csv.DictReader(file)]


def test_rows_read_are_rows_imported_and_rows_refused(bring, dossier):
    one = bring("log.csv", LOG)
    assert (one.taken.read, one.taken.refused, one.taken.known) == (2, 1, 0)
    assert one.taken.findings.select("row", "column", "rule").rows() == [(3, "Heures payées", "unreadable_number")]
    (written,) = rows(dossier / "data" / one.written)
    assert (written["paid_hours"], written["start_date"]) == ("22.5", "2025-03-04")
    assert (written["source_file"], written["source_row"]) == ("log.csv", "2")


def test_the_same_file_twice_adds_nothing_and_a_longer_one_only_what_is_new(bring, content):
    bring("log.csv", LOG)
    before = content()
    assert bring("log.csv", LOG).taken.known == 1
    assert content() == before
    longer = LOG.replace("Total", "3;Ann;Individuel;;04/04/2025;30/06/2025;1;\nTotal")
    assert bring("log.csv", longer).taken.rows["source_row"].to_list() == [4]


def test_a_row_that_was_corrected_after_the_import_does_not_come_twice(bring, dossier):
    path = dossier / "data" / bring("log.csv", LOG).written
    path.write_text(path.read_text(encoding="utf-8").replace("22.5", "20"), encoding="utf-8")
    assert bring("log.csv", LOG).written == ""


def test_two_rows_that_are_alike_both_count(bring):
    text = "Date,Duration minutes,Format,Supervisor id\n" + "2026-03-25,60,individual,SV1\n" * 2
    assert bring("supervision.csv", text).taken.rows.height == 2
    assert bring("supervision.csv", text).taken.rows.height == 0


def test_what_was_imported_is_read_as_any_other_file(bring, dossier):
    bring("log.csv", LOG)
    done = check(open_dossier(dossier), AS_OF)
    assert done.findings.is_empty()
    assert accepted(done)["practice"]["paid_hours"].to_list() == [22.5]


def test_no_name_address_or_raw_file_is_kept(bring, content):
    bring("log.csv", LOG)
    bring("form.csv", FORM, COMMENT)
    kept = b"".join(content().values()).decode("utf-8", errors="replace")
    assert [word for word in ("Zoé", "Lefèvre", "z@x.org", "example.org") if word in kept] == []


def test_addresses_and_listed_names_in_a_text_become_codes(bring, dossier):
    with (dossier / "cpd.toml").open("a", encoding="utf-8") as file:
        file.write('[privacy]\nnames = ["Zoé"]\n')
    text = FORM.replace('=HYPERLINK("x")', "ZOE wrote from 192.0.2.7 and a@example.org")
    text = text.replace("Strongly agree,", "Strongly agree,Fine")
    one = bring("form.csv", text, COMMENT)
    assert one.taken.findings.is_empty()
    (first, _) = rows(dossier / "data" / one.written)
    words = first["comment"].split()
    assert [word for word in words if not word.startswith("P")] == ["wrote", "from", "and"]
    assert len(words) == 6


def test_the_key_table_can_be_opened_by_its_owner_alone(bring, dossier):
    bring("log.csv", LOG)
    if os.name == "posix":
        modes = [stat.S_IMODE((dossier / ".cpd" / name).stat().st_mode) for name in ("", "key", "people.csv")]
        assert modes == [0o700, 0o600, 0o600]


def test_the_same_client_has_the_same_code_in_another_file(bring, dossier):
    first = rows(dossier / "data" / bring("log.csv", LOG).written)[0]["client_id"]
    other = LOG.replace("22,5", "7").replace("Zoé Lefèvre", "LEFEVRE Zoe")
    assert rows(dossier / "data" / bring("other.csv", other).written)[0]["client_id"] == first


def test_a_formula_in_a_text_is_disarmed(bring, dossier):
    written = rows(dossier / "data" / bring("form.csv", FORM, COMMENT).written)
    assert [row.get("comment") for row in written] == ['\'=HYPERLINK("x")', ""]
    assert [(row["item"], row["score"], row["respondent_role"]) for row in written] == [
        ("Clear?", "4.0", "client"),
        ("Clear?", "5.0", "sponsor"),
    ]


def test_settings_keep_the_users_comments_and_the_next_import_asks_nothing(bring, dossier):
    bring("form.csv", FORM, COMMENT)
    text = (dossier / "cpd.toml").read_text(encoding="utf-8")
    assert text.startswith('# mes réglages\nmember_id = "C1"   # moi\nlang = "en"\n')
    more = FORM + "27/03/2026 11:00,b@example.org,Sponsor,Agree,\n"
    assert bring("form 2.csv", more).taken.rows.height == 1
    assert (dossier / "cpd.toml").read_text(encoding="utf-8") == text


def test_another_survey_of_the_same_form_is_not_mixed_up_with_the_first(bring):
    bring("form.csv", FORM, COMMENT)
    one = bring("next.csv", FORM.replace("25/03", "25/04"))
    assert (one.taken.rows.height, one.taken.refused, one.taken.known) == (0, 1, 1)
    assert {(left.row, left.reason) for left in one.taken.left} == {(2, "id_taken")}


def test_without_a_terminal_what_is_not_clear_is_refused_with_the_entry_to_complete(bring, content):
    before = content()
    with pytest.raises(Unclear) as refused:
        bring("form.csv", FORM.replace("Agree", "4").replace("Strongly agree", "5"))
    told = str(refused.value)
    assert "From which to which number do the answers go?" in told
    assert '[imports."form.csv".items]\n"Clear?" = "Clear?"' in told
    assert content() == before


def test_an_entry_that_still_has_holes_is_refused(dossier):
    with (dossier / "cpd.toml").open("a", encoding="utf-8") as file:
        file.write('[imports."a.csv"]\nkind = "ics"\nkeyword = "?"\n')
    with pytest.raises(DossierError, match="an answer in place of each"):
        open_dossier(dossier)


@pytest.mark.parametrize("data", [b"", b"\0\1\2", b"one,two\n1,2\n", b"PK\x03\x04"])
@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".ics", ".pdf"])
def test_an_import_that_fails_leaves_the_dossier_as_it_was(bring, content, data, suffix):
    before = content()
    with pytest.raises(DossierError):
        bring("file" + suffix, data)
    assert content() == before


def test_a_file_that_stands_in_the_data_folder_is_not_imported_into_it(dossier):
    (dossier / "data" / "log.csv").write_text(LOG, encoding="utf-8")
    with pytest.raises(UsageError, match="Move it elsewhere"):
        import_files([dossier / "data" / "log.csv"], dossier, AS_OF)


def test_the_name_of_a_file_does_not_hide_the_tool_that_wrote_it(bring):
    assert bring("feedback 2026.csv", LOG).found.kind == "icf-log"


def test_of_two_files_neither_is_imported_when_one_fails(tmp_path, dossier, content):
    (tmp_path / "log.csv").write_text(LOG, encoding="utf-8")
    (tmp_path / "bad.csv").write_bytes(b"\0")
    before = content()
    with pytest.raises(DossierError, match=r"bad\.csv"):
        import_files([tmp_path / "log.csv", tmp_path / "bad.csv"], dossier, AS_OF)
    assert content() == before


def test_where_one_file_cannot_be_written_none_is(dossier, content):
    (dossier / "old.csv").write_bytes(b"old")
    before = content()
    files = {dossier / "old.csv": b"new", dossier / "first.csv": b"1", dossier / "no folder" / "second.csv": b"2"}
    with pytest.raises(DossierError, match="Nothing was imported"):
        publish(files, open_dossier(dossier))
    assert content() == before


@pytest.mark.parametrize(
    ("table", "kind", "told"),
    [
        ("superb", None, "This table is not known"),
        (None, "google", "This kind of export is not known"),
        ("training", "icf-log", "becomes rows of practice"),
    ],
)
def test_a_word_that_means_nothing_is_refused(bring, table, kind, told):
    with pytest.raises(UsageError, match=told):
        bring("log.csv", LOG, table=table, kind=kind)


def test_the_users_word_on_the_kind_wins(bring):
    with pytest.raises(DossierError, match="headers"):
        bring("log.csv", LOG, kind="zoom-participants")
    assert bring("log.csv", LOG, kind="icf-log").found.tells == ("Nom du client", "Heures payées", "Heures bénévoles")
