"""Other bodies of coaches, with numbers a year or for some years. On 30 June 2026."""

from datetime import date

import pytest

DAY = "2026-06-30"


def test_acc_uk_wants_four_sessions_25_hours_and_insurance(judged, by_hand):
    told = judged(
        "acc-uk",
        DAY,
        supervision="""
            date       | duration_minutes | format     | group_size
            2025-07-10 | 60               | individual |
            2025-10-10 | 90               | group      | 4
            2026-01-10 | 60               | peer       | 5
            2026-06-30 | 30               | individual |
        """,
        training="start_date | hours | category\n2025-07-01 | 10 | course\n2026-01-10 | 15 | webinar",
        practice="client_id | start_date | end_date | paid_hours\nK1 | 2025-07-01 | 2026-06-30 | 80",
        evidence="kind | date | valid_until\ninsurance | 2025-07-01 | 2026-06-30",
    )
    assert told.lines == by_hand("""
        rule        | verdict                 | found | asked | short
        supervision | met                     | 4     | 4     | 0
        development | met                     | 25    | 25    | 0
        insurance   | met                     | 1     | 1     | 0
        log         | can't tell: qualitative | 80    |       |
    """)
    # The oldest of four sessions, and of the hours that are needed, is then twelve months old.
    assert told.rules["supervision"]["holds_until"] == date(2026, 7, 10)
    assert told.rules["development"]["holds_until"] == date(2026, 7, 1)


def test_acc_uk_with_a_session_and_half_an_hour_too_few_and_an_insurance_that_ended_yesterday(judged, by_hand):
    told = judged(
        "acc-uk",
        DAY,
        supervision="""
            date       | duration_minutes | format
            2025-06-30 | 60               | individual
            2025-10-10 | 90               | individual
            2026-01-10 | 60               | individual
            2026-06-30 | 30               | individual
        """,
        training="start_date | hours | category\n2025-07-01 | 10 | course\n2026-01-10 | 14.5 | webinar",
        evidence="kind | date | valid_until\ninsurance | 2025-06-30 | 2026-06-29",
    )
    assert told.lines == by_hand("""
        rule        | verdict                 | found | asked | short
        supervision | not met                 | 3     | 4     | 1
        development | not met                 | 24.5  | 25    | 0.5
        insurance   | not met                 | 0     | 1     | 1
        log         | can't tell: qualitative | 0     |       |
    """)


@pytest.mark.parametrize(
    ("document", "line"),
    [
        ("insurance | 2025-06-30 |", "can't tell: no end | 0 to 1 | 1 | "),
        ("contract | 2025-06-30 | 2026-12-31", "can't tell: no record |  |  | "),
    ],
)
def test_acc_uk_an_insurance_without_an_end_or_without_a_document_is_left_open(judged, document, line):
    told = judged("acc-uk", DAY, evidence=f"kind | date | valid_until\n{document}")
    assert told.lines[2] == f"insurance | {line}"


EIGHT_SESSIONS = """
    date       | duration_minutes | format
    {}         | 60               | individual
    2024-09-10 | 60               | individual
    2024-12-10 | 60               | individual
    2025-03-10 | 60               | peer
    2025-06-10 | 60               | individual
    2025-09-10 | 60               | individual
    2025-12-10 | 60               | individual
    2026-03-10 | 60               | individual
"""


@pytest.mark.parametrize(("first", "line"), [("2024-07-01", "met | 8 | 8 | 0"), ("2024-06-30", "not met | 7 | 8 | 1")])
def test_bps_wants_eight_sessions_in_the_last_two_years(judged, by_hand, first, line):
    told = judged(
        "bps-coaching-psychology",
        DAY,
        supervision=EIGHT_SESSIONS.format(first),
        training="""
            start_date | hours | category
            2021-06-30 | 9     | course
            2021-07-01 | 20    | course
            2026-06-30 | 5     | reading
        """,
        evidence="kind | date | valid_until\ninsurance | 2026-01-01 |",
    )
    # Development is shown over five years, from 1 July 2021.
    assert told.lines == by_hand(f"""
        rule        | verdict                 | found  | asked | short
        supervision | {line}
        insurance   | can't tell: no end      | 0 to 1 | 1     |
        development | can't tell: qualitative | 25     |       |
    """)


@pytest.mark.parametrize(("accepted", "credits"), [(False, "can't tell: unverified"), (True, "met")])
def test_nbhwc_lets_self_study_fill_half_of_36_credits(judged, by_hand, accepted, credits):
    told = judged(
        "nbhwc",
        DAY,
        training="""
            start_date | hours | category | credit_type     | method
            2023-06-30 | 9     | course   | core_competency | live
            2023-07-01 | 25    | course   | core_competency | self_paced
            2024-05-10 | 16    | webinar  | core_competency | live
            2025-05-10 | 2     | course   | ethics          | live
        """,
        accept_unverified=accepted,
    )
    # 18 of 25, 16 and 2 since 1 July 2023.
    assert told.lines == by_hand(f"""
        rule    | verdict   | found | asked | short
        credits | {credits} | 36    | 36    | 0
        ethics  | not met   | 2     | 3     | 1
    """)


def test_nbhwc_a_credit_without_its_kind_may_be_ethics_and_a_course_without_its_method_self_study(judged, by_hand):
    told = judged(
        "nbhwc",
        DAY,
        training="""
            start_date | hours | category | credit_type | method
            2024-05-10 | 34    | course   | ethics      |
            2025-05-10 | 2     | course   |             | live
        """,
        accept_unverified=True,
    )
    assert told.lines == by_hand("""
        rule    | verdict                | found    | asked | short
        credits | can't tell: not stated | 20 to 36 | 36    |
        ethics  | met                    | 34 to 36 | 3     | 0
    """)


def test_an_organisation_judges_by_the_numbers_of_its_own_file(judged, by_hand):
    told = judged(
        "own-example",
        DAY,
        supervision="""
            date       | duration_minutes | format     | group_size | learning
            2025-07-10 | 120              | individual |            | pace
            2025-11-10 | 120              | individual |            | endings
            2026-03-10 | 120              | individual |            | silence
            2025-09-10 | 90               | group      | 4          | contracting
            2026-01-10 | 90               | group      | 4          | money
            2026-05-10 | 90               | group      | 4          | power
            2026-06-10 | 90               | peer       | 4          |
        """,
    )
    # 2 + 2 + 2 hours; three groups; a peer session is neither. Nothing is known of training.
    assert told.lines == by_hand("""
        rule        | verdict                 | found | asked | short
        individual  | met                     | 6     | 6     | 0
        group       | not met                 | 3     | 4     | 1
        development | can't tell: no record   | 0     | 30    |
        reflections | met                     | 6     | 6     | 0
        case        | can't tell: qualitative |       |       |
        privacy     | can't tell: qualitative |       |       |
    """)
