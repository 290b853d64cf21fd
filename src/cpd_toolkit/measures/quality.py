"""What a check found, by table, and by rule. Here the unit is a row of a file: how many members sent it isn't asked."""

from collections.abc import Mapping

import polars as pl

from cpd_toolkit.measures.shapes import result_table

ROW = ["file", "sheet", "row"]


def rows_left_out(rows: Mapping[str, tuple[int, int]]) -> pl.DataFrame:
    """Return for each table, and for all (table `all`), the rows left out of those read.

    Args:
        rows: Table -> rows read, rows left out.

    Example:
        >>> rows_left_out({"supervision": (300, 12)}).select("table", "value").rows()
        [('all', 0.04), ('supervision', 0.04)]
    """
    kinds = {"table": pl.String, "denominator": pl.Float64, "numerator": pl.Float64}
    total = ("all", *map(sum, zip(*rows.values(), strict=True))) if rows else ("all", 0, 0)
    frame = pl.DataFrame([total, *((name, *counts) for name, counts in rows.items())], kinds, orient="row")
    known = frame.filter(pl.col("denominator") > 0)
    share = pl.col("numerator") / pl.col("denominator")
    return result_table(known.with_columns(measure=pl.lit("rows_left_out"), people="numerator", value=share), ["table"])


def rows_by_file_and_rule(findings: pl.DataFrame) -> pl.DataFrame:
    """Return for each file and sheet the rows with a finding of each rule, for the organisation's own use.

    Args:
        findings: As for `rows_by_rule`. A finding on a whole file counts once.
    """
    keys = ["file", "sheet", "rule"]
    counted = findings.group_by(keys).agg(numerator=pl.struct(ROW).n_unique())
    told = counted.with_columns(measure=pl.lit("rows_with_finding"), people="numerator", value="numerator")
    return result_table(told, keys)


def rows_by_rule(findings: pl.DataFrame) -> pl.DataFrame:
    """Return for each rule the rows with a finding of it, errors and warnings alike.

    Args:
        findings: Of a check: file, sheet, row, rule. A finding on a whole file has no row and is left out.
    """
    counted = findings.filter(pl.col("row").is_not_null()).group_by("rule").agg(numerator=pl.struct(ROW).n_unique())
    told = counted.with_columns(measure=pl.lit("rows_with_finding"), people="numerator", value="numerator")
    return result_table(told, ["rule"])
