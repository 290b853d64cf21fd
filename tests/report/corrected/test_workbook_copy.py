"""The copy of a workbook with much in it: the cells to correct are marked, everything else is as it was."""

import base64
import io
import shutil
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from xlsxwriter import Workbook

from cpd_toolkit.dossier import open_dossier
from cpd_toolkit.report.corrected import write_copies
from cpd_toolkit.report.corrected.markup import elements
from cpd_toolkit.validate import Checked, check

AS_OF = date(2026, 6, 30)
ROSE, AMBER, BLUE = "FFF9C9C4", "FFFFE3B0", "FFDCE3F8"  # to correct, to fill, to look at
DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYPj/HwADAgH/p9n1WwAAAABJRU5ErkJggg=="
)
# The table begins at B3, behind an empty column; column D is empty too.
HEADERS = {"B3": "Date", "C3": "Durée (minutes)", "E3": "Format", "F3": "Superviseur", "G3": "Humeur"}
MARKED = {  # cell -> colour, worked out from the rows below
    "Supervision": {"G3": BLUE, "I3": BLUE, "B5": ROSE, "C6": ROSE, "F7": AMBER, "E8": AMBER, "C9": BLUE},
    "Formation": {"D1": AMBER},
}


def write_log(path: Path) -> None:
    """Six sessions and a course, in a workbook with a chart, a picture, formulas, colours, lists, names, comments."""
    with Workbook(path) as book:
        day, soft = (
            book.add_format({"num_format": "dd/mm/yyyy"}),
            book.add_format({"bg_color": "#EEEEEE", "bold": True}),
        )
        log = book.add_worksheet("Supervision")
        log.merge_range("B1:G1", "Mon journal", soft)
        for cell, header in HEADERS.items():
            log.write(cell, header)
        log.set_column("B:B", 14, day)
        log.set_column("C:C", 11.5)
        log.set_column("H:H", None, None, {"hidden": True})
        rows: list[tuple[Any, ...]] = [
            (date(2026, 1, 5), 60, "individuel", "S1", "bien"),
            ("demain", 60, "individuel", "S1", ""),
            (date(2026, 3, 2), 900, "individuel", "S1", ""),
            (date(2026, 4, 6), 60, "individuel", None, ""),
            (date(2026, 5, 4), 60, None, "S1", ""),
            (date(2026, 6, 1), 300, "individuel", "S1", ""),
        ]
        for number, (when, minutes, form, supervisor, mood) in enumerate(rows, start=3):
            log.write(number, 1, when, day)
            log.write(number, 2, minutes, soft if minutes == 900 else None)
            for column, value in ((4, form), (5, supervisor), (6, mood)):
                if value:
                    log.write(number, column, value)
        log.write_formula("I4", "=C4/60", None, 1)
        log.data_validation("E4:E40", {"validate": "list", "source": ["individuel", "groupe"]})
        log.conditional_format("C4:C40", {"type": "cell", "criteria": ">", "value": 240, "format": soft})
        log.write_comment("C6", "Vraiment 15 heures ?", {"author": "Claire"})
        log.write_comment("B4", "Première séance", {"author": "Claire"})
        log.insert_image("K2", "dot.png", {"image_data": io.BytesIO(DOT)})
        log.freeze_panes(3, 0)
        courses = book.add_worksheet("Formation")
        courses.write_row("A1", ["Intitulé", "Date de début", "Heures"])
        courses.write_row("A2", ["Éthique", "2026-02-03", 7])
        sums = book.add_worksheet("Bilan")
        sums.write_formula("A1", "=SUM(Supervision!C4:C9)", None, 1440)
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=Supervision!$C$4:$C$9"})
        sums.insert_chart("C2", chart)
        book.define_name("Minutes", "=Supervision!$C$4:$C$9")


def checked(folder: Path) -> Checked:
    return check(open_dossier(folder), AS_OF)


def told(done: Checked) -> list[tuple[Any, ...]]:
    return done.findings.select("file", "sheet", "row", "column", "rule").rows()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dossier with the workbook, after a check that wrote its copy."""
    folder = tmp_path_factory.mktemp("corrected")
    (folder / "data").mkdir()
    (folder / "cpd.toml").write_text('member_id = "C1"\nlang = "fr"\n', encoding="utf-8")
    write_log(folder / "data" / "journal.xlsx")
    done = checked(folder)
    write_copies(done, done.dossier.say)
    return folder


@pytest.fixture
def copy(folder: Path) -> Path:
    return folder / "reports" / "corrected" / "journal.xlsx"


@pytest.fixture
def again(folder: Path, copy: Path, tmp_path: Path) -> Path:
    """A dossier in which the copy stands in place of the user's workbook."""
    (tmp_path / "data").mkdir()
    shutil.copy(folder / "cpd.toml", tmp_path)
    shutil.copy(copy, tmp_path / "data")
    return tmp_path


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as book:
        return {name: book.read(name) for name in book.namelist()}


def colours(path: Path) -> dict[str, dict[str, str]]:
    """The cells in one of our colours, by sheet, without the sheet that lists."""
    book = openpyxl.load_workbook(path)
    found = {
        sheet.title: {
            cell.coordinate: cell.fill.fgColor.rgb
            for row in sheet.iter_rows()
            for cell in row
            if cell.fill.fgColor.rgb in (ROSE, AMBER, BLUE)
        }
        for sheet in book.worksheets[:-1]
    }
    return {name: cells for name, cells in found.items() if cells}


def test_the_offending_cells_are_coloured_and_no_others(copy: Path) -> None:
    assert colours(copy) == MARKED


def test_each_coloured_cell_has_the_finding_as_a_comment(copy: Path) -> None:
    book = openpyxl.load_workbook(copy)
    for name, cells in MARKED.items():
        for cell in cells:
            assert "cpd_toolkit:\n" in book[name][cell].comment.text, cell
    assert "erreur\u202f: La colonne «\u202fCatégorie\u202f» manque" in book["Formation"]["D1"].comment.text


def test_a_comment_of_the_users_is_kept_and_added_to(copy: Path) -> None:
    sheet = openpyxl.load_workbook(copy)["Supervision"]
    assert sheet["B4"].comment.text == "Première séance"
    assert sheet["C6"].comment.text.startswith("Vraiment 15 heures ?\n\ncpd_toolkit:\nerreur")


def test_each_comment_has_a_box_that_every_program_can_read(copy: Path) -> None:
    shapes = elements(parts(copy)["xl/drawings/vmlDrawing1.vml"], "urn:schemas-microsoft-com:vml shape")
    assert len(shapes) == len(MARKED["Supervision"]) + 1  # B4 had one already, and C6 too
    assert len({shape.attributes["id"] for shape in shapes}) == len(shapes)


def test_the_parts_that_say_nothing_of_a_marked_cell_are_the_same_bytes(folder: Path, copy: Path) -> None:
    before, after = parts(folder / "data" / "journal.xlsx"), parts(copy)
    changed = {name for name, part in before.items() if after[name] != part}
    assert changed == {
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet2.xml",
        "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
    }
    assert {"xl/charts/chart1.xml", "xl/media/image1.png", "xl/worksheets/sheet3.xml"} <= before.keys() - changed


def test_all_else_in_the_sheets_is_as_it_was(folder: Path, copy: Path) -> None:
    before, after = openpyxl.load_workbook(folder / "data" / "journal.xlsx"), openpyxl.load_workbook(copy)
    assert after.sheetnames == [*before.sheetnames, "À corriger"]
    assert [*after.defined_names] == ["Minutes"]
    for one in before.worksheets:
        other = after[one.title]
        for row in one.iter_rows():
            for cell in row:
                twin = other[cell.coordinate]
                assert (twin.value, twin.number_format, twin.font.b) == (cell.value, cell.number_format, cell.font.b)
        assert {k: d.width for k, d in other.column_dimensions.items()} == {
            k: d.width for k, d in one.column_dimensions.items()
        }
        assert other.merged_cells.ranges == one.merged_cells.ranges
        assert other.freeze_panes == one.freeze_panes
        assert len(other.data_validations.dataValidation) == len(one.data_validations.dataValidation)
        assert len(other.conditional_formatting) == len(one.conditional_formatting)
        assert (len(other._charts), len(other._images)) == (len(one._charts), len(one._images))


def test_the_last_sheet_lists_what_to_correct_with_links(copy: Path) -> None:
    sheet = openpyxl.load_workbook(copy)["À corriger"]
    lines = [row for row in sheet.iter_rows() if row[0].value in MARKED]
    assert [tuple(cell.value for cell in line[:4]) for line in lines] == [
        ("Supervision", 3, "Humeur", "G3"),
        ("Supervision", 3, "", "I3"),
        ("Supervision", 5, "Date", "B5"),
        ("Supervision", 6, "Durée (minutes)", "C6"),
        ("Supervision", 7, "Superviseur", "F7"),
        ("Supervision", 8, "Format", "E8"),
        ("Supervision", 9, "Durée (minutes)", "C9"),
        ("Formation", 1, "Catégorie", "D1"),
    ]
    assert lines[-1][3].hyperlink.location == "'Formation'!D1"
    assert sheet["A2"].value == "5 erreurs et 3 avertissements dans ce fichier."


def test_the_copy_in_place_of_the_original_reads_the_same(folder: Path, again: Path) -> None:
    one, other = checked(folder), checked(again)
    assert told(other) == told(one)
    assert {name: t.rows.equals(other.tables[name].rows) for name, t in one.tables.items()} == dict.fromkeys(
        ["supervision", "training"], True
    )


def test_the_copy_once_corrected_is_clean(again: Path) -> None:
    path = again / "data" / "journal.xlsx"
    book = openpyxl.load_workbook(path)
    log, courses = book["Supervision"], book["Formation"]
    log["G3"], log["B5"], log["C6"], log["F7"], log["E8"], log["C9"] = (
        None,
        date(2026, 2, 2),
        90,
        "S1",
        "individuel",
        60,
    )
    log["G4"], log["I4"] = None, None
    courses["D1"], courses["D2"] = "Catégorie", "formation"
    book.save(path)
    assert told(checked(again)) == []


def test_a_copy_of_a_copy_marks_what_is_still_wrong_and_nothing_else(again: Path) -> None:
    path = again / "data" / "journal.xlsx"
    book = openpyxl.load_workbook(path)
    book["Supervision"]["B5"], book["Supervision"]["F7"] = date(2026, 2, 2), "S1"
    book["Supervision"]["C6"] = 90
    book.save(path)
    done = checked(again)
    write_copies(done, done.dossier.say)
    made = again / "reports" / "corrected" / "journal.xlsx"
    # The library that saved it keeps no formula's value: the column without a header is empty now.
    left = {cell: colour for cell, colour in MARKED["Supervision"].items() if cell not in ("B5", "C6", "F7", "I3")}
    assert colours(made) == MARKED | {"Supervision": left}
    second = openpyxl.load_workbook(made)
    assert second.sheetnames == ["Supervision", "Formation", "Bilan", "À corriger"]
    assert second["Supervision"]["B5"].comment is None
    assert second["Supervision"]["B5"].fill.patternType is None
    assert second["Supervision"]["C6"].fill.fgColor.rgb == "FFEEEEEE"  # the user's own colour is back
    assert second["Supervision"]["C6"].comment.text == "Vraiment 15 heures ?"


def test_a_spreadsheet_program_opens_the_copy_and_keeps_the_marks(
    copy: Path, again: Path, folder: Path, convert: Callable[[Path, Path, str], Path], tmp_path: Path
) -> None:
    saved = convert(copy, tmp_path / "saved", "xlsx")
    assert colours(saved) == MARKED
    book = openpyxl.load_workbook(saved)
    assert "cpd_toolkit:" in book["Supervision"]["F7"].comment.text
    assert book["Bilan"]["A1"].value == "=SUM(Supervision!C4:C9)"
    assert len(book["Bilan"]._charts) == 1
    shutil.copy(saved, again / "data" / "journal.xlsx")
    assert told(checked(again)) == told(checked(folder))
    done = checked(again)
    write_copies(done, done.dossier.say)
    second = openpyxl.load_workbook(again / "reports" / "corrected" / "journal.xlsx")
    assert second.sheetnames == ["Supervision", "Formation", "Bilan", "À corriger"]
    assert second["Supervision"]["F7"].comment.text.startswith("cpd_toolkit:\nerreur")
    assert second["Supervision"]["C6"].comment.text.count("cpd_toolkit:") == 1
