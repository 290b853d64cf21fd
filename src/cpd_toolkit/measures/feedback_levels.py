"""Answers along the scale and along time: bands of a scale, answers day by day, answers at the very top.

The five bands make scales of any length readable in the same way: 1 (far below the middle of the scale), 2 (below), 3
(in the middle), 4 (above), 5 (far above). On a scale of five levels a band is a level; on one of four or six levels
nobody is in the middle.
"""

from collections.abc import Sequence
from datetime import date

import polars as pl

from cpd_toolkit.measures.feedback import ANSWERED, ITEM, SCORE, items, whole_levels
from cpd_toolkit.measures.proportion import lower_end, upper_end
from cpd_toolkit.measures.refusals import CEILING_ANSWERS
from cpd_toolkit.measures.selection import Quantity, Selection, columns, tally
from cpd_toolkit.measures.shapes import result_table
from cpd_toolkit.measures.windows import ever

BANDS = (1, 2, 3, 4, 5)
MIDDLE = 0.2  # from here on, of half the scale's length away from its middle, an answer is above or below,
FAR = 0.6  # and from here on far above or below
NOISE = 9  # decimals: an edge met in binary fractions is met


def band_of(score: pl.Expr = SCORE) -> pl.Expr:
    """Return the band of a score, 1 to 5, an expression over score, scale_min and scale_max.

    Example:
        >>> scores = pl.DataFrame({"score": [1, 2, 3, 4], "scale_min": [1] * 4, "scale_max": [4] * 4})
        >>> scores.select(band_of()).to_series().to_list()
        [1, 2, 4, 5]
    """
    low, high = pl.col("scale_min"), pl.col("scale_max")
    place = ((2 * score - low - high) / (high - low)).round(NOISE)
    steps = sum(((place.abs() >= edge).cast(pl.Int64) for edge in (MIDDLE, FAR)), pl.lit(0))
    return pl.lit(3) + place.sign().cast(pl.Int64) * steps


def band_levels(scale_min: float, scale_max: float) -> dict[int, list[int]]:
    """Return the whole levels in each band of a scale.

    Example:
        >>> band_levels(1, 4)
        {1: [1], 2: [2], 3: [], 4: [3], 5: [4]}
    """
    levels = [*whole_levels(scale_min, scale_max)]
    scores = pl.DataFrame({"score": levels}, {"score": pl.Float64}).with_columns(
        scale_min=pl.lit(scale_min), scale_max=pl.lit(scale_max)
    )
    found = scores.select(band_of()).to_series().to_list()
    return {band: [level for level, own in zip(levels, found, strict=True) if own == band] for band in BANDS}


def bands(feedback: pl.DataFrame, as_of: date) -> Selection:
    """Select answers by item, scale, band and score."""
    answered = ever(feedback.lazy(), as_of).filter(ANSWERED)
    return Selection(answered.with_columns(band=band_of()), (Quantity("answers"),), (*ITEM, "band", "score"))


def days(feedback: pl.DataFrame) -> Selection:
    """Select answers by item, scale, score and day."""
    answered = feedback.lazy().filter(ANSWERED)
    rows = answered.with_columns(interval_start=pl.col("date"), interval_end=pl.col("date"))
    return Selection(rows, (Quantity("answers"),), (*ITEM, "score"))


def answers_by_band(feedback: pl.DataFrame, as_of: date, by: Sequence[str] = ()) -> pl.DataFrame:
    """Return the number of answers of each score with its band, by item; scores never given have no row."""
    return tally(bands(feedback, as_of), by)


def answers_by_day(feedback: pl.DataFrame, by: Sequence[str] = ()) -> pl.DataFrame:
    """Return the number of answers of each score and day, by item."""
    return tally(days(feedback), by)


def top_level(feedback: pl.DataFrame, as_of: date, by: Sequence[str] = ()) -> pl.DataFrame:
    """Return the share of answers at the very top of the scale, by item, with its Wilson 95 % interval.

    Where it is high the item can hardly show an improvement any more. Status is too_few below 10 answers.
    """
    quantities = (Quantity("n", where=ANSWERED), Quantity("top", where=pl.col("scale_max") == SCORE))
    counted = columns(items(feedback, as_of)._replace(quantities=quantities), by, people=True)
    enough = pl.when(pl.col("n") >= CEILING_ANSWERS)
    shares = counted.with_columns(
        measure=pl.lit("top_level"),
        people="people:n",
        numerator="top",
        denominator="n",
        value=pl.when(pl.col("n") > 0).then(pl.col("top") / pl.col("n")),
        lower=lower_end("top", "n"),
        upper=upper_end("top", "n"),
        status=enough.then(pl.lit("ok")).when(pl.col("n") > 0).then(pl.lit("too_few")).otherwise(pl.lit("unknown")),
    )
    return result_table(shares, [*by, *ITEM])
