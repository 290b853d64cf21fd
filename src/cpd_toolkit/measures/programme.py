"""Feedback on the members of an organisation along time: the share of high answers, period by period."""

from datetime import date

import polars as pl

from cpd_toolkit.measures.counted import Counted
from cpd_toolkit.measures.feedback import ITEM, overall_response_rate, response_rates, top_two
from cpd_toolkit.measures.windows import QUARTER, bounds, inside, with_interval

MOST_ITEMS = 6  # told: those with most answers


def feedback_by_quarter(feedback: pl.DataFrame, as_of: date, every: str = QUARTER) -> Counted:
    """Return the share of the two highest scores by item, scale and calendar quarter.

    Args:
        feedback: Typed feedback rows of the members.
        as_of: The day; only quarters that were over by then are told.
        every: Another calendar interval.

    Returns:
        As `feedback.top_two`, for the six items with most answers. Quarters without answers are absent.
    """
    told = _in_quarters(_asked_most(feedback), as_of, every)
    parts = told.partition_by("interval_start", "interval_end", as_dict=True)
    shares = [
        top_two(rows, as_of).with_columns(interval_start=pl.lit(first), interval_end=pl.lit(last))
        for (first, last), rows in sorted(parts.items())
    ]
    answered = told.filter(pl.col("score").is_not_null())
    behind = answered.select(*ITEM, "interval_start", "interval_end", "member_id").unique()
    return Counted(pl.concat([top_two(feedback.clear(), as_of), *shares]), behind)


def _asked_most(feedback: pl.DataFrame) -> pl.DataFrame:
    asked = (
        feedback.filter(pl.col("score").is_not_null())
        .group_by(ITEM)
        .len("n")
        .sort("n", *ITEM, descending=[True, False, False, False])
    )
    return feedback.join(asked.head(MOST_ITEMS).select(ITEM), on=ITEM, how="semi")


def _in_quarters(feedback: pl.DataFrame, as_of: date, every: str) -> pl.DataFrame:
    placed = with_interval(feedback.lazy().with_columns(interval_start=pl.col("date").dt.truncate(every)), every)
    return placed.filter(pl.col("interval_end") <= as_of).collect()


def response_rate(feedback: pl.DataFrame, as_of: date) -> Counted:
    """Return the responses of the last 365 days out of the people invited, over the surveys that say how many."""
    recent = feedback.filter(inside("365_days", as_of))
    known = response_rates(recent, as_of).filter(pl.col("value").is_not_null())
    whose = recent.join(known.select("survey_id"), on="survey_id", how="semi").select("member_id").unique()
    first, last = bounds("365_days", as_of)
    told = overall_response_rate(known).with_columns(
        people=pl.lit(whose.height, pl.Int64), interval_start=pl.lit(first), interval_end=pl.lit(last)
    )
    return Counted(told, whose)
