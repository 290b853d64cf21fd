"""Workbooks: typed cells read as a person sees them, sheets found by name, and files made to do harm refused."""

import io
import struct
import time
import zipfile
from datetime import date, datetime, timedelta
from datetime import time as clock

import polars as pl
import pytest
from openpyxl import Workbook

from cpd_toolkit.read.container import column_number
from cpd_toolkit.read.excel import read_excel
from cpd_toolkit.read.grid import Unreadable
from cpd_toolkit.read.parquet import read_parquet

HEAD = ["Date", "Durée (minutes)", "Format", "Superviseur"]
ROW = [date(2026, 1, 5), 90, "individuel", "S1"]


def book_of(sheets):
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def repacked(data, **parts):
    """The same workbook with the text of some parts replaced."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        replaced = {name.replace("__", "/") + ".xml": text for name, text in parts.items()}
        for name in {*old.namelist(), *replaced}:
            new.writestr(name, replaced[name] if name in replaced else old.read(name))
    return stream.getvalue()


def test_cells_of_every_excel_type_are_read(checked):
    rows = [
        ["Registre 2026"],
        [],
        HEAD,
        [datetime(2026, 1, 5, 14, 30), 90, "individuel", "S1"],  # row 4: a day with a time
        [46028, clock(1, 30), "individuel", "S1"],  # an unformatted serial; a time
        ["07/01/2026", timedelta(hours=2), "individuel", "S1"],  # a text; a duration
        [None, None, None, None],
        ["8 janvier 2026", "1h15", "individuel", 101],  # a code that is a number
        [date(2026, 1, 9), 90.4, "individuel", "S1"],
        ["Total", 500, None, None],
    ]
    done = checked({"supervision.xlsx": {"Feuil1": rows}})
    read = done.tables["supervision"].rows.select("row", "date", "duration_minutes", "supervisor_id").rows()
    assert read == [
        (4, date(2026, 1, 5), 90, "S1"),
        (5, date(2026, 1, 6), 90, "S1"),
        (6, date(2026, 1, 7), 120, "S1"),
        (8, date(2026, 1, 8), 75, "101"),
        (9, date(2026, 1, 9), 90, "S1"),
    ]
    assert done.findings.is_empty()


def test_sheets_are_known_by_their_names_and_the_first_by_its_files(checked):
    training = [["Intitulé", "Date de début", "Heures", "Catégorie"], ["x", date(2026, 1, 5), 1.5, "formation"]]
    done = checked({"supervision.xlsx": {"Feuil1": [HEAD, ROW], "FORMATIONS 2026": training, "Notes": [HEAD, ROW]}})
    assert {name: (table.read, table.accepted) for name, table in done.tables.items()} == {
        "supervision": (1, 1),
        "training": (1, 1),
    }
    assert done.tables["supervision"].rows["sheet"].to_list() == ["Feuil1"]


def test_the_name_of_a_sheet_wins_over_the_name_of_its_file_and_the_users_word_over_both(checked):
    settings = 'member_id = "C1"\n[tables]\n"training.xlsx#Notes" = "supervision"\n"practice.xlsx" = "supervision"\n'
    files = {
        "training.xlsx": {"Supervision": [HEAD, ROW], "Notes": [HEAD, [date(2026, 1, 6), *ROW[1:]]]},
        "practice.xlsx": {"Formation": [HEAD, [date(2026, 1, 7), *ROW[1:]]]},
        "evidence.xlsx": {"Feedback": [[]]},
    }
    done = checked(files, settings)
    assert {name: table.accepted for name, table in done.tables.items()} == {"supervision": 3, "feedback": 0}
    assert done.tables["supervision"].rows["file"].to_list() == ["practice.xlsx", "training.xlsx", "training.xlsx"]


def test_a_workbook_with_no_known_sheet_is_left_alone(checked):
    done = checked({"budget.xlsx": {"Feuil1": [HEAD, ROW]}})
    assert not done.tables
    assert done.findings.is_empty()


def test_a_formula_counts_with_its_value_and_without_one_is_empty(found):
    assert found({"supervision.xlsx": {"Supervision": [HEAD, [date(2026, 1, 5), "=45+45", "individuel", "S1"]]}}) == [
        "2 Durée (minutes) missing_value"
    ]


def test_a_lone_cell_far_to_the_right_is_a_column_like_another(found):
    rows = [HEAD, ROW + [None] * 5_000 + ["note"]]
    assert found({"supervision.xlsx": {"Supervision": rows}}) == ["1 unknown_column"]


def test_a_sheet_wider_than_any_table_is_refused_at_once_and_the_others_are_read(checked):
    wide = [[f"n{i}" for i in range(6_000)], list(range(6_000))]
    start = time.monotonic()
    done = checked({"a.xlsx": {"Supervision": wide, "Feedback": [["Réponse", "Date", "Utile"], ["R1", ROW[0], 5]]}})
    assert time.monotonic() - start < 10
    assert done.findings.select("sheet", "rule").rows() == [("Supervision", "unreadable_file")]
    assert done.tables["feedback"].accepted == 1


def test_letters_of_a_column_are_its_number():
    assert [column_number(letters) for letters in ("A", "Z", "AA", "XFD")] == [1, 26, 27, 16_384]


GOOD = book_of({"Supervision": [HEAD, ROW]})
STRINGS = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" {}count="1" uniqueCount="{}"/>'
SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}<sheetData><row r="1">'
    '<c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
)


def zipped(**parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as book:
        for name, data in parts.items():
            book.writestr(name, data)
    return stream.getvalue()


def locked_zip():
    data = bytearray(GOOD)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


def lying_sizes():
    """A directory that declares a part of 4 GB."""
    data = bytearray(GOOD)
    at = data.find(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 4_000_000_000)
    return bytes(data)


HOSTILE = {
    "four billion strings are declared": repacked(GOOD, xl__sharedStrings=STRINGS.format("", 4294967295)),
    "the same behind a long attribute": repacked(
        GOOD, xl__sharedStrings=STRINGS.format(f'a="{"x" * 9000}" ', 4294967295)
    ),
    "a rectangle of 17 billion cells is declared": repacked(
        GOOD, xl__worksheets__sheet1=SHEET.format('<dimension ref="A1:XFD1048576"/>')
    ),
    "the same rectangle undeclared": repacked(GOOD, xl__worksheets__sheet1=SHEET.format("")),
    "a torn file": GOOD[: len(GOOD) // 2],
    "a directory without its end": GOOD[:-30],
    "zeros in the middle": GOOD[:300] + bytes(300) + GOOD[600:],
    "a part of 4 GB is declared": lying_sizes(),
    "a password": locked_zip(),
    "an encrypted or old workbook": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5_000),
    "a zip of something else": zipped(**{"readme.txt": "x"}),
    "a zip in a zip": zipped(**{"xl/workbook.xml": zipped(**{"xl/workbook.xml": "x"})}),
    "six thousand parts": zipped(**{"xl/workbook.xml": "x"}, **{f"xl/{i}.txt": "" for i in range(6_000)}),
    "names that climb": zipped(**{"../../../etc/x": "x", "/etc/y": "y", "xl/workbook.xml": "x"}),
    "text": b"date;format\n",
    "one byte": b"P",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_workbook_that_is_broken_locked_or_a_bomb_is_refused_soon(kind):
    start = time.monotonic()
    with pytest.raises(Unreadable):
        read_excel(HOSTILE[kind])
    assert time.monotonic() - start < 20


def test_half_a_gigabyte_in_half_a_megabyte_is_refused_before_it_is_unpacked():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
        book.writestr("xl/workbook.xml", "x")
        with book.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(520):
                part.write(bytes(1_000_000))
    start = time.monotonic()
    with pytest.raises(Unreadable, match="too_large"):
        read_excel(stream.getvalue())
    assert time.monotonic() - start < 1


def test_entities_are_not_expanded():
    laughs = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><workbook>&b;</workbook>'
    assert read_excel(repacked(GOOD, xl__workbook=laughs)) == []


def test_a_bomb_takes_nothing_else_with_it(checked):
    bomb = HOSTILE["the same behind a long attribute"]
    done = checked({"supervision.xlsx": bomb, "supervision_2.xlsx": {"Supervision": [HEAD, ROW]}})
    assert done.findings.select("file", "rule").rows() == [("supervision.xlsx", "unreadable_file")]
    assert done.tables["supervision"].accepted == 1


def parquet(**columns):
    stream = io.BytesIO()
    pl.DataFrame(columns).write_parquet(stream)
    return stream.getvalue()


def test_parquet_is_read_as_a_person_would_type_it(checked):
    data = parquet(
        date=[date(2026, 1, 5), datetime(2026, 1, 6, 10, 30).date()],
        duration_minutes=[90.0, 75.4],
        format=["individual", "group"],
        group_size=[None, 6.0],
        supervisor_id=["S1", "S1"],
        supervisor_qualified=[True, None],
        articles=[[12, 43], [43]],
    )
    done = checked({"supervision.parquet": data})
    assert done.findings.is_empty()
    read = done.tables["supervision"].rows
    assert read.select("row", "duration_minutes", "group_size", "supervisor_qualified").rows() == [
        (2, 90, None, True),
        (3, 75, 6, None),
    ]
    assert read["articles"].to_list() == [[12, 43], [43]]


def test_parquet_columns_without_a_text_of_their_own_do_not_spoil_the_file():
    data = parquet(d=[timedelta(minutes=90)], b=[b"\xff"], n=[[[1]]], t=[datetime(2026, 1, 5, 10)], f=[44.0])
    assert read_parquet(data).cells.select("c0", "c3", "c4").collect().row(1) == (
        "1:30:00",
        "2026-01-05 10:00:00.000000",
        "44",
    )


@pytest.mark.parametrize("data", [b"PAR1", b"PAR1" + bytes(50) + b"PAR1", b"date;format\n", parquet(a=[1])[:-9]])
def test_a_parquet_file_that_is_none_is_refused(data):
    with pytest.raises(Unreadable, match="not_parquet"):
        read_parquet(data)
