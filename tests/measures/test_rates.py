"""Rates of counts: published values, and the edges without an event or without exposure."""

import json
from math import log

import polars as pl
import pytest

from cpd_toolkit.measures.rates import count_limits, garwood, rate_ratio, rates


def test_it_has_the_reference_values(cases):
    reference = json.loads((cases / "statistics" / "poisson_rate.json").read_text(encoding="utf-8"))
    for case in reference["cases"]:
        inputs, wanted = case["inputs"], case["expected"]
        if case["function"] == "poisson_rate_interval":
            found = garwood(inputs["count"], inputs["exposure"])
            assert found == pytest.approx(wanted.get("garwood") or wanted["exact"], abs=1e-6), case["id"]
        else:
            (count, other), (exposure, other_exposure) = inputs["counts"], inputs["exposures"]
            ratio = rate_ratio(count, exposure, other, other_exposure)
            assert ratio == pytest.approx((wanted["ratio"], *wanted["ci"], wanted["p"]), abs=1e-6)


def test_without_an_event_the_interval_starts_at_nought_and_has_an_end():
    # P(0 events) = e^-m is .025 at m = -ln .025
    assert garwood(0, 10) == pytest.approx((0, -log(0.025) / 10))
    assert garwood(3, 0) is None


def test_rates_stand_beside_their_counts():
    counted = pl.DataFrame(
        {
            "measure": ["sessions"] * 3,
            "group_id": ["A", "B", "C"],
            "people": [4, 4, 0],
            "numerator": [12.0, 0.0, 0.0],
            "denominator": [4.0, 4.0, 0.0],
            "status": ["ok"] * 3,
        }
    )
    told = rates(counted, ["group_id"])
    assert told.select("group_id", "value", "status").rows() == [("A", 3, "ok"), ("B", 0, "ok"), ("C", None, "unknown")]
    assert told["lower"].to_list()[1:] == [0, None]


def test_a_ratio_to_nothing_has_no_upper_end():
    one_sided = rate_ratio(4, 10, 0, 10)
    assert (one_sided.ratio, one_sided.upper) == (None, None)
    # All 4 of 4 with the first: p = 2 x (1/2)^4, and the lower end of its share is .025 ^ (1/4).
    share = 0.025**0.25
    assert (one_sided.p, one_sided.lower) == pytest.approx((0.125, share / (1 - share)))
    assert rate_ratio(0, 10, 4, 10)[:2] == (0, 0)
    assert rate_ratio(0, 10, 0, 10) is None


def test_limits_of_a_count_along_time_start_at_nought():
    # 1 in 4: 3 x sqrt(.25 / 4) = .75
    assert count_limits(0.25, 4) == pytest.approx((0, 1.0))
    assert count_limits(4, 1) == pytest.approx((0, 10))
    assert count_limits(16, 1) == pytest.approx((4, 28))
