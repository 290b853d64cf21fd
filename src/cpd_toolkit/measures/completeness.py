"""Completeness of the records themselves (article 36, indirectly), and identifiers left in them (articles 9 and 12).

The article is about client files, which are not here: these numbers say only that these records are complete and tidy.
"""

from collections.abc import Mapping
from datetime import date

import polars as pl

from cpd_toolkit.measures.gaps import gap_summary
from cpd_toolkit.measures.refusals import MEDIAN_GAPS
from cpd_toolkit.measures.selection import ANY
from cpd_toolkit.measures.shapes import result_table
from cpd_toolkit.measures.supervision import PRESENTED
from cpd_toolkit.measures.training import ENDED

LED = pl.col("format") != "peer"
TAUGHT = pl.col("category").is_in(["course", "conference", "mentor_coaching"])

# table -> field and the rows that should have it; required fields are filled in every accepted row already
FIELDS: dict[str, dict[str, pl.Expr]] = {
    "supervision": {
        "client_consent": PRESENTED,
        "relationship": pl.col("supervisor_id").is_not_null(),
        "confirmed_on": LED,
        "learning": ANY,
        "application": ANY,
    },
    "training": {"certificate_ref": TAUGHT, "learning": ANY, "application": ANY},
    "evidence": {"valid_until": pl.col("kind") == "insurance", "reference": ANY},
}
DAYS = {"supervision": pl.col("date"), "feedback": pl.col("date"), "training": ENDED, "evidence": pl.col("date")}


def filled_fields(tables: Mapping[str, pl.DataFrame], as_of: date) -> pl.DataFrame:
    """Return for each field that is not required the rows that fill it, out of those that should have it.

    Returns:
        Measure filled by table and field; the value is the count, null (unknown) where no row should have the field.
    """
    found = [
        _filled(tables[table], table, field, where, as_of)
        for table, fields in FIELDS.items()
        if table in tables
        for field, where in fields.items()
    ]
    named = pl.concat(
        [pl.LazyFrame(schema={"table": pl.String, "field": pl.String, "value": pl.Float64}), *found], how="diagonal"
    )
    return result_table(named.with_columns(measure=pl.lit("filled")), ["table", "field"])


def _filled(rows: pl.DataFrame, table: str, field: str, where: pl.Expr, as_of: date) -> pl.LazyFrame:
    known = rows.lazy().filter(DAYS[table] <= as_of, where.fill_null(False))
    has = pl.col(field).is_not_null()
    value = pl.when(pl.len() > 0).then(has.sum().cast(pl.Float64))
    counts = {"numerator": has.sum().cast(pl.Float64), "denominator": pl.len().cast(pl.Float64), "value": value}
    dates = {"interval_start": DAYS[table].min(), "interval_end": pl.lit(as_of)}
    return known.select(
        table=pl.lit(table),
        field=pl.lit(field),
        people=pl.col("member_id").n_unique().cast(pl.Int64),
        **counts,
        **dates,
    )


def confirmation_days(sessions: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Return the days from a session to its confirmation, peer sessions left out.

    Returns:
        Measures confirmed (sessions confirmed by as_of out of all; the value is the count), median_days (null below
        four confirmations) and longest_days (null without).
    """
    led = sessions.filter(LED, pl.col("date") <= as_of)
    days = led.filter(pl.col("confirmed_on") <= as_of).select((pl.col("confirmed_on") - pl.col("date")).dt.total_days())
    told = days.to_series()
    rows = [
        ("confirmed", float(told.len()), float(led.height), float(told.len()) if led.height else None),
        ("median_days", None, None, told.median() if told.len() >= MEDIAN_GAPS else None),
        ("longest_days", None, None, told.max()),
    ]
    kinds = {"measure": pl.String, "numerator": pl.Float64, "denominator": pl.Float64, "value": pl.Float64}
    dates = {"interval_start": pl.lit(led["date"].min(), pl.Date), "interval_end": pl.lit(as_of)}
    frame = pl.DataFrame(rows, kinds, orient="row", strict=False)
    return result_table(frame.with_columns(people=pl.lit(led["member_id"].n_unique()), **dates))


def undocumented_gap(tables: Mapping[str, pl.DataFrame], as_of: date) -> pl.DataFrame:
    """Return the gaps between two successive days with a record of any kind, practice left out.

    Returns:
        shapes.GAP_SUMMARY, a row a member with a record.
    """
    days = [tables[name].select("member_id", date=day) for name, day in DAYS.items() if name in tables]
    none = pl.DataFrame(schema={"member_id": pl.String, "date": pl.Date})
    return gap_summary(pl.concat([none, *days]), as_of)


def identifier_cells(tables: Mapping[str, pl.DataFrame], findings: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Return how many free texts of the accepted rows seem to hold an identifier, by table.

    A rule of thumb (addresses, numbers, listed names): 0 does not certify anything.

    Args:
        tables: accepted rows by table.
        findings: those of the check, with file, sheet, row and rule.
        as_of: the day of the report.

    Returns:
        Measures cells, and rows_with_case: supervision rows with a case presented that hold such a text.
    """
    found = findings.lazy().filter(pl.col("rule") == "identifier_in_text").select("file", "sheet", "row", "column")
    counted = [
        _cells(rows, name, found) for name, rows in tables.items() if name in ("supervision", "feedback", "training")
    ]
    with_case = [
        _cells(rows.filter(PRESENTED), name, found.unique(["file", "sheet", "row"])).with_columns(
            measure=pl.lit("rows_with_case")
        )
        for name, rows in tables.items()
        if name == "supervision"
    ]
    none = pl.LazyFrame(schema={"table": pl.String, "measure": pl.String, "value": pl.Float64})
    told = pl.concat([none, *counted, *with_case], how="diagonal")
    return result_table(told.with_columns(numerator="value", interval_end=pl.lit(as_of)), ["table"])


def _cells(rows: pl.DataFrame, table: str, found: pl.LazyFrame) -> pl.LazyFrame:
    # The rows of a wide feedback file share one place.
    places = rows.lazy().select("member_id", "file", "sheet", "row").unique(["file", "sheet", "row"])
    cells = found.join(places, on=["file", "sheet", "row"])
    people = pl.col("member_id").n_unique().cast(pl.Int64)
    return cells.select(table=pl.lit(table), measure=pl.lit("cells"), people=people, value=pl.len().cast(pl.Float64))


def errors_per_100_rows(findings: pl.DataFrame, rows_read: int) -> pl.DataFrame:
    """Return the cells with an error for 100 rows read.

    Returns:
        Measure errors_per_100_rows: cells as numerator, rows as denominator; null without a row.
    """
    errors = findings.filter(pl.col("severity") == "error", pl.col("row").is_not_null()).height
    value = 100 * errors / rows_read if rows_read else None
    told = {"measure": "errors_per_100_rows", "numerator": float(errors), "denominator": float(rows_read)}
    return result_table(pl.DataFrame([told]).with_columns(value=pl.lit(value, pl.Float64)))
