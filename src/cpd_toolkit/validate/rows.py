"""One sheet: its text becomes typed rows, and every row rule is judged in one pass.

A flag tells whether a row breaks any rule at all; only flagged rows are looked at rule by rule and cell by cell.
"""

from datetime import date
from typing import NamedTuple

import polars as pl

from cpd_toolkit.dossier import Dossier
from cpd_toolkit.read.cells import DateOrder, Habits
from cpd_toolkit.read.columns import UNREADABLE as BAD
from cpd_toolkit.read.columns import parse
from cpd_toolkit.read.source import Source
from cpd_toolkit.tables import Column
from cpd_toolkit.tables.feedback import SCALE
from cpd_toolkit.tables.rule import Rule
from cpd_toolkit.tables.schema import DTYPES
from cpd_toolkit.validate.findings import ABSENT, FINDINGS, finding
from cpd_toolkit.validate.identifiers import SUSPECT, fold, has_identifier, name_pattern

UNREADABLE = {
    "date": "unreadable_date",
    "minutes": "unreadable_duration",
    "hours": "unreadable_number",
    "integer": "unreadable_number",
    "number": "unreadable_number",
    "boolean": "unreadable_boolean",
    "enum": "unknown_value",
    "articles": "unknown_article",
}
QUOTABLE = ("date", "minutes", "hours", "integer", "number")  # kinds whose good values may stand in a message


class Part(NamedTuple):
    """The typed rows of one sheet, before they are stacked."""

    rows: pl.DataFrame  # `index`, the table's columns, provenance, and `error`: whether one was found in the row
    findings: pl.DataFrame


def check_rows(source: Source, dossier: Dossier, as_of: date, order: DateOrder | None, ambiguous: bool) -> Part:
    """Return the typed rows of a sheet with every finding that the sheet alone can give."""
    typed = type_cells(source, dossier, order)
    found = [*_header_findings(source, dossier)]
    if ambiguous:
        found.append(_ambiguous(source))
    breaches = _row_findings(source, typed, dossier, as_of, dated=order is not None)
    wrong = breaches.filter(severity="error")["index"].unique()
    lost = order is None or any(frame["severity"][0] == "error" for frame in found)
    rows = typed.select(
        "index",
        *(c.name for c in source.table.columns),
        file=pl.lit(source.file),
        sheet=pl.lit(source.sheet),
        row=pl.col("row"),
        order=pl.lit(source.order, pl.Int64),
        error=pl.lit(lost) | pl.col("index").is_in(wrong.implode()),
    )
    return Part(rows, pl.concat([*found, breaches.select(list(FINDINGS))]))


def type_cells(source: Source, dossier: Dossier, order: DateOrder | None) -> pl.DataFrame:
    """Return the typed columns of a sheet, `row`, `index`, and `<column>?` where a cell could not be read."""
    given = {h.column: Habits(order, source.excel, h.unit) for h in source.headers if h.column}
    if source.wide:
        given |= dict.fromkeys(("item", "score"), Habits(order, source.excel))
    known = {c.name: (c, given[c.name]) for c in source.table.columns if c.name in given}
    absent = [pl.lit(None, DTYPES[c.kind]).alias(c.name) for c in source.table.columns if c.name not in given]
    places = source.cells.values.select("index", "row", *(["question"] if source.wide else []))
    return places.with_columns(*parse(source.cells, known), *absent).with_columns(_defaults(source, dossier))


def _defaults(source: Source, dossier: Dossier) -> list[pl.Expr]:
    """Fill what the user may leave out: the dossier's own member, and the scale of an item."""
    filled = []
    if _stands_in(dossier, source):
        filled.append(pl.lit(dossier.member_id).alias("member_id"))
    if source.table.name == "feedback":
        for name, default in zip(("scale_min", "scale_max"), SCALE, strict=True):
            filled.append(pl.col(name).fill_null(default))
    return filled


def _stands_in(dossier: Dossier, source: Source) -> bool:
    """Return whether the dossier's own member is meant in every row; a register always names its members."""
    return bool(dossier.member_id) and source.header("member_id") is None and source.table.name != "members"


def _header_findings(source: Source, dossier: Dossier) -> list[pl.DataFrame]:
    place = {"sheet": source.sheet, "order": source.order, "row": source.header_row, "table": source.table.name}
    found = [
        finding("warning", source.file, "unknown_column", column=h.name, position=h.position, **place)
        for h in source.unknown
    ]
    given = {"item", "score"} if source.wide else set()
    given |= {"member_id"} if _stands_in(dossier, source) else set()
    missing = [n for n in source.table.required if n not in given and source.header(n) is None]
    missing = [n for n in missing if n not in [h.column for h in source.absent]]
    found += [
        finding("error", source.file, "missing_column", column=h.name, field=h.column, position=h.position, **place)
        for h in source.absent
    ]
    return found + [
        finding("error", source.file, "missing_column", column=n, field=n, position=ABSENT + i, **place)
        for i, n in enumerate(missing)
    ]


def _ambiguous(source: Source) -> pl.DataFrame:
    dates = [h for h in source.headers if h.column and source.table.column(h.column).kind == "date"]
    return finding(
        "error",
        source.file,
        "ambiguous_dates",
        sheet=source.sheet,
        order=source.order,
        row=source.header_row,
        table=source.table.name,
        column=dates[0].name,
        field=dates[0].column,
        position=dates[0].position,
    )


class Judgement(NamedTuple):
    """One rule on one column, as an expression that is true of bad rows."""

    rule: str
    column: str
    severity: str
    bad: pl.Expr


def judgements(source: Source, typed: pl.DataFrame, names: tuple[str, ...], dated: bool) -> list[Judgement]:
    """Return everything that can be wrong with a row of this sheet."""
    table, marked = source.table, {c.name for c in source.table.columns if c.name + BAD in typed.columns}
    present = [c for c in table.columns if c.name in source.cells.values.columns]
    # A list of words without a word, such as a lone semicolon, is empty.
    judged = [c for c in present if c.name in marked and c.kind in UNREADABLE]
    unreadable = [Judgement(UNREADABLE[c.kind], c.name, "error", pl.col(c.name + BAD)) for c in judged]
    missing = [_missing(c, c.name in marked) for c in present if c.required]
    broken = [_broken(rule, marked) for rule in table.rules if _applies(rule, source, dated)]
    texts = [_named(c, names) for c in present if c.kind == "free"]
    return unreadable + missing + broken + texts


def _missing(column: Column, marked: bool) -> Judgement:
    empty = pl.col(column.name).is_null()
    return Judgement("missing_value", column.name, "error", empty & ~pl.col(column.name + BAD) if marked else empty)


def _broken(rule: Rule, marked: set[str]) -> Judgement:
    # A rule is not judged where a cell that it looks at could not be read: that is the finding.
    unread = [~pl.col(name + BAD) for name in rule.reads if name in marked]
    return Judgement(rule.id, rule.column, rule.severity, pl.all_horizontal(~rule.good.fill_null(True), *unread))


def _applies(rule: Rule, source: Source, dated: bool) -> bool:
    # A required column that the file lacks is one finding of its header, not one a row.
    column = source.table.column
    absent = column(rule.column).required and source.header(rule.column) is None and not source.wide
    # A date that may be two days is not held against anything.
    unsure = not dated and any(column(name).kind == "date" for name in rule.reads)
    return not (absent or unsure)


def _named(column: Column, names: tuple[str, ...]) -> Judgement:
    text = pl.col(column.name)
    sieve = text.str.contains(SUSPECT)
    if pattern := name_pattern(names):
        folded = text.map_elements(fold, return_dtype=pl.String)
        sieve = sieve | folded.str.contains(pattern.pattern.replace(r"(?<!\w)", "").replace(r"(?!\w)", ""))
    return Judgement("identifier_in_text", column.name, "warning", sieve.fill_null(False))


def _row_findings(source: Source, typed: pl.DataFrame, dossier: Dossier, as_of: date, dated: bool) -> pl.DataFrame:
    """Return the findings of rows, with `index`."""
    judged = judgements(source, typed, dossier.names, dated)
    flagged = (
        typed.lazy()
        .with_columns(as_of=pl.lit(as_of))
        .filter(pl.any_horizontal(j.bad for j in judged))
        .collect(engine="streaming")
    )
    found = [_located(source, j, flagged.filter(j.bad), dossier.names) for j in judged]
    return pl.concat(found).sort("index", "position", maintain_order=True)


def _located(source: Source, judged: Judgement, rows: pl.DataFrame, names: tuple[str, ...]) -> pl.DataFrame:
    column = source.table.column(judged.column)
    if judged.rule == "identifier_in_text":
        rows = rows.filter(pl.Series([has_identifier(text, names) for text in rows[column.name]], dtype=pl.Boolean))
    header = source.header(column.name)
    answer = source.wide and column.name == "score"  # stands under the header of its question
    questions = {h.position: h.name for h in source.headers if h.column is None}
    quoted = pl.col(column.name).cast(pl.String) if column.kind in QUOTABLE else pl.lit(None, pl.String)
    return rows.select(
        "index",
        severity=pl.lit(judged.severity),
        file=pl.lit(source.file),
        sheet=pl.lit(source.sheet),
        row=pl.col("row"),
        column=pl.col("question").replace_strict(questions, default=None, return_dtype=pl.String)
        if answer
        else pl.lit(header.name if header else column.name),
        rule=pl.lit(judged.rule),
        table=pl.lit(source.table.name),
        field=pl.lit(column.name),
        value=quoted,
        order=pl.lit(source.order, pl.Int64),
        position=pl.col("question").cast(pl.Int64)
        if answer
        else pl.lit(header.position if header else ABSENT, pl.Int64),
    )
