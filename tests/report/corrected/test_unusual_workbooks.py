"""Workbooks as other programs write them: prefixes, strict addresses, cells that aren't there, odd comments."""

import io
import re
import zipfile

import openpyxl
import pytest

from cpd_toolkit.i18n import Words
from cpd_toolkit.read.excel import read_excel
from cpd_toolkit.report.corrected.marks import Mark
from cpd_toolkit.report.corrected.markup import Unfit
from cpd_toolkit.report.corrected.workbook import MOST_COMMENTS, marked_workbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = {
    MAIN: "http://purl.oclc.org/ooxml/spreadsheetml/main",
    OFFICE: "http://purl.oclc.org/ooxml/officeDocument/relationships",
}
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/>'
    '<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0"><protection locked="0"/></xf>'
    '<xf numFmtId="9" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
# Inline and shared strings, a row without an end tag, rows and cells that are not there, a column with a format.
SHEET = (
    f'<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}"><dimension ref="A1:C6"/><cols><col min="3" max="3" width="20" '
    'style="1"/></cols><sheetData><row r="1" spans="1:3"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is>'
    '<t>Format</t></is></c><c r="C1" t="inlineStr"><is><t>Date</t></is></c></row>'
    '<row r="2" spans="1:2"><c r="A2"><v>60</v></c></row>'
    '<row r="4" ht="30" customHeight="1"/><row r="6"><c r="B6" s="2" t="str"><f>"x"&amp;"y"</f><v>xy</v></c></row>'
    '</sheetData><pageMargins left="0.7" right="0.7" top="0.7" bottom="0.7" header="0.3" footer="0.3"/></worksheet>'
)
PARTS = {
    "[Content_Types].xml": (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{KIND}.worksheet+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{KIND}.sharedStrings+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{KIND}.styles+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="Supervision" sheetId="3" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{OFFICE}/styles" Target="/xl/styles.xml"/>'
        f'<Relationship Id="rId3" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    ),
    "xl/styles.xml": STYLES,
    "xl/sharedStrings.xml": (
        f'<sst xmlns="{MAIN}" count="1" uniqueCount="1"><si><r><t>Durée </t></r><r><t>(minutes)</t></r></si></sst>'
    ),
    "xl/worksheets/sheet1.xml": SHEET,
}
EN = Words("en")


def packed(**changed: str) -> bytes:
    """A workbook of these parts; a key is the end of a part's name, with an underscore for its dot."""
    made = io.BytesIO()
    named = {name: part for name, part in PARTS.items()}
    for key, part in changed.items():
        name = next((name for name in named if name.endswith(key.replace("__", "/").replace("_xml", ".xml"))), key)
        named[name] = part
    with zipfile.ZipFile(made, "w") as book:
        for name, part in named.items():
            book.writestr(name, part)
    return made.getvalue()


def mark(row: int | None, header: str, position: int, rule: str = "missing_value", severity: str = "error") -> Mark:
    colour = "look" if severity == "warning" else "missing" if rule in ("missing_value", "missing_column") else "wrong"
    return Mark("Supervision", row, header, position, colour, severity, rule, f"{header} is wrong", "Correct it.")


def marked(data: bytes, *marks: Mark) -> openpyxl.Workbook:
    """The workbook that an independent reader sees, after the marks were put in."""
    return openpyxl.load_workbook(io.BytesIO(marked_workbook(data, list(marks), "Summary.", EN).data))


def colour(cell) -> str:
    return cell.fill.fgColor.rgb if cell.fill.patternType == "solid" else ""


def test_empty_cells_are_put_where_they_belong_with_the_format_of_their_column() -> None:
    missing = [mark(2, "Format", 1), mark(2, "Date", 2), mark(3, "Date", 2), mark(4, "Format", 1), mark(6, "Date", 2)]
    sheet = marked(packed(), *missing, mark(6, "Durée (minutes)", 0))["Supervision"]
    empty = {cell: sheet[cell].value for cell in ("B2", "C2", "C3", "B4", "C6", "A6")}
    assert empty == dict.fromkeys(empty)
    assert {colour(sheet[cell]) for cell in empty} == {"FFFFE3B0"}
    assert [sheet[cell].number_format for cell in ("C2", "C3", "C6", "B2")] == ["mm-dd-yy"] * 3 + ["General"]
    assert not sheet["C3"].protection.locked
    assert sheet.row_dimensions[4].height == 30
    assert (sheet["A2"].value, sheet["B6"].value) == (60, '="x"&"y"')


def test_the_cells_of_a_row_stand_in_order() -> None:
    copy = marked_workbook(packed(), [mark(6, "Date", 2), mark(6, "Durée (minutes)", 0)], "", EN).data
    part = zipfile.ZipFile(io.BytesIO(copy)).read("xl/worksheets/sheet1.xml").decode()
    assert re.findall(r'<c r="(\w+6)"', part) == ["A6", "B6", "C6"]


def test_a_formula_keeps_its_cell_when_the_cell_is_coloured() -> None:
    sheet = marked(packed(), mark(6, "Format", 1, "unknown_value"))["Supervision"]
    assert (sheet["B6"].value, sheet["B6"].number_format, colour(sheet["B6"])) == ('="x"&"y"', "0%", "FFF9C9C4")


@pytest.mark.parametrize("prefix", ["x", "ns0"])
def test_a_part_may_give_its_elements_a_prefix(prefix: str) -> None:
    def prefixed(part: str) -> str:
        return re.sub(r"<(/?)(?=[a-zA-Z])", rf"<\1{prefix}:", part).replace(
            f'xmlns="{MAIN}"', f'xmlns:{prefix}="{MAIN}"'
        )

    changed = {"sheet1_xml": prefixed(SHEET), "styles_xml": prefixed(STYLES)}
    sheet = marked(packed(**changed), mark(2, "Date", 2), mark(4, "Format", 1))["Supervision"]
    assert [colour(sheet[cell]) for cell in ("C2", "B4")] == ["FFFFE3B0"] * 2
    assert "Date is wrong" in sheet["C2"].comment.text


def test_a_strict_workbook_stays_strict() -> None:
    def strict(part: str) -> str:
        return part.replace(MAIN, STRICT[MAIN]).replace(OFFICE, STRICT[OFFICE])

    parts = {name: strict(part) for name, part in PARTS.items()}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as book:
        for name, part in parts.items():
            book.writestr(name, part)
    copy = marked_workbook(made.getvalue(), [mark(2, "Date", 2)], "Summary.", EN).data
    with zipfile.ZipFile(io.BytesIO(copy)) as book:
        after = {name: book.read(name).decode() for name in book.namelist()}
    assert not [name for name, part in after.items() if MAIN in part or OFFICE in part]
    assert [grid.sheet for grid in read_excel(copy)] == ["Supervision", "To correct"]


def test_the_mark_of_a_merged_cell_stands_where_it_is_seen() -> None:
    merged = SHEET.replace("<pageMargins", '<mergeCells count="1"><mergeCell ref="C2:C4"/></mergeCells><pageMargins')
    sheet = marked(packed(sheet1_xml=merged), mark(3, "Date", 2))["Supervision"]
    assert colour(sheet["C2"]) == "FFFFE3B0"
    assert "row 3: Date is wrong" in sheet["C2"].comment.text


def test_a_missing_column_is_marked_right_of_the_others() -> None:
    sheet = marked(packed(), mark(1, "member_id", 20_000, "missing_column"))["Supervision"]
    assert colour(sheet["D1"]) == "FFFFE3B0"
    assert sheet.dimensions == "A1:D6"


def test_a_finding_without_a_cell_stands_on_the_list_alone() -> None:
    book = marked(packed(), mark(None, "", -1, "empty_file", "warning"), mark(2, "supervisor_id", 20_000, "x"))
    assert [colour(cell) for row in book["Supervision"].iter_rows() for cell in row if colour(cell)] == []
    cells = [row[3].value for row in book["To correct"].iter_rows() if row[0].value == "Supervision"]
    assert cells == [None, None]


def test_a_conversation_on_a_cell_is_left_alone() -> None:
    said = (
        f'<comments xmlns="{MAIN}"><authors><author>tc={{1}}</author><author>Ann</author></authors><commentList>'
        '<comment ref="A2" authorId="0"><text><t>[Threaded comment]</t></text></comment>'
        '<comment ref="C2" authorId="1"><text><t>plain</t></text></comment></commentList></comments>'
    )
    related = (
        f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{OFFICE}/comments" '
        'Target="../comments7.xml"/></Relationships>'
    )
    parts = {"xl/comments7.xml": said, "xl/worksheets/_rels/sheet1.xml.rels": related}
    sheet = marked(packed(**parts), mark(2, "Durée (minutes)", 0, "x"), mark(2, "Date", 2))["Supervision"]
    assert sheet["A2"].comment.text == "[Threaded comment]"
    assert sheet["C2"].comment.text.startswith("plain\n\ncpd_toolkit:\nerror: Date is wrong")


def test_a_file_with_entities_of_its_own_gets_no_copy() -> None:
    bomb = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>' + SHEET.replace("Format", "&b;")
    with pytest.raises(Unfit, match="markup"):
        marked_workbook(packed(sheet1_xml=bomb), [mark(2, "Date", 2)], "", EN)


def test_beyond_a_number_of_comments_cells_are_only_coloured_and_it_is_said() -> None:
    findings = [mark(row, "Date", 2) for row in range(2, MOST_COMMENTS + 5)]  # three too many
    book = marked(packed(), *findings)
    sheet = book["Supervision"]
    last = MOST_COMMENTS + 4
    assert sheet[f"C{last - 3}"].comment
    assert [sheet[f"C{row}"].comment for row in range(last - 2, last + 1)] == [None] * 3
    assert colour(sheet[f"C{last}"]) == "FFFFE3B0"
    assert "3 coloured cells have no comment: there are too many." in [row[0].value for row in book["To correct"].rows]


def test_rows_and_cells_need_not_say_where_they_are() -> None:
    bare = re.sub(r'(<row|<c) r="\w+"', r"\1", SHEET)  # the rows are then 1 to 4
    sheet = marked(packed(sheet1_xml=bare), mark(2, "Date", 2), mark(4, "Durée (minutes)", 0, "x"))["Supervision"]
    assert [colour(sheet[cell]) for cell in ("C2", "A4")] == ["FFFFE3B0", "FFF9C9C4"]


@pytest.mark.parametrize("content", ["", "<a/>", "<a", "\x00", '<styleSheet xmlns="x"><fonts/></styleSheet>'])
@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "sheet1_xml"])
def test_a_part_that_is_no_such_part_is_refused(part: str, content: str) -> None:
    with pytest.raises(Unfit):
        marked_workbook(packed(**{part: content}), [mark(2, "Date", 2)], "", EN)
