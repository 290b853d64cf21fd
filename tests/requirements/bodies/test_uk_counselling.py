"""Counselling in the United Kingdom: for comparison, no coaching credentials."""

from datetime import date

import pytest

WINTER = ("2025-01-01", "2025-03-31")
MARCH = "2025-03-31"


def test_bacp_does_not_average_months(judged, by_hand):
    told = judged(
        "bacp-accreditation",
        MARCH,
        WINTER,
        supervision="""
            date       | duration_minutes | format
            2025-01-06 | 60               | individual
            2025-01-27 | 60               | individual
            2025-02-17 | 60               | individual
            2025-03-10 | 60               | individual
            2025-03-31 | 60               | individual
        """,
    )
    # An hour every three weeks: 5 hours where three months ask for 4.5, and yet February has one of 1.5.
    assert told.lines == by_hand("""
        rule        | verdict | found | asked | short
        supervision | not met | 1     | 1.5   | 0.5
    """)
    assert (told.rules["supervision"]["periods_met"], told.rules["supervision"]["periods"]) == (2, 3)


def test_bacp_halves_the_time_of_four_people_and_divides_that_of_five_or_more(judged, by_hand):
    told = judged(
        "bacp-accreditation",
        MARCH,
        WINTER,
        supervision="""
            date       | duration_minutes | format     | group_size
            2025-01-10 | 180              | group      | 4
            2025-02-10 | 120              | group      | 6
            2025-02-20 | 70               | individual |
            2025-03-10 | 120              | peer       | 5
            2025-03-20 | 65               | individual |
        """,
    )
    # Minutes: 180 / 2 = 90; 120 / 6 + 70 = 90; 120 / 5 + 65 = 89, a sixtieth of an hour short.
    assert told.lines == by_hand("""
        rule        | verdict | found | asked | short
        supervision | not met | 1.48  | 1.5   | 0.02
    """)
    assert told.rules["supervision"]["shortfall"] == pytest.approx(1 / 60)


@pytest.mark.parametrize(
    ("pause", "line"),
    [
        ((date(2025, 2, 1), date(2025, 2, 28)), "met | 1.5 | 1.5 | 0"),
        ((date(2025, 2, 3), date(2025, 2, 28)), "can't tell: paused | 0 | 1.5 | "),
    ],
)
def test_bacp_lets_a_month_without_clients_be_skipped_if_it_is_declared_whole(judged, pause, line):
    sessions = "date | duration_minutes | format\n2025-01-10 | 90 | individual\n2025-03-10 | 90 | individual"
    told = judged("bacp-accreditation", MARCH, WINTER, supervision=sessions, pauses=(pause,))
    assert told.lines == [f"supervision | {line}"]


def test_bacp_students_need_an_hour_for_eight_and_peers_give_none(judged, by_hand):
    told = judged(
        "bacp-student",
        MARCH,
        WINTER,
        practice="""
            client_id | start_date | end_date   | paid_hours
            K1        | 2025-01-16 | 2025-02-14 | 30
            K2        | 2025-03-03 | 2025-03-28 | 20
        """,
        supervision="""
            date       | duration_minutes | format     | group_size
            2025-01-20 | 60               | individual |
            2025-01-27 | 60               | group      | 3
            2025-02-10 | 105              | individual |
            2025-03-10 | 120              | individual |
            2025-03-20 | 60               | peer       | 4
        """,
    )
    # Client hours: 16 of 30 days in January, 14 in February, 20 in March. Asked: 2, 1.75 and 2.5; had: 2, 1.75 and 2.
    assert told.lines == by_hand("""
        rule        | verdict | found | asked | short
        supervision | not met | 2     | 2.5   | 0.5
    """)
    assert told.rules["supervision"]["periods_met"] == 2


@pytest.mark.parametrize(
    ("minutes", "line"),
    [
        (90, "met | 1.5 | 1.5 | 0"),  # 8 client hours would do with an hour: the month asks for an hour and a half
        (89, "not met | 1.48 | 1.5 | 0.02"),
    ],
)
def test_bacp_students_need_an_hour_and_a_half_a_month_however_little_they_work(judged, minutes, line):
    told = judged(
        "bacp-student",
        "2025-01-31",
        ("2025-01-01", "2025-01-31"),
        practice="client_id | start_date | end_date | paid_hours\nK1 | 2025-01-07 | 2025-01-28 | 8",
        supervision=f"date | duration_minutes | format\n2025-01-20 | {minutes} | individual",
    )
    assert told.lines == [f"supervision | {line}"]


@pytest.mark.parametrize(
    ("minutes", "line"),
    [(90, "can't tell: no practice | 1.5 |  | "), (60, "not met | 1 | 1.5 | 0.5")],
)
def test_bacp_students_without_client_hours_are_told_only_that_the_monthly_least_is_missing(judged, minutes, line):
    sessions = f"date | duration_minutes | format\n2025-01-20 | {minutes} | individual"
    told = judged("bacp-student", "2025-01-31", ("2025-01-01", "2025-01-31"), supervision=sessions)
    assert told.lines == [f"supervision | {line}"]


def test_babcp_counts_twice_the_share_of_each_in_groups_of_four_at_most(judged, by_hand):
    told = judged(
        "babcp-accreditation",
        MARCH,
        supervision="""
            date       | duration_minutes | format     | group_size
            2023-03-10 | 120              | group      | 4
            2023-06-10 | 105              | group      | 3
            2024-03-10 | 90               | group      | 2
            2024-06-10 | 120              | group      | 5
            2024-09-10 | 60               | peer       | 2
            2025-03-10 | 720              | individual |
        """,
    )
    # Minutes: 120 / 4 x 2 = 60; 105 / 3 x 2 = 70; 90; none of five people, none of peers; 720: in all 940, or 15 h 40.
    assert told.lines == by_hand("""
        rule        | verdict | found | asked | short
        supervision | not met | 15.67 | 40    | 24.33
    """)


def test_babcp_accredits_with_forty_hours_of_any_time(judged, by_hand):
    told = judged(
        "babcp-accreditation",
        MARCH,
        supervision="""
            date       | duration_minutes | format     | group_size
            2009-03-10 | 720              | individual |
            2013-06-10 | 720              | group      | 2
            2017-03-10 | 720              | group      | 3
            2021-06-10 | 720              | group      | 4
            2025-03-10 | 240              | group      | 4
        """,
    )
    # 12 + 12 + 8 + 6 + 2.
    assert told.lines == by_hand("""
        rule        | verdict | found | asked | short
        supervision | met     | 40    | 40    | 0
    """)


def test_babcp_members_may_average_and_count_whole_groups_up_to_six(judged, by_hand):
    told = judged(
        "babcp-accredited",
        MARCH,
        supervision="""
            date       | duration_minutes | format     | group_size
            2024-03-31 | 120              | individual |
            2024-04-01 | 600              | individual |
            2024-10-10 | 450              | group      | 6
            2025-03-10 | 240              | group      | 7
        """,
    )
    # A year back to 1 April: 10 + 7.5; the day before is too old, seven people are too many.
    assert told.lines == by_hand("""
        rule        | verdict | found | asked | short
        supervision | not met | 17.5  | 18    | 0.5
    """)


def test_babcp_members_are_met_until_the_oldest_hour_they_need_is_a_year_old(judged):
    sessions = """
        date       | duration_minutes | format     | group_size
        2024-04-01 | 600              | individual |
        2024-10-10 | 480              | group      | 6
    """
    told = judged("babcp-accredited", MARCH, supervision=sessions)
    assert told.lines == ["supervision | met | 18 | 18 | 0"]
    assert told.rules["supervision"]["holds_until"] == date(2025, 4, 1)


def test_accph_takes_two_hours_among_peers_for_one(judged, by_hand):
    told = judged(
        "accph",
        MARCH,
        WINTER,
        supervision="""
            date       | duration_minutes | format     | group_size
            2025-01-10 | 60               | individual |
            2025-02-10 | 120              | peer       | 5
            2025-03-10 | 60               | peer       | 5
        """,
    )
    assert told.lines == by_hand("""
        rule        | verdict                 | found | asked | short
        supervision | not met                 | 0.5   | 1     | 0.5
        log         | can't tell: qualitative | 4     |       |
    """)


def test_accph_is_met_by_an_hour_of_group_in_a_month(judged, by_hand):
    sessions = "date | duration_minutes | format | group_size\n2025-01-10 | 60 | group | 8"
    told = judged("accph", "2025-01-31", ("2025-01-01", "2025-01-31"), supervision=sessions)
    assert told.lines == by_hand("""
        rule        | verdict                 | found | asked | short
        supervision | met                     | 1     | 1     | 0
        log         | can't tell: qualitative | 1     |       |
    """)


@pytest.mark.parametrize(
    ("march", "line"),
    [
        ("90  | individual |", "met | 1.5 | 1.5 | 0"),
        ("270 | peer | 6", "met | 1.5 | 1.5 | 0"),  # a third of 4.5 hours
        ("270 | peer | 7", "not met | 0 | 1.5 | 1.5"),  # among peers up to six
        ("270 | group | 7", "met | 1.5 | 1.5 | 0"),
        ("180 | peer | 5", "not met | 1 | 1.5 | 0.5"),  # a third of 3 hours
    ],
)
def test_addiction_professionals_count_half_of_four_people_and_a_third_of_more(judged, march, line):
    told = judged(
        "addiction-professionals",
        MARCH,
        WINTER,
        supervision=f"""
            date       | duration_minutes | format | group_size
            2025-01-10 | 90               | individual |
            2025-02-10 | 180              | group  | 4
            2025-03-10 | {march}
        """,
    )
    assert told.lines == [f"supervision | {line}"]
