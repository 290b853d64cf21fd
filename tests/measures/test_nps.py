"""The net promoter score and its adjusted Wald interval: reference values."""

import json
from collections import Counter

import polars as pl
import pytest

from cpd_toolkit.measures.nps import adjusted_wald, score


def counted(promoters: int, detractors: int, n: int) -> pl.DataFrame:
    return pl.DataFrame({"promoters": [promoters], "detractors": [detractors], "n": [n]})


def test_the_score_is_a_difference_of_shares():
    assert counted(50, 20, 100).select(score()).item() == 0.3


def test_its_interval_adds_three_answers():
    # p = 7.75 / 13, d = 1.75 / 13, p - d = .461538; half 1.959964 x sqrt((.730769 - .213018) / 13) = .391144
    ends = counted(7, 1, 10).select(lower=adjusted_wald(-1), upper=adjusted_wald(1)).row(0)
    assert ends == pytest.approx((0.070394, 0.852683), abs=1e-6)


def test_without_answers_there_is_no_score():
    assert counted(0, 0, 0).select(score(), lower=adjusted_wald(-1)).row(0) == (None, None)


def of_scores(inputs):
    groups = Counter("promoters" if s >= 9 else "detractors" if s <= 6 else "passives" for s in inputs["scores"])
    return counted(groups["promoters"], groups["detractors"], len(inputs["scores"]))


def test_it_has_the_reference_values(cases):
    reference = json.loads((cases / "statistics" / "nps.json").read_text(encoding="utf-8"))
    seen = set()
    for case in reference["cases"]:
        inputs, expected = case["inputs"], case["expected"]
        seen.add(case["function"])
        if case["function"] == "nps":
            assert of_scores(inputs).select(score()).item() == pytest.approx(expected["nps"], abs=1e-6), case["id"]
        elif case["function"] == "nps_from_counts":
            counts = counted(inputs["P"], inputs["D"], inputs["P"] + inputs["N"] + inputs["D"])
            assert counts.select(score()).item() == pytest.approx(expected["nps"], abs=1e-6), case["id"]
        else:
            counts = counted(inputs["promoters"], inputs["detractors"], inputs["n"])
            ends = counts.select(lower=adjusted_wald(-1), upper=adjusted_wald(1)).row(0)
            assert ends == pytest.approx(tuple(expected["ci95"]), abs=1e-6), case["id"]
    assert seen == {"nps", "nps_from_counts", "nps_adjusted_wald"}
