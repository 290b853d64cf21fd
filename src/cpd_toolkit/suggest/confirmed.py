"""Confirmed articles beside the tags: they fill the empty `articles` cell of the entry they were confirmed for."""

from collections.abc import Mapping, Sequence

import polars as pl

from cpd_toolkit.suggest.entries import KINDS, key_of, without_articles
from cpd_toolkit.tables.schema import DTYPES, PROVENANCE

CONFIRMED: dict[str, pl.DataType] = {"table": pl.String(), **PROVENANCE, "articles": DTYPES["articles"]}


def confirmed_rows(rows: Mapping[str, pl.DataFrame], agreed: Mapping[str, Sequence[int]]) -> pl.DataFrame:
    """Return the rows without articles that confirmed suggestions give some: CONFIRMED.

    Args:
        rows: Accepted rows by table.
        agreed: Articles with a yes, by the key of an entry.
    """
    empty = pl.DataFrame(schema=CONFIRMED)
    if not agreed:
        return empty
    found = [
        (name, row["file"], row["sheet"], row["row"], list(agreed[key]))
        for name in KINDS
        if name in rows
        for row in rows[name].filter(without_articles()).iter_rows(named=True)
        if (key := key_of(name, row)) in agreed
    ]
    return pl.DataFrame(found, CONFIRMED, orient="row") if found else empty


def with_confirmed(rows: pl.DataFrame, confirmed: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of one table with the articles confirmed for them; in the same order, with the same columns."""
    if confirmed.is_empty():
        return rows
    place = list(PROVENANCE)
    given = confirmed.select(*place, given="articles")
    joined = rows.join(given, on=place, how="left", maintain_order="left", nulls_equal=True)
    return joined.with_columns(articles=pl.coalesce("given", "articles")).select(rows.columns)
