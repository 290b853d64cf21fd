"""Feedback over all members of a group, where enough of them have any: never a member's own."""

from datetime import date

import polars as pl

from cpd_toolkit.measures.feedback import ITEM, top_two

NUMBERS = ("people", "numerator", "denominator", "value", "lower", "upper")


def shared_top_two(feedback: pl.DataFrame, as_of: date, least_people: int) -> pl.DataFrame:
    """Return the share of answers in the top two levels over all members, by item and scale.

    Refused, with every number of the row null: answers about fewer members than `least_people`, or fewer than 5
    answers (`too_few`); all answers in the top two levels, or none (`suppressed`): that tells what each person said.

    Args:
        feedback: Rows of the members of one group.
        as_of: The day of the report.
        least_people: Members that the answers must be about: the k of the output.

    Returns:
        As `feedback.top_two`.
    """
    told = top_two(feedback.filter(pl.col("date") <= as_of), as_of)
    few = (pl.col("people") < least_people) | (pl.col("status") == "too_few")
    alike = pl.col("numerator").is_in([0.0]) | (pl.col("numerator") == pl.col("denominator"))
    status = pl.when(few).then(pl.lit("too_few")).when(alike).then(pl.lit("suppressed")).otherwise("status")
    judged = told.with_columns(status=status)
    shown = pl.col("status") == "ok"
    return judged.with_columns(pl.when(shown).then(name).alias(name) for name in NUMBERS).sort(ITEM)
