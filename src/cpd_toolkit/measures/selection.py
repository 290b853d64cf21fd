"""What a number counts, and which rows it counts: said once, used for the number and for the rows behind it.

A `Selection` is rows that already stand under the keys they are reported by; a `Quantity` says what is added up over
them. `tally` turns both into a result table, `behind` into the rows of one of its numbers.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import polars as pl

from cpd_toolkit.measures.shapes import INTERVAL, result_table
from cpd_toolkit.measures.windows import with_interval

ANY = pl.lit(True)


class Quantity(NamedTuple):
    """Something counted or added up over rows."""

    name: str
    where: pl.Expr = ANY  # the rows that count; null is no
    amount: pl.Expr | None = None  # what each of them adds; without it, rows are counted
    each: tuple[str, ...] = ()  # instead: different values of these columns are counted

    @property
    def counts(self) -> pl.Expr:
        """The rows that count, never null."""
        return self.where.fill_null(False)

    @property
    def total(self) -> pl.Expr:
        """The quantity over a group of rows; 0 over none."""
        if self.each:
            return pl.struct(self.each).filter(self.counts).n_unique()
        if self.amount is None:
            return pl.len() if self.where is ANY else self.counts.sum()
        return self.amount.filter(self.counts).sum()

    def people(self, groups: Sequence[str]) -> pl.Expr:
        """The members behind the quantity, in groups of these columns."""
        if "member_id" in groups:
            return self.counts.any()
        return pl.col("member_id").filter(self.counts).n_unique()

    @property
    def contribution(self) -> pl.Expr:
        """What each row that counts adds; they sum to the total."""
        if self.each:
            return pl.struct(self.each).is_first_distinct().cast(pl.Float64)
        return (self.amount if self.amount is not None else pl.lit(1.0)).cast(pl.Float64)


class Selection(NamedTuple):
    """Rows under the keys they are reported by."""

    rows: pl.LazyFrame  # with the key columns and the interval columns
    quantities: tuple[Quantity, ...]
    keys: tuple[str, ...] = ()  # group columns, from the outside in
    spine: pl.LazyFrame | None = None  # keys and intervals reported even without rows,
    whole: pl.LazyFrame | None = None  # for everyone in these rows
    every: str = ""  # calendar intervals, reported without a hole up to `until`
    until: pl.Expr | None = None
    bare: bool = False  # the key itself holds the number: there is one quantity


def spine_of(selection: Selection, by: Sequence[str], everyone: pl.LazyFrame | None) -> pl.LazyFrame | None:
    """Return every combination of keys that must be reported, or None when only those with rows are."""
    if selection.every:
        return _without_holes(selection, by)
    if selection.spine is None or not by:
        return selection.spine
    whole = selection.rows if selection.whole is None else selection.whole
    return (everyone if everyone is not None else whole.select(by).unique()).join(selection.spine, how="cross")


def _without_holes(selection: Selection, by: Sequence[str]) -> pl.LazyFrame:
    start = pl.col("interval_start")
    last = pl.max_horizontal(start.max(), selection.until) if selection.until is not None else start.max()
    ends = [start.min(), last.alias("last")]
    spans = selection.rows.group_by(by).agg(ends) if by else selection.rows.select(ends)
    starts = pl.date_ranges("interval_start", "last", selection.every).alias("interval_start")
    held = spans.drop_nulls("interval_start").with_columns(starts).explode("interval_start")
    return with_interval(held.drop("last"), selection.every)


def columns(
    selection: Selection, by: Sequence[str] = (), everyone: pl.LazyFrame | None = None, people: bool = False
) -> pl.DataFrame:
    """Return a row for each group, with a column for each quantity.

    Args:
        selection: what is counted, over which rows, under which keys.
        by: further group columns in front of the selection's own, such as member_id.
        everyone: the groups of `by` to report even without rows.
        people: also the number of members behind each quantity, as people:NAME.
    """
    groups = [*by, *selection.keys, *INTERVAL]
    # The label of a calendar interval says what its first day says, and is dear to make for each row.
    own = [name for name in groups if not (selection.every and name in selection.keys)]
    totals = [q.total.cast(pl.Float64).alias(q.name) for q in selection.quantities]
    totals += [q.people(own).cast(pl.Int64).alias(f"people:{q.name}") for q in selection.quantities if people]
    found = selection.rows.group_by(own).agg(totals)
    spine = spine_of(selection, by, everyone)
    if spine is not None:
        found = spine.select(groups).join(found, on=own, how="left", nulls_equal=True)
    return found.with_columns(pl.exclude(groups).fill_null(0)).sort(groups).collect()


def tally(selection: Selection, by: Sequence[str] = (), everyone: pl.LazyFrame | None = None) -> pl.DataFrame:
    """Return the quantities of a selection as a result table: a row for each quantity and group.

    Arguments as for `columns`. `numerator` and `value` hold the same number, `denominator` is null.
    """
    groups = [*by, *selection.keys]
    wide = columns(selection, by, everyone, people=True)
    return result_table(pl.concat(_one_quantity(wide, q.name, groups) for q in selection.quantities), groups)


def _one_quantity(wide: pl.DataFrame, name: str, groups: Sequence[str]) -> pl.DataFrame:
    people = pl.col(f"people:{name}")
    return wide.select(
        *groups, *INTERVAL, measure=pl.lit(name), people=people, numerator=pl.col(name), value=pl.col(name)
    )


def behind(selection: Selection, quantity: Quantity, keys: Mapping[str, str | int | float]) -> pl.LazyFrame:
    """Return the rows behind one number: those under the keys that count, with what each adds in `amount`."""
    rows = selection.rows.filter(*(pl.col(name) == value for name, value in keys.items()))
    return rows.filter(quantity.counts).with_columns(amount=quantity.contribution)
