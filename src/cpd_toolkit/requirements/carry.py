"""Carry-over: what one calendar period has too much of may fill others before and after it."""

import polars as pl

from cpd_toolkit.requirements.pack import Carry


def carried(found: pl.DataFrame, carry: Carry) -> pl.DataFrame:
    """Return the periods with what each holds after the surplus of others has filled it.

    Periods are filled from the earliest, each first by its own records, then by the earliest surplus that may still be
    used: no order fills more of them.

    Args:
        found: Periods of every member without a hole: member_id, period_start, expected, least, most, paused; one that
            is paused on all its days needs nothing.
        carry: How many periods forward and back.

    Example:
        >>> points = {"member_id": ["C1"] * 2, "period_start": [1, 2], "expected": [12.0] * 2, "least": [15.0, 9.0]}
        >>> two = pl.DataFrame(points).with_columns(most="least", paused=pl.lit("no"))
        >>> carried(two, Carry(forward=1))["least"].to_list()
        [12.0, 12.0]
    """
    ordered = found.sort("member_id", "period_start")
    asked = pl.when(pl.col("paused") == "whole").then(0.0).otherwise("expected").alias("expected")
    by_member = ordered.group_by("member_id", maintain_order=True).agg(asked, pl.col("least", "most"))
    filled = {
        name: [_filled(expected, held, carry) for expected, held in by_member.select("expected", name).rows()]
        for name in ("least", "most")
    }
    return ordered.with_columns(pl.Series(name, rows, pl.List(pl.Float64)).explode() for name, rows in filled.items())


def _filled(expected: list[float], held: list[float], carry: Carry) -> list[float]:
    own = [min(has, needs) for has, needs in zip(held, expected, strict=True)]
    surplus = [has - used for has, used in zip(held, own, strict=True)]
    for i, needs in enumerate(expected):
        for j in range(max(0, i - carry.forward), min(len(held), i + carry.back + 1)):
            moved = min(needs - own[i], surplus[j])
            own[i] += moved
            surplus[j] -= moved
    # What nobody needed stays where it is.
    return [has + left for has, left in zip(own, surplus, strict=True)]
