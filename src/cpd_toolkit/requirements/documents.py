"""Documents that must be valid on the day: `valid` rules over rows of evidence."""

import polars as pl

from cpd_toolkit.measures.shapes import CREDITS, PERIODS, shaped
from cpd_toolkit.requirements.case import Case, Found
from cpd_toolkit.requirements.items import items
from cpd_toolkit.requirements.pack import Valid

HOLDER = ("member_id", "rule", "period_start", "period_end")


def valid(rule: Valid, case: Case) -> Found:
    """Return whether a document of the rule's kinds is valid on the day, and the documents.

    One that doesn't say until when may be valid. Without any document there is no period: nothing can be told.
    """
    documents = items(case.tables, ("evidence",), case.as_of).filter(pl.col("kind").is_in(rule.documents))
    holds = pl.col("valid_until") >= case.as_of
    day = {"period_start": pl.lit(case.as_of), "period_end": pl.lit(case.as_of), "rule": pl.lit(rule.id)}
    bounds = {"least": holds.fill_null(False).cast(pl.Float64), "most": holds.fill_null(True).cast(pl.Float64)}
    told = documents.join(case.holders, on="member_id", how="semi").with_columns(
        **day, **bounds, day="first", ended="last", declared=pl.lit(1.0), people=pl.lit(1)
    )
    best = told.group_by(HOLDER).agg(pl.col("least", "most").max())
    same = {"expected": 1.0, "paused": "no", "running": False, "until": None, "outlook": None, "people": 1}
    known = best.with_columns(state=_state(), **{name: pl.lit(value) for name, value in same.items()})
    rows = shaped(told, CREDITS, ["member_id", "day", "file", "sheet", "row"])
    return Found(shaped(known, PERIODS, ["member_id"]), rows)


def _state() -> pl.Expr:
    sure, maybe = pl.col("least") > 0, pl.col("most") > 0
    return pl.when(sure).then(pl.lit("met")).when(maybe).then(pl.lit("unknown")).otherwise(pl.lit("short"))
