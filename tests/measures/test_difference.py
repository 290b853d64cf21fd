"""Newcombe's interval of a difference: published values, its edges, and what always holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpd_toolkit.measures.difference import fisher, newcombe


@pytest.mark.parametrize(
    ("counts", "ends"),
    [
        # Newcombe 1998, Statistics in Medicine 17:873, table II, method 10.
        ((56, 70, 48, 80), (0.0524, 0.3339)),
        ((9, 10, 3, 10), (0.1705, 0.8090)),
        ((6, 7, 2, 7), (0.0582, 0.8062)),
        ((5, 56, 0, 29), (-0.0381, 0.1926)),
        ((0, 10, 0, 20), (-0.1611, 0.2775)),
        ((0, 10, 0, 10), (-0.2775, 0.2775)),
        ((10, 10, 0, 20), (0.6791, 1.0000)),
        ((10, 10, 0, 10), (0.6075, 1.0000)),
    ],
)
def test_it_has_the_values_newcombe_published(counts, ends):
    assert newcombe(*counts) == pytest.approx(ends, abs=5e-5)


def test_without_answers_on_a_side_there_is_no_interval():
    assert newcombe(0, 0, 3, 10) is None
    assert newcombe(3, 10, 0, 0) is None


def test_the_exact_p_is_the_share_of_tables_as_unlikely():
    # 12 of 20 in the top: 9 + 3 has C(10,9) C(10,3) / C(20,12) = 10 x 120 / 125970 = .009526; 10 + 2 has
    # 1 x 45 / 125970 = .000357; both mirrored: 2 x .009883 = .019767
    assert fisher(9, 10, 3, 10) == pytest.approx(0.019767, abs=1e-6)


shares = st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(shares, shares)
def test_it_holds_the_difference_and_turns_with_its_sides(now, before):
    lower, upper = newcombe(*now, *before)
    assert -1 <= lower <= now[0] / now[1] - before[0] / before[1] <= upper <= 1
    assert newcombe(*before, *now) == pytest.approx((-upper, -lower), abs=1e-12)
