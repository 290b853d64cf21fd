"""Kendall's tau-b and the Theil-Sen slope: reference values, ties, and what always holds."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpd_toolkit.measures.trend import trend


def test_it_has_the_reference_values(cases):
    reference = json.loads((cases / "statistics" / "trend.json").read_text(encoding="utf-8"))
    for case in reference["cases"]:
        values, expected = case["inputs"]["x"], case["expected"]
        found = trend(range(len(values)), values)
        told = (found.s, found.var_s, found.tau_b, found.z, found.p_mann_kendall, found.slope, found.p)
        names = ("S", "varS", "tau_b", "z", "p_two_sided", "sen_slope", "kendall_cor_test_p")
        assert told == pytest.approx([expected[name] for name in names], rel=1e-6, abs=1e-6), case["id"]
        assert (found.lower, found.upper) == pytest.approx(expected["sen_ci95"], abs=1e-6), case["id"]
        assert found.p == pytest.approx(expected.get("p_exact", found.p), abs=1e-9), case["id"]


def test_by_hand_with_ties():
    # Pairs of (1,1) (1,2) (2,2) (3,3), by x then y: tied in x; +, +; tied in y; +, +: s = 4. x has one pair of ties,
    # y one: tau-b = 4 / sqrt((6 - 1)(6 - 1)) = .8. Slopes 1, 1, 0, .5, 1: median 1.
    found = trend([1, 1, 2, 3], [1, 2, 2, 3])
    assert (found.s, found.tau_b, found.slope) == (4, 0.8, 1)
    # 4 x 3 x 13 = 156, less 2 x 1 x 9 = 18 for each pair of ties: 120 / 18; and 2 x 2 / (2 x 4 x 3) for both.
    assert found.var_s == pytest.approx(120 / 18 + 4 / 24)
    # The 12 orders of 1, 2, 2, 3 along 1, 1, 2, 3: s = 4 for (1,2) 2 3 and (2,1) 2 3, -4 mirrored: (3,2) 2 1 and
    # (2,3) 2 1; 4 of 12.
    assert found.p == pytest.approx(1 / 3, abs=0.02)


def test_the_order_of_rows_of_one_day_does_not_matter():
    days, scores = [1, 1, 2, 2, 3, 3], [1, 5, 2, 4, 3, 5]
    turned = [5, 1, 4, 2, 5, 3]
    assert trend(days, scores) == trend(days, turned)


@pytest.mark.parametrize("n", [20, 60])
def test_equal_scores_have_no_trend_and_no_error(n):
    found = trend(range(n), [5] * n)
    assert (found.tau_b, found.p, found.slope, found.lower, found.upper) == (None, 1, 0, 0, 0)


def test_answers_of_one_day_have_no_slope():
    found = trend([3] * 20, range(20))
    assert (found.tau_b, found.p, found.slope) == (None, 1, None)


def test_one_answer_has_no_trend():
    assert trend([1], [5]) is None
    assert trend([], []) is None


def test_the_permutations_agree_with_the_normal_approximation_above_fifty():
    days, scores = list(range(50)), [(7 * i) % 5 + i // 20 for i in range(50)]
    permuted = trend(days, scores)
    normal = trend([*days, 50], [*scores, scores[-1]])
    assert permuted.p == pytest.approx(normal.p, abs=0.03)
    assert trend(days, scores) == permuted  # the same shuffles each time


scores = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 5)), min_size=4, max_size=30)


@given(scores)
def test_a_longer_scale_changes_no_direction_and_no_p(answers):
    days, given_scores = zip(*answers, strict=True)
    plain = trend(days, given_scores, 99)
    recoded = trend(days, [score**3 for score in given_scores], 99)
    turned = trend(days, [-score for score in given_scores], 99)
    assert (recoded.tau_b, recoded.p) == (plain.tau_b, plain.p)
    assert turned.s == -plain.s
    if plain.slope is not None:
        assert plain.lower <= plain.slope <= plain.upper
