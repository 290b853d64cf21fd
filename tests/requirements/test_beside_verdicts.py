"""What stands beside a verdict: other readings, what each step took, and the cells that leave it open."""

from datetime import date
from pathlib import Path

import pytest

from cpd_toolkit.dossier import Dossier
from cpd_toolkit.requirements.evaluate import evaluate
from cpd_toolkit.requirements.readings import other_readings
from cpd_toolkit.requirements.steps import steps
from cpd_toolkit.requirements.unstated import unstated

AS_OF = date(2025, 12, 31)
OWNER = Dossier(Path(), member_id="C1", cycle_start=date(2024, 1, 1), cycle_end=AS_OF)
LOG = """
    date       | duration_minutes | format     | supervisor_id | supervisor_qualified | group_size
    2024-02-01 | 180              | individual | S1            | yes                  |
    2024-05-01 | 60               | individual | S1            |                      |
    2024-08-01 | 60               | group      | S2            | yes                  | 4
    2025-02-01 | 60               | group      | S2            | yes                  | 3
"""
COURSES = """
    title | start_date | hours | category | method     | credit_type
    One   | 2024-03-01 | 12    | course   | live       | ethics
    Two   | 2024-04-01 | 30    | reading  | self_paced |
    Three | 2024-06-01 | 5     | webinar  |            |
"""


def minimum(count: str, window: str = "cycle", value: float = 40, more: str = "") -> str:
    values = f'values = [{{ from = 2020-01-01, value = {value}, reference = "page" }}]'
    return f'kind = "minimum"\nwindow = "{window}"\n{values}\ncount = {{ {count} }}\n{more}'


@pytest.fixture
def judged(pack, rows):
    def judge(rule: str):
        tables = {"supervision": rows("supervision", LOG), "training": rows("training", COURSES)}
        made = pack({"one": rule})
        return made, evaluate([made], tables, OWNER, AS_OF)[0], tables

    return judge


def test_a_reading_takes_another_window_and_number_and_keeps_what_is_counted(judged):
    also = 'also = [{ window = "calendar-year", value = 4 }, { window = "last-12-months", value = 1 }]'
    made, done, tables = judged(minimum('of = ["supervision"], unit = "hours"', value=6, more=also))
    assert done.verdicts["verdict"].to_list() == ["met"]
    (told,) = other_readings([made], tables, OWNER, AS_OF)
    # five hours in 2024, one in 2025
    assert told.select("rule", "window", "expected", "found", "verdict").rows() == [
        ("one", "calendar-year", 4.0, 1.0, "not_met"),
        ("one", "last-12-months", 1.0, 1.0, "met"),
    ]


def test_a_rule_without_another_reading_has_none(judged):
    made, _, tables = judged(minimum('of = ["supervision"], unit = "hours"'))
    assert other_readings([made], tables, OWNER, AS_OF)[0].is_empty()


def test_a_cap_is_named_with_what_it_took(judged):
    caps = 'caps = [{ where = { category = ["reading"] }, at_most = 16, reference = "page" }]'
    made, done, tables = judged(minimum(f'of = ["training"], unit = "hours", {caps}'))
    told = steps(made.rules[0], 40, done.credits, tables, AS_OF)
    assert told.rows() == [("training", "reading", "cap", 0, 14.0)]


def test_a_cap_may_be_a_share_of_what_is_asked(judged):
    caps = 'caps = [{ where = { method = ["self_paced"] }, at_most_share = 0.5, reference = "page" }]'
    made, done, tables = judged(minimum(f'of = ["training"], unit = "hours", {caps}'))
    # half of 40; the webinar may be self-paced: taken to be, there is nothing left for it
    told = steps(made.rules[0], 40, done.credits, tables, AS_OF)
    assert told.select("category", "taken").rows() == [("reading", 10.0), ("webinar", 5.0)]


def test_each_step_takes_its_own_part_in_their_order(judged):
    times = '{ where = { format = ["individual"] }, times = 2 }, { where = { format = ["group"] }, divided = true }'
    which = 'of = ["supervision"], unit = "hours", where = { supervisor_qualified = true }, longest_hours = 2'
    counted = f"{which}, credit = [{times}]"
    made, done, tables = judged(minimum(counted))
    told = steps(made.rules[0], 40, done.credits, tables, AS_OF)
    # 1 h without a word on the supervisor; the third hour of three; 2 h doubled, 1/4 and 1/3 of the group hours
    assert told.select("step", "taken").rows() == [
        ("outside", 1.0),
        ("longest", 1.0),
        ("formula", pytest.approx(2 - 4 + 3 / 4 + 2 / 3)),
    ]


def test_the_empty_cells_that_leave_it_open_are_named_with_their_rows(judged):
    counted = 'of = ["supervision"], unit = "hours", where = { supervisor_qualified = true }'
    made, done, tables = judged(minimum(counted))
    assert unstated(made.rules[0].count, done.credits, tables, AS_OF) == [("supervisor_qualified", 1)]
    ethics = 'of = ["training"], unit = "hours", where = { credit_type = ["ethics"], method = ["live"] }'
    made, done, tables = judged(minimum(ethics))
    # the second activity is self-paced, which settles it; the third says neither
    assert unstated(made.rules[0].count, done.credits, tables, AS_OF) == [("method", 1), ("credit_type", 1)]


def test_a_kind_of_record_that_may_not_count_is_a_doubt_of_its_own(judged):
    made, done, tables = judged(minimum('of = ["supervision"], unit = "hours", doubtful = ["supervision"]'))
    assert unstated(made.rules[0].count, done.credits, tables, AS_OF) == [("doubtful", 4)]


def test_nothing_is_open_where_everything_is_stated(judged):
    made, done, tables = judged(minimum('of = ["supervision"], unit = "hours", where = { format = ["group"] }'))
    assert unstated(made.rules[0].count, done.credits, tables, AS_OF) == []
