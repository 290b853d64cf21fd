"""The workbook as its user filled it in: the answers, or what can't be taken as one."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import polars as pl

from cpd_toolkit.dossier import Dossier
from cpd_toolkit.errors import DossierError
from cpd_toolkit.files import open_file
from cpd_toolkit.i18n import LANGUAGES, Words
from cpd_toolkit.read.cells import BOOLEANS
from cpd_toolkit.read.excel import read_excel
from cpd_toolkit.read.grid import Unreadable
from cpd_toolkit.read.names import plain
from cpd_toolkit.suggest.decisions import KEY, NUMBERS

LARGEST = 50_000_000  # bytes
NEEDED = ("decision", "article", "reference")


class Row(NamedTuple):
    """The cells of a row that matter, as text."""

    number: int  # as the spreadsheet shows it
    decision: str
    article: str
    reference: str


def answers(path: Path, dossier: Dossier) -> dict[tuple[str, int], bool | None]:
    """Return the answers of a filled workbook, by entry and article; None where the decision is left empty.

    Where a row is there twice, a no goes before a yes: only what is clear counts.

    Raises:
        DossierError: The workbook can't be read, or a cell of it is no answer; nothing of it is then taken.
    """
    found: dict[tuple[str, int], bool | None] = {}
    for row in _rows(path, dossier.say):
        key, number, answer = _answer(row, dossier.say)
        before = found.get((key, number))
        found[key, number] = answer if before is None else before and answer is not False
    return found


def _rows(path: Path, say: Words) -> Iterator[Row]:
    try:
        with open_file(path) as file:
            data = file.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise Unreadable("too_large")
        grids = read_excel(data)
    except OSError:
        raise DossierError(say("suggest.unreadable", reason=say("unreadable.not_opened"))) from None
    except Unreadable as fault:
        raise DossierError(say("suggest.unreadable", reason=say(f"unreadable.{fault.reason}"))) from None
    for grid in grids:
        cells = grid.cells.collect()
        at = _columns(cells)
        if at is not None:
            yield from _filled(cells, at)
            return
    raise DossierError(say("suggest.no_columns"))


def _columns(cells: pl.DataFrame) -> list[int] | None:
    """Return where the three columns stand, by the headers of either language."""
    heads = [plain(head or "") for head in (cells.row(0) if cells.height else ())]
    known = [{plain(Words(lang)(f"suggest.head.{name}")) for lang in LANGUAGES} for name in NEEDED]
    found = [next((at for at, head in enumerate(heads) if head in names), None) for names in known]
    return None if None in found else [at for at in found if at is not None]


def _filled(cells: pl.DataFrame, at: list[int]) -> Iterator[Row]:
    for number, row in enumerate(cells.rows()[1:], start=2):
        wanted = [(row[place] or "").strip() for place in at]
        if any(wanted):
            yield Row(number, *wanted)


def _answer(row: Row, say: Words) -> tuple[str, int, bool | None]:
    word, number = plain(row.decision), row.article.removesuffix(".0")
    if word and word not in BOOLEANS:
        raise DossierError(say("suggest.no_answer", row=row.number))
    if not (number.isascii() and number.isdigit() and len(number) <= 2 and int(number) in NUMBERS):
        raise DossierError(say("suggest.no_article", row=row.number))
    if not KEY.fullmatch(row.reference):
        raise DossierError(say("suggest.no_reference", row=row.number))
    return row.reference, int(number), BOOLEANS.get(word)
