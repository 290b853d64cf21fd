"""Until when each member of a group has enough sessions: a row a member, a dot a session, a bar to the lapse date."""

from typing import Any

import plotly.graph_objects as go
import polars as pl

from cpd_toolkit.charts import palette
from cpd_toolkit.charts.chart import Chart, as_of_label, escaped, layout, legend, note, upright
from cpd_toolkit.charts.items import marks
from cpd_toolkit.charts.time_axis import Span, narrow_axis, time_axis
from cpd_toolkit.i18n import Words
from cpd_toolkit.measures.windows import inside

MOST_MEMBERS = 60  # drawn; of more there is the table
MOST_DOTS = 1_700  # the latest
ROW, ROWS = 30, 760  # pixels of a row at most, of all rows on one sheet of paper
BAR = 9  # pixels
ROOM = 0.17  # of the days shown: after the last bar, for its day


def standing(standings: pl.DataFrame, days: pl.DataFrame, need: int, span: Span, say: Words) -> Chart:
    """Return the chart of members by lapse date, those who are below the need first.

    Args:
        standings: Where each member stands, one at least (shapes.STANDING).
        days: Result table of their sessions by member, day and format (`measures.timeline`).
        need: Sessions wanted in 365 days: a setting.
        span: The days to show.
        say: The reader's language.
    """
    ordered = standings.sort("lapse_date", "member_id", nulls_last=False)
    drawn = ordered.head(MOST_MEMBERS)
    place = {row["member_id"]: -i for i, row in enumerate(drawn.to_dicts())}
    held = days.filter(measure="sessions").rename({"interval_start": "day"}).sort("day", "member_id")
    last = dict(held.select("member_id", "day").rows())
    drawn_days = held.filter(pl.col("member_id").is_in([*place]), inside("365_days", span.as_of, "day"))
    shown = drawn_days.tail(MOST_DOTS)
    dots = [_dots(shown.filter(format=form), form, place, say) for form in palette.FORMAT]
    figure = go.Figure([_bars(drawn, last, place, say), *dots], _layout(drawn, ordered, place, need, span, say))
    return Chart(figure, _table(ordered, last, need, say), _alt(ordered, need, say))


def _bars(drawn: pl.DataFrame, last: dict[str, Any], place: dict[str, int], say: Words) -> go.Scatter:
    met = [row for row in drawn.to_dicts() if row["lapse_date"]]
    ends = [(last[row["member_id"]].isoformat(), row["lapse_date"].isoformat(), place[row["member_id"]]) for row in met]
    return go.Scatter(
        x=marks([x for start, end, _ in ends for x in (start, end, None)]),
        y=marks([y for *_, height in ends for y in (height, height, None)]),
        mode="lines",
        line={"color": palette.HELD, "width": BAR},
        name=say("chart.standing.bar"),
        hoverinfo="skip",
    )


def _dots(rows: pl.DataFrame, form: str, place: dict[str, int], say: Words) -> go.Scatter:
    return go.Scatter(
        x=marks([day.isoformat() for day in rows["day"]]),
        y=marks([place[member] for member in rows["member_id"]]),
        mode="markers",
        marker={
            "color": palette.FORMAT[form],
            "symbol": palette.SHAPE[form],
            "size": palette.SIZE[form] - 2,
            "line": {"color": "white", "width": 1},
        },
        name=escaped(f"{say(f'chart.format.{form}')} ({say.number(float(rows['value'].sum()))})"),
        text=[escaped(f"{row['member_id']}, {say.day(row['day'])}") for row in rows.to_dicts()] or [""],
        hovertemplate="%{text}<extra></extra>",
        showlegend=not rows.is_empty(),
        cliponaxis=False,
    )


def _layout(
    drawn: pl.DataFrame, ordered: pl.DataFrame, place: dict[str, int], need: int, span: Span, say: Words
) -> go.Layout:
    rows, low, row = drawn.to_dicts(), 0.6 - drawn.height, min(ROW, ROWS / drawn.height)
    until = [_until(one, place, need, span, say) for one in rows]
    names = {"tickvals": [*place.values()], "ticktext": [escaped(member) for member in place]}
    below = [f"{escaped(one['member_id'])}<br>{_small(_day(one, need, say))}" for one in rows]
    plain = {"showgrid": False, "zeroline": False, "fixedrange": True, "ticks": "", "automargin": True}
    return layout(
        _finding(ordered, need, say),
        say("chart.standing.subtitle", n=need, as_of=say.day(span.as_of)),
        round(row * len(rows)) + 120,
        say,
        xaxis=time_axis(span, say),
        yaxis={**plain, "range": [low - 0.2, 0.6], "tickfont": {"color": palette.INK, "size": min(13, row)}, **names},
        shapes=[upright(span.as_of)],
        annotations=[*until, as_of_label(span, say)],
        showlegend=True,
        legend=legend(0, yref="container", yanchor="bottom"),
        margin={"l": 62, "r": 12, "t": 28, "b": 88},
        meta={
            "narrow": {
                "height": 40 * len(rows) + 180,
                "xaxis": narrow_axis(span, say),
                "yaxis": {"ticktext": below},
                "annotations": [as_of_label(span, say)],
                "margin": {"l": 84, "r": 8, "t": 28, "b": 146},
            }
        },
    )


def _until(row: dict[str, Any], place: dict[str, int], need: int, span: Span, say: Words) -> dict[str, Any]:
    """Return a member's lapse date behind their bar."""
    x = row["lapse_date"] or span.as_of
    return note(_day(row, need, say), x=x.isoformat(), y=place[row["member_id"]], xanchor="left", xshift=8)


def _day(row: dict[str, Any], need: int, say: Words) -> str:
    return say.short_day(row["lapse_date"]) if row["lapse_date"] else say("chart.standing.below", n=need)


def _small(text: str) -> str:
    return f'<span style="font-size:11px;color:{palette.MUTED}">{text}</span>'


def _counts(ordered: pl.DataFrame, need: int) -> dict[str, int]:
    return {"n": ordered["lapse_date"].count(), "of": ordered.height, "need": need}


def _finding(ordered: pl.DataFrame, need: int, say: Words) -> str:
    soonest = ordered["lapse_date"].drop_nulls().head(1).to_list()
    if not soonest:
        return say("chart.standing.finding_none", n=need)
    return say("chart.standing.finding", **_counts(ordered, need), day=say.day(soonest[0]))


def _alt(ordered: pl.DataFrame, need: int, say: Words) -> str:
    return f"{say('chart.standing.alt')} {_finding(ordered, need, say)}."


def _table(ordered: pl.DataFrame, last: dict[str, Any], need: int, say: Words) -> pl.DataFrame:
    kinds = {"member": pl.String, "in_window": pl.Int64, "last": pl.Date, "lapse": pl.Date}
    heads = {say(f"chart.standing.head.{name}", n=need): kind for name, kind in kinds.items()}
    rows = [
        (row["member_id"], row["sessions_365_days"], last.get(row["member_id"]), row["lapse_date"])
        for row in ordered.to_dicts()
    ]
    total = (say("chart.standing.total", **_counts(ordered, need)), None, None, None)
    return pl.DataFrame([*rows, total], heads, orient="row")
