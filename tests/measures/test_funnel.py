"""Shares by group: published values, who is flagged and who is not, who is pooled, and when nothing is said."""

import json
from math import pi, sin

import polars as pl
import pytest

from cpd_toolkit.measures.funnel import dispersion, funnel, mid_p, winsorised
from cpd_toolkit.measures.rates import garwood


def shares(*groups: tuple[str, int, int]) -> pl.DataFrame:
    rows = [(name, float(k), float(n), n) for name, k, n in groups]
    return pl.DataFrame(rows, ["group_id", "numerator", "denominator", "people"], orient="row")


def alike(number: int, k: int, n: int) -> list[tuple[str, int, int]]:
    return [(f"G{i:02}", k, n) for i in range(number)]


def test_it_has_the_reference_values(cases):
    reference = json.loads((cases / "statistics" / "funnel.json").read_text(encoding="utf-8"))
    poisson, units = reference["cases"]
    for i, count in enumerate(poisson["inputs"]["x"]):
        for level, name in ((0.95, "95"), (0.998, "998")):
            wanted = [poisson["expected"][end + name][i] for end in ("ll", "ul")]
            assert garwood(count, count, level) == pytest.approx(wanted, abs=1e-6)
    z, wanted = pl.Series(units["expected"]["u_z"]), units["expected"]
    found = dispersion(z, pl.Series([float(unit["denominator"]) for unit in units["inputs"]["data"]]))
    assert winsorised(z).to_list() == pytest.approx(wanted["winsorised_z"], abs=1e-6)
    assert found == pytest.approx((wanted["phi"], wanted["tau2"]), abs=1e-6)


def test_p_counts_half_of_what_was_seen():
    # 4 of 4 at one half: 1/16; the other tail holds all the rest. 2 x (1/16) / 2 = 1/16.
    assert mid_p(4, 4, 0.5) == pytest.approx(1 / 16)
    # 2 of 4: below 5/16, itself 6/16: 2 x (5/16 + 3/16) = 1
    assert mid_p(2, 4, 0.5) == 1


def test_limits_are_drawn_on_the_arcsine_scale():
    # All at one half, n = 25: arcsin(sqrt(.5)) = pi/4, and 1.96 / (2 x 5) on each side.
    row = funnel(shares(*alike(10, 5, 10), ("G99", 12, 25), ("G98", 13, 25)), 10).filter(group="G99")
    ends = [sin(pi / 4 + side * 1.959964 / 10) ** 2 for side in (-1, 1)]
    assert (row["lower_95"].item(), row["upper_95"].item()) == pytest.approx(ends, abs=1e-6)
    assert row["upper_998"].item() == pytest.approx(sin(pi / 4 + 3.090232 / 10) ** 2, abs=1e-6)


def test_a_group_outside_the_drawn_limit_is_not_flagged_by_it():
    told = funnel(shares(*alike(11, 14, 18), ("FULL", 18, 18)), 10)
    full = told.filter(group="FULL").row(0, named=True)
    # 172 of 216 = .7963: 18 of 18 is beyond the 99.8 % limit, and yet has .7963 ^ 18 = .0166, times 12 groups.
    assert full["upper_998"] < 1
    assert full["p"] == pytest.approx((172 / 216) ** 18, abs=1e-9)
    assert full["p_adjusted"] == pytest.approx(12 * (172 / 216) ** 18, abs=1e-9)
    assert told["flag"].unique().to_list() == ["none"]


def test_a_group_that_chance_does_not_explain_is_flagged_on_its_side():
    told = funnel(shares(*alike(11, 9, 12), ("LOW", 1, 12)), 10)
    assert told.filter(pl.col("flag") != "none").select("group", "flag").rows() == [("LOW", "below")]


@pytest.mark.parametrize(("groups", "status"), [(9, "too_few"), (10, "ok")])
def test_below_ten_groups_nothing_is_flagged_and_no_limit_drawn(groups, status):
    told = funnel(shares(*alike(groups - 1, 19, 20), ("LOW", 0, 20)), 10)
    low = told.filter(group="LOW").row(0, named=True)
    assert low["status"] == status
    assert (low["flag"], low["p"] is None, low["lower_95"] is None) == (
        ("none", True, True) if status == "too_few" else ("below", False, False)
    )
    assert low["value"] == 0  # the table tells it all the same


@pytest.mark.parametrize("groups", [18, 20])
def test_from_twenty_groups_on_those_that_differ_by_nature_are_not_flagged(groups):
    half = groups // 2
    rows = [(f"G{i:02}", 90 if i < half else 10, 100) for i in range(groups)]
    told = funnel(shares(*rows), 10)
    if groups < 20:  # each is 8 standard deviations off, and the spread is not looked at
        assert told["overdispersion"].null_count() == groups
        assert told["flag"].to_list() == ["above"] * half + ["below"] * half
    else:
        assert told["overdispersion"].min() > 1
        assert told["between_variance"].min() > 0
        assert told["flag"].unique().to_list() == ["none"]


def test_small_groups_are_pooled_with_the_next_until_they_are_enough():
    told = funnel(shares(("A", 1, 3), ("B", 2, 4), ("C", 6, 12), ("D", 10, 20)), 10)
    # A and B have 7 members: C, the next smallest, joins them.
    assert told.select("group", "groups", "numerator", "people").rows() == [("D", 1, 10, 20), ("other", 3, 9, 19)]


def test_members_without_a_group_belong_to_the_others():
    told = funnel(shares(("not_stated", 20, 30), ("A", 6, 12)), 10)
    assert told.select("group", "people").rows() == [("A", 12), ("other", 30)]


def test_where_all_groups_together_are_too_few_nothing_is_told():
    row = funnel(shares(("A", 1, 3), ("B", 2, 4)), 10).row(0, named=True)
    assert (row["status"], row["value"], row["target"], row["people"]) == ("suppressed", None, None, None)


def test_without_a_group_the_funnel_is_empty():
    assert funnel(shares(("A", 0, 0)), 10).is_empty()
