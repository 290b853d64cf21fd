"""Comments on cells: ours are added to those that are there, and those of an earlier check taken away."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from cpd_toolkit.report.corrected.layout import Cell, cell_name, place
from cpd_toolkit.report.corrected.markup import (
    Edit,
    Element,
    Unfit,
    edited,
    elements,
    escaped,
    inserted,
    prefix_at,
    walk,
)

AUTHOR = "cpd_toolkit"
OPENING = f"{AUTHOR}:\n"  # of every text of ours, by which it is known again
OURS = re.compile(rb"(?:\s|&#10;|&#x0?[aA];)*" + AUTHOR.encode() + b":")
THREAD = "tc="  # how the author of a comment is called that stands for a conversation


class Comment(NamedTuple):
    """A comment that stands in the workbook."""

    cell: Cell
    element: Element
    author: str
    text: str
    inner: list[Element]  # what its text is made of

    @property
    def is_thread(self) -> bool:
        """Whether it stands for a conversation."""
        return self.author.startswith(THREAD)


class Said(NamedTuple):
    """What became of the comments of a sheet."""

    part: bytes
    new: list[Cell]  # cells that had no comment
    gone: list[Cell]  # cells whose comment was ours alone
    longer: list[Cell]  # cells whose comment ours was put behind


def no_comments(space: str) -> bytes:
    """Return a part without a comment, in a namespace."""
    return f'<comments xmlns="{space}"><authors/><commentList/></comments>'.encode()


def with_comments(part: bytes, texts: Mapping[Cell, str]) -> Said:
    """Return a part of comments with ours, each on a cell of its own.

    A comment of the user's stays as it is and ours is put behind it. One that stands for a conversation is left alone:
    its text is shown nowhere. What an earlier check of ours said is taken away.
    """
    there = {one.cell: one for one in comments(part)}
    # Not every program keeps the author of a comment.
    gone = [cell for cell, one in there.items() if one.text.lstrip().startswith(f"{AUTHOR}:") and not one.is_thread]
    edits = [Edit(there[cell].element.start, there[cell].element.end, b"") for cell in gone]
    new = [cell for cell in sorted(texts) if cell not in there or cell in gone]
    for cell, one in there.items():
        if cell not in gone and not one.is_thread:
            edits += _added(part, one, texts.get(cell))
    edits += _new(part, {cell: texts[cell] for cell in new})
    longer = [cell for cell in texts if cell in there and cell not in gone and not there[cell].is_thread]
    return Said(edited(part, edits), new, gone, longer)


def comments(part: bytes) -> list[Comment]:
    """Return the comments of a part."""
    authors: list[str] = []
    found: list[Comment] = []
    text: list[str] = []
    inner: list[Element] = []

    def closed(one: Element) -> None:
        match one.name:
            case "text" | "r" | "t":
                inner.append(one)
            case "author":
                authors.append("".join(text))
                text.clear()
            case "rPh":
                text.clear()
            case "comment":
                number = int(one.attributes.get("authorId", -1))
                author = authors[number] if 0 <= number < len(authors) else ""
                found.append(Comment(place(one.attributes.get("ref", "")), one, author, "".join(text), [*inner]))
                text.clear()
                inner.clear()

    walk(part, closed, lambda said: text.append(said) if said.strip() or text else None)
    return found


def _added(part: bytes, one: Comment, text: str | None) -> Iterator[Edit]:
    """Give the edits that put our text behind a comment's own, in place of what we said before."""
    holder = next((each for each in one.inner if each.name == "text"), None)
    if holder is None:
        raise Unfit("markup")
    runs = [each for each in one.inner if each.name == "r"]
    yield from _cut(part, one)
    if text is None:
        return
    prefix = prefix_at(part, holder.start).encode()
    if not runs and (bare := [each for each in one.inner if each.name == "t"]):
        yield Edit(bare[0].start, bare[0].start, b"<%br>" % prefix)
        yield Edit(bare[0].end, bare[0].end, b"</%br>" % prefix)
    yield inserted(part, holder, _run(prefix, "\n\n" + OPENING + text))


def _cut(part: bytes, one: Comment) -> Iterator[Edit]:
    """Give the edits that take away what we put behind a comment before, in runs of its own or made one with others."""
    texts = [each for each in one.inner if each.name == "t"]
    found = [(text, at) for text in texts if (at := OURS.search(part, text.inside, text.close))]
    if found:
        first, at = found[0]
        yield Edit(at.start(), first.close, b"")
        yield from (Edit(text.inside, text.close, b"") for text in texts if text.start > first.end)


def _new(part: bytes, texts: Mapping[Cell, str]) -> list[Edit]:
    """Return the edits that add comments of ours."""
    if not texts:
        return []
    (authors,), (listed,) = elements(part, "authors"), elements(part, "commentList")
    prefix = prefix_at(part, authors.start).encode()
    number = len([one for one in elements(part, "author") if authors.start < one.start < authors.end])
    written = [
        b'<%bcomment ref="%b" authorId="%d"><%btext>%b</%btext></%bcomment>'
        % (prefix, cell_name(cell).encode(), number, prefix, _run(prefix, OPENING + text), prefix, prefix)
        for cell, text in texts.items()
    ]
    author = b"<%bauthor>%b</%bauthor>" % (prefix, AUTHOR.encode(), prefix)
    return [inserted(part, authors, author), inserted(part, listed, b"".join(written))]


def _run(prefix: bytes, text: str) -> bytes:
    looks = b'<%brPr><%bsz val="9"/><%bcolor indexed="81"/><%brFont val="Tahoma"/><%bfamily val="2"/></%brPr>' % (
        (prefix,) * 6
    )
    return b'<%br>%b<%bt xml:space="preserve">%b</%bt></%br>' % (prefix, looks, prefix, escaped(text), prefix, prefix)
