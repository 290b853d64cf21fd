"""How the workbook looks: colours with a meaning, widths, number formats, the printed page."""

import math
from typing import NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from cpd_toolkit.i18n import Words
from cpd_toolkit.tables.column import Kind
from cpd_toolkit.tables.table import Table

INK, QUIET, REQUIRED, OPTIONAL, LINE = "#1F3A4D", "#5B6B75", "#0F766E", "#E3ECEF", "#D5DDE2"
MISSING, WRONG = "#FFE3B0", "#F9C9C4"  # to fill, to look at again
DATE_FORMATS = {"fr": "dd/mm/yyyy", "en": "yyyy-mm-dd"}  # the English one is the same on both sides of the Atlantic
PAGE_WIDTH = 200  # characters that stay readable across A4
AS_TEXT = "@"  # keeps 12-15 from turning into a date and - from starting a formula

WIDTHS: dict[Kind, float] = {
    "text": 17,
    "free": 52,
    "date": 13,
    "minutes": 11,
    "integer": 11,
    "number": 11,
    "hours": 11,
    "boolean": 13,
    "enum": 17,
    "articles": 13,
    "words": 24,
}


class Looks(NamedTuple):
    """The cell formats of a workbook."""

    title: Format
    heading: Format
    text: Format
    strong: Format
    quiet: Format
    always: Format
    required: Format  # header of a column that every row fills
    optional: Format
    missing: Format
    wrong: Format
    cells: dict[Kind, Format]


def looks(book: Workbook, lang: str) -> Looks:
    """Return the cell formats, added to the workbook."""
    base = {"font_name": "Calibri", "font_size": 11, "valign": "top"}
    head = base | {"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1, "border_color": LINE}
    text = base | {"text_wrap": True, "valign": "vcenter", "font_color": INK}
    return Looks(
        title=book.add_format(base | {"bold": True, "font_size": 18, "font_color": INK}),
        heading=book.add_format(base | {"bold": True, "font_size": 13, "font_color": REQUIRED}),
        text=book.add_format(text),
        strong=book.add_format(text | {"bold": True}),
        quiet=book.add_format(text | {"font_color": QUIET}),
        always=book.add_format(text | {"bold": True, "font_color": REQUIRED}),
        required=book.add_format(head | {"bg_color": REQUIRED, "font_color": "#FFFFFF"}),
        optional=book.add_format(head | {"bg_color": OPTIONAL, "font_color": INK}),
        missing=book.add_format({"bg_color": MISSING}),
        wrong=book.add_format({"bg_color": WRONG}),
        cells={kind: book.add_format(base | _number_format(kind, lang)) for kind in WIDTHS},
    )


def _number_format(kind: Kind, lang: str) -> dict[str, object]:
    match kind:
        case "date":
            return {"num_format": DATE_FORMATS[lang], "align": "center"}
        case "minutes" | "integer" | "number" | "hours":
            return {"align": "center"}  # no number format: a duration typed as 1:30 then stays a time
        case "free":
            return {"num_format": AS_TEXT, "text_wrap": True}
        case _:
            return {"num_format": AS_TEXT}


def print_on_a4(sheet: Worksheet, table: Table, say: Words) -> None:
    """Set a sheet up for landscape A4, wide ones on pages side by side, each with the header and the first columns."""
    pages = math.ceil(sum(WIDTHS[column.kind] for column in table.columns) / PAGE_WIDTH)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(pages, 0)
    sheet.repeat_rows(0)
    if pages > 1:
        sheet.repeat_columns(0, next(n for n, column in enumerate(table.columns) if column.kind == "date"))
    sheet.hide_gridlines(0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer(f"&L&A&C{say('template.title')}&R&P / &N")
