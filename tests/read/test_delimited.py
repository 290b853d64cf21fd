"""Text files: encodings, separators, quotes, lines. The cells are what a spreadsheet would show."""

import codecs

import pytest

from cpd_toolkit.read.delimited import SMALL, find_separator, read_delimited
from cpd_toolkit.read.grid import Unreadable, read_surely
from cpd_toolkit.read.records import count_records

TEXT = "Durée;Thème\n1h30;été\n"
CELLS = [("Durée", "Thème"), ("1h30", "été")]


def cells(data):
    """Every cell of a file."""

    def whole(grid):
        frame = grid.cells.collect()
        grid.expect(frame.height)
        return frame

    return read_surely(read_delimited(data), whole)


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("cp1252"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
        TEXT.replace("\n", "\r").encode("cp1252"),
        TEXT.rstrip().encode(),
    ],
    ids=[
        "utf-8",
        "mark",
        "utf-16-le",
        "utf-16-be",
        "cp1252",
        "windows lines",
        "old mac lines",
        "old mac",
        "no last line",
    ],
)
def test_every_encoding_and_line_end_gives_the_same_cells(data):
    assert cells(data).rows() == CELLS


def test_windows_quotes_and_the_euro_are_read():
    assert cells("a;l\u2019été \u20ac\n".encode("cp1252")).rows() == [("a", "l\u2019été \u20ac")]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_each_separator_is_found(separator):
    assert cells(f"date{separator}format\n2026-01-05{separator}peer\n".encode()).width == 2


def test_commas_in_texts_do_not_pass_for_separators():
    text = 'date;format;learning\n2026-01-05;peer;"un, deux, trois, quatre, cinq, six"\n'
    assert find_separator(text) == ";"
    assert cells(text.encode()).width == 3


def test_a_preamble_full_of_commas_does_not_tell_the_separator():
    text = "Registre, supervision, 2024, 2025, 2026\ndate;format;mode\n2026-01-05;peer;remote\n"
    assert find_separator(text, {"date", "format", "mode"}) == ";"


def test_decimal_commas_do_not_pass_for_separators():
    assert find_separator("paid_hours;pro_bono_hours\n1,5;2,5\n3,5;4,5\n", {"paidhours", "probonohours"}) == ";"


def test_a_quoted_line_break_stays_in_its_cell_and_a_blank_line_is_a_row():
    frame = cells(b'a;b\n1;"two\nlines; and ""quotes"""\n\n3;4\n')
    assert frame.rows() == [("a", "b"), ("1", 'two\nlines; and "quotes"'), (None, None), ("3", "4")]


def test_rows_may_be_shorter_or_longer_than_the_header():
    assert cells(b"a;b\n1\n1;2;3\n").rows() == [("a", "b", None), ("1", None, None), ("1", "2", "3")]


def test_a_quote_in_the_middle_of_a_text_is_a_character():
    assert cells(b'a;b\n5" x 7";un "mot"\n').row(1) == ('5" x 7"', 'un "mot"')


@pytest.mark.parametrize(
    "text",
    ['a;b\n1;"open\n2;lost\n3;lost\n', 'a;b\n1;"open\n2;lost\n3;"again\n4;x\n'],
    ids=["to the end", "to the next quote"],
)
def test_a_quote_that_is_never_closed_does_not_swallow_rows_in_silence(text):
    with pytest.raises(Unreadable, match="quotes"):
        read_delimited(text.encode())


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"a;b\n\0;1\n", "not_text"),
        ("a;b\n1;2\n".encode("utf-16-le"), "not_text"),  # without its mark
        (b"\xff\xfea", "encoding"),
        (b"a;\x81\n", "encoding"),
        (b"\x89PNG\r\n\x1a\n\0\0", "not_text"),
        (b"a" + b";" * 500, "too_wide"),
        (b"a,b\n" + b"," * 1_000_000, "too_wide"),
        (b"a;b\n" + b"x" * 1_000_001, "not_text"),
    ],
)
def test_what_is_no_table_of_text_is_refused_with_a_reason(data, reason):
    with pytest.raises(Unreadable, match=reason):
        read_delimited(data)


def test_a_cell_of_forty_thousand_characters_is_kept_whole():
    assert cells(b"a;b\n1;" + b"x" * 40_000)["c1"][1] == "x" * 40_000


def test_records_are_counted_without_the_line_breaks_in_quotes():
    assert [count_records(data) for data in (b"", b"a", b"a\n", b'a\n"b\nc"\n', b"a\n\n")] == [0, 1, 1, 2, 2]


LARGE_ROWS = {
    "plain": "2026-01-05;90;individual;S1\n",
    "quoted": '2026-01-05;90;"two\nlines";"a ""b"" c"\n',
    "blank lines": "\n2026-01-05;90;;\n",
    "short rows": "2026-01-05\n",
    "long rows": "2026-01-05;90;x;y;z\n",
    "stray quotes": '2026-01-05;5" x 7";x;y\n',
    "text behind a quote": '2026-01-05;"x" y;x;y\n',
    "quote behind a text": '2026-01-05; "x;y";x\n',
    "windows lines": "2026-01-05;90;x;y\r\n",
    "old mac lines": "2026-01-05;90;x;y\r",
    "spaces": "  ;\u00a0;\t;é\n",
    "empty quotes": '"";"";x;""\n',
}


@pytest.mark.parametrize("kind", LARGE_ROWS)
def test_a_large_file_reads_as_a_small_one(kind):
    head, row = "date;duration_minutes;format;supervisor_id\n", LARGE_ROWS[kind]
    times = SMALL // len(row.encode()) + 1
    small, large = (cells((head + row * n).encode()) for n in (3, times))
    width = small.width
    assert large.width == width
    assert large.head(small.height).fill_null("").rows() == small.fill_null("").rows()
    assert large.height - 1 == (small.height - 1) * times // 3
    assert large.tail(1).fill_null("").rows() == small.tail(1).fill_null("").rows()
