"""Logs of bodies and platforms, a row a record, and a spreadsheet of somebody's own."""

import pytest

ICF_FR = """\
Journal;;;;;;;;
;;;;;;;;
N°;Nom du client;Individuel/Groupe;Nombre dans le groupe;Contact;Date de début;Date de fin;Heures payées;Heures pro bono
1;Zoé L.;Individuel;1;z@x.org;04/03/2025;30/06/2025;22,5;
12;Quai 9;Groupe;8;q@x.org;04/03/2025;30/06/2025;;2
Total Hours (Paid & Pro Bono):;;;;;;;22,5;2
"""
CCE = """\
Title,Provider,Date,Core Competencies,Resource Development,Ethics,Certificate
Listening,ICF,2026-03-25,6,,,X1
Ethics day,ICF,2026-03-26,1,5,3,X2
Nothing,ICF,2026-03-27,,0,,
Broken,ICF,2026-03-28,six,,,
"""
NMC = """\
Dates,Method,Topic(s),Link to Code,Number of hours,Number of participatory hours,Evidence
25/03/2026 - 26/03/2026,Online learning,Listening,Practise effectively,6,4,X1
27/03/2026,Reading,Bias,Preserve safety,2,0,
"""
MOODLE = """\
username,userid,coursename,courseid,timeenrolled,timestarted,timecompleted
zoe,4,Bases,11,2026-01-01,2026-01-02,2026-03-25
zoe,4,Open,12,2026-01-01,,-
zoe,4,Epoch,13,1767225600,0,1772323200
bob,5,Bases,11,2026-01-01,,2026-03-26
"""


def test_the_icf_log_gives_a_row_a_client_with_a_code_made_of_its_number(become):
    entry = {"kind": "icf-log", "client_id": "K{N°:02d}"}
    assert become(ICF_FR, entry, "row", "client_id", "format", "group_size", "paid_hours", "pro_bono_hours") == [
        (4, "K01", "Individuel", "", "22,5", ""),
        (5, "K12", "Groupe", "8", "", "2"),
    ]


def test_a_client_has_a_code_instead_of_a_name_where_cpd_toml_says_nothing(become):
    found = become(ICF_FR, {"kind": "icf-log"}, "client_id", code=lambda name: f"P{len(name)}")
    assert found == [("P6",), ("P6",)]
    assert become(ICF_FR, {"kind": "icf-log"}, "client_id") == [("",), ("",)]


def test_every_row_of_the_icf_log_counts(checked):
    assert checked("log.csv", ICF_FR, {"kind": "icf-log", "client_id": "K{N°:02d}"}) == ([], 2)


def test_units_of_a_cce_record_count_once_by_kind_of_credit(become, left):
    # Of the five units of resource development three are ethics.
    assert become(CCE, {"kind": "icf-cce"}, "row", "title", "hours", "credit_type") == [
        (2, "Listening", "6", "core_competency"),
        (3, "Ethics day", "1", "core_competency"),
        (3, "Ethics day", "2", "resource_development"),
        (3, "Ethics day", "3", "ethics"),
        (5, "Broken", "six", "core_competency"),
    ]
    assert left(CCE, {"kind": "icf-cce"}) == {(4, "no_units")}


def test_a_french_cce_record_and_moodle_report_read_the_same(become):
    cce = "Intitulé;Organisme;Date;Compétences clés;Développement des ressources;Éthique\nÉcoute;ICF;05/03/2026;6;;\n"
    assert become(cce, {"kind": "icf-cce"}, "title", "provider", "hours") == [("Écoute", "ICF", "6")]
    moodle = "Nom d'utilisateur;Nom du cours;Date d'inscription;Date d'achèvement\nzoe;Bases;01/03/2026;05/03/2026\n"
    entry = {"kind": "moodle-completion", "course_hours": {"bases": 7}}
    assert become(moodle, entry, "title", "start_date", "end_date", "hours") == [
        ("Bases", "01/03/2026", "05/03/2026", "7")
    ]


def test_a_cell_of_a_cce_record_that_is_no_number_is_found(checked):
    found, counted = checked("cce.csv", CCE, {"kind": "icf-cce"})
    assert ([(row, rule) for row, _, rule in found], counted) == ([(5, "unreadable_number")], 4)


def test_an_nmc_log_tells_days_category_and_method(become):
    assert become(NMC, {"kind": "nmc-log"}, "title", "start_date", "end_date", "hours", "category", "method") == [
        ("Listening", "25/03/2026", "26/03/2026", "6", "course", "live"),
        ("Bias", "27/03/2026", "", "2", "reading", "self_paced"),
    ]


def test_a_french_nmc_log_reads_the_same(become):
    text = "Dates;Méthode;Sujet;Nombre d'heures;Nombre d'heures participatives\n25/03/2026;Lecture;Biais;2;0\n"
    assert become(text, {"kind": "nmc-log"}, "title", "hours", "category") == [("Biais", "2", "reading")]


def test_a_moodle_course_counts_when_completed_with_the_hours_that_cpd_toml_gives(become, left):
    entry = {"kind": "moodle-completion", "course_hours": {"Bases": 7, "Epoch": 1.5}, "people": {"zoe": "C7"}}
    assert become(MOODLE, entry, "member_id", "title", "start_date", "end_date", "hours") == [
        ("C7", "Bases", "2026-01-02", "2026-03-25", "7"),
        ("C7", "Epoch", "2026-01-01", "2026-03-01", "1.5"),
    ]
    assert left(MOODLE, entry) == {(3, "unfinished"), (5, "unknown_person")}


def test_a_user_who_is_to_be_ignored_has_no_course(left):
    entry = {"kind": "moodle-completion", "people": {"zoe": "C7", "bob": "=ignore"}}
    assert (5, "ignored") in left(MOODLE, entry)


def test_no_course_of_several_people_goes_to_the_dossiers_own_member(become, left):
    entry = {"kind": "moodle-completion", "course_hours": {"Bases": 7, "Epoch": 1.5}}
    assert become(MOODLE, entry, "member_id") == []
    alone = "".join(line + "\n" for line in MOODLE.splitlines() if not line.startswith("bob"))
    assert become(alone, entry, "member_id") == [("C1",), ("C1",)]


def test_a_course_without_hours_is_found_at_its_row(checked):
    alone = "".join(line + "\n" for line in MOODLE.splitlines()[:2])
    assert checked("m.csv", alone, {"kind": "moodle-completion"})[0] == [(2, "hours", "missing_value")]


def test_a_spreadsheet_is_read_by_its_mapping_with_units_and_words(become, checked):
    text = "Quand;Combien;Avec\n25/03/2026;1,5;SV1\n26/03/2026;2;Marie D.\n"
    columns = {"Quand": "date", "Combien": "duration_minutes:hours", "Avec": "supervisor_id"}
    entry = {"kind": "spreadsheet", "table": "supervision", "columns": columns, "format": "individual"}
    assert become(text, entry, "supervisor_id", "format", code=lambda _: "P1") == [
        ("SV1", "individual"),
        ("P1", "individual"),
    ]
    assert checked("mien.csv", text, entry) == ([], 2)


@pytest.mark.parametrize("kind", ["icf-log", "icf-cce", "nmc-log", "moodle-completion", "spreadsheet", "outlook-csv"])
@pytest.mark.parametrize("data", [b"", b"\0\1\2", b"a,b\n1,2\n", b'a\n"b', b"\x81\x8d\n"], ids=lambda data: repr(data))
def test_a_broken_log_is_a_finding(checked, kind, data):
    entry = {"kind": kind, "keyword": "x"} if kind == "outlook-csv" else {"kind": kind}
    found, counted = checked("broken.csv", data, entry)
    assert ([rule for _, _, rule in found], counted) in ((["unreadable_file"], 0), (["empty_file"], 0))
