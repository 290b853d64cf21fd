"""Which numbers a dossier tells, and when."""

import json
from datetime import date
from pathlib import Path

import pytest

from cpd_toolkit.dossier import Dossier
from cpd_toolkit.measures.facts import facts

AS_OF = date(2026, 6, 30)
DOSSIER = Dossier(Path("dossier"), member_id="C1")


def log_of(rows, members):
    lines = "\n".join(f"M{n:02} | 2026-01-10 | 60 | individual" for n in range(members))
    return rows("supervision", f"member_id | date | duration_minutes | format\n{lines}")


def test_a_table_that_is_not_there_has_no_numbers_and_an_empty_one_has_noughts(rows):
    told = facts({"training": rows("training", "title | start_date | hours | category")}, DOSSIER, AS_OF)
    assert "supervision" not in told
    assert "evidence" not in told
    assert told["training"]["all"]["hours"] == 0
    assert told["training"]["all"]["by_year"] == {}
    assert told["participation"] == {}
    assert told["members"] == 0
    assert told["articles"]["summary"] == {"none": 47}


@pytest.mark.parametrize(("members", "told_one_by_one"), [(1, False), (2, True), (30, True), (31, False)])
def test_members_are_told_one_by_one_from_two_to_thirty(rows, members, told_one_by_one):
    told = facts({"supervision": log_of(rows, members)}, DOSSIER, AS_OF)
    assert told["members"] == members
    assert ("by_member" in told["supervision"]) is told_one_by_one


@pytest.mark.parametrize(("members", "there"), [(1, True), (2, False)])
def test_gaps_over_all_rows_are_told_for_a_single_member_only(rows, members, there):
    everyone = facts({"supervision": log_of(rows, members)}, DOSSIER, AS_OF)["supervision"]["all"]
    assert ("lapse_date" in everyone) is there
    assert ("longest_gap" in everyone) is there


def test_a_member_of_the_register_without_a_session_is_told_with_noughts(rows):
    tables = {"supervision": log_of(rows, 1), "members": rows("members", "member_id\nM00\nM01")}
    told = facts(tables, DOSSIER, AS_OF)["supervision"]["by_member"]["M01"]
    assert told["sessions"] == 0
    assert told["by_quarter"] == {}
    assert told["by_format"]["group"] == {"sessions": 0, "hours": 0}
    assert told["lapse_date"] == {"365_days": None, "12_months": None}
    assert told["longest_gap"] is None
    assert told["last_session"] is None


def test_a_member_who_only_got_feedback_counts_as_a_member(rows):
    answers = rows("feedback", "response_id | member_id | date | item | score\nR1 | Z | 2026-01-10 | Useful | 5")
    told = facts({"supervision": log_of(rows, 1), "feedback": answers}, DOSSIER, AS_OF)
    assert told["members"] == 2
    assert told["supervision"]["by_member"]["Z"]["sessions"] == 0
    assert list(told["feedback"]["by_member"]) == ["Z"]


def test_a_member_without_activity_in_a_window_is_told_with_noughts(rows):
    tables = {
        "supervision": log_of(rows, 2),
        "training": rows(
            "training", "member_id | title | start_date | hours | category\nM00 | Book | 2020-01-10 | 5 | reading"
        ),
    }
    told = facts(tables, DOSSIER, AS_OF)["training"]["by_member"]["M00"]
    assert told["last_365_days"] == {"activities": 0, "hours": 0}
    assert told["by_year"]["2026"] == 0


def test_the_register_s_pauses_count_and_the_dossier_s_do_not(rows):
    sessions = rows("supervision", "date | duration_minutes | format\n2026-01-01 | 60 | peer\n2026-01-31 | 60 | peer")
    paused = DOSSIER._replace(pauses=((date(2026, 1, 10), date(2026, 1, 19)),))
    alone = facts({"supervision": sessions}, paused, AS_OF)["supervision"]["all"]
    assert alone["longest_gap"]["days"] == 30
    assert alone["longest_gap_without_pause_days"] == 20  # ten of the thirty days are paused
    register = rows("members", "member_id | pause_from | pause_to\nC1 | 2026-01-10 | 2026-01-11")
    both = facts({"supervision": sessions, "members": register}, paused, AS_OF)["supervision"]["all"]
    assert both["longest_gap_without_pause_days"] == 28


def test_the_settings_of_the_run_win_over_those_of_the_dossier(rows):
    tables = {"supervision": log_of(rows, 1)}
    own = facts(tables, DOSSIER._replace(need_sessions=2, ratio=20), AS_OF)
    assert (own["need_sessions"], own["ratio_limit"]) == (2, 20)
    run = facts(tables, DOSSIER._replace(need_sessions=2), AS_OF, need_sessions=1, ratio=17.5)
    assert (run["need_sessions"], run["ratio_limit"]) == (1, 17.5)
    assert run["supervision"]["all"]["lapse_date"]["365_days"] == "2027-01-10"


def test_codes_are_in_plain_character_order_and_survive_dots(rows):
    sessions = rows(
        "supervision",
        """
        member_id | date       | duration_minutes | format | group_id
        b.1       | 2026-01-10 | 60               | peer   | É
        B         | 2026-01-10 | 60               | peer   | Z
        """,
    )
    told = facts({"supervision": sessions}, DOSSIER, AS_OF)
    assert list(told["supervision"]["by_member"]) == ["B", "b.1"]
    assert list(told["participation"]) == ["Z", "É"]


def test_counts_of_an_item_hold_every_whole_level_of_its_scale(rows):
    answers = rows(
        "feedback",
        """
        response_id | date       | item   | score | scale_min | scale_max
        R1          | 2026-01-10 | Useful | 3.5   | 1         | 4
        R2          | 2026-01-10 | Useful | 4     | 1         | 4
        """,
    )
    item = facts({"feedback": answers}, DOSSIER, AS_OF)["feedback"]["all"]["items"][0]
    assert item["counts"] == {"1": 0, "2": 0, "3": 0, "4": 1}  # 3.5 is no level
    assert item["n"] == 2
    assert item["top2"]["k"] == 2
    assert item["median"] == 3.75
    assert item["display"] == "refuse"


def test_an_item_nobody_answered_is_told_without_share(rows):
    answers = rows(
        "feedback", "response_id | date | item | score | scale_min | scale_max\nR1 | 2026-01-10 | Again? | | 0 | 10"
    )
    item = facts({"feedback": answers}, DOSSIER, AS_OF)["feedback"]["all"]["items"][0]
    assert item["top2"] == {"k": 0, "n": 0, "wilson95": None}
    assert item["median"] is None
    assert item["nps"]["nps"] is None
    assert item["unanswered"] == 1


def test_facts_are_plain_json(rows):
    told = facts({"supervision": log_of(rows, 3)}, DOSSIER, AS_OF)
    assert json.loads(json.dumps(told)) == told
    assert '"hours": 3,' in json.dumps(told["supervision"]["all"])  # a whole number has no decimal part
