"""CSV and TSV: encoding, separator, records."""

import csv
import io
from collections.abc import Iterator
from itertools import islice

import polars as pl

from cpd_toolkit.read.grid import Grid, Unreadable, grid_of

SEPARATORS = ";\t,"
HEAD = 20  # records looked at to find the separator
HEAD_BYTES = 200_000
SMALL = 4_000_000  # bytes; below it the plain reader is quick enough
MOST_COLUMNS = 500
LONGEST_CELL = 1_000_000
BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def read_delimited(data: bytes) -> Grid:
    """Return the cells of a CSV or TSV file.

    UTF-8 with or without mark, UTF-16 with mark, else Windows-1252; separator `;`, tab or comma; quoted line breaks
    stay in their cell. Blank lines are rows.

    Raises:
        Unreadable: The bytes are no text, or a row has more cells than any spreadsheet.
    """
    if len(data) > SMALL and (fast := _read_fast(data)):
        return fast
    text = decode(data)
    records = list(_records(text, find_separator(text)))
    if max(map(len, records), default=0) > MOST_COLUMNS:
        raise Unreadable("too_wide")
    return grid_of(records)


def decode(data: bytes) -> str:
    """Return the text of a file, with old-Mac line ends made new."""
    encoding = next((name for mark, name in BOMS.items() if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = _windows(data)
    if "\0" in text:
        raise Unreadable("not_text")
    return text if "\n" in text else text.replace("\r", "\n")


def _windows(data: bytes) -> str:
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        raise Unreadable("encoding") from None


def find_separator(text: str) -> str:
    """Return the separator that cuts the first records into most cells."""
    return max(SEPARATORS, key=lambda mark: sum(map(len, islice(_records(text, mark), HEAD))))


def _records(text: str, separator: str) -> Iterator[list[str]]:
    csv.field_size_limit(LONGEST_CELL)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    except csv.Error:
        raise Unreadable("not_text") from None


def _read_fast(data: bytes) -> Grid | None:
    """Read a large regular file in one go.

    None when it is not plain UTF-8, or an independent count of its records differs.
    """
    data = data.removeprefix(b"\xef\xbb\xbf")
    if b"\0" in data or b"\n" not in data or not is_utf8(data):
        return None
    head = data[:HEAD_BYTES].decode(errors="ignore")
    separator = find_separator(head)
    width = max(map(len, islice(_records(head, separator), HEAD)))
    try:
        cells = pl.read_csv(
            io.BytesIO(data),
            has_header=False,
            separator=separator,
            schema={f"c{i}": pl.String() for i in range(width)},
            infer_schema=False,
        )
    except pl.exceptions.PolarsError:
        return None
    return Grid("", cells) if cells.height == count_records(data) and width <= MOST_COLUMNS else None


def is_utf8(data: bytes) -> bool:
    """Return whether bytes are UTF-8 throughout."""
    if data.isascii():
        return True
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def count_records(data: bytes) -> int:
    """Return the number of records: line breaks outside quotes, and a last line without one."""
    quoted = sum(part.count(b"\n") for part in data.split(b'"')[1::2]) if b'"' in data else 0
    return data.count(b"\n") - quoted + (not data.endswith(b"\n") and bool(data))
