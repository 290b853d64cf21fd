"""The requirements that are judged in several periods: each period against what is expected of it."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import polars as pl

from cpd_toolkit import charts
from cpd_toolkit.charts.time_axis import Span
from cpd_toolkit.report.display import Figure, Grid, Part, Table, figure, grid
from cpd_toolkit.report.opening import Page
from cpd_toolkit.report.renewal.judged import evaluations
from cpd_toolkit.report.renewal.phrases import amount, period_name, range_of
from cpd_toolkit.report.renewal.standing import Standing, in_periods, several, standings
from cpd_toolkit.requirements.credit import HOURLY
from cpd_toolkit.requirements.pack import Counted

LEAST_PERIODS = 4  # for a chart
MARGIN = timedelta(days=15)
SHORT = pl.col("state") == "short"


def required(page: Page) -> list[Part]:
    """Return a chart or a table for each requirement with several periods, under one heading."""
    told = [one for done in evaluations(page) for one in standings(done, page.as_of) if several(one)]
    parts = [part for one in told for part in _part(one, page)]
    if not parts:
        return []
    return [Table(page.say("renewal.required.title"), [page.say("renewal.required.lead")], None), *parts]


def _part(one: Standing, page: Page) -> list[Part]:
    if not in_periods(one):
        return [_stretches(one, page)] if one.periods.filter(SHORT).height else []
    if one.periods.height < LEAST_PERIODS:
        return [_table(one, one.periods, page)]
    return [_chart(one, page)]


def _chart(one: Standing, page: Page) -> Figure:
    say, rule, periods = page.say, one.rule, one.periods.sort("period_start")
    assert isinstance(rule, Counted)
    asked = charts.Asked(
        rule.text(say.lang),
        lambda value: amount(value, rule, say),
        partial(_name, one, page, False),
        partial(_name, one, page, True),
        "\u202fh" if rule.count.unit == HOURLY[0] else "",
        bool(one.told["unverified"]),
    )
    first, last = periods["period_start"][0], periods["period_end"][-1]
    chart = charts.required(periods, asked, Span(first - MARGIN, max(last, page.as_of) + MARGIN, page.as_of), say)
    drawn = figure("", chart, say("report.chart_numbers"), say)
    return replace(drawn, inner=True)


def _name(one: Standing, page: Page, short: bool, start: date, end: date) -> str:
    assert isinstance(one.rule, Counted)
    return period_name(one.rule.window, start, end, page.say, short)


def _stretches(one: Standing, page: Page) -> Table:
    return _table(one, one.periods.filter(SHORT), page)


def _table(one: Standing, periods: pl.DataFrame, page: Page) -> Table:
    say, rule = page.say, one.rule
    table = _grid(one, periods, page)
    return Table("", [rule.text(say.lang)], table, inner=True)


def _grid(one: Standing, periods: pl.DataFrame, page: Page) -> Grid:
    say, rule = page.say, one.rule
    rows = [
        (
            _name(one, page, True, row["period_start"], row["period_end"]),
            amount(row["expected"], rule, say) if row["expected"] is not None else None,
            range_of(row["least"], row["most"], rule, say),
            say(f"chart.required.state.{row['state']}"),
        )
        for row in periods.sort("period_start").to_dicts()
    ]
    heads = [say(f"renewal.head.{name}") for name in ("period", "expected", "found", "state")]
    caption = say("renewal.required.caption", n=len(rows))
    return grid(pl.DataFrame(rows, dict.fromkeys(heads, pl.String), orient="row"), caption, say)
