"""The workbook of suggestions: a row an entry and article, with a decision to choose from a list."""

import math
from collections.abc import Iterable, Sequence
from io import BytesIO
from itertools import groupby

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from cpd_toolkit.ethics import article
from cpd_toolkit.i18n import Words
from cpd_toolkit.suggest.offers import Offer
from cpd_toolkit.tables import TABLES
from cpd_toolkit.tables.shared import READ_ME
from cpd_toolkit.tables.workbook import CREATED, SAFE
from cpd_toolkit.tables.workbook.looks import (
    AS_TEXT,
    DATE_FORMATS,
    INK,
    LINE,
    MISSING,
    OPTIONAL,
    QUIET,
    REQUIRED,
    WRONG,
)

WIDTHS = {
    "decision": 12,
    "date": 12,
    "table": 13,
    "title": 32,
    "article": 8,
    "label": 36,
    "terms": 30,
    "member": 11,
    "file": 22,
    "sheet": 14,
    "row": 7,
    "reference": 23,
}
COLUMNS = tuple(WIDTHS)
FAINT = ("member", "file", "sheet", "row", "reference")  # where an entry stands
LONGEST_TITLE = 120  # characters shown
LINE_HEIGHT, AIR = 15, 3  # points
FITTING = 1.1  # characters of running text to one of a column's width
READ_ME_WIDTH = 105  # characters
Look = dict[str, object]


def workbook(offered: Sequence[Offer], say: Words) -> bytes:
    """Return the workbook as xlsx: the same bytes for the same suggestions."""
    content = BytesIO()
    with Workbook(content, SAFE) as book:
        book.set_properties({"title": say("suggest.title"), "created": CREATED})
        _add_decisions(book, book.add_worksheet(say("suggest.sheet")), offered, say)
        _add_read_me(book, book.add_worksheet(READ_ME(say.lang)), say)
    return content.getvalue()


def _add_decisions(book: Workbook, sheet: Worksheet, offered: Sequence[Offer], say: Words) -> None:
    head: Look = {**_text(), "bold": True, "border": 1, "border_color": LINE, "valign": "vcenter"}
    for at, name in enumerate(COLUMNS):
        sheet.set_column(at, at, WIDTHS[name])
        fill = {"bg_color": REQUIRED, "font_color": "#FFFFFF"} if name == "decision" else {"bg_color": OPTIONAL}
        sheet.write_string(0, at, say(f"suggest.head.{name}"), book.add_format(head | fill))
    first, further = (_formats(book, say, begins) for begins in (True, False))
    number = 1
    for _, of_entry in groupby(offered, key=lambda offer: offer.entry.key):
        for rank, offer in enumerate(of_entry):
            _add_row(sheet, number, offer, further if rank else first, say)
            number += 1
    if len({offer.entry.member_id for offer in offered}) <= 1:
        at = COLUMNS.index("member")
        sheet.set_column(at, at, WIDTHS["member"], None, {"hidden": True})
    _add_list(book, sheet, max(len(offered), 1), say)
    sheet.set_row(0, 32)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, len(offered), len(COLUMNS) - 1)
    sheet.ignore_errors({"number_stored_as_text": f"A1:L{len(offered) + 1}"})
    _print_on_a4(sheet, say)


def _text() -> Look:
    return {"font_name": "Calibri", "font_size": 11, "valign": "top", "text_wrap": True, "font_color": INK}


def _formats(book: Workbook, say: Words, begins: bool) -> dict[str, Format]:
    """Return a format a column; the first row of an entry has a line above, the others repeat it in grey."""
    above = {"top": 1, "top_color": QUIET} if begins else {"top": 1, "top_color": LINE}
    quiet: Look = {"font_color": QUIET}
    own: dict[str, Look] = {
        **{name: {"num_format": AS_TEXT} for name in COLUMNS},
        **{name: {"num_format": AS_TEXT, "font_size": 9} | quiet for name in FAINT},
        "decision": {"bold": True, "align": "center", "num_format": AS_TEXT},
        "date": {"num_format": DATE_FORMATS[say.lang], "align": "center"} | ({} if begins else quiet),
        "article": {"align": "center", "bold": True},
        "row": {"font_size": 9, "align": "center"} | quiet,
    }
    if not begins:
        own |= {name: own[name] | quiet for name in ("table", "title")}
    return {name: book.add_format(_text() | above | look) for name, look in own.items()}


def _add_row(sheet: Worksheet, number: int, offer: Offer, looks: dict[str, Format], say: Words) -> None:
    entry = offer.entry
    texts = {
        "decision": "" if offer.answer is None else say("words.yes" if offer.answer else "words.no"),
        "table": TABLES[entry.table].title(say.lang),
        "title": shown(entry.title) or say("suggest.notes_only"),
        "label": article(offer.article).label(say.lang),
        "terms": ", ".join(offer.terms) or say("suggest.own_choice"),
        "member": shown(entry.member_id),
        "file": shown(entry.file),
        "sheet": shown(entry.sheet),
        "reference": entry.key,
    }
    for name, text in texts.items():
        if text:
            sheet.write_string(number, COLUMNS.index(name), text, looks[name])
        else:
            sheet.write_blank(number, COLUMNS.index(name), None, looks[name])
    sheet.set_row(number, _height((text, WIDTHS[name]) for name, text in texts.items() if name not in FAINT))
    sheet.write_datetime(number, COLUMNS.index("date"), entry.day, looks["date"])
    sheet.write_number(number, COLUMNS.index("article"), offer.article, looks["article"])
    sheet.write_number(number, COLUMNS.index("row"), entry.row, looks["row"])


def _height(cells: Iterable[tuple[str, float]]) -> float:
    """Return the height of a row whose texts are wrapped; spreadsheets do not all see to it themselves."""
    return max(math.ceil(len(text) / (FITTING * width)) for text, width in cells if text) * LINE_HEIGHT + AIR


def shown(text: str) -> str:
    r"""Return a text of the user's for one cell: on one line, without control characters, not too long.

    Example:
        >>> shown("contrat\x07\n posture")
        'contrat posture'
    """
    line = " ".join("".join(c if c.isprintable() else " " for c in text[: 10 * LONGEST_TITLE]).split())
    return line if len(line) <= LONGEST_TITLE else line[: LONGEST_TITLE - 1].rstrip() + "…"


def _add_list(book: Workbook, sheet: Worksheet, last: int, say: Words) -> None:
    yes, no = say("words.yes"), say("words.no")
    answers = {
        "validate": "list",
        "source": [yes, no],
        "input_title": say("suggest.head.decision"),
        "input_message": say("suggest.prompt", yes=yes, no=no),
        "error_title": say("suggest.head.decision"),
        "error_message": say("suggest.prompt", yes=yes, no=no),
    }
    sheet.data_validation(1, 0, last, 0, answers)
    wrong = f'=AND(LEN(TRIM($A2))>0,TRIM($A2)<>"{yes}",TRIM($A2)<>"{no}")'
    for criteria, colour in ((wrong, WRONG), ("=LEN(TRIM($A2))=0", MISSING)):
        look = book.add_format({"bg_color": colour})
        sheet.conditional_format(1, 0, last, 0, {"type": "formula", "criteria": criteria, "format": look})
    numbers = {"validate": "integer", "criteria": "between", "minimum": 1, "maximum": 47}
    at = COLUMNS.index("article")
    sheet.data_validation(1, at, last, at, numbers | {"error_message": say("suggest.number")})


def _print_on_a4(sheet: Worksheet, say: Words) -> None:
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.hide_gridlines(2)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer(f"&L&A&C{say('suggest.title')}&R&P / &N")


def _add_read_me(book: Workbook, sheet: Worksheet, say: Words) -> None:
    sheet.set_column(0, 0, READ_ME_WIDTH)
    sheet.hide_gridlines(2)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_row(0, 2 * LINE_HEIGHT)
    sheet.write_string(0, 0, say("suggest.title"), book.add_format(_text() | {"bold": True, "font_size": 18}))
    for at, name in enumerate(say("suggest.read_me.order").split(), start=1):
        text = say(f"suggest.read_me.{name}")
        sheet.set_row(at, _height([(text, READ_ME_WIDTH)]) + AIR)
        sheet.write_string(at, 0, text, book.add_format(_text()))
