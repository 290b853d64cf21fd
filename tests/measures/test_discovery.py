"""Tests of one report are one family: Benjamini and Hochberg's adjusted p."""

import json

import polars as pl
import pytest

from cpd_toolkit.measures.discovery import adjusted


def test_it_has_the_reference_values(cases):
    reference = json.loads((cases / "statistics" / "fdr.json").read_text(encoding="utf-8"))
    for case in reference["cases"]:
        assert adjusted(pl.Series(case["inputs"]["p"])).to_list() == pytest.approx(case["expected"]["bh"], abs=1e-9)


def test_what_was_not_tested_takes_no_part():
    # .03 x 2 / 1 = .06 and .04 x 2 / 2 = .04: the smaller of both for the first
    assert adjusted(pl.Series([0.03, None, 0.04])).to_list() == pytest.approx([0.04, None, 0.04])
    assert adjusted(pl.Series([None], dtype=pl.Float64)).to_list() == [None]
