"""The member's record: sessions day by day, the gaps between them, quarters, years and formats."""

from datetime import timedelta
from typing import Any

import polars as pl

from cpd_toolkit import charts
from cpd_toolkit.charts.time_axis import Span
from cpd_toolkit.measures.gaps import gap_summary, long_gaps, session_gaps
from cpd_toolkit.measures.refusals import LONG_GAP_DAYS, MEDIAN_GAPS
from cpd_toolkit.measures.rolling import lapse_dates
from cpd_toolkit.measures.supervision import FORMATS, sessions_by_format, sessions_by_quarter, sessions_by_year
from cpd_toolkit.measures.timeline import sessions_by_day, sessions_by_quarter_and_format
from cpd_toolkit.report.display import Figure, Grid, Notes, Table, figure, grid
from cpd_toolkit.report.opening import Page
from cpd_toolkit.report.rows import span_of

LEAST_SPAN = timedelta(days=120)  # a chart of fewer days says little
MARGIN = timedelta(days=20)
AFTER_LAPSE = timedelta(days=60)
QUARTERS = ("1", "2", "3", "4")


def span(page: Page) -> Span:
    """Return the days that all charts of the page show, up to some time after the lapse date."""
    lapse = lapse_dates(page.sessions, page.as_of, page.dossier.need_sessions)["lapse_date"].item()
    last = lapse + AFTER_LAPSE if lapse else page.as_of + MARGIN
    return Span(min(page.start - MARGIN, page.as_of - LEAST_SPAN), max(last, page.as_of + MARGIN), page.as_of)


def nothing(page: Page, name: str) -> Notes:
    """Return the part that stands where a chart has nothing to show."""
    return Notes(page.say(f"supervision_frequency.{name}.title"), [page.say("supervision_frequency.nothing")])


def timeline(page: Page) -> Figure | Notes:
    """Return the sessions day by day, long gaps shaded and pauses hatched."""
    if page.told.is_empty():
        return nothing(page, "timeline")
    days = sessions_by_day(page.told, page.as_of)
    gaps = session_gaps(page.told, page.as_of, page.pauses)
    chart = charts.timeline(days, gaps, page.pauses, span(page), page.say, LONG_GAP_DAYS)
    say = page.say
    notes = [say("supervision_frequency.timeline.note", n=LONG_GAP_DAYS)]
    return figure(
        say("supervision_frequency.timeline.title"),
        chart,
        say("report.chart_numbers"),
        say,
        {"sessions_by_day": days},
        notes,
    )


def gaps(page: Page) -> Table:
    """Return the gaps of more than 90 days, and the longest, open and median one in words."""
    say = page.say
    told = session_gaps(page.told, page.as_of, page.pauses)
    listed = long_gaps(told)
    lead = [say("supervision_frequency.gaps.lead"), *_gap_sentences(page)]
    return Table(
        say("supervision_frequency.gaps.title"),
        lead,
        _gap_grid(page, listed) if listed.height else None,
        [] if listed.height or told.is_empty() else [say("supervision_frequency.gaps.none", n=LONG_GAP_DAYS)],
        results={"gaps": told},
    )


def _gap_sentences(page: Page) -> list[str]:
    say = page.say
    summary = gap_summary(page.told, page.as_of, page.pauses).to_dicts()
    if not summary:
        return [say("supervision_frequency.nothing")]
    gap = summary[0]
    words = [say("supervision_frequency.gaps.open", n=gap["open_gap_days"], day=say.day(gap["last_session"]))]
    if gap["median_gap_days"] is None:
        words.append(say("supervision_frequency.gaps.few", n=MEDIAN_GAPS))
    else:
        words.append(say("supervision_frequency.gaps.median", days=say.number(gap["median_gap_days"])))
    pauses = [span_of(row["pause_from"], row["pause_to"], say) for row in page.pauses.to_dicts()]
    if pauses:
        words.append(say("supervision_frequency.gaps.pauses", n=len(pauses), pauses=say.join(pauses)))
    return [" ".join(words)]


def _gap_grid(page: Page, listed: pl.DataFrame) -> Grid:
    names = {
        "from": "gap_from",
        "to": "gap_to",
        "days": "days",
        "paused": "paused_days",
        "unpaused": "days_without_pause",
    }
    shown = {name: column for name, column in names.items() if page.pauses.height or not name.endswith("paused")}
    frame = listed.select(pl.col(column).alias(page.say(f"report.head.{name}")) for name, column in shown.items())
    return grid(frame, page.say("supervision_frequency.gaps.caption", n=LONG_GAP_DAYS), page.say)


def quarters(page: Page) -> Figure | Notes:
    """Return hours by quarter and format."""
    if page.told.is_empty():
        return nothing(page, "quarters")
    say = page.say
    totals = sessions_by_quarter(page.told, min(page.as_of, page.end))
    by_format = sessions_by_quarter_and_format(page.told, page.as_of)
    chart = charts.quarters(totals, by_format, span(page), say)
    results = {"sessions_by_quarter": totals, "sessions_by_quarter_and_format": by_format}
    return figure(say("supervision_frequency.quarters.title"), chart, say("report.chart_numbers"), say, results)


def years(page: Page) -> Table:
    """Return sessions and hours by year, with the sessions of each quarter."""
    say = page.say
    name = say("supervision_frequency.years.title")
    if page.told.is_empty():
        return Table(name, [say("supervision_frequency.nothing")], None)
    last = min(page.as_of, page.end)
    by_year = sessions_by_year(page.told, last)
    frame = _year_frame(by_year, sessions_by_quarter(page.told, last), page)
    table = grid(frame, say("supervision_frequency.years.caption"), say)
    note = say("supervision_frequency.years.note", first=say.day(page.start), day=say.day(last))
    return Table(name, [], table, [note], results={"sessions_by_year": by_year})


def _year_frame(by_year: pl.DataFrame, by_quarter: pl.DataFrame, page: Page) -> pl.DataFrame:
    say = page.say
    counts = dict(by_quarter.filter(pl.col("measure") == "sessions").select("quarter", "value").rows())
    wide = by_year.pivot("measure", index="year", values="value").sort("year")
    rows: list[tuple[Any, ...]] = [
        (row["year"], *(counts.get(f"{row['year']}-Q{q}") for q in QUARTERS), row["sessions"], row["hours"])
        for row in wide.to_dicts()
    ]
    total = (say("chart.total"), *(None for _ in QUARTERS), wide["sessions"].sum(), wide["hours"].sum())
    kinds = {say("report.head.year"): pl.String} | {say("report.head.quarter", n=q): pl.Int64 for q in QUARTERS}
    kinds |= {say("report.head.sessions"): pl.Int64, say("report.head.hours"): pl.Float64}
    return pl.DataFrame([*rows, total], kinds, orient="row", strict=False)


def formats(page: Page) -> Table:
    """Return sessions and hours by format, over 365 days and over the period."""
    say = page.say
    year = sessions_by_format(page.sessions, page.as_of, "365_days")
    told = sessions_by_format(page.told, page.as_of)
    table = grid(_format_frame(year, told, page), say("supervision_frequency.formats.caption"), say)
    note = say("supervision_frequency.formats.note")
    results = {"sessions_by_format_365_days": year, "sessions_by_format": told}
    return Table(say("supervision_frequency.formats.title"), [], table, [note], results=results)


def _format_frame(year: pl.DataFrame, told: pl.DataFrame, page: Page) -> pl.DataFrame:
    say = page.say
    values = {
        (form, measure, i): value
        for i, table in enumerate((year, told))
        for form, measure, value in table.select("format", "measure", "value").rows()
    }
    columns = [(measure, i) for i in (0, 1) for measure in ("sessions", "hours")]
    rows = [(say(f"chart.format.{form}"), *(values[form, *column] for column in columns)) for form in FORMATS]
    totals = [sum(values[form, *column] for form in FORMATS) for column in columns]
    heads = [say(f"report.head.{measure}_{('year', 'told')[i]}") for measure, i in columns]
    kinds = dict(zip(heads, (pl.Int64, pl.Float64) * 2, strict=True))
    schema = {say("report.head.format"): pl.String} | kinds
    return pl.DataFrame([*rows, (say("chart.total"), *totals)], schema, orient="row", strict=False)
