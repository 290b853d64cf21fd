"""CSV and TSV: encoding, separator, records."""

import codecs
import csv
import io
from collections.abc import Container, Iterable, Iterator
from itertools import islice

import polars as pl

from cpd_toolkit.read.grid import Grid, Unreadable, grid_of
from cpd_toolkit.read.names import plain
from cpd_toolkit.read.records import count_records

SEPARATORS = ";\t,"
HEAD = 20  # records looked at to find the separator
HEAD_BYTES = 200_000
SMALL = 4_000_000  # bytes; below it the plain reader is quick enough
MOST_COLUMNS = 500
LONGEST_CELL = 1_000_000
BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def read_delimited(data: bytes, names: Container[str] = ()) -> Grid:
    """Return the cells of a CSV or TSV file.

    UTF-8 with or without mark, UTF-16 with mark, else Windows-1252; separator `;`, tab or comma; quoted line breaks
    stay in their cell. Blank lines are rows.

    Args:
        data: The bytes of the file.
        names: Headers that are known, in their plain form: they tell the separator.

    Raises:
        Unreadable: The bytes are no text, a quotation mark is never closed, or a row has more cells than any table.
    """
    return (scan(data, names) if len(data) > SMALL else None) or read_records(data, names)


def read_records(data: bytes, names: Container[str] = ()) -> Grid:
    """Return the cells of a file, read record by record."""
    text = decode(data)
    records = list(_whole_records(text, find_separator(text, names)))
    if max(map(len, records), default=0) > MOST_COLUMNS:
        raise Unreadable("too_wide")
    return grid_of(records)


def decode(data: bytes) -> str:
    """Return the text of a file, with old-Mac line ends made new."""
    marked = [name for mark, name in BOMS.items() if data.startswith(mark)]
    texts = (_decoded(data, name) for name in marked or ["utf-8", "cp1252"])
    text = next((text for text in texts if text is not None), None)
    if text is None:
        raise Unreadable("encoding")
    if "\0" in text:
        raise Unreadable("not_text")
    return text if "\n" in text else text.replace("\r", "\n")


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def find_separator(text: str, names: Container[str] = ()) -> str:
    """Return the separator under which a row holds most known headers, or the first row most cells.

    The cells of all rows tell nothing: a text may hold more commas than the file has columns.
    """

    def worth(mark: str) -> tuple[int, int]:
        rows = [row for row in islice(_records(_lines(text), mark), HEAD) if any(row)] or [[]]
        return max(sum(plain(cell) in names for cell in row) for row in rows), len(rows[0])

    return max(SEPARATORS, key=worth)


def _records(lines: Iterable[str], separator: str, strict: bool = False) -> Iterator[list[str]]:
    csv.field_size_limit(LONGEST_CELL)
    try:
        yield from csv.reader(lines, delimiter=separator, strict=strict)
    except csv.Error:
        raise Unreadable("quotes" if strict else "not_text") from None


def _whole_records(text: str, separator: str) -> Iterator[list[str]]:
    """Give the records of a text.

    A quotation mark that is never closed swallows the rows behind it: a record of several lines must be well formed.
    """
    lines: list[str] = []  # of the record at hand

    def noted() -> Iterator[str]:
        for line in _lines(text):
            lines.append(line)
            yield line

    for record in _records(noted(), separator):
        if len(lines) > 1:
            list(_records(lines, separator, strict=True))
        lines.clear()
        yield record


def _lines(text: str) -> Iterable[str]:
    return io.StringIO(text, newline="")


def scan(data: bytes, names: Container[str] = ()) -> Grid | None:
    """Return a large regular file without reading it yet; None when a line may be less or more than it seems.

    What is read of it has to be UTF-8, and as many records as are counted here; else it is read record by record.
    """
    text = _as_utf8(data)
    if b"\0" in text or has_old_line_ends(text):
        return None
    head = text[:HEAD_BYTES].decode(errors="ignore")
    separator = find_separator(head, names)
    width = max(map(len, islice(_records(_lines(head), separator), HEAD)), default=0)
    records = count_records(text, separator)
    if records is None or not 0 < width <= MOST_COLUMNS:
        return None
    cells = pl.scan_csv(
        io.BytesIO(text),
        has_header=False,
        separator=separator,
        schema={f"c{i}": pl.String() for i in range(width)},
        infer_schema=False,
    )
    return Grid("", cells, records=records, again=lambda: read_records(data, names))


def _as_utf8(data: bytes) -> bytes:
    """Return a file's text as UTF-8 without mark, if its beginning is any sign."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data[:HEAD_BYTES])  # which may end within a character
    except UnicodeDecodeError:
        return decode(data).encode()
    return data.removeprefix(codecs.BOM_UTF8) if b"\n" in data else decode(data).encode()


def has_old_line_ends(data: bytes) -> bool:
    """Return whether a carriage return stands without its line feed."""
    # To look for one costs a tenth of counting them.
    return b"\r" in data and data.count(b"\r") != data.count(b"\r\n")
