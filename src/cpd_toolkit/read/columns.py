"""Columns of text become columns of values: fast casts in one pass, the tolerant readers on what is left."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

import polars as pl

from cpd_toolkit.read.cells import READERS, Habits
from cpd_toolkit.read.names import plain
from cpd_toolkit.tables import Choice, Column
from cpd_toolkit.tables.schema import DTYPES
from cpd_toolkit.tables.shared import NO, YES

UNREADABLE = "?"  # suffix of the column that marks cells whose text means nothing there


def parse(cells: pl.DataFrame, columns: Mapping[str, tuple[Column, Habits]]) -> list[pl.Series]:
    """Read columns of cells.

    Args:
        cells: One text a cell, null where it is empty.
        columns: By name in `cells`: what the column is, and the habits of its file.

    Returns:
        A typed series a column, null where the cell is blank or unreadable; behind it, only where some cell is
        unreadable, a boolean series of the same name with `?`.
    """
    casts = [_cast(column, cells[name], habits).alias(name) for name, (column, habits) in columns.items()]
    fast = cells.lazy().select(casts).collect(engine="streaming")
    return [series for name, known in columns.items() for series in _finish(*known, cells[name], fast[name])]


def _cast(column: Column, texts: pl.Series, habits: Habits) -> pl.Expr:
    """Return what reads the plainest way of writing; null elsewhere."""
    text = pl.col(texts.name)
    match column.kind, habits.unit:
        case (("text" | "free"), _):
            return text.str.strip_chars()
        case "date", _:
            # Ten characters exactly: the cast would take 14/03/26 for the year 26. It also takes -026 and +99999.
            value = text.str.to_date(_date_form(texts, habits), strict=False)
            return pl.when((text.str.len_bytes() == 10) & value.is_between(date.min, date.max)).then(value)
        case ("integer", _) | ("minutes", None | "minutes"):
            return text.cast(pl.Int64, strict=False)
        case ("number", _) | ("hours", None | "hours"):
            value = text.cast(pl.Float64, strict=False)
            return pl.when(value.is_finite()).then(value)
        case "enum", _:
            return pl.when(_is_one_of(text, [choice.code for choice in column.choices])).then(text)
        case "boolean", _:
            return pl.when(_is_one_of(text, YES)).then(True).when(_is_one_of(text, NO)).then(False)
    return pl.lit(None, DTYPES[column.kind])


def _is_one_of(text: pl.Expr, words: Iterable[str]) -> pl.Expr:
    # For a handful of words, comparing with each is several times quicker than a set.
    return pl.any_horizontal(text == word for word in words)


def _date_form(texts: pl.Series, habits: Habits) -> str:
    numeric = {"day-first": "%d/%m/%Y", "month-first": "%m/%d/%Y", None: "%Y-%m-%d"}[habits.date_order]
    first = texts.drop_nulls().head(1)
    return "%Y-%m-%d" if first.str.contains("-").any() else numeric


def _finish(column: Column, habits: Habits, texts: pl.Series, fast: pl.Series) -> list[pl.Series]:
    """Return the values of a column and, where needed, the marks of unreadable cells."""
    # A literal null of the fast pass has one row for all.
    fast = fast if len(fast) == len(texts) else fast.new_from_index(0, len(texts))
    if column.kind in ("text", "free"):
        return [_without_empty(fast)]
    left = fast.is_null() & texts.is_not_null()
    if not left.any():
        return [fast]
    values, unreadable = _tolerant(column, habits, texts, left)
    nothing_known = fast.null_count() == len(fast)
    filled = values.alias(fast.name) if nothing_known else pl.select(pl.coalesce(fast, values)).to_series()
    return [filled, unreadable.alias(fast.name + UNREADABLE)] if unreadable.any() else [filled]


def _without_empty(texts: pl.Series) -> pl.Series:
    filled = texts != ""
    return texts if filled.all() else texts.to_frame().select(pl.when(filled).then(texts).alias(texts.name)).to_series()


def _tolerant(column: Column, habits: Habits, texts: pl.Series, left: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Read each distinct text that is left once; return values and marks for every row."""
    remaining = pl.select(pl.when(left).then(texts)).to_series()
    codes = remaining.cast(pl.Categorical(pl.Categories.random())).to_physical()
    first = codes.drop_nulls().arg_unique()
    distinct = pl.DataFrame({"code": codes.drop_nulls().gather(first), "text": remaining.drop_nulls().gather(first)})
    trims = [text.strip() for text in distinct.sort("code")["text"]]
    reader = _reader(column)
    read = pl.Series(
        [reader(text, habits) if text else None for text in trims], dtype=DTYPES[column.kind], strict=False
    )
    unreadable = read.is_null() & pl.Series([text != "" for text in trims], dtype=pl.Boolean)
    return read.gather(codes), unreadable.gather(codes).fill_null(False)


def _reader(column: Column) -> Callable[[str, Habits], object]:
    if column.kind != "enum":
        return READERS[column.kind]
    codes = enum_words(column.choices)
    return lambda text, _: codes.get(plain(text))


def enum_words(choices: Iterable[Choice]) -> dict[str, str]:
    """Return every word that means a choice, in its plain form, with the choice's code."""
    return {plain(word): c.code for c in choices for word in (c.code, c.label.fr, c.label.en, *c.synonyms)}
