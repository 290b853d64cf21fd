"""The rows behind a number, as a table: where each stands, its day, hours and format. Never free text."""

from datetime import date
from typing import Any

import polars as pl

from cpd_toolkit.i18n import Words
from cpd_toolkit.report.display import Grid, grid


def session_rows(rows: pl.DataFrame, say: Words) -> Grid:
    """Return supervision rows as a table, by date."""
    listed = [
        (*_place(row), row["date"], row["duration_minutes"] / 60, say(f"chart.format.{row['format']}"))
        for row in rows.sort("date", "file", "sheet", "row").to_dicts()
    ]
    kinds = {"date": pl.Date, "hours": pl.Float64, "format": pl.String}
    return _grid(listed, kinds, say("report.rows.sessions", n=rows.height), say)


def practice_rows(rows: pl.DataFrame, say: Words) -> Grid:
    """Return practice rows with the hours each gives (`amount`) as a table, by date."""
    listed = [
        (*_place(row), row["start_date"], row["end_date"], _hours(row), row["amount"])
        for row in rows.sort("start_date", "end_date", "file", "sheet", "row").to_dicts()
    ]
    kinds = {"start": pl.Date, "end": pl.Date, "hours": pl.Float64, "inside": pl.Float64}
    return _grid(listed, kinds, say("report.rows.practice", n=rows.height), say)


def _hours(row: dict[str, Any]) -> float:
    return (row["paid_hours"] or 0) + (row["pro_bono_hours"] or 0)


def _place(row: dict[str, Any]) -> tuple[str, str | None, str]:
    # A row's number is its name, not an amount: no thousands, on the left.
    return row["file"], row["sheet"] or None, str(row["row"])


def _grid(listed: list[tuple[Any, ...]], kinds: dict[str, Any], caption: str, say: Words) -> Grid:
    place = {"file": pl.String, "sheet": pl.String, "row": pl.String}
    schema = {say(f"report.head.{name}"): kind for name, kind in (place | kinds).items()}
    return grid(pl.DataFrame(listed, schema, orient="row"), caption, say)


def span_of(start: date, end: date, say: Words) -> str:
    """Return two days, both inside, as words: du 3 mars 2026 au 4 mai 2026."""
    return say("report.span", start=say.day(start), end=say.day(end))
