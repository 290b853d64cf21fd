"""What a row tells by itself, tested at k - 1 and at k."""

import polars as pl
import pytest

from cpd_toolkit.errors import UsageError
from cpd_toolkit.measures.shapes import result_table
from cpd_toolkit.protect import Links, protect


def told(rows, k=5, groups=(), **links):
    """The status of each row of one table, protected by itself, in its own order."""
    given = [{"measure": "m", "order": n} | row for n, row in enumerate(rows)]
    table = result_table(pl.DataFrame(given, infer_schema_length=None), ["order", *groups])
    done = protect({"t": table}, k, Links(**links)).tables["t"]
    return done.sort("order")["status"].to_list()


def count(people, **more):
    return {"people": people, "numerator": people, "value": people} | more


def share(part, whole, people=None):
    value = part / whole if whole else None
    return {"people": people or whole, "numerator": part, "denominator": whole, "value": value}


@pytest.mark.parametrize(("k", "people"), [(5, 5), (10, 10), (12, 12)])
def test_a_number_needs_k_people(k, people):
    assert told([count(people - 1)], k) == ["suppressed"]
    assert told([count(people)], k) == ["ok"]


def test_a_number_of_an_unknown_number_of_people_is_hidden():
    assert told([count(None, value=30)]) == ["suppressed"]


@pytest.mark.parametrize("k", [4, 0, 5.0, True])
def test_nothing_lowers_the_floor_of_five(k):
    with pytest.raises(UsageError, match="at least 5"):
        protect({}, k)


@pytest.mark.parametrize(
    ("part", "whole", "status"),
    [
        (4, 20, "suppressed"),  # 4 say yes
        (5, 20, "ok"),
        (15, 20, "ok"),  # 5 don't
        (16, 20, "suppressed"),  # 4 don't
        (20, 20, "suppressed"),  # all alike
        (0, 20, "suppressed"),
    ],
)
def test_a_share_needs_k_on_both_sides(part, whole, status):
    assert told([share(part, whole)]) == [status]


def test_a_share_of_nothing_says_nothing_and_stays():
    assert told([share(0, 0)]) == ["unknown"]


def test_a_share_of_few_answers_is_hidden_however_many_people_are_behind():
    assert told([share(2, 4, people=30)]) == ["suppressed"]


def test_a_ratio_is_no_share():
    # 90 hours of practice for 4 of supervision: neither counts people, 12 are behind them.
    assert told([{"people": 12, "numerator": 90.0, "denominator": 4.0, "value": 22.5}]) == ["ok"]


@pytest.mark.parametrize(("points", "value", "status"), [(12, 100.0, "suppressed"), (9, 75.0, "ok")])
def test_a_score_that_all_gave_is_hidden(points, value, status):
    assert told([{"people": 12, "numerator": points, "denominator": 12, "value": value}]) == [status]


@pytest.mark.parametrize(
    ("measure", "people", "status"),
    [
        ("median", 9, "suppressed"),  # 4 on a side
        ("median_gap_days", 10, "ok"),
        ("upper_quartile", 19, "suppressed"),
        ("upper_quartile", 20, "ok"),
        ("p90_hours", 49, "suppressed"),
        ("p90_hours", 50, "ok"),
        ("longest_gap_days", 500, "suppressed"),
        ("months_since_last", 500, "suppressed"),
        ("maximum", 500, "suppressed"),
    ],
)
def test_a_quantile_needs_k_on_each_side_and_an_extreme_is_never_told(measure, people, status):
    assert told([{"measure": measure, "people": people, "value": 4.0}]) == [status]


@pytest.mark.parametrize(
    ("total", "largest", "second", "status"),
    [
        (100, 85, 2, "ok"),  # 85 % is not more than 85 %, and 100 - 85 - 2 = 13 is at least 10 % of 85
        (100, 86, 1, "suppressed"),
        (200, 100, 91, "suppressed"),  # 9 is less than 10 % of 100
        (200, 100, 90, "ok"),
    ],
)
def test_a_sum_that_one_member_makes_is_hidden(total, largest, second, status):
    # Its neighbour keeps it from being alone: what is hidden here is hidden for what it tells.
    sums = pl.DataFrame({"measure": ["hours"], "largest": [float(largest)], "second": [float(second)]})
    rows = [count(20, measure="hours", numerator=total, value=total)]
    assert told(rows, contributions={"t": sums}) == [status]


def test_a_nought_is_told_where_nobody_is_there_or_where_it_is_one_answer_of_several():
    nobody = {"people": 0, "numerator": 0, "value": 0}
    assert told([nobody | {"measure": "members"}]) == ["ok"]  # an empty place
    assert told([nobody | {"measure": "without_session"}]) == ["suppressed"]  # all of them had one
    met = [count(20, verdict="met"), count(9, verdict="not_met"), nobody | {"verdict": "unknown"}]
    assert told([row | {"order": 0} for row in met], groups=["verdict"]) == ["ok", "ok", "ok"]


def test_answers_that_are_all_alike_are_hidden_with_their_noughts():
    rows = [count(20, verdict="met"), {"people": 0, "numerator": 0, "value": 0, "verdict": "not_met"}]
    assert told([row | {"order": 0} for row in rows], groups=["verdict"]) == ["suppressed", "suppressed"]


def test_noughts_are_told_where_the_measure_they_are_part_of_is_nought():
    rows = [{"people": 0, "numerator": 0, "value": 0, "measure": name, "order": 0} for name in ("members", "met")]
    assert told(rows, parts={"members": ["met"]}) == ["ok", "ok"]


def test_parts_that_are_more_than_their_whole_are_refused():
    rows = [count(n, measure=name, order=0) for name, n in (("members", 20), ("individual", 15), ("group", 15))]
    with pytest.raises(UsageError, match="more than members"):
        told(rows, parts={"members": ["individual", "group"]})
