"""No published table lets an attacker tell too much of a hidden number; hiding the small numbers alone does."""

import random
from math import ceil, floor

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from cpd_toolkit.measures.shapes import result_table
from cpd_toolkit.protect import protect

PEOPLE = (0, 0, 1, 2, 3, 4, 5, 7, 9, 10, 11, 14, 18, 25, 40)
TABLES = 200
K = (5, 10)


def hierarchy(seed):
    """People of 3 or 4 regions with 3 or 4 groups each, by 2 or 3 levels."""
    chance = random.Random(seed)
    levels = chance.choice((2, 3))
    return {
        (f"R{region}", f"R{region} G{group}", f"L{level}"): chance.choice(PEOPLE)
        for region in range(chance.choice((3, 4)))
        for group in range(chance.choice((3, 4)))
        for level in range(levels)
    }


def small_hidden(table, k):
    """The table as if hiding the small numbers were enough."""
    small = pl.col("people").is_between(1, k - 1)
    return table.with_columns(status=pl.when(small).then(pl.lit("suppressed")).otherwise("status"))


def found_out(known, k):
    """How many hidden numbers are known exactly, and to less than k."""
    widths = [high - low for low, high in known.values()]
    return sum(width == 0 for width in widths), sum(width < k for width in widths)


@pytest.mark.parametrize("block", range(0, TABLES, 50))
def test_of_200_hierarchies_no_hidden_number_is_recovered(block, margins, attack):
    hidden = 0
    for seed in range(block, block + 50):
        tables, k = margins(hierarchy(seed)), K[seed % 2]
        told = protect(tables, k)
        known = attack(told.tables, tables)
        hidden += len(known)
        assert not told.withheld
        assert found_out(known, k) == (0, 0)
        assert all(high >= k for _, high in known.values())
    assert hidden > 500


@pytest.mark.parametrize("seed", range(4))
def test_nor_of_sets_too_large_for_the_cheapest_pattern(seed, margins, attack):
    chance = random.Random(seed)
    places = [(f"R{r}", f"R{r} G{g}", f"L{level}") for r in range(4) for g in range(8) for level in range(4)]
    tables = margins({place: chance.choice(PEOPLE) for place in places})
    assert sum(table.height for table in tables.values()) == 128 + 32 + 16 + 4 + 4 + 1
    told = protect(tables, 5)
    assert (told.cheapest, told.withheld) == (False, False)
    assert found_out(attack(told.tables, tables), 5) == (0, 0)


def test_hiding_only_the_small_numbers_fails_the_same_attack(margins, attack):
    exact, close, hidden = 0, 0, 0
    for seed in range(10):
        tables, k = margins(hierarchy(seed)), K[seed % 2]
        known = attack({name: small_hidden(table, k) for name, table in tables.items()}, tables)
        recovered, narrow = found_out(known, k)
        exact, close, hidden = exact + recovered, close + narrow, hidden + len(known)
    assert exact > hidden / 4
    assert close > hidden / 2


SMALL = st.integers(0, 12)
HIERARCHIES = st.dictionaries(
    st.tuples(st.sampled_from("NS"), st.sampled_from("12"), st.sampled_from("xy")), SMALL, min_size=2
)


@given(HIERARCHIES)
@settings(max_examples=60)
def test_whatever_the_table_nothing_hidden_is_known_to_less_than_k(margins, attack, counted):
    cells = {(region, region + group, level): n for (region, group, level), n in counted.items()}
    tables = margins(cells)
    told = protect(tables, 5)
    assert found_out(attack(told.tables, tables), 5) == (0, 0)


@given(HIERARCHIES)
@settings(max_examples=60)
def test_a_figure_is_hidden_or_as_it_was(margins, counted):
    cells = {(region, region + group, level): n for (region, group, level), n in counted.items()}
    tables = margins(cells)
    told = protect(tables, 5)
    for name, table in told.tables.items():
        shown = table["status"] == "ok"
        assert table.filter(shown).equals(tables[name].filter(shown))
        gone = table.filter(~shown).select("people", "numerator", "denominator", "value", "lower", "upper")
        assert gone.null_count().sum_horizontal().sum() == gone.height * gone.width
        assert table.filter(shown)["people"].is_between(1, 4).sum() == 0


@given(HIERARCHIES)
@settings(max_examples=40)
def test_protecting_twice_is_protecting_once_and_always_the_same(margins, counted):
    cells = {(region, region + group, level): n for (region, group, level), n in counted.items()}
    once = protect(margins(cells), 5)
    again, twice = protect(margins(cells), 5), protect(once.tables, 5)
    for name, table in once.tables.items():
        assert table.equals(again.tables[name])
        assert table.equals(twice.tables[name])


def shares(groups):
    """The members of each group and region, and how many of them meet a need, as counts and shares."""
    regions, everyone = {}, [0, 0]
    for (region, _), (met, members) in groups.items():
        for total in (regions.setdefault((region,), [0, 0]), everyone):
            total[0], total[1] = total[0] + met, total[1] + members
    levels = {("region", "group_id"): groups, ("region",): regions, (): {(): everyone}}
    tables = {}
    for names, cells in levels.items():
        rows = [dict(zip(names, key, strict=True)) | {"met": a, "n": b} for key, (a, b) in cells.items()]
        frame = pl.DataFrame(rows).with_columns(people="n", denominator="n", numerator="met", measure=pl.lit("met"))
        share = frame.with_columns(value=pl.when(pl.col("n") > 0).then(pl.col("met") / pl.col("n")))
        count = frame.with_columns(numerator="n", denominator=None, value="n", measure=pl.lit("members"))
        tables[f"share {names}"] = result_table(share, names)
        tables[f"members {names}"] = result_table(count, names)
    return tables


def range_of(groups, told, wanted):
    """The least and largest of a sum of (met, not met) over groups: the unknowns are these two for each group.

    Whoever meets the need knows that somebody does, whoever doesn't that somebody doesn't.
    """
    names = list(groups)
    equal, amounts = [], []

    def mask(row, part):
        inside = [all(row.get(c, v) == v for c, v in zip(("region", "group_id"), key, strict=True)) for key in names]
        met = [1.0 * i if part in ("met", "n") else 0.0 for i in inside]
        return met + [1.0 * i if part in ("not", "n") else 0.0 for i in inside]

    for table in told.values():
        for row in table.filter(pl.col("status") != "suppressed").iter_rows(named=True):
            parts = {"met": row["numerator"], "n": row["denominator"]}
            for part, amount in (parts if row["measure"] == "met" else {"n": row["numerator"]}).items():
                equal.append(mask(row, part))
                amounts.append(amount)
    least = [min(1, met) for met, _ in groups.values()] + [min(1, n - met) for met, n in groups.values()]
    rules = {"A_eq": equal, "b_eq": amounts} if equal else {}
    aim = mask(*wanted)
    ends = []
    for sign in (1, -1):
        found = linprog([sign * weight for weight in aim], bounds=[(low, None) for low in least], **rules)
        ends.append(sign * found.fun if found.status == 0 else float("inf"))
    return ceil(ends[0] - 1e-6), ends[1] if ends[1] == float("inf") else floor(ends[1] + 1e-6)


@pytest.mark.parametrize("seed", range(12))
def test_nobody_who_fails_or_meets_a_need_is_told_by_shares(seed):
    chance, k = random.Random(seed), 5
    groups = {}
    for place in [(f"R{r}", f"R{r} G{g}") for r in range(3) for g in range(4)]:
        members = chance.choice((3, 8, 12, 20, 30))
        groups[place] = (round(members * chance.choice((0, 0.3, 0.7, 0.95, 1))), members)
    tables = shares(groups)
    told = protect(tables, k).tables
    for name, table in told.items():
        for row in table.filter(pl.col("status") == "suppressed").iter_rows(named=True):
            low, high = range_of(groups, told, (row, "met" if name.startswith("share") else "n"))
            assert high - low >= k
            assert high >= k
        for row in table.filter((pl.col("status") == "ok") & (pl.col("measure") == "met")).iter_rows(named=True):
            assert min(row["numerator"], row["denominator"] - row["numerator"]) >= k
