"""Codes and bodies that name no number to reach: measured, never judged. On 30 June 2026."""

import pytest

DAY = "2026-06-30"

A_YEAR = {
    "supervision": """
        date       | duration_minutes | format     | group_size | relationship | learning
        2025-06-30 | 60               | individual |            | client       | too old
        2025-07-01 | 60               | individual |            | none         | pace
        2026-01-10 | 90               | group      | 4          | business     |
        2026-03-10 | 30               | peer       | 5          |              |
    """,
    "training": """
        start_date | hours | category     | application
        2025-09-10 | 8     | course       | used with K1
        2025-10-10 | 2     | contribution |
        2026-02-01 | 0     | reflection   |
    """,
    "feedback": """
        response_id | date       | respondent_role | item
        R1          | 2025-09-10 | client          | clear
        R1          | 2025-09-10 | client          | useful
        R2          | 2025-11-10 | sponsor         | clear
    """,
    "evidence": """
        kind            | date       | valid_until
        insurance       | 2025-12-01 | 2026-11-30
        contract        | 2026-01-05 |
        contract        | 2026-02-05 |
        data_protection | 2025-08-01 |
        declaration     | 2025-06-30 |
        publication     | 2026-05-01 |
    """,
}


def test_the_47_articles_are_measured_and_none_is_judged(judged, by_hand):
    told = judged("accompagnant-47", DAY, **A_YEAR)
    # Hours 1 + 1.5 + 0.5. Reflections: a session, a course, one of its own kind. Ties: business, and a cell left empty.
    # The declaration is a day too old; a response counts once, whatever it answers.
    assert told.lines == by_hand("""
        rule            | verdict                 | found  | asked | short
        supervision     | can't tell: qualitative | 3      |       |
        reflection      | can't tell: qualitative | 3      |       |
        development     | can't tell: qualitative | 8      |       |
        contribution    | can't tell: qualitative | 1      |       |
        feedback        | can't tell: qualitative | 2      |       |
        insurance       | can't tell: qualitative | 1      |       |
        consent         | can't tell: qualitative |        |       |
        ties            | can't tell: qualitative | 1 to 2 |       |
        themes          | can't tell: qualitative | 3      |       |
        diversity       | can't tell: qualitative |        |       |
        contracts       | can't tell: qualitative | 2      |       |
        client-voice    | can't tell: qualitative | 1      |       |
        data-protection | can't tell: qualitative | 1      |       |
        declarations    | can't tell: qualitative | 0      |       |
        publications    | can't tell: qualitative | 1      |       |
        beyond-records  | can't tell: qualitative |        |       |
    """)


def test_apecs_recognises_every_format_and_judges_the_insurance_alone(judged, by_hand):
    told = judged("apecs-renewal", DAY, **A_YEAR)
    assert told.lines == by_hand("""
        rule         | verdict                 | found | asked | short
        supervision  | can't tell: qualitative | 3     |       |
        reflection   | can't tell: qualitative | 3     |       |
        development  | can't tell: qualitative | 8     |       |
        contribution | can't tell: qualitative | 1     |       |
        feedback     | can't tell: qualitative | 2     |       |
        insurance    | met                     | 1     | 1     | 0
        statement    | can't tell: qualitative | 0     |       |
    """)


def test_apecs_does_not_accept_an_insurance_that_has_ended(judged):
    told = judged("apecs-renewal", "2026-12-01", **A_YEAR)
    assert told.lines[5] == "insurance | not met | 0 | 1 | 1"


@pytest.mark.parametrize("accepted", [False, True])
def test_sfcoach_shows_the_supervision_and_states_no_frequency(judged, accepted):
    told = judged("sfcoach", DAY, accept_unverified=accepted, **A_YEAR)
    assert told.lines == ["supervision | can't tell: qualitative | 3 |  | "]


def test_aca_recognises_an_hour_a_week_from_monday_to_sunday_and_says_nothing_more(judged):
    told = judged(
        "aca",
        DAY,
        supervision="""
            date       | duration_minutes | format
            2026-03-02 | 180              | individual
            2026-03-08 | 60               | individual
            2026-03-09 | 30               | individual
            2026-03-11 | 45               | individual
            2026-03-16 | 20               | individual
        """,
    )
    # From Monday 2 March an hour of 3 + 1, from the 9th an hour of 1.25, from the 16th all of 20 minutes.
    assert told.lines == ["supervision | can't tell: qualitative | 2.33 |  | "]
