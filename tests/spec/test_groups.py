"""What attendance of a group and standing in a register mean."""

from datetime import date

import polars as pl

from cpd_toolkit.measures import groups
from cpd_toolkit.measures.selection import tally

AS_OF = date(2026, 6, 30)
LOG = """
session_id | member_id | date       | duration_minutes | format     | group_id | cases_presented
G1         | A         | 2026-01-10 | 120              | group      | MON      | 1
G1         | B         | 2026-01-10 | 120              | group      | MON      | 0
           | A         | 2026-02-10 | 90               | peer       | MON      |
           | B         | 2026-02-10 | 90               | peer       | MON      | 2
G2         | A         | 2026-02-10 | 60               | group      | MON      |
           | A         | 2026-03-10 | 60               | individual |          | 1
"""


def test_a_session_of_a_group_is_its_id_or_else_its_day(rows, told):
    counted = told(tally(groups.group_sessions(rows("supervision", LOG), AS_OF)), "group_id")
    # G1; the day 2026-02-10 without an id; G2 on the same day. Individual sessions belong to no group.
    assert counted == {("MON", "group_sessions"): 3, ("MON", "person_hours"): 8}


def test_attendance_is_a_share_of_the_group_s_sessions(rows):
    first, second = groups.attendance(rows("supervision", LOG), AS_OF).iter_rows(named=True)
    assert (first["member_id"], first["sessions"], first["attendance_share"]) == ("A", 3, 1)
    assert (second["member_id"], second["sessions"], second["attendance_share"]) == ("B", 2, 2 / 3)
    assert (first["presented_sessions"], first["last_presented"]) == (1, date(2026, 1, 10))
    assert (second["cases_presented"], second["last_presented"]) == (2, date(2026, 2, 10))


def test_two_rows_of_one_day_without_an_id_are_one_session_of_the_group(rows):
    sessions = rows(
        "supervision",
        """
        member_id | date       | duration_minutes | format | group_id
        A         | 2026-01-10 | 60               | peer   | MON
        A         | 2026-01-10 | 30               | peer   | MON
        B         | 2026-02-10 | 60               | peer   | MON
        """,
    )
    first = groups.attendance(sessions, AS_OF).row(0, named=True)
    assert (first["sessions"], first["group_sessions"], first["attendance_share"]) == (2, 2, 0.5)


def test_a_register_counts_members_by_their_own_group_with_all_their_sessions(rows, told):
    members = rows(
        "members",
        """
        member_id | group_id | region
        A         | MON      | Nord
        B         | TUE      | Nord
        C         |          | Sud
        """,
    )
    sessions = rows("supervision", LOG)
    standings = groups.standing(members, sessions, AS_OF, need_sessions=3)
    by_group = told(tally(groups.register_members(standings, AS_OF, "group_id")), "group_id")
    assert by_group["MON", "meets_need_365_days"] == 1
    assert by_group["TUE", "meets_need_365_days"] == 0  # B has two
    assert by_group["not_stated", "no_session_365_days"] == 1
    logged = told(tally(groups.register_sessions(standings, sessions, AS_OF, "group_id")), "group_id")
    assert logged["TUE", "sessions_365_days"] == 2  # B's sessions, though logged under MON
    assert logged["not_stated", "sessions_365_days"] == 0


def test_a_lapse_within_ninety_days_includes_the_ninetieth(rows, told):
    members = rows("members", "member_id\nA\nB\nC")
    sessions = rows(
        "supervision",
        """
        member_id | date       | duration_minutes | format
        A         | 2025-09-28 | 60               | individual
        B         | 2025-09-29 | 60               | individual
        """,
    )
    # as_of + 90 days is 2026-09-28, the day on which the session of 2025-09-28 leaves the window.
    standings = groups.standing(members, sessions, AS_OF, need_sessions=1)
    assert standings["lapse_date"].to_list() == [date(2026, 9, 28), date(2026, 9, 29), None]
    assert told(tally(groups.register_totals(standings, AS_OF))) == {
        "members": 3,
        "meets_need_365_days": 2,
        "no_session_ever": 1,
        "lapse_within_90_days": 1,
    }


def test_people_behind_a_group_s_numbers_are_its_members(rows):
    counted = tally(groups.group_sessions(rows("supervision", LOG), AS_OF))
    assert counted.filter(pl.col("measure") == "group_sessions")["people"].item() == 2
