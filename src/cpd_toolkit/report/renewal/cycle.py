"""The cycle on a line of time, and the gaps of three months and more, with room to explain them."""

from datetime import date, timedelta

import polars as pl

from cpd_toolkit import charts
from cpd_toolkit.charts.time_axis import Span
from cpd_toolkit.measures.records import ANY_KIND, GAP_MONTHS, KINDS, practice_stretches, record_days, record_gaps
from cpd_toolkit.report.display import Blank, Figure, Grid, Table, figure
from cpd_toolkit.report.opening import Page
from cpd_toolkit.report.renewal.judged import cycle, evaluations, marks, supplied

MARGIN = timedelta(days=20)
TABLES_OF = {"reflection": ("supervision", "training")}
EXPLAINED = (ANY_KIND, "supervision")  # kinds whose gaps are listed; the chart shows them all


def timeline(page: Page) -> Figure | Blank:
    """Return the cycle with the days that have a record, by kind."""
    ends = cycle(page)
    if ends is None or page.as_of < ends[0]:
        return Blank()
    say, told = page.say, _told(page, ends)
    records = charts.Records(
        record_days(supplied(page), *told),
        _gaps(page, told),
        practice_stretches(page.practice, *told),
        page.pauses.filter(pl.col("pause_to") >= ends[0], pl.col("pause_from") <= ends[1]),
        [*(["practice"] if "practice" in supplied(page) else []), *_kinds(page)],
    )
    days = _marks(page, ends)
    last = max(page.as_of, *(mark.day for mark in days)) + MARGIN
    chart = charts.cycle(records, ends, days, Span(ends[0] - MARGIN, last, page.as_of), say)
    results = {"record_days": records.days, "record_gaps": records.gaps, "practice_stretches": records.practice}
    notes = [say("renewal.timeline.note", n=GAP_MONTHS)] if records.gaps.height else []
    return figure(say("renewal.timeline.title"), chart, say("report.chart_numbers"), say, results, notes)


def _told(page: Page, ends: tuple[date, date]) -> tuple[date, date]:
    return ends[0], min(ends[1], page.as_of)


def _kinds(page: Page) -> list[str]:
    held = supplied(page)
    return [kind for kind in KINDS if any(name in held for name in TABLES_OF.get(kind, (kind,)))]


def _gaps(page: Page, told: tuple[date, date]) -> pl.DataFrame:
    return record_gaps(record_days(supplied(page), *told), *told, page.pauses, _kinds(page))


def _marks(page: Page, ends: tuple[date, date]) -> list[charts.Mark]:
    told = [marks(one) for one in evaluations(page)]
    return next((found for found in told if found), [charts.Mark("due", ends[1])])


def gaps(page: Page) -> Table | Blank:
    """Return the gaps without any record, and those without supervision, with room to explain each."""
    ends = cycle(page)
    if ends is None or page.as_of < ends[0] or not _kinds(page):
        return Blank()
    say = page.say
    found = _gaps(page, _told(page, ends)).filter(pl.col("kind").is_in(EXPLAINED))
    inside = page.in_period(pl.col("gap_to")) & (pl.col("gap_from") <= page.end)
    # What no record at all covers is explained once.
    twice = found.filter(kind=ANY_KIND).select("gap_from", "gap_to").with_columns(kind=pl.lit("supervision"))
    listed = found.join(twice, on=["kind", "gap_from", "gap_to"], how="anti").filter(inside)
    lead = [say("renewal.gaps.lead", n=GAP_MONTHS)]
    table = _grid(listed.sort("gap_from", "gap_to"), page) if listed.height else None
    notes = [say("renewal.gaps.note")] if table else [say("renewal.gaps.none", n=GAP_MONTHS)]
    return Table(say("renewal.gaps.title"), lead, table, notes, inner=True)


def _grid(listed: pl.DataFrame, page: Page) -> Grid:
    say, paused = page.say, listed["paused_days"].sum() > 0
    heads = ["without", "from", "to", "days", *(["paused"] if paused else []), "explanation"]
    rows = [
        [
            say(f"renewal.without.{row['kind']}"),
            say.short_day(row["gap_from"]),
            say.short_day(row["gap_to"]),
            say.number(row["days"]),
            *([say.number(row["paused_days"])] if paused else []),
            "",
        ]
        for row in listed.to_dicts()
    ]
    kinds = {"days": "number", "paused": "number", "explanation": "room"}
    return Grid(
        say("renewal.gaps.caption", n=GAP_MONTHS),
        [say(f"renewal.head.{name}") for name in heads],
        rows,
        [kinds.get(name, "text") for name in heads],
    )
