"""Which files get a copy, where it stands, and what is never written over."""

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl

from cpd_toolkit import check
from cpd_toolkit.report.corrected import told, write_copies

Check = Callable[..., Any]
LOG = "date,duration_minutes,format,supervisor_id,learning\n"
BAD = LOG + "2026-03-14,90,individual,S1,=1+1\n\n2026-13-14,900,individual,S1,\n"
ENGLISH = 'member_id = "C1"\nlang = "en"\n'


def write(done: Any) -> list[str]:
    return [one.told(done.dossier.say) for one in write_copies(done, done.dossier.say)]


def test_a_csv_file_becomes_a_workbook_with_its_rows_as_text(checked: Check) -> None:
    done = checked({"supervision 2026.csv": BAD}, ENGLISH)
    assert write(done) == [
        "Copy with the cells to correct coloured and commented: reports/corrected/supervision 2026.csv.xlsx"
    ]
    made = done.dossier.reports / "corrected" / "supervision 2026.csv.xlsx"
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    book = openpyxl.load_workbook(made)
    assert book.sheetnames == ["Supervision", "To correct"]
    sheet = book["Supervision"]
    assert [cell.value for cell in sheet[2]] == ["2026-03-14", "90", "individual", "S1", "=1+1"]
    assert (sheet["E2"].data_type, sheet["E2"].number_format) == ("s", "@")
    assert (sheet["A3"].value, sheet["A4"].value) == (None, "2026-13-14")
    coloured = [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment]
    assert coloured == ["A4", "B4"]


def test_the_workbook_of_a_csv_file_reads_like_the_file(checked: Check, dossier_of: Callable[..., Path]) -> None:
    done = checked({"supervision.csv": BAD}, ENGLISH)
    write(done)
    copy = (done.dossier.reports / "corrected" / "supervision.csv.xlsx").read_bytes()
    (done.dossier.data / "supervision.csv").unlink()
    again = checked({"supervision.csv.xlsx": copy}, ENGLISH)
    places = ["row", "column", "rule"]
    assert again.findings.select(places).rows() == done.findings.select(places).rows()
    assert (
        again.tables["supervision"]
        .rows.drop("file", "sheet")
        .equals(done.tables["supervision"].rows.drop("file", "sheet"))
    )


def test_of_many_copies_the_folder_is_named(checked: Check) -> None:
    done = checked({f"supervision {n}.csv": BAD for n in range(4)}, ENGLISH)
    assert told(write_copies(done, done.dossier.say), done.dossier.say) == [
        "4 copies with the cells to correct coloured and commented: reports/corrected"
    ]


def test_files_without_anything_to_correct_get_no_copy(checked: Check) -> None:
    done = checked({"supervision.csv": LOG + "2026-03-14,90,individual,S1,\n", "training.csv": ""}, ENGLISH)
    assert write(done) == []
    assert not done.dossier.reports.exists()


def test_a_kind_of_file_that_is_not_read_is_named_with_the_reason(checked: Check) -> None:
    done = checked({"supervision.xlsm": b"PK", "supervision.ods": b"PK"}, ENGLISH)
    assert write(done) == [
        f"No corrected copy of supervision.{kind}: this kind of file is not read. Save it as .xlsx, then check again."
        for kind in ("ods", "xlsm")
    ]


def test_an_export_of_another_tool_is_never_copied(checked: Check) -> None:
    export = "When,Who,Clear\n05/03/2026 10:00,someone@example.org,9\n"
    settings = ENGLISH + (
        '[imports."answers.csv"]\nkind = "google-forms"\ntable = "feedback"\nmember_id = "C1"\nsurvey_id = "S"\n'
        'date = "When"\ndate_order = "day-first"\ndrop = ["Who"]\n[imports."answers.csv".items]\n"Clear" = "Clear"\n'
    )
    done = checked({"answers.csv": export}, settings)
    assert done.findings["rule"].to_list() == ["score_outside_scale"]
    (line,) = write(done)
    assert line.startswith("No corrected copy of answers.csv: another tool’s export may hold names and addresses")
    assert not any(path.suffix == ".xlsx" for path in done.dossier.reports.rglob("*"))


def test_a_copy_in_which_the_user_has_worked_is_left_alone(checked: Check) -> None:
    done = checked({"supervision.csv": BAD}, ENGLISH)
    write(done)
    copy = done.dossier.reports / "corrected" / "supervision.csv.xlsx"
    book = openpyxl.load_workbook(copy)
    book["Supervision"]["A4"] = "2026-03-15"
    book.save(copy)
    work = copy.read_bytes()
    for _ in range(2):
        (line,) = write(checked({"supervision.csv": BAD}, ENGLISH))
        assert line.startswith("reports/corrected/supervision.csv.xlsx holds changes of yours and was left as it is.")
        assert copy.read_bytes() == work
    write(checked({"supervision.csv": LOG}, ENGLISH))
    assert copy.read_bytes() == work


def test_a_copy_of_a_file_that_was_corrected_goes(checked: Check) -> None:
    done = checked({"supervision.csv": BAD}, ENGLISH)
    write(done)
    assert write(checked({"supervision.csv": LOG + "2026-03-14,90,individual,S1,\n"}, ENGLISH)) == []
    assert [path.name for path in (done.dossier.reports / "corrected").iterdir()] == [".written.json"]


def test_nothing_but_copies_is_written_over_or_taken_away(checked: Check) -> None:
    done = checked({"supervision.csv": BAD}, ENGLISH)
    folder = done.dossier.reports / "corrected"
    folder.mkdir(parents=True)
    own = folder / "supervision.csv.xlsx"
    own.write_bytes(b"mine")
    (folder / ".written.json").write_text('{"../../data/supervision.csv": "x", "supervision.csv.xlsx": "y"}')
    assert "holds changes of yours" in write(done)[0]
    assert own.read_bytes() == b"mine"
    assert (done.dossier.data / "supervision.csv").read_text() == BAD


def test_the_check_names_the_copy_and_its_page_links_it(dossier_of: Callable[..., Path]) -> None:
    folder = dossier_of({"supervision 1.csv": BAD}, ENGLISH)
    command = [sys.executable, "-m", "cpd_toolkit.cli", "check", str(folder), "--as-of", "2026-06-30"]

    def run(*words: str) -> str:
        env = os.environ | {"LC_ALL": "C.UTF-8"}
        return subprocess.run([*command, *words], capture_output=True, text=True, env=env, check=False).stdout

    run("--format", "json")
    assert not (folder / "reports").exists()
    assert "coloured and commented: reports/corrected/supervision 1.csv.xlsx" in run()
    page = (folder / "reports" / "check.html").read_text(encoding="utf-8")
    assert '<a href="corrected/supervision%201.csv.xlsx">' in page
    assert (folder / "data" / "supervision 1.csv").read_text() == BAD


def test_what_a_link_leads_to_is_not_copied_into_the_dossier(checked: Check, tmp_path: Path) -> None:
    outside = tmp_path.parent / f"{tmp_path.name} outside.csv"
    outside.write_text(BAD)
    done = checked({"practice.csv": "start_date\n"}, ENGLISH)
    (done.dossier.data / "supervision.csv").symlink_to(outside)
    again = check(done.dossier, done.as_of)
    assert [one.split(":")[0] for one in write(again)] == ["No corrected copy of supervision.csv"]
    assert again.tables["supervision"].accepted == 1


def test_the_list_of_a_copy_calls_a_column_that_is_not_there_by_its_header(checked: Check) -> None:
    done = checked({"practice.csv": "start_date,end_date\n2026-01-01,2026-01-31\n"}, ENGLISH)
    write(done)
    book = openpyxl.load_workbook(done.dossier.reports / "corrected" / "practice.csv.xlsx")
    assert [book["To correct"].cell(9, at).value for at in (2, 3)] == [2, "Paid hours"]
