"""A finding: one row per offending cell and rule."""

import polars as pl

FINDINGS: dict[str, pl.DataType] = {
    "severity": pl.String(),
    "file": pl.String(),
    "sheet": pl.String(),
    "row": pl.Int64(),  # as the spreadsheet shows it; null for a whole file
    "column": pl.String(),  # the user's own header
    "rule": pl.String(),
    "table": pl.String(),
    "field": pl.String(),  # the table's column; null for a whole file
    "value": pl.String(),  # a short typed value; never free text
    "order": pl.Int64(),  # of the sheet in its file
    "position": pl.Int64(),  # of the column in its sheet
}
ABSENT = 10_000  # position of a column that the file does not have
PLACE = ["file", "order", "row", "position", "rule"]
ONCE = ["file", "sheet", "row", "column", "rule"]


def finding(severity: str, file: str, rule: str, **rest: object) -> pl.DataFrame:
    """Return one finding as a frame; fields that are not given are null, sheet and column empty.

    Example:
        >>> finding("warning", "formation.csv", "empty_file").height
        1
    """
    blank: dict[str, object] = {"sheet": "", "column": "", "order": 0, "position": -1}
    given = blank | rest | {"severity": severity, "file": file, "rule": rule}
    return pl.DataFrame({name: [given.get(name)] for name in FINDINGS}, schema=FINDINGS)


def no_findings() -> pl.DataFrame:
    """Return a frame of findings without rows."""
    return pl.DataFrame(schema=FINDINGS)


def in_order(findings: list[pl.DataFrame]) -> pl.DataFrame:
    """Return findings once each, by file, sheet, row and column."""
    together = pl.concat([no_findings(), *(frame.select(list(FINDINGS)) for frame in findings)])
    return together.unique(ONCE, keep="first", maintain_order=True).sort(PLACE, nulls_last=False, maintain_order=True)
