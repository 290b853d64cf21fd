"""Individual values along time: reference series, each rule alone, and when no limit is drawn."""

import json
from datetime import date
from itertools import pairwise

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpd_toolkit.measures import xmr as rules
from cpd_toolkit.measures.rates import count_limits
from cpd_toolkit.measures.run_chart import runs
from cpd_toolkit.measures.xmr import NO_SIGNAL, Limits, assurance, limits, sign, signals, xmr

SIGMA_WIDTH = 3 / 1.128  # of the published chart, where ours rounds it to 2.66
DIRECTIONS = {"increase": "up", "decrease": "down"}
WORDS = {"consistent_pass": "consistently_met", "consistent_fail": "consistently_not_met", "inconsistent": "by_chance"}


def reference(cases, name):
    return json.loads((cases / "statistics" / f"{name}.json").read_text(encoding="utf-8"))["cases"]


def segments(inputs):
    starts = [0, *(n - 1 for n in inputs["rebase_at_1based"]), len(inputs["y"])]
    return [inputs["y"][a:b] for a, b in pairwise(starts)]


def judged(inputs):
    """Each point with its limits and signal, by our functions alone."""
    for values in segments(inputs):
        found = limits(values[: inputs["fix_after_n_points"]], inputs["screen_outliers"])
        yield from ((value, found, signal) for value, signal in zip(values, signals(values, found), strict=True))


def kind(signal, good):
    if signal == NO_SIGNAL:
        return "common_cause"
    return "special_cause_improvement" if signal.side == (1 if good == "increase" else -1) else "special_cause_concern"


def each(value, number):
    return value if isinstance(value, list) else [value] * number


def test_reference_series_have_their_limits_and_labels(cases):
    for case in reference(cases, "xmr"):
        wanted, points = case["expected"], [*judged(case["inputs"])]
        for name, field in (("mean", "mean"), ("lpl", "lower"), ("upl", "upper")):
            found = [getattr(one, field) for _, one, _ in points]
            assert found == pytest.approx(each(wanted[name], len(points)), rel=1e-6, abs=1e-6), (case["id"], name)
        labels = [kind(signal, case["inputs"]["improvement_direction"]) for *_, signal in points]
        assert labels == wanted["point_type"], case["id"]
        assert [value < one.lower or value > one.upper for value, one, _ in points] == wanted["outside"]
        assert [sign(value - one.mean) for value, one, _ in points] == wanted["side_of_mean"]


def test_each_rule_alone_has_its_reference_values(cases):
    for case in reference(cases, "xmr_rules"):
        inputs, wanted = case["inputs"], case["expected"]
        match case["function"]:
            case "seven_one_side":
                found = list(map(abs, rules.run_ends(inputs["input"])))  # there without its side
            case "seven_trend":
                found = rules.trend_ends(inputs["input"])
            case "two_in_three":
                found = rules.near_windows(inputs["near"], inputs["side"])
            case "flag_two_in_three":
                held = rules.near_windows(inputs["near"], inputs["side"])
                found = [near and inside for near, inside in zip(inputs["near"], held, strict=True)]
            case "assurance":
                ends = zip(inputs["lpl"], inputs["upl"], strict=True)
                good = DIRECTIONS[inputs["direction"]]
                found = [assurance(low, high, inputs["target"], good) for low, high in ends]
                wanted = [WORDS[word] for word in wanted]
        assert found == wanted, case["id"]  # False is 0, True is 1


def test_published_control_charts_have_their_limits_and_runs(cases):
    individual, counts, times = reference(cases, "control_charts")
    y, wanted = individual["inputs"]["y"], individual["expected"]
    found = limits(y[: individual["inputs"]["freeze"]], screen=False, width=SIGMA_WIDTH)
    assert found == pytest.approx((wanted["cl"][0], wanted["lcl"][0], wanted["ucl"][0]), abs=1e-6)
    assert [signal.rule == "outside" for signal in signals(y, found)] == wanted["sigma_signal"]
    wanted = counts["expected"]
    assert count_limits(wanted["cl"][0], counts["inputs"]["n"][0]) == pytest.approx(
        (wanted["lcl"][0], wanted["ucl"][0]), abs=1e-6
    )
    # Times between events are near normal as their 3.6th root; a limit below 0 is 0.
    wanted = times["expected"]
    rooted = limits([hours ** (1 / 3.6) for hours in times["inputs"]["hours"]], screen=False, width=SIGMA_WIDTH)
    assert (rooted.mean**3.6, rooted.upper**3.6) == pytest.approx((wanted["cl"][0], wanted["ucl"][0]), rel=1e-6)
    assert max(rooted.lower, 0) == wanted["lcl"][0]
    for wanted in (individual["expected"], counts["expected"], times["expected"]):
        told = runs(wanted["y"], wanted["cl"][0])
        names = ("longest_run", "longest_run_max", "n_crossings", "n_crossings_min")
        assert told == tuple(wanted[name] for name in names)
        assert told.shifted is wanted["runs_signal"]


def test_a_point_takes_the_first_rule_that_holds():
    held = Limits(0, -3, 3)
    # 7 rising points end in one outside; the first six are of the trend.
    assert [s.rule for s in signals([-1, -0.5, 0.5, 1, 1.5, 2, 4], held)] == ["trend"] * 6 + ["outside"]
    # 2.5 and 2.2 lie between 2 and 3; 1 between them is no near point.
    assert [s.rule for s in signals([2.5, 1, 2.2, -1], held)] == ["two_of_three", "none", "two_of_three", "none"]
    # At a limit is not outside it.
    assert [s.rule for s in signals([3, 1, -1, 1], held)] == ["none"] * 4


def test_a_point_on_the_mean_breaks_a_run_and_a_tie_a_trend():
    held = Limits(0, -3, 3)
    assert {s.rule for s in signals([1, 1.5, 1, 1.5, 1, 1.5, 0, 1], held)} == {"none"}
    assert {s.rule for s in signals([1, 1.5, 1, 1.5, 1, 1.5, 1], held)} == {"run"}
    assert {s.rule for s in signals([-1.4, -1, -0.5, -0.5, 0.5, 1, 1.4], held)} == {"none"}


def test_the_point_that_ends_one_trend_and_starts_another_takes_the_later_one():
    values = [*range(7), *range(5, -1, -1)]
    found = [signal.side for signal in signals(values, Limits(3, -9, 15))]
    assert found == [1] * 6 + [-1] * 7


def points(values, answers=9):
    months = [date(2024 + i // 12, 1 + i % 12, 1) for i in range(len(values))]
    shown = answers if isinstance(answers, list) else [answers] * len(values)
    columns = {"interval_start": months, "interval_end": months, "people": 9, "value": [float(v) for v in values]}
    return pl.DataFrame(columns | {"denominator": [float(n) for n in shown]})


WAVE = [4, 3, 4, 4, 3, 4, 3, 3, 4, 3, 4, 3, 4, 4, 3, 4, 3, 3, 4, 3]


@pytest.mark.parametrize(("number", "status"), [(11, "too_few"), (12, "provisional"), (19, "provisional"), (20, "ok")])
def test_limits_need_twelve_points_and_are_provisional_below_twenty(number, status):
    told = xmr(points(WAVE[:number]))
    assert told["status"].unique().to_list() == [status]
    assert told["upper"].is_null().all() == (status == "too_few")
    assert told["median"].null_count() == 0  # the run chart remains


@pytest.mark.parametrize(("answers", "status"), [(4, "too_few"), (5, "provisional")])
def test_a_point_of_fewer_than_five_answers_refuses_the_limits(answers, status):
    told = xmr(points(WAVE[:12], [9] * 11 + [answers]))
    assert told["status"].unique().to_list() == [status]


def test_points_that_do_not_vary_have_no_limits():
    told = xmr(points([4] * 12))
    assert (told["status"][0], told["mean"][0], told["upper"][0], told["signal"][0]) == (
        "no_variation",
        4,
        None,
        "none",
    )


def test_a_new_baseline_restarts_limits_and_rules():
    low = [3, 4, 3, 4, 3, 4, 3, 4, 3, 4, 3, 4]
    one = xmr(points([*low, *(v + 5 for v in low)]))
    two = xmr(points([*low, *(v + 5 for v in low)]), [date(2025, 1, 1)])
    assert "outside" in one["signal"].to_list()
    assert two["signal"].unique().to_list() == ["none"]
    assert two["baseline"].to_list() == [1] * 12 + [2] * 12
    assert (two["mean"][0], two["mean"][-1]) == (3.5, 8.5)
    # 2.66 x the moving range of 1
    assert (two["lower"][0], two["upper"][0]) == pytest.approx((3.5 - 2.66, 3.5 + 2.66))


def test_a_single_jump_does_not_widen_the_limits():
    # 13 ranges of 1 and one of 20: mean 33/14 = 2.36, x 3.267 = 7.7, so 20 is left out.
    values = [0, 1] * 7 + [21]
    assert limits(values).upper - limits(values).mean == pytest.approx(2.66)
    assert limits(values, screen=False).upper - limits(values).mean == pytest.approx(2.66 * 33 / 14)


@given(st.lists(st.integers(-50, 50), min_size=2, max_size=40), st.integers(1, 9), st.integers(-99, 99))
def test_signals_do_not_depend_on_the_unit_and_turn_with_the_sign(values, scale, shift):
    own = signals(values, limits(values))
    moved = [scale * value + shift for value in values]
    assert signals(moved, limits(moved)) == own
    turned = [-value for value in values]
    assert [(s.rule, -s.side) for s in signals(turned, limits(turned))] == [tuple(s) for s in own]
