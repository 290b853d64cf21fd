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
        texts = pl.DataFrame({f"c{i}": as_text(column) for i, column in enumerate(frame)})
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, ValueError, OverflowError):
        raise Unreadable("not_parquet") from None
    header = pl.DataFrame([frame.columns], schema=dict.fromkeys(texts.columns, pl.String()), orient="row")
    return Grid("", pl.concat([header, texts]).lazy())


def as_text(column: pl.Series) -> pl.Series:
    """Return a typed column as text.

    Example:
        >>> as_text(pl.Series([6.0, 1.5, None])).to_list()
        ['6', '1.5', None]
    """
    try:
        if isinstance(column.dtype, pl.List):
            return column.cast(pl.List(pl.String)).list.join(";")
        text = column.cast(pl.String)
    except pl.exceptions.PolarsError:  # durations, bytes, nested lists
        return pl.Series([None if value is None else str(value) for value in column], dtype=pl.String)
    # Whole numbers stand as floats in a column that has empty cells.
    return text.str.strip_suffix(".0") if column.dtype.is_float() else text
