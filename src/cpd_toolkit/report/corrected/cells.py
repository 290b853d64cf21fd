"""The cells of a worksheet get another format; those that aren't there are put in."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from itertools import groupby

from cpd_toolkit.report.corrected.layout import Cell, Layout, Row, cell_name, place
from cpd_toolkit.report.corrected.markup import (
    Edit,
    Unfit,
    inserted,
    prefix_at,
    tag_at,
    with_attribute,
    without_attribute,
)
from cpd_toolkit.report.corrected.styles import Palette

ENDLESS = 16_385  # right of every column


def colour_edits(part: bytes, layout: Layout, colours: Mapping[Cell, str], palette: Palette) -> list[Edit]:
    """Return the edits that colour cells.

    Args:
        part: Of the worksheet.
        layout: Of the part, with the cells of every row to colour.
        colours: A key of `styles.COLOURS` for each cell.
        palette: The formats of the workbook, which may grow.
    """
    rows = {row.number: row for row in layout.rows}
    edits: list[Edit] = []
    for number, cells in groupby(sorted(colours.items()), key=lambda cell: cell[0][0]):
        wanted = {column: colour for (_, column), colour in cells}
        if number in rows:
            edits += _in_row(part, layout, rows[number], wanted, palette)
        else:
            edits.append(_new_row(part, layout, number, wanted, palette))
    return [*edits, *_wider(part, layout, colours)]


def _in_row(part: bytes, layout: Layout, row: Row, wanted: Mapping[int, str], palette: Palette) -> Iterator[Edit]:
    there, new = dict(row.cells), {}
    for column, colour in wanted.items():
        if column in there:
            tag = tag_at(part, there[column].start)
            style = palette.coloured(int(there[column].attributes.get("s", 0)), colour)
            yield Edit(there[column].start, there[column].inside, with_attribute(tag, "s", str(style)))
        else:
            style = palette.coloured(layout.base_style(row, column), colour)
            new[column] = _cell(part, layout, (row.number, column), style)
    yield from _put_in(part, row, new)


def _put_in(part: bytes, row: Row, new: Mapping[int, bytes]) -> Iterator[Edit]:
    if not new:
        return
    if row.element.is_closed_at_once:
        edit = inserted(part, row.element, b"".join(new.values()))
        tag = tag_at(edit.content, 0)
        yield edit._replace(content=without_attribute(tag, "spans") + edit.content[len(tag) :])
        return
    tag = tag_at(part, row.element.start)
    # Which columns a row spans is a help to readers that would be wrong now.
    yield Edit(row.element.start, row.element.inside, without_attribute(tag, "spans"))
    behind = [*row.cells, (ENDLESS, None)]
    for column, cell in new.items():
        after = next(element for at, element in behind if at > column)
        at = after.start if after else row.element.close
        yield Edit(at, at, cell)


def _new_row(part: bytes, layout: Layout, number: int, wanted: Mapping[int, str], palette: Palette) -> Edit:
    styles = {column: palette.coloured(layout.base_style(None, column), colour) for column, colour in wanted.items()}
    cells = b"".join(_cell(part, layout, (number, column), style) for column, style in styles.items())
    prefix = prefix_at(part, layout.data.start).encode()
    row = b'<%brow r="%d">%b</%brow>' % (prefix, number, cells, prefix)
    behind = bisect_right(layout.rows, number, key=lambda row: row.number)
    if behind == len(layout.rows):
        return inserted(part, layout.data, row)
    at = layout.rows[behind].element.start
    return Edit(at, at, row)


def _cell(part: bytes, layout: Layout, cell: Cell, style: int) -> bytes:
    prefix = prefix_at(part, layout.data.start).encode()
    return b'<%bc r="%b" s="%d"/>' % (prefix, cell_name(cell).encode(), style)


def _wider(part: bytes, layout: Layout, colours: Mapping[Cell, str]) -> list[Edit]:
    """Return the edit of the area that the sheet says it fills, if a coloured cell lies outside."""
    if not layout.dimension or not colours:
        return []
    try:
        first, *rest = layout.dimension.attributes.get("ref", "").split(":")
        corners = [place(first), place(*rest[-1:] or [first]), *colours]
    except Unfit:
        return []
    rows, columns = zip(*corners, strict=True)
    ref = f"{cell_name((min(rows), min(columns)))}:{cell_name((max(rows), max(columns)))}"
    tag = tag_at(part, layout.dimension.start)
    return [Edit(layout.dimension.start, layout.dimension.inside, with_attribute(tag, "ref", ref))]


def unmark_edits(part: bytes, layout: Layout, kept: Mapping[Cell, str], palette: Palette) -> list[Edit]:
    """Return the edits that take the colours of an earlier check away, from cells that aren't coloured again."""
    edits = []
    for row in layout.rows:
        for column, cell in row.cells:
            style = int(cell.attributes.get("s", 0))
            plain = palette.unmarked(style)
            if plain != style and (row.number, column) not in kept:
                tag = with_attribute(tag_at(part, cell.start), "s", str(plain))
                edits.append(Edit(cell.start, cell.inside, tag))
    return edits
