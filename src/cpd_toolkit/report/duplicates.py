"""Possible duplicates: a workbook that asks about them, and the answers remembered."""

import hashlib
import io
from typing import Any, NamedTuple

import polars as pl
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from cpd_toolkit.files import write_whole
from cpd_toolkit.i18n import Words
from cpd_toolkit.keys import keep
from cpd_toolkit.read.names import squeeze
from cpd_toolkit.tables import TABLES
from cpd_toolkit.tables.workbook import CREATED, SAFE
from cpd_toolkit.tables.workbook.looks import AS_TEXT, LINE, MISSING, OPTIONAL, Looks, looks
from cpd_toolkit.validate import Checked, accepted
from cpd_toolkit.validate.duplicates.apply import with_decisions
from cpd_toolkit.validate.duplicates.decisions import (
    ASKED,
    KEY,
    REMEMBERED,
    WORKBOOK,
    answers,
    as_csv,
    decisions,
)
from cpd_toolkit.validate.duplicates.pairs import MOST_ROWS, pairs, too_many_rows

MOST_ASKED = 1_000
DECISIONS = ("same", "different")
SIDES = ("first", "later")
SIDE = ("file", "sheet", "row", "what")
WIDTHS = (13, 13, 11, 32, 22, 13, 7, 34, 22, 13, 7, 34)
LETTERS_A_LINE = 1.1
HEAD = 4  # row of the headers, from 0


class Asked(NamedTuple):
    """What the check says of duplicates."""

    to_decide: int
    remembered: int  # answers that were read now
    not_understood: int
    is_readable: bool
    unsearched: list[str]  # tables that are too long

    def told(self, say: Words) -> list[str]:
        """Return it in sentences; none when there is nothing to say."""
        numbers = {name: getattr(self, name) for name in ("remembered", "to_decide", "not_understood")}
        told = [say(f"duplicates.{name}", n=n) for name, n in numbers.items() if n]
        if not self.is_readable:
            told.append(say("duplicates.not_readable"))
        if self.unsearched:
            titles = say.join(TABLES[name].title(say.lang) for name in self.unsearched)
            told.append(say("duplicates.too_many_rows", tables=titles, most=say.number(MOST_ROWS)))
        return told


def ask_about_duplicates(checked: Checked, say: Words) -> Asked:
    """Remember what the user decided, and write the workbook that asks about the rest, or take an idle one away.

    Raises:
        OSError: The folder can't be written to.
        ReportError: The private folder is open to others.
    """
    said, rows = answers(checked.dossier), accepted(checked)
    known = decisions(checked.dossier)
    found = checked.decided if checked.decided is not None else with_decisions(pairs(rows), known)
    open_ = found.filter(pl.col("decision").is_null())
    if said.decided:
        keep(checked.dossier.folder, REMEMBERED, as_csv(known), say)
    if said.is_readable:
        _write(checked, open_, say)
    return Asked(open_.height, len(said.decided), said.not_understood, said.is_readable, too_many_rows(rows))


def _write(checked: Checked, open_: pl.DataFrame, say: Words) -> None:
    path = checked.dossier.reports / WORKBOOK
    if open_.is_empty():
        path.unlink(missing_ok=True)
        return
    data = decision_workbook(open_, say)
    path.parent.mkdir(exist_ok=True)
    write_whole(path, data)
    keep(checked.dossier.folder, ASKED, hashlib.sha256(data).hexdigest().encode(), say)


def decision_workbook(open_: pl.DataFrame, say: Words) -> bytes:
    """Return the workbook that asks: one line a pair, with a list to choose from.

    Args:
        open_: Pairs without a decision.
        say: The voice of the reader.
    """
    made = io.BytesIO()
    with Workbook(made, SAFE) as book:
        book.set_properties({"title": say("duplicates.title"), "created": CREATED})
        sheet, styles = book.add_worksheet(say("duplicates.sheet")), looks(book, say.lang)
        _add_head(book, sheet, max(open_.height - MOST_ASKED, 0), styles, say)
        text = book.add_format(
            {"text_wrap": True, "valign": "top", "num_format": AS_TEXT, "border": 1, "border_color": LINE}
        )
        choice = book.add_format(
            {"bg_color": MISSING, "bold": True, "valign": "top", "border": 1, "border_color": LINE}
        )
        last = HEAD
        for last, pair in enumerate(open_.head(MOST_ASKED).iter_rows(named=True), start=HEAD + 1):
            sheet.write_blank(last, 0, None, choice)
            cells = _cells(pair, say)
            for at, value in enumerate(cells, start=1):
                (sheet.write_number if isinstance(value, int) else sheet.write_string)(last, at, value, text)
            sheet.write_string(last, len(WIDTHS), f"{pair['first_key']} {pair['later_key']}")
            sheet.set_row(last, _height(cells))
        words = [say(f"duplicates.word.{word}") for word in DECISIONS]
        sheet.data_validation(HEAD + 1, 0, last, 0, {"validate": "list", "source": words})
        sheet.freeze_panes(HEAD + 1, 1)
    return made.getvalue()


def _add_head(book: Workbook, sheet: Worksheet, hidden: int, styles: Looks, say: Words) -> None:
    for at, width in enumerate(WIDTHS):
        sheet.set_column(at, at, width)
    sheet.set_column(len(WIDTHS), len(WIDTHS), None, None, {"hidden": True})
    sheet.write_string(0, 0, say("duplicates.title"), styles.title)
    how = f"{say('duplicates.how')} {say('duplicates.limit', n=hidden)}" if hidden else say("duplicates.how")
    sheet.merge_range(1, 0, 1, len(WIDTHS) - 1, how, styles.text)
    sheet.set_row(0, 26)
    sheet.set_row(1, 36)
    sheet.set_row(HEAD, 20)
    for side, at in zip(SIDES, (4, 8), strict=True):
        band = book.add_format(
            {"bold": True, "align": "center", "bg_color": OPTIONAL, "border": 1, "border_color": LINE}
        )
        sheet.merge_range(HEAD - 1, at, HEAD - 1, at + len(SIDE) - 1, say(f"duplicates.head.{side}"), band)
    for at, name in enumerate(("decision", "table", "member", "alike", *SIDE, *SIDE)):
        sheet.write_string(HEAD, at, say(f"duplicates.head.{name}"), styles.optional if at else styles.required)
    sheet.write_string(HEAD, len(WIDTHS), KEY)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD)
    sheet.hide_gridlines(2)


def _cells(pair: dict[str, Any], say: Words) -> list[str | int]:
    sides = [
        (pair[f"{side}_file"], pair[f"{side}_sheet"], pair[f"{side}_row"], _what(pair, side, say)) for side in SIDES
    ]
    alike = say(f"duplicates.alike.{pair['alike']}", n=pair["n"])
    return [TABLES[pair["table"]].title(say.lang), pair["member_id"] or "", alike, *sides[0], *sides[1]]


def _what(pair: dict[str, Any], side: str, say: Words) -> str:
    """Return the day of a row, how long it was, and a title or code: no free text."""
    amount, what = pair[f"{side}_amount"], squeeze(pair[f"{side}_what"] or "")
    match pair["table"]:
        case "supervision":
            parts = [say("duplicates.minutes", n=amount), what]
        case "training":
            parts = [say.hours(amount), what]
        case _:
            parts = [say("duplicates.respondent", code=what)]
    return ", ".join(filter(None, [say.short_day(pair[f"{side}_day"]), *parts]))


def _height(cells: list[str | int]) -> float:
    lines = [1 + int(len(str(cell)) / (width * LETTERS_A_LINE)) for cell, width in zip(cells, WIDTHS[1:], strict=True)]
    return 15 * max(lines) + 2
