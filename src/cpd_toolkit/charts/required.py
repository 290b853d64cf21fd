"""What each period holds against what is expected of it: met, short, paused or open, told by hatch and words too."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, NamedTuple

import plotly.graph_objects as go
import polars as pl

from cpd_toolkit.charts import palette
from cpd_toolkit.charts.chart import Chart, amount_axis, as_of_label, escaped, layout, legend, note, titled, upright
from cpd_toolkit.charts.time_axis import Span, narrow_axis, time_axis
from cpd_toolkit.i18n import Words

MOST_PERIODS = 120  # drawn, the latest; a period takes four marks at most
FILLED = 0.8  # of a period's days
FEW = 12  # periods whose short bars have room for their amount
HEIGHT = 300
LETTERS = 70  # of a rule in the words for those who don't see the chart
STATES = ("met", "short", "unknown", "exempt")


Row = tuple[str, float | None, float | None, float | None, str | None]


class Asked(NamedTuple):
    """A requirement in the words of the page."""

    text: str  # the rule's own
    amount: Callable[[float], str]  # an amount with its unit
    name: Callable[[date, date], str]  # a period by its days, as a sentence names it
    short: Callable[[date, date], str]  # as a table does
    suffix: str  # of the axis
    unverified: bool


def required(periods: pl.DataFrame, asked: Asked, span: Span, say: Words) -> Chart:
    """Return the chart of one member's periods under one requirement.

    Args:
        periods: Those of the rule (shapes.PERIODS), by day, at least one.
        asked: The requirement in words.
        span: The days to show.
        say: The reader's language.
    """
    drawn = periods.tail(MOST_PERIODS)
    bars = [bar for state in STATES for bar in _bars(drawn.filter(state=state), state, asked, say)]
    marks = [*bars, *_maybe(drawn, asked, say), _line(drawn, asked, say)]
    figure = go.Figure(marks, _layout(drawn, periods, asked, span, say))
    return Chart(figure, _table(periods, asked, say), _alt(periods, asked, say))


def _bars(rows: pl.DataFrame, state: str, asked: Asked, say: Words) -> list[go.Bar]:
    if rows.is_empty():
        return []
    words = say(f"chart.required.state.{state}")
    told = [f"{_name(row, asked)}, {asked.amount(row['least'])}, {words}" for row in rows.to_dicts()]
    bars = go.Bar(
        **_places(rows),
        y=rows["least"].to_list(),
        marker={"color": palette.STATE[state], "pattern": _pattern(palette.STATE_HATCH[state])},
        name=escaped(f"{words} ({rows.height})"),
        text=list(map(escaped, told)),
        textposition="none",
        hovertemplate="%{text}<extra></extra>",
    )
    return [bars]


def _pattern(shape: str) -> dict[str, Any]:
    return {"shape": shape, "fgcolor": "white", "size": 6, "fillmode": "overlay"}


def _maybe(rows: pl.DataFrame, asked: Asked, say: Words) -> list[go.Bar]:
    """Return what may count beyond what surely does, on top of it."""
    open_ones = rows.filter(pl.col("most") > pl.col("least"))
    if open_ones.is_empty():
        return []
    bars = go.Bar(
        **_places(open_ones),
        y=(open_ones["most"] - open_ones["least"]).to_list(),
        marker={
            "color": "white",
            "line": {"color": palette.LINE, "width": 1},
            "pattern": {"shape": ".", "fgcolor": palette.LINE},
        },
        name=say("chart.required.maybe"),
        text=[escaped(asked.amount(value)) for value in open_ones["most"]],
        textposition="none",
        hovertemplate="%{text}<extra></extra>",
    )
    return [bars]


def _places(rows: pl.DataFrame) -> dict[str, list[Any]]:
    widths = [FILLED * ((row["period_end"] - row["period_start"]) + timedelta(1)) for row in rows.to_dicts()]
    return {
        "x": [str(_middle(row)) for row in rows.to_dicts()],
        "width": [width / timedelta(milliseconds=1) for width in widths],
    }


def _middle(row: dict[str, Any]) -> date:
    middle: date = row["period_start"] + (row["period_end"] - row["period_start"]) / 2
    return middle


def _line(rows: pl.DataFrame, asked: Asked, say: Words) -> go.Scatter:
    """Return what is expected, period by period."""
    known = rows.drop_nulls("expected").filter(pl.col("state") != "exempt").to_dicts()
    return go.Scatter(
        x=[x for row in known for x in (str(row["period_start"]), str(row["period_end"] + timedelta(1)), None)],
        y=[y for row in known for y in (row["expected"], row["expected"], None)],
        mode="lines",
        line={"color": palette.LIMIT, "width": 2, "dash": "dash"},
        hoverinfo="skip",
        name=_expected(rows, asked, say),
        legendrank=2000,
    )


def _layout(drawn: pl.DataFrame, periods: pl.DataFrame, asked: Asked, span: Span, say: Words) -> go.Layout:
    top = 1.25 * max(1e-9, *drawn["most"], *drawn["expected"].drop_nulls())
    return layout(
        _finding(periods, asked, say),
        say("chart.required.subtitle", as_of=say.day(span.as_of)),
        HEIGHT,
        say,
        xaxis={**time_axis(span, say), "showgrid": False},
        yaxis=amount_axis(ticksuffix=asked.suffix, range=[0, top]),
        barmode="stack",
        shapes=[upright(span.as_of)],
        annotations=[*_marks(drawn, say), as_of_label(span, say)],
        showlegend=True,
        legend=legend(-0.22),
        margin={"l": 46, "r": 16, "t": 28, "b": 84},
        meta={"narrow": {"xaxis": narrow_axis(span, say)}},
    )


def _marks(rows: pl.DataFrame, say: Words) -> list[dict[str, Any]]:
    """Return a word on each period that a bar alone would not tell: nought, and a pause."""
    lacking = rows.filter(pl.col("state") == "short", (pl.col("least") == 0) | (pl.len() <= FEW))
    told = [(row, say.number(row["least"])) for row in lacking.to_dicts()]
    told += [(row, say("chart.required.pause")) for row in rows.filter(state="exempt").to_dicts()]
    turn = {"textangle": -90} if rows.height > 2 * FEW else {}
    return [_mark(row, words, {} if row["state"] == "short" else turn) for row, words in told]


def _mark(row: dict[str, Any], words: str, own: dict[str, Any]) -> dict[str, Any]:
    colour = palette.LIMIT if row["state"] == "short" else palette.MUTED
    place = {"x": str(_middle(row)), "y": row["least"], "yanchor": "bottom"}
    return note(words, **place, bgcolor="rgba(255,255,255,0.8)", font={"size": 12, "color": colour}, **own)


def _expected(rows: pl.DataFrame, asked: Asked, say: Words) -> str:
    """Return what is expected in words, with its amount when it is the same all along."""
    values = rows["expected"].drop_nulls().unique().to_list()
    key = "expected" if len(values) == 1 else "varies"
    words = say(f"chart.required.{key}", amount=asked.amount(values[0]) if values else "")
    return escaped(f"{words} ({say('chart.required.unverified')})" if asked.unverified else words)


def _finding(periods: pl.DataFrame, asked: Asked, say: Words, letters: int = 1_000) -> str:
    met, judged = _counts(periods)
    doubt = f" ({say('chart.required.unverified')})" if asked.unverified else ""
    words = say("chart.required.finding", rule=f"{_cut(asked.text, letters)}{doubt}", n=met, of=judged)
    short, lost = periods.filter(pl.col("state") == "short"), pl.col("until").is_null()
    over, still = ([_name(row, asked) for row in short.filter(one).to_dicts()] for one in (lost, ~lost))
    if over:
        words += say("chart.required.short", n=len(over), period=over[-1])
    if still:
        words += say("chart.required.still", period=still[-1])
    return words


def _cut(text: str, letters: int) -> str:
    # Not by words: French ones hold no-break spaces, which splitting would lose.
    return text if len(text) <= letters else f"{text[: letters - 1].rstrip()}…"


def _counts(periods: pl.DataFrame) -> tuple[int, int]:
    return periods.filter(state="met").height, periods.filter(pl.col("state") != "exempt").height


def _name(row: dict[str, Any], asked: Asked) -> str:
    return asked.name(row["period_start"], row["period_end"])


def _alt(periods: pl.DataFrame, asked: Asked, say: Words) -> str:
    return f"{say('chart.required.alt')} {_finding(periods, asked, say, LETTERS)}."


def _table(periods: pl.DataFrame, asked: Asked, say: Words) -> pl.DataFrame:
    rows: list[Row] = [
        (
            asked.short(row["period_start"], row["period_end"]),
            row["expected"],
            row["least"],
            row["most"],
            say(f"chart.required.state.{row['state']}"),
        )
        for row in periods.to_dicts()
    ]
    met, judged = _counts(periods)
    rows.append((say("chart.required.total", n=met, of=judged), None, None, None, None))
    kinds = {"period": pl.String, "expected": pl.Float64, "least": pl.Float64, "most": pl.Float64, "state": pl.String}
    table = pl.DataFrame(rows, titled(kinds, say), orient="row")
    same = periods["least"].equals(periods["most"])
    return table.drop(say("chart.head.most")) if same else table
