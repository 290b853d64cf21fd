"""Columns of text become columns of values.

One streaming pass over the cells casts what is written in the plainest way. Columns that are written otherwise, and
those that have no plainest way, get a code for each distinct text. The tolerant readers of `cells.py` then read each of
these texts once, and of the other columns the cells that a cast left.
"""

from collections.abc import Callable, Iterable, Mapping
from itertools import accumulate
from typing import NamedTuple

import polars as pl

from cpd_toolkit.read.casts import TEXTS, find_cast
from cpd_toolkit.read.cells import READERS, Habits
from cpd_toolkit.read.headers import Unit
from cpd_toolkit.read.names import plain
from cpd_toolkit.tables import Choice, Column
from cpd_toolkit.tables.schema import DTYPES

UNREADABLE = "?"  # suffix of the column that marks cells whose text means nothing there
CAST = "="  # prefix of a cast column while its text stands beside it
SAMPLE = 10_000  # rows that tell how a column is written


class Draft(NamedTuple):
    """The cells of a sheet after one pass over them."""

    values: pl.DataFrame  # where each row stands, and a column a field: cast values, else texts as categories
    rest: pl.DataFrame  # `index` and texts of the rows in which a cast left a cell, or that are suspect

    def without(self, index: pl.Series) -> "Draft":
        """Return the draft without the rows of some indices."""
        kept = ~pl.col("index").is_in(index.implode())
        return Draft(self.values.filter(kept), self.rest.filter(kept)) if len(index) else self


def draft(cells: pl.LazyFrame, fields: Mapping[str, tuple[Column, Unit | None]], suspect: pl.Expr) -> Draft:
    """Go over cells once.

    Args:
        cells: Texts, null where a cell is empty; `index`, which rises, and what else tells where a row stands.
        fields: By name in `cells`: what the column is, and the unit of its bare numbers.
        suspect: True of rows that the caller wants to see as texts.
    """
    schema = cells.collect_schema()
    sample = cells.select(*fields).head(SAMPLE).collect()
    found = {name: find_cast(*field, sample[name]) for name, field in fields.items()}
    casts = {name: cast for name, cast in found.items() if cast is not None}
    judged = [name for name in casts if fields[name][0].kind not in TEXTS]
    left = [pl.col(CAST + name).is_null() & _filled(sample[name]) for name in judged]
    beside = cells.with_columns(cast.alias(CAST + name) for name, cast in casts.items())
    values = beside.select(
        *(name for name, dtype in schema.items() if dtype != pl.String),
        *(pl.col(CAST + name).alias(name) for name in casts),
        *(pl.col(name).cast(pl.Categorical(pl.Categories.random())) for name in fields if name not in casts),
    )
    rest = beside.filter(pl.any_horizontal(suspect, *left)).select(schema.names())
    return Draft(*pl.collect_all([values, rest], engine="streaming"))


def _filled(sample: pl.Series) -> pl.Expr:
    # A file may quote its empty cells; in others it is quicker to look at nulls alone.
    return pl.col(sample.name) != "" if "" in sample else pl.col(sample.name).is_not_null()


def parse(cells: Draft, columns: Mapping[str, tuple[Column, Habits]]) -> list[pl.Series]:
    """Read columns of cells.

    Args:
        cells: The cells after one pass.
        columns: By name in it: what the column is, and the habits of its file.

    Returns:
        A typed series a column, null where the cell is blank or unreadable; behind it, only where some cell is
        unreadable, a boolean series of the same name with `?`.
    """
    return [series for name, known in columns.items() for series in _finish(cells, name, *known)]


def _finish(cells: Draft, name: str, column: Column, habits: Habits) -> list[pl.Series]:
    """Return the values of a column and, where needed, the marks of unreadable cells."""
    values = cells.values[name]
    if column.kind in TEXTS:
        return [_without_empty(values)]
    if isinstance(values.dtype, pl.Categorical):
        values, marks = _read_distinct(values, column, habits)
    else:
        values, marks = _read_rest(cells, name, column, habits)
    return [values.alias(name), marks.alias(name + UNREADABLE)] if marks.any() else [values.alias(name)]


def _without_empty(texts: pl.Series) -> pl.Series:
    filled = texts != ""
    return texts if filled.all() else texts.to_frame().select(pl.when(filled).then(texts).alias(texts.name)).to_series()


def _read_distinct(texts: pl.Series, column: Column, habits: Habits) -> tuple[pl.Series, pl.Series]:
    """Read each distinct text once; return values and marks of the unreadable for every row."""
    reader, codes, distinct = _reader(column), texts.to_physical(), find_distinct(texts)
    keys = distinct.to_physical().to_list()
    trimmed = [text.strip() for text in distinct.cast(pl.String)]
    known = {code: reader(text, habits) for code, text in zip(keys, trimmed, strict=True) if text}
    # One place more than is needed: of a single list polars makes copies in a slow way.
    by_code = [known.get(code) for code in range(max(keys, default=0) + 2)]
    values = pl.Series(by_code, dtype=DTYPES[column.kind], strict=False).gather(codes)
    unreadable = [code for code, value in known.items() if value is None]
    return _in_chunks_of(texts, values), codes.is_in(unreadable).fill_null(False)


def find_distinct(texts: pl.Series) -> pl.Series:
    """Return each category of a column once."""
    return texts.gather(texts.to_physical().arg_unique()).drop_nulls()


def _read_rest(cells: Draft, name: str, column: Column, habits: Habits) -> tuple[pl.Series, pl.Series]:
    """Read the cells that a cast left; return values and marks of the unreadable for every row."""
    values, index = cells.values[name], cells.values["index"]
    at = index.search_sorted(cells.rest["index"])
    left = values.gather(at).is_null()
    texts = cells.rest[name].filter(left).cast(pl.Categorical(pl.Categories.random()))
    read, marks = _read_distinct(texts, column, habits)
    filled = _put(values, at.filter(left).filter(read.is_not_null()), read.drop_nulls())
    return filled, index.is_in(cells.rest["index"].filter(left).filter(marks).implode())


def _put(values: pl.Series, at: pl.Series, others: pl.Series) -> pl.Series:
    """Return a column with other values in some places."""
    if at.is_empty():
        return values
    here, behind = len(values), len(values) + len(others)
    source = pl.int_range(here, dtype=pl.UInt32, eager=True)
    source = source.scatter(at, pl.int_range(here, behind, dtype=pl.UInt32, eager=True))
    return _in_chunks_of(values, pl.concat([values, others]).gather(source))


def _in_chunks_of(model: pl.Series, values: pl.Series) -> pl.Series:
    # Where the columns of a frame are cut in other places, polars copies all of them sooner or later.
    ends = accumulate(model.chunk_lengths())
    parts = [values.slice(end - length, length) for end, length in zip(ends, model.chunk_lengths(), strict=True)]
    return pl.concat(parts, rechunk=False) if len(parts) > 1 else values


def _reader(column: Column) -> Callable[[str, Habits], object]:
    if column.kind != "enum":
        return READERS[column.kind]
    codes = enum_words(column.choices)
    return lambda text, _: codes.get(plain(text))


def enum_words(choices: Iterable[Choice]) -> dict[str, str]:
    """Return every word that means a choice, in its plain form, with the choice's code."""
    return {plain(word): c.code for c in choices for word in (c.code, c.label.fr, c.label.en, *c.synonyms)}
