"""Answers over time: a dot a day and score, and a line only where a change may be claimed."""

from typing import Any

import plotly.graph_objects as go
import polars as pl

from cpd_toolkit.charts import palette
from cpd_toolkit.charts.chart import Chart, escaped, layout, note, titled
from cpd_toolkit.charts.items import LETTERS, LETTERS_NARROW, Key, heading, interval, listed, marks, signed
from cpd_toolkit.charts.time_axis import Span, narrow_axis, time_axis
from cpd_toolkit.i18n import Words
from cpd_toolkit.measures.feedback import whole_levels
from cpd_toolkit.measures.refusals import TREND_ANSWERS, TREND_DAYS

MOST_ITEMS = 5  # drawn: what a page of paper holds; the table has them all
MOST_DAYS = 150  # drawn an item, the latest
PANEL, HEAD, FRAME = 166, 56, 60  # pixels; the head of a panel holds its name
SLOPE_DIGITS = 1  # of points a year
MOST_LEVELS = 5  # named on the axis; of a longer scale the ends and the middle

Item = dict[str, Any]


def over_time(days: pl.DataFrame, trends: pl.DataFrame, claimed: set[Key], span: Span, say: Words) -> Chart:
    """Return the chart of answers along days, an item below the other.

    Args:
        days: Result table of answers by item, score and day (`measures.feedback_levels.answers_by_day`).
        trends: The same items (shapes.TRENDS), one at least.
        claimed: The item and scale of each trend that may be claimed (`measures.feedback_change.claims`).
        span: The days to show.
        say: The reader's language.
    """
    items = trends.to_dicts()
    drawn = items[:MOST_ITEMS]
    traces = [trace for i, row in enumerate(drawn) for trace in _panel(_of(days, row), row, i, claimed, say)]
    figure = go.Figure(traces, _layout(items, drawn, claimed, span, say))
    return Chart(figure, _table(items, claimed, say), _alt(items, claimed, say))


def _key(row: Item) -> Key:
    return row["item"], row["scale_min"], row["scale_max"]


def _of(days: pl.DataFrame, row: Item) -> pl.DataFrame:
    item, low, high = _key(row)
    own = (pl.col("item") == item) & (pl.col("scale_min") == low) & (pl.col("scale_max") == high)
    return days.filter(own).sort("interval_start", "score").tail(MOST_DAYS)


def _axis(i: int) -> str:
    return f"y{i + 1}" if i else "y"


def _panel(days: pl.DataFrame, row: Item, i: int, claimed: set[Key], say: Words) -> list[go.Scatter]:
    told = days.select("interval_start", "score", "value").rows()
    dots = go.Scatter(
        x=marks([str(day) for day, _, _ in told]),
        y=marks([score for _, score, _ in told]),
        mode="markers",
        marker={
            "color": palette.SUPERVISION,
            "opacity": 0.75,
            "size": marks([7 + 3 * min(count, 5) for _, _, count in told]),
            "line": {"color": "white", "width": 1},
        },
        yaxis=_axis(i),
        text=marks([escaped(_hover(day, score, count, say)) for day, score, count in told]),
        hovertemplate="%{text}<extra></extra>",
    )
    return [dots, *_line(row, i, claimed)]


def _hover(day: Any, score: float, count: float, say: Words) -> str:
    return f"{say.day(day)}, {say.number(score)} ({say('chart.n', n=int(count))})"


def _line(row: Item, i: int, claimed: set[Key]) -> list[go.Scatter]:
    # A flat line would draw that nothing changed.
    if _key(row) not in claimed or flat(row):
        return []
    line = go.Scatter(
        x=[str(row["first"]), str(row["last"])],
        y=[row["at_first"], row["at_last"]],
        mode="lines",
        line={"color": palette.LIMIT, "width": 2},
        yaxis=_axis(i),
        hoverinfo="skip",
    )
    return [line]


def _layout(items: list[Item], drawn: list[Item], claimed: set[Key], span: Span, say: Words) -> go.Layout:
    height = PANEL * len(drawn)
    wide, narrow = (_annotations(drawn, letters, say) for letters in (LETTERS, LETTERS_NARROW))
    last = _axis(len(drawn) - 1)
    return layout(
        _finding(items, claimed, say),
        say("chart.over_time.subtitle", as_of=say.day(span.as_of)),
        height + FRAME,
        say,
        xaxis={**time_axis(span, say), "anchor": last},
        annotations=wide,
        margin={"l": 30, "r": 12, "t": 8, "b": 48},
        meta={"narrow": {"xaxis": narrow_axis(span, say), "annotations": narrow}},
        **{_axis(i).replace("y", "yaxis"): _score_axis(row, i, len(drawn)) for i, row in enumerate(drawn)},
    )


def _score_axis(row: Item, i: int, panels: int) -> dict[str, Any]:
    low, high = row["scale_min"], row["scale_max"]
    levels = [*whole_levels(low, high)]
    ticks = levels if 0 < len(levels) <= MOST_LEVELS else [low, (low + high) / 2, high]
    room = (high - low) * 0.12
    lines = {"gridcolor": palette.GRID, "zeroline": False, "fixedrange": True, "tickfont": {"color": palette.MUTED}}
    domain = [1 - (i + 1) / panels, 1 - i / panels - HEAD / (PANEL * panels)]
    return {"domain": domain, "range": [low - room, high + room], "tickvals": ticks, **lines}


def _annotations(drawn: list[Item], letters: int, say: Words) -> list[dict[str, Any]]:
    said = []
    for i, row in enumerate(drawn):
        place = {"yref": "paper", "y": 1 - i / len(drawn) - HEAD / (PANEL * len(drawn)), "yanchor": "bottom"}
        counted = f"({say('chart.n', n=row['answers'])})"
        said.append(heading(row["item"], letters, counted, **place, yshift=18, xshift=-26))
        said.append(note(trend_words(row, say), xref="paper", x=0, xanchor="left", xshift=-26, **place))
    return said


def trend_words(row: Item, say: Words) -> str:
    """Return the slope of an item with its interval, tau-b where it is 0, or in words why there is none."""
    if row["status"] != "ok":
        few = "few" if row["answers"] < TREND_ANSWERS else "few_days"
        return say(f"chart.over_time.{few}", least=TREND_ANSWERS, days=TREND_DAYS)
    if row["tau_b"] is None:
        return say("chart.over_time.equal")
    if flat(row):
        return say("chart.over_time.tau", tau=signed(row["tau_b"], say, 2))
    slope = signed(row["slope_per_year"], say, SLOPE_DIGITS)
    return say("chart.over_time.slope", slope=slope, interval=interval(row["lower"], row["upper"], say, SLOPE_DIGITS))


def flat(row: Item) -> bool:
    """Return whether the slope of a trend is 0 as it is written: then tau-b stands for it."""
    return not row["slope_per_year"] or round(row["slope_per_year"], SLOPE_DIGITS) == 0


def _finding(items: list[Item], claimed: set[Key], say: Words) -> str:
    found = [row["item"] for row in items if _key(row) in claimed]
    if found:
        return say("chart.over_time.finding", items=listed(found, say))
    told = any(row["status"] == "ok" for row in items)
    return say("chart.over_time.finding_none" if told else "chart.over_time.finding_few", least=TREND_ANSWERS)


def _alt(items: list[Item], claimed: set[Key], say: Words) -> str:
    if any(_key(row) in claimed for row in items):
        return say("chart.over_time.alt_some")
    return f"{say('chart.over_time.alt')} {_finding(items, claimed, say)}."


def _table(items: list[Item], claimed: set[Key], say: Words) -> pl.DataFrame:
    rows = [
        (
            row["item"],
            row["answers"],
            row["days"],
            say.short_day(row["first"]) if row["first"] else None,
            say.short_day(row["last"]) if row["last"] else None,
            trend_words(row, say),
            say("words.yes" if _key(row) in claimed else "words.no"),
        )
        for row in items
    ]
    kinds = {"item": pl.String, "answers": pl.Int64, "answer_days": pl.Int64, "first": pl.String, "last": pl.String}
    kinds |= {"trend": pl.String, "claimed": pl.String}
    return pl.DataFrame(rows, titled(kinds, say), orient="row")
