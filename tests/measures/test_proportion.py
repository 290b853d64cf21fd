"""Wilson's interval: published values, its edges, and what always holds."""

import json

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpd_toolkit.measures.proportion import lower_end, upper_end, wilson


def test_it_has_the_values_newcombe_published():
    # Newcombe 1998, Statistics in Medicine 17:857, table I, method 3.
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert wilson(15, 148) == pytest.approx((0.0624, 0.1605), abs=5e-5)
    assert wilson(0, 20) == pytest.approx((0.0, 0.1611), abs=5e-5)
    assert wilson(1, 29) == pytest.approx((0.0061, 0.1718), abs=5e-5)


def test_it_has_the_reference_values(cases):
    reference = json.loads((cases / "statistics" / "proportion.json").read_text(encoding="utf-8"))
    for case in reference["cases"]:
        k, n = case["inputs"]["k"], case["inputs"]["n"]
        assert wilson(k, n) == pytest.approx(tuple(case["expected"]["wilson"]), abs=5e-5), case["id"]


def test_none_of_some_starts_at_nought_and_all_of_some_ends_at_one():
    assert wilson(0, 5)[0] == 0
    assert wilson(5, 5)[1] == 1


def test_without_answers_there_is_no_interval():
    assert wilson(0, 0) is None


def test_a_column_of_shares_has_a_column_of_intervals():
    shares = pl.DataFrame({"k": [0, 81, 0], "n": [20, 263, 0]})
    told = shares.select(lower=lower_end().round(4), upper=upper_end().round(4)).rows()
    assert told == [(0.0, 0.1611), (0.2553, 0.3662), (None, None)]


@given(st.integers(1, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_it_lies_within_nought_and_one_and_holds_the_share(share):
    k, n = share
    lower, upper = wilson(k, n)
    assert 0 <= lower <= k / n <= upper <= 1
