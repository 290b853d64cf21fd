"""The member's record: sessions day by day, the gaps between them, quarters, years and formats."""

from datetime import date, timedelta
from typing import Any

import polars as pl

from cpd_toolkit import charts
from cpd_toolkit.charts.time_axis import Span
from cpd_toolkit.measures.gaps import gap_summary, long_gaps, session_gaps
from cpd_toolkit.measures.refusals import LONG_GAP_DAYS, MEDIAN_GAPS
from cpd_toolkit.measures.rolling import lapse_dates
from cpd_toolkit.measures.supervision import FORMATS, sessions_by_format, sessions_by_quarter, sessions_by_year
from cpd_toolkit.measures.timeline import sessions_by_day, sessions_by_quarter_and_format
from cpd_toolkit.report.display import Blank, Figure, Grid, Notes, Table, figure, grid
from cpd_toolkit.report.opening import Page
from cpd_toolkit.report.rows import span_of
from cpd_toolkit.report.thresholds import need

LEAST_SPAN = timedelta(days=120)  # a chart of fewer days says little
MARGIN = timedelta(days=10)
AFTER_LAPSE = timedelta(days=60)
LEAST_QUARTERS = 4  # for a chart
QUARTERS = ("1", "2", "3", "4")


def span(page: Page) -> Span:
    """Return the days that all charts of the page show, up to some time after the lapse date."""
    lapse = lapse_dates(page.sessions, page.as_of, need(page))["lapse_date"].item()
    last = lapse + AFTER_LAPSE if lapse else page.as_of
    first, ending = quarter_of(min(page.start, page.as_of - LEAST_SPAN))[0], quarter_of(page.as_of)[1]
    return Span(first - MARGIN, max(last, ending) + MARGIN, page.as_of)


def quarter_of(day: date) -> tuple[date, date]:
    """Return the first and last day of the calendar quarter of a day.

    Example:
        >>> quarter_of(date(2026, 11, 15))
        (datetime.date(2026, 10, 1), datetime.date(2026, 12, 31))
    """
    month = 3 * ((day.month - 1) // 3)
    following = date(day.year + (month == 9), (month + 3) % 12 + 1, 1)
    return date(day.year, month + 1, 1), following - timedelta(days=1)


def timeline(page: Page) -> Figure | Notes | Blank:
    """Return the sessions day by day, long gaps shaded and pauses hatched."""
    say, name = page.say, page.say("supervision_frequency.timeline.title")
    if page.told.is_empty():
        return Blank() if page.sessions.is_empty() else Notes(name, [say("supervision_frequency.nothing")])
    days = sessions_by_day(page.told, page.as_of)
    gaps = session_gaps(page.told, page.as_of, page.pauses)
    chart = charts.timeline(days, gaps, page.pauses, span(page), page.say, LONG_GAP_DAYS)
    shaded = long_gaps(gaps).height
    notes = [say("supervision_frequency.timeline.note", n=LONG_GAP_DAYS)] if shaded else []
    return figure(
        name,
        chart,
        say("report.chart_numbers"),
        say,
        {"sessions_by_day": days},
        notes,
    )


def gaps(page: Page) -> Table | Blank:
    """Return the gaps of more than 90 days, and the longest, open and median one in words."""
    if page.told.is_empty():
        return Blank()
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
        inner=True,
    )


def _gap_sentences(page: Page) -> list[str]:
    say = page.say
    gap = gap_summary(page.told, page.as_of, page.pauses).row(0, named=True)
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


def quarters(page: Page) -> Figure | Notes | Blank:
    """Return hours by quarter and format."""
    if page.told.is_empty():
        return Blank()
    say = page.say
    totals = sessions_by_quarter(page.told, min(page.as_of, page.end))
    if totals["quarter"].n_unique() < LEAST_QUARTERS:
        return Notes(
            say("supervision_frequency.quarters.title"), [say("supervision_frequency.quarters.few", n=LEAST_QUARTERS)]
        )
    by_format = sessions_by_quarter_and_format(page.told, page.as_of)
    chart = charts.quarters(totals, by_format, span(page), say)
    results = {"sessions_by_quarter": totals, "sessions_by_quarter_and_format": by_format}
    return figure(say("supervision_frequency.quarters.title"), chart, say("report.chart_numbers"), say, results)


def years(page: Page) -> Table | Blank:
    """Return sessions and hours by year, with the sessions of each quarter."""
    if page.told.is_empty():
        return Blank()
    say = page.say
    last = min(page.as_of, page.end)
    by_year = sessions_by_year(page.told, last)
    frame = _year_frame(by_year, sessions_by_quarter(page.told, last), page)
    table = grid(frame, say("supervision_frequency.years.caption"), say, total=True)
    note = say("supervision_frequency.years.note", first=say.day(page.start), day=say.day(last))
    title = say("supervision_frequency.years.title")
    return Table(title, [], table, [note], results={"sessions_by_year": by_year}, inner=True)


def _year_frame(by_year: pl.DataFrame, by_quarter: pl.DataFrame, page: Page) -> pl.DataFrame:
    say = page.say
    counts = dict(by_quarter.filter(pl.col("measure") == "sessions").select("quarter", "value").rows())
    wide = by_year.pivot("measure", index="year", values="value").sort("year")
    rows: list[tuple[Any, ...]] = [
        (row["year"], *(counts.get(f"{row['year']}-Q{q}") for q in QUARTERS), row["sessions"], row["hours"])
        for row in wide.to_dicts()
    ]
    total = (say("chart.total"), *(None for _ in QUARTERS), wide["sessions"].sum(), wide["hours"].sum())
    kinds: dict[str, Any] = {say("report.head.year"): pl.String} | {
        say("report.head.quarter", n=q): pl.Int64 for q in QUARTERS
    }
    kinds |= {say("report.head.sessions"): pl.Int64, say("report.head.hours"): pl.Float64}
    return pl.DataFrame([*rows, total], kinds, orient="row", strict=False)


def formats(page: Page) -> Table | Blank:
    """Return sessions and hours by format, over 365 days and over the period."""
    if page.told.is_empty():
        return Blank()
    say = page.say
    year = sessions_by_format(page.sessions, page.as_of, "365_days")
    told = sessions_by_format(page.told, page.as_of)
    table = grid(_format_frame(year, told, page), say("supervision_frequency.formats.caption"), say, total=True)
    note = say("supervision_frequency.formats.note")
    results = {"sessions_by_format_365_days": year, "sessions_by_format": told}
    return Table(say("supervision_frequency.formats.title"), [], table, [note], results=results, inner=True)


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
