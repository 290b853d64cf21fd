"""Until when what is short can still come, and whether it does at this pace; or why no day can be named."""

from datetime import date

import pytest

FIVE = """
    kind = "minimum"
    window = "last-12-months"
    values = [{ from = 2020-01-01, value = 5, reference = "page" }]
    count = { of = ["feedback"], unit = "records" }
"""


def answers(*days):
    head = "response_id | date | item | score\n"
    return {"feedback": head + "\n".join(f"R{n} | {day} | Q | 4" for n, day in enumerate(days))}


@pytest.mark.parametrize(
    ("days", "outlook"),
    [
        # Of the last 12 months of the cycle 273 days of 365 are over on 30 September: 5 x 273 / 365 = 3.74.
        (["2026-01-01", "2026-02-01", "2026-03-01", "2026-04-01"], "on_course"),
        (["2025-12-31", "2026-02-01", "2026-03-01", "2026-04-01"], "at_risk"),
    ],
)
def test_a_window_that_moves_is_told_by_the_one_that_ends_with_the_cycle(verdicts, days, outlook):
    cycle = (date(2024, 1, 1), date(2026, 12, 31))
    told = verdicts({"one": FIVE}, answers(*days), as_of=date(2026, 9, 30), cycle=cycle)["one"]
    assert (told["verdict"], told["by"], told["outlook"]) == ("not_met", date(2026, 12, 31), outlook)


@pytest.mark.parametrize(
    ("end", "by"), [(date(2026, 12, 31), date(2026, 12, 31)), (date(2025, 12, 31), None), (None, None)]
)
def test_before_that_window_begins_or_without_one_there_is_no_outlook(verdicts, end, by):
    told = verdicts({"one": FIVE}, answers("2025-12-01"), as_of=date(2025, 12, 31), cycle=(None, end))["one"]
    assert (told["verdict"], told["by"], told["outlook"]) == ("not_met", by, None)


def test_a_document_that_has_expired_is_wanted_by_the_end_of_the_cycle(verdicts):
    rule = 'kind = "valid"\ndocuments = ["insurance"]'
    insured = {"evidence": "kind | date | valid_until\ninsurance | 2025-01-01 | 2025-12-31"}
    cycle = (date(2024, 1, 1), date(2026, 12, 31))
    told = verdicts({"one": rule}, insured, as_of=date(2026, 1, 1), cycle=cycle)["one"]
    assert (told["verdict"], told["by"], told["outlook"]) == ("not_met", date(2026, 12, 31), None)


POINTS = """
    kind = "minimum"
    window = "calendar-year"
    values = [{ from = 2020-01-01, value = 12, reference = "page" }]
    carry = { back = 1 }
    count = { of = ["training"], unit = "hours" }
"""


@pytest.mark.parametrize(
    ("hours", "end", "by", "outlook"),
    [
        # By 30 June, 181 of 365 days: 12 x 181 / 365 = 5.95 of its own, and 3 that 2025 lacks.
        ((12, 9, 9), date(2026, 12, 31), date(2026, 12, 31), "on_course"),
        ((12, 9, 8.5), date(2026, 12, 31), date(2026, 12, 31), "at_risk"),
        # 2024 may take from 2025 only, which has nothing to give any more.
        ((11, 12, 9), date(2026, 12, 31), None, None),
        # 2026 is not whole inside the cycle: nothing is carried back from it.
        ((12, 9, 9), date(2026, 11, 30), None, None),
    ],
)
def test_a_year_that_is_over_can_still_be_filled_from_those_it_may_take_from(verdicts, hours, end, by, outlook):
    lines = [f"T | {year}-05-01 | {points} | course" for year, points in zip((2024, 2025, 2026), hours, strict=True)]
    tables = {"training": "\n".join(["title | start_date | hours | category", *lines])}
    told = verdicts({"one": POINTS}, tables, as_of=date(2026, 6, 30), cycle=(date(2024, 1, 1), end))["one"]
    assert (told["verdict"], told["by"], told["outlook"]) == ("not_met", by, outlook)


def test_ever_begins_on_the_first_day_that_a_record_may_have_and_is_never_lost(evaluated):
    rule = FIVE.replace("last-12-months", "ever").replace("feedback", "supervision").replace("value = 5", "value = 1")
    told = evaluated({"one": rule}, {"supervision": "date | duration_minutes\n1990-01-01 | 60"})
    assert told.verdicts.select("interval_start", "found", "holds_until").row(0) == (date(1990, 1, 1), 1.0, None)
