"""The two kinds of frame that measures return, declared once.

A *result table* holds counts, sums, shares and their intervals: one number a row, under the columns `RESULT` with any
group columns between `measure` and `interval_start`. Everything else (gaps, lapse dates, recency ...) is a *named
frame* declared here. Both carry `people`, the number of members behind a row, so that small groups can be hidden.
"""

from collections.abc import Sequence

import polars as pl

INTERVAL = ("interval_start", "interval_end")  # dates, both inclusive

RESULT: dict[str, pl.DataType] = {
    "measure": pl.String(),
    "interval_start": pl.Date(),
    "interval_end": pl.Date(),
    "people": pl.Int64(),
    "numerator": pl.Float64(),
    "denominator": pl.Float64(),  # null for a plain count or sum
    "value": pl.Float64(),  # null when it can't be told; status says why
    "lower": pl.Float64(),
    "upper": pl.Float64(),
    "status": pl.String(),  # ok, too_few, unknown, suppressed
}

# One row for each pair of successive session days of a member.
GAPS: dict[str, pl.DataType] = {
    "member_id": pl.String(),
    "gap_from": pl.Date(),
    "gap_to": pl.Date(),
    "days": pl.Int64(),
    "paused_days": pl.Int64(),  # strictly between the two days
    "days_without_pause": pl.Int64(),
    "people": pl.Int64(),
}

# One row a member with a session: the gaps in short.
GAP_SUMMARY: dict[str, pl.DataType] = {
    "member_id": pl.String(),
    "last_session": pl.Date(),
    "open_gap_days": pl.Int64(),
    "longest_gap_days": pl.Int64(),  # null below two days of sessions
    "longest_gap_from": pl.Date(),
    "longest_gap_to": pl.Date(),
    "longest_gap_without_pause_days": pl.Int64(),
    "median_gap_days": pl.Float64(),  # null below four gaps
    "people": pl.Int64(),
}

# One row a member with a session: until when the need is met.
LAPSES: dict[str, pl.DataType] = {
    "member_id": pl.String(),
    "window": pl.String(),
    "need_sessions": pl.Int64(),
    "sessions": pl.Int64(),  # in the window ending on as_of
    "counting_from": pl.Date(),  # day of the k-th most recent session; null below k sessions
    "lapse_date": pl.Date(),  # null when the need is not met on as_of
    "people": pl.Int64(),
}

# One row for each day on which a rolling count changes; it holds until the next row.
STEPS: dict[str, pl.DataType] = {
    "member_id": pl.String(),
    "window": pl.String(),
    "date": pl.Date(),
    "sessions": pl.Int64(),
    "people": pl.Int64(),
}

# One row for each day with a session: hours so far.
CUMULATIVE: dict[str, pl.DataType] = {
    "member_id": pl.String(),
    "date": pl.Date(),
    "hours": pl.Float64(),  # of that day
    "cumulative_hours": pl.Float64(),
    "people": pl.Int64(),
}

# One row for each session in which an ethical question was raised.
QUESTIONS: dict[str, pl.DataType] = {
    "member_id": pl.String(),
    "raised_on": pl.Date(),
    "closed_on": pl.Date(),
    "open": pl.Boolean(),
    "days": pl.Int64(),  # from raised to closed, or to as_of while open
    "people": pl.Int64(),
}

# One row an article, and a member when measured by member.
RECENCY: dict[str, pl.DataType] = {
    "article": pl.Int64(),
    "last": pl.Date(),  # null without a record
    "recency": pl.String(),
    "people": pl.Int64(),
}

# One row for each group and member who attended it.
ATTENDANCE: dict[str, pl.DataType] = {
    "group_id": pl.String(),
    "member_id": pl.String(),
    "sessions": pl.Int64(),
    "group_sessions": pl.Int64(),
    "attendance_share": pl.Float64(),
    "hours": pl.Float64(),
    "presented_sessions": pl.Int64(),
    "cases_presented": pl.Int64(),
    "last_presented": pl.Date(),
    "people": pl.Int64(),
}

# One row for each member of a register.
STANDING: dict[str, pl.DataType] = {
    "member_id": pl.String(),
    "group_id": pl.String(),  # the member's own, not_stated when empty
    "region": pl.String(),
    "file": pl.String(),
    "sheet": pl.String(),
    "row": pl.Int64(),
    "sessions": pl.Int64(),
    "sessions_365_days": pl.Int64(),
    "sessions_12_months": pl.Int64(),
    "meets_need_365_days": pl.Boolean(),
    "meets_need_12_months": pl.Boolean(),
    "lapse_date": pl.Date(),  # 365 days; null when the need is not met
    "people": pl.Int64(),
}


def shaped(frame: pl.DataFrame | pl.LazyFrame, shape: dict[str, pl.DataType], by: Sequence[str] = ()) -> pl.DataFrame:
    """Return the frame in a declared shape: its columns, their order and types, rows sorted by `by`.

    Example:
        >>> shaped(pl.DataFrame({"article": [2, 1]}), {"article": pl.Int64()}, ["article"])["article"].to_list()
        [1, 2]
    """
    typed = frame.lazy().select(pl.col(name).cast(kind) for name, kind in shape.items())
    return typed.sort(by, nulls_last=True).collect() if by else typed.collect()


def result_table(frame: pl.DataFrame | pl.LazyFrame, groups: Sequence[str] = ()) -> pl.DataFrame:
    """Return a result table with its group columns after `measure`, sorted by every key.

    Columns that the frame lacks are filled: numerator from value or the reverse is the caller's choice, the rest null,
    and `status` is ok where there is a value, else unknown.

    Example:
        >>> counted = pl.DataFrame({"measure": ["sessions"], "people": [1], "numerator": [4.0], "value": [4.0]})
        >>> result_table(counted)["status"].item()
        'ok'
    """
    lazy = frame.lazy()
    present = lazy.collect_schema().names()
    lazy = lazy.with_columns(pl.lit(None, kind).alias(name) for name, kind in RESULT.items() if name not in present)
    told = pl.when(pl.col("value").is_null()).then(pl.lit("unknown")).otherwise(pl.lit("ok"))
    lazy = lazy.with_columns(status=pl.coalesce("status", told))
    columns = ["measure", *groups, *list(RESULT)[1:]]
    order = ["measure", *groups, *INTERVAL]
    return lazy.select(pl.col(c).cast(RESULT[c]) if c in RESULT else pl.col(c) for c in columns).sort(order).collect()
