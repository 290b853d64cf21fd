"""Day or month first: decided once for a file, never row by row."""

from datetime import date

import pytest

ENGLISH = "date;duration_minutes;format;supervisor_id"
FRENCH = "Date;Durée (minutes);Format;Superviseur"
MARCH_4, APRIL_3 = date(2025, 3, 4), date(2025, 4, 3)


def log(head, *days):
    return "\n".join([head, *(f"{day};90;individual;S1" for day in days)])


@pytest.mark.parametrize(
    ("head", "days", "first"),
    [
        (ENGLISH, ["04/03/2025", "13/03/2025"], MARCH_4),  # a first part over 12
        (ENGLISH, ["04/03/2025", "03/13/2025"], APRIL_3),  # a second part over 12
        (FRENCH, ["04/03/2025", "03/13/2025"], APRIL_3),  # even with French headers
        (FRENCH, ["04/03/2025", "05/03/2025"], MARCH_4),  # French headers
        (ENGLISH, ["04.03.2025", "2025-06-01", "13-03-25"], MARCH_4),  # any numeric form tells
        (ENGLISH, ["04/03/2025 10:30", "13/03/2025 09:00"], MARCH_4),
    ],
)
def test_the_order_is_told_by_a_day_over_twelve_else_by_the_headers(checked, head, days, first):
    done = checked({"supervision.csv": log(head, *days)})
    assert done.tables["supervision"].rows["date"][0] == first
    assert done.findings.is_empty()


def test_a_first_part_over_twelve_wins_over_a_second(found):
    assert found({"supervision.csv": log(ENGLISH, "04/03/2025", "03/13/2025", "13/03/2025")}) == [
        "3 date unreadable_date"
    ]


def test_when_nothing_tells_the_file_is_asked_about_once_and_left_out(checked):
    done = checked({"supervision.csv": "Journal\n" + log(ENGLISH, "04/03/2025", "05/03/2025")})
    assert done.findings.select("severity", "row", "column", "rule").rows() == [("error", 2, "date", "ambiguous_dates")]
    assert (done.tables["supervision"].read, done.tables["supervision"].excluded) == (2, 2)


def test_a_date_that_may_be_two_is_held_against_nothing_else(found):
    head = f"{ENGLISH};confirmed_on;mode"
    rows = ["12/05/2026;90;individual;S1;01/02/2026;?"]  # 12 May, or 5 December: after the day of the check
    assert found({"supervision.csv": "\n".join([head, *rows])}) == ["1 date ambiguous_dates", "2 mode unknown_value"]


def test_any_date_column_of_the_file_tells(checked):
    text = f"{ENGLISH};confirmed_on\n04/03/2025;90;individual;S1;13/03/2025\n"
    assert checked({"supervision.csv": text}).tables["supervision"].rows["date"][0] == MARCH_4


@pytest.mark.parametrize("days", [["2025-03-04", "4 March 2025"], ["2025/03/04"], ["", "x"]])
def test_a_file_without_numeric_dates_is_never_ambiguous(found, days):
    assert not [line for line in found({"supervision.csv": log(ENGLISH, *days)}) if "ambiguous" in line]


@pytest.mark.parametrize(("order", "first"), [("day-first", MARCH_4), ("month-first", APRIL_3)])
def test_the_users_word_settles_it(checked, order, first):
    settings = f'member_id = "C1"\n[date_order]\n"supervision été.csv" = "{order}"\n'
    done = checked({"supervision e\u0301te\u0301.csv": log(ENGLISH, "04/03/2025")}, settings)
    assert done.tables["supervision"].rows["date"].to_list() == [first]


def test_the_users_word_wins_over_the_file(found):
    settings = 'member_id = "C1"\n[date_order]\n"supervision.csv" = "month-first"\n'
    assert found({"supervision.csv": log(FRENCH, "04/03/2025", "13/03/2025")}, settings) == ["3 Date unreadable_date"]


def test_each_file_is_judged_by_itself(checked):
    files = {"supervision_1.csv": log(ENGLISH, "03/13/2025"), "supervision_2.csv": log(FRENCH, "04/03/2025")}
    assert checked(files).tables["supervision"].rows["date"].to_list() == [date(2025, 3, 13), MARCH_4]


def test_a_workbook_is_one_file(checked):
    training = [["title", "start_date", "hours", "category"], ["x", "13/03/2025", 1, "course"]]
    sheets = {"Supervision": [ENGLISH.split(";"), ["04/03/2025", 90, "individual", "S1"]], "Training": training}
    done = checked({"log.xlsx": sheets})
    assert done.tables["supervision"].rows["date"].to_list() == [MARCH_4]


def test_an_ambiguous_workbook_is_left_out_whole_and_asked_about_once(checked):
    training = [["title", "start_date", "hours", "category"], ["x", "2025-03-13", 1, "course"]]
    sheets = {"Training": training, "Supervision": [ENGLISH.split(";"), ["04/03/2025", 90, "individual", "S1"]]}
    done = checked({"log.xlsx": sheets})
    assert done.findings.select("sheet", "row", "rule").rows() == [("Supervision", 1, "ambiguous_dates")]
    assert {name: (table.read, table.excluded) for name, table in done.tables.items()} == {
        "supervision": (1, 1),
        "training": (1, 1),
    }


def test_a_word_that_is_french_in_another_table_does_not_tell(found):
    # "Note" and "Question" are labels of feedback, not of supervision.
    assert found({"supervision.csv": f"{ENGLISH};Note\n04/03/2025;90;individual;S1;x"}) == [
        "1 date ambiguous_dates",
        "1 Note unknown_column",
    ]


def test_a_label_that_is_also_a_dictionary_name_is_not_french(found):
    assert found(
        {"supervision.csv": "Date;Format;Mode;duration_minutes;supervisor_id\n04/03/2025;individual;;60;S1"}
    ) == ["1 Date ambiguous_dates"]
