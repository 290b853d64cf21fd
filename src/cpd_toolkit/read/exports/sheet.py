"""A sheet of an export: its header row wherever it stands, its rows, and what stands above."""

from collections.abc import Collection, Container, Iterable, Sequence
from typing import NamedTuple

from cpd_toolkit.read.delimited import read_delimited
from cpd_toolkit.read.excel import read_excel
from cpd_toolkit.read.grid import Grid, Unreadable, read_surely
from cpd_toolkit.read.headers import LAST_HEADER_ROW
from cpd_toolkit.read.names import plain, squeeze
from cpd_toolkit.read.source import TOTAL_ROW

MOST_ROWS = 500_000  # a log kept by a tool for people; far above any

Row = tuple[int, tuple[str, ...]]  # the number that a spreadsheet shows, and the cells, trimmed


class Sheet(NamedTuple):
    """One sheet of an export as text."""

    name: str  # empty for a text file
    order: int
    header_row: int  # as a spreadsheet shows it
    headers: tuple[str, ...]  # spaces squeezed
    rows: list[Row]  # under the header, without blank and total rows
    above: Sequence[Row] = ()
    excel: bool = False

    def find(self, *names: str) -> int | None:
        """Return the position of the first column with one of these headers, or None."""
        positions = {plain(header): at for at, header in reversed([*enumerate(self.headers)])}
        return next((positions[plain(name)] for name in names if plain(name) in positions), None)

    def texts(self, *positions: int | None) -> list[str]:
        """Return the filled cells of some columns."""
        return [cells[at] for _, cells in self.rows for at in positions if at is not None and cells[at]]


def open_sheets(data: bytes, suffix: str, names: Container[str]) -> list[Sheet]:
    """Return the sheets of a file, headers not found yet: every row stands in `above`.

    Args:
        data: The bytes of the file.
        suffix: `.csv`, `.tsv`, `.txt` or `.xlsx`.
        names: Headers that tell the separator, in their plain form.

    Raises:
        Unreadable: The file is broken, or longer than any export.
    """
    grids = read_excel(data) if suffix == ".xlsx" else [read_delimited(data, names)]
    return [
        Sheet(grid.sheet, order, 0, (), [], read_surely(grid, _rows), grid.excel) for order, grid in enumerate(grids)
    ]


def _rows(grid: Grid) -> list[Row]:
    cells = grid.cells.head(MOST_ROWS + 1).collect()
    if cells.height > MOST_ROWS:
        raise Unreadable("too_long")
    grid.expect(cells.height)
    return [(at, tuple((cell or "").strip() for cell in row)) for at, row in enumerate(cells.rows(), 1)]


def with_header(sheet: Sheet, alternatives: Iterable[Sequence[Collection[str]]], depth: int = 1) -> Sheet | None:
    """Return a sheet with its header row found; None when it has none of that kind.

    Args:
        sheet: From `open_sheets`.
        alternatives: Of each, every part must be there; a part is a header under any of its names.
        depth: Rows that the header takes.
    """
    wanted = [[{plain(name) for name in part} for part in parts] for parts in alternatives if parts]
    for at, (number, cells) in enumerate(sheet.above[:LAST_HEADER_ROW]):
        here = {plain(cell) for cell in cells if cell}
        if any(all(part & here for part in parts) for parts in wanted):
            headers, behind = _headers(sheet.above[at : at + depth])
            rows = [row for row in sheet.above[at + behind :] if not is_passed_over(row)]
            return sheet._replace(header_row=number, headers=headers, rows=rows, above=sheet.above[:at])
    return None


def is_passed_over(row: Row) -> bool:
    """Return whether a row is blank or a total."""
    lead = next((cell for cell in row[1] if cell), "")
    return not lead or TOTAL_ROW.match(lead) is not None


def _headers(rows: Sequence[Row]) -> tuple[tuple[str, ...], int]:
    """Return the names of the columns and the rows they take: `first / second` where there are two."""
    first = [clean(cell) for cell in rows[0][1]]
    # A second header row says nothing over the number of the response.
    if len(rows) < 2 or rows[1][1][0]:
        return tuple(first), 1
    names, group = [], ""
    for name, cell in zip(first, rows[1][1], strict=True):
        group = name or group
        names.append(f"{group} / {clean(cell)}" if cell else name)
    return tuple(names), 2


def clean(name: str) -> str:
    """Return a header as a person reads it: no line breaks, no mark of the encoding before it."""
    return squeeze(name.lstrip("\ufeff").strip('"'))
