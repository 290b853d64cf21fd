"""Credit: what each item counts for, as two numbers: what surely counts (`least`), and what may (`most`).

The steps, in this order: eligible or not; no more than so much of one record; the formula by format and group size;
caps by calendar period; caps of the window, absolute or as a share. Each step keeps least at or below most.
"""

from collections.abc import Sequence

import polars as pl

from cpd_toolkit.requirements.conditions import eligible, fits, has, maybe, surely
from cpd_toolkit.requirements.conditions import under as falls_under
from cpd_toolkit.requirements.pack import Cap, Count, Credit

HOURLY = ("hours", "points")
BOUNDS = ("least", "most")
PERIOD = ("member_id", "period_start", "period_end")
PLACE = ("table", "file", "sheet", "row")
CALENDAR = {"calendar-week": "1w", "calendar-month": "1mo", "calendar-year": "1y"}
DIGITS = 12  # sums of split hours are rounded here before they are compared


def declared(count: Count) -> pl.Expr:
    """Return what a record holds, in the unit counted: hours, or 1."""
    return pl.col("hours").fill_null(0.0) if count.unit in HOURLY else pl.lit(1.0)


def credited(items: pl.LazyFrame, count: Count) -> pl.LazyFrame:
    """Return the items with what each declares and counts for, before any cap: declared, least, most."""
    fit = eligible(count.where)
    whole = declared(count)
    block = whole if count.longest_hours is None else pl.min_horizontal(whole, pl.lit(count.longest_hours))
    low, high = _formula(count.credit)
    sure = surely(fit) & ~pl.col("source").is_in(count.doubtful)
    return items.with_columns(
        declared=whole,
        least=pl.when(sure).then(block * low).otherwise(0.0),
        most=pl.when(maybe(fit)).then(block * high).otherwise(0.0),
    )


def _formula(credit: Sequence[Credit]) -> tuple[pl.Expr, pl.Expr]:
    """Return what an hour counts for, surely and at most; the first entry that fits decides."""
    if not credit:
        return pl.lit(1.0), pl.lit(1.0)
    low, high = pl.lit(0.0), pl.lit(0.0)
    for entry in reversed(credit):
        fit, worth = fits(entry.where), _worth(entry)
        low = pl.when(fit).then(worth).when(fit.is_null()).then(pl.min_horizontal(worth, low)).otherwise(low)
        high = pl.when(fit).then(worth).when(fit.is_null()).then(pl.max_horizontal(worth, high)).otherwise(high)
    return low, high


def _worth(entry: Credit) -> pl.Expr:
    # Without a size the group may be of two, or of any number.
    return pl.lit(entry.times) / pl.col("group_size") if entry.divided else pl.lit(entry.times)


def capped(items: pl.LazyFrame, count: Count, needed: float | None) -> pl.LazyFrame:
    """Return the items of each period with what is left of them after the caps, the earliest record first.

    Args:
        items: With least, most and the period each stands in.
        count: Its caps are applied in their order, those by calendar period first.
        needed: What the rule asks for, of which a cap may be a share.
    """
    ordered = items.sort("first", "table", "file", "sheet", "row")
    for cap in sorted(count.caps, key=lambda one: one.per == "window"):
        ordered = _capped(ordered, cap, cap.at_most or (cap.at_most_share or 0) * (needed or 0))
    return ordered


def _capped(items: pl.LazyFrame, cap: Cap, most: float) -> pl.LazyFrame:
    fit = falls_under(cap)
    within = [pl.col(name) for name in PERIOD]
    if cap.per in CALENDAR:
        within.append(pl.col("first").dt.truncate(CALENDAR[cap.per]))
    if cap.each:
        within.append(pl.col(cap.each))
    # What may fall under the cap is taken to when counting surely, and not when counting what may be.
    under = {"least": maybe(fit), "most": surely(fit)}
    left = items.with_columns(_left(name, under[name], within, most) for name in BOUNDS)
    if not cap.each:
        return left
    # A record without the value may belong to one that is full already.
    open_ = under["least"] & pl.col(cap.each).is_null()
    return left.with_columns(least=pl.when(open_).then(0.0).otherwise("least"))


def _left(name: str, under: pl.Expr, within: list[pl.Expr], most: float) -> pl.Expr:
    amount = pl.when(under).then(name).otherwise(0.0)
    so_far = amount.cum_sum().over(within)
    left = so_far.clip(upper_bound=most) - (so_far - amount).clip(upper_bound=most)
    return pl.when(under).then(left).otherwise(name).alias(name)


def single(items: pl.LazyFrame, count: Count, within: Sequence[str] = PERIOD) -> pl.LazyFrame:
    """Return the items so that no row counts twice in a period, as itself and as a reflection: as what it counts most.

    Where kinds of records are what is counted, a row shows each kind that it is.
    """
    if "reflection" not in count.of or len(count.of) == 1 or count.distinct == "source":
        return items
    place = pl.col("source").replace_strict({source: i for i, source in enumerate(count.of)}, return_dtype=pl.Int64)
    best = items.sort("least", "most", place, descending=[True, True, False])
    return best.unique([*within, *PLACE], keep="first", maintain_order=True)


def once(items: pl.LazyFrame, by: str) -> pl.LazyFrame:
    """Return the items so that each value of a column counts once in a period; an empty cell may be one more."""
    keys = [*PERIOD, by]
    first = {name: (pl.col(name) > 0) & (pl.col(name) > 0).cum_sum().over(keys).eq(1) for name in BOUNDS}
    known = pl.col(by).is_not_null()
    return items.with_columns(
        least=(first["least"] & known).cast(pl.Float64),
        most=pl.when(known).then(first["most"]).otherwise((pl.col("most") > 0) & has(by)).cast(pl.Float64),
    )
