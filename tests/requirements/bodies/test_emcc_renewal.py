"""EMCC: renewal of the individual accreditation, worldwide and as the Dutch affiliate has it.

One coach, awarded on 1 January 2025 for five years, looked at on 14 February 2026: four quarters are over and the fifth
runs.
"""

from datetime import date

import pytest

from cpd_toolkit.errors import UsageError

CYCLE = ("2025-01-01", "2029-12-31")
DAY = "2026-02-14"

# 56 hours, and 14 of the 28 days of February 2026: 70 hours, all of them in the last 12 months.
WORK = """
    client_id | start_date | end_date   | paid_hours
    K1        | 2025-02-15 | 2025-12-31 | 56
    K2        | 2026-02-01 | 2026-02-28 | 28
"""
SESSIONS = """
    date       | duration_minutes | format     | group_size | learning
    2025-02-10 | 60               | individual |            |
    2025-05-10 | 60               | group      | 4          | contracting
    2025-08-10 | 60               | peer       | 5          | silence
    2025-11-10 | 60               | individual |            | endings
    2026-01-20 | 30               | individual |            |
"""
# 16 hours in the first year, 4 in the second, which runs; two written reflections beside those of three sessions.
ACTIVITIES = """
    start_date | hours | category   | application
    2025-03-20 | 16    | course     | used with K1
    2026-01-05 | 0     | reflection |
    2026-02-01 | 4     | webinar    |
"""
# The first is exactly 12 months old.
ANSWERS = """
    response_id | date       | respondent_role
    R1          | 2025-02-14 | client
    R2          | 2025-02-15 | client
    R3          | 2025-06-10 | client
    R4          | 2025-09-10 | client
    R5          | 2026-02-14 | client
"""
DECLARED = "kind | date | valid_until\ndeclaration | 2025-01-02 |"
ALL = {"practice": WORK, "supervision": SESSIONS, "training": ACTIVITIES, "feedback": ANSWERS}


def test_foundation_worldwide_misses_the_quarter_of_its_peer_group(judged, by_hand):
    told = judged("emcc-eia-renewal-foundation", DAY, CYCLE, evidence=DECLARED, **ALL)
    # Supervision: an hour in the summer, half an hour in the quarter that runs. Development is from memory.
    assert told.lines == by_hand("""
        rule                 | verdict                 | found | asked | short
        practice             | met                     | 70    | 50    | 0
        supervision          | not met                 | 0     | 1     | 1.5
        supervision-overview | can't tell: qualitative | 4.5   |       |
        development          | can't tell: unverified  | 4     | 16    | 12
        feedback             | not met                 | 4     | 5     | 1
        reflections          | met                     | 5     | 5     | 0
        essay                | met                     | 5     | 1     | 0
        declaration          | met                     | 1     | 1     | 0
    """)


def test_foundation_in_the_netherlands_counts_the_peer_group(judged, by_hand):
    told = judged("emcc-eia-renewal-foundation-nl", DAY, CYCLE, evidence=DECLARED, **ALL)
    assert told.lines == by_hand("""
        rule                 | verdict                 | found | asked | short
        practice             | met                     | 70    | 50    | 0
        supervision          | not met                 | 0.5   | 1     | 0.5
        supervision-overview | can't tell: qualitative | 4.5   |       |
        development          | can't tell: unverified  | 4     | 16    | 12
        feedback             | not met                 | 4     | 5     | 1
        reflections          | met                     | 5     | 5     | 0
        essay                | met                     | 5     | 1     | 0
        declaration          | met                     | 1     | 1     | 0
    """)


def test_practitioner_worldwide_asks_for_a_hundred_hours(judged, by_hand):
    told = judged("emcc-eia-renewal-practitioner", DAY, CYCLE, evidence=DECLARED, **ALL)
    assert told.lines == by_hand("""
        rule                 | verdict                 | found | asked | short
        practice             | not met                 | 70    | 100   | 30
        supervision          | not met                 | 0     | 1     | 1.5
        supervision-overview | can't tell: qualitative | 4.5   |       |
        development          | can't tell: unverified  | 4     | 16    | 12
        feedback             | not met                 | 4     | 5     | 1
        reflections          | can't tell: unverified  | 5     | 5     | 0
        essay                | met                     | 5     | 1     | 0
        declaration          | met                     | 1     | 1     | 0
    """)
    practice = told.rules["practice"]
    # 70 hours of 100 after 410 of 1,826 days.
    assert (practice["outlook"], practice["by"]) == ("on_course", date(2029, 12, 31))


def test_practitioner_in_the_netherlands_without_a_declaration(judged, by_hand):
    told = judged("emcc-eia-renewal-practitioner-nl", DAY, CYCLE, accept_unverified=True, **ALL)
    assert told.lines == by_hand("""
        rule                 | verdict                 | found | asked | short
        practice             | not met                 | 70    | 100   | 30
        supervision          | not met                 | 0.5   | 1     | 0.5
        supervision-overview | can't tell: qualitative | 4.5   |       |
        development          | not met                 | 4     | 16    | 12
        feedback             | not met                 | 4     | 5     | 1
        reflections          | met                     | 5     | 5     | 0
        essay                | met                     | 5     | 1     | 0
        declaration          | can't tell: no record   | 0     | 1     |
    """)


def test_senior_worldwide_decides_on_little_but_practice_and_papers(judged, by_hand):
    told = judged("emcc-eia-renewal-senior", DAY, CYCLE, evidence=DECLARED, **ALL)
    # Ratio: 70 / 35 = 2 hours; since 15 February 2025 there are a group hour, an individual one and half an hour.
    # Development: 16 of 32 and 4 of 32 are 16 + 28 short.
    assert told.lines == by_hand("""
        rule                 | verdict                 | found | asked | short
        practice             | not met                 | 70    | 100   | 30
        supervision          | can't tell: unverified  | 0     | 1     | 1.5
        supervision-ratio    | can't tell: unverified  | 2.5   | 2     | 0
        supervision-overview | can't tell: qualitative | 4.5   |       |
        development          | can't tell: unverified  | 4     | 32    | 44
        feedback             | can't tell: unverified  | 4     | 5     | 1
        reflections          | can't tell: unverified  | 5     | 5     | 0
        essay                | met                     | 5     | 1     | 0
        declaration          | met                     | 1     | 1     | 0
    """)


def test_senior_in_the_netherlands_with_its_numbers_from_memory_accepted(judged, by_hand):
    told = judged("emcc-eia-renewal-senior-nl", DAY, CYCLE, accept_unverified=True, **ALL)
    # Ratio: the peer group counts too, 2.5 + 1.
    assert told.lines == by_hand("""
        rule                 | verdict                 | found | asked | short
        practice             | not met                 | 70    | 100   | 30
        supervision          | not met                 | 0.5   | 1     | 0.5
        supervision-ratio    | met                     | 3.5   | 2     | 0
        supervision-overview | can't tell: qualitative | 4.5   |       |
        development          | not met                 | 4     | 32    | 44
        feedback             | not met                 | 4     | 5     | 1
        reflections          | met                     | 5     | 5     | 0
        essay                | met                     | 5     | 1     | 0
        declaration          | can't tell: no record   | 0     | 1     |
    """)


def test_master_worldwide_with_its_numbers_from_memory_accepted(judged, by_hand):
    told = judged("emcc-eia-renewal-master", DAY, CYCLE, accept_unverified=True, **ALL)
    # Development: 16 of 40 and 4 of 40 are 24 + 36 short.
    assert told.lines == by_hand("""
        rule                 | verdict                 | found | asked | short
        practice             | not met                 | 70    | 100   | 30
        supervision          | not met                 | 0     | 1     | 1.5
        supervision-ratio    | met                     | 2.5   | 2     | 0
        supervision-overview | can't tell: qualitative | 4.5   |       |
        development          | not met                 | 4     | 40    | 60
        feedback             | not met                 | 4     | 5     | 1
        reflections          | met                     | 5     | 5     | 0
        essay                | met                     | 5     | 1     | 0
        declaration          | can't tell: no record   | 0     | 1     |
    """)


def test_master_in_the_netherlands_decides_on_little_but_practice_and_papers(judged, by_hand):
    told = judged("emcc-eia-renewal-master-nl", DAY, CYCLE, evidence=DECLARED, **ALL)
    assert told.lines == by_hand("""
        rule                 | verdict                 | found | asked | short
        practice             | not met                 | 70    | 100   | 30
        supervision          | can't tell: unverified  | 0.5   | 1     | 0.5
        supervision-ratio    | can't tell: unverified  | 3.5   | 2     | 0
        supervision-overview | can't tell: qualitative | 4.5   |       |
        development          | can't tell: unverified  | 4     | 40    | 60
        feedback             | can't tell: unverified  | 4     | 5     | 1
        reflections          | can't tell: unverified  | 5     | 5     | 0
        essay                | met                     | 5     | 1     | 0
        declaration          | met                     | 1     | 1     | 0
    """)


QUARTERS = """
    date       | duration_minutes | format
    2025-02-10 | 60               | individual
    2025-05-10 | 60               | individual
    2025-08-10 | 60               | individual
    2025-11-10 | 60               | individual
    2026-01-20 | 30               | individual
"""


@pytest.mark.parametrize(
    ("day", "outlook", "by"),
    [
        ("2026-02-14", "on_course", date(2026, 3, 31)),  # half an hour when 45 of 90 days are over
        ("2026-02-15", "at_risk", date(2026, 3, 31)),  # and when 46 are
        ("2026-03-31", None, None),  # the last day: over
    ],
)
def test_half_an_hour_in_the_quarter_that_runs_can_still_become_a_whole_one(judged, day, outlook, by):
    told = judged("emcc-eia-renewal-foundation", day, CYCLE, supervision=QUARTERS)
    assert told.lines[1] == "supervision | not met | 0.5 | 1 | 0.5"
    row = told.rules["supervision"]
    assert (row["periods_met"], row["periods"], row["outlook"], row["by"]) == (4, 5, outlook, by)


@pytest.mark.parametrize(
    ("pause", "line", "judged_quarters"),
    [
        ((date(2025, 7, 1), date(2025, 9, 30)), "met | 1 | 1 | 0", 3),  # the whole quarter
        ((date(2025, 6, 1), date(2025, 10, 31)), "met | 1 | 1 | 0", 3),  # and more: the others have their hour
        ((date(2025, 7, 2), date(2025, 9, 30)), "can't tell: paused | 0 | 1 | ", 4),  # all of it but a day
        ((date(2025, 10, 1), date(2025, 12, 31)), "not met | 0 | 1 | 1", 3),  # another quarter
    ],
)
def test_a_pause_exempts_the_quarter_it_covers(judged, pause, line, judged_quarters):
    sessions = QUARTERS.replace("2025-08-10", "2025-05-31")
    told = judged("emcc-eia-renewal-practitioner", "2025-12-31", CYCLE, supervision=sessions, pauses=(pause,))
    assert told.lines[1] == f"supervision | {line}"
    assert told.rules["supervision"]["periods"] == judged_quarters


def test_of_a_cycle_that_begins_on_12_march_nineteen_quarters_are_whole(judged):
    days = [f"{year}-{month}-10" for year in range(2022, 2027) for month in ("02", "05", "08", "11")]
    sessions = "date | duration_minutes | format\n" + "\n".join(f"{day} | 60 | individual" for day in days)
    cycle = ("2022-03-12", "2027-03-11")
    row = judged("emcc-eia-renewal-practitioner", "2027-03-11", cycle, supervision=sessions).rules["supervision"]
    # Three of 2022, four in each of the four years to 2026; the cut quarters at both ends are not judged.
    assert (row["verdict"], row["periods_met"], row["periods"]) == ("met", 19, 19)
    assert (row["interval_start"], row["interval_end"]) == (date(2022, 4, 1), date(2026, 12, 31))


PEERS = QUARTERS.replace("2025-08-10 | 60               | individual", "2025-08-10 | 60               | peer")


@pytest.mark.parametrize(
    ("pack", "line"),
    [
        ("emcc-eia-renewal-foundation", "not met | 0 | 1 | 1"),
        ("emcc-eia-renewal-practitioner", "not met | 0 | 1 | 1"),
        ("emcc-eia-renewal-senior", "not met | 0 | 1 | 1"),
        ("emcc-eia-renewal-master", "not met | 0 | 1 | 1"),
        ("emcc-eia-renewal-foundation-nl", "met | 1 | 1 | 0"),
        ("emcc-eia-renewal-practitioner-nl", "met | 1 | 1 | 0"),
        ("emcc-eia-renewal-senior-nl", "met | 1 | 1 | 0"),
        ("emcc-eia-renewal-master-nl", "met | 1 | 1 | 0"),
    ],
)
def test_an_hour_among_peers_is_the_hour_of_its_quarter_in_the_netherlands_alone(judged, pack, line):
    told = judged(pack, "2025-12-31", CYCLE, supervision=PEERS, accept_unverified=True)
    assert told.lines[1] == f"supervision | {line}"


def test_before_october_2021_no_edition_is_in_force_and_that_is_an_error(judged):
    with pytest.raises(UsageError, match="its first one applies from 1 October 2021"):
        judged("emcc-eia-renewal-foundation", "2021-09-30", CYCLE, supervision=QUARTERS)
