"""Members by class or by interval: a bar each, what is hidden hatched and named."""

import textwrap
from typing import Any

import plotly.graph_objects as go
import polars as pl

from cpd_toolkit.charts import palette
from cpd_toolkit.charts.chart import Chart, amount_axis, escaped, layout, legend, note
from cpd_toolkit.charts.withheld import count_and_share, is_told, told, withheld_mark
from cpd_toolkit.i18n import Words

HEIGHT = 300
STUB = 0.16  # of the tallest bar: the height of what is hidden, whatever it is
MOST_NAMED, MOST_NAMED_NARROW = 16, 8  # bars whose names have room
LETTERS, LETTERS_NARROW = 110, 44  # on a line below all bars
ROOM = 1.18  # over the tallest bar, for its number

Row = tuple[str, dict[str, Any]]  # the words of a bar, and its row of the protected table


def counts(
    rows: list[Row], about: str, finding: str, say: Words, colour: str = palette.SUPERVISION, **days: str
) -> Chart:
    """Return the chart of members by class or interval.

    Args:
        rows: From the left: the name of each bar and its row; one at least.
        about: The chart's words under `organisation.chart`.
        finding: The sentence over the chart.
        say: The reader's language.
        colour: Of what is told.
        days: What the subtitle says.
    """
    tallest = max((row["numerator"] for _, row in rows if is_told(row)), default=1.0) or 1.0
    figure = go.Figure(
        [_bars(rows, colour, say), _stubs(rows, tallest, say)], _layout(rows, tallest, about, finding, say, days)
    )
    return Chart(figure, _table(rows, about, say), say(f"organisation.chart.{about}.alt", n=len(rows), finding=finding))


def _bars(rows: list[Row], colour: str, say: Words) -> go.Bar:
    return go.Bar(
        x=[*range(len(rows))],
        y=[row["numerator"] if is_told(row) else None for _, row in rows],
        marker={"color": colour},
        name=say("organisation.members"),
        text=[told(row["numerator"], say) if is_told(row) and len(rows) <= MOST_NAMED else "" for _, row in rows],
        textposition="outside",
        textfont={"color": palette.INK, "size": 12.5},
        textangle=0,
        cliponaxis=False,
        hovertext=[escaped(f"{name}: {count_and_share(row, say)}") for name, row in rows],
        hovertemplate="%{hovertext}<extra></extra>",
        showlegend=False,
    )


def _stubs(rows: list[Row], tallest: float, say: Words) -> go.Bar:
    hidden = [not is_told(row) for _, row in rows]
    return go.Bar(
        x=[*range(len(rows))],
        y=[STUB * tallest if gone else None for gone in hidden],
        marker=withheld_mark(),
        name=say("organisation.hidden"),
        hovertext=[escaped(f"{name}: {say('organisation.hidden')}") for name, _ in rows],
        hovertemplate="%{hovertext}<extra></extra>",
        showlegend=any(hidden),
    )


def _layout(rows: list[Row], tallest: float, about: str, finding: str, say: Words, days: dict[str, str]) -> go.Layout:
    some, few = (
        [i for i in range(len(rows)) if i % -(-len(rows) // most) == 0] for most in (MOST_NAMED, MOST_NAMED_NARROW)
    )
    return layout(
        finding,
        say(f"organisation.chart.{about}.subtitle", **days),
        HEIGHT,
        say,
        barmode="overlay",
        bargap=0.28,
        xaxis={
            "tickvals": some,
            "ticktext": _wrapped([rows[i][0] for i in some], LETTERS),
            "tickangle": 0,
            "fixedrange": True,
            "zeroline": False,
            "showgrid": False,
            "tickfont": {"color": palette.MUTED, "size": 11.5 if len(rows) > MOST_NAMED_NARROW else 12.5},
            "title": {
                "text": escaped(say(f"organisation.chart.{about}.axis")),
                "font": {"size": 12, "color": palette.MUTED},
            },
            "range": [-0.6, len(rows) - 0.4],
        },
        yaxis=amount_axis(range=[0, tallest * ROOM], nticks=5, tickformat=",d"),
        annotations=[
            note(
                say("organisation.members_axis"), xref="paper", yref="paper", x=0, y=1, xanchor="left", yanchor="bottom"
            )
        ],
        showlegend=any(not is_told(row) for _, row in rows),
        legend=legend(1, x=1, xanchor="right", yanchor="bottom"),
        margin={"l": 46, "r": 8, "t": 30, "b": 66},
        meta={"narrow": {"xaxis": {"tickvals": few, "ticktext": _wrapped([rows[i][0] for i in few], LETTERS_NARROW)}}},
    )


def _wrapped(names: list[str], letters: int) -> list[str]:
    """Return names on lines of so many letters as have room, when that many stand side by side."""
    return ["<br>".join(map(escaped, textwrap.wrap(name, max(4, letters // len(names))))) for name in names]


def _table(rows: list[Row], about: str, say: Words) -> pl.DataFrame:
    heads = [say(f"organisation.chart.{about}.axis"), say("organisation.members")]
    return pl.DataFrame(
        [(name, count_and_share(row, say)) for name, row in rows], dict.fromkeys(heads, pl.String), orient="row"
    )
