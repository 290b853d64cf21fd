"""The container of a workbook: its parts, how they are related, what kind each is."""

import copy
import io
import posixpath
import re
import zipfile
from typing import NamedTuple

from cpd_toolkit.read.container import inspect
from cpd_toolkit.read.grid import Unreadable
from cpd_toolkit.report.corrected.markup import (
    Edit,
    Unfit,
    as_utf8,
    edited,
    elements,
    escaped,
    inserted,
    prefix_at,
    root,
    tag_at,
)

KINDS = "[Content_Types].xml"
BOOK = "xl/workbook.xml"
LARGEST_PART = 40_000_000  # bytes of a part that is changed; the parser goes over it element by element
SHEET_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
COMMENTS_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
DRAWING_KIND = "application/vnd.openxmlformats-officedocument.vmlDrawing"
FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # of a part of ours: a copy doesn't depend on the clock


class Relation(NamedTuple):
    """What one part says of another."""

    id: str
    kind: str  # a long address, of which the last word tells
    target: str  # the other part's name


class Container:
    """A workbook's parts, some of them changed or new; all others stay byte for byte."""

    def __init__(self, data: bytes) -> None:
        """Look the container over and list its parts.

        Raises:
            Unfit: It can't be opened, or a name stands in it twice.
        """
        try:
            inspect(data)
        except Unreadable as fault:
            raise Unfit(fault.reason) from None
        self._zip = zipfile.ZipFile(io.BytesIO(data))
        self._names = self._zip.namelist()
        self._changed: dict[str, bytes] = {}
        if len({*self._names}) < len(self._names):
            raise Unfit("markup")

    def __contains__(self, name: str) -> bool:
        return name in self._names or name in self._changed

    def __getitem__(self, name: str) -> bytes:
        """Return a part as it stands now."""
        if name in self._changed:
            return self._changed[name]
        if name not in self._names:
            raise Unfit("markup")
        if self._zip.getinfo(name).file_size > LARGEST_PART:
            raise Unfit("too_large")
        try:
            return as_utf8(self._zip.read(name))
        except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, UnicodeDecodeError):
            raise Unfit("markup") from None

    def __setitem__(self, name: str, part: bytes) -> None:
        """Change a part or add one."""
        self._changed[name] = part

    def free_name(self, pattern: str) -> str:
        """Return a name that no part has yet, with a number for the braces."""
        return next(name for n in range(1, 100_000) if (name := pattern.format(n)) not in self)

    def relations(self, name: str) -> list[Relation]:
        """Return what a part says of others."""
        path = relations_of(name)
        if path not in self:
            return []
        found = elements(self[path], "Relationship")
        return [
            Relation(one.attributes["Id"], one.attributes["Type"], _target(name, one.attributes["Target"]))
            for one in found
            if one.attributes.get("TargetMode") != "External" and {"Id", "Type", "Target"} <= {*one.attributes}
        ]

    def relate(self, name: str, kind: str, target: str) -> str:
        """Add a relation to a part's and return its id."""
        path = relations_of(name)
        if path not in self:
            self[path] = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
        taken = {one.attributes.get("Id") for one in elements(self[path], "Relationship")}
        new = next(word for n in range(1, 100_000) if (word := f"rIdCpd{n}") not in taken)
        near = posixpath.relpath(target, posixpath.dirname(name))
        attributes = f'Id="{new}" Type="{kind}" Target="{near}"'
        self._append(path, f"Relationship {attributes}/>")
        return new

    def declare(self, name: str, kind: str) -> None:
        """Say what kind a new part is."""
        self._append(KINDS, f'Override PartName="/{name}" ContentType="{kind}"/>')

    def declare_drawings(self) -> None:
        """Say what kind the drawings of comments are, if that isn't said yet."""
        known = {one.attributes.get("Extension", "").lower() for one in elements(self[KINDS], "Default")}
        if "vml" not in known:
            self._append(KINDS, f'Default Extension="vml" ContentType="{DRAWING_KIND}"/>')

    def _append(self, path: str, words: str) -> None:
        part = self[path]
        top = root(part)
        element = b"<" + prefix_at(part, top.start).encode() + words.encode("ascii", "xmlcharrefreplace")
        self[path] = edited(part, [inserted(part, top, element)])

    def packed(self) -> bytes:
        """Return the bytes of the workbook."""
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as book:
            for info in self._zip.infolist():
                # A copy of the entry: writing changes where it says that its part begins.
                book.writestr(copy.copy(info), self._changed.get(info.filename) or self._read_raw(info))
            for name in self._changed:
                if name not in self._names:
                    info = zipfile.ZipInfo(name, FIRST_DAY)
                    info.compress_type = zipfile.ZIP_DEFLATED
                    book.writestr(info, self._changed[name])
        return made.getvalue()

    def _read_raw(self, info: zipfile.ZipInfo) -> bytes:
        try:
            return self._zip.read(info)
        except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError):
            raise Unfit("markup") from None


def relations_of(name: str) -> str:
    """Return the name of the part that holds another part's relations.

    Example:
        >>> relations_of("xl/workbook.xml")
        'xl/_rels/workbook.xml.rels'
    """
    folder, _, file = name.rpartition("/")
    return f"{folder}/_rels/{file}.rels"


def _target(name: str, target: str) -> str:
    if target.startswith("/"):
        return target[1:]
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), target))


class Sheet(NamedTuple):
    """A sheet of the workbook."""

    name: str
    part: str
    kind: str  # of its relation: a worksheet, a sheet that is a chart, ...


def sheets(book: Container) -> list[Sheet]:
    """Return the sheets in the order of their tabs."""
    targets = {one.id: one for one in book.relations(BOOK)}
    found = [one.attributes for one in elements(book[BOOK], "sheet")]
    related = [(each.get("name", ""), targets.get(each.get("id", ""))) for each in found]
    return [Sheet(name, one.target, one.kind) for name, one in related if one]


def add_sheet(book: Container, name: str, part: bytes) -> None:
    """Add a worksheet behind all others."""
    path = book.free_name("xl/worksheets/sheet{}.xml")
    book[path] = part
    book.declare(path, SHEET_KIND)
    new = book.relate(BOOK, office(book) + "worksheet", path)
    workbook = book[BOOK]
    listed = elements(workbook, "sheet")
    (parent,) = [one for one in elements(workbook, "sheets") if one.depth == 1]
    number = max(int(one.attributes.get("sheetId", 0)) for one in listed) + 1
    # Readers look for the prefix as much as for what it stands for: the one of the other sheets will do.
    last = tag_at(workbook, listed[-1].start)
    (relation,) = re.findall(rb"\s([^\s=:]+:id)\s*=", last)[:1] or [b"r:id"]
    words = prefix_at(workbook, listed[-1].start).encode() + b'sheet name="' + escaped(name)
    element = b"<" + words + f'" sheetId="{number}" '.encode() + relation + f'="{new}"/>'.encode()
    book[BOOK] = edited(workbook, [Edit(parent.close, parent.close, element)])


def office(book: Container) -> str:
    """Return how the kinds of relations begin: a strict workbook has addresses of its own."""
    kinds = [one.kind for one in book.relations(BOOK) if one.kind.endswith("/worksheet")]
    if not kinds:
        raise Unfit("markup")
    return kinds[0].removesuffix("worksheet")
