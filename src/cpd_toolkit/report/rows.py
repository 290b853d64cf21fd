"""The rows behind a number, as a table: where each stands, its day, and what it holds that counts. Never free text."""

from datetime import date
from typing import Any

import polars as pl

from cpd_toolkit.charts.items import short
from cpd_toolkit.i18n import Words
from cpd_toolkit.measures.selection import Selection, behind
from cpd_toolkit.report.display import Grid, grid, headed

MOST_ROWS = 150  # listed under a number; a page of thousands could not be sent
LETTERS = 80  # of a question; whole in the chart's numbers


def counted_rows(selection: Selection, measure: str) -> pl.DataFrame:
    """Return the rows behind a measure of a selection, with what each adds to it in `amount`."""
    quantity = next(quantity for quantity in selection.quantities if quantity.name == measure)
    return behind(selection, quantity, {}).collect()


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


def answer_rows(rows: pl.DataFrame, say: Words) -> Grid:
    """Return answers as a table, by date: question and score, never a comment. Of many, the newest."""
    newest = rows.sort("date", "file", "sheet", "row", "item").tail(MOST_ROWS)
    listed = [(*_place(row), row["date"], short(row["item"], LETTERS), row["score"]) for row in newest.to_dicts()]
    caption = say("report.rows.answers", n=rows.height)
    if rows.height > MOST_ROWS:
        caption = f"{caption} {say('report.rows.newest', n=MOST_ROWS)}"
    return _grid(listed, {"date": pl.Date, "item": pl.String, "score": pl.Float64}, caption, say)


def _hours(row: dict[str, Any]) -> float:
    return (row["paid_hours"] or 0) + (row["pro_bono_hours"] or 0)


def _place(row: dict[str, Any]) -> tuple[str, str | None, str]:
    # A row's number is its name, not an amount: no thousands, on the left.
    return row["file"], row["sheet"] or None, str(row["row"])


def _grid(listed: list[tuple[Any, ...]], kinds: dict[str, Any], caption: str, say: Words) -> Grid:
    place = {"file": pl.String, "sheet": pl.String, "row": pl.String}
    return grid(pl.DataFrame(listed, headed(place | kinds, say), orient="row"), caption, say)


def span_of(start: date, end: date, say: Words) -> str:
    """Return two days, both inside, as words: du 3 mars 2026 au 4 mai 2026."""
    return say("report.span", start=say.day(start), end=say.day(end))
