"""Which file and sheet is which table, where the header stands, and which rows are data."""

import pytest

from cpd_toolkit.read.names import plain

HEAD = "date;duration_minutes;format;supervisor_id\n"
ROW = "2026-01-05;90;individual;S1\n"


def rows(checked, table="supervision"):
    return checked.tables[table].rows["row"].to_list()


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("Group size", "group_size"),
        ("GROUP_SIZE", "group_size"),
        ("group-size *", "group_size"),
        ("Durée (minutes) *", "duree(minutes)"),
        ("DURE\u0301E (Minutes)", "durée (minutes)"),
        ("Valable jusqu\u2019au", "valable jusqu'au"),
        ("Séance\u00a0du\u202fjour", "seance du jour"),
        ("\ufeffDate", "date"),
        ("Date\r\n", "date"),
    ],
)
def test_accents_case_spaces_dashes_apostrophes_and_stars_of_a_name_do_not_matter(header, name):
    assert plain(header) == plain(name)


def test_other_marks_of_a_name_matter():
    assert plain("Durée (minutes)") != plain("Durée minutes")


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("Supervision 2024.csv", "supervision"),
        ("SUPERVISIONS.CSV", "supervision"),
        ("formations.csv", "training"),
        ("Training-log.tsv", "training"),
        ("pratique.csv", "practice"),
        ("Practice.csv", "practice"),
        ("membres.csv", "members"),
        ("Preuves.csv", "evidence"),
        ("évidence.csv", "evidence"),
        ("Feedback clients.csv", "feedback"),
        ("super[1]?.csv", None),
        ("ma supervision.csv", None),
        ("informations.csv", None),
        ("supervision.txt", None),
        ("supervision.csv.bak", None),
        (".supervision.csv", None),
        ("~$supervision.xlsx", None),
    ],
)
def test_a_file_is_known_by_the_start_of_its_name(checked, name, table):
    done = checked({name: ""})  # an empty file of a table is a finding; of none it is left alone
    assert list(done.tables) == ([table] if table else [])
    assert done.findings["rule"].to_list() == (["empty_file"] if table else [])


def test_names_with_brackets_and_stars_are_names_and_no_patterns(checked):
    done = checked({"supervision[1].csv": HEAD + ROW, "supervision1.csv": HEAD, "supervision*.csv": HEAD + "\n" + ROW})
    assert sorted(done.tables["supervision"].rows["file"]) == ["supervision*.csv", "supervision[1].csv"]


def test_the_users_word_names_the_table_of_a_file(checked):
    settings = 'member_id = "C1"\n[tables]\n"notes été.csv" = "supervision"\n"training.csv" = "supervision"\n'
    done = checked({"notes e\u0301te\u0301.csv": HEAD + ROW, "training.csv": HEAD + ROW.replace("05", "06")}, settings)
    assert done.tables["supervision"].accepted == 2
    assert list(done.tables) == ["supervision"]


def test_folders_in_data_are_not_looked_into(checked, dossier_of):
    folder = dossier_of({}) / "data" / "supervision.csv"
    folder.mkdir()
    (folder / "supervision.csv").write_text(HEAD + ROW)
    assert not checked({}).tables


def test_a_link_that_leads_nowhere_is_a_file_that_cannot_be_opened(found, dossier_of):
    data = dossier_of({}) / "data"
    (data / "supervision.csv").symlink_to(data / "gone.csv")
    (data / "loop.csv").symlink_to(data / "loop.csv")
    assert found({}) == ["unreadable_file"]


def test_a_name_that_is_no_text_is_shown_with_a_mark(checked, dossier_of):
    data = dossier_of({}) / "data"
    (data / b"supervision\xff.csv".decode("utf-8", "surrogateescape")).write_text(HEAD + "x;90;individual;S1\n")
    assert checked({}).findings.select("file", "rule").rows() == [("supervision\ufffd.csv", "unreadable_date")]


def test_what_stands_above_the_header_is_passed_over_and_counted(checked):
    done = checked({"supervision.csv": f"Registre 2026\n\nSéance;;Cadre;\n{HEAD}{ROW}"})
    assert rows(done) == [5]
    assert done.findings.is_empty()


def test_the_header_is_the_first_row_with_two_known_columns(checked):
    done = checked({"supervision.csv": f"date;le 5 mai\n{HEAD}{ROW}"})
    assert rows(done) == [3]


def test_a_header_is_looked_for_in_twenty_rows(checked, found):
    assert rows(checked({"supervision.csv": "x;y\n" * 19 + HEAD + ROW})) == [21]
    without = found({"supervision.csv": "x;y\n" * 20 + HEAD + ROW})
    assert without[:3] == ["1 x unknown_column", "1 y unknown_column", "1 unknown_column"]
    assert without[3:] == [f"1 {name} missing_column" for name in ("date", "duration_minutes", "format")]


def test_rows_are_numbered_as_a_spreadsheet_shows_them(checked):
    text = f'{HEAD[:-1]};learning\n{ROW[:-1]};"two\nlines"\n\n ;\u00a0;;;\n{ROW[:-1].replace("05", "06")};\n'
    done = checked({"supervision.csv": text})
    assert rows(done) == [2, 5]
    assert done.tables["supervision"].read == 2


@pytest.mark.parametrize(
    "lead",
    ["Total", "TOTAL :", "total général", "Totaux", "Sous-total", "Sous-total 2024", "Somme", "Sum", "Grand total"],
)
def test_a_row_that_starts_with_a_word_for_total_is_passed_over(checked, lead):
    done = checked({"supervision.csv": f"{HEAD}{ROW}{lead};90;;\n;\u00a0{lead};;\n"})
    assert rows(done) == [2]
    assert (done.tables["supervision"].read, done.findings.height) == (1, 0)


@pytest.mark.parametrize(
    "title", ["Sommeil et stress", "Summer school", "Summit 2026", "Totalité", "Sommet", "Un total"]
)
def test_a_title_that_only_begins_like_a_total_is_data(checked, title):
    head = "title;start_date;hours;category\n"
    done = checked({"training.csv": f"{head}{title};2026-01-05;2;course\n"})
    assert done.tables["training"].accepted == 1


def test_an_unnamed_column_counts_only_when_it_has_values(found):
    empty = f"{HEAD[:-1]};;\n{ROW[:-1]}; ;\n"
    filled = f"{HEAD[:-1]};;\n{ROW[:-1]};note;\n"
    assert found({"supervision.csv": empty}) == []
    assert found({"supervision.csv": filled}) == ["1 unknown_column"]


def test_an_unknown_column_is_reported_once_under_the_users_own_words(found):
    head = HEAD[:-1] + ';"Météo  du\njour"\n'
    assert found({"supervision.csv": head + ROW}) == ["1 Météo du jour unknown_column"]


def test_of_two_columns_with_the_same_meaning_the_first_counts(checked):
    done = checked({"supervision.csv": f"{HEAD[:-1]};Durée (minutes)\n{ROW[:-1]};120\n"})
    assert done.tables["supervision"].rows["duration_minutes"].to_list() == [90]
    assert done.findings.select("row", "column", "rule").rows() == [(1, "Durée (minutes)", "unknown_column")]


def test_headers_of_both_languages_may_be_mixed(checked):
    done = checked({"supervision.csv": f"Date *;duration_minutes;FORMAT;superviseur\n{ROW}"})
    assert done.tables["supervision"].accepted == 1


def test_the_users_own_headers_are_mapped_with_their_unit(checked):
    settings = (
        'member_id = "C1"\n[columns.supervision]\n"Durée (h)" = "duration_minutes:hours"\n"Qui" = "supervisor_id"\n'
        '[columns.training]\n"Minutes" = "hours:minutes"\n'
    )
    done = checked(
        {
            "supervision.csv": "date;durée  (H);format;qui\n2026-01-05;1,5;indiv.;S1\n2026-01-06;90 min;indiv.;S1\n",
            "training.csv": "title;start_date;minutes;category\nx;2026-01-05;90;course\n",
        },
        settings,
    )
    assert done.tables["supervision"].rows["duration_minutes"].to_list() == [90, 90]
    assert done.tables["training"].rows["hours"].to_list() == [1.5]
    assert done.findings.is_empty()


def test_a_file_of_mapped_headers_alone_has_a_header(checked):
    settings = (
        'member_id = "C1"\n[columns.supervision]\n"Jour" = "date"\n"Temps" = "duration_minutes"\n"Cadre" = "format"\n'
    )
    text = "Mon journal, en 2026, chez moi, à Paris\nJour;Temps;Cadre;Superviseur\n2026-01-05;1h30;indiv.;S1\n"
    assert rows(checked({"supervision.csv": text}, settings)) == [3]


@pytest.mark.parametrize("text", ["", "\ufeff", "\n\n", HEAD, HEAD + ";;;\n", HEAD + "Total;90;;\n", "Registre\n"])
def test_a_file_without_rows_of_data_is_empty_and_nothing_else_is_said(checked, text):
    done = checked({"supervision.csv": text})
    assert done.findings.select("severity", "row", "column", "rule").rows() == [("warning", None, "", "empty_file")]
    assert (done.tables["supervision"].read, done.tables["supervision"].accepted) == (0, 0)


@pytest.mark.parametrize(
    "name", ["supervision.xls", "supervision.ods", "supervision.xlsm", "supervision.xlsx", "supervision.parquet"]
)
def test_a_file_that_cannot_be_opened_is_one_finding_and_the_rest_is_checked(checked, name):
    done = checked(
        {
            name: b"\xd0\xcf\x11\xe0 not a workbook",
            "training.csv": "title;start_date;hours;category\nx;2026-01-05;1;course\n",
        }
    )
    assert done.findings.select("severity", "file", "row", "column", "rule").rows() == [
        ("error", name, None, "", "unreadable_file")
    ]
    assert done.tables["training"].accepted == 1
    assert done.tables["supervision"].read == 0


def test_files_are_stacked_by_name_in_plain_character_order(checked):
    names = ["supervision_b.csv", "supervision_A.csv", "supervision_10.csv", "supervision_9.csv"]
    done = checked({name: HEAD + ROW.replace("90", str(60 + i)) for i, name in enumerate(names)})
    assert done.tables["supervision"].rows["file"].to_list() == sorted(names)
