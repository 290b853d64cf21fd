"""Rows that may not be told, by themselves: too few people, one who weighs too much, an extreme, all alike."""

from collections.abc import Sequence
from typing import NamedTuple

import polars as pl

from cpd_toolkit.measures.shapes import INTERVAL
from cpd_toolkit.protect.figures import group_columns
from cpd_toolkit.protect.sums import Cell
from cpd_toolkit.protect.thresholds import is_dominated, smaller_side

NUMERATOR, DENOMINATOR, VALUE = pl.col("numerator"), pl.col("denominator"), pl.col("value")
EQUAL = 1e-9


def share_measures(table: pl.DataFrame) -> list[str]:
    """Return the measures of a result table that are shares: counts out of a count, with the fraction as their value.

    Example:
        >>> told = {"measure": ["met", "hours"], "numerator": [3.0, 7.5], "denominator": [4.0, None]}
        >>> share_measures(pl.DataFrame(told | {"value": [0.75, 7.5]}))
        ['met']
    """
    whole = (NUMERATOR % 1 == 0) & (DENOMINATOR % 1 == 0) & NUMERATOR.is_between(0, DENOMINATOR)
    fraction = ((VALUE * DENOMINATOR - NUMERATOR).abs() < EQUAL * DENOMINATOR.clip(1)).fill_null(True)
    told = NUMERATOR.is_not_null() & DENOMINATOR.is_not_null()
    shares = table.group_by("measure").agg(share=told.any() & (whole & fraction).filter(told).all())
    return shares.filter("share")["measure"].sort().to_list()


def is_telling(table: pl.DataFrame, k: int, contributions: pl.DataFrame | None = None) -> pl.Series:
    """Return of each row of a result table whether it must be hidden whatever stands beside it.

    That is with 1 to k - 1 people or an unknown number; a count of a share, or what the share is of, from 1 to k - 1; a
    score that all gave; an extreme, or a quantile with fewer than k people on a side; a sum that is one member's. A
    number about nobody is judged by what stands beside it.
    """
    if table.is_empty():
        return pl.Series("telling", [], pl.Boolean)
    people = pl.col("people")
    few = people.is_null() | people.is_between(1, k - 1)
    of_share = pl.col("measure").is_in(share_measures(table))
    small = of_share & (NUMERATOR.is_between(1, k - 1) | DENOMINATOR.is_between(1, k - 1))
    alike = (VALUE.abs() == 100) & (NUMERATOR.abs() == DENOMINATOR)
    side = pl.col("measure").replace_strict(
        {measure: smaller_side(measure) for measure in table["measure"].unique()}, return_dtype=pl.Float64
    )
    answered = pl.min_horizontal(people, DENOMINATOR)
    lonely = (side < 1) & ((answered * side + EQUAL).floor() < k)
    judged = with_contributions(table, contributions).select(
        (few | small | lonely | alike | _dominated()).fill_null(False).alias("telling")
    )
    return judged["telling"]


def with_contributions(table: pl.DataFrame, contributions: pl.DataFrame | None) -> pl.DataFrame:
    """Return the table with the two largest contributions to its sums, null where they aren't given."""
    if contributions is None:
        return table.with_columns(largest=pl.lit(None, pl.Float64), second=pl.lit(None, pl.Float64))
    keys = [name for name in ("measure", *group_columns(table), *INTERVAL) if name in contributions.columns]
    return table.join(
        contributions.select(*keys, "largest", "second"), on=keys, how="left", nulls_equal=True, maintain_order="left"
    )


def _dominated() -> pl.Expr:
    return (NUMERATOR > 0) & is_dominated(NUMERATOR, pl.col("largest"), pl.col("second").fill_null(0))


class Question(NamedTuple):
    """What members of a whole said or did: how many of them each answer has, and the answers told."""

    parts: tuple[Cell, ...]  # told
    values: tuple[float, ...]  # of these, and of what none of them holds
    distribution: bool  # several answers; else one: yes, and the rest


def alike_and_safe(questions: Sequence[Question]) -> tuple[frozenset[Cell], frozenset[Cell]]:
    """Return the cells that say that all answered alike, and the noughts that are one answer among several.

    Where a distribution tells the answers, it decides; a single share decides where there is none.

    Example:
        >>> of_three = Question((1, 2, 3), (20.0, 12.0, 0.0), True)
        >>> alike_and_safe([of_three, Question((3,), (0.0, 32.0), False)])  # nobody gave the third: two others did
        (frozenset(), frozenset({1, 2, 3}))
        >>> alike_and_safe([Question((4,), (32.0, 0.0), False)])
        (frozenset({4}), frozenset())
    """
    told = frozenset(cell for question in questions if question.distribution for cell in question.parts)
    alike: set[Cell] = set()
    safe: set[Cell] = set()
    for question in questions:
        cells = set(question.parts) if question.distribution else set(question.parts) - told
        given = sum(value > 0 for value in question.values)
        (alike if given == 1 else safe).update(cells)
    return frozenset(alike), frozenset(safe - alike)
