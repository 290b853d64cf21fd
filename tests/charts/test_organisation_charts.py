"""Charts of an organisation: what is hidden is drawn apart and named; a large organisation stays small to draw."""

from datetime import date

import polars as pl
import pytest

from cpd_toolkit import charts
from cpd_toolkit.charts.chart import LARGEST, MOST_MARKS, marks_of, within_limits
from cpd_toolkit.charts.verdicts import grouped
from cpd_toolkit.charts.withheld import withheld_mark
from cpd_toolkit.i18n import LANGUAGES, Words
from cpd_toolkit.measures.counted import share_of, shares
from cpd_toolkit.measures.funnel import funnel
from cpd_toolkit.measures.xmr import xmr
from cpd_toolkit.protect import protect

SAY = Words("en")


def answers(counts, column="verdict", by=()):
    """Members by answer, protected with k = 10."""
    rows = [key for key, n in counts.items() for _ in range(n)]
    frame = pl.DataFrame(rows, dict.fromkeys([*by, column], pl.String), orient="row").with_row_index("member_id")
    choices = sorted({key[-1] for key in counts})
    told = shares(frame.with_columns(pl.col("member_id").cast(pl.String)), "standing", column, choices, by).table
    return protect({"told": told}, 10).tables["told"]


def test_the_hidden_rest_of_a_bar_is_hatched_and_named():
    # Of 40 in the north 25 meet it; 9 don't and 6 can't be told: 15 is all that is known of these two.
    counts = {("N", "met"): 25, ("N", "not_met"): 9, ("N", "unknown"): 6}
    counts |= {("S", "met"): 20, ("S", "not_met"): 10, ("S", "unknown"): 10}
    bars = grouped(answers(counts, by=["region"]), "region", {"N": "North", "S": "South"})
    chart = charts.verdicts(bars, "Found", SAY, day="today", need="4")
    met, not_met, unknown, rest = chart.figure.data
    assert list(met.x) == [0.625, 0.5]
    assert (list(not_met.x), list(unknown.x)) == ([0, 0.25], [0, 0.25])
    assert (list(rest.x), rest.name) == ([0.375, None], "hidden")
    assert rest.marker.pattern.shape == withheld_mark()["pattern"]["shape"]
    assert chart.table.rows() == [
        ("North", "25\u00a0(63%)", "hidden", "hidden"),
        ("South", "20\u00a0(50%)", "10\u00a0(25%)", "10\u00a0(25%)"),
    ]


def test_a_hidden_class_is_a_stub_of_one_height_whatever_its_number():
    table = answers({("a",): 40, ("b",): 3, ("c",): 9, ("d",): 12}, "hours_class")
    rows = [(name, row) for name, row in zip("abcd", table.to_dicts(), strict=True)]
    chart = charts.counts(rows, "hours", "Found", SAY, day="today")
    bars, stubs = chart.figure.data
    told = [row["value"] is not None for _, row in rows]
    assert told == [True, False, False, True]
    assert [value is not None for value in bars.y] == told
    assert len({height for height in stubs.y if height is not None}) == 1
    assert [cell for _, cell in chart.table.rows()][1:3] == ["hidden", "hidden"]


def groups(n):
    rows = [(f"G{i:04}", 10.0 + i % 17, 40.0 + i % 23, 40 + i % 23) for i in range(n)]
    return pl.DataFrame(rows, ["group_id", "numerator", "denominator", "people"], orient="row")


@pytest.mark.parametrize("n", [10, 3_000])
def test_a_funnel_of_any_number_of_groups_stays_within_the_limits(n):
    judged = funnel(groups(n), 10, target=0.5)
    chart = charts.funnel_chart(judged, "Found", SAY, day="today", need="4")
    assert within_limits(chart) is chart
    assert marks_of(chart.figure) <= MOST_MARKS
    assert len(chart.figure.to_json()) <= LARGEST


def test_the_target_of_a_funnel_may_be_that_of_all_and_not_of_those_told():
    assert funnel(groups(10), 10, target=0.5)["target"].unique().to_list() == [0.5]
    counted = groups(10)
    own = counted["numerator"].sum() / counted["denominator"].sum()
    assert funnel(counted, 10)["target"].unique().to_list() == [own]


def test_a_figure_beyond_the_limits_is_refused():
    chart = charts.funnel_chart(funnel(groups(10), 10), "Found", SAY, day="today", need="4")
    chart.figure.add_scatter(x=list(range(2_000)), y=[0] * 2_000)
    with pytest.raises(ValueError, match="too large"):
        within_limits(chart)


def quarters(values):
    starts = [date(2023 + i // 4, 1 + 3 * (i % 4), 1) for i in range(len(values))]
    rows = {"interval_start": starts, "interval_end": starts, "people": 20, "denominator": 30.0, "value": values}
    return xmr(pl.DataFrame(rows))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_points_have_limits_only_where_every_quarter_is_told(lang):
    say, values = Words(lang), [0.5, 0.6] * 6
    whole, broken = quarters(values), quarters([None, *values])
    lines = [len(charts.points(told, "Found", say, item="Clear").figure.layout.shapes) for told in (whole, broken)]
    assert lines == [3, 1]  # the mean and both limits; the median
    assert charts.points(broken, "Found", say, item="Clear").table.rows()[0][2] == say("organisation.hidden")


def test_all_47_articles_are_drawn_and_those_hidden_are_stubs():
    found = pl.DataFrame({"member_id": [str(n) for n in range(50)] * 2, "article": [7] * 50 + [8] * 50})
    shared = share_of(found.filter(pl.col("article") == 7).head(20), "article", "article", 50, range(1, 48)).table
    told = protect({"articles": shared}, 10).tables["articles"]
    bars, stubs = charts.article_shares(told, "Found", SAY, day="today").figure.data
    assert [i + 1 for i, value in enumerate(bars.x) if value is not None] == [7]
    assert bars.x[6] == 0.4
    assert sum(value is not None for value in stubs.x) == 46
