"""The copy of a workbook: its own parts, the cells to correct coloured and commented, and a sheet that lists them."""

from collections import defaultdict
from functools import cache
from typing import NamedTuple

from cpd_toolkit.i18n import Words
from cpd_toolkit.report.corrected import comments as notes
from cpd_toolkit.report.corrected.boxes import no_boxes, with_boxes
from cpd_toolkit.report.corrected.cells import colour_edits, unmark_edits
from cpd_toolkit.report.corrected.container import (
    BOOK,
    COMMENTS_KIND,
    Container,
    Sheet,
    add_sheet,
    office,
    sheets,
)
from cpd_toolkit.report.corrected.layout import Cell, Layout, scan
from cpd_toolkit.report.corrected.marks import Mark, colour_of, comment_of
from cpd_toolkit.report.corrected.markup import Edit, Unfit, edited, namespace, prefix_at, root
from cpd_toolkit.report.corrected.sheet_list import (
    MOST_LISTED,
    Line,
    Told,
    is_list,
    list_sheet,
    may_be_list,
    name_of_list,
)
from cpd_toolkit.report.corrected.styles import OWN, Palette

MOST_COMMENTS = 2_000  # in a workbook: many more, and a spreadsheet program takes minutes to open it
EVERY_ROW = range(1_048_577)


class Copy(NamedTuple):
    """A copy of a file, and what it holds less than everything."""

    data: bytes
    without_comment: int  # coloured cells beyond `MOST_COMMENTS`
    not_listed: int  # findings beyond `MOST_LISTED`


def marked_workbook(data: bytes, marked: list[Mark], summary: str, say: Words) -> Copy:
    """Return a copy of a workbook with what was found in it.

    Args:
        data: The workbook.
        marked: The findings.
        summary: One sentence on the whole file.
        say: The voice of the reader.

    Raises:
        Unfit: The workbook is built in a way that can't be changed safely.
    """
    try:
        return _Marking(data, say).copy(marked, summary)
    except (KeyError, IndexError, ValueError):
        # A part lacks what every such part has, or holds something else in its place.
        raise Unfit("markup") from None


class _Marking:
    """A workbook while it is marked."""

    def __init__(self, data: bytes, say: Words) -> None:
        self.say = say
        self.book = Container(data)
        self.sheets = sheets(self.book)
        self.kind = office(self.book)
        self.space = namespace(self.book[BOOK])
        related = {one.kind.removeprefix(self.kind): one.target for one in self.book.relations(BOOK)}
        if "styles" not in related:
            raise Unfit("markup")
        self.styles, self.strings = related["styles"], related.get("sharedStrings")
        self.palette = Palette(self.book[self.styles])
        self.comments_left = MOST_COMMENTS
        self.without_comment = 0

    def copy(self, marked: list[Mark], summary: str) -> Copy:
        by_sheet: dict[str, list[Mark]] = defaultdict(list)
        for mark in marked:
            by_sheet[mark.sheet].append(mark)
        earlier = self._earlier_list()
        lines = [line for name, found in by_sheet.items() for line in self._sheet(name, found, earlier is not None)]
        if earlier:
            for sheet in self.sheets:
                if sheet.name not in by_sheet and sheet is not earlier and sheet.kind.endswith("/worksheet"):
                    self._sheet(sheet.name, [], True)
        not_listed = max(len(lines) - MOST_LISTED, 0)
        self._add_list(lines, earlier, Told(summary, self._limits(not_listed)))
        self.book[self.styles] = self.palette.part()
        return Copy(self.book.packed(), self.without_comment, not_listed)

    def _limits(self, not_listed: int) -> list[str]:
        told = {"without_comment": self.without_comment, "not_listed": not_listed}
        return [self.say(f"corrected.{name}", n=n) for name, n in told.items() if n]

    def _sheet(self, name: str, marked: list[Mark], was_marked: bool) -> list[Line]:
        """Mark one sheet; return its findings with their cells."""
        rows = [mark for mark in marked if mark.row is not None]
        sheet = next((one for one in self.sheets if one.name == name), None)
        if sheet is None or not (rows or was_marked):
            return [Line(mark, None) for mark in marked]
        part = self.book[sheet.part]
        wanted = EVERY_ROW if was_marked else {mark.row for mark in rows if mark.row}
        layout = scan(part, wanted, self._shared())
        lines = _placed(layout, marked)
        cells: dict[Cell, list[Mark]] = defaultdict(list)
        for mark, cell in lines:
            if cell:
                # On merged cells the comment stands with the first, which may be of another row.
                moved = self.say("corrected.in_row", row=mark.row, message=mark.message)
                cells[cell].append(mark if cell[0] == mark.row else mark._replace(message=moved))
        colours = {cell: colour_of(found) for cell, found in cells.items()}
        edits = unmark_edits(part, layout, colours, self.palette) if was_marked else []
        drawing = self._comment(sheet, layout, {cell: comment_of(found, self.say) for cell, found in cells.items()})
        edits += [*colour_edits(part, layout, colours, self.palette), *drawing]
        self.book[sheet.part] = edited(part, edits)
        return lines

    def _comment(self, sheet: Sheet, layout: Layout, texts: dict[Cell, str]) -> list[Edit]:
        """Put comments on cells; return the edit of the sheet that names the drawing, when it names none yet."""
        chosen = dict(sorted(texts.items())[: self.comments_left])
        self.comments_left -= len(chosen)
        self.without_comment += len(texts) - len(chosen)
        related = {one.kind: one.target for one in self.book.relations(sheet.part)}
        path = related.get(self.kind + "comments")
        if not path and not chosen:
            return []
        said = notes.with_comments(self.book[path] if path else notes.no_comments(self.space), chosen)
        if not path:
            path = self.book.free_name("xl/comments{}.xml")
            self.book.declare(path, COMMENTS_KIND)
            self.book.relate(sheet.part, self.kind + "comments", path)
        self.book[path] = said.part
        return self._draw(sheet, layout, said, chosen)

    def _draw(self, sheet: Sheet, layout: Layout, said: notes.Said, chosen: dict[Cell, str]) -> list[Edit]:
        texts, longer = ({cell: chosen[cell] for cell in cells} for cells in (said.new, said.longer))
        if not texts and not said.gone and not longer:
            return []
        targets = {one.id: one.target for one in self.book.relations(sheet.part)}
        path = targets.get(layout.drawing or "")
        drawing = self.book[path].decode("utf-8", "surrogateescape") if path else no_boxes()
        made = with_boxes(drawing, texts, said.gone, longer).encode("utf-8", "surrogateescape")
        if path:
            self.book[path] = made
            return []
        path = self.book.free_name("xl/drawings/vmlDrawing{}.vml")
        self.book[path] = made
        self.book.declare_drawings()
        new = self.book.relate(sheet.part, self.kind + "vmlDrawing", path)
        part = self.book[sheet.part]
        prefix = prefix_at(part, root(part).start)
        element = f'<{prefix}legacyDrawing xmlns:r="{self.kind.rstrip("/")}" r:id="{new}"/>'
        return [Edit(layout.front, layout.front, element.encode())]

    def _shared(self) -> bytes | None:
        return self.book[self.strings] if self.strings and self.strings in self.book else None

    def _earlier_list(self) -> Sheet | None:
        """Return the sheet that an earlier check added to a copy, which is this file now."""
        for sheet in self.sheets:
            if may_be_list(sheet.name) and sheet.kind.endswith("/worksheet"):
                layout = scan(self.book[sheet.part], (), self._shared())
                if is_list(layout.head.get((1, 1), "")):
                    return sheet
        return None

    def _add_list(self, lines: list[Line], earlier: Sheet | None, told: Told) -> None:
        styles = {name: self.palette.own(name) for name in OWN}
        part = list_sheet(lines, told, styles, self.space, self.say)
        if earlier:
            self.book[earlier.part] = part
        else:
            add_sheet(self.book, name_of_list(self.say, [sheet.name for sheet in self.sheets]), part)


def _placed(layout: Layout, marked: list[Mark]) -> list[Line]:
    """Return each finding with the cell to colour: that of its column, or where a missing column may stand."""
    column_of = cache(layout.column_of)
    lines, right = [], layout.filled[-1] if layout.filled else 0
    for mark in marked:
        column = column_of(mark.header, mark.position)
        if mark.rule == "missing_column":
            column = right = right + 1
        cell = (mark.row, column) if mark.row is not None and column else None
        lines.append(Line(mark, layout.anchor(cell) if cell else None))
    return lines
