"""When records count: cycles, calendar periods, windows that end on the day, stretches, pauses, carry-over."""

from datetime import date

import pytest

MONTHLY = """
    kind = "minimum"
    window = "calendar-month"
    values = [{ from = 2020-01-01, value = 1.5, reference = "page" }]
    count = { of = ["supervision"], unit = "hours" }
"""
QUARTERLY = MONTHLY.replace("calendar-month", "calendar-quarter").replace("1.5", "1")
LOG = "date | duration_minutes | format | supervisor_id\n"


def log(*sessions):
    return {"supervision": LOG + "\n".join(f"{day} | {minutes} | individual | S1" for day, minutes in sessions)}


def test_an_hour_every_three_weeks_is_not_an_hour_and_a_half_a_month(evaluated):
    days = ["2025-01-06", "2025-01-27", "2025-02-17", "2025-03-10", "2025-03-31"]
    told = evaluated(
        {"one": MONTHLY},
        log(*((day, 60) for day in days)),
        as_of=date(2025, 3, 31),
        cycle=(date(2025, 1, 1), date(2025, 3, 31)),
    )
    months = dict(told.periods.select("period_start", "state").rows())
    assert months == {date(2025, 1, 1): "met", date(2025, 2, 1): "short", date(2025, 3, 1): "met"}
    (verdict,) = told.verdicts.to_dicts()
    assert (verdict["verdict"], verdict["shortfall"], verdict["periods_met"], verdict["periods"]) == (
        "not_met",
        0.5,
        2,
        3,
    )
    assert (verdict["by"], verdict["outlook"]) == (None, None)  # February is over


def test_a_quarter_that_runs_can_still_be_filled(verdicts):
    told = verdicts(
        {"one": QUARTERLY},
        log(("2025-02-01", 60), ("2025-05-01", 60)),
        as_of=date(2025, 8, 15),
        cycle=(date(2025, 1, 1), date(2025, 12, 31)),
    )["one"]
    assert (told["verdict"], told["shortfall"], told["by"], told["outlook"]) == (
        "not_met",
        1,
        date(2025, 9, 30),
        "at_risk",
    )


def test_half_an_hour_in_the_first_half_of_a_quarter_is_on_course(verdicts):
    sessions = log(("2025-02-01", 60), ("2025-05-01", 60), ("2025-07-20", 30))
    told = verdicts(
        {"one": QUARTERLY}, sessions, as_of=date(2025, 8, 15), cycle=(date(2025, 1, 1), date(2025, 12, 31))
    )["one"]
    assert (told["verdict"], told["outlook"], told["shortfall"]) == ("not_met", "on_course", 0.5)  # 46 of 92 days


def test_a_calendar_period_that_the_cycle_cuts_is_not_judged(evaluated):
    told = evaluated(
        {"one": QUARTERLY},
        log(("2025-04-02", 60)),
        as_of=date(2025, 8, 14),
        cycle=(date(2025, 1, 2), date(2025, 8, 14)),
    )
    assert told.periods["period_start"].to_list() == [date(2025, 4, 1)]
    assert told.verdicts["verdict"].item() == "met"


@pytest.mark.parametrize(
    ("pause", "verdict", "reason"),
    [
        ((date(2025, 4, 1), date(2025, 6, 30)), "met", None),  # the whole quarter is exempt
        ((date(2025, 4, 1), date(2025, 6, 29)), "unknown", "paused"),  # a day is left
        ((date(2025, 1, 1), date(2025, 3, 31)), "not_met", None),  # another quarter
    ],
)
def test_a_pause_exempts_the_quarter_it_covers(verdicts, pause, verdict, reason):
    told = verdicts(
        {"one": QUARTERLY},
        log(("2025-02-01", 60), ("2025-08-01", 60), ("2025-11-01", 60)),
        cycle=(date(2025, 1, 1), date(2025, 12, 31)),
        pauses=(pause,),
    )["one"]
    assert (told["verdict"], told["reason"]) == (verdict, reason)


def test_years_of_a_cycle_are_counted_from_its_first_day(evaluated):
    rule = MONTHLY.replace("calendar-month", "cycle-year")
    told = evaluated(
        {"one": rule},
        log(("2023-03-11", 90), ("2024-03-11", 90)),
        as_of=date(2025, 3, 12),
        cycle=(date(2022, 3, 12), date(2025, 3, 12)),
    )
    states = dict(told.periods.select("period_end", "state").rows())
    assert states == {date(2023, 3, 11): "met", date(2024, 3, 11): "met", date(2025, 3, 11): "short"}


def test_a_cycle_that_begins_on_29_february_keeps_its_anniversaries(evaluated):
    rule = MONTHLY.replace("calendar-month", "cycle-year")
    told = evaluated({"one": rule}, log(("2024-03-01", 90)), cycle=(date(2024, 2, 29), date(2026, 2, 28)))
    assert told.periods.select("period_start", "period_end").rows() == [
        (date(2024, 2, 29), date(2025, 2, 27)),
        (date(2025, 2, 28), date(2026, 2, 27)),
    ]


FIVE = """
    kind = "minimum"
    window = "last-12-months"
    values = [{ from = 2020-01-01, value = 2, reference = "page" }]
    count = { of = ["feedback"], unit = "records" }
"""
ANSWERS = "response_id | date | item | score\nR1 | {} | clear | 5\nR1 | {} | useful | 4\nR2 | {} | clear | 5"


def test_responses_of_the_last_12_months_count_once_whatever_they_answer(verdicts):
    told = verdicts({"one": FIVE}, {"feedback": ANSWERS.format("2025-01-01", "2025-01-01", "2025-06-01")})["one"]
    assert (told["found"], told["verdict"], told["holds_until"]) == (2, "met", date(2026, 1, 1))


def test_a_response_exactly_12_months_old_no_longer_counts(verdicts):
    told = verdicts({"one": FIVE}, {"feedback": ANSWERS.format("2024-12-31", "2024-12-31", "2025-06-01")})["one"]
    assert (told["found"], told["verdict"], told["holds_until"]) == (1, "not_met", None)


def test_any_three_months_see_what_calendar_quarters_do_not(verdicts):
    sessions = log(("2025-01-05", 60), ("2025-06-25", 60), ("2025-07-02", 60), ("2025-12-01", 60))
    rules = {"quarters": QUARTERLY, "any": QUARTERLY.replace("calendar-quarter", "any-3-months")}
    told = verdicts(rules, sessions, cycle=(date(2025, 1, 1), date(2025, 12, 31)))
    assert {name: row["verdict"] for name, row in told.items()} == {"quarters": "met", "any": "not_met"}


def test_sessions_never_more_than_three_months_apart_fill_any_three_months(found):
    sessions = log(("2025-01-31", 60), ("2025-04-30", 60), ("2025-07-30", 60), ("2025-10-30", 60))
    cycle = (date(2025, 1, 1), date(2025, 12, 31))
    assert found(QUARTERLY.replace("calendar-quarter", "any-3-months"), sessions, cycle=cycle) == (1, "met")


SPAN = """
    kind = "span"
    window = "cycle"
    values = [{ from = 2020-01-01, value = 3, reference = "page" }]
    count = { of = ["training"], unit = "hours", where = { category = ["mentor_coaching"] } }
"""
MENTOR = "title | start_date | hours | category\nM | 2025-03-14 | 1 | mentor_coaching\nM | {} | 1 | mentor_coaching"


@pytest.mark.parametrize(("last", "verdict"), [("2025-06-14", "met"), ("2025-06-13", "not_met")])
def test_three_months_from_14_march_end_on_14_june(verdicts, last, verdict):
    told = verdicts({"one": SPAN}, {"training": MENTOR.format(last)})["one"]
    assert (told["expected"], told["verdict"]) == (92, verdict)  # 17 + 30 + 31 + 14 days


def test_one_activity_from_january_to_april_spans_three_months(found):
    long = "title | start_date | end_date | hours | category\nM | 2025-01-10 | 2025-04-24 | 10 | mentor_coaching"
    assert found(SPAN, {"training": long}) == (104, "met")  # 21 + 28 + 31 + 24 days


def test_a_span_begins_with_the_window_and_ends_on_the_day(found):
    before = "title | start_date | end_date | hours | category\nM | 2022-10-01 | 2023-01-02 | 10 | mentor_coaching"
    assert found(SPAN, {"training": before}) == (1, "not_met")  # 1 to 2 January
    practice = "start_date | end_date | paid_hours\n2025-07-01 | 2026-07-31 | 60"
    worked = SPAN.replace("value = 3", "value = 12").replace('["training"]', '["practice"]')
    worked = worked.replace(', where = { category = ["mentor_coaching"] }', "")
    assert found(worked, {"practice": practice}) == (183, "not_met")  # to 31 December 2025


SPREAD = """
    kind = "spread"
    window = "cycle"
    values = [{ from = 2020-01-01, value = 4, reference = "page" }]
    count = { of = ["supervision"], unit = "records" }
"""


def test_four_months_apart_is_even_and_a_day_more_is_not(verdicts):
    cycle = (date(2025, 1, 1), date(2025, 12, 31))
    even = log(("2025-04-01", 60), ("2025-08-01", 60), ("2025-12-01", 60))
    uneven = log(("2025-04-01", 60), ("2025-08-02", 60), ("2025-12-01", 60))
    told = [verdicts({"one": SPREAD}, sessions, cycle=cycle)["one"] for sessions in (even, uneven)]
    assert [row["verdict"] for row in told] == ["met", "not_met"]
    assert (told[1]["expected"], told[1]["found"]) == (122, 123)  # April to August


def test_a_gap_that_is_too_long_cannot_be_made_up_while_the_cycle_runs(verdicts):
    cycle = (date(2025, 1, 1), date(2026, 12, 31))
    told = verdicts({"one": SPREAD}, log(("2025-04-01", 60), ("2025-12-01", 60)), cycle=cycle)["one"]
    assert (told["verdict"], told["outlook"], told["by"]) == ("not_met", None, None)


def test_surplus_points_fill_the_years_around_them(verdicts):
    rule = """
        kind = "minimum"
        window = "calendar-year"
        values = [{ from = 2020-01-01, value = 12, reference = "page" }]
        carry = { forward = 1, back = 1 }
        count = { of = ["training"], unit = "hours" }
    """
    hours = "title | start_date | hours | category\nT | {} | 10 | course\nT | {} | 16 | course\nT | {} | 10 | course"
    even = verdicts({"one": rule}, {"training": hours.format("2023-05-01", "2024-05-01", "2025-05-01")})["one"]
    late = verdicts({"one": rule}, {"training": hours.format("2023-05-01", "2025-06-01", "2025-05-01")})["one"]
    assert (even["verdict"], late["verdict"]) == ("met", "not_met")


def test_a_year_on_leave_uses_up_no_surplus(verdicts):
    rule = """
        kind = "minimum"
        window = "calendar-year"
        values = [{ from = 2020-01-01, value = 12, reference = "page" }]
        carry = { forward = 2 }
        count = { of = ["training"], unit = "hours" }
    """
    surplus = {"training": "title | start_date | hours | category\nT | 2023-05-01 | 24 | course"}
    leave = {"pauses": ((date(2024, 1, 1), date(2024, 12, 31)),)}
    assert verdicts({"one": rule}, surplus, **leave)["one"]["verdict"] == "met"  # 12 of 2023 serve 2025
    assert verdicts({"one": rule}, surplus)["one"]["verdict"] == "not_met"


def test_practice_that_crosses_an_edge_is_counted_by_days(found):
    rule = """
        kind = "minimum"
        window = "cycle"
        values = [{ from = 2020-01-01, value = 5, reference = "page" }]
        count = { of = ["practice"], unit = "hours" }
    """
    practice = "start_date | end_date | paid_hours\n2022-12-27 | 2023-01-05 | 10"
    assert found(rule, {"practice": practice}) == (5, "met")  # 5 of its 10 days are in the cycle


@pytest.mark.parametrize("cycle", [(None, None), (date(2023, 1, 1), date(2025, 12, 31))], ids=["no cycle", "a cycle"])
def test_ever_counts_what_is_far_older_than_any_cycle(verdicts, cycle):
    rule = QUARTERLY.replace("calendar-quarter", "ever")
    told = verdicts({"one": rule}, log(("1995-03-01", 60)), as_of=date(2025, 12, 31), cycle=cycle)["one"]
    assert (told["found"], told["verdict"]) == (1, "met")


def test_of_several_years_the_longest_gap_is_told_with_what_is_too_long(verdicts):
    rule = SPREAD.replace("value = 4", "value = 3").replace('window = "cycle"', 'window = "calendar-year"')
    even = [f"2024-{month:02d}-01" for month in (3, 6, 9, 11)] + ["2024-12-31", "2025-01-31"]
    sessions = log(*((day, 60) for day in [*even, "2025-03-01", "2025-09-17", "2025-12-01"]))
    told = verdicts({"one": rule}, sessions, cycle=(date(2024, 1, 1), date(2025, 12, 31)))["one"]
    assert (told["found"], told["expected"], told["shortfall"]) == (200, 92, 108)  # 1 March to 17 September


def test_what_holds_is_judged_anew_when_a_record_leaves(verdicts):
    types = """
        kind = "minimum"
        window = "last-24-months"
        values = [{ from = 2020-01-01, value = 2, reference = "page" }]
        count = { of = ["training"], unit = "distinct", distinct = "category" }
    """
    lines = "title | start_date | hours | category\nT | 2024-08-01 | 1 | course\n"
    lines += "T | 2025-05-01 | 1 | course\nT | 2025-06-01 | 1 | webinar"
    told = verdicts({"one": types}, {"training": lines})["one"]
    assert (told["verdict"], told["holds_until"]) == ("met", date(2027, 5, 1))  # the second course still stands


def test_a_capped_record_takes_the_place_of_one_that_leaves(verdicts):
    hours = """
        kind = "minimum"
        window = "last-24-months"
        values = [{ from = 2020-01-01, value = 50, reference = "page" }]
        count.of = ["training"]
        count.unit = "hours"
        count.caps = [{ where = { category = ["reading"] }, at_most = 10, reference = "page" }]
    """
    lines = "title | start_date | hours | category\nT | 2024-03-10 | 10 | reading\n"
    lines += "T | 2024-06-10 | 40 | course\nT | 2025-03-10 | 10 | reading"
    assert verdicts({"one": hours}, {"training": lines})["one"]["holds_until"] == date(2026, 6, 10)


def test_without_a_whole_year_there_is_no_period_to_judge(verdicts):
    rule = MONTHLY.replace("calendar-month", "calendar-year")
    told = verdicts({"one": rule}, log(("2025-08-10", 90)), cycle=(date(2025, 2, 1), date(2026, 1, 31)))["one"]
    assert (told["verdict"], told["reason"]) == ("unknown", "no_period")
