"""Whatever stands in a cell or a file, the readers answer: a value, nothing, or a reason. Never an exception."""

import time
from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpd_toolkit.read.cells import READERS, Habits, articles, day, hours, minutes, number
from cpd_toolkit.read.columns import UNREADABLE, draft, parse
from cpd_toolkit.read.delimited import read_delimited
from cpd_toolkit.read.grid import Unreadable
from cpd_toolkit.read.names import plain
from cpd_toolkit.tables import TABLES

COLUMNS = {column.kind: column for table in TABLES.values() for column in table.columns}
HABITS = [
    Habits(order, excel, unit)
    for order in (None, "day-first", "month-first")
    for excel in (False, True)
    for unit in (None, "hours", "minutes")
]
# Texts near what the readers look for find more than texts at random.
WORDS = [
    "1",
    "12",
    "2026",
    "00",
    "٣",
    "²",
    "h",
    "min",
    ":",
    "-",
    "/",
    ".",
    ",",
    ";",
    "+",
    "e9",
    "T",
    "mars",
    "art.",
    "et",
    "10:00:00",
    "PM",
    "Z",
    "x",
    "é",
    "'",
    '"',
    "𝟙",
]
PIECES = st.sampled_from([*WORDS, " ", "\u00a0", "\u202f", "\u0301", "\n", "1899-12-31 ", "1900-01-99 "])
NEARLY = st.lists(PIECES, max_size=12).map("".join)
ANY = st.one_of(NEARLY, st.text(max_size=40))


@given(cell=ANY, habits=st.sampled_from(HABITS))
@settings(max_examples=1000)
def test_every_reader_answers_for_any_text(cell, habits):
    for kind, reader in READERS.items():
        value = reader(cell, habits)
        assert value is None or not isinstance(value, date) or kind == "date"


def parsed(texts, habits):
    """The columns of texts, each read as the kind it is named after, by the pass over all rows and what follows it."""
    cells = pl.LazyFrame({kind: pl.Series(cells, dtype=pl.String) for kind, cells in texts.items()})
    fields = {kind: (COLUMNS[kind], habits.unit) for kind in texts}
    gone_over = draft(cells.with_row_index("index"), fields, pl.lit(False))
    return {s.name: s for s in parse(gone_over, {kind: (COLUMNS[kind], habits) for kind in texts})}


@given(cells=st.lists(st.one_of(st.none(), ANY), min_size=1, max_size=8), habits=st.sampled_from(HABITS))
@settings(max_examples=150)
def test_a_column_of_any_texts_is_read_as_its_cells_are(cells, habits):
    read = parsed(dict.fromkeys(COLUMNS, cells), habits)
    for kind in READERS:
        values, marks = read[kind].to_list(), read.get(kind + UNREADABLE, pl.Series([False] * len(cells)))
        assert len(values) == len(cells)
        for cell, value, unreadable in zip(cells, values, marks, strict=True):
            blank = cell is None or not cell.strip()
            assert unreadable == (value is None and not blank), (kind, cell)
            slow = None if blank else READERS[kind](cell.strip(), habits)
            # The fast casts also take what no person writes, such as 4/03/+2026.
            assert value == slow or slow is None or isinstance(slow, float | int), (kind, cell)


PLAINEST = {
    "date": ["2026-03-04", "04/03/2026", "12/12/2012"],
    "minutes": ["90", "0", "-5"],
    "hours": ["7", "7.25", "0"],
    "integer": ["6", "-1", "007"],
    "number": ["4", "4.5", "-1"],
    "boolean": ["oui", "yes", "0", "1", "x"],
}


@pytest.mark.parametrize("kind", PLAINEST)
def test_the_fast_casts_agree_with_the_readers(kind):
    habits = Habits("day-first")
    for texts in (PLAINEST[kind], PLAINEST[kind][::-1]):
        assert parsed({kind: texts}, habits)[kind].to_list() == [READERS[kind](text, habits) for text in texts]


@given(data=st.one_of(st.binary(max_size=300), st.text('a1;,\t"\r\n é\0', max_size=60).map(str.encode)))
@settings(max_examples=1000)
def test_any_bytes_are_a_table_or_refused_with_a_reason(data):
    try:
        outcome = set(read_delimited(data).cells.collect_schema().dtypes())
    except Unreadable as fault:
        outcome = {fault.reason}
    assert outcome <= {pl.String(), "not_text", "encoding", "quotes", "too_wide"}


LONG = {
    "digits": "1" * 1_000_000,
    "digits and spaces": "1 " * 500_000,
    "thousands": "1 000" * 200_000,
    "letters": "h" * 1_000_000,
    "ranges": "1-" * 500_000,
    "lists": "1;" * 500_000,
    "articles": "art. " * 200_000,
    "dots": "." * 1_000_000,
    "spaces": " " * 1_000_000 + "x",
    "slashes": "1/1/" * 250_000,
}


@pytest.mark.parametrize("kind", LONG)
def test_a_cell_of_a_million_characters_costs_a_moment(kind):
    start = time.process_time()
    for reader in READERS.values():
        reader(LONG[kind], Habits(excel=True))
    plain(LONG[kind])
    assert time.process_time() - start < 3


def test_very_long_numbers_are_read_or_left():
    assert number("9" * 15) == 999_999_999_999_999
    assert number("9" * 16) is None
    assert [reader("9" * 5_000, *habits) for reader, habits in ((minutes, ()), (hours, ()), (day, ()))] == [None] * 3
    assert articles("9" * 5_000) is None


def test_the_last_day_that_can_be_written_is_read():
    assert day("31/12/9999") == date(9999, 12, 31)
    assert day("01/01/10000") is None
