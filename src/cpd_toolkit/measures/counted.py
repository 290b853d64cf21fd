"""Members counted where they belong, with who they are beside the number: what may be published can then be judged.

Everything an organisation tells is a count of members, or a share of them: of a whole (`members`) those who gave each
answer (`shares`) or who did something at all (`share_of`). The members behind the rows stay beside them (`Counted`):
the ledger of publications needs them, and no page sees them.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import product
from typing import NamedTuple

import polars as pl

from cpd_toolkit.measures.shapes import result_table

Interval = tuple[date | None, date | None]
NO_DAYS: Interval = (None, None)


class Counted(NamedTuple):
    """A result table and the members behind its rows."""

    table: pl.DataFrame
    behind: pl.DataFrame  # member_id, and the columns of the table that say behind which row


def members_by(everyone: pl.DataFrame, by: Sequence[str] = ()) -> Counted:
    """Return how many members there are, in all or in each place.

    Args:
        everyone: A row a member.
        by: Group columns.

    Example:
        >>> north = pl.DataFrame({"member_id": ["A", "B"], "region": ["N", "N"]})
        >>> members_by(north, ["region"]).table.select("region", "value").rows()
        [('N', 2.0)]
    """
    counted = everyone.group_by(by).len("people") if by else everyone.select(people=pl.len())
    told = counted.with_columns(measure=pl.lit("members"), numerator="people", value="people")
    return Counted(result_table(told, by), everyone.select(*by, "member_id"))


def shares(
    answered: pl.DataFrame,
    measure: str,
    answer: str,
    choices: Sequence[str],
    by: Sequence[str] = (),
    interval: Interval = NO_DAYS,
) -> Counted:
    """Return of the members of each place how many gave each answer; choices that nobody gave are there with 0.

    Args:
        answered: A row a member of the whole, with the answer; null is none of the choices.
        measure: The name of what was asked.
        answer: The column of the answer.
        choices: The answers told; there may be others.
        by: Group columns in front of the answer.
        interval: First and last day of what was looked at.

    Returns:
        `numerator` and `people` are those who gave the answer, `denominator` those asked, `value` the share.

    Example:
        >>> three = pl.DataFrame({"member_id": ["A", "B", "C"], "verdict": ["met", "met", "not_met"]})
        >>> shares(three, "standing", "verdict", ["met"]).table.select("verdict", "numerator", "denominator").rows()
        [('met', 2.0, 3.0)]
    """
    asked = answered.group_by(by).len("denominator") if by else answered.select(denominator=pl.len())
    given = answered.group_by(*by, answer).len("numerator")
    spine = asked.join(pl.DataFrame({answer: [*choices]}, {answer: pl.String}), how="cross")
    told = spine.join(given, on=[*by, answer], how="left", nulls_equal=True).with_columns(
        pl.col("numerator").fill_null(0), measure=pl.lit(measure)
    )
    known = told.filter(pl.col("denominator") > 0).with_columns(
        people="numerator",
        value=pl.col("numerator") / pl.col("denominator"),
        interval_start=pl.lit(interval[0], pl.Date),
        interval_end=pl.lit(interval[1], pl.Date),
    )
    return Counted(result_table(known, [*by, answer]), answered.select(*by, answer, "member_id"))


def share_of(
    found: pl.DataFrame,
    measure: str,
    key: str,
    members: int,
    every: Sequence[object],
    interval: Interval = NO_DAYS,
    of: Mapping[str, Sequence[object]] = {},
) -> Counted:
    """Return how many of all members are found under each key; unlike answers, a member may be under several.

    Args:
        found: member_id and keys, a row each.
        measure: The name of what is counted.
        key: The column of what they are found under.
        members: How many there are in all.
        every: The keys told, those with nobody too: that one were absent would tell the same.
        interval: First and last day of what was looked at.
        of: Further keys in front, with their values.

    Example:
        >>> found = pl.DataFrame({"member_id": ["A", "B"], "source": ["training", "training"]})
        >>> share_of(found, "with_records", "source", 4, ["training"]).table.select("source", "value").rows()
        [('training', 0.5)]
    """
    keys = [*of, key]
    kept = found.select(*keys, "member_id").unique()
    values = product(*of.values(), every)
    spine = pl.DataFrame([*values], {name: found.schema[name] for name in keys}, orient="row")
    counted = spine.join(kept.group_by(keys).len("numerator"), on=keys, how="left")
    told = counted.with_columns(pl.col("numerator").fill_null(0)).with_columns(
        measure=pl.lit(measure),
        people="numerator",
        denominator=pl.lit(members),
        value=pl.col("numerator") / members,
        interval_start=pl.lit(interval[0], pl.Date),
        interval_end=pl.lit(interval[1], pl.Date),
    )
    return Counted(result_table(told, keys), kept)
