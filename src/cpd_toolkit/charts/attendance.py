"""Who was at which session of a group: a row a member, a column a session."""

from typing import Any

import plotly.graph_objects as go
import polars as pl

from cpd_toolkit.charts import palette
from cpd_toolkit.charts.chart import Chart, escaped, layout, legend, note
from cpd_toolkit.charts.items import marks
from cpd_toolkit.i18n import Words

MOST_MEETINGS = 36  # drawn, the latest; a phone shows fewer
MOST_MEETINGS_NARROW = 12
MOST_MARKS = 1_900
ROOM = 560  # pixels for the columns
LARGEST = 16  # pixels of a mark
ROW, ROWS = 30, 740  # pixels of a row at most, of all rows on one sheet of paper
LABELLED = 20  # columns with a date below
KINDS = ("presented", "present", "paused", "absent")


def attendance(there: pl.DataFrame, held: pl.DataFrame, pauses: pl.DataFrame, say: Words) -> Chart:
    """Return the matrix of members and sessions, members in the order of their codes.

    Square: there; diamond: presented a case; small circle: not there; dash: not there, in a declared pause.

    Args:
        there: shapes.PRESENCES, a member and a session at least.
        held: Their sessions (shapes.MEETINGS).
        pauses: member_id, pause_from, pause_to; perhaps none.
        say: The reader's language.
    """
    known = _kinds(there, pauses)
    members = known["member_id"].unique().sort().to_list()
    first = held.height - min(held.height, MOST_MEETINGS, max(1, MOST_MARKS // len(members)))
    drawn, shown = known.filter(pl.col("meeting") > first), held.filter(pl.col("meeting") > first)
    size = min(LARGEST, max(7.0, 0.62 * ROOM / shown.height), 0.62 * _row(members))
    place = {member: -i for i, member in enumerate(members)}
    traces = [_marks(drawn.filter(kind=kind), kind, place, size, say) for kind in KINDS]
    figure = go.Figure(traces, _layout(members, known, held, shown, say))
    return Chart(figure, _table(known, held, say), _alt(members, known, held, say))


def _row(members: list[str]) -> float:
    return min(ROW, ROWS / len(members))


def _kinds(there: pl.DataFrame, pauses: pl.DataFrame) -> pl.DataFrame:
    inside = pl.col("day").is_between("pause_from", "pause_to")
    paused = there.join(pauses, on="member_id").filter(inside).select("meeting", "member_id", paused=True).unique()
    absent = pl.when(pl.col("paused")).then(pl.lit("paused")).otherwise(pl.lit("absent"))
    came = pl.when(pl.col("cases") > 0).then(pl.lit("presented")).otherwise(pl.lit("present"))
    kind = pl.when(pl.col("present")).then(came).otherwise(absent)
    return there.join(paused, on=["meeting", "member_id"], how="left").with_columns(kind=kind)


def _marks(rows: pl.DataFrame, kind: str, place: dict[str, int], size: float, say: Words) -> go.Scatter:
    symbol, colour, share = palette.PRESENCE[kind]
    return go.Scatter(
        x=marks(rows["meeting"].to_list()),
        y=marks([place[member] for member in rows["member_id"]]),
        mode="markers",
        marker={
            "symbol": symbol,
            "color": colour,
            "size": size * share,
            "line": {"width": 1.6, "color": colour},
        },
        name=escaped(f"{say(f'chart.attendance.{kind}')} ({rows.height})"),
        text=[_hover(row, kind, say) for row in rows.to_dicts()] or [""],
        hovertemplate="%{text}<extra></extra>",
        showlegend=not rows.is_empty(),
        cliponaxis=False,
    )


def _hover(row: dict[str, Any], kind: str, say: Words) -> str:
    return escaped(f"{row['member_id']}, {say.day(row['day'])}: {say(f'chart.attendance.{kind}')}")


def _layout(members: list[str], known: pl.DataFrame, held: pl.DataFrame, shown: pl.DataFrame, say: Words) -> go.Layout:
    first, last = shown["meeting"][0], shown["meeting"][-1]
    counts = [
        note(str(row["present"]), x=row["meeting"], yref="paper", y=1, yanchor="bottom", font=_SMALL)
        for row in shown.to_dicts()
    ]
    plain = {"showgrid": False, "zeroline": False, "fixedrange": True}
    return layout(
        _finding(known, say),
        _subtitle(held, shown, say),
        round(_row(members) * len(members)) + 150,
        say,
        xaxis={**plain, "range": [first - 0.6, last + 0.6], "tickangle": 0, **_ticks(shown, LABELLED, say)},
        yaxis={
            **plain,
            "range": [0.4 - len(members), 0.6],
            "tickvals": [-i for i in range(len(members))],
            "ticktext": [escaped(member) for member in members],
            "automargin": True,
            "tickfont": {"color": palette.INK, "size": min(13, _row(members))},
            "ticks": "",
        },
        annotations=counts,
        shapes=[_line(i) for i in range(1, len(members))],
        showlegend=True,
        legend=legend(0, yref="container", yanchor="bottom"),
        margin={"l": 62, "r": 8, "t": 26, "b": 104},
        meta={"narrow": _narrow(members, shown, say)},
    )


_SMALL = {"size": 11.5, "color": palette.MUTED}


def _line(i: int) -> dict[str, Any]:
    place = {"xref": "paper", "x0": 0, "x1": 1, "y0": 0.5 - i, "y1": 0.5 - i}
    return {"type": "line", **place, "line": {"color": palette.GRID, "width": 1}, "layer": "below"}


def _narrow(members: list[str], shown: pl.DataFrame, say: Words) -> dict[str, Any]:
    """Return what changes on a phone: the latest sessions alone, and a taller legend."""
    latest = shown.tail(MOST_MEETINGS_NARROW)
    axis = {"range": [latest["meeting"][0] - 0.6, latest["meeting"][-1] + 0.6], **_ticks(latest, 8, say)}
    counts = [
        note(str(row["present"]), x=row["meeting"], yref="paper", y=1, yanchor="bottom", font=_SMALL)
        for row in latest.to_dicts()
    ]
    margin = {"l": 52, "r": 8, "t": 26, "b": 140}
    return {"xaxis": axis, "annotations": counts, "height": ROW * len(members) + 180, "margin": margin}


def _ticks(shown: pl.DataFrame, most: int, say: Words) -> dict[str, Any]:
    """Return dates below the columns, the latest first to be told; a year below its first."""
    step = -(-shown.height // most)
    rows = shown.reverse().gather_every(step).reverse().to_dicts()
    years = [None, *(row["day"].year for row in rows)]
    words = [_date(row["day"], row["day"].year != before, say) for row, before in zip(rows, years, strict=False)]
    return {"tickvals": [row["meeting"] for row in rows], "ticktext": words, "tickfont": _SMALL}


def _date(day: Any, with_year: bool, say: Words) -> str:
    month = say.month(day, "short").rsplit(" ", 1)[0]
    return f"{day.day}<br>{month}" + (f"<br><b>{day.year}</b>" if with_year else "")


def _days(held: pl.DataFrame, say: Words) -> dict[str, Any]:
    return {"n": held.height, "start": say.day(held["day"][0]), "end": say.day(held["day"][-1])}


def _subtitle(held: pl.DataFrame, shown: pl.DataFrame, say: Words) -> str:
    key = "subtitle" if held.height == shown.height else "subtitle_latest"
    return say(f"chart.attendance.{key}", of=say.number(held.height), **_days(shown, say))


def _finding(known: pl.DataFrame, say: Words) -> str:
    return say("chart.attendance.finding", n=known["present"].sum(), of=say.number(known.height))


def _alt(members: list[str], known: pl.DataFrame, held: pl.DataFrame, say: Words) -> str:
    least, most = held["present"].min(), held["present"].max()
    matrix = say("chart.attendance.alt", members=len(members), **_days(held, say))
    return f"{matrix} {_finding(known, say)}. {say('chart.attendance.alt_range', least=least, most=most)}"


def _table(known: pl.DataFrame, held: pl.DataFrame, say: Words) -> pl.DataFrame:
    """Return a row for each session: a row for each member would be as wide as there are sessions."""
    by = {
        meeting: {kind: rows.filter(kind=kind)["member_id"].to_list() for kind in KINDS}
        for (meeting,), rows in known.partition_by("meeting", as_dict=True).items()
    }
    members = known["member_id"].n_unique()
    rows = [
        (
            say.short_day(row["day"]),
            say(f"chart.format.{row['format']}"),
            row["present"],
            members,
            ", ".join(sorted(by[row["meeting"]]["absent"] + by[row["meeting"]]["paused"])) or None,
            ", ".join(by[row["meeting"]]["presented"]) or None,
        )
        for row in held.to_dicts()
    ]
    total = (say("chart.attendance.total", n=held.height), None, held["present"].sum(), known.height, None, None)
    kinds = {"day": pl.String, "format": pl.String, "present": pl.Int64, "of": pl.Int64}
    kinds |= {"absent": pl.String, "presented": pl.String}
    heads = {say(f"chart.attendance.head.{name}"): kind for name, kind in kinds.items()}
    return pl.DataFrame([*rows, total], heads, orient="row")
