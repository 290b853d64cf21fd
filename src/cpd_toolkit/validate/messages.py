"""A finding in words: what is wrong and what to do, in the reader's language."""

from datetime import date
from functools import cache

import polars as pl

from cpd_toolkit.i18n import Words
from cpd_toolkit.tables import TABLES, Column
from cpd_toolkit.validate.findings import ABSENT


def worded(findings: pl.DataFrame, lang: str, as_of: date) -> pl.DataFrame:
    """Return findings with `message` and `hint`.

    Only short typed values are quoted: a date, a number. Never a cell's text.
    """
    sentences = [
        sentence(lang, as_of, *row) for row in findings.select("rule", "table", "field", "value", "file").rows()
    ]
    return findings.with_columns(
        message=pl.Series([message for message, _ in sentences], dtype=pl.String),
        hint=pl.Series([hint for _, hint in sentences], dtype=pl.String),
    )


def with_headers(findings: pl.DataFrame, lang: str) -> pl.DataFrame:
    """Return findings whose column is one that the file lacks with its header in place of its code."""
    named = [
        TABLES[table].column(field).label(lang) if table and field and position >= ABSENT else column
        for table, field, position, column in findings.select("table", "field", "position", "column").rows()
    ]
    return findings.with_columns(column=pl.Series(named, dtype=pl.String))


@cache
def sentence(
    lang: str, as_of: date, rule: str, table: str | None, field: str | None, value: str | None, file: str
) -> tuple[str, str]:
    """Return the message and the hint of one finding."""
    say = Words(lang)
    column = TABLES[table].column(field) if table and field else None
    words = {"file": file, "as_of": say.day(as_of)} | (_about(say, column, value) if column else {})
    if rule == "unreadable_file":
        words["reason"] = say(f"unreadable.{value}")
    if rule == "file_twice":
        words["kept"] = value or ""
    if rule == "decided_duplicate" and value:
        words["row"], _, words["kept"] = value.partition(" ")
    return say(f"finding.{rule}.message", **words), say(f"finding.{rule}.hint", **words)


def _about(say: Words, column: Column, value: str | None) -> dict[str, str]:
    return {
        "label": column.label(say.lang),
        "hint": column.hint(say.lang),
        "value": _value(say, column, value),
        "allowed": _allowed(say, column),
        "choices": say("finding.choices", choices=", ".join(c.label(say.lang) for c in column.choices)),
    }


def _value(say: Words, column: Column, value: str | None) -> str:
    if value is None:
        return column.label(say.lang)
    return say.short_day(date.fromisoformat(value)) if column.kind == "date" else say.number(float(value))


def _allowed(say: Words, column: Column) -> str:
    if column.kind == "date":
        return say("finding.from_1990")
    if column.bounds and column.kind not in ("hours", "minutes"):  # whose hints say the unit
        low, high = map(say.number, column.bounds)
        return say("finding.from_to", low=low, high=high)
    hint = column.hint(say.lang)
    return hint[:1].lower() + hint[1:]
