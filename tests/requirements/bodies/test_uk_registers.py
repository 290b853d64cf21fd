"""Registers in the United Kingdom: nurses, health professions, psychotherapists. No coaching credentials."""

from datetime import date

import pytest

DAY = "2026-06-30"


def test_nurses_need_hours_with_others_and_a_course_may_have_been_one(judged, by_hand):
    told = judged(
        "nmc",
        DAY,
        practice="client_id | start_date | end_date | paid_hours\nK1 | 2023-06-30 | 2026-06-29 | 450",
        training="""
            start_date | hours | category   | method     | learning | application
            2023-06-30 | 20    | course     | live       | wounds   |
            2024-02-10 | 15    | course     | live       | pain     | on the ward
            2025-02-10 | 5     | conference |            |          | in triage
            2025-06-10 | 15    | reading    | self_paced |          |
        """,
        feedback="""
            response_id | date       | respondent_role
            R1          | 2024-08-10 | client
            R2          | 2024-09-10 | peer
            R3          | 2025-11-10 | supervisor
            R4          | 2026-01-10 |
        """,
        evidence="kind | date | valid_until\ninsurance | 2025-07-01 | 2026-06-30",
    )
    # The three years begin on 1 July 2023: one day of 1,096 falls out, 450 x 1,095 / 1,096 = 449.59. What was learnt on
    # 30 June 2023 is too old: 15 + 5 + 15, with others 15 or 20; two reflections.
    assert told.lines == by_hand("""
        rule          | verdict                 | found    | asked | short
        practice      | not met                 | 449.59   | 450   | 0.41
        development   | met                     | 35       | 35    | 0
        participatory | can't tell: not stated  | 15 to 20 | 20    |
        feedback      | not met                 | 4        | 5     | 1
        reflections   | not met                 | 2        | 5     | 3
        discussion    | can't tell: qualitative |          |       |
        insurance     | met                     | 1        | 1     | 0
    """)


def test_nurses_are_covered_by_what_is_valid_on_the_day(judged, by_hand):
    told = judged(
        "nmc",
        DAY,
        practice="client_id | start_date | end_date | paid_hours\nK1 | 2023-07-01 | 2026-06-30 | 450",
        training="start_date | hours | category | method\n2024-02-10 | 34.5 | course | live",
        evidence="kind | date | valid_until\ninsurance | 2024-07-01 | 2026-06-29\ncontract | 2024-07-01 |",
    )
    assert told.lines == by_hand("""
        rule          | verdict                 | found | asked | short
        practice      | met                     | 450   | 450   | 0
        development   | not met                 | 34.5  | 35    | 0.5
        participatory | met                     | 34.5  | 20    | 0
        feedback      | can't tell: no record   | 0     | 5     |
        reflections   | not met                 | 0     | 5     | 5
        discussion    | can't tell: qualitative |       |       |
        insurance     | not met                 | 0     | 1     | 1
    """)


# The longest stretch, from 10 May to 10 August 2025, is three months to the day.
LEARNT = """
    start_date | hours | category | learning
    2024-09-15 | 2     | course   | a
    2024-12-01 | 2     | course   | b
    2025-02-15 | 2     | course   | c
    2025-05-10 | 2     | course   | d
    2025-08-{} | 2     | {}       |
    2025-11-01 | 2     | course   |
    2026-01-20 | 2     | course   |
    2026-04-10 | 2     | course   |
"""


def test_hcpc_wants_no_three_months_without_an_activity_and_two_types_of_learning(judged, by_hand):
    told = judged("hcpc", DAY, training=LEARNT.format(10, "webinar"))
    # 21 + 30 + 31 + 10 days; four activities with something learnt.
    assert told.lines == by_hand("""
        rule      | verdict                 | found | asked | short
        record    | can't tell: qualitative | 16    |       |
        gaps      | met                     | 92    | 92    | 0
        types     | met                     | 2     | 2     | 0
        in-depth  | met                     | 4     | 4     | 0
        statement | can't tell: qualitative |       |       |
    """)


def test_hcpc_sees_three_whole_months_without_an_activity_and_a_single_type(judged, by_hand):
    told = judged("hcpc", DAY, training=LEARNT.format(11, "course").replace("| d", "|  "))
    record, gaps, *others = told.lines
    assert record == "record | can't tell: qualitative | 16 |  | "
    assert gaps.startswith("gaps | not met | 93 | 92 |")
    assert others == by_hand("""
        rule      | verdict                 | found | asked | short
        types     | not met                 | 1     | 2     | 1
        in-depth  | not met                 | 3     | 4     | 1
        statement | can't tell: qualitative |       |       |
    """)


def test_hcpc_leaves_a_gap_open_that_a_pause_explains(judged):
    pause = (date(2025, 6, 1), date(2025, 6, 30))
    told = judged("hcpc", DAY, training=LEARNT.format(11, "webinar"), pauses=(pause,))
    assert told.lines[1] == "gaps | can't tell: paused | 93 | 92 | "


@pytest.mark.parametrize(("first", "line"), [("2024-10-01", "met | 92"), ("2024-10-02", "not met | 93")])
def test_hcpc_counts_the_days_from_the_beginning_of_the_two_years(judged, first, line):
    training = LEARNT.format("05", "webinar").replace("2024-09-15", first)
    told = judged("hcpc", DAY, training=training)
    assert told.lines[1].startswith(f"gaps | {line} | 92 |")  # from 1 July 2024: 30 + 31 + 30 + 1


FIVE_YEARS = """
    start_date | hours | category
    2020-12-31 | 40    | course
    2021-06-10 | 100   | course
    2022-06-10 | {}    | course
    2023-06-10 | 60    | conference
    2024-06-10 | {}    | reading
    2025-06-10 | 21    | webinar
"""
UKAHPP_CYCLE = ("2021-01-01", "2025-12-31")


def test_ukahpp_wants_250_hours_in_five_years_and_twenty_in_the_poorest(judged, by_hand):
    told = judged(
        "ukahpp",
        "2025-12-31",
        UKAHPP_CYCLE,
        training=FIVE_YEARS.format(19, 50),
        evidence="kind | date | valid_until\ndeclaration | 2025-12-01 |",
    )
    # 100 + 19 + 60 + 50 + 21; what ended on 31 December 2020 is too old.
    assert told.lines == by_hand("""
        rule        | verdict | found | asked | short
        development | met     | 250   | 250   | 0
        each-year   | not met | 19    | 20    | 1
        statement   | met     | 1     | 1     | 0
    """)


def test_ukahpp_years_may_all_do_while_the_total_does_not(judged, by_hand):
    told = judged("ukahpp", "2025-12-31", UKAHPP_CYCLE, training=FIVE_YEARS.format(20, 48))
    assert told.lines == by_hand("""
        rule        | verdict               | found | asked | short
        development | not met               | 249   | 250   | 1
        each-year   | met                   | 20    | 20    | 0
        statement   | can't tell: no record | 0     | 1     |
    """)


@pytest.mark.parametrize(("hours", "outlook"), [(10, "on_course"), (9.9, "at_risk")])
def test_ukahpp_the_year_that_runs_is_told_by_its_pace(judged, hours, outlook):
    training = FIVE_YEARS.format(20, 50).replace("2025-06-10 | 21 ", f"2025-06-10 | {hours}")
    each = judged("ukahpp", "2025-06-30", UKAHPP_CYCLE, training=training).rules["each-year"]
    # 181 of 365 days ask for 9.92 of 20.
    assert (each["verdict"], each["outlook"], each["by"]) == ("not_met", outlook, date(2025, 12, 31))
