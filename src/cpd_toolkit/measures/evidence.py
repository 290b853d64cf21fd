"""Evidence: documents that the logs cannot show, and whether they are valid."""

from collections.abc import Sequence
from datetime import date

import polars as pl

from cpd_toolkit.measures.selection import Quantity, Selection, tally
from cpd_toolkit.measures.windows import ever, lifetime


def documents(evidence: pl.DataFrame, as_of: date) -> Selection:
    """Select every document: number, those valid on as_of and those expired by then.

    Valid: date <= as_of <= valid_until; expired: valid_until < as_of. A document without valid_until is neither.
    """
    quantities = (
        Quantity("rows"),
        Quantity("valid_on_as_of", where=pl.lit(as_of).is_between("date", "valid_until")),
        Quantity("expired_on_as_of", where=pl.col("valid_until") < as_of),
    )
    rows = evidence.lazy()
    return Selection(ever(rows, as_of), quantities, (), lifetime(rows, as_of), rows)


def kinds(evidence: pl.DataFrame, as_of: date) -> Selection:
    """Select by kind; only those that occur."""
    return Selection(ever(evidence.lazy(), as_of), (Quantity("rows"),), ("kind",))


def evidence_on(evidence: pl.DataFrame, as_of: date, by: Sequence[str] = ()) -> pl.DataFrame:
    """Return the number of documents, of valid ones and of expired ones on as_of."""
    return tally(documents(evidence, as_of), by)


def evidence_by_kind(evidence: pl.DataFrame, as_of: date, by: Sequence[str] = ()) -> pl.DataFrame:
    """Return the number of documents of each kind."""
    return tally(kinds(evidence, as_of), by)
