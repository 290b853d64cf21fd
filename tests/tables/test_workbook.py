"""The templates that users fill in: made from the tables, read back by the reader, kept by LibreOffice."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from cpd_toolkit.dossier import open_dossier
from cpd_toolkit.i18n import LANGUAGES, Words
from cpd_toolkit.samples import AS_OF, write_sample
from cpd_toolkit.tables import TABLES, Table
from cpd_toolkit.tables.workbook import Cell, tables_for, workbook
from cpd_toolkit.tables.workbook.__main__ import templates
from cpd_toolkit.validate import Checked, check

Convert = Callable[[Path, Path, str], Path]  # the fixture of conftest.py

TITLES = {
    "fr": ["Lisez-moi", "Supervision", "Feedback", "Formation", "Pratique", "Membres", "Preuves"],
    "en": ["Read me", "Supervision", "Feedback", "Training", "Practice", "Members", "Evidence"],
}


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def checked(folder: Path, name: str, content: bytes, settings: str = 'lang = "fr"\n') -> Checked:
    """Check a dossier of one file."""
    (folder / "data").mkdir(parents=True)
    (folder / "cpd.toml").write_text(settings, encoding="utf-8")
    (folder / "data" / name).write_bytes(content)
    return check(open_dossier(folder), AS_OF)


def found(done: Checked) -> list[tuple[str, str]]:
    return done.findings.select("sheet", "rule").rows()


def unpacked(content: bytes) -> dict[str, bytes]:
    """Return the parts of a workbook: how well they are packed depends on the machine's zlib."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


# What is handed out


MADE = dict(templates())


@pytest.mark.parametrize("name", MADE)
def test_the_committed_template_is_the_one_the_tables_give(name: str, root: Path) -> None:
    committed, content = (root / "data_templates" / name).read_bytes(), MADE[name]
    if name.endswith(".csv"):
        assert committed.replace(b"\r\n", b"\n") == content
    else:
        assert unpacked(committed) == unpacked(content)


def test_no_committed_template_is_left_over(root: Path) -> None:
    folder = root / "data_templates"
    committed = {path.relative_to(folder).as_posix() for path in folder.rglob("*.*") if path.name != "README.md"}
    assert committed == set(MADE)


def test_the_same_tables_give_the_same_bytes() -> None:
    assert workbook("fr", tables_for("group")) == workbook("fr", tables_for("group"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_group_gets_a_read_me_and_a_sheet_a_table(lang: str) -> None:
    assert opened(workbook(lang, tables_for("group"))).sheetnames == TITLES[lang]


def test_a_coach_alone_gets_neither_a_register_nor_a_member_column() -> None:
    book = opened(workbook("fr", tables_for("coach")))
    assert book.sheetnames == ["Lisez-moi", "Supervision", "Feedback", "Formation", "Pratique", "Preuves"]
    assert [sheet.title for sheet in book if any(cell.value == "Membre *" for cell in sheet[1])] == []


def test_a_csv_template_holds_the_headers_that_its_language_opens_in_columns() -> None:
    assert MADE["fr/preuves.csv"].decode("utf-8-sig") == (
        "Identifiant preuve;Membre *;Nature *;Date *;Valable jusqu'au;Articles *;Référence\n"
    )
    assert MADE["en/evidence.csv"].decode("utf-8-sig") == (
        "Evidence id,Member id *,Kind *,Date *,Valid until,Articles *,Reference\n"
    )


# What the reader makes of it


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_empty_template_is_read_as_empty_tables_and_nothing_else(lang: str, tmp_path: Path) -> None:
    done = checked(tmp_path, "log.xlsx", workbook(lang, tables_for("group")), f'lang = "{lang}"\n')
    assert found(done) == [(title, "empty_file") for title in TITLES[lang][1:]]


def test_the_read_me_is_no_table_even_in_a_file_named_after_one(tmp_path: Path) -> None:
    done = checked(tmp_path, "supervision 2026.xlsx", workbook("fr", tables_for("group")))
    assert "Lisez-moi" not in {sheet for sheet, _ in found(done)}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_example_of_the_read_me_is_read_without_a_finding(lang: str, tmp_path: Path) -> None:
    say = Words(lang)
    rows = {table.name: [examples(table, say)] for table in TABLES.values()}
    done = checked(tmp_path, "log.xlsx", workbook(lang, tables_for("group"), rows), f'lang = "{lang}"\n')
    assert found(done) == []
    assert {name: table.accepted for name, table in done.tables.items()} == dict.fromkeys(TABLES, 1)


def examples(table: Table, say: Words) -> dict[str, Cell]:
    """Return a row of the examples, dates as dates; an individual session has no group size."""
    texts = {column.name: column.example(say.lang) for column in table.columns}
    dates = {column.name for column in table.columns if column.kind == "date"}
    return {name: date.fromisoformat(text) if name in dates and text else text for name, text in texts.items()}


# What the spreadsheet shows


def validation(sheet: Worksheet, header: str) -> openpyxl.worksheet.datavalidation.DataValidation:
    letter = next(cell.column_letter for cell in sheet[1] if cell.value == header)
    return next(v for v in sheet.data_validations.dataValidation if str(v.sqref).startswith(f"{letter}2:"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_column_prompts_within_what_excel_shows(lang: str) -> None:
    for sheet in opened(workbook(lang, tables_for("group"))).worksheets[1:]:
        prompts = [(v.promptTitle, v.prompt) for v in sheet.data_validations.dataValidation]
        assert len(prompts) == sheet.max_column
        assert [title for title, text in prompts if not 0 < len(title) <= 32 or not 0 < len(text) <= 255] == []


def test_a_prompt_says_what_belongs_there_and_gives_an_example_of_the_language() -> None:
    sheet = opened(workbook("fr", tables_for("coach")))["Formation"]
    asked = validation(sheet, "Date de début *")
    assert (asked.promptTitle, asked.prompt) == ("Date de début", "Le premier jour\nExemple\u202f: 14/03/2026")


def test_a_list_offers_the_words_of_the_language() -> None:
    sheet = opened(workbook("fr", tables_for("coach")))["Supervision"]
    assert validation(sheet, "Format *").formula1 == '"individuel,groupe,pairs"'
    assert validation(sheet, "Question éthique").formula1 == '"oui,non"'


def test_numbers_and_dates_are_refused_outside_their_bounds() -> None:
    sheet = opened(workbook("en", tables_for("coach")))["Supervision"]
    size, day = validation(sheet, "Group size"), validation(sheet, "Date *")
    assert (size.type, size.operator, size.formula1, size.formula2) == ("whole", None, "2", "30")
    assert size.error == "A whole number, 2 to 30."
    # Serials of 1990-01-01 and 2100-12-31: days since 1899-12-30.
    assert (day.type, day.formula1, day.formula2) == ("date", "32874", "73415")


def test_required_headers_have_an_asterisk_and_a_colour_of_their_own() -> None:
    sheet = opened(workbook("fr", tables_for("coach")))["Supervision"]
    colours = {cell.value: cell.fill.start_color.rgb for cell in sheet[1]}
    assert [header for header in colours if header.endswith(" *")] == ["Date *", "Durée (minutes) *", "Format *"]
    assert colours["Date *"] == colours["Format *"] != colours["Mode"]
    assert sheet.freeze_panes == "A2"


def test_text_stays_text_whatever_it_looks_like() -> None:
    texts = ["=1+1", "+33 1", "@A1", "http://example.org", "mailto:a@example.org", "0012", "12-15"]
    rows = {"supervision": [{"learning": text} for text in texts]}
    sheet = opened(workbook("en", tables_for("coach"), rows))["Supervision"]
    letter = next(cell.column_letter for cell in sheet[1] if cell.value == "Learning")
    cells = sheet[letter][1:]
    assert [(cell.value, cell.data_type, cell.hyperlink) for cell in cells] == [(text, "s", None) for text in texts]


# What LibreOffice makes of it


@pytest.mark.parametrize(("lang", "kinds"), [("fr", ["ods", "xlsx"]), ("en", ["xlsx"])])
def test_a_filled_workbook_reads_the_same_after_libreoffice(
    lang: str, kinds: list[str], convert: Convert, tmp_path: Path
) -> None:
    folder = write_sample("coach", tmp_path / "dossier", lang)
    before = check(open_dossier(folder), AS_OF)
    book = saved = next((folder / "data").glob("*.xlsx"))
    for kind in kinds:
        saved = convert(saved, tmp_path / kind, kind)
    book.write_bytes(saved.read_bytes())
    after = check(open_dossier(folder), AS_OF)
    assert after.findings.equals(before.findings)
    assert {name: table.rows.equals(before.tables[name].rows) for name, table in after.tables.items()} == dict.fromkeys(
        before.tables, True
    )
    assert len(opened(saved.read_bytes())["Supervision"].data_validations.dataValidation) >= 15
