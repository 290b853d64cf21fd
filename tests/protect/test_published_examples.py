"""Examples from the literature and from other programs, with their answers."""

import polars as pl
import pytest

from cpd_toolkit.protect import Links, protect
from cpd_toolkit.protect.attack import bounds, exposed
from cpd_toolkit.protect.exact import cheapest
from cpd_toolkit.protect.heuristic import near_cheapest
from cpd_toolkit.protect.system import Line, system_of
from cpd_toolkit.protect.thresholds import is_dominated, upper_protection


def test_geurts_four_hidden_cells_are_known_to_within_three(grid):
    # Geurts 1992, table 10; Handbook on Statistical Disclosure Control, chapter 4, example 3: X11 is in (3, 6).
    # X11 + X21 = 6 and X21 <= 3, since X21 + X22 = 3. The hidden values themselves are not in the source.
    table = grid("""
              1   2  all
        one   4*  3*   7
        two   2*  1*   3
        three 3   3    6
        all   9   7   16
    """)
    assert bounds(table.system, table.starred)[table.at["one 1"]] == (3, 6)


# People and the largest two of their amounts in region by sex: the invented `microdata1` of sdcTable (100 persons).
SEXES = """
    A_male 18 178  18 15
    A_female  2  20  11  9
    B_male 14 140  15 14
    B_female 19 204  18 16
    C_male 12 118  18 12
    C_female 10 106  19 12
    D_male 11 366 280 11
    D_female 14 152  18 16
"""


@pytest.fixture
def sexes():
    rows = [line.split() for line in SEXES.strip().splitlines()]
    columns = ["cell", "people", "total", "largest", "second"]
    return pl.DataFrame([[r[0], *map(float, r[1:])] for r in rows], schema=columns, orient="row")


def test_sdctable_finds_the_same_small_and_dominated_cells(sexes):
    # sdcTable, test-primarySuppression: at most 2 persons gives cell 6 (women of A); nk(2, 75), p % with p = 70 and
    # pq(60, 80), which is p % with p = 100 x 60 / 80, give cells 6 and 14 (men of D).
    total, largest, second = map(pl.col, ("total", "largest", "second"))
    two_largest = 100 * (largest + second) > 75 * total
    close = [is_dominated(total, largest, second, share=100, close=p) for p in (70, 75)]
    assert sexes.filter(pl.col("people") <= 2)["cell"].to_list() == ["A_female"]
    for rule in (two_largest, *close):
        assert sexes.filter(rule)["cell"].to_list() == ["A_female", "D_male"]


def test_sdctable_hides_three_cells_beside_the_two_women(grid):
    # sdcTable, test-protectTable: with cell 6 hidden the optimum adds 5, 11 and 12, the cheapest rectangle by people.
    table = grid(
        """
              male female all
        A     18   2*      20
        B     14   19      33
        C     12   10      22
        D     11   14      25
        all   55   45     100
        """,
        k=3,
    )
    hidden = cheapest(table.system, table.starred)
    assert table.names(hidden) == {"A male", "A female", "C male", "C female"}
    assert exposed(table.system, hidden) == {}


def test_two_hidden_cells_in_every_line_may_still_give_one_away(grid):
    # Made here: two rectangles of hidden cells and one cell that bridges them. Rows p and q hide 40 - 5 - 5 = 30 and
    # 93 - 9 = 84, columns 1 and 2 hide 98 - 50 - 8 = 40 and 42 - 9 - 6 = 27 of these: the bridge is 114 - 67 = 47.
    table = grid(
        """
               1    2    3    4  all
        p     10*  20*   5    5   40
        q     30*   7*  47*   9   93
        r     50    9   11*  60* 130
        s      8    6   20*  31*  65
        all   98   42   83  105  328
        """,
        k=5,
    )
    hidden = [sum(cell in table.starred for cell in line.cells) for line in table.system.lines]
    assert hidden == [2, 3, 2, 2, 0, 2, 2, 3, 2, 0]  # rows p, q, r, s, all; columns 1, 2, 3, 4, all
    bridge = table.at["q 3"]
    assert bounds(table.system, table.starred)[bridge] == (47, 47)
    assert len(cheapest(table.system, table.starred) - table.starred) == 1
    assert exposed(table.system, near_cheapest(table.system, table.starred)) == {}
    # To be hidden as well as its column allows, 47 + 11 + 20 = 78, the bridge needs r 1: q 3 = 47 - 50 + r 1.
    wide = [78.0 if cell == bridge else 5.0 for cell in range(len(table.system.values))]
    fewest = table.system._replace(wide=tuple(wide), cost=(1.0,) * len(wide))
    best = cheapest(fewest, table.starred)
    assert table.names(best - table.starred) == {"r 1"}
    assert bounds(table.system, best)[bridge] == (0, 78)


@pytest.mark.parametrize("way", [cheapest, near_cheapest])
def test_two_tables_safe_apart_give_a_cell_away_together(way):
    # sdcTable, test-linked-tables: the same eight places by county and by size, at most 3 is unsafe. Apart nothing more
    # need be hidden. Together: L + M = 6 by size, K + L + M = 9 by county, so K = 3. One more cell, N, protects both.
    names = ["A", "B", "I", "J", "K", "L", "M", "N", "county 1", "county 2", "small", "big", "all"]
    values = [2, 2, 8, 8, 3, 3, 3, 7, 20, 16, 30, 6, 36]
    at = dict(zip(names, range(13), strict=True))
    county = [Line(at["county 1"], tuple(map(at.get, "ABIJ"))), Line(at["county 2"], tuple(map(at.get, "KLMN")))]
    size = [Line(at["small"], tuple(map(at.get, "ABIJKN"))), Line(at["big"], tuple(map(at.get, "LM")))]
    totals = [Line(at["all"], (at["county 1"], at["county 2"])), Line(at["all"], (at["small"], at["big"]))]
    small = frozenset(map(at.get, "ABKLM"))

    def system(lines):
        rows = [[cell] for cell in range(13)]
        return system_of(values, lines, rows, values, wide=[4] * 13, top=[4] * 13)

    assert exposed(system([*county, totals[0]]), small) == {}
    assert exposed(system([*size, totals[1]]), small) == {}
    linked = system([*county, *size, *totals])
    assert exposed(linked, small) == {at["K"]: (3, 3)}
    hidden = way(linked, small)
    assert hidden == small | {at["N"]}


# Marital status, sex and hours worked: Handbook on Statistical Disclosure Control, chapter 5.
HANDBOOK = {
    "Married": {"male": (30, 6, 2), "female": (14, 3, 0)},
    "Divorced": {"male": (3, 4, 0), "female": (2, 2, 0)},
    "Single": {"male": (2, 0, 1), "female": (0, 0, 1)},
}


def test_the_single_woman_of_the_handbook_is_not_found(margins, attack):
    # Published as it is, the one single woman (1 of 22 women) works 15 hours or less: her column holds only noughts.
    cells = {
        (status, f"{status} {sex}", hours): n
        for status, sexes in HANDBOOK.items()
        for sex, counts in sexes.items()
        for hours, n in zip(("long", "middle", "short"), counts, strict=True)
    }
    tables = margins(cells)
    told = protect(tables, 5)
    assert not told.withheld
    for table in told.tables.values():
        assert table.filter(pl.col("people").is_between(1, 4)).is_empty()
    assert all(high - low >= 5 for low, high in attack(told.tables, tables).values())


def test_the_married_of_the_handbook_are_not_told_to_work_full_time(counts):
    # Chapter 5, group attribute disclosure, all counts times six: all 36 married work full time.
    hours = {
        **{("Married", "full"): 36, ("Married", "part"): 0},
        **{("Divorced", "full"): 30, ("Divorced", "part"): 6},
        **{("Single", "full"): 12, ("Single", "part"): 12},
    }
    married = {("Married",): 36, ("Divorced",): 36, ("Single",): 24}
    tables = {"hours": counts(hours, ("civil", "hours")), "civil": counts(married, ("civil",))}
    told = protect(tables, 5, Links(answers=("hours",))).tables
    assert told["hours"].select("civil", "hours", "value").rows() == [
        ("Divorced", "full", 30),
        ("Divorced", "part", 6),
        ("Married", "full", None),
        ("Married", "part", None),
        ("Single", "full", 12),
        ("Single", "part", 12),
    ]
    assert told["civil"]["value"].to_list() == [36, 36, 24]


def test_the_upper_protection_levels_of_the_handbook():
    # Chapter 4, example 4: 330 = 300 + 20 + 10, (1, 85): the bound must reach 100 / 85 x 300 = 352.94.
    assert 330 + upper_protection(330, 300, 20) == pytest.approx(352.94, abs=0.005)
    # Example 5, p % alone decides when no one has 85 %: 10 % of 100 less what the others have, 10 - (195 - 100 - 90).
    assert upper_protection(195, 100, 90) == pytest.approx(5)
