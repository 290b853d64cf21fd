"""An xlsx is looked over before it is opened: it is a zip that may be torn, locked or a bomb."""

import re
import zipfile
from io import BytesIO

from cpd_toolkit.read.grid import Unreadable

MOST_PARTS = 5_000
LARGEST_PART = 512_000_000  # bytes when unpacked
LARGEST_BOOK = 1_000_000_000
MOST_CELLS = 60_000_000  # of the rectangle that a sheet declares
HEAD = 4_096
UNIQUE = re.compile(rb'uniqueCount="(\d{1,12})"')
DIMENSION = re.compile(rb'<dimension ref="[A-Z]{1,3}\d{1,7}:([A-Z]{1,3})(\d{1,7})"')


def inspect(data: bytes) -> None:
    """Refuse a workbook that is broken, locked or declares more than it can hold.

    Raises:
        Unreadable: With the reason; nothing of the workbook has been parsed.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as book:
            _inspect_parts(book)
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError):
        raise Unreadable("locked" if data.startswith(b"\xd0\xcf\x11\xe0") else "not_a_workbook") from None


def _inspect_parts(book: zipfile.ZipFile) -> None:
    parts = book.infolist()
    if "xl/workbook.xml" not in book.namelist():
        raise Unreadable("not_a_workbook")
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable("locked")
    sizes = [part.file_size for part in parts]
    if len(parts) > MOST_PARTS or max(sizes) > LARGEST_PART or sum(sizes) > LARGEST_BOOK:
        raise Unreadable("too_large")
    for part in parts:
        if part.filename.startswith("xl/") and part.filename.endswith(".xml"):
            _inspect_head(book, part)


def _inspect_head(book: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    with book.open(part) as stream:
        head = stream.read(HEAD)
    strings = UNIQUE.search(head)
    if strings and int(strings[1]) > part.file_size:
        raise Unreadable("too_large")
    corner = DIMENSION.search(head)
    if corner and column_number(corner[1].decode()) * int(corner[2]) > MOST_CELLS:
        raise Unreadable("too_large")


def column_number(letters: str) -> int:
    """Return the number of a spreadsheet column: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
