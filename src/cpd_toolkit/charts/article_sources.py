"""Where the evidence of articles comes from: a bar for each kind of source."""

from datetime import date

import plotly.graph_objects as go
import polars as pl

from cpd_toolkit.charts import palette
from cpd_toolkit.charts.chart import Chart, amount_axis, escaped, layout, legend, note, titled
from cpd_toolkit.i18n import Words

HEIGHT = 330
ROOM = 1.28  # beside the longest bar, for its words


def article_sources(by_source: pl.DataFrame, recency: pl.DataFrame, as_of: date, say: Words) -> Chart:
    """Return the chart of the articles that each kind of source names, by the age of its newest entry on each.

    Args:
        by_source: Result table of entries and articles, one at least (`measures.coverage.coverage_by_source`).
        recency: Result table by recency (`measures.coverage.source_recency`).
        as_of: Their day.
        say: The reader's language.
    """
    counts = {(s, m): int(v) for s, m, v in by_source.select("source", "measure", "value").rows()}
    sources = sorted({source for source, _ in counts}, key=lambda s: (-counts[s, "articles"], s))
    aged = {(s, r): int(v) for s, r, v in recency.select("source", "recency", "value").rows()}
    figure = go.Figure(
        [_bars(sources, aged, name, say) for name in palette.RECENCY], _layout(sources, counts, as_of, say)
    )
    return Chart(figure, _table(sources, counts, aged, say), _alt(sources, counts, say))


def _bars(sources: list[str], aged: dict[tuple[str, str], int], recency: str, say: Words) -> go.Bar:
    values = [aged[source, recency] for source in sources]
    name = say(f"chart.recency.{recency}")
    return go.Bar(
        orientation="h",
        y=[say(f"chart.source.{source}") for source in sources],
        x=values,
        marker={"color": palette.RECENCY[recency], "line": {"color": palette.MUTED, "width": 1}},
        name=name,
        text=[str(value) if value else "" for value in values],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        textfont={"color": palette.ON_RECENCY[recency], "size": 12},
        hovertext=[escaped(f"{say('chart.source.' + s)}, {name} : {v}") for s, v in zip(sources, values, strict=True)],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _layout(sources: list[str], counts: dict[tuple[str, str], int], as_of: date, say: Words) -> go.Layout:
    longest = counts[sources[0], "articles"]
    labels = [
        note(
            say("chart.article_sources.label", n=counts[source, "entries"]),
            x=counts[source, "articles"],
            y=say(f"chart.source.{source}"),
            xanchor="left",
            xshift=5,
        )
        for source in sources
    ]
    return layout(
        _finding(sources, counts, say),
        say("chart.article_sources.subtitle", as_of=say.day(as_of)),
        HEIGHT,
        say,
        barmode="stack",
        bargap=0.35,
        xaxis=amount_axis(range=[0, longest * ROOM], dtick=max(1, round(longest / 5))),
        yaxis={"autorange": "reversed", "fixedrange": True, "ticks": "", "automargin": True},
        annotations=labels,
        showlegend=True,
        legend=legend(-0.14),
        margin={"l": 90, "r": 8, "t": 8, "b": 84},
        meta={"narrow": {"xaxis": {"range": [0, longest * 1.5]}}},
    )


def _finding(sources: list[str], counts: dict[tuple[str, str], int], say: Words) -> str:
    first = say(f"chart.source.{sources[0]}")
    return say("chart.article_sources.finding", source=first, n=counts[sources[0], "articles"])


def _alt(sources: list[str], counts: dict[tuple[str, str], int], say: Words) -> str:
    told = say.join(f"{say('chart.source.' + source)} {counts[source, 'articles']}" for source in sources)
    return f"{say('chart.article_sources.alt', told=told)} {_finding(sources, counts, say)}."


def _table(
    sources: list[str], counts: dict[tuple[str, str], int], aged: dict[tuple[str, str], int], say: Words
) -> pl.DataFrame:
    rows = [
        (
            say(f"chart.source.{source}"),
            counts[source, "entries"],
            counts[source, "articles"],
            *(aged[source, name] for name in palette.RECENCY),
        )
        for source in sources
    ]
    heads = titled({"source": pl.String, "entries": pl.Int64, "articles": pl.Int64}, say)
    heads |= {say(f"chart.recency.{name}"): pl.Int64 for name in palette.RECENCY}
    return pl.DataFrame(rows, heads, orient="row")
