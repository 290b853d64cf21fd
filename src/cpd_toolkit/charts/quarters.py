"""Hours by quarter and format; a quarter without a session shows its nought."""

from datetime import date, timedelta
from typing import Any

import plotly.graph_objects as go
import polars as pl

from cpd_toolkit.charts import palette
from cpd_toolkit.charts.chart import Chart, amount_axis, as_of_label, escaped, layout, legend, note, titled, upright
from cpd_toolkit.charts.time_axis import Span, narrow_axis, time_axis
from cpd_toolkit.i18n import Words

MOST_QUARTERS = 200  # drawn, the latest
BAR = timedelta(days=72)  # of a quarter's 90 to 92
HEIGHT = 300


def quarters(totals: pl.DataFrame, by_format: pl.DataFrame, span: Span, say: Words) -> Chart:
    """Return the chart of one member's quarters.

    Args:
        totals: Result table of sessions and hours by quarter, empty ones included (`measures.supervision`).
        by_format: The same by quarter and format (`measures.timeline`); quarters without a session have no row.
        span: The days to show.
        say: The reader's language.
    """
    hours = totals.filter(pl.col("measure") == "hours").tail(MOST_QUARTERS)
    sessions = totals.filter(pl.col("measure") == "sessions").tail(MOST_QUARTERS)
    shown = by_format.filter(pl.col("measure") == "hours", pl.col("quarter").is_in(hours["quarter"].to_list()))
    figure = go.Figure(
        [bar for form in palette.FORMAT for bar in _bars(shown.filter(pl.col("format") == form), form, say)],
        _layout(hours, span, say),
    )
    return Chart(figure, _table(hours, sessions, say), _alt(hours, sessions, span, say))


def _bars(rows: pl.DataFrame, form: str, say: Words) -> list[go.Bar]:
    if rows.is_empty():
        return []
    name = say(f"chart.format.{form}")
    bars = go.Bar(
        x=[str(_middle(row)) for row in rows.to_dicts()],
        y=rows["value"].to_list(),
        width=[BAR / timedelta(milliseconds=1)] * rows.height,
        marker={
            "color": palette.FORMAT[form],
            "pattern": {"shape": palette.HATCH[form], "fgcolor": "white", "size": 6, "fillmode": "overlay"},
        },
        name=name,
        text=[
            escaped(f"{quarter_name(row['quarter'], say)}, {name}, {say.hours(row['value'])}")
            for row in rows.to_dicts()
        ],
        textposition="none",
        hovertemplate="%{text}<extra></extra>",
    )
    return [bars]


def _middle(row: dict[str, Any]) -> date:
    middle: date = row["interval_start"] + (row["interval_end"] - row["interval_start"]) / 2
    return middle


def quarter_name(quarter: str, say: Words) -> str:
    """Return a quarter as people write it.

    Example:
        >>> quarter_name("2026-Q1", Words("fr"))
        'T1 2026'
    """
    year, _, number = quarter.partition("-Q")
    return say("chart.quarter", number=number, year=year)


def _layout(hours: pl.DataFrame, span: Span, say: Words) -> go.Layout:
    empty = hours.filter(pl.col("value") == 0).to_dicts()
    return layout(
        _finding(hours, span, say),
        say("chart.quarters.subtitle", as_of=say.day(span.as_of)),
        HEIGHT,
        say,
        xaxis={**time_axis(span, say), "showgrid": False},
        yaxis=amount_axis(ticksuffix="\u202fh"),
        barmode="stack",
        shapes=[upright(span.as_of)],
        annotations=[
            *(note("0", x=str(_middle(row)), y=0, yanchor="bottom", bgcolor="white") for row in empty),
            as_of_label(span, say),
        ],
        showlegend=True,
        legend=legend(-0.22),
        margin={"l": 46, "r": 16, "t": 28, "b": 84},
        meta={"narrow": {"xaxis": narrow_axis(span, say)}},
    )


def _finding(hours: pl.DataFrame, span: Span, say: Words) -> str:
    # The quarter that runs may still get its session.
    complete = hours.filter(pl.col("interval_end") <= span.as_of)["value"]
    empty = (complete == 0).sum()
    key = "finding_empty" if empty else "finding"
    return say(f"chart.quarters.{key}", n=empty or complete.len(), of=complete.len())


def _alt(hours: pl.DataFrame, sessions: pl.DataFrame, span: Span, say: Words) -> str:
    totals = {"n": int(sessions["value"].sum()), "hours": say.hours(float(hours["value"].sum()))}
    start, end = (quarter_name(hours["quarter"][i], say) for i in (0, -1))
    return f"{say('chart.quarters.alt', **totals, start=start, end=end)} {_finding(hours, span, say)}."


def _table(hours: pl.DataFrame, sessions: pl.DataFrame, say: Words) -> pl.DataFrame:
    kinds = {"quarter": pl.String, "sessions": pl.Int64, "hours": pl.Float64}
    names = [quarter_name(quarter, say) for quarter in hours["quarter"]]
    rows = zip(names, sessions["value"], hours["value"], strict=True)
    empty = hours.filter(pl.col("value") == 0).height
    without = (say("chart.quarters.without", n=empty), 0, 0.0)
    total = (say("chart.quarters.total", n=hours.height), sessions["value"].sum(), hours["value"].sum())
    return pl.DataFrame([*rows, without, total], titled(kinds, say), orient="row", strict=False)
