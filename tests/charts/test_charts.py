"""A chart says what it shows three times: drawn, in numbers and in words; and stays small."""

import json
import re
from datetime import date, timedelta

import polars as pl
import pytest

from cpd_toolkit import charts
from cpd_toolkit.charts import palette
from cpd_toolkit.charts.chart import LONGEST_ALT
from cpd_toolkit.charts.time_axis import Span, time_axis
from cpd_toolkit.i18n import Words
from cpd_toolkit.measures import gaps, rolling, supervision, timeline

AS_OF = date(2026, 6, 30)
SPAN = Span(date(2023, 12, 20), date(2026, 12, 31), AS_OF)
FORMATS = ("individual", "group", "peer")
LARGEST = 300_000  # bytes
MOST_MARKS = 2_000


def sessions(number: int) -> pl.DataFrame:
    """So many sessions, one a day back from the day of the report unless few: then 70 days apart."""
    apart = 70 if number < 20 else 1
    days = [AS_OF - timedelta(days=10 + apart * i) for i in range(number)]
    return pl.DataFrame(
        {
            "member_id": ["C1"] * number,
            "date": days,
            "duration_minutes": [60 + 30 * (i % 3) for i in range(number)],
            "format": [FORMATS[i % 3] for i in range(number)],
        }
    ).sort("date")


def practice(number: int) -> pl.DataFrame:
    days = [AS_OF - timedelta(days=30 * i) for i in range(1, number + 1)]
    blank = {"client_id": [None] * number, "pro_bono_hours": [None] * number}
    rows = {"member_id": ["C1"] * number, "start_date": days, "end_date": days, "paid_hours": [10.0] * number} | blank
    return pl.DataFrame(rows, schema_overrides={"client_id": pl.String, "pro_bono_hours": pl.Float64})


def all_charts(number: int, lang: str) -> dict[str, charts.Chart]:
    rows, say = sessions(number), Words(lang)
    pauses = gaps.declared_pauses([(date(2025, 8, 1), date(2025, 8, 31))], ["C1"], AS_OF)
    lapse = rolling.lapse_dates(rows, AS_OF, 4).row(0, named=True)
    full_from = rows["date"].min() + timedelta(days=364)
    by_quarter = supervision.sessions_by_quarter(rows, AS_OF)
    steps = rolling.rolling_steps(rows, AS_OF, until=SPAN.end)
    return {
        "timeline": charts.timeline(
            timeline.sessions_by_day(rows, AS_OF), gaps.session_gaps(rows, AS_OF, pauses), pauses, SPAN, say, 60
        ),
        "rolling": charts.rolling(steps, lapse, full_from, SPAN, "<us>", say),
        "quarters": charts.quarters(by_quarter, timeline.sessions_by_quarter_and_format(rows, AS_OF), SPAN, say),
        "cumulative": charts.cumulative(
            rolling.cumulative_hours(rows, AS_OF), timeline.practice_so_far(practice(12), AS_OF), 35, SPAN, say
        ),
    }


def numbers_in(text: str) -> set[str]:
    """The numbers of a text, whatever separates them; a day as the language writes it counts by its parts."""
    return {number.lstrip("0") or "0" for number in re.findall(r"\d+(?:[.,]\d+)?", text.replace("\u202f", ""))}


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("name", ["timeline", "rolling", "quarters", "cumulative"])
def test_every_number_of_the_words_stands_in_the_table(name, lang):
    say, chart = Words(lang), all_charts(12, lang)[name]
    cells = [
        say.number(value) if isinstance(value, int | float) else str(value)
        for row in [chart.table.columns, *chart.table.rows()]
        for value in row
    ]
    assert len(chart.alt) <= LONGEST_ALT
    assert numbers_in(chart.alt) <= set().union(*map(numbers_in, cells)) | {"365"}


@pytest.mark.parametrize("name", ["timeline", "rolling", "quarters", "cumulative"])
def test_ten_years_of_daily_sessions_stay_small(name):
    figure = all_charts(3650, "fr")[name].figure
    marks = sum(len(trace.x) for trace in figure.data) + len(figure.layout.shapes) + len(figure.layout.annotations)
    assert marks <= MOST_MARKS
    assert len(figure.to_json()) <= LARGEST


def test_the_title_says_the_finding():
    findings = {name: chart.figure.layout.title.text for name, chart in all_charts(12, "en").items()}
    # the last of 12 sessions, 70 days apart, on 20 June 2026; 365 days hold 5 full steps of 70 and a bit: 6 sessions
    assert findings["rolling"].startswith("6 sessions in 365 days; fewer than 4 from ")
    assert findings["timeline"].startswith("Longest gap between two sessions: 70 days, ")
    # 4 of each length: 4 + 6 + 8 = 18 h; 12 x 10 h of practice
    assert findings["cumulative"] == "18\u202fh of supervision received, for 120\u202fh of practice"
    assert findings["quarters"] == "At least one session in each of 9 complete quarters"


def test_words_of_the_user_are_not_markup():
    from cpd_toolkit.charts.chart import escaped, layout

    made = layout("<b>5 & 6</b>", "<a href='x'>", 300, Words("en"))
    assert made.title.text == escaped("<b>5 & 6</b>") == "&lt;b&gt;5 &amp; 6&lt;/b&gt;"
    assert "<a" not in json.dumps(made.to_plotly_json())
    labels = [one.text for one in all_charts(12, "en")["rolling"].figure.layout.annotations]
    assert "4 (&lt;us&gt;)" in labels


def test_a_figure_is_scatter_and_bar_only_and_carries_no_template():
    for chart in all_charts(12, "fr").values():
        assert {trace.type for trace in chart.figure.data} <= {"scatter", "bar"}
        assert len(json.dumps(chart.figure.to_plotly_json()["layout"]["template"])) < 100


@pytest.mark.parametrize(
    ("start", "end", "first", "last", "most"),
    [
        (date(2026, 1, 20), date(2026, 6, 30), "févr.<br><b>2026</b>", "juin", 5),
        (date(2022, 4, 1), date(2026, 12, 31), "juil.<br><b>2022</b>", "juil.", 12),
        (date(2010, 4, 1), date(2026, 12, 31), "2012", "2026", 12),
    ],
)
def test_ticks_fall_on_months_named_in_the_language(start, end, first, last, most):
    axis = time_axis(Span(start, end, end), Words("fr"))
    assert (axis["ticktext"][0], axis["ticktext"][-1]) == (first, last)
    assert len(axis["ticktext"]) <= most
    assert all(day.endswith("-01") for day in axis["tickvals"])


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast_with_white(colour: str) -> float:
    return 1.05 / (luminance(colour) + 0.05)


@pytest.mark.parametrize("colour", [palette.INK, palette.MUTED, palette.LIMIT, palette.SUPERVISION])
def test_words_can_be_read(colour):
    assert contrast_with_white(colour) >= 4.5


@pytest.mark.parametrize("colour", [*palette.FORMAT.values(), palette.LINE])
def test_marks_can_be_seen(colour):
    assert contrast_with_white(colour) >= 3


def test_formats_differ_by_more_than_colour():
    assert len(set(palette.SHAPE.values())) == len(set(palette.HATCH.values())) == len(palette.FORMAT)
