"""What a peer group's own sessions, turns and articles mean."""

from datetime import date

import pytest

from cpd_toolkit.measures import meetings as held

AS_OF = date(2026, 6, 30)
LOG = """
session_id | member_id | date       | duration_minutes | format | supervisor_id | cases_presented | articles
S1         | A         | 2026-01-10 | 120              | group  | SV1           | 1               | 12 43
S1         | B         | 2026-01-10 | 90               | group  | SV1           | 0               | 41
           | A         | 2026-02-10 | 90               | peer   |               |                 |
           | C         | 2026-02-10 | 90               | peer   |               | 2               | 43
S3         | A         | 2026-03-10 | 120              | group  | SV1           | 0               | 41
S3         | C         | 2026-03-10 | 120              | group  | SV1           | 0               | 41
S9         | A         | 2026-07-01 | 120              | group  | SV1           | 1               | 18
"""
MEMBERS = ("A", "B", "C", "D")


@pytest.fixture
def sessions(rows):
    return rows("supervision", LOG)


def test_a_session_of_the_group_is_told_once_whoever_came(sessions):
    # B left earlier: the session lasted two hours. What lies ahead of the day of the report is not there yet.
    told = held.meetings(sessions, AS_OF).select("meeting", "day", "format", "hours", "supervisor_id", "present")
    assert told.rows() == [
        (1, date(2026, 1, 10), "group", 2.0, "SV1", 2),
        (2, date(2026, 2, 10), "peer", 1.5, None, 2),
        (3, date(2026, 3, 10), "group", 2.0, "SV1", 2),
    ]


def test_every_member_is_there_or_not_at_every_session(sessions):
    there = held.presences(sessions, MEMBERS, AS_OF)
    assert there.height == 3 * 4
    came = there.filter("present").group_by("meeting", maintain_order=True).agg("member_id").rows()
    assert came == [(1, ["A", "B"]), (2, ["A", "C"]), (3, ["A", "C"])]
    assert there.filter(member_id="C")["cases"].to_list() == [0, 2, 0]


def test_turns_are_told_by_code_with_what_was_attended_since(sessions):
    turns = held.rotation(held.presences(sessions, MEMBERS, AS_OF)).drop("people")
    assert turns.rows() == [
        ("A", 3, 3, 1, 1, date(2026, 1, 10), 2),
        ("B", 3, 1, 0, 0, None, 1),
        ("C", 3, 2, 1, 2, date(2026, 2, 10), 1),
        ("D", 3, 0, 0, 0, None, 0),
    ]


def test_who_never_presented_comes_first_and_who_never_came_is_not_asked(sessions):
    turns = held.rotation(held.presences(sessions, MEMBERS, AS_OF))
    assert held.waiting(turns)["member_id"].to_list() == ["B", "A", "C"]


def test_who_presented_at_their_last_session_does_not_wait(rows):
    sessions = rows(
        "supervision",
        """
        member_id | date       | duration_minutes | format | cases_presented
        A         | 2026-01-10 | 60               | peer   | 1
        B         | 2026-02-10 | 60               | peer   | 1
        """,
    )
    assert held.waiting(held.rotation(held.presences(sessions, ("A", "B"), AS_OF))).is_empty()


def test_an_article_is_brought_once_a_session(sessions):
    named = {row["article"]: row for row in held.brought(sessions, AS_OF).to_dicts()}
    assert len(named) == 47
    # 41: B in the first, A and C in the third
    assert (named[41]["meetings"], named[41]["last"], named[41]["people"]) == (2, date(2026, 3, 10), 3)
    assert (named[43]["meetings"], named[43]["people"]) == (2, 2)
    assert (named[18]["meetings"], named[18]["last"]) == (0, None)  # named on 1 July, after the day of the report


def test_only_what_records_of_supervision_can_show_is_missed(sessions):
    never = held.never_brought(held.brought(sessions, AS_OF), not_applicable=[20])["article"].to_list()
    # 12, 41 and 43 came up; 20 does not apply; 29 can't be shown, and 40 not by supervision.
    assert never == [5, 11, 14, 17, 18, 19, 22, 28, 38, 42]


def test_without_a_session_there_is_nothing_but_the_articles(rows):
    none = rows("supervision", "date\n2026-08-01")
    assert held.meetings(none, AS_OF).is_empty()
    assert held.presences(none, MEMBERS, AS_OF).is_empty()
    assert held.brought(none, AS_OF)["meetings"].sum() == 0
