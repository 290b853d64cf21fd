"""The rows of one file: which are taken, which are refused and why, which are in the dossier already."""

import json
import re
from collections import Counter
from datetime import date
from typing import NamedTuple

import polars as pl

from cpd_toolkit.dossier import Dossier
from cpd_toolkit.imports.publish import ANSWER, Already
from cpd_toolkit.read.exports.codes import Codes
from cpd_toolkit.read.exports.converted import Converted, Left, Record, source_of
from cpd_toolkit.read.files import File
from cpd_toolkit.read.headers import ORIGIN
from cpd_toolkit.tables import TABLES
from cpd_toolkit.validate.across import repeated_keys
from cpd_toolkit.validate.findings import no_findings
from cpd_toolkit.validate.identifiers import EMAIL, has_identifier, name_spans
from cpd_toolkit.validate.stack import stack

KEY_LETTERS = 16
IP = re.compile(
    r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])|(?<![\w:])(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}(?![\w:])", re.I
)


class Taken(NamedTuple):
    """What an import makes of one file."""

    table: str
    rows: pl.DataFrame  # typed, in the columns of the table, with ORIGIN
    findings: pl.DataFrame  # of the refused and of the warned
    left: tuple[Left, ...]  # rows that are no record of ours
    read: int  # rows of the file
    refused: int  # rows of which nothing is taken
    known: int  # rows of which everything is in the dossier already


def take_rows(name: str, found: Converted, dossier: Dossier, as_of: date, codes: Codes, already: Already) -> Taken:
    """Return the rows of a file that the dossier does not hold yet, checked like any other.

    Args:
        name: The file's name.
        found: What it becomes.
        dossier: Where it goes.
        as_of: The day after which no record may lie.
        codes: The key table, which gives each row its key.
        already: What the dossier holds; what is taken is added.
    """
    table = TABLES[found.table]
    numbers = {row for row, _ in found.sheet.rows}
    gone = {left.row for left in found.left}
    source = source_of(name, found)
    if source is None:
        empty = pl.DataFrame(schema={c.name: pl.String() for c in table.columns})
        return Taken(found.table, empty, no_findings(), found.left, len(numbers), len(gone), 0)
    stacked = stack(table, [File(name, "", [source], [], {table.name})], dossier, as_of)
    bad = set(stacked.rows.filter("error")["index"])
    if table.key:
        bad |= set(repeated_keys(table, stacked.rows)["index"])
    keys = [_key(found, record, codes) for record in found.records]
    good = [i for i in range(len(keys)) if i not in bad]
    new = _not_yet(good, keys, already.keys)
    # A number that stands for another answer already: the same form sent twice, counted by its rows.
    clash = _taken_numbers(found, stacked.rows, new, already)
    bad, new = bad | clash, [i for i in new if i not in clash]
    taken_twice = tuple(Left(row, "id_taken") for row in sorted({found.records[i]["row"] for i in clash}))
    rows = stacked.rows.filter(pl.col("index").is_in(new)).select(
        *(column.name for column in table.columns),
        pl.lit(_origin(name, found)).alias(ORIGIN[0]),
        pl.col("row").alias(ORIGIN[1]),
        pl.col("index").replace_strict({i: keys[i] for i in new}, default="", return_dtype=pl.String).alias(ORIGIN[2]),
    )
    rows = without_addresses(rows, codes, dossier.names)
    by_row: dict[int, list[int]] = {}
    for i, record in enumerate(found.records):
        by_row.setdefault(record["row"], []).append(i)
    refused = {row for row, at in by_row.items() if all(i in bad for i in at)}
    fresh = {found.records[i]["row"] for i in new}
    known = {row for row, at in by_row.items() if row not in refused and row not in fresh}
    with_joined = [_with_joined(found, rows) for rows in (refused | (gone - {*by_row}), known)]
    left, findings = found.left + taken_twice, _still_true(stacked.findings, rows, dossier.names)
    return Taken(found.table, rows, findings, left, len(numbers), *map(len, with_joined))


def without_addresses(rows: pl.DataFrame, codes: Codes, names: tuple[str, ...]) -> pl.DataFrame:
    """Return rows in whose texts codes stand instead of e-mail addresses, IP addresses and the dossier's own names."""

    def clean(text: str) -> str:
        for pattern in (EMAIL, IP):
            text = pattern.sub(lambda found: codes.code(found[0]), text)
        for start, end in reversed(name_spans(text, names)):
            text = text[:start] + codes.code(text[start:end]) + text[end:]
        return text

    texts = [name for name, dtype in rows.schema.items() if dtype == pl.String and name not in ORIGIN]
    return rows.with_columns(pl.col(name).map_elements(clean, return_dtype=pl.String) for name in texts)


def _still_true(findings: pl.DataFrame, rows: pl.DataFrame, names: tuple[str, ...]) -> pl.DataFrame:
    """Return findings without those on texts in which a code now stands for what was found."""
    told = findings.filter(rule="identifier_in_text")
    fields = told["field"].unique().to_list()
    open_cells = {
        (row, field)
        for field in fields
        for row, text in rows.select(ORIGIN[1], field).rows()
        if text and has_identifier(text, names)
    }
    settled = [cell not in open_cells for cell in told.select("row", "field").rows()]
    gone = told.filter(pl.Series(settled, dtype=pl.Boolean))
    return findings.join(gone, on=findings.columns, how="anti", nulls_equal=True, maintain_order="left")


def _with_joined(found: Converted, rows: set[int]) -> set[int]:
    """Return rows with those that went into the same record."""
    return rows | {row for row, into in found.joined.items() if into in rows}


def _not_yet(good: list[int], keys: list[str], already: Counter[str]) -> list[int]:
    """Return the records that the dossier doesn't hold as often as the file; two rows may well be alike."""
    seen: Counter[str] = Counter()
    new = []
    for i in good:
        seen[keys[i]] += 1
        if seen[keys[i]] > already[keys[i]]:
            new.append(i)
    already |= seen
    return new


def _taken_numbers(found: Converted, rows: pl.DataFrame, new: list[int], already: Already) -> set[int]:
    """Return the new answers whose member, response and item the dossier holds from elsewhere; add the others."""
    if found.table != "feedback":
        return set()
    answers = dict(zip(rows["index"], rows.select(ANSWER).rows(), strict=True))
    clash = {i for i in new if answers[i] in already.answers}
    already.answers.update(answers[i] for i in new if i not in clash)
    return clash


def _key(found: Converted, record: Record, codes: Codes) -> str:
    """Return what tells a record from others: all that the export itself says of it, and no word of the mapping."""
    said = {column: record.get(column) or "" for column, at in found.places.items() if at is not None}
    own = {column: record.get(column) or "" for column in ("item", "score", "member_id") if column in record}
    return codes.mark(json.dumps([found.table, sorted((said | own).items())], ensure_ascii=False))[:KEY_LETTERS]


def _origin(name: str, found: Converted) -> str:
    return f"{name}#{found.sheet.name}" if found.sheet.name else name
