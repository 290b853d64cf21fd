"""No published table lets an attacker tell too much of a hidden number; hiding the small numbers alone does."""

import random
from datetime import date
from math import ceil, floor, inf

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from cpd_toolkit.measures.shapes import result_table
from cpd_toolkit.protect import hidden, protect

PEOPLE = (0, 0, 1, 2, 3, 4, 5, 7, 9, 10, 11, 14, 18, 25, 40)
TABLES = 200
K = (5, 10)


def hierarchy(seed):
    """People of 3 or 4 regions with 3 or 4 groups each, by 2 or 3 levels."""
    chance = random.Random(seed)
    levels = chance.choice((2, 2, 3))
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
    attacked = 0
    for seed in range(block, block + 50):
        tables, k = margins(hierarchy(seed)), K[seed % 2]
        told = protect(tables, k)
        known = attack(told.tables, tables)
        attacked += len(known)
        assert not told.withheld
        assert found_out(known, k) == (0, 0)
        assert all(high >= k for _, high in known.values())
    assert attacked > 500


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
    exact, close, attacked = 0, 0, 0
    for seed in range(10):
        tables, k = margins(hierarchy(seed)), K[seed % 2]
        known = attack({name: small_hidden(table, k) for name, table in tables.items()}, tables)
        recovered, narrow = found_out(known, k)
        exact, close, attacked = exact + recovered, close + narrow, attacked + len(known)
    assert exact > attacked / 4
    assert close > attacked / 2


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


RULES = ("A", "B")
YEAR = {"interval_start": date(2025, 7, 1), "interval_end": date(2026, 6, 30)}


def federation(seed):
    """Members of the groups of 3 regions, and how many of them meet each of two rules."""
    chance = random.Random(seed)
    places = [(f"R{region}", f"R{region} G{group}") for region in range(3) for group in range(4)]
    members = {place: chance.choice((3, 8, 12, 20, 30)) for place in places}
    met = {
        (*place, rule): round(members[place] * chance.choice((0, 0.3, 0.7, 0.95, 1)))
        for place in places
        for rule in RULES
    }
    return members, met


def share_tables(members, met):
    """The members counted, and the shares that meet each rule, by group, by region and overall."""
    of_groups = [dict(zip(("region", "group_id"), place, strict=True)) | {"n": n} for place, n in members.items()]
    of_rules = [
        dict(zip(("region", "group_id", "rule"), place, strict=True)) | {"met": n, "n": members[place[:2]]}
        for place, n in met.items()
    ]
    tables = {}
    for by in (["region", "group_id"], ["region"], []):
        counted = pl.DataFrame(of_groups).group_by(by).agg(pl.col("n").sum()) if by else pl.DataFrame(of_groups).sum()
        count = counted.select(*by, measure=pl.lit("members"), people="n", numerator="n", value="n")
        judged = pl.DataFrame(of_rules).group_by(*by, "rule").agg(pl.col("met", "n").sum())
        told = {"people": "n", "numerator": "met", "denominator": "n", "value": pl.col("met") / pl.col("n")}
        share = judged.select(*by, "rule", measure=pl.lit("met"), **told).with_columns(
            **{name: pl.lit(day) for name, day in YEAR.items()}
        )
        tables[f"members {by}"], tables[f"met {by}"] = result_table(count, by), result_table(share, [*by, "rule"])
    return tables


def ranges(members, met, told):
    """The least and largest count of every hidden row, worked out from the published ones.

    The unknowns are the members of each group and those of them who meet each rule: not more than there are. Whoever
    does, knows that somebody does; whoever does not, that somebody does not.
    """
    at = {key: number for number, key in enumerate([*members, *met])}
    above = [[0.0] * len(at) for _ in met]
    for row, key in zip(above, met, strict=True):
        row[at[key]], row[at[key[:2]]] = 1.0, -1.0
    fail = [-min(1, members[key[:2]] - n) for key, n in met.items()]
    least = [0] * len(members) + [min(1, n) for n in met.values()]

    def mask(row, rule):
        place = [row.get(name) for name in ("region", "group_id")]
        inside = [key for key in at if all(b in (None, a) for a, b in zip(key, place, strict=False))]
        return [1.0 * (key in inside and key[2:] == ((rule,) if rule else ())) for key in at]

    equal, amounts, hidden = [], [], []
    for table in told.values():
        for row in table.iter_rows(named=True):
            rule = row.get("rule")
            if row["status"] == "suppressed":
                hidden.append(mask(row, rule))
            else:
                equal += [mask(row, rule)] + ([mask(row, None)] if rule else [])
                amounts += [row["numerator"]] + ([row["denominator"]] if rule else [])
    rules = {"A_eq": equal, "b_eq": amounts, "A_ub": above, "b_ub": fail, "bounds": [(low, None) for low in least]}
    for aim in hidden:
        ends = [linprog([sign * weight for weight in aim], **rules) for sign in (1, -1)]
        low, high = (sign * end.fun if end.status == 0 else inf for sign, end in zip((1, -1), ends, strict=True))
        yield ceil(low - 1e-6), high if high == inf else floor(high + 1e-6)


@pytest.mark.parametrize("seed", range(12))
def test_nobody_who_fails_or_meets_a_need_is_told_by_shares(seed):
    members, met = federation(seed)
    told = protect(share_tables(members, met), 5)
    known = [*ranges(members, met, told.tables)]
    assert len(known) == hidden(told).primary + hidden(told).secondary
    assert all(high - low >= 5 and high >= 5 for low, high in known)
    shown = pl.concat(
        [table.filter(measure="met", status="ok").select("numerator", "denominator") for table in told.tables.values()]
    )
    assert (shown["numerator"] >= 5).all()
    assert (shown["denominator"] - shown["numerator"] >= 5).all()
