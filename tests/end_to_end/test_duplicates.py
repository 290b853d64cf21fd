"""Possible duplicates from the first question to the facts, through the command line."""

import json
import os
import stat
import subprocess
import sys
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from cpd_toolkit import accepted, check, open_dossier
from cpd_toolkit.errors import DossierError
from cpd_toolkit.report import open_page
from cpd_toolkit.report.closing import left_out

ENGLISH = os.environ | {"LC_ALL": "C.UTF-8", "LANG": "en_GB.UTF-8"}
HEAD = "date,duration_minutes,format,supervisor_id,learning\n"
LOG = HEAD + "2026-01-05,60,individual,S1,SECRET\n2026-02-05,60,individual,S1,\n"
CALENDAR = HEAD + "2026-01-05,70,individual,S1,\n2026-02-05,60,individual,S1,\n"


def cpd(*words):
    command = [sys.executable, "-m", "cpd_toolkit.cli", *map(str, words), "--as-of", "2026-06-30"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=ENGLISH, check=False)
    return done.stdout + done.stderr


def hours(folder):
    done = check(open_dossier(folder), date(2026, 6, 30))
    return accepted(done)["supervision"]["duration_minutes"].sum() / 60


def lines(folder) -> list[tuple]:
    """The pairs that the workbook asks about: file and row of both."""
    sheet = openpyxl.load_workbook(folder / "reports" / "duplicates.xlsx").active
    cells = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=6)]
    return [(row[4], row[6], row[8], row[10]) for row in cells]


def decide(folder, *words):
    """Fill in the column of decisions from its top."""
    path = folder / "reports" / "duplicates.xlsx"
    book = openpyxl.load_workbook(path)
    for row, word in enumerate(words, start=6):
        book.active.cell(row, 1).value = word
    book.save(path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A log of two sessions that a calendar holds too, one of them ten minutes longer: 60 + 60 + 70 + 60 minutes."""
    (tmp_path / "data").mkdir()
    (tmp_path / "cpd.toml").write_text('member_id = "C1"\nlang = "en"\n')
    (tmp_path / "data" / "supervision.csv").write_text(LOG)
    (tmp_path / "data" / "supervision_calendar.csv").write_text(CALENDAR)
    return tmp_path


def test_a_check_asks_remembers_and_leaves_out(folder):
    said = cpd("check", folder)
    assert "2 possible duplicates to decide: reports/duplicates.xlsx, column Decision" in said
    assert "1 warning" in said  # the second session is the same to the minute
    book = folder / "reports" / "duplicates.xlsx"
    assert stat.S_IMODE(book.stat().st_mode) == 0o600
    assert lines(folder) == [
        ("supervision.csv", 2, "supervision_calendar.csv", 2),
        ("supervision.csv", 3, "supervision_calendar.csv", 3),
    ]
    sheet = openpyxl.load_workbook(book).active
    assert [one.formula1 for one in sheet.data_validations.dataValidation] == ['"same,different"']
    assert "SECRET" not in str([cell.value for row in sheet.iter_rows() for cell in row])
    assert hours(folder) == pytest.approx(250 / 60)  # a question changes nothing

    decide(folder, "same", "Different ")
    assert hours(folder) == pytest.approx(180 / 60)  # the 70 minutes of the calendar are left out
    assert not (folder / ".cpd" / "decisions.csv").exists()  # facts only read
    said = cpd("check", folder)
    assert "2 decisions on duplicates were read and are remembered." in said
    assert "0 errors, 0 warnings. 1 row is left out: you decided that it is the same as another." in said
    assert "Left out: you decided that this is the same as row 2 of supervision.csv" in said
    assert "Supervision: 4 read, 3 counted, 1 left out" in said
    assert "to decide" not in said
    assert not book.exists()
    kept = folder / ".cpd" / "decisions.csv"
    assert (stat.S_IMODE(kept.stat().st_mode), stat.S_IMODE(kept.parent.stat().st_mode)) == (0o600, 0o700)
    assert not {"C1", "S1", "2026"} & set(kept.read_text().replace(",", " ").split())

    # Rows in another order, files under other names: the same row is left out.
    turned = "\n".join(reversed(CALENDAR.removeprefix(HEAD).splitlines())) + "\n"
    (folder / "data" / "supervision_calendar.csv").unlink()
    (folder / "data" / "supervision 0.csv").write_text(HEAD + turned)
    assert hours(folder) == pytest.approx(180 / 60)
    assert json.loads(cpd("facts", folder))["rows"]["supervision"] == {"read": 4, "accepted": 3, "excluded": 1}
    assert "row" in cpd("why", "rows.supervision.excluded", folder)
    assert "to decide" not in cpd("check", folder)

    # Without the row that stayed, the other counts again.
    (folder / "data" / "supervision.csv").write_text(HEAD + "2026-02-05,60,individual,S1,\n")
    assert hours(folder) == pytest.approx((70 + 60 + 60) / 60)


def test_an_answer_that_is_neither_is_asked_again_and_one_left_empty_too(folder):
    cpd("check", folder)
    decide(folder, "oui")
    said = cpd("check", folder)
    assert "1 answer in reports/duplicates.xlsx is neither “same” nor “different”" in said
    assert "2 possible duplicates to decide" in said
    assert not (folder / ".cpd" / "decisions.csv").exists()


def test_the_workbook_speaks_the_language_of_the_dossier(folder):
    (folder / "cpd.toml").write_text('member_id = "C1"\nlang = "fr"\n')
    assert "2 doublons possibles à décider\u202f: reports/duplicates.xlsx" in cpd("check", folder)
    sheet = openpyxl.load_workbook(folder / "reports" / "duplicates.xlsx").active
    assert [one.formula1 for one in sheet.data_validations.dataValidation] == ['"même,différent"']
    decide(folder, "même", "même")
    assert "2 lignes sont laissées de côté" in cpd("check", folder)
    assert hours(folder) == pytest.approx(2)


def test_remembered_decisions_that_cannot_be_read_are_no_silent_change(folder):
    (folder / ".cpd").mkdir(mode=0o700)
    (folder / ".cpd" / "decisions.csv").write_text("first,later,decision\nabc,def,perhaps\n")
    command = [sys.executable, "-m", "cpd_toolkit.cli", "facts", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=ENGLISH, check=False)
    assert done.returncode == 3
    assert ".cpd/decisions.csv" in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="links need no privilege on posix alone")
@pytest.mark.parametrize("linked", [".cpd", ".cpd/decisions.csv", ".cpd/decisions.asked"])
def test_decisions_are_neither_read_nor_written_through_a_link(folder, tmp_path_factory, linked):
    cpd("check", folder)
    decide(folder, "same", "same")
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "theirs"
    (folder / linked).rename(elsewhere) if (folder / linked).exists() else elsewhere.write_text("theirs")
    (folder / linked).symlink_to(elsewhere)
    before = {path: path.read_bytes() for path in elsewhere.parent.rglob("*") if path.is_file()}
    with pytest.raises(DossierError, match="may be a link"):
        check(open_dossier(folder), date(2026, 6, 30))
    assert "may be a link" in cpd("check", folder)
    assert before == {path: path.read_bytes() for path in elsewhere.parent.rglob("*") if path.is_file()}


def test_a_report_says_that_a_row_was_decided_to_be_the_same(folder):
    cpd("check", folder)
    decide(folder, "same", "same")
    cpd("check", folder)
    part = left_out(open_page(str(folder), "2026-06-30"), "supervision", "training")
    assert part.lead == ["2 rows are left out: it was decided that they are the same as others."]
    assert part.results["left_out"].rows() == [("decided_duplicate", 2)]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_in_the_workbooks_place_is_no_answer_and_nobody_waits_for_it(folder):
    (folder / "reports").mkdir()
    os.mkfifo(folder / "reports" / "duplicates.xlsx")
    assert "reports/duplicates.xlsx cannot be read" in cpd("check", folder)
