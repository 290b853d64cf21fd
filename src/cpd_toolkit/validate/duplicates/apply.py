"""Rows that the user called the same as another are left out, as long as the other is there."""

from typing import NamedTuple

import polars as pl

from cpd_toolkit.validate.across import Validated
from cpd_toolkit.validate.duplicates.decisions import Decided
from cpd_toolkit.validate.duplicates.pairs import pairs
from cpd_toolkit.validate.findings import FINDINGS, no_findings

RULE = "decided_duplicate"
PLACE = ["file", "sheet", "row"]


class Applied(NamedTuple):
    """The tables after the decisions."""

    tables: dict[str, Validated]
    pairs: pl.DataFrame  # all of them, with `decision`: null where none was taken
    findings: pl.DataFrame  # of the rows left out


def apply(tables: dict[str, Validated], decided: Decided) -> Applied:
    """Leave out the rows that were decided to be the same as another.

    Args:
        tables: As they are without decisions.
        decided: From `decisions`.
    """
    found = with_decisions(pairs({name: table.rows for name, table in tables.items()}), decided)
    after, findings = dict(tables), [no_findings()]
    for name in found.filter(decision="same")["table"].unique():
        gone = _gone(found.filter(decision="same", table=name))
        rows = tables[name].rows
        out = pl.int_range(rows.height, eager=True).is_in(list(gone))
        after[name] = tables[name]._replace(rows=rows.filter(~out), decided=rows.filter(out).select(PLACE))
        findings.append(_told(name, rows, gone))
    return Applied(after, found, pl.concat(findings))


def with_decisions(found: pl.DataFrame, decided: Decided) -> pl.DataFrame:
    """Return pairs with `decision`; the row that stood later when it was taken is the later one still."""
    keys = found.select("first_key", "later_key").rows()
    taken = [decided.get(frozenset(two)) for two in keys]
    turned = [one is not None and one[1] == first for one, (first, _) in zip(taken, keys, strict=True)]
    decision = pl.Series("decision", [one[0] if one else None for one in taken], dtype=pl.String)
    swap = pl.lit(pl.Series(turned, dtype=pl.Boolean))
    twins = [("first_index", "later_index"), ("later_index", "first_index")]
    sides = [pl.when(swap).then(pl.col(other)).otherwise(pl.col(name)).alias(name) for name, other in twins]
    return found.with_columns(decision, *sides)


def _gone(same: pl.DataFrame) -> dict[int, int]:
    """Return which rows of a table go, each with the row that it is the same as; of rows alike at least one stays."""
    edges = same.select("first_index", "later_index").explode("first_index", "later_index").rows()
    gone = {later: first for first, later in edges}
    for start in sorted(gone):
        if all(row in gone for row in _company(start, edges)):
            del gone[min(_company(start, edges))]
    return gone


def _company(row: int, edges: list[tuple[int, int]]) -> set[int]:
    """Return every row that is the same as a row, over however many others."""
    met: set[int] = set()
    ahead = {row}
    while ahead:
        met |= ahead
        ahead = {two for edge in edges for one, two in (edge, edge[::-1]) if one in met} - met
    return met


def _told(name: str, rows: pl.DataFrame, gone: dict[int, int]) -> pl.DataFrame:
    """Return a finding for each row left out, which names the place of the row it is the same as."""
    at = sorted(gone)
    kept = rows[[gone[row] for row in at]].select("file", "row").rows()
    return (
        rows[at]
        .select(
            *PLACE,
            severity=pl.lit("info"),
            column=pl.lit(""),
            rule=pl.lit(RULE),
            table=pl.lit(name),
            field=pl.lit(None, pl.String),
            value=pl.Series([f"{row} {file}" for file, row in kept], dtype=pl.String),
            order=pl.lit(0, pl.Int64),
            position=pl.lit(-1, pl.Int64),
        )
        .select(pl.col(column).cast(kind) for column, kind in FINDINGS.items())
    )


def answered(findings: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    """Return findings without the warnings of possible duplicates that a decision answers.

    Args:
        findings: Of all tables.
        found: Pairs with `decision`.
    """
    place = {f"later_{name}": name for name in PLACE}
    open_ = found.filter(pl.col("decision").is_null()).select(list(place)).rename(place)
    closed = found.filter(pl.col("decision").is_not_null()).select(list(place)).rename(place)
    silent = closed.join(open_, on=PLACE, how="anti").unique()
    asked = findings.filter(rule="possible_duplicate")
    kept = asked.join(silent, on=PLACE, how="anti", maintain_order="left")
    return pl.concat([findings.filter(pl.col("rule") != "possible_duplicate"), kept])
