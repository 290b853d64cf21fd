"""EMCC: the guidance on supervision, which recommends, and the accreditation of supervisors. On 30 June 2026."""

DAY = "2026-06-30"


def test_the_guidance_wants_four_individual_hours_and_an_hour_for_thirty_five_of_any_kind(judged, by_hand):
    told = judged(
        "emcc-supervision-guidance",
        DAY,
        practice="client_id | start_date | end_date | paid_hours\nK1 | 2025-07-01 | 2026-06-30 | 175",
        supervision="""
            date       | duration_minutes | format     | group_size
            2025-08-15 | 120              | individual |
            2025-11-15 | 120              | group      | 4
            2026-05-15 | 60               | individual |
        """,
    )
    # Individual: 2 + 1. Ratio: 175 / 35 = 5 of 2 + 2 + 1.
    assert told.lines == by_hand("""
        rule           | verdict                 | found | asked | short
        individual     | not met                 | 3     | 4     | 1
        ratio          | met                     | 5     | 5     | 0
        mixed-practice | can't tell: qualitative | 5     |       |
        group          | can't tell: qualitative | 2     |       |
        status         | can't tell: qualitative |       |       |
    """)


def test_without_practice_hours_the_ratio_of_the_guidance_cannot_be_told(judged, by_hand):
    told = judged(
        "emcc-supervision-guidance",
        DAY,
        supervision="date | duration_minutes | format\n2025-08-15 | 120 | individual\n2026-05-15 | 120 | individual",
    )
    assert told.lines == by_hand("""
        rule           | verdict                 | found | asked | short
        individual     | met                     | 4     | 4     | 0
        ratio          | can't tell: no practice | 4     |       |
        mixed-practice | can't tell: qualitative | 4     |       |
        group          | can't tell: qualitative | 0     |       |
        status         | can't tell: qualitative |       |       |
    """)


def test_of_a_supervisor_nothing_is_judged_as_no_table_holds_supervision_given(judged, by_hand):
    told = judged(
        "emcc-esia",
        DAY,
        practice="client_id | start_date | end_date | paid_hours\nK1 | 2021-06-30 | 2026-06-30 | 120",
        supervision="date | duration_minutes | format\n2026-03-10 | 90 | individual\n2025-06-30 | 60 | individual",
        training="start_date | hours | category\n2025-09-05 | 16 | course\n2025-10-05 | 6 | contribution",
    )
    assert told.lines == by_hand("""
        rule            | verdict                 | found | asked | short
        years           | can't tell: qualitative |       |       |
        supervisees     | can't tell: qualitative |       |       |
        hours           | can't tell: qualitative |       |       |
        own-supervision | can't tell: qualitative | 1.5   |       |
        development     | can't tell: qualitative | 16    |       |
    """)
