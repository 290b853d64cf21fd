"""The rows behind a number, as a table: where each stands, its day, and what it holds that counts. Never free text."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

import polars as pl

from cpd_toolkit.i18n import Words
from cpd_toolkit.measures.selection import Selection, behind
from cpd_toolkit.report.display import Grid, grid, headed
from cpd_toolkit.tables import TABLES

CHOICES = {  # kind of source -> the column whose choices name its kind further
    "training": ("training", "category"),
    "feedback": ("feedback", "respondent_role"),
    "document": ("evidence", "kind"),
}
RUN = 3  # rows in a row from which they are told as a range
MOST_ROWS = 150  # listed under a number; a page of thousands could not be sent


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


def entry_rows(
    entries: pl.DataFrame, caption: str, say: Words, confirmed: Collection[tuple[str, str, int]] = ()
) -> Grid:
    """Return entries (shapes.ENTRIES) as a table, newest first; the articles they name stand beside them if any do.

    Args:
        entries: A row an entry, with `articles`, those it names, in place of `article` when it may name several.
        caption: What the table holds.
        say: The reader's language.
        confirmed: File, sheet and row of the entries whose articles are confirmed suggestions, which is told.
    """
    listed = [
        (
            row["day"],
            _told_source(row, say, confirmed),
            *([", ".join(map(str, row["articles"]))] if "articles" in row else []),
            row["file"],
            row["sheet"] or None,
            row_numbers(row["rows"]),
        )
        for row in entries.to_dicts()
    ]
    heads = ["date", "source", *(["articles"] if "articles" in entries.columns else []), "file", "sheet", "row"]
    kinds = {say(f"report.head.{name}"): pl.Date if name == "date" else pl.String for name in heads}
    return grid(pl.DataFrame(listed, kinds, orient="row"), caption, say)


def _told_source(row: dict[str, Any], say: Words, confirmed: Collection[tuple[str, str, int]]) -> str:
    words = source_words(row["source"], row["kind"], say)
    known = any((row["file"], row["sheet"], number) in confirmed for number in row["rows"])
    return f"{words} ({say('suggest.entry')})" if known else words


def source_words(source: str, kind: str | None, say: Words) -> str:
    """Return a kind of source in words, with the session's format, the activity's category and the like.

    Example:
        >>> source_words("document", "insurance", Words("en"))
        'document, insurance'
        >>> source_words("training", "training", Words("fr"))
        'formation'
    """
    word = say(f"chart.source.{source}")
    if source == "supervision":
        return f"{word}, {say(f'chart.format.{kind}')}"
    table, column = CHOICES.get(source, ("", ""))
    choices = TABLES[table].column(column).choices if table else ()
    labels = (choice.label(say.lang) for choice in choices if choice.code == kind)
    return ", ".join(dict.fromkeys([word, *labels]))  # a training of the category training is said once


def row_numbers(rows: Sequence[int]) -> str:
    """Return the numbers of rows, three or more in a row as a range.

    Example:
        >>> row_numbers([9, 2, 3, 4, 7])
        '2–4, 7, 9'
    """
    told: list[list[int]] = []
    for row in sorted(set(rows)):
        if told and row == told[-1][-1] + 1:
            told[-1].append(row)
        else:
            told.append([row])
    ranges = [[f"{run[0]}–{run[-1]}"] if len(run) >= RUN else map(str, run) for run in told]
    return ", ".join(number for numbers in ranges for number in numbers)


def answer_rows(rows: pl.DataFrame, say: Words) -> Grid:
    """Return the rows that hold answers as a table, by date, with how many questions each holds. Of many, the newest.

    Never a score or a comment: a list of them would tell what a page refuses to tell of few answers.
    """
    placed = rows.group_by("date", "file", "sheet", "row").agg(questions=pl.len()).sort("date", "file", "sheet", "row")
    listed = [(*_place(row), row["date"], row["questions"]) for row in placed.tail(MOST_ROWS).to_dicts()]
    caption = say("report.rows.answers", n=placed.height)
    if placed.height > MOST_ROWS:
        caption = f"{caption} {say('report.rows.newest', n=MOST_ROWS)}"
    return _grid(listed, {"date": pl.Date, "questions": pl.Int64}, caption, say)


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
