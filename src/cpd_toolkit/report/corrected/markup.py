"""The markup of a workbook's parts: parsed for places in its bytes, and changed only in these.

What isn't changed stays byte for byte, whatever it is: charts, extensions, prefixes of names. The parser is told to
refuse a document type, so that no entity of the file's own can grow.
"""

import re
from collections.abc import Callable, Container, Iterable, Mapping
from typing import NamedTuple
from xml.parsers import expat

TAG = re.compile(rb"""<[^\s/>]+(?:\s+[^\s=]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*/?>""")
DECLARED = re.compile(r"""(<\?xml[^>]*?encoding\s*=\s*["'])[^"']+""")
NO_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # XML has no way to write them
WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")


Opened = Callable[[str, Mapping[str, str], int], None]


class Unfit(Exception):
    """A workbook that can be read but isn't built in a way that we change safely; the argument says why, as a word."""


class Element(NamedTuple):
    """An element and where it stands."""

    name: str  # without prefix; with its namespace in front when that isn't the part's own
    attributes: Mapping[str, str]  # without prefixes
    start: int
    inside: int  # behind its start tag
    close: int  # of its end tag; `inside` of an element that is closed at once
    end: int
    depth: int  # of the part's root is 0

    @property
    def is_closed_at_once(self) -> bool:
        """Whether there is no end tag."""
        return self.close == self.end


class Edit(NamedTuple):
    """Bytes that stand for those between two places; an insertion between a place and itself."""

    start: int
    end: int
    content: bytes


def as_utf8(part: bytes) -> bytes:
    """Return a part in an encoding in which ASCII is ASCII."""
    if not part.startswith(WIDE_MARKS):
        return part
    return DECLARED.sub(r"\1UTF-8", part.decode("utf-16"), count=1).encode()


def walk(
    part: bytes,
    closed: Callable[[Element], None],
    said: Callable[[str], None] | None = None,
    opened: Opened | None = None,
    light: Container[str] = (),
) -> None:
    """Call back for every element of a part.

    Args:
        part: From `as_utf8`.
        closed: Gets each element at its end.
        said: Gets text as it comes.
        opened: Gets the name, the attributes and the place of each element at its beginning.
        light: Names of elements whose places nobody asks for, which are most of a sheet's.

    Raises:
        Unfit: The part isn't well formed or declares a document type.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    walker = _Walker(part, parser, closed, opened, light)
    parser.StartElementHandler, parser.EndElementHandler = walker.begin, walker.finish
    parser.StartDoctypeDeclHandler = _refuse
    if said:
        parser.CharacterDataHandler = said
    try:
        parser.Parse(part, True)
    except (expat.ExpatError, ValueError):
        raise Unfit("markup") from None


class _Walker:
    """What a walk over a part keeps in mind: the elements that are open."""

    def __init__(
        self,
        part: bytes,
        parser: expat.XMLParserType,
        closed: Callable[[Element], None],
        opened: Opened | None,
        light: Container[str],
    ) -> None:
        self.part, self.parser, self.closed, self.opened, self.light = part, parser, closed, opened, light
        self.stack: list[tuple[str, Mapping[str, str], int]] = []
        self.own = ""  # the part's own namespace, with the space behind it

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        self.own = self.own or name.rpartition(" ")[0] + " "
        plain = {key.rpartition(" ")[2]: value for key, value in attributes.items()} if attributes else attributes
        self.stack.append((name.removeprefix(self.own), plain, self.parser.CurrentByteIndex))
        if self.opened:
            self.opened(*self.stack[-1])

    def finish(self, _: str) -> None:
        name, attributes, start = self.stack.pop()
        depth = len(self.stack)
        if name in self.light:
            self.closed(Element(name, attributes, start, start, start, start, depth))
            return
        tag, at = tag_at(self.part, start), self.parser.CurrentByteIndex
        inside = start + len(tag)
        close, end = (inside, inside) if tag.endswith(b"/>") else (at, self.part.index(b">", at) + 1)
        self.closed(Element(name, attributes, start, inside, close, end, depth))


def _refuse(*_: object) -> None:
    raise Unfit("markup")


def elements(part: bytes, *names: str) -> list[Element]:
    """Return the elements of some names, in the order in which they end.

    Example:
        >>> [one.attributes["ref"] for one in elements(b'<x:a xmlns:x="u"><x:b ref="A1"/></x:a>', "b")]
        ['A1']
    """
    found: list[Element] = []
    walk(part, lambda one: found.append(one) if one.name in names else None)
    return found


def tag_at(part: bytes, start: int) -> bytes:
    """Return the start tag at a place."""
    found = TAG.match(part, start)
    if not found:
        raise Unfit("markup")
    return found[0]


def prefix_at(part: bytes, start: int) -> str:
    """Return the prefix of the element at a place, with its colon, or nothing."""
    name = tag_at(part, start)[1:].split()[0].strip(b"/>").decode("ascii", "replace")
    before, colon, _ = name.rpartition(":")
    return before + colon


def with_attribute(tag: bytes, name: str, value: str) -> bytes:
    """Return a start tag with an attribute set.

    Example:
        >>> with_attribute(b'<c r="A1" s="4"/>', "s", "7"), with_attribute(b"<x:c>", "s", "7")
        (b'<c r="A1" s="7"/>', b'<x:c s="7">')
    """
    there = re.compile(rb"(\s" + name.encode() + rb"\s*=\s*)(?:\"[^\"]*\"|'[^']*')")
    given = escaped(value)
    if there.search(tag):
        return there.sub(lambda found: found[1] + b'"' + given + b'"', tag, count=1)
    word = re.match(rb"<[^\s/>]+", tag)
    at = word.end() if word else len(tag)
    return tag[:at] + b" " + name.encode() + b'="' + given + b'"' + tag[at:]


def without_attribute(tag: bytes, name: str) -> bytes:
    """Return a start tag without an attribute."""
    return re.sub(rb"\s+" + name.encode() + rb"\s*=\s*(?:\"[^\"]*\"|'[^']*')", b"", tag, count=1)


def escaped(text: str) -> bytes:
    """Return a text as it may stand in a part of any encoding."""
    clean = NO_CHARACTER.sub("\ufffd", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return clean.replace('"', "&quot;").encode("ascii", "xmlcharrefreplace")


def edited(part: bytes, edits: Iterable[Edit]) -> bytes:
    """Return a part with its edits; insertions at one place stand in the order given.

    Example:
        >>> edited(b"<a></a>", [Edit(3, 3, b"<b/>"), Edit(3, 3, b"<c/>")])
        b'<a><b/><c/></a>'
    """
    pieces, at = [], 0
    for edit in sorted(edits, key=lambda edit: edit.start):
        pieces += [part[at : edit.start], edit.content]
        at = edit.end
    return b"".join([*pieces, part[at:]])


def inserted(part: bytes, parent: Element, content: bytes) -> Edit:
    """Return the edit that puts content at the end of an element, which may have been closed at once."""
    if not parent.is_closed_at_once:
        return Edit(parent.close, parent.close, content)
    tag = tag_at(part, parent.start)
    name = re.match(rb"<([^\s/>]+)", tag)
    ending = b"</" + (name[1] if name else b"") + b">"
    return Edit(parent.start, parent.end, tag[:-2].rstrip() + b">" + content + ending)


def root(part: bytes) -> Element:
    """Return the outermost element of a part."""
    found: list[Element] = []
    walk(part, lambda one: found.append(one) if one.depth == 0 else None)
    return found[0]


def namespace(part: bytes) -> str:
    """Return the namespace of a part's own elements.

    Example:
        >>> namespace(b'<x:a xmlns:x="urn:u"/>')
        'urn:u'
    """
    top = root(part)
    prefix = prefix_at(part, top.start).rstrip(":").encode()
    declared = re.search(
        rb"\sxmlns" + (b":" + prefix if prefix else b"") + rb"\s*=\s*[\"']([^\"']*)", tag_at(part, top.start)
    )
    return declared[1].decode() if declared else ""
