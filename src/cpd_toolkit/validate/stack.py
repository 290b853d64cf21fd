"""All sheets of one table, one under the other: dates read as each file writes them, every row judged."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

import polars as pl

from cpd_toolkit.dossier import Dossier
from cpd_toolkit.read.cells import DateOrder
from cpd_toolkit.read.dates import choose_order
from cpd_toolkit.read.files import File
from cpd_toolkit.read.source import Source, numeric_dates
from cpd_toolkit.tables import Table
from cpd_toolkit.tables.schema import dtypes
from cpd_toolkit.validate.findings import ABSENT, no_findings
from cpd_toolkit.validate.rows import check_rows

PLACES = {
    "file": pl.String(),
    "sheet": pl.String(),
    "field": pl.String(),
    "column": pl.String(),
    "position": pl.Int64(),
}


class Stack(NamedTuple):
    """All sheets of one table, one under the other."""

    table: Table
    rows: pl.DataFrame  # `index`, which rises, typed columns, provenance, `order`, and `error`
    findings: pl.DataFrame  # of each sheet alone
    places: pl.DataFrame  # file, sheet, field -> the user's header and its position


def stack(table: Table, files: Iterable[File], dossier: Dossier, as_of: date) -> Stack:
    """Return the typed rows of a table from all files, with what was found sheet by sheet."""
    index = {"index": pl.UInt32()}
    rows = [pl.DataFrame(schema=index | dtypes(table) | {"order": pl.Int64(), "error": pl.Boolean()})]
    found, places, behind = [no_findings()], [pl.DataFrame(schema=PLACES)], 0
    for file in files:
        sources = [source for source in file.sources if source.table.name == table.name]
        order, doubtful = date_order(file, dossier) if sources else (None, None)
        for source in sources:
            part = check_rows(source, dossier, as_of, order, source is doubtful)
            rows.append(part.rows.with_columns(pl.col("index") + behind))
            # An export may lack all that would give it rows.
            behind = rows[-1]["index"][-1] + 1 if rows[-1].height else behind
            found.append(part.findings)
            places.append(_places(source))
    return Stack(table, pl.concat(rows[1:] or rows), pl.concat(found), pl.concat(places))


def _places(source: Source) -> pl.DataFrame:
    headers = [(c.name, source.header(c.name)) for c in source.table.columns]
    return pl.DataFrame(
        {
            "file": source.file,
            "sheet": source.sheet,
            "field": [name for name, _ in headers],
            "column": [header.name if header else name for name, header in headers],
            "position": [header.position if header else ABSENT for _, header in headers],
        },
        schema=PLACES,
    )


def date_order(file: File, dossier: Dossier) -> tuple[DateOrder | None, Source | None]:
    """Return how a file writes its dates, once for the whole file; None, with the sheet to ask about, untold."""
    chosen = dossier.date_order.get(file.name) or dossier.imports.get(file.name, {}).get("date_order")
    written = [(source, pair) for source in file.sources for pair in numeric_dates(source)]
    order = choose_order([pair for _, pair in written], chosen, any(source.french for source in file.sources))
    return order, None if order else written[0][0]
