"""Where a worksheet's cells stand in the bytes of its part, and which column is which."""

import re
from collections.abc import Container, Mapping
from typing import NamedTuple

from cpd_toolkit.read.container import column_number
from cpd_toolkit.read.headers import LAST_HEADER_ROW
from cpd_toolkit.read.names import squeeze
from cpd_toolkit.report.corrected.markup import Element, Unfit, walk

PLACE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
# Of the parts of a worksheet, which come in a fixed order, those in front of its legacy drawing.
IN_FRONT = frozenset(
    (
        *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr"),
        *("sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate"),
        *("customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks"),
        *("printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties"),
        *("cellWatches", "ignoredErrors", "smartTags", "drawing"),
    )
)

Cell = tuple[int, int]  # row and column, from 1
Area = tuple[int, int, int, int]  # first row and column, last row and column


class Row(NamedTuple):
    """A row of the part."""

    number: int
    element: Element
    cells: list[tuple[int, Element]]  # by column; only of rows that were asked for


class Layout(NamedTuple):
    """What a worksheet's part holds, by place."""

    rows: list[Row]
    data: Element  # that holds the rows
    filled: list[int]  # columns with a value anywhere, from the left: those that a reader of tables sees
    head: dict[Cell, str]  # texts of the first rows, those where a header may stand
    columns: list[tuple[int, int, int]]  # first, last, style
    merged: list[Area]
    drawing: str | None  # id of the relation to the drawing of comments
    front: int  # where such a drawing is named
    dimension: Element | None

    def column_of(self, header: str, position: int) -> int | None:
        """Return the column that a reader of tables has as number `position`, from 0, under a header."""
        ranked = self.filled[position] if 0 <= position < len(self.filled) else None
        named = [column for (_, column), text in sorted(self.head.items()) if header and squeeze(text) == header]
        return ranked if ranked in named or not named else named[0]

    def base_style(self, row: Row | None, column: int) -> int:
        """Return the style of a cell that isn't there yet: its row's, else its column's."""
        attributes = row.element.attributes if row else {}
        if attributes.get("customFormat") in ("1", "true"):
            return int(attributes.get("s", 0))
        return next((style for first, last, style in self.columns if first <= column <= last), 0)

    def anchor(self, cell: Cell) -> Cell:
        """Return the cell that is seen at a place: of merged cells the first."""
        inside = (area for area in self.merged if area[0] <= cell[0] <= area[2] and area[1] <= cell[1] <= area[3])
        return next(((area[0], area[1]) for area in inside), cell)


class _Scan:
    """Everything that one walk over a worksheet notes."""

    def __init__(self, wanted: Container[int]) -> None:
        self.wanted = wanted
        self.rows: list[Row] = []
        self.filled: set[int] = set()
        self.texts: dict[Cell, tuple[str, str]] = {}  # the cell's type and its raw text
        self.rest: dict[str, list[Element]] = {"cols": [], "col": [], "mergeCell": [], "legacyDrawing": []}
        self.single: dict[str, Element] = {}
        self.front = 0
        self.row = self.column = 0
        self.cells: list[tuple[int, Element]] = []
        self.inside = ""  # v or t while their text is read
        self.text = ""
        self.kind = ""

    def opened(self, name: str, attributes: Mapping[str, str], _: int) -> None:
        if name == "row":
            self.row = int(attributes.get("r", self.row + 1))
            self.column, self.cells = 0, []
        elif name == "c":
            self.column = place(attributes["r"])[1] if "r" in attributes else self.column + 1
            self.kind, self.text = attributes.get("t", ""), ""
        elif name in ("v", "t"):
            self.inside = name
        elif name == "is":
            self.filled.add(self.column)

    def said(self, text: str) -> None:
        if self.inside:
            self.text += text

    def closed(self, one: Element) -> None:
        match one.name:
            case "v" | "t":
                self.inside = ""
            case "c":
                self._cell(one)
            case "row":
                self.rows.append(Row(self.row, one, self.cells if self.row in self.wanted else []))
            case name if name in self.rest:
                self.rest[name].append(one)
        if one.depth == 1:
            self.single[one.name] = one
            self.front = one.end if one.name in IN_FRONT else self.front

    def _cell(self, one: Element) -> None:
        if self.row in self.wanted:
            self.cells.append((self.column, one))
        if self.text:
            self.filled.add(self.column)
            if self.row <= LAST_HEADER_ROW:
                self.texts[self.row, self.column] = self.kind, self.text


def scan(part: bytes, wanted: Container[int], strings: bytes | None) -> Layout:
    """Return what a worksheet's part holds.

    Args:
        part: Of the sheet.
        wanted: Numbers of the rows whose cells are asked for.
        strings: The part of the shared texts, if the workbook has one.

    Raises:
        Unfit: The part isn't that of a worksheet, or isn't well formed.
    """
    seen = _Scan(wanted)
    try:
        walk(part, seen.closed, seen.said, seen.opened, ("v", "t", "f", "is"))
        styles = [(one, int(one.get("style", 0))) for one in (col.attributes for col in seen.rest["col"])]
        columns = [(int(one["min"]), int(one["max"]), style) for one, style in styles]
        merged = [area(one.attributes.get("ref", "")) for one in seen.rest["mergeCell"]]
    except (KeyError, ValueError):
        raise Unfit("markup") from None
    if "sheetData" not in seen.single:
        raise Unfit("markup")
    named = seen.rest["legacyDrawing"]
    return Layout(
        sorted(seen.rows, key=lambda row: row.number),
        seen.single["sheetData"],
        sorted(seen.filled),
        _resolved(seen.texts, strings),
        columns,
        merged,
        named[0].attributes.get("id") if named else None,
        seen.front,
        seen.single.get("dimension"),
    )


def _resolved(texts: dict[Cell, tuple[str, str]], strings: bytes | None) -> dict[Cell, str]:
    numbers = {int(text) for kind, text in texts.values() if kind == "s" and text.strip().isdigit()}
    shared = _shared(strings, numbers) if strings and numbers else {}
    return {
        cell: shared.get(int(text), "") if kind == "s" and text.strip().isdigit() else text
        for cell, (kind, text) in texts.items()
    }


def _shared(strings: bytes, numbers: set[int]) -> dict[int, str]:
    """Return some of the shared texts by their number."""
    found: dict[int, str] = {}
    text: list[str] = []
    seen, inside = 0, False

    def opened(name: str, _: Mapping[str, str], __: int) -> None:
        nonlocal inside
        inside = name == "t"

    def closed(one: Element) -> None:
        nonlocal inside, seen
        inside = False
        if one.name == "si":
            found.update({seen: "".join(text)} if seen in numbers else {})
            seen += 1
        if one.name in ("si", "rPh"):  # how a text is pronounced is no part of it
            text.clear()

    walk(strings, closed, lambda said: text.append(said) if inside else None, opened, ("t", "r", "rPr"))
    return found


def place(name: str) -> Cell:
    """Return the row and column of a cell's name.

    Example:
        >>> place("$AB$12")
        (12, 28)
    """
    found = PLACE.fullmatch(name)
    if not found:
        raise Unfit("markup")
    return int(found[2]), column_number(found[1])


def area(name: str) -> Area:
    """Return the corners of an area's name, such as B2:D9."""
    first, _, last = name.partition(":")
    return (*place(first), *place(last or first))


def cell_name(cell: Cell) -> str:
    """Return the name of a cell.

    Example:
        >>> cell_name((12, 28))
        'AB12'
    """
    letters, rest = "", cell[1]
    while rest:
        rest, last = divmod(rest - 1, 26)
        letters = chr(ord("A") + last) + letters
    return f"{letters}{cell[0]}"
