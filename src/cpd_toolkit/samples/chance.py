"""Chance by row, for whole columns at once: the same seed gives the same rows on any machine and version."""

import polars as pl

# Steele, Lea and Flood (2014), "Fast splittable pseudorandom number generators": the finisher of SplitMix64.
STEP, FIRST, SECOND = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB
WORD = 2**64


class Chance:
    """A source of independent columns; each draw takes the next stream.

    Example:
        >>> pl.select(pl.int_range(3)).select(Chance(47).draw() < 1).to_series().to_list()
        [True, True, True]
    """

    def __init__(self, seed: int) -> None:
        self._stream = seed * STEP % WORD

    def draw(self) -> pl.Expr:
        """Return a number a row, at least 0 and below 1."""
        self._stream = (self._stream * FIRST + STEP) % WORD
        mixed = pl.int_range(pl.len(), dtype=pl.UInt64) * _word(STEP) + _word(self._stream)
        mixed = (mixed ^ (mixed // _word(2**30))) * _word(FIRST)
        mixed = (mixed ^ (mixed // _word(2**27))) * _word(SECOND)
        return ((mixed ^ (mixed // _word(2**31))) // _word(2**11)).cast(pl.Float64) / 2**53

    def whole(self, lowest: int, highest: int) -> pl.Expr:
        """Return a whole number a row, both ends included."""
        return (self.draw() * (highest - lowest + 1)).floor().cast(pl.Int64) + lowest

    def pick(self, values: pl.Series) -> pl.Expr:
        """Return one of the values a row."""
        return pl.lit(values).gather(self.whole(0, len(values) - 1))


def _word(value: int) -> pl.Expr:
    return pl.lit(value, dtype=pl.UInt64)
