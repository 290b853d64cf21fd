"""What a cell says, form by form. Each line is what a person wrote and what it means."""

from datetime import date
from decimal import Decimal

import pytest

from cpd_toolkit.read.cells import Habits, articles, boolean, day, hours, integer, minutes, number, words

NO_BREAK, NARROW, THIN = "\u00a0", "\u202f", "\u2009"
MARCH_14 = date(2026, 3, 14)


@pytest.mark.parametrize(
    "cell",
    [
        "2026-03-14",
        "2026-3-14",
        "2026/03/14",
        "2026.03.14",
        "14/03/2026",
        "14.03.2026",
        "14-03-2026",
        "14/3/2026",
        "14-03-26",
        "14/03/26",
        "14.3.26",
        "14 mars 2026",
        "14 March 2026",
        "14 MARS 2026",
        f"14{NO_BREAK}mars{NARROW}2026",
        "14-mars-26",
        "14-Mar-2026",
        "14th March 2026",
        "14th of March 2026",
        "March 14, 2026",
        "Mar. 14 2026",
        "2026-03-14 00:00:00",
        "2026-03-14T23:59:59Z",
        "2026-03-14 10:30:00.123456+01:00",
        "14/03/2026 10:30",
        "14/03/2026 10h30",
        "14/03/2026, 10:30",
        "14/03/2026 2:30:00 PM",
        "14 mars 2026 10:30",
    ],
)
def test_a_date_is_read_in_every_form_and_its_time_is_dropped(cell):
    assert day(cell, Habits("day-first")) == MARCH_14


@pytest.mark.parametrize(
    ("cell", "month"),
    [
        ("1er janvier 2026", 1),
        ("1 janv. 2026", 1),
        ("1 February 2026", 2),
        ("1 févr. 2026", 2),
        ("1 fevrier 2026", 2),
        ("1 avr. 2026", 4),
        ("1 mai 2026", 5),
        ("1 may 2026", 5),
        ("1 juin 2026", 6),
        ("1 Jun 2026", 6),
        ("1 juil. 2026", 7),
        ("1 août 2026", 8),
        ("1 AOUT 2026", 8),
        ("1st August 2026", 8),
        ("1 sept. 2026", 9),
        ("1 octobre 2026", 10),
        ("1 nov 2026", 11),
        ("1 déc. 2026", 12),
        ("1 Dec 2026", 12),
    ],
)
def test_months_are_read_in_words_and_cut_short_in_both_languages(cell, month):
    assert day(cell) == date(2026, month, 1)


@pytest.mark.parametrize(
    "cell",
    [
        "30/02/2026",
        "29/02/2025",
        "32/01/2026",
        "00/06/2026",
        "14/13/2026",
        "2026-13-01",
        "2026-02-30",
        "0000-01-01",
        "14/03-2026",
        "14/03",
        "2026",
        "14/03/126",
        "14 jui 2026",  # juin or juillet
        "14 ma 2026",
        "14 foo 2026",
        "14 ___ 2026",
        "mars 2026",
        "demain",
        "(à préciser)",
        "14/03/2026 environ",
        "45311",  # a serial, but not in Excel
    ],
)
def test_what_is_no_date_is_not_read(cell):
    assert day(cell, Habits("day-first")) is None


def test_the_month_stands_first_where_the_file_says_so():
    assert day("03/14/2026", Habits("month-first")) == MARCH_14
    assert day("03/14/26 2:30 pm", Habits("month-first")) == MARCH_14
    assert day("14/03/2026", Habits("month-first")) is None
    assert day("2026-03-14", Habits("month-first")) == MARCH_14


def test_a_number_in_an_excel_date_column_is_a_serial_of_the_1900_system():
    excel = Habits("day-first", excel=True)
    assert day("45311", excel) == date(2024, 1, 20)
    assert day("45311.75", excel) == date(2024, 1, 20)
    assert day("2958465", excel) == date(9999, 12, 31)
    assert [day(cell, excel) for cell in ("0", "-5", "2958466", "99999999")] == [None] * 4


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("90", 90),
        ("90 min", 90),
        ("90min.", 90),
        ("90 mn", 90),
        ("90 minutes", 90),
        ("1h30", 90),
        ("1H30", 90),
        ("1 h 30", 90),
        (f"1{NO_BREAK}h{NARROW}30", 90),
        ("1h30min", 90),
        ("1 heure 30", 90),
        ("1:30", 90),
        ("01:30", 90),
        ("1:30:00", 90),
        ("1,5 h", 90),
        ("1.5h", 90),
        ("1,5 heures", 90),
        ("2 h", 120),
        ("2h", 120),
        ("2h05", 125),
        ("2h5", 125),
        ("0:45", 45),
        ("1899-12-31 01:30:00", 90),  # an Excel time
        ("1900-01-01 06:00:00", 30 * 60),  # an Excel duration of 30 hours
        (f"60{NO_BREAK}".strip(), 60),
        ("-30", -30),
        ("0", 0),
        ("1 000", 1000),
    ],
)
def test_a_duration_is_read_in_every_form(cell, read):
    assert minutes(cell) == read


@pytest.mark.parametrize(
    ("cell", "read"), [("90,4", 90), ("90,5", 91), ("90.49", 90), ("1,008 h", 60), ("1:00:29", 60), ("1:00:30", 61)]
)
def test_a_fraction_of_a_minute_is_rounded_half_up(cell, read):
    assert minutes(cell) == read


@pytest.mark.parametrize(
    "cell", ["longue", "1h75", "1:75", "1:5:3", "h30", "1h30 environ", "90 s", "1 h 30 h", "deux h"]
)
def test_what_is_no_duration_is_not_read(cell):
    assert minutes(cell) is None


def test_a_bare_number_is_in_the_unit_that_the_mapping_says():
    in_hours, in_minutes = Habits(unit="hours"), Habits(unit="minutes")
    assert minutes("1,5", in_hours) == 90
    assert minutes("90 min", in_hours) == 90
    assert minutes("1h30", in_hours) == 90
    assert hours("90", in_minutes) == 1.5
    assert hours("1h30", in_minutes) == 1.5


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("7", 7.0),
        ("7,25", 7.25),
        ("7.25", 7.25),
        ("3h30", 3.5),
        ("3:30", 3.5),
        ("2 h", 2.0),
        ("1 250,5", 1250.5),
        ("-3", -3.0),
    ],
)
def test_hours_are_decimal_and_may_be_written_as_a_duration(cell, read):
    assert hours(cell) == read


@pytest.mark.parametrize("cell", ["une journée", "90 min", "vingt", "7,5,0", "1:75"])
def test_hours_that_are_none_are_not_read(cell):
    assert hours(cell) is None


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("4", "4"),
        ("4,0", "4"),
        ("4,5", "4.5"),
        ("4.5", "4.5"),
        ("+4", "4"),
        ("-4", "-4"),
        ("\u22124", "-4"),  # the minus sign of typographers
        ("1 250,5", "1250.5"),
        (f"1{NO_BREAK}250,5", "1250.5"),
        (f"1{NARROW}250.5", "1250.5"),
        (f"1{THIN}250{THIN}000", "1250000"),
        ("1250000", "1250000"),
        (",5", "0.5"),
        ("5,", "5"),
    ],
)
def test_a_number_has_one_decimal_mark_and_spaces_for_thousands(cell, read):
    assert number(cell) == Decimal(read)


@pytest.mark.parametrize(
    "cell",
    [
        "bien",
        "4/5",
        "1.234,5",
        "1,234.5",
        "12 34",
        "1 25",
        "1  250",
        "",
        ",",
        "-",
        "inf",
        "nan",
        "0x10",
        "1_000",
        "5 %",
    ],
)
def test_what_is_no_number_is_not_read(cell):
    assert number(cell) is None


def test_a_fraction_is_no_whole_number():
    assert [integer(cell) for cell in ("6", "6,0", "1 000", "6,5", "six")] == [6, 6, 1000, None, None]


@pytest.mark.parametrize(
    ("cells", "read"),
    [
        ("oui yes vrai true x 1 OUI Vrai X TRUE", True),
        ("non no faux false 0 NON Faux FALSE", False),
        ("2 ouais -1 0,5 o n ? 1*", None),
    ],
)
def test_yes_and_no_are_said_in_few_words(cells, read):
    assert {boolean(cell) for cell in cells.split()} == {read}


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("12", [12]),
        ("12;43", [12, 43]),
        ("12, 43", [12, 43]),
        ("12 et 43", [12, 43]),
        ("12 and 43", [12, 43]),
        ("art. 12 et 43", [12, 43]),
        ("Art. 12, art. 43", [12, 43]),
        ("articles 12 et 43", [12, 43]),
        ("12-15", [12, 13, 14, 15]),
        ("12 - 15", [12, 13, 14, 15]),
        ("12\u201315", [12, 13, 14, 15]),
        ("12-15; 43", [12, 13, 14, 15, 43]),
        ("43;12;43", [12, 43]),
        ("1-47", list(range(1, 48))),
        ("12-12", [12]),
        ("1;", [1]),
    ],
)
def test_articles_are_listed_once_each_in_order(cell, read):
    assert articles(cell) == read


@pytest.mark.parametrize(
    "cell",
    ["0", "48", "99", "12;48", "15-12", "46-48", "quarante-cinq", "12 43", "12.43", "-12", "art.", ";", "12-15-18"],
)
def test_a_cell_with_anything_but_articles_of_the_code_is_not_read(cell):
    assert articles(cell) is None


def test_themes_are_parted_by_semicolons_commas_and_lines():
    assert words("contrat; posture") == ["contrat", "posture"]
    assert words("contrat, fin de mission\nposture;;") == ["contrat", "fin de mission", "posture"]
    assert words(" ; ") is None
