"""The formats of a workbook: those of its cells with another colour, and a few of our own."""

from collections.abc import Callable
from typing import NamedTuple

from cpd_toolkit.report.corrected.markup import (
    Edit,
    Element,
    Unfit,
    edited,
    elements,
    escaped,
    inserted,
    prefix_at,
    root,
    tag_at,
    with_attribute,
)
from cpd_toolkit.tables.workbook.looks import INK, MISSING, REQUIRED, WRONG

LOOK_AT = "#DCE3F8"  # a warning: the row counts
COLOURS = {"missing": MISSING, "wrong": WRONG, "look": LOOK_AT}
LINK = "#0B57A4"
NONE = 'indexed="64"'  # the system's own colour
HOLDERS = ("fonts", "fills", "borders", "cellStyleXfs", "cellXfs")


class Own(NamedTuple):
    """A format of our own, for the sheet that lists what to correct."""

    font: str  # a key of FONTS
    fill: str | None = None  # a colour


FONTS = {
    "title": f'<{{p}}b/><{{p}}sz val="16"/><{{p}}color rgb="FF{INK[1:]}"/>',
    "head": '<{p}b/><{p}sz val="11"/><{p}color rgb="FFFFFFFF"/>',
    "text": f'<{{p}}sz val="11"/><{{p}}color rgb="FF{INK[1:]}"/>',
    "link": f'<{{p}}u/><{{p}}sz val="11"/><{{p}}color rgb="FF{LINK[1:]}"/>',
}
OWN = {
    "title": Own("title"),
    "head": Own("head", REQUIRED),
    "text": Own("text"),
    "link": Own("link"),
    **{name: Own("text", colour) for name, colour in COLOURS.items()},
}


class Fill(NamedTuple):
    """The two colours of a fill, as the part writes them."""

    colour: str
    behind: str

    @property
    def is_mark(self) -> bool:
        """Whether a check gave the colour."""
        return self.colour in map(_ours, COLOURS)


class Palette:
    """The formats that a copy adds to the workbook's own."""

    def __init__(self, part: bytes) -> None:
        """Read the part of the formats.

        Raises:
            Unfit: It lacks what every such part has.
        """
        self._part = part
        self._prefix = prefix_at(part, root(part).start)
        found = elements(part, *HOLDERS, "xf", "fill", "font", "patternFill", "fgColor", "bgColor")
        self._holders = {one.name: one for one in found if one.depth == 1}
        filled = {name for name, holder in self._holders.items() if not holder.is_closed_at_once}
        if not {"fonts", "fills", "cellXfs"} <= filled:
            raise Unfit("markup")
        self._counts = {
            name: sum(one.depth == 2 and _within(one, self._holders[name]) for one in found) for name in self._holders
        }
        cells = self._holders["cellXfs"]
        self._formats = [one for one in found if one.name == "xf" and _within(one, cells)]
        fills = [one for one in found if one.name == "fill" and _within(one, self._holders["fills"])]
        self._colours = {str(n): _colour_of(fill, found) for n, fill in enumerate(fills)}
        self._added: dict[str, list[bytes]] = {name: [] for name in self._holders}
        self._known: dict[object, int] = {}

    def coloured(self, style: int, colour: str) -> int:
        """Return the format of a cell's format with another colour: a key of `COLOURS`."""
        return self._once(
            (style, colour), lambda: self._with_fill(style, self._fill(_ours(colour), self._own_colour(style)))
        )

    def unmarked(self, style: int) -> int:
        """Return a format without the colour of an earlier check; the same when it has none."""
        if not self._fill_of(style).is_mark:
            return style
        before = self._own_colour(style)
        return self._once(
            (style, None), lambda: self._with_fill(style, self._fill(before, NONE) if before != NONE else 0)
        )

    def _fill_of(self, style: int) -> "Fill":
        if style >= len(self._formats):
            raise Unfit("markup")
        return self._colours.get(self._formats[style].attributes.get("fillId", "0"), Fill(NONE, NONE))

    def _own_colour(self, style: int) -> str:
        """Return the colour that the user gave to a format."""
        fill = self._fill_of(style)
        return fill.behind if fill.is_mark else fill.colour

    def own(self, name: str) -> int:
        """Return a format of `OWN`."""
        return self._once(name, lambda: self._own(OWN[name]))

    def part(self) -> bytes:
        """Return the part with what was added."""
        edits: list[Edit] = []
        for name, added in self._added.items():
            holder = self._holders[name]
            if added:
                edits.append(inserted(self._part, holder, b"".join(added)))
                tag = tag_at(self._part, holder.start)
                count = str(self._counts[name] + len(added))
                edits.append(Edit(holder.start, holder.inside, with_attribute(tag, "count", count)))
        return edited(self._part, edits)

    def _once(self, key: object, make: Callable[[], int]) -> int:
        if key not in self._known:
            self._known[key] = make()
        return self._known[key]

    def _add(self, holder: str, element: str) -> int:
        self._added[holder].append(element.replace("{p}", self._prefix).encode())
        return self._counts[holder] + len(self._added[holder]) - 1

    def _fill(self, colour: str, behind: str) -> int:
        # Of a solid fill the second colour isn't seen: it keeps the user's own, for when the mark goes.
        solid = f"<{{p}}fgColor {colour}/><{{p}}bgColor {behind}/>"
        fill = f'<{{p}}fill><{{p}}patternFill patternType="solid">{solid}</{{p}}patternFill></{{p}}fill>'
        return self._once(("fill", colour, behind), lambda: self._add("fills", fill))

    def _font(self, name: str) -> int:
        inside = FONTS[name] + '<{p}name val="Calibri"/>'
        return self._once(("font", name), lambda: self._add("fonts", f"<{{p}}font>{inside}</{{p}}font>"))

    def _with_fill(self, style: int, fill: int) -> int:
        one = self._formats[style]
        tag = tag_at(self._part, one.start)
        tag = with_attribute(with_attribute(tag, "fillId", str(fill)), "applyFill", "1")
        self._added["cellXfs"].append(tag + self._part[one.inside : one.end])
        return self._counts["cellXfs"] + len(self._added["cellXfs"]) - 1

    def _own(self, wanted: Own) -> int:
        fill = self._fill(_rgb(wanted.fill), NONE) if wanted.fill else 0
        ids = f'numFmtId="0" fontId="{self._font(wanted.font)}" fillId="{fill}" borderId="0"'
        applied = 'applyFont="1" applyFill="1" applyAlignment="1"'
        base = ' xfId="0"' if "cellStyleXfs" in self._holders else ""
        looks = '<{p}alignment horizontal="left" vertical="top" wrapText="1"/>' if wanted.font != "title" else ""
        return self._add("cellXfs", f"<{{p}}xf {ids}{base} {applied}>{looks}</{{p}}xf>")


def _within(one: Element, other: Element) -> bool:
    return other.inside <= one.start and one.end <= other.close


def _rgb(colour: str) -> str:
    return f'rgb="FF{colour[1:]}"'


def _ours(name: str) -> str:
    return _rgb(COLOURS[name])


def _colour_of(fill: Element, found: list[Element]) -> Fill:
    """Return the colours of a fill; none of a fill that isn't plain."""
    inner = {one.name: one for one in found if _within(one, fill)}
    pattern = inner.get("patternFill")
    if not pattern or pattern.attributes.get("patternType") != "solid":
        return Fill(NONE, NONE)
    written = [
        " ".join(f'{key}="{escaped(value).decode()}"' for key, value in inner[name].attributes.items())
        if name in inner
        else NONE
        for name in ("fgColor", "bgColor")
    ]
    return Fill(*written)
