"""Forms of every tool, in French and English: one row an answer, and nobody's name."""

import pytest

ANSWER = ("response_id", "date", "item", "score", "comment")
ITEMS = {"items": {"Clear?": "Clear", "Useful?": "Useful"}, "survey_id": "S", "scale_min": 1, "scale_max": 5}

GOOGLE_EN = """\
Timestamp,Email Address,Clear?,Useful?,Anything else?
3/25/2026 10:00:00,a@example.org,4,5,"Two
lines, one cell"
3/26/2026 11:00:00,b@example.org,,3,
"""
MICROSOFT_EN = """\
ID,Start time,Completion time,Email,Name,Last modified time,Clear?\u00a0,Useful?,Points - Useful?
7,2026-03-25 09:00:00,2026-03-25 10:00:00,anonymous,,,4,5,1
"""
SURVEYMONKEY_FR = """\
ID du répondant,ID du collecteur,Date de début,Date de fin,Adresse IP,Adresse e-mail,Prénom,Nom,Votre avis :,,Autre ?
,,,,,,,,Clair,Utile,Réponse libre
118,4,25/03/2026 10:00,25/03/2026 10:05,192.0.2.1,a@exemple.invalid,,,4,5,Merci
"""
LIMESURVEY_TEXT = """\
\ufeff"Response ID","Date submitted","Last page","Start language","Clear?","Useful?"
"1","2026-03-25 10:00:00","3","en","A4","Y"
"2","","1","en","A1",""
"""
FORMBRICKS = """\
Response ID,Timestamp,Finished,Survey ID,User ID,Clear?,Useful?
r1,2026-03-25T10:00:00Z,true,s1,u1,4,5
r2,2026-03-25T11:00:00Z,false,s1,u2,1,1
"""


def test_google_forms_number_a_response_by_its_row_and_keep_its_line_breaks(become):
    entry = {"kind": "google-forms", **ITEMS, "comment": "Anything else?"}
    assert become(GOOGLE_EN, entry, *ANSWER) == [
        ("S-2", "3/25/2026 10:00:00", "Clear", "4", "Two\nlines, one cell"),
        ("S-2", "3/25/2026 10:00:00", "Useful", "5", ""),
        ("S-3", "3/26/2026 11:00:00", "Clear", "", ""),
        ("S-3", "3/26/2026 11:00:00", "Useful", "3", ""),
    ]


def test_microsoft_forms_number_a_response_by_their_id_and_pass_over_no_break_spaces(become):
    entry = {"kind": "microsoft-forms", **ITEMS}
    assert become(MICROSOFT_EN, entry, "response_id", "date", "item", "score") == [
        ("S-7", "2026-03-25 10:00:00", "Clear", "4"),
        ("S-7", "2026-03-25 10:00:00", "Useful", "5"),
    ]


def test_surveymonkey_has_two_header_rows_the_first_filled_to_the_right(become):
    items = {"Votre avis : / Clair": "Clair", "Votre avis : / Utile": "Utile"}
    entry = {"kind": "surveymonkey", "items": items, "survey_id": "S", "comment": "Autre ? / Réponse libre"}
    assert become(SURVEYMONKEY_FR, entry, *ANSWER) == [
        ("S-118", "25/03/2026 10:05", "Clair", "4", "Merci"),
        ("S-118", "25/03/2026 10:05", "Utile", "5", ""),
    ]


def test_limesurvey_leaves_out_what_was_not_sent_and_reads_codes_under_full_headers(become, left):
    entry = {"kind": "limesurvey", "items": {"Clear?": "Clear"}, "survey_id": "S", "scores": {"A1": 1, "A4": 4}}
    assert become(LIMESURVEY_TEXT, entry, "response_id", "score") == [("S-1", "4")]
    assert left(LIMESURVEY_TEXT, entry) == {(3, "unfinished")}


def test_formbricks_leaves_out_what_is_not_finished(become, left):
    entry = {"kind": "formbricks", **ITEMS}
    assert become(FORMBRICKS, entry, "response_id", "score") == [("S-r1", "4"), ("S-r1", "5")]
    assert left(FORMBRICKS, entry) == {(3, "unfinished")}


FRENCH = {
    "formbricks": "ID de réponse;Horodatage;Terminé;Clear?;Useful?\nr1;25/03/2026 10:00;oui;4;5\nr2;;non;1;1\n",
    "microsoft-forms": "ID;Heure de début;Heure de fin;Nom;Clear?;Useful?\nr1;;25/03/2026 10:00:00;Zoé;4;5\n",
    "limesurvey": "ID de la réponse;Date de soumission;Dernière page;Clear?;Useful?\nr1;25/03/2026 10:00;3;4;5\n",
    "surveymonkey": "N° du répondant;N° du collecteur;Date de fin;Clear?;Useful?\nr1;4;25/03/2026 10:00;4;5\n",
    "google-forms": "Horodateur;Clear?;Useful?\n25/03/2026 10:00:00;4;5\n",
}


@pytest.mark.parametrize("kind", FRENCH)
def test_french_exports_read_as_english_ones(become, checked, kind):
    found = become(FRENCH[kind], {"kind": kind, **ITEMS}, "date", "item", "score")
    assert [(day[:10], item, score) for day, item, score in found] == [
        ("25/03/2026", "Clear", "4"),
        ("25/03/2026", "Useful", "5"),
    ]
    assert checked("f.csv", FRENCH[kind].replace("25/03", "05/03"), {"kind": kind, **ITEMS}) == ([], 2)


def test_a_question_that_was_reworded_is_one_item_by_the_cell_that_is_filled(become):
    text = "Horodateur,Clair ?,Est-ce clair ?\n25/03/2026,4,\n26/03/2026,,5\n27/03/2026,,\n"
    items = {"Clair ?": "Clair", "Est-ce clair ?": "Clair"}
    assert become(text, {"kind": "google-forms", "items": items}, "item", "score") == [
        ("Clair", "4"),
        ("Clair", "5"),
        ("Clair", ""),
    ]


def test_words_become_scores_whatever_their_apostrophes_and_roles_whatever_their_case(become):
    text = "Horodateur,Vous êtes,Clair ?\n25/03/2026,CLIENTE,Plutôt d’accord;\n"
    entry = {
        "kind": "google-forms",
        "items": {"Clair ?": "Clair"},
        "scores": {"Plutôt d'accord": 4},
        "respondent_role": "Vous êtes",
        "roles": {"cliente": "client"},
    }
    assert become(text, entry, "respondent_role", "score") == [("client", "4")]


def test_an_address_becomes_a_code_and_only_when_it_is_asked_for(become):
    entry = {"kind": "google-forms", **ITEMS}
    assert become(GOOGLE_EN, entry, "respondent_id")[0] == ("",)
    asked = entry | {"respondent_id": "Email Address"}
    assert become(GOOGLE_EN, asked, "respondent_id", code=lambda text: f"code of {len(text)}")[0] == ("code of 13",)


def test_a_finding_stands_at_the_exports_own_row_and_header(checked):
    text = "Horodateur;Clair ?;Remarque ?\n25/03/2026;9;\n31/03/2026;quatre;\n32/03/2026;4;\n"
    entry = {"kind": "google-forms", "items": {"Clair ?": "Clair"}, "survey_id": "S", "comment": "Remarque ?"}
    found, counted = checked("réponses.csv", text, entry)
    assert found == [
        (2, "Clair ?", "score_outside_scale"),
        (3, "Clair ?", "unreadable_number"),
        (4, "Horodateur", "unreadable_date"),
    ]
    assert counted == 0


@pytest.mark.parametrize(
    ("lost", "named"),
    [
        ({"items": {"Clear?": "Clear", "Gone?": "Gone"}}, "Gone?"),
        ({"comment": "Gone?"}, "Gone?"),
        ({"date": "Gone?"}, "Gone?"),
    ],
)
def test_a_header_that_cpd_toml_names_and_the_export_lacks_is_an_error(checked, lost, named):
    found, counted = checked("a.csv", GOOGLE_EN, {"kind": "google-forms", **ITEMS, **lost})
    assert (found, counted) == ([(1, named, "missing_column")], 0)


def test_an_export_without_any_of_its_questions_is_an_error_too(checked):
    found, counted = checked("a.csv", GOOGLE_EN, {"kind": "google-forms", "items": {"Gone?": "Gone"}})
    assert (found, counted) == ([(1, "Gone?", "missing_column")], 0)


def test_dates_that_could_be_two_are_asked_about_unless_the_headers_are_french(checked):
    entry = {"kind": "google-forms", "items": {"Q": "Q"}, "survey_id": "S"}
    assert checked("a.csv", "Timestamp,Q\n03/04/2026,4\n", entry) == ([(1, "Timestamp", "ambiguous_dates")], 0)
    assert checked("a.csv", "Timestamp,Q\n03/04/2026,4\n", entry | {"date_order": "day-first"}) == ([], 1)
    assert checked("a.csv", "Horodateur,Q\n03/04/2026,4\n", entry) == ([], 1)


HOSTILE = [b"", b"\0\1\2", b"Timestamp,Q\n", b'Timestamp,Q\n"25/03/2026,4\n', b"\xff\xfeT\0", b"one,two\n1,2\n"]


@pytest.mark.parametrize("kind", ["google-forms", "microsoft-forms", "surveymonkey", "limesurvey", "formbricks"])
@pytest.mark.parametrize("data", HOSTILE, ids=lambda data: repr(data[:12]))
@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_a_broken_form_is_a_finding(checked, kind, data, suffix):
    entry = {"kind": kind, "items": {"Q": "Q"}, "survey_id": "S"}
    found, counted = checked("broken" + suffix, data, entry)
    assert counted == 0
    assert {rule for _, _, rule in found} <= {"unreadable_file", "empty_file", "missing_column", "unreadable_date"}
    assert len(found) == 1
