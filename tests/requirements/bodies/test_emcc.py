"""EMCC: the first individual accreditation at its four levels.

The day is 30 June 2026. The last 12 months run from 1 July 2025: four whole quarters.
"""

import pytest

DAY = "2026-06-30"

WORK_SINCE_2024 = """
    client_id | start_date | end_date   | paid_hours
    K1        | 2024-12-01 | 2025-06-30 | 20
    K2        | 2025-02-01 | 2025-09-30 | 10
    K3        | 2025-03-01 | 2025-12-15 | 8
    K4        | 2025-09-01 | 2026-02-28 | 6
    K5        | 2026-05-20 | 2026-05-20 | 6
"""
AN_HOUR_A_QUARTER = """
    date       | duration_minutes | format     | group_size | learning
    2025-07-15 | 60               | individual |            | pace
    2025-10-15 | 90               | group      | 4          | contracting
    2026-01-15 | 30               | individual |            | endings
    2026-02-15 | 30               | individual |            |
    2026-04-15 | 60               | individual |            | silence
"""
SIXTEEN_HOURS = """
    start_date | hours | category | application
    2025-06-30 | 8     | course   |
    2025-07-01 | 10    | course   | used with K3
    2026-06-30 | 6     | webinar  |
"""
FIVE_CLIENTS = """
    response_id | date       | respondent_role
    R1          | 2025-07-01 | client
    R2          | 2025-09-10 | client
    R3          | 2025-11-10 | client
    R4          | 2026-01-10 | client
    R5          | 2026-06-30 | client
    R6          | 2026-06-30 | sponsor
"""


def test_foundation_is_reached_with_an_hour_of_supervision_in_every_quarter(judged, by_hand):
    told = judged(
        "emcc-eia-foundation",
        DAY,
        practice=WORK_SINCE_2024,
        supervision=AN_HOUR_A_QUARTER,
        training=SIXTEEN_HOURS,
        feedback=FIVE_CLIENTS,
    )
    # Years: 1 December 2024 to 20 May 2026 are 365 + 170 days (31 + 31 + 28 + 31 + 30 to 1 May, and 19). Hours: 20 + 10
    # + 8 + 6 + 6. Reflections: four sessions and a course. Development: the course of 30 June 2025 is 12 months old.
    assert told.lines == by_hand("""
        rule        | verdict                 | found | asked | short
        years       | met                     | 535   | 365   | 0
        practice    | met                     | 50    | 50    | 0
        clients     | met                     | 5     | 5     | 0
        feedback    | met                     | 5     | 5     | 0
        reflections | met                     | 5     | 5     | 0
        development | met                     | 16    | 16    | 0
        supervision | met                     | 1     | 1     | 0
        membership  | can't tell: qualitative |       |       |
        validity    | can't tell: qualitative |       |       |
    """)


def test_foundation_is_missed_where_it_is_short_and_open_where_a_cell_is_empty(judged, by_hand):
    told = judged(
        "emcc-eia-foundation",
        DAY,
        practice="""
            client_id | start_date | end_date   | paid_hours | pro_bono_hours
            K1        | 2025-08-01 | 2025-08-01 | 20         |
            K2        | 2025-11-03 | 2025-11-03 | 19.5       |
                      | 2025-12-01 | 2025-12-01 |            | 5
                      | 2026-01-05 | 2026-01-05 |            | 3
                      | 2026-02-02 | 2026-02-02 | 2          |
        """,
        supervision="""
            date       | duration_minutes | format     | group_size
            2025-07-15 | 60               | individual |
            2025-10-15 | 120              | peer       | 5
            2026-01-15 | 60               | group      | 4
            2026-04-15 | 45               | individual |
        """,
        training="""
            start_date | hours | category
            2025-09-05 | 10    | course
            2025-10-05 | 6     | contribution
        """,
        feedback="""
            response_id | date       | respondent_role
            R1          | 2025-08-10 | client
            R2          | 2025-09-10 | client
            R3          | 2025-11-10 | client
            R4          | 2026-01-10 | client
            R5          | 2026-03-10 |
        """,
    )
    # Years: August to 1 February 184 days, and one. Clients: two codes, and three rows that may be three more.
    # Supervision: none in the quarter of the peer group (an hour short), 45 minutes in the last (15 minutes short).
    assert told.lines == by_hand("""
        rule        | verdict                 | found  | asked | short
        years       | not met                 | 185    | 365   | 180
        practice    | not met                 | 49.5   | 50    | 0.5
        clients     | can't tell: not stated  | 2 to 5 | 5     |
        feedback    | can't tell: not stated  | 4 to 5 | 5     |
        reflections | not met                 | 0      | 5     | 5
        development | not met                 | 10     | 16    | 6
        supervision | not met                 | 0      | 1     | 1.25
        membership  | can't tell: qualitative |        |       |
        validity    | can't tell: qualitative |        |       |
    """)
    assert (told.rules["supervision"]["periods_met"], told.rules["supervision"]["periods"]) == (2, 4)


@pytest.mark.parametrize(("last", "days", "verdict", "short"), [("31", 1096, "met", 0), ("30", 1095, "not met", 1)])
def test_practitioner_asks_for_three_years_to_the_day(judged, by_hand, last, days, verdict, short):
    told = judged(
        "emcc-eia-practitioner",
        DAY,
        practice=f"""
            client_id | start_date | end_date     | paid_hours
            K1        | 2023-01-31 | 2023-01-31   | 60
            K2        | 2026-01-{last} | 2026-01-{last} | 40
        """,
        supervision=AN_HOUR_A_QUARTER.replace("2026-04-15 | 60", "2026-04-15 | 30"),
        training=SIXTEEN_HOURS,
    )
    # Three years with a 29 February: 365 x 3 + 1. That five reflections are asked for here too is from memory.
    assert told.lines == by_hand(f"""
        rule        | verdict                 | found  | asked | short
        years       | {verdict}               | {days} | 1096  | {short}
        practice    | met                     | 100    | 100   | 0
        clients     | not met                 | 2      | 10    | 8
        feedback    | can't tell: no record   | 0      | 5     |
        reflections | can't tell: unverified  | 5      | 5     | 0
        development | met                     | 16     | 16    | 0
        supervision | not met                 | 0.5    | 1     | 0.5
        membership  | can't tell: qualitative |        |       |
        validity    | can't tell: qualitative |        |       |
    """)


@pytest.mark.parametrize(("last", "line"), [("31", "met | 365 | 365 | 0"), ("30", "not met | 364 | 365 | 1")])
def test_a_single_client_seen_for_a_year_is_a_year_of_practice(judged, last, line):
    practice = f"client_id | start_date | end_date | paid_hours\nK1 | 2025-05-31 | 2026-05-{last} | 30"
    told = judged("emcc-eia-foundation", DAY, practice=practice)
    assert told.lines[0] == f"years | {line}"


def test_practitioner_reflections_decide_once_the_number_from_memory_is_accepted(judged):
    five = judged(
        "emcc-eia-practitioner", DAY, supervision=AN_HOUR_A_QUARTER, training=SIXTEEN_HOURS, accept_unverified=True
    )
    four = judged("emcc-eia-practitioner", DAY, supervision=AN_HOUR_A_QUARTER, accept_unverified=True)
    assert five.lines[4] == "reflections | met | 5 | 5 | 0"
    assert four.lines[4] == "reflections | not met | 4 | 5 | 1"


SENIOR_WORK = """
    client_id | start_date | end_date   | paid_hours
    K1        | 2021-06-30 | 2025-06-30 | 110
    K2        | 2025-07-01 | 2026-06-30 | 140
"""


def test_senior_is_from_memory_and_decides_nothing_by_itself(judged, by_hand):
    told = judged(
        "emcc-eia-senior",
        DAY,
        practice=SENIOR_WORK,
        supervision=AN_HOUR_A_QUARTER,
        training=SIXTEEN_HOURS,
        feedback=FIVE_CLIENTS,
    )
    # Ratio: 140 hours of the last 12 months ask for 140 / 35 = 4; 1 + 1.5 + 0.5 + 0.5 + 1 were had.
    assert told.lines == by_hand("""
        rule              | verdict                 | found | asked | short
        years             | can't tell: unverified  | 1826  | 1826  | 0
        practice          | can't tell: unverified  | 250   | 250   | 0
        clients           | can't tell: unverified  | 2     | 20    | 18
        feedback          | can't tell: unverified  | 5     | 5     | 0
        reflections       | can't tell: unverified  | 5     | 5     | 0
        development       | can't tell: unverified  | 16    | 32    | 16
        supervision       | can't tell: unverified  | 1     | 1     | 0
        supervision-ratio | can't tell: unverified  | 4.5   | 4     | 0
        membership        | can't tell: qualitative |       |       |
        validity          | can't tell: qualitative |       |       |
    """)


def test_senior_is_judged_once_its_numbers_from_memory_are_accepted(judged, by_hand):
    told = judged(
        "emcc-eia-senior",
        DAY,
        practice=SENIOR_WORK,
        supervision=AN_HOUR_A_QUARTER,
        training="""
            start_date | hours | category   | application
            2025-09-05 | 20    | course     |
            2026-03-05 | 12    | conference |
        """,
        accept_unverified=True,
    )
    # Five years with 29 February 2024: 365 x 5 + 1. Reflections: the four sessions with something learnt.
    assert told.lines == by_hand("""
        rule              | verdict                 | found | asked | short
        years             | met                     | 1826  | 1826  | 0
        practice          | met                     | 250   | 250   | 0
        clients           | not met                 | 2     | 20    | 18
        feedback          | can't tell: no record   | 0     | 5     |
        reflections       | not met                 | 4     | 5     | 1
        development       | met                     | 32    | 32    | 0
        supervision       | met                     | 1     | 1     | 0
        supervision-ratio | met                     | 4.5   | 4     | 0
        membership        | can't tell: qualitative |       |       |
        validity          | can't tell: qualitative |       |       |
    """)


def test_master_is_judged_once_its_numbers_from_memory_are_accepted(judged, by_hand):
    told = judged(
        "emcc-eia-master",
        DAY,
        practice="""
            client_id | start_date | end_date   | paid_hours
            K1        | 2019-06-30 | 2025-06-30 | 325
            K2        | 2025-07-01 | 2026-06-30 | 175
        """,
        supervision=AN_HOUR_A_QUARTER,
        training="""
            start_date | hours | category | application
            2025-09-05 | 39    | course   | used with K2
        """,
        accept_unverified=True,
    )
    # Seven years with two 29 February: 365 x 7 + 2. Ratio: 175 / 35 = 5, and 4.5 were had.
    assert told.lines == by_hand("""
        rule              | verdict                 | found | asked | short
        years             | met                     | 2557  | 2557  | 0
        practice          | met                     | 500   | 500   | 0
        clients           | not met                 | 2     | 40    | 38
        feedback          | can't tell: no record   | 0     | 5     |
        reflections       | met                     | 5     | 5     | 0
        development       | not met                 | 39    | 40    | 1
        supervision       | met                     | 1     | 1     | 0
        supervision-ratio | not met                 | 4.5   | 5     | 0.5
        membership        | can't tell: qualitative |       |       |
        validity          | can't tell: qualitative |       |       |
    """)


@pytest.mark.parametrize("level", ["emcc-eia-senior", "emcc-eia-master"])
@pytest.mark.parametrize(
    ("hours", "sessions", "quarters", "ratio"),
    [
        (35, 1, "not met | 0 | 1 | 3", "met | 1 | 1 | 0"),  # little work: an hour would do, but for the quarters
        (35, 4, "met | 1 | 1 | 0", "met | 4 | 1 | 0"),
        (210, 4, "met | 1 | 1 | 0", "not met | 4 | 6 | 2"),  # much work: every quarter has its hour, the ratio wants 6
    ],
)
def test_an_hour_for_thirty_five_comes_on_top_of_an_hour_a_quarter(judged, level, hours, sessions, quarters, ratio):
    days = ["2025-07-15", "2025-10-15", "2026-01-15", "2026-04-15"][:sessions]
    told = judged(
        level,
        DAY,
        practice=f"client_id | start_date | end_date | paid_hours\nK1 | 2025-07-01 | 2026-06-30 | {hours}",
        supervision="date | duration_minutes | format\n" + "\n".join(f"{day} | 60 | individual" for day in days),
        accept_unverified=True,
    )
    assert told.lines[6:8] == [f"supervision | {quarters}", f"supervision-ratio | {ratio}"]
