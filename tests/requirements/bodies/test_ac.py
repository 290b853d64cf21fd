"""Association for Coaching: accreditation at its four levels, on 30 June 2026. No level has a ratio of supervision."""

import pytest

DAY = "2026-06-30"


def test_foundation_needs_35_hours_of_courses_and_three_months_of_supervision(judged, by_hand):
    told = judged(
        "ac-accreditation-foundation",
        DAY,
        training="""
            start_date | hours | category
            2024-05-10 | 30    | course
            2025-09-10 | 5     | course
            2026-01-10 | 3     | webinar
        """,
        practice="client_id | start_date | end_date | paid_hours\nK1 | 2025-01-01 | 2025-12-31 | 74.5",
        supervision="date | duration_minutes | format\n2025-11-30 | 60 | individual\n2026-02-28 | 60 | individual",
    )
    # The webinar is no course. From 30 November three months end on the last day of February: 30 + 31 + 29 days.
    assert told.lines == by_hand("""
        rule               | verdict                 | found | asked | short
        training           | met                     | 35    | 35    | 0
        practice           | not met                 | 74.5  | 75    | 0.5
        supervision        | met                     | 90    | 90    | 0
        development        | can't tell: qualitative | 8     |       |
        renewal            | can't tell: qualitative |       |       |
        supervision-report | can't tell: qualitative |       |       |
    """)


def test_coach_needs_250_hours_and_pro_bono_hours_are_hours(judged, by_hand):
    told = judged(
        "ac-accreditation-coach",
        DAY,
        training="""
            start_date | hours | category
            2023-05-10 | 40    | course
            2025-09-10 | 20    | webinar
            2026-01-10 | 9.5   | conference
            2026-02-10 | 5     | contribution
        """,
        practice="""
            client_id | start_date | end_date   | paid_hours | pro_bono_hours
            K1        | 2024-01-01 | 2025-12-31 | 240        |
            K2        | 2025-01-01 | 2025-12-31 |            | 10
        """,
        supervision="date | duration_minutes | format\n2025-08-31 | 60 | individual\n2026-02-27 | 60 | peer",
    )
    # From 31 August six months end on 28 February: 30 + 31 + 30 + 31 + 31 + 28 days. A contribution is no development.
    assert told.lines == by_hand("""
        rule               | verdict                 | found | asked | short
        training           | met                     | 40    | 40    | 0
        practice           | met                     | 250   | 250   | 0
        supervision        | not met                 | 180   | 181   | 1
        development        | not met                 | 29.5  | 30    | 0.5
        renewal            | can't tell: qualitative |       |       |
        supervision-report | can't tell: qualitative |       |       |
    """)


def test_professional_without_a_file_of_practice_leaves_practice_open(judged, by_hand):
    told = judged(
        "ac-accreditation-professional",
        DAY,
        training="""
            start_date | hours | category
            2022-03-01 | 40    | course
            2026-02-01 | 19.5  | course
            2026-03-01 | 16.5  | mentor_coaching
        """,
        supervision="date | duration_minutes | format\n2025-09-30 | 60 | individual\n2026-06-30 | 60 | individual",
    )
    # Nine months from 30 September: 30 + 31 + 30 + 31 + 29 + 30 + 31 + 30 + 31 days. Development: 19.5 + 16.5.
    assert told.lines == by_hand("""
        rule               | verdict                 | found | asked | short
        training           | not met                 | 59.5  | 60    | 0.5
        practice           | can't tell: no record   | 0     | 750   |
        supervision        | met                     | 273   | 273   | 0
        development        | met                     | 36    | 36    | 0
        renewal            | can't tell: qualitative |       |       |
        supervision-report | can't tell: qualitative |       |       |
    """)


@pytest.mark.parametrize(("accepted", "development"), [(False, "can't tell: unverified"), (True, "not met")])
def test_master_development_is_open_as_one_copy_says_42_and_an_account_40(judged, by_hand, accepted, development):
    told = judged(
        "ac-accreditation-master",
        DAY,
        training="start_date | hours | category\n2021-03-01 | 40 | course\n2026-02-01 | 41 | course",
        practice="""
            client_id | start_date | end_date   | paid_hours | pro_bono_hours
            K1        | 2016-01-01 | 2025-12-31 | 1400       | 100
        """,
        supervision="date | duration_minutes | format\n2025-06-30 | 60 | individual\n2026-06-29 | 60 | individual",
        accept_unverified=accepted,
    )
    # A year of supervision less a day.
    assert told.lines == by_hand(f"""
        rule               | verdict                 | found | asked | short
        training           | met                     | 81    | 80    | 0
        practice           | met                     | 1500  | 1500  | 0
        supervision        | not met                 | 364   | 365   | 1
        development        | {development}           | 41    | 42    | 1
        evidence           | can't tell: qualitative |       |       |
        renewal            | can't tell: qualitative |       |       |
        supervision-report | can't tell: qualitative |       |       |
    """)
