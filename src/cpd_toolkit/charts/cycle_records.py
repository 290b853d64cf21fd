"""What stands along a cycle, as a chart is given it, and the same as numbers."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import polars as pl

from cpd_toolkit.charts.chart import titled
from cpd_toolkit.charts.time_axis import Span
from cpd_toolkit.i18n import Words

CYCLE, PRACTICE, ANY = "cycle", "practice", "any"

Row = tuple[str, str | None, int | None, str | None]


class Mark(NamedTuple):
    """A day to keep around the end of the cycle."""

    name: str  # of `chart.cycle.mark`
    day: date
    unverified: bool = False  # whether nobody has verified the number it comes from


class Records(NamedTuple):
    """What stands along the cycle."""

    days: pl.DataFrame  # shapes.RECORD_DAYS
    gaps: pl.DataFrame  # shapes.RECORD_GAPS, of `any` and of each kind
    practice: pl.DataFrame  # shapes.STRETCHES
    pauses: pl.DataFrame  # member_id, pause_from, pause_to
    kinds: Sequence[str]  # of which the dossier holds a table, from above; perhaps practice among them


def mark_words(mark: Mark, say: Words) -> str:
    """Return a day to keep in words, with a doubt about it if there is one."""
    words = say(f"chart.cycle.mark.{mark.name}", day=say.day(mark.day))
    return f"{words} ({say('chart.required.unverified')})" if mark.unverified else words


def days_words(ends: tuple[date, date], say: Words) -> dict[str, str]:
    """Return two days in words, by the names that sentences give them."""
    return {"start": say.day(ends[0]), "end": say.day(ends[1])}


def record_table(
    records: Records, ends: tuple[date, date], marks: Sequence[Mark], span: Span, say: Words
) -> pl.DataFrame:
    """Return the days to keep, then for each kind its days by year and its gaps."""
    rows: list[Row] = [(say("chart.kind.cycle"), None, (ends[1] - ends[0]).days + 1, _short(ends, say))]
    days = [Mark("as_of", span.as_of), *marks]
    rows += [(mark_words(mark, say), str(mark.day.year), (mark.day - span.as_of).days, None) for mark in days]
    for kind in records.kinds:
        rows += _practice_rows(records, say) if kind == PRACTICE else _kind_rows(records, kind, say)
    rows += _gap_rows(records, ANY, say)
    rows.append((say("chart.cycle.without_total"), None, records.gaps.filter(kind=ANY).height, None))
    kinds = {"what": pl.String, "year": pl.String, "number": pl.Int64, "days": pl.String}
    return pl.DataFrame(rows, titled(kinds, say), orient="row")


def _practice_rows(records: Records, say: Words) -> list[Row]:
    spans = records.practice.select("first", "last").rows()
    return [
        (say("chart.kind.practice"), str(first.year), (last - first).days + 1, _short((first, last), say))
        for first, last in spans
    ]


def _kind_rows(records: Records, kind: str, say: Words) -> list[Row]:
    days = records.days.filter(kind=kind).with_columns(year=pl.col("date").dt.year())
    by_year = days.group_by("year").agg("date", pl.col("records").sum()).sort("year")
    name = say(f"chart.kind.{kind}")
    told = [(name, str(year), n, ", ".join(map(say.short_day, dates))) for year, dates, n in by_year.rows()]
    return [*told, *_gap_rows(records, kind, say)]


def _gap_rows(records: Records, kind: str, say: Words) -> list[Row]:
    gaps = records.gaps.filter(kind=kind).select("gap_from", "gap_to", "days").rows()
    name = say("chart.cycle.without", kind=say(f"chart.kind.{kind}"))
    return [(name, str(first.year), days, _short((first, last), say)) for first, last, days in gaps]


def _short(ends: tuple[date, date], say: Words) -> str:
    return "\u202f– ".join(map(say.short_day, ends))
