"""The boxes in which a spreadsheet program shows comments: shapes of an old drawing language.

Such a part need not be well formed; it is searched and added to as text.
"""

import re
from collections.abc import Collection, Mapping

from cpd_toolkit.report.corrected.layout import Cell
from cpd_toolkit.report.corrected.markup import Unfit

SHAPE = re.compile(r"<v:shape\b(?![a-z]).*?</v:shape>", re.DOTALL)
BLOCKS = re.compile(r"""(<o:idmap\b[^>]*\bdata=["'])([\d,]+)""")
NUMBER = re.compile(r"_x0000_s(\d{1,9})")
ANCHOR = re.compile(r"(<x:Anchor>)((?:\s*\d+\s*,){7}\s*\d+)(\s*</x:Anchor>)")
BOTTOM = 6  # which number of an anchor is the last row
KIND = "_x0000_t202"  # of a shape that is a box of text
BLOCK = 1024  # shapes are numbered in blocks
WIDTH, LINE, LETTERS = 3, 15, 34  # columns that a box is wide, and of its text the height in points and the length
SPACES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)


def with_boxes(part: str, texts: Mapping[Cell, str], gone: Collection[Cell], longer: Mapping[Cell, str]) -> str:
    """Return a drawing with a box for each new comment, without those that are gone, and higher ones for longer texts.

    Args:
        part: The drawing.
        texts: New comments.
        gone: Cells whose comment is gone.
        longer: What was put behind the text of comments that are there.
    """

    def changed(shape: re.Match[str]) -> str:
        cell = _cell(shape[0])
        if cell is None or cell not in longer:
            return "" if cell in gone else shape[0]
        return ANCHOR.sub(lambda at: _higher(at, longer[cell]), shape[0])

    drawing = SHAPE.sub(changed, part) if gone or longer else part
    used = [int(number) for number in NUMBER.findall(drawing)]
    first = max(used, default=BLOCK) + 1
    drawing = BLOCKS.sub(lambda at: f"{at[1]}{_blocks(at[2], first, len(texts))}", drawing)
    kind = "" if f'id="{KIND}"' in drawing else _kind()
    boxes = "".join(_box(first + n, cell, text) for n, (cell, text) in enumerate(sorted(texts.items())))
    head, end, tail = drawing.rpartition("</xml>")
    if not end:
        raise Unfit("markup")
    return f"{head}{kind}{boxes}{end}{tail}"


def _blocks(known: str, first: int, boxes: int) -> str:
    """Return the blocks that a drawing takes its numbers from, with those of new boxes."""
    new = range(first // BLOCK, (first + max(boxes, 1) - 1) // BLOCK + 1)
    return ",".join(dict.fromkeys([*known.split(","), *map(str, new)]))


def no_boxes() -> str:
    """Return a drawing without a shape."""
    layout = '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>'
    return f"<xml {SPACES}>{layout}</xml>"


def _kind() -> str:
    return (
        f'<v:shapetype {SPACES} id="{KIND}" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
        '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
    )


def _box(number: int, cell: Cell, text: str) -> str:
    row, column = cell[0] - 1, cell[1] - 1
    height = max(3, 1 + _lines(text))
    anchor = f"{column + 1}, 15, {max(row - 1, 0)}, 10, {column + 1 + WIDTH}, 15, {max(row - 1, 0) + height}, 4"
    style = f"position:absolute;margin-left:0;margin-top:0;width:144pt;height:{height * LINE}pt;visibility:hidden"
    return (
        f'<v:shape {SPACES} id="_x0000_s{number}" type="#{KIND}" style="{style}" fillcolor="#ffffe1" '
        'o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/>'
        '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left">'
        '</div></v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
    )


def _lines(text: str) -> int:
    return sum(1 + len(line) // LETTERS for line in text.split("\n"))


def _higher(anchor: re.Match[str], text: str) -> str:
    places = anchor[2].split(",")
    bottom = int(places[BOTTOM]) + 2 + _lines(text)
    return f"{anchor[1]}{','.join([*places[:BOTTOM], f' {bottom}', *places[BOTTOM + 1 :]])}{anchor[3]}"


def _cell(shape: str) -> Cell | None:
    if 'ObjectType="Note"' not in shape:
        return None
    row, column = (re.search(rf"<x:{name}>\s*(\d+)\s*</x:{name}>", shape) for name in ("Row", "Column"))
    return (int(row[1]) + 1, int(column[1]) + 1) if row and column else None
