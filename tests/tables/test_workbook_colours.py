"""The colours of the workbook, calculated by LibreOffice from the conditions that the file holds."""

import io
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from cpd_toolkit.tables import TABLES, Table
from cpd_toolkit.tables.workbook import Cell, tables_for, workbook

Convert = Callable[[Path, Path, str], Path]  # the fixture of conftest.py

FORMULAS = 40  # the first column beyond the tables
COLOURED: list[
    tuple[str, dict[str, Cell], str, str | None]
] = [  # table, what the row holds, column, colour: worked out by hand from the dictionary
    ("supervision", {"date": date(2026, 3, 14)}, "duration_minutes", "missing"),
    ("supervision", {"date": date(2026, 3, 14)}, "date", None),
    ("supervision", {"date": "31/02/2026"}, "date", "wrong"),
    ("supervision", {"date": date(1989, 12, 31)}, "date", "wrong"),
    ("supervision", {"date": date(1990, 1, 1)}, "date", None),
    ("supervision", {"duration_minutes": 4}, "duration_minutes", "wrong"),
    ("supervision", {"duration_minutes": 5}, "duration_minutes", None),
    ("supervision", {"duration_minutes": 720}, "duration_minutes", None),
    ("supervision", {"duration_minutes": 721}, "duration_minutes", "wrong"),
    ("supervision", {"duration_minutes": 90.5}, "duration_minutes", "wrong"),
    ("supervision", {"duration_minutes": 0.0625}, "duration_minutes", None),
    ("supervision", {"duration_minutes": "1h30"}, "duration_minutes", None),
    ("supervision", {"duration_minutes": "90 min"}, "duration_minutes", None),
    ("supervision", {"duration_minutes": "long"}, "duration_minutes", "wrong"),
    ("supervision", {"format": "individuel"}, "format", None),
    ("supervision", {"format": "1:1"}, "format", None),
    ("supervision", {"format": "seul"}, "format", "wrong"),
    ("supervision", {"format": "groupe"}, "group_size", "missing"),
    ("supervision", {"format": "individuel"}, "group_size", None),
    ("supervision", {"format": "groupe", "group_size": 31}, "group_size", "wrong"),
    ("supervision", {"format": "groupe", "group_size": 6.5}, "group_size", "wrong"),
    ("supervision", {"format": "groupe", "group_size": 30}, "group_size", None),
    ("supervision", {"format": "groupe", "group_size": "six"}, "group_size", "wrong"),
    ("supervision", {"format": "individuel"}, "supervisor_id", "missing"),
    ("supervision", {"format": "pairs"}, "supervisor_id", None),
    ("supervision", {"cases_presented": 1}, "client_consent", "missing"),
    ("supervision", {"cases_presented": 0}, "client_consent", None),
    ("supervision", {"ethical_issue": "peut-être"}, "ethical_issue", "wrong"),
    ("supervision", {"ethical_issue": "vrai"}, "ethical_issue", None),
    ("supervision", {"date": date(2026, 3, 14), "confirmed_on": date(2026, 3, 13)}, "confirmed_on", "wrong"),
    ("supervision", {"date": date(2026, 3, 14), "confirmed_on": date(2026, 3, 14)}, "confirmed_on", None),
    ("supervision", {"articles": "48"}, "articles", "wrong"),
    ("supervision", {"articles": "47"}, "articles", None),
    ("supervision", {"articles": "12-15"}, "articles", None),
    ("supervision", {"articles": "12;43"}, "articles", None),
    ("feedback", {"invited": -1}, "invited", "wrong"),
    ("feedback", {"invited": 0}, "invited", None),
    ("feedback", {"score": 0}, "score", "wrong"),
    ("feedback", {"score": 5}, "score", None),
    ("feedback", {"score": 6}, "score", "wrong"),
    ("feedback", {"score": 6, "scale_max": 10}, "score", None),
    ("training", {"hours": 400.5}, "hours", "wrong"),
    ("training", {"hours": 400}, "hours", None),
    ("training", {"hours": "beaucoup"}, "hours", "wrong"),
    ("practice", {"client_id": "K1"}, "paid_hours", "missing"),
    ("practice", {"client_id": "K1", "pro_bono_hours": 2}, "paid_hours", None),
    ("practice", {"start_date": date(2026, 3, 14), "end_date": date(2026, 3, 13)}, "end_date", "wrong"),
    ("evidence", {"date": date(2026, 3, 14), "valid_until": date(2026, 3, 13)}, "valid_until", "wrong"),
]


@pytest.fixture(scope="module")
def colours(convert: Convert, tmp_path_factory: pytest.TempPathFactory) -> list[str | None]:
    """The colour of each case: the conditions, written as formulas beside the rows, decide in LibreOffice."""
    folder = tmp_path_factory.mktemp("colours")
    rows = {name: [row for table, row, _, _ in COLOURED if table == name] for name in TABLES}
    book = openpyxl.load_workbook(io.BytesIO(workbook("fr", tables_for("coach"), rows)))
    places = [ask(book, number) for number in range(len(COLOURED))]
    book.save(folder / "asked.xlsx")
    answers = openpyxl.load_workbook(convert(folder / "asked.xlsx", folder / "told", "xlsx"), data_only=True)
    return [told(answers[sheet], row, words) for sheet, row, words in places]


def ask(book: openpyxl.Workbook, number: int) -> tuple[str, int, list[str]]:
    """Write the conditions of a case beside its row; return the sheet, the row and the colours' words."""
    name, _, column, _ = COLOURED[number]
    row = 2 + [case[0] for case in COLOURED[:number]].count(name)
    sheet = book[TABLES[name].title.fr]
    asked = conditions(sheet, TABLES[name], column)
    for place, (_, formula) in enumerate(asked):
        # Written for row 2, as conditions of a whole column are.
        sheet.cell(row, FORMULAS + place, "=" + re.sub(r"(?<=[A-Z])2(?![0-9])", str(row), formula))
    return sheet.title, row, [word for word, _ in asked]


def told(sheet: Worksheet, row: int, words: list[str]) -> str | None:
    """Return the first colour whose condition is true."""
    return next((word for place, word in enumerate(words) if sheet.cell(row, FORMULAS + place).value is True), None)


def conditions(sheet: Worksheet, table: Table, column: str) -> list[tuple[str, str]]:
    """Return the colour's word and the formula of each condition on a column."""
    label = table.column(column).label.fr
    letter = next(cell.column_letter for cell in sheet[1] if str(cell.value).removesuffix(" *") == label)
    ranges = [r for r in sheet.conditional_formatting if str(r.sqref).startswith(f"{letter}2:")]
    shades = {"FFFFE3B0": "missing", "FFF9C9C4": "wrong"}
    return [(shades[rule.dxf.fill.bgColor.rgb], rule.formula[0]) for r in ranges for rule in r.rules]


@pytest.mark.parametrize("number", range(len(COLOURED)), ids=[f"{c}: {row}" for _, row, c, _ in COLOURED])
def test_the_cell_gets_the_colour(number: int, colours: list[str | None]) -> None:
    assert colours[number] == COLOURED[number][3]
