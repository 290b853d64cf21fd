"""The pass over all rows at once and the tolerant readers say the same, cell by cell, whatever is mixed in a file."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpd_toolkit.read.cells import READERS, Habits
from cpd_toolkit.read.columns import UNREADABLE, enum_words, parse
from cpd_toolkit.read.delimited import read_records, scan
from cpd_toolkit.read.grid import Unreadable, read_surely
from cpd_toolkit.read.names import plain
from cpd_toolkit.read.source import read_source
from cpd_toolkit.tables import TABLES

TABLE = TABLES["supervision"]
NO_BREAK, NARROW = "\u00a0", "\u202f"
# What people write in a column, the plainest way first.
WAYS = {
    "text": ["S1", " S1", f"S1{NO_BREAK}", "é", "\t", "a b"],
    "free": ["Utile", " Utile ", f"{NARROW}Utile", "Total", "12"],
    "date": [
        "2026-03-14",
        "14/03/2026",
        "14.3.26",
        "14 mars 2026",
        "2026-03-14 10:30",
        " 2026-03-14",
        "31/02/2026",
        "?",
    ],
    "minutes": ["90", "1h30", "1,5 h", " 90", "90 min", "90,5", "1:30", "a while", "90.0"],
    "integer": ["6", " 6", "6,0", "007", "6,5", "six"],
    "boolean": ["yes", "no", "Oui", " non", "X", "?", "1"],
    "enum": ["individual", "Individuel", "indiv.", " group", "GROUPE", "trio", "peer"],
    "articles": ["12;43", "12-15", "art. 12 et 43", "48", " 3 ", "12;;43"],
    "words": ["contract; stance", "contract", ";", " ethics,stance "],
}
BLANKS = ["", " ", NO_BREAK]
COLUMNS = [column for column in TABLE.columns if column.kind in WAYS and column.name != "session_id"]


ANY_ROW = st.tuples(
    st.sampled_from(["s1", "", "Total", "Sum 2026", "Sommeil", " s2"]),
    *(st.sampled_from(WAYS[c.kind] + BLANKS) for c in COLUMNS),
)
PLAIN_ROW = ("s1", *(WAYS[c.kind][0] for c in COLUMNS))
BLANK_ROW = ("",) * (len(COLUMNS) + 1)
ODD_ROWS = st.lists(st.one_of(ANY_ROW, st.just(BLANK_ROW)), min_size=1, max_size=8)
# Where most cells are plain, the others are what a cast leaves; else the whole column is read text by text.
ROWS = st.one_of(
    ODD_ROWS,
    ODD_ROWS.map(lambda odd: [PLAIN_ROW, *odd[:3], *[PLAIN_ROW] * 40, *odd[3:5]]),
)


def told(column, text, habits):
    """The value of a cell, and whether it is unreadable, by the tolerant reader alone."""
    if not (trimmed := text.strip()):
        return None, False
    if column.kind in ("text", "free"):
        return trimmed, False
    if column.kind == "enum":
        value = enum_words(column.choices).get(plain(trimmed))
    else:
        value = READERS[column.kind](trimmed, habits)
    return value, value is None


def is_data(row):
    lead = next((text.strip() for text in row if text.strip()), None)
    return lead is not None and not lead.startswith(("Total", "Sum 2026"))


@pytest.mark.parametrize("read", [scan, read_records])
@given(rows=ROWS, order=st.sampled_from(["day-first", "month-first"]))
@settings(max_examples=150)
def test_every_cell_of_a_mixed_file_is_what_the_tolerant_reader_says(read, rows, order):
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\n").writerows([["session_id", *(c.name for c in COLUMNS)], *rows])
    source = read_source(TABLE, "supervision.csv", 0, read(text.getvalue().encode()), {})
    data = [(i, row) for i, row in enumerate(rows, 2) if is_data(row)]
    if source is None:
        assert not data
        return
    habits = Habits(order)
    got = {s.name: s.to_list() for s in parse(source.cells, {c.name: (c, habits) for c in COLUMNS})}
    assert source.cells.values["row"].to_list() == [i for i, _ in data]
    for position, column in enumerate(COLUMNS, 1):
        wanted = [told(column, row[position], habits) for _, row in data]
        marks = got.get(column.name + UNREADABLE, [False] * len(data))
        assert list(zip(got[column.name], marks, strict=True)) == wanted, column.name


QUOTED = ["a", "1", "", " ", '"x"', '""', '"a;b"', '"two\nlines"', '"say ""no"""', "é", NO_BREAK, '"1\n"']
STRAY = ['5" x', '6"', '"x" y', ' "x"', '"', '"x"y""']
LINES = [
    st.lists(st.lists(st.sampled_from(cells), min_size=1, max_size=4).map(";".join), min_size=1, max_size=8)
    for cells in (QUOTED, QUOTED + STRAY)
]


def whole(grid):
    frame = grid.cells.collect()
    grid.expect(frame.height)
    return frame.fill_null("").rows()


def outcome(read):
    try:
        return read()
    except Unreadable as fault:
        return fault.reason


@given(lines=st.one_of(*LINES), end=st.sampled_from(["\n", "\r\n"]), last=st.booleans())
@settings(max_examples=1000)
def test_a_file_scanned_in_one_go_has_the_cells_of_its_records(lines, end, last):
    data = ("a;b" + end + end.join(lines) + end * last).encode()
    if grid := scan(data):
        assert outcome(lambda: read_surely(grid, whole)) == outcome(lambda: whole(read_records(data)))


def test_inch_marks_beside_a_quoted_cell_do_not_run_cells_together():
    row = '"nails";5" long;box;6" wide'
    assert scan(f"a;b;c;d\n{row}\n".encode()) is None
    assert whole(read_records(row.encode())) == [("nails", '5" long', "box", '6" wide')]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_encoding_and_line_end_is_scanned(encoding, end):
    grid = scan("Durée;Thème\n1h30;été\n".replace("\n", end).encode(encoding))
    assert grid is not None
    assert read_surely(grid, whole) == [("Durée", "Thème"), ("1h30", "été")]


def test_an_accent_of_windows_far_down_a_file_is_read():
    data = b"a;b\n" + b"1;x\n" * 60_000 + "1;été\n".encode("cp1252")
    assert read_surely(scan(data), whole)[-1] == ("1", "été")
