"""A cycle with its records and deadlines, and periods against what is expected: drawn, in numbers and in words."""

import json
import re
from datetime import date, timedelta

import polars as pl
import pytest

from cpd_toolkit import charts
from cpd_toolkit.charts import palette
from cpd_toolkit.charts.chart import LONGEST_ALT
from cpd_toolkit.charts.time_axis import Span
from cpd_toolkit.i18n import Words
from cpd_toolkit.measures import records
from cpd_toolkit.measures.gaps import PAUSES
from cpd_toolkit.measures.shapes import PERIODS, RECORD_DAYS

AS_OF, ENDS = date(2026, 6, 30), (date(2022, 1, 1), date(2026, 12, 31))
SPAN = Span(date(2021, 12, 1), date(2027, 4, 1), AS_OF)
LARGEST, MOST_MARKS = 300_000, 2_000
QUARTERS = [date(2022 + n // 4, 1 + 3 * (n % 4), 1) for n in range(20)]


def cycle(days: int = 12, lang: str = "en", pauses: int = 1) -> charts.Chart:
    """So many days with a session and a course: 120 days apart, one a day when many."""
    apart = 120 if days < 20 else 1
    kept = [AS_OF - timedelta(days=10 + apart * n) for n in range(days)]
    rows = [("C1", kind, day, 1, 1) for kind in records.KINDS for day in kept]
    found = pl.DataFrame(rows, RECORD_DAYS, orient="row").sort("date")
    paused = [("C1", date(2025, 2, 1) - timedelta(20 * n), date(2025, 2, 9) - timedelta(20 * n)) for n in range(pauses)]
    off = pl.DataFrame(paused, PAUSES, orient="row")
    worked = pl.DataFrame({"first": [ENDS[0]], "last": [AS_OF], "people": [1]})
    told = charts.Records(
        found, records.record_gaps(found, ENDS[0], AS_OF, off), worked, off, ["practice", *records.KINDS]
    )
    marks = [charts.Mark("opens", date(2026, 3, 1), True), charts.Mark("due", ENDS[1])]
    return charts.cycle(told, ENDS, marks, SPAN, Words(lang))


def required(
    lang: str = "en", quarters: int = 20, text: str = "An hour a quarter", unsure: bool = False
) -> charts.Chart:
    """An hour in each quarter but the third and the last, which still runs; the fifth is paused."""
    starts = (QUARTERS * 40)[:quarters]
    ends = [start + timedelta(days=89) for start in starts]
    short, paused = [n in (2, 19) for n in range(quarters)], [n == 4 for n in range(quarters)]
    states = ["exempt" if p else "short" if s else "met" for s, p in zip(short, paused, strict=True)]
    held = [0.0 if state != "met" else 1.5 for state in states]
    frame = pl.DataFrame(
        {
            "member_id": ["C1"] * quarters,
            "rule": ["quarterly"] * quarters,
            "period_start": starts,
            "period_end": ends,
            "expected": [1.0] * quarters,
            "least": held,
            "most": [value + unsure for value in held],
            "paused": ["whole" if p else "no" for p in paused],
            "running": [n == 19 for n in range(quarters)],
            "until": [date(2026, 12, 31) if n == 19 else None for n in range(quarters)],
            "outlook": [None] * quarters,
            "state": states,
            "people": [1] * quarters,
        },
        PERIODS,
    )
    say = Words(lang)
    asked = charts.Asked(text, say.hours, quarter, quarter, "\u202fh", unsure)
    return charts.required(frame, asked, SPAN, say)


def quarter(start: date, end: date) -> str:
    return f"Q{(start.month + 2) // 3} {start.year}"


def numbers_in(text: str) -> set[str]:
    return {number.lstrip("0") or "0" for number in re.findall(r"\d+", text)}


def cells(chart: charts.Chart) -> set[str]:
    return {str(cell) for row in [chart.table.columns, *chart.table.rows()] for cell in row}


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("draw", [lambda lang: cycle(lang=lang), required], ids=["cycle", "required"])
def test_every_number_of_the_words_stands_in_the_table(draw, lang):
    chart = draw(lang)
    assert len(chart.alt) <= LONGEST_ALT
    assert numbers_in(chart.alt) <= set().union(*map(numbers_in, cells(chart)))


@pytest.mark.parametrize(
    "draw", [lambda: cycle(1600, pauses=60), lambda: required(quarters=600)], ids=["cycle", "required"]
)
def test_a_long_record_stays_small(draw):
    figure = draw().figure
    marks = sum(len(trace.x) for trace in figure.data) + len(figure.layout.shapes) + len(figure.layout.annotations)
    assert marks <= MOST_MARKS
    assert len(figure.to_json()) <= LARGEST
    assert {trace.type for trace in figure.data} <= {"scatter", "bar"}
    assert len(json.dumps(figure.to_plotly_json()["layout"]["template"])) < 100


def test_the_title_of_a_cycle_says_what_is_left_and_the_longest_gap_without_a_record():
    # 30 June to 31 December 2026: 184 days; twelve days 120 apart leave eleven gaps of 120 days, and none of 90
    # before them: the first day is 20 June 2026 - 11 x 120 days = 8 November 2022, 311 days after the cycle's first
    title = cycle().figure.layout.title.text
    assert title == (
        "184 days are left until 31 December 2026, the end of the cycle; "
        "12 gaps of three months or more without any record (311 days at most)"
    )


def test_the_title_of_a_cycle_that_is_over_says_so():
    found = pl.DataFrame(schema=RECORD_DAYS)
    none = pl.DataFrame(schema=PAUSES)
    told = charts.Records(
        found,
        records.record_gaps(found, *ENDS, none),
        records.practice_stretches(
            pl.DataFrame({"start_date": [], "end_date": []}, {"start_date": pl.Date, "end_date": pl.Date}), *ENDS
        ),
        none,
        ["supervision"],
    )
    chart = charts.cycle(told, ENDS, [], Span(ENDS[0], date(2027, 2, 1), date(2027, 1, 15)), Words("fr"))
    assert chart.figure.layout.title.text.startswith("Le cycle a pris fin le 31 décembre 2026")


def test_days_to_keep_stand_above_each_other_and_doubts_are_written_out():
    notes = [note for note in cycle().figure.layout.annotations if note.yref == "paper"]
    assert [note.text for note in notes] == [
        "renewal opens: 1 March 2026 (number not verified)",
        "day of the report: 30 June 2026",
        "end of the cycle: 31 December 2026",
    ]
    assert len({note.yshift for note in notes}) == 3


def test_the_title_of_a_requirement_says_which_periods_are_short():
    chart = required()
    # of twenty one is paused and two are short, the last of which runs
    assert chart.figure.layout.title.text == (
        "An hour a quarter: enough in 17 periods of 19; short: Q3 2022; still open: Q4 2026"
    )
    assert chart.table.row(2)[:3] == ("Q3 2022", 1.0, 0.0)


def test_states_differ_by_more_than_colour_and_a_pause_is_written_out():
    chart = required()
    assert len(set(palette.STATE_HATCH.values())) == len(palette.STATE)
    assert [note.text for note in chart.figure.layout.annotations].count("pause") == 1
    assert [trace.name for trace in chart.figure.data] == [
        "enough (17)",
        "short (2)",
        "paused, not judged (1)",
        "expected: 1\u202fh",
    ]


def test_an_unverified_number_is_marked_in_the_chart_and_a_long_rule_cut_in_its_words():
    chart = required(text="An hour " * 40, unsure=True)
    assert "(number not verified)" in chart.figure.layout.title.text
    assert chart.figure.data[-1].name.endswith("(number not verified)")
    assert "may count as well" in [trace.name for trace in chart.figure.data]
    assert len(chart.alt) <= LONGEST_ALT


def test_the_words_of_a_rule_are_not_markup():
    assert "&lt;b&gt;" in required(text="<b>bold</b>").figure.layout.title.text
