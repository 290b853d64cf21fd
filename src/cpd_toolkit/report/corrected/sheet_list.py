"""The sheet that lists what to correct in a workbook, each line with a link to its cell."""

from collections.abc import Iterable
from typing import NamedTuple

from cpd_toolkit.i18n import LANGUAGES, Words
from cpd_toolkit.report.corrected.layout import Cell, cell_name
from cpd_toolkit.report.corrected.marks import Mark
from cpd_toolkit.report.corrected.markup import escaped

MOST_LISTED = 20_000
LONGEST = 32_767  # characters in a cell
WIDTHS = (16, 8, 28, 9, 16, 52, 62)
COLUMNS = ("sheet", "row", "column", "cell", "severity", "message", "hint")
LEGEND = ("missing", "wrong", "look")
CAPITAL = 3  # column of the link, from 0
LETTERS_A_LINE = 1.1  # characters to a unit of width


class Line(NamedTuple):
    """A finding and the cell that is coloured for it, if there is one."""

    mark: Mark
    cell: Cell | None


class Told(NamedTuple):
    """What the sheet says above its lines."""

    summary: str
    notes: list[str]


def name_of_list(say: Words, taken: Iterable[str]) -> str:
    """Return the name of the sheet: one that no other sheet has.

    Example:
        >>> name_of_list(Words("en"), ["to correct"])
        'To correct (2)'
    """
    known = {name.casefold() for name in taken}
    plain = say("corrected.sheet")
    names = (plain, *(f"{plain} ({n})" for n in range(2, 1_000)))
    return next(name for name in names if name.casefold() not in known)


def may_be_list(name: str) -> bool:
    """Return whether a sheet is called as one of ours, from an earlier check in either language."""
    return name.startswith(tuple(say("corrected.sheet") for say in map(Words, LANGUAGES)))


def is_list(first_cell: str) -> bool:
    """Return whether a sheet with this first cell is one of ours."""
    return first_cell in {say("corrected.title") for say in map(Words, LANGUAGES)}


class _Cells:
    """The rows of the sheet while they are written."""

    def __init__(self, styles: dict[str, int]) -> None:
        self.styles, self.rows, self.links = styles, list[bytes](), list[bytes]()

    def add(self, values: list[tuple[str, str | int | None]], height: float | None = None) -> int:
        """Add a row of format and value; return its number."""
        number = len(self.rows) + 1
        cells = b"".join(self._cell((number, at), *value) for at, value in enumerate(values, start=1))
        high = f' ht="{height:g}" customHeight="1"' if height else ""
        self.rows.append(f'<row r="{number}"{high}>'.encode() + cells + b"</row>")
        return number

    def _cell(self, cell: Cell, style: str, value: str | int | None) -> bytes:
        if value is None:
            return b""
        opening = f'<c r="{cell_name(cell)}" s="{self.styles[style]}"'.encode()
        if isinstance(value, int):
            return opening + f"><v>{value}</v></c>".encode()
        text = escaped(value[:LONGEST])
        return opening + b' t="inlineStr"><is><t xml:space="preserve">' + text + b"</t></is></c>"

    def link(self, row: int, sheet: str, cell: Cell) -> None:
        """Let the cell's name of a row lead to it."""
        at, quoted = cell_name((row, CAPITAL + 1)), sheet.replace("'", "''")
        location = escaped(f"'{quoted}'!{cell_name(cell)}")
        self.links.append(b'<hyperlink ref="' + at.encode() + b'" location="' + location + b'"/>')


def list_sheet(lines: list[Line], told: Told, styles: dict[str, int], space: str, say: Words) -> bytes:
    """Return the part of the sheet.

    Args:
        lines: What to correct; above `MOST_LISTED` the first ones.
        told: What stands above.
        styles: Numbers of the formats `styles.OWN`.
        space: The namespace of the workbook's sheets.
        say: The voice of the reader.
    """
    cells = _Cells(styles)
    cells.add([("title", say("corrected.title"))], 26)
    spare = [f"corrected.colour.{colour}" for colour in LEGEND]
    notes = [told.summary, say("corrected.how"), *told.notes]
    merged = [f"A{cells.add([('text', note)], _height([(note, sum(WIDTHS))]))}" for note in notes]
    for colour, key in zip(LEGEND, spare, strict=True):
        merged.append(f"B{cells.add([(colour, ''), ('text', say(key))])}")
    cells.add([])
    head = cells.add([("head", say(f"corrected.head.{name}")) for name in COLUMNS], 20)
    for line in lines[:MOST_LISTED]:
        _add_line(cells, line, say)
    return _part(cells, head, merged, space)


def _add_line(cells: _Cells, line: Line, say: Words) -> None:
    mark, name = line.mark, cell_name(line.cell) if line.cell else None
    texts = [(mark.message, WIDTHS[5]), (mark.hint, WIDTHS[6]), (mark.header, WIDTHS[2]), (mark.sheet, WIDTHS[0])]
    row = cells.add(
        [
            ("text", mark.sheet),
            ("text", mark.row),
            ("text", mark.header),
            ("link", name),
            (mark.colour, say(f"check.{mark.severity}")),
            ("text", mark.message),
            ("text", mark.hint),
        ],
        _height(texts),
    )
    if line.cell:
        cells.link(row, mark.sheet, line.cell)


def _height(texts: Iterable[tuple[str, float]]) -> float:
    # No program sets the height of wrapped rows by itself when it opens a file.
    return 15 * max(1 + int(len(text) / (width * LETTERS_A_LINE)) for text, width in texts) + 2


def _part(cells: _Cells, head: int, merged: list[str], space: str) -> bytes:
    widths = "".join(
        f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>' for at, width in enumerate(WIDTHS, start=1)
    )
    last = chr(ord("A") + len(WIDTHS) - 1)
    areas = "".join(f'<mergeCell ref="{first}:{last}{first[1:]}"/>' for first in merged)
    pane = f'<pane ySplit="{head}" topLeftCell="A{head + 1}" activePane="bottomLeft" state="frozen"/>'
    return b"".join(
        [
            b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n',
            f'<worksheet xmlns="{space}"><sheetPr><tabColor rgb="FFF9C9C4"/><pageSetUpPr fitToPage="1"/></sheetPr>'
            f'<sheetViews><sheetView showGridLines="0" workbookViewId="0">{pane}</sheetView></sheetViews>'
            f"<cols>{widths}</cols><sheetData>".encode(),
            *cells.rows,
            f'</sheetData><mergeCells count="{len(merged)}">{areas}</mergeCells>'.encode(),
            b"<hyperlinks>" + b"".join(cells.links) + b"</hyperlinks>" if cells.links else b"",
            b'<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>'
            b'<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>',
        ]
    )
