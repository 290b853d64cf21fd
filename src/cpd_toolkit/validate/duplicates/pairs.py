"""Pairs of accepted rows that may tell of the same session, activity or answer, over all files and sheets.

The thresholds are conventions of our own: near enough to be worth a question, which only the user can answer.
"""

from collections.abc import Mapping

import polars as pl

from cpd_toolkit.validate.duplicates.keys import keyed
from cpd_toolkit.validate.duplicates.titles import NEAR, nearness

NEAR_MINUTES = 15
NEAR_DAYS = 3
MOST_A_DAY = 20  # rows of a member and a day: more are a list, not a question
MOST_ROWS = 1_000_000  # of a table: above it no pairs are looked for
SUPERVISORS = r"[^;,/&+]+"  # a cell may name several

PLACE = ("file", "sheet", "row")
PAIRS: dict[str, pl.DataType] = {
    "table": pl.String(),
    "member_id": pl.String(),
    "alike": pl.String(),  # how: a key of the catalog's [duplicates.alike]
    "n": pl.Int64(),  # questions in common; 1 for other tables
    **{
        f"{which}_{name}": kind
        for which in ("first", "later")
        for name, kind in {
            "file": pl.String(),
            "sheet": pl.String(),
            "row": pl.Int64(),
            "day": pl.Date(),
            "what": pl.String(),  # a title, a supervisor, a response: never a free text
            "amount": pl.Float64(),  # minutes or hours
            "key": pl.String(),
        }.items()
    },
    # Rows of the table, in step: one or the other goes when the two are the same.
    "first_index": pl.List(pl.Int64()),
    "later_index": pl.List(pl.Int64()),
}


def pairs(rows: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Return the pairs in the order of the later row's place.

    Args:
        rows: The accepted rows by table, in the order of the files.
    """
    found = [pl.DataFrame(schema=PAIRS)]
    for name, find in {"supervision": _sessions, "training": _activities, "feedback": _responses}.items():
        table = rows.get(name)
        if table is not None and 1 < table.height <= MOST_ROWS:
            found.append(find(table.with_row_index("index").with_columns(pl.col("index").cast(pl.Int64))))
    return pl.concat(found)


def too_many_rows(rows: Mapping[str, pl.DataFrame]) -> list[str]:
    """Return the tables that are too long to look for pairs in."""
    return [name for name in ("supervision", "training", "feedback") if name in rows and rows[name].height > MOST_ROWS]


def _sessions(rows: pl.DataFrame) -> pl.DataFrame:
    """Pair sessions of a member on a day whose durations are near, or that name a supervisor in common."""
    content = ["member_id", "date", "duration_minutes", "supervisor_id", "format", "session_id"]
    some = _with_company(rows, ["member_id", "date"])
    named = some.with_columns(
        key=keyed("supervision", some, content),
        supervisors=pl.col("supervisor_id").str.extract_all(SUPERVISORS).list.eval(pl.element().str.strip_chars()),
        day="date",
        what="supervisor_id",
        amount=pl.col("duration_minutes").cast(pl.Float64),
    )
    both = named.join(named, on=["member_id", "date"], suffix="_2").filter(pl.col("index") < pl.col("index_2"))
    near = (pl.col("amount") - pl.col("amount_2")).abs() <= NEAR_MINUTES
    common = pl.col("supervisors").list.set_intersection("supervisors_2").list.len().fill_null(0) > 0
    return _told("supervision", both, _alike(near, common, "duration", "supervisor", "duration_and_supervisor"))


def _activities(rows: pl.DataFrame) -> pl.DataFrame:
    """Pair activities of a member with near titles that end days apart, or with a day and hours in common."""
    content = ["member_id", "start_date", "end_date", "hours", "title", "provider", "category", "activity_id"]
    named = rows.with_columns(day=pl.coalesce("end_date", "start_date"), what="title", amount="hours")
    named = named.filter(pl.len().over("member_id", "day") <= MOST_A_DAY)
    reached = [named.with_columns(met=pl.col("day").dt.offset_by(f"{days}d")) for days in range(NEAR_DAYS + 1)]
    met = pl.concat(reached).join(named.with_columns(met="day"), on=["member_id", "met"], suffix="_2")
    both = _in_order(met.filter(pl.col("index") != pl.col("index_2")))
    titles = both.select("what", "what_2").unique()
    near = titles.with_columns(near=pl.Series([nearness(*two) >= NEAR for two in titles.rows()], dtype=pl.Boolean))
    both = both.join(near, on=["what", "what_2"])
    equal = (pl.col("day") == pl.col("day_2")) & (pl.col("amount") == pl.col("amount_2"))
    alike = _alike(pl.col("near"), pl.col("equal"), "title", "hours", "title_and_hours")
    some = both.with_columns(equal=equal).filter(pl.col("near") | pl.col("equal"))
    # Rows that say the same are all among these, so that they are numbered as among all.
    meant = rows.filter(pl.col("index").is_in(pl.concat([some["index"], some["index_2"]]).implode()))
    keys = meant.select("index", key=keyed("training", meant, content))
    both = some.join(keys, on="index").join(keys.rename({"index": "index_2", "key": "key_2"}), on="index_2")
    return _told("training", both, alike)


def _responses(rows: pl.DataFrame) -> pl.DataFrame:
    """Pair responses about a member by one person on one day that answer the same questions; one pair of responses."""
    asked = rows.filter(pl.col("respondent_id").is_not_null())
    some = _with_company(asked, ["member_id", "respondent_id", "date", "item"])
    response = ["member_id", "respondent_id", "date", "response_id"]
    heads = some.unique(response, keep="first", maintain_order=True)
    named = some.join(
        heads.select(*response, key=keyed("feedback", heads, response), head="index"),
        on=response,
        maintain_order="left",
    )
    named = named.with_columns(day="date", what="response_id", amount=pl.lit(None, pl.Float64))
    both = named.join(named, on=["member_id", "respondent_id", "date", "item"], suffix="_2")
    both = both.filter(pl.col("head") < pl.col("head_2")).sort("index", "index_2")
    together = both.group_by("key", "key_2", maintain_order=True).agg(
        pl.all().exclude("index", "index_2", "key", "key_2").first(), "index", "index_2", n=pl.len()
    )
    return _told("feedback", together, pl.lit("answers"))


def _with_company(rows: pl.DataFrame, columns: list[str]) -> pl.DataFrame:
    """Return the rows that share these columns with another, but not with so many that nobody could answer."""
    return rows.filter(pl.len().over(columns).is_between(2, MOST_A_DAY))


def _in_order(both: pl.DataFrame) -> pl.DataFrame:
    """Return pairs once each, the row that stands first in front."""
    twins = [name for name in both.columns if f"{name}_2" in both.columns]
    swap = pl.col("index") > pl.col("index_2")
    turned = [pl.when(swap).then(pl.col(f"{name}_2")).otherwise(pl.col(name)).alias(name) for name in twins]
    turned += [pl.when(swap).then(pl.col(name)).otherwise(pl.col(f"{name}_2")).alias(f"{name}_2") for name in twins]
    return both.with_columns(turned).unique(["index", "index_2"], maintain_order=True)


def _alike(one: pl.Expr, other: pl.Expr, first: str, second: str, together: str) -> pl.Expr:
    return pl.when(one & other).then(pl.lit(together)).when(one).then(pl.lit(first)).when(other).then(pl.lit(second))


def _told(table: str, both: pl.DataFrame, alike: pl.Expr) -> pl.DataFrame:
    told = both.with_columns(alike=alike).filter(pl.col("alike").is_not_null())
    number = "n" if "n" in told.columns else pl.lit(1, pl.Int64).alias("n")
    sides = {"first": "", "later": "_2"}
    names = [*PLACE, "day", "what", "amount", "key"]
    if not isinstance(told.schema["index"], pl.List):
        told = told.with_columns(pl.concat_list(name).alias(name) for name in ("index", "index_2"))
    chosen = told.sort(pl.col("index_2").list.first(), pl.col("index").list.first()).select(
        pl.lit(table).alias("table"),
        "member_id",
        "alike",
        number,
        *(pl.col(name + mark).alias(f"{side}_{name}") for side, mark in sides.items() for name in names),
        pl.col("index").alias("first_index"),
        pl.col("index_2").alias("later_index"),
    )
    return chosen.select(pl.col(name).cast(kind) for name, kind in PAIRS.items())
