"""The plainest way of writing each kind of value, as a cast that polars does for all rows at once."""

from collections.abc import Iterable

import polars as pl

from cpd_toolkit.read.cells import boolean
from cpd_toolkit.read.headers import Unit
from cpd_toolkit.tables import Column
from cpd_toolkit.tables.shared import NO, YES

TEXTS = ("text", "free")
MOST_LEFT = 0.1  # of the filled cells; a cast that leaves more of them is not worth its while


def find_cast(column: Column, unit: Unit | None, sample: pl.Series) -> pl.Expr | None:
    """Return what reads a column of texts, null where a cell is written in another way.

    Args:
        column: What the column is.
        unit: Of its bare numbers, when a mapping says.
        sample: Some of its texts, under the column's name.

    Returns:
        None when there is no such cast, or it leaves too many cells of the sample.
    """
    cast = _cast(column, unit, sample)
    if cast is None or column.kind in TEXTS:
        return cast
    filled = sample.to_frame().filter(pl.col(sample.name) != "")
    return cast if filled.select(cast.is_null().sum()).item() <= MOST_LEFT * filled.height else None


def _cast(column: Column, unit: Unit | None, sample: pl.Series) -> pl.Expr | None:
    text = pl.col(sample.name)
    match column.kind, unit:
        case (("text" | "free"), _):
            return text.str.strip_chars()
        case ("integer", _) | ("minutes", None | "minutes"):
            return text.cast(pl.Int64, strict=False)
        case ("number", _) | ("hours", None | "hours"):
            value = text.cast(pl.Float64, strict=False)
            return pl.when(value.is_finite()).then(value)
        case "enum", _:
            return pl.when(_is_one_of(text, [choice.code for choice in column.choices])).then(text)
        case "boolean", _:
            words = sample.drop_nulls().unique().to_list() or [*YES, *NO]
            yes, no = ([word for word in words if boolean(word) is meant] for meant in (True, False))
            return pl.when(_is_one_of(text, yes)).then(True).when(_is_one_of(text, no)).then(False)
    return None


def _is_one_of(text: pl.Expr, words: Iterable[str]) -> pl.Expr:
    # For a handful of words, comparing with each is several times quicker than a set.
    return pl.any_horizontal(pl.lit(False), *(text == word for word in words))
