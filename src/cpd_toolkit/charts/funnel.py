"""A funnel: groups by size and share, around the share of all. Which is first and which is last isn't told."""

import plotly.graph_objects as go
import polars as pl

from cpd_toolkit.charts import palette
from cpd_toolkit.charts.chart import Chart, escaped, layout, legend, note
from cpd_toolkit.charts.items import marks
from cpd_toolkit.i18n import Words

HEIGHT = 400
MOST_GROUPS = 1_500  # drawn: those flagged, then the largest
MOST_LISTED = 40  # in the table of the chart: above, those flagged alone
MOST_STEPS = 60  # of the limits
FLAGS = {
    "none": ("circle", palette.SUPERVISION, 8),
    "above": ("diamond", palette.LIMIT, 12),
    "below": ("square", palette.LIMIT, 11),
}
LINES = {"95": "dot", "998": "solid"}


def funnel_chart(groups: pl.DataFrame, finding: str, say: Words, **days: str) -> Chart:
    """Return the funnel of groups.

    Args:
        groups: shapes.FUNNEL with limits, of groups that are told by themselves; one at least.
        finding: The sentence over the chart.
        say: The reader's language.
        days: What the subtitle says.
    """
    drawn = groups.sort(pl.col("flag") == "none", -pl.col("denominator"), "group").head(MOST_GROUPS)
    dots = [_dots(drawn.filter(flag=flag), flag, say) for flag in FLAGS]
    figure = go.Figure([*_limits(drawn, say), *dots], _layout(drawn, finding, say, days))
    return Chart(figure, _table(groups, say), say("organisation.chart.funnel.alt", n=groups.height, finding=finding))


def _limits(drawn: pl.DataFrame, say: Words) -> list[go.Scatter]:
    sizes = drawn.unique("denominator").sort("denominator")
    steps = (
        sizes.gather_every(max(1, sizes.height // MOST_STEPS))
        .vstack(sizes.tail(1))
        .unique("denominator")
        .sort("denominator")
    )
    return [
        go.Scatter(
            x=[*steps["denominator"], None, *steps["denominator"]],
            y=[*steps[f"lower_{name}"], None, *steps[f"upper_{name}"]],
            mode="lines",
            line={"color": palette.LINE, "width": 1.3, "dash": dash},
            name=say(f"organisation.chart.funnel.limit_{name}"),
            hoverinfo="skip",
        )
        for name, dash in LINES.items()
    ]


def _dots(rows: pl.DataFrame, flag: str, say: Words) -> go.Scatter:
    symbol, colour, size = FLAGS[flag]
    return go.Scatter(
        x=marks(rows["denominator"].to_list()),
        y=marks(rows["value"].to_list()),
        mode="markers",
        marker={
            "symbol": symbol,
            "color": colour,
            "size": size,
            "opacity": 0.75,
            "line": {"color": "white", "width": 1},
        },
        name=say(f"organisation.chart.funnel.{flag}"),
        text=[
            escaped(f"{name}: {say.number(k)} / {say.number(n)}")
            for name, k, n in rows.select("group", "numerator", "denominator").rows()
        ]
        or [""],
        hovertemplate="%{text}<extra></extra>",
        showlegend=rows.height > 0,
    )


def _layout(drawn: pl.DataFrame, finding: str, say: Words, days: dict[str, str]) -> go.Layout:
    target, largest = drawn.select("target", "denominator").max().row(0)
    axis = {"fixedrange": True, "zeroline": False, "gridcolor": palette.GRID, "tickfont": {"color": palette.MUTED}}
    title = {"text": escaped(say("organisation.chart.funnel.axis")), "font": {"size": 12, "color": palette.MUTED}}
    shares = {
        "tickvals": [0, 0.25, 0.5, 0.75, 1],
        "ticktext": [say.percent(share) for share in (0, 0.25, 0.5, 0.75, 1)],
    }
    line = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": target, "y1": target, "layer": "below"}
    whole = note(
        say("organisation.chart.funnel.all", share=say.percent(target)),
        xref="paper",
        x=0.01,
        xanchor="left",
        y=target,
        yanchor="bottom",
    )
    return layout(
        finding,
        say("organisation.chart.funnel.subtitle", **days),
        HEIGHT,
        say,
        xaxis={**axis, "title": title, "range": [0, largest * 1.08]},
        yaxis={**axis, "range": [-0.02, 1.04], **shares},
        shapes=[line | {"line": {"color": palette.INK, "width": 1.2}}],
        annotations=[whole],
        showlegend=True,
        legend=legend(0, yref="container", yanchor="bottom"),
        margin={"l": 48, "r": 10, "t": 12, "b": 96},
        meta={"narrow": {"height": HEIGHT + 70, "margin": {"l": 46, "r": 6, "t": 12, "b": 160}}},
    )


def _table(groups: pl.DataFrame, say: Words) -> pl.DataFrame:
    listed = groups if groups.height <= MOST_LISTED else groups.filter(pl.col("flag") != "none").head(MOST_LISTED)
    heads = [say(f"organisation.head.{name}") for name in ("group", "members", "met", "share", "chance")]
    rows = [
        (
            row["group"],
            say.number(row["denominator"]),
            say.number(row["numerator"]),
            say.percent(row["value"]),
            say(f"organisation.chart.funnel.{row['flag']}"),
        )
        for row in listed.sort("group").to_dicts()
    ]
    return pl.DataFrame(rows, dict.fromkeys(heads, pl.String), orient="row")
