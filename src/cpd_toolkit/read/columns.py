"""A column of text becomes a column of values: fast casts first, the tolerant readers on what is left."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

import polars as pl

from cpd_toolkit.read.cells import READERS, Habits
from cpd_toolkit.read.names import plain
from cpd_toolkit.tables import Choice, Column
from cpd_toolkit.tables.schema import DTYPES

LISTS = ("articles", "words")  # read as `a;b`, split at the end


class Parsed(NamedTuple):
    """A typed column and where it could not be read."""

    values: pl.Series
    unreadable: pl.Series | None  # true where a cell had text that means nothing here; None when there is none


def parse(column: Column, texts: pl.Series, habits: Habits) -> Parsed:
    """Read a column of cells.

    Args:
        column: What the column is.
        texts: One trimmed or untrimmed text a row, null where the cell is empty.
        habits: Date order, serials and unit of the file.

    Returns:
        Values of the column's type; null where the cell is blank or unreadable.
    """
    if column.kind in ("text", "free"):
        return Parsed(trimmed(texts), None)
    values = _fast(column, texts, habits)
    left = values.is_null() & texts.is_not_null()
    if left.any():
        values, unreadable = _tolerant(column, texts, values, left, habits)
    else:
        unreadable = None
    if column.kind in LISTS:
        values = values.str.split(";").cast(DTYPES[column.kind])
    return Parsed(values.alias(column.name), unreadable)


def trimmed(texts: pl.Series) -> pl.Series:
    """Return texts without spaces (no-break ones too) at their ends; null when nothing is left."""
    stripped = pl.col(texts.name).str.strip_chars()
    return texts.to_frame().select(pl.when(stripped != "").then(stripped).alias(texts.name)).to_series()


def _fast(column: Column, texts: pl.Series, habits: Habits) -> pl.Series:
    """Cast what is written in the plainest way; null elsewhere."""
    cast = _cast(column.kind, texts, habits)
    if cast is None:
        return pl.Series(column.name, [None], dtype=_readable(column)).new_from_index(0, texts.len())
    return texts.to_frame().lazy().select(cast.alias(column.name)).collect(engine="streaming").to_series()


def _cast(kind: str, texts: pl.Series, habits: Habits) -> pl.Expr | None:
    text = pl.col(texts.name)
    match kind, habits.unit:
        case "date", _:
            # Ten characters exactly: the cast would take 14/03/26 for the year 26.
            return pl.when(text.str.len_bytes() == 10).then(text.str.to_date(_date_form(texts, habits), strict=False))
        case ("integer", _) | ("minutes", None | "minutes"):
            return text.cast(pl.Int64, strict=False)
        case ("number", _) | ("hours", None | "hours"):
            value = text.cast(pl.Float64, strict=False)
            return pl.when(value.is_finite()).then(value)
    return None


def _date_form(texts: pl.Series, habits: Habits) -> str:
    numeric = {"day-first": "%d/%m/%Y", "month-first": "%m/%d/%Y", None: "%Y-%m-%d"}[habits.date_order]
    first = texts.drop_nulls().head(1)
    return "%Y-%m-%d" if first.str.contains("-").any() else numeric


def _readable(column: Column) -> pl.DataType:
    return pl.String() if column.kind in LISTS else DTYPES[column.kind]


def _tolerant(
    column: Column, texts: pl.Series, values: pl.Series, left: pl.Series, habits: Habits
) -> tuple[pl.Series, pl.Series | None]:
    """Read each distinct text that is left once, and put the values in."""
    reader = _reader(column)
    distinct = texts.filter(left).unique()
    trims = [text.strip() for text in distinct]
    read = pl.Series([reader(text, habits) if text else None for text in trims], dtype=_readable(column), strict=False)
    blank = pl.Series([not text for text in trims], dtype=pl.Boolean)
    known = pl.DataFrame({"text": distinct, "value": read, "unreadable": read.is_null() & ~blank})
    found = pl.DataFrame({"text": texts, "fast": values}).join(known, on="text", how="left", maintain_order="left")
    filled = found.select(pl.coalesce("fast", "value").alias(column.name)).to_series()
    unreadable = found["unreadable"].fill_null(False) & values.is_null()
    return filled, unreadable if unreadable.any() else None


def _reader(column: Column) -> Callable[[str, Habits], object]:
    if column.kind != "enum":
        return READERS[column.kind]
    codes = enum_words(column.choices)
    return lambda text, _: codes.get(plain(text))


def enum_words(choices: Iterable[Choice]) -> dict[str, str]:
    """Return every word that means a choice, in its plain form, with the choice's code."""
    return {plain(word): c.code for c in choices for word in (c.code, c.label.fr, c.label.en, *c.synonyms)}
