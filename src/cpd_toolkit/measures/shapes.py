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

# One row for each entry that names an article: a session, an activity, a document, or a whole response.
ENTRIES: dict[str, pl.DataType] = {
    "article": pl.Int64(),
    "day": pl.Date(),  # of an activity: its end
    "source": pl.String(),  # supervision, training, reflection, feedback, document
    "kind": pl.String(),  # the session's format, the activity's category, the respondent's role, the document's kind
    "file": pl.String(),
    "sheet": pl.String(),
    "rows": pl.List(pl.Int64()),  # several only for a response
    "member_id": pl.String(),
    "people": pl.Int64(),
}

# One row an article: how it stands in the records that name it.
COVERAGE: dict[str, pl.DataType] = {
    "article": pl.Int64(),
    "section": pl.Int64(),
    "strength": pl.String(),  # direct, partial, none: what such records can show at all
    "entries": pl.Int64(),
    "sources": pl.List(pl.String()),  # kinds of source, ever
    "sources_in_window": pl.List(pl.String()),
    "last": pl.Date(),
    "recency": pl.String(),
    "state": pl.String(),  # supported, partial, old, no_record, not_applicable
    "people": pl.Int64(),
}

# One row a supervisor.
SUPERVISORS: dict[str, pl.DataType] = {
    "supervisor_id": pl.String(),
    "sessions": pl.Int64(),
    "hours": pl.Float64(),
    "last": pl.Date(),
    "relationships": pl.List(pl.String()),  # every one stated; empty without a declaration
    "people": pl.Int64(),
}

# One row for each stretch of days without insurance, from the first insured day to as_of.
UNINSURED: dict[str, pl.DataType] = {
    "uninsured_from": pl.Date(),
    "uninsured_to": pl.Date(),
    "days": pl.Int64(),  # both ends counted
    "people": pl.Int64(),
}

# One row an item and scale: the last 12 months against the 12 before, one answer of each respondent in each.
CHANGES: dict[str, pl.DataType] = {
    "item": pl.String(),
    "scale_min": pl.Float64(),
    "scale_max": pl.Float64(),
    "period_start": pl.Date(),
    "period_end": pl.Date(),
    "earlier_start": pl.Date(),
    "earlier_end": pl.Date(),
    "n": pl.Int64(),
    "top2": pl.Int64(),
    "earlier_n": pl.Int64(),
    "earlier_top2": pl.Int64(),
    "uncoded": pl.Int64(),  # answers of both periods without a respondent code, in none of these counts
    "share": pl.Float64(),  # fractions, null unless status is ok
    "earlier_share": pl.Float64(),
    "value": pl.Float64(),  # share - earlier_share
    "lower": pl.Float64(),
    "upper": pl.Float64(),
    "p": pl.Float64(),
    "people": pl.Int64(),
    "status": pl.String(),
}

# One row an item and scale: scores along days.
TRENDS: dict[str, pl.DataType] = {
    "item": pl.String(),
    "scale_min": pl.Float64(),
    "scale_max": pl.Float64(),
    "answers": pl.Int64(),
    "days": pl.Int64(),  # different ones
    "first": pl.Date(),
    "last": pl.Date(),
    "tau_b": pl.Float64(),  # this and the following null unless status is ok
    "p": pl.Float64(),
    "p_by_person": pl.Float64(),  # over the last answer of each respondent
    "slope_per_year": pl.Float64(),
    "lower": pl.Float64(),
    "upper": pl.Float64(),
    "at_first": pl.Float64(),  # the line's height on the first day
    "at_last": pl.Float64(),
    "people": pl.Int64(),
    "status": pl.String(),
}

# One row for each test of a report.
CLAIMS: dict[str, pl.DataType] = {
    "kind": pl.String(),  # period, trend
    "item": pl.String(),
    "scale_min": pl.Float64(),
    "scale_max": pl.Float64(),
    "direction": pl.String(),  # up, down, none
    "p": pl.Float64(),
    "p_adjusted": pl.Float64(),  # over all tests of the report
    "claimed": pl.Boolean(),
    "people": pl.Int64(),
}

# One row for each day and kind of record.
RECORD_DAYS: dict[str, pl.DataType] = {
    "member_id": pl.String(),
    "kind": pl.String(),  # supervision, training, reflection, feedback, evidence
    "date": pl.Date(),
    "records": pl.Int64(),
    "people": pl.Int64(),
}

# One row for each gap of three months and more without a record of a kind.
RECORD_GAPS: dict[str, pl.DataType] = {"kind": pl.String(), **GAPS}  # any: of no kind at all

# One row for each stretch of days, both inside.
STRETCHES: dict[str, pl.DataType] = {"first": pl.Date(), "last": pl.Date(), "people": pl.Int64()}

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

# One row for each session of a group, whoever was there.
MEETINGS: dict[str, pl.DataType] = {
    "meeting": pl.Int64(),  # 1, 2, ... by day
    "day": pl.Date(),
    "format": pl.String(),
    "hours": pl.Float64(),  # the longest that a member logged
    "supervisor_id": pl.String(),  # null among peers
    "present": pl.Int64(),
    "people": pl.Int64(),
}

# One row for each session of a group and each of its members, there or not.
PRESENCES: dict[str, pl.DataType] = {
    "meeting": pl.Int64(),
    "day": pl.Date(),
    "member_id": pl.String(),
    "present": pl.Boolean(),
    "cases": pl.Int64(),  # presented
    "people": pl.Int64(),
}

# One row for each member of a group: how often and when last a case was presented.
ROTATION: dict[str, pl.DataType] = {
    "member_id": pl.String(),
    "meetings": pl.Int64(),  # of the group
    "attended": pl.Int64(),
    "presented": pl.Int64(),  # sessions with a case of theirs
    "cases": pl.Int64(),
    "last_presented": pl.Date(),
    "attended_since": pl.Int64(),  # sessions attended after that day; all of them without one
    "people": pl.Int64(),
}

# One row an article: what a group's sessions name.
BROUGHT: dict[str, pl.DataType] = {
    "article": pl.Int64(),
    "shown": pl.Boolean(),  # whether records of supervision can show it
    "meetings": pl.Int64(),
    "last": pl.Date(),
    "people": pl.Int64(),  # who brought it
}

# One row for each member and way of counting hours.
CREDITED_HOURS: dict[str, pl.DataType] = {
    "member_id": pl.String(),
    "convention": pl.String(),
    "sessions": pl.Int64(),
    "least": pl.Float64(),  # what surely counts
    "most": pl.Float64(),
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

# One row a group of enough members, and one for all the others together.
FUNNEL: dict[str, pl.DataType] = {
    "group": pl.String(),  # other: the groups too small to be told apart
    "groups": pl.Int64(),  # how many the row stands for
    "numerator": pl.Float64(),
    "denominator": pl.Float64(),
    "value": pl.Float64(),
    "target": pl.Float64(),  # the share of all of them
    "lower_95": pl.Float64(),  # a guide to the eye; with the following null below 10 groups
    "upper_95": pl.Float64(),
    "lower_998": pl.Float64(),
    "upper_998": pl.Float64(),
    "overdispersion": pl.Float64(),  # null below 20 groups
    "between_variance": pl.Float64(),  # on the arcsine scale; 0 unless found
    "p": pl.Float64(),
    "p_adjusted": pl.Float64(),
    "flag": pl.String(),  # above, below, none
    "people": pl.Int64(),
    "status": pl.String(),  # ok, too_few; suppressed: too few members even together
}

# One row a point of a chart of individual values along time.
XMR: dict[str, pl.DataType] = {
    "interval_start": pl.Date(),
    "interval_end": pl.Date(),
    "answers": pl.Float64(),
    "value": pl.Float64(),
    "median": pl.Float64(),  # of the baseline's points, as the following
    "baseline": pl.Int64(),  # 1, 2, ...: a person sets a new one
    "mean": pl.Float64(),
    "lower": pl.Float64(),  # with `upper` and `signal` null unless status is ok or provisional
    "upper": pl.Float64(),
    "signal": pl.String(),  # outside, trend, two_of_three, run, none
    "side": pl.String(),  # up, down: of a signal, else null
    "people": pl.Int64(),
    "status": pl.String(),  # ok, provisional, too_few, no_variation
}

# One row for each record that a rule of a requirement pack looked at, in each period in which it may count.
CREDITS: dict[str, pl.DataType] = {
    "member_id": pl.String(),
    "rule": pl.String(),
    "period_start": pl.Date(),
    "period_end": pl.Date(),
    "table": pl.String(),
    "file": pl.String(),
    "sheet": pl.String(),
    "row": pl.Int64(),
    "day": pl.Date(),  # the day it belongs to; a practice row: its first day
    "begun": pl.Date(),  # its first and last day, the same but for practice and activities of several days
    "ended": pl.Date(),
    "category": pl.String(),  # of an activity, else null
    "declared": pl.Float64(),  # as recorded, in the rule's unit, inside the period
    "least": pl.Float64(),  # what surely counts
    "most": pl.Float64(),  # what counts if all that is not stated or doubtful does
    "people": pl.Int64(),
}

# One row for each period of a rule.
PERIODS: dict[str, pl.DataType] = {
    "member_id": pl.String(),
    "rule": pl.String(),
    "period_start": pl.Date(),
    "period_end": pl.Date(),
    "expected": pl.Float64(),  # null when it can't be told
    "least": pl.Float64(),
    "most": pl.Float64(),
    "paused": pl.String(),  # no, part, whole
    "running": pl.Boolean(),  # ends after the day of the report
    "until": pl.Date(),  # the last day on which a record can still fill it; null when none can, or none is named
    "outlook": pl.String(),  # on_course or at_risk while it runs and is short, else null
    "state": pl.String(),  # met, short, unknown, exempt
    "people": pl.Int64(),
}

# One row a member and rule of a requirement pack.
VERDICTS: dict[str, pl.DataType] = {
    "member_id": pl.String(),
    "pack": pl.String(),
    "edition": pl.String(),
    "rule": pl.String(),
    "kind": pl.String(),
    "unit": pl.String(),  # hours, points, records, distinct, days, documents
    "window": pl.String(),
    "interval_start": pl.Date(),  # of all its periods
    "interval_end": pl.Date(),
    "expected": pl.Float64(),  # in the window, or in each of its periods
    "found": pl.Float64(),  # surely; of several periods, in the one with least
    "found_most": pl.Float64(),
    "periods": pl.Int64(),  # judged
    "periods_met": pl.Int64(),
    "shortfall": pl.Float64(),  # over all short periods; 0 when met, null when it can't be told
    "verdict": pl.String(),  # met, not_met, unknown
    "reason": pl.String(),  # why unknown
    "outlook": pl.String(),  # on_course or at_risk while what is short can still be made up, else null
    "by": pl.Date(),  # until when it can; null too where no day is named
    "holds_until": pl.Date(),  # of a `last` window that is met: until when, if nothing new is logged
    "grade": pl.String(),  # of the source of the number in force
    "unverified": pl.Boolean(),
    "people": pl.Int64(),
}

# One row an action of a plan: so many hours or records of a kind, between two days.
PLAN: dict[str, pl.DataType] = {
    "member_id": pl.String(),
    "what": pl.String(),  # supervision, training, reflection, feedback, practice, document
    # What a record must state to count: any value of the list does; empty where it may state anything.
    "format": pl.List(pl.String()),
    "mode": pl.List(pl.String()),
    "relationship": pl.List(pl.String()),
    "supervisor_qualified": pl.List(pl.Boolean()),
    "group_size": pl.List(pl.Int64()),
    "category": pl.List(pl.String()),
    "method": pl.List(pl.String()),
    "credit_type": pl.List(pl.String()),
    "kind": pl.List(pl.String()),
    "respondent_role": pl.List(pl.String()),
    "new": pl.List(pl.String()),  # client_id, respondent_id, supervisor_id: of records that must each name another one
    "valid_until": pl.Date(),  # of a document: valid on that day at least
    "amount": pl.Float64(),  # in the unit; hours in whole quarters
    "unit": pl.String(),  # hours, records
    "records": pl.Int64(),  # in so many records at least
    "earliest": pl.Date(),
    "by": pl.Date(),
    "rules": pl.List(pl.String()),  # pack/rule: those that would not be met without this row
    "people": pl.Int64(),
}

# One row a member and rule: how it stands on the day by which the plan is made.
PROSPECTS: dict[str, pl.DataType] = {
    "member_id": pl.String(),
    "pack": pl.String(),
    "edition": pl.String(),
    "rule": pl.String(),
    "by": pl.Date(),  # the day on which the rule is judged
    "state": pl.String(),  # kept (met if nothing new is logged), planned, lost (can't be met any more), untold
    "reason": pl.String(),  # why untold, as in VERDICTS
    "people": pl.Int64(),
}

# One row a member and rule: how it stands on a day without and with records that somebody thinks of adding.
EFFECTS: dict[str, pl.DataType] = {
    "member_id": pl.String(),
    "pack": pl.String(),
    "edition": pl.String(),
    "rule": pl.String(),
    "kind": pl.String(),
    "day": pl.Date(),
    "unit": pl.String(),  # this and the following as in VERDICTS, with the records
    "expected": pl.Float64(),
    "found": pl.Float64(),
    "periods": pl.Int64(),
    "periods_met": pl.Int64(),
    "shortfall": pl.Float64(),
    "verdict": pl.String(),
    "reason": pl.String(),
    "was_unit": pl.String(),  # without them
    "was_expected": pl.Float64(),
    "was_found": pl.Float64(),
    "was_periods": pl.Int64(),
    "was_periods_met": pl.Int64(),
    "was_shortfall": pl.Float64(),
    "was_verdict": pl.String(),
    "was_reason": pl.String(),
    "people": pl.Int64(),
}

# One row a requirement of two packs, or two editions: what each asks for, and how the records stand to it.
COMPARED: dict[str, pl.DataType] = {
    "member_id": pl.String(),
    "kind": pl.String(),
    "rule": pl.String(),  # of the one pack; null where it has none such
    "unit": pl.String(),
    "window": pl.String(),
    "expected": pl.Float64(),
    "found": pl.Float64(),
    "periods": pl.Int64(),
    "periods_met": pl.Int64(),
    "verdict": pl.String(),
    "reason": pl.String(),  # why unknown
    "other_rule": pl.String(),  # of the other
    "other_unit": pl.String(),
    "other_window": pl.String(),
    "other_expected": pl.Float64(),
    "other_found": pl.Float64(),
    "other_periods": pl.Int64(),
    "other_periods_met": pl.Int64(),
    "other_verdict": pl.String(),
    "other_reason": pl.String(),
    "people": pl.Int64(),
}

# One row a record of a sample and a proof that an auditor would ask for.
AUDIT: dict[str, pl.DataType] = {
    "member_id": pl.String(),
    "table": pl.String(),
    "file": pl.String(),
    "sheet": pl.String(),
    "row": pl.Int64(),
    "day": pl.Date(),
    "kind": pl.String(),  # session, course, activity, reflection, response, practice, document
    "proof": pl.String(),
    "named": pl.Boolean(),  # whether the record says where it is
    "rules": pl.List(pl.String()),  # pack/rule: those it counts for
    "people": pl.Int64(),
}

# One row a member: whether so many sessions are likely by a day, at the pace so far.
FORECAST: dict[str, pl.DataType] = {
    "member_id": pl.String(),
    "until": pl.Date(),
    "needed": pl.Int64(),  # further sessions
    "sessions": pl.Int64(),  # so far, in the days looked back on
    "days": pl.Int64(),  # looked back on
    "outlook": pl.String(),  # unlikely, uncertain, likely; null unless status is ok
    "lapse_date": pl.Date(),  # of the setting, told in any case
    "people": pl.Int64(),
    "status": pl.String(),  # ok, too_few
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


def value(table: pl.DataFrame, measure: str) -> float | None:
    """Return the value of one measure of a result table without groups; None when it can't be told.

    Example:
        >>> value(result_table(pl.DataFrame({"measure": ["hours"], "people": [1], "value": [1.5]})), "hours")
        1.5
    """
    values = table.filter(pl.col("measure") == measure)["value"]
    return values.item() if len(values) else None
