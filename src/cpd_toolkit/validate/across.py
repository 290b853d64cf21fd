"""Rules over all rows of a table, or of two: keys, the register, duplicates, invitations.

Each rule returns the bad rows of a stacked table.
"""

from collections.abc import Sequence
from functools import reduce
from operator import xor
from typing import NamedTuple

import polars as pl

from cpd_toolkit.tables import Table
from cpd_toolkit.tables.schema import PROVENANCE, dtypes
from cpd_toolkit.validate.findings import FINDINGS, in_order
from cpd_toolkit.validate.stack import Stack

# What a finding needs of a row; filters copy every column, so the others are left behind first.
PLACE = ["index", "file", "sheet", "order", "row"]
FEW = 500  # one bad row in so many is few


class Validated(NamedTuple):
    """The rows of one table that may be measured, and what was found in the table."""

    rows: pl.DataFrame  # typed, with file, sheet and row; without the rows that hold an error
    findings: pl.DataFrame
    read: int  # data rows, neither blank nor totals
    refused: pl.DataFrame  # file, sheet and row of the rows with at least one error
    decided: pl.DataFrame  # the same of the rows that the user called the same as another

    @property
    def excluded(self) -> int:
        """Return the number of rows that are left out."""
        return self.refused.height + self.decided.height

    @property
    def accepted(self) -> int:
        """Return the number of rows that may be measured."""
        return self.read - self.excluded


def repeats(rows: pl.DataFrame, key: Sequence[str]) -> pl.DataFrame:
    """Return every row whose key stands in an earlier row; an empty part equals an empty part.

    Rows that stand in the order of their key repeat none. Of others the hashes are compared first, which may clash, and
    the rows themselves only where two hashes are equal.
    """
    if rises(rows, key):
        return rows.clear()
    hashes = rows.select(reduce(xor, (pl.col(name).hash(seed) for seed, name in enumerate(key)))).to_series()
    ordered = hashes.sort()
    suspects = rows.filter(hashes.is_in(ordered.filter(ordered == ordered.shift()).unique().implode()))
    return suspects.filter(~pl.struct(key).is_first_distinct())


def rises(rows: pl.DataFrame, key: Sequence[str]) -> bool:
    """Return whether the key of each row comes behind that of the row before; false where a part that tells is empty.

    Example:
        >>> rises(pl.DataFrame({"a": ["S9", "S10", "S10"], "b": [4, 1, 2]}), ["a", "b"])
        True
    """
    tied = pl.repeat(True, max(rows.height - 1, 0), eager=True)
    for name in key:
        behind = rows.select(_behind(name, rows.schema[name])).to_series().tail(-1)
        tied &= ~behind.fill_null(False)
        if not tied.any():
            return True
        same = rows.select(pl.col(name) == pl.col(name).shift()).to_series().tail(-1)
        if (tied & ~same.fill_null(False)).any():
            return False
    return False


def _behind(name: str, dtype: pl.DataType) -> pl.Expr:
    here, before = pl.col(name), pl.col(name).shift()
    if dtype != pl.String:
        return here > before
    # A longer text comes behind a shorter one, as when counting: S9, S10.
    longer, shorter = here.str.len_bytes(), before.str.len_bytes()
    return (longer > shorter) | ((longer == shorter) & (here > before))


def repeated_keys(table: Table, rows: pl.DataFrame) -> pl.DataFrame:
    """Return every row whose key stands in an earlier row; keys with an empty part are not compared."""
    keys = rows.select(*PLACE, *table.key)
    return repeats(_where(keys, pl.all_horizontal(pl.col(name).is_not_null() for name in table.key)), table.key)


def unknown_members(rows: pl.DataFrame, register: pl.Series) -> pl.DataFrame:
    """Return the rows whose member is not in the register; an empty code is another finding."""
    return rows.filter(pl.col("member_id").is_not_null() & ~pl.col("member_id").is_in(register.unique().implode()))


def possible_duplicates(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the accepted sessions that share member, date, duration and supervisor with an earlier one."""
    same = ["member_id", "date", "duration_minutes", "supervisor_id"]
    return repeats(_where(rows.select(*PLACE, "error", *same), ~pl.col("error")), same)


def _where(rows: pl.DataFrame, good: pl.Expr) -> pl.DataFrame:
    # A filter copies every column, which is worth avoiding when it would keep every row.
    keep = rows.select(good).to_series()
    return rows if keep.all() else rows.filter(keep)


def _leave_out(rows: pl.DataFrame, bad: pl.Series) -> pl.DataFrame:
    """Return the rows that are not marked; when these are few, as the stretches between them, which copies nothing."""
    at = bad.arg_true()
    if len(at) * FEW > rows.height:
        return rows.filter(~bad)
    stretches = zip([0, *(at + 1)], [*at, rows.height], strict=True)
    return pl.concat([rows.slice(start, end - start) for start, end in stretches], rechunk=False)


def too_few_invited(accepted: pl.DataFrame) -> pl.DataFrame:
    """Return the accepted answers whose `invited` is below the responses to their survey."""
    asked = accepted.filter(pl.col("survey_id").is_not_null())
    responses = asked.group_by("survey_id").agg(responses=pl.struct("member_id", "response_id").n_unique())
    return asked.join(responses, on="survey_id", maintain_order="left").filter(pl.col("invited") < pl.col("responses"))


def registered(members: Stack) -> pl.Series | None:
    """Return the codes of the register's good rows; None when there is no register."""
    repeated = repeated_keys(members.table, members.rows)["index"]
    good = members.rows.filter(~pl.col("error") & ~pl.col("index").is_in(repeated.implode()))
    return good["member_id"] if members.rows.height else None


def judge_across(stack: Stack, register: pl.Series | None) -> Validated:
    """Return a table after the rules that need all its rows, or the register."""
    table, rows = stack.table, stack.rows
    errors = {}
    if table.key:
        errors["duplicate_id", table.key_column] = repeated_keys(table, rows)
    if register is not None and table.name != "members":
        errors["unknown_member", "member_id"] = unknown_members(rows, register)
    wrong = pl.concat([pl.Series("index", [], pl.UInt32), *(bad["index"] for bad in errors.values())])
    rows = rows.with_columns(pl.col("error") | pl.col("index").is_in(wrong.implode()))
    good, warnings = _leave_out(rows, rows["error"]), {}
    if table.name == "supervision":
        warnings["possible_duplicate", "date"] = possible_duplicates(rows)
    if table.name == "feedback":
        warnings["invited_below_responses", "invited"] = too_few_invited(good)
    found = [_located(stack, bad, "error", *where) for where, bad in errors.items()]
    found += [_located(stack, bad, "warning", *where) for where, bad in warnings.items()]
    findings = in_order([stack.findings, *found])
    refused = rows.select(*PROVENANCE, "error").filter(pl.col("error")).drop("error")
    return Validated(good.select(list(dtypes(table))), findings, rows.height, refused, refused.clear())


def _located(stack: Stack, bad: pl.DataFrame, severity: str, rule: str, field: str) -> pl.DataFrame:
    """Return findings on one column of the given rows, under the header that each file has for it."""
    places = stack.places.filter(field=field)
    found = bad.select("file", "sheet", "row", "order").join(places, on=["file", "sheet"], maintain_order="left")
    return found.with_columns(
        severity=pl.lit(severity), rule=pl.lit(rule), table=pl.lit(stack.table.name), value=pl.lit(None, pl.String)
    ).select(list(FINDINGS))
