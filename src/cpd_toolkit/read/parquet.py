"""Parquet: typed columns, read as the text a person would have typed."""

import io

import polars as pl

from cpd_toolkit.read.grid import Grid, Unreadable


def read_parquet(data: bytes) -> Grid:
    """Return the cells of a parquet file with its column names as the first row.

    Raises:
        Unreadable: The bytes are no parquet file.
    """
    try:
        frame = pl.read_parquet(io.BytesIO(data))
    except pl.exceptions.PolarsError:
        raise Unreadable("not_parquet") from None
    names = {old: f"c{i}" for i, old in enumerate(frame.columns)}
    header = pl.DataFrame({new: [old] for old, new in names.items()}, schema=dict.fromkeys(names.values(), pl.String()))
    return Grid("", pl.concat([header, frame.select(_as_text(frame, old).alias(new) for old, new in names.items())]))


def _as_text(frame: pl.DataFrame, name: str) -> pl.Expr:
    column = pl.col(name)
    kind = frame.schema[name]
    return column.cast(pl.List(pl.String)).list.join(";") if isinstance(kind, pl.List) else column.cast(pl.String)
