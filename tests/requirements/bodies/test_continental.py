"""Psychotherapy on the continent: points, caps and carry-over. For comparison, no coaching credentials."""

import pytest

DAY = "2025-12-31"  # the five years begin on 1 January 2021


@pytest.mark.parametrize(("accepted", "individual"), [(False, "can't tell: unverified"), (True, "met")])
def test_emdr_belgium_gives_two_points_for_an_individual_hour_and_one_for_a_group_hour(
    judged, by_hand, accepted, individual
):
    told = judged(
        "emdr-belgium",
        DAY,
        supervision="""
            date       | duration_minutes | format     | group_size
            2020-12-31 | 600              | individual |
            2021-01-01 | 720              | individual |
            2023-03-10 | 300              | individual |
            2024-06-10 | 720              | group      | 5
            2025-06-10 | 240              | peer       | 4
        """,
        accept_unverified=accepted,
    )
    # Points: 12 x 2 + 5 x 2 + 12; peers are not named and the first is a day too old. Whether the four individual ones
    # are hours or points is not certain.
    assert told.lines == by_hand(f"""
        rule       | verdict      | found | asked | short
        credits    | not met      | 46    | 50    | 4
        individual | {individual} | 17    | 4     | 0
    """)


def test_emdr_belgium_is_not_renewed_by_groups_alone(judged, by_hand):
    sessions = "date | duration_minutes | format | group_size\n"
    sessions += "\n".join(f"{year}-06-10 | 600 | group | 5" for year in range(2021, 2026))
    told = judged("emdr-belgium", DAY, supervision=sessions, accept_unverified=True)
    assert told.lines == by_hand("""
        rule       | verdict | found | asked | short
        credits    | met     | 50    | 50    | 0
        individual | not met | 0     | 4     | 4
    """)


@pytest.mark.parametrize(
    ("course", "line"),
    [
        (40, "met | 50 | 50 | 0"),  # 40, and 10 of 15
        (38, "not met | 48 | 50 | 2"),
    ],
)
def test_emdr_switzerland_counts_ten_hours_of_reading_at_most(judged, course, line):
    told = judged(
        "emdr-switzerland",
        DAY,
        training=f"""
            start_date | hours    | category
            2021-03-10 | 8        | reading
            2022-03-10 | {course} | course
            2025-03-10 | 7        | reading
        """,
    )
    assert told.lines == [f"development | {line}"]


PTPI = """
    start_date | hours | category
    2021-03-10 | 60    | course
    2022-03-10 | 40    | course
    2023-03-10 | 80    | conference
    2024-03-10 | 75    | webinar
    2025-03-10 | {}    | reading
    2025-06-10 | 50    | contribution
"""


@pytest.mark.parametrize(
    ("reading", "line"),
    [
        (25, "met | 250 | 250 | 0"),  # 75 of 100, 75 of 80, 75 and 25; a contribution is no development
        (20, "not met | 245 | 250 | 5"),
    ],
)
def test_ptpi_counts_75_hours_of_each_category_at_most(judged, reading, line):
    told = judged("ptpi", DAY, training=PTPI.format(reading))
    assert told.lines == [f"development | {line}"]


POINTS = "start_date | hours | category\n2022-05-10 | {} | course\n2023-05-10 | {} | course\n"
POINTS += "2024-05-10 | {} | course\n2025-05-10 | {} | course"
FOUR_YEARS = ("2022-01-01", "2025-12-31")


@pytest.mark.parametrize(
    ("points", "line"),
    [
        ((6, 12, 20, 10), "met | 12 | 12 | 0"),  # 8 too many in 2024: 6 go back two years, 2 forward one
        ((6, 12, 19, 10), "not met | 11 | 12 | 1"),  # 7 too many fill 2022, and leave 2025 a point short
        ((6, 12, 12, 18), "not met | 6 | 12 | 6"),  # 2025 is three years after 2022
        ((18, 12, 6, 12), "met | 12 | 12 | 0"),  # forward two years
        ((18, 12, 12, 6), "not met | 6 | 12 | 6"),  # forward three
    ],
)
def test_emci_surplus_counts_two_years_before_and_after(judged, points, line):
    told = judged("emci", DAY, FOUR_YEARS, training=POINTS.format(*points), accept_unverified=True)
    assert told.lines == [f"points | {line}"]


def test_emci_decides_nothing_as_what_earns_a_point_is_not_known(judged):
    told = judged("emci", DAY, FOUR_YEARS, training=POINTS.format(6, 12, 20, 10))
    assert told.lines == ["points | can't tell: unverified | 12 | 12 | 0"]
