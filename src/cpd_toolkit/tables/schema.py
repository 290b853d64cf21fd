"""Pandera schemas and polars types, built from a table's columns and rules."""

from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from cpd_toolkit.tables.column import Column
from cpd_toolkit.tables.rule import Rule
from cpd_toolkit.tables.table import Table

if TYPE_CHECKING:
    import pandera.polars as pa

DTYPES: dict[str, pl.DataType] = {
    "text": pl.String(),
    "free": pl.String(),
    "enum": pl.String(),
    "date": pl.Date(),
    "minutes": pl.Int64(),
    "integer": pl.Int64(),
    "number": pl.Float64(),
    "hours": pl.Float64(),
    "boolean": pl.Boolean(),
    "articles": pl.List(pl.Int64()),
    "words": pl.List(pl.String()),
}
PROVENANCE: dict[str, pl.DataType] = {"file": pl.String(), "sheet": pl.String(), "row": pl.Int64()}


def dtypes(table: Table) -> dict[str, pl.DataType]:
    """Return the columns of a table's typed rows with their polars types; provenance last.

    Example:
        >>> from cpd_toolkit.tables import TABLES
        >>> dtypes(TABLES["practice"])["paid_hours"]
        Float64
    """
    return {c.name: DTYPES[c.kind] for c in table.columns} | PROVENANCE


def pandera_schema(table: Table, as_of: date) -> "pa.DataFrameSchema":
    """Return the schema of a table's typed rows: errors fail it, warnings only warn.

    Use it on eager frames: pandera runs no data check on a LazyFrame.

    Args:
        table: One of `TABLES`.
        as_of: The day against which records may not lie in the future.

    Example:
        >>> import datetime
        >>> from cpd_toolkit.tables import TABLES
        >>> pandera_schema(TABLES["members"], datetime.date(2026, 6, 30)).name
        'members'
    """
    import pandera.polars as pa

    # Checks name the rule and its column: pandera itself says only which check failed.
    checks = [_check(rule, as_of) for rule in table.rules]
    return pa.DataFrameSchema(
        {c.name: _column(c) for c in table.columns},
        checks=checks,
        unique=list(table.key) if table.name == "members" else None,
        name=table.name,
    )


def _column(column: Column) -> "pa.Column":
    import pandera.polars as pa

    checks = [pa.Check.isin([choice.code for choice in column.choices])] if column.choices else []
    return pa.Column(DTYPES[column.kind], checks, nullable=not column.required, description=column.hint.en)


def _check(rule: Rule, as_of: date) -> "pa.Check":
    import pandera.polars as pa

    def good(data: "pa.PolarsData") -> pl.LazyFrame:
        return data.lazyframe.with_columns(as_of=pl.lit(as_of)).select(rule.good.fill_null(True))

    return pa.Check(good, name=f"{rule.id}:{rule.column}", raise_warning=rule.severity == "warning")
