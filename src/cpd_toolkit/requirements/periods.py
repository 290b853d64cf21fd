"""The periods in which a rule is judged, for every holder at once, and the items that stand in them.

`cycle` is one period; a calendar window or `cycle-year` is every whole one inside the cycle; `last-N` ends on the day
of the report or with the cycle, `ever` too, from the first day that a record may have; `any-N` is every stretch of that
length inside the cycle that may hold least.
"""

from datetime import date

import polars as pl

from cpd_toolkit.requirements.window import WindowKind
from cpd_toolkit.tables.rule import FIRST_DAY

PERIOD = ("member_id", "period_start", "period_end")
START, END = pl.col("cycle_start"), pl.col("cycle_end")


def periods(holders: pl.DataFrame, window: WindowKind, items: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Return the periods of each holder: member_id, period_start, period_end, both ends inside.

    Args:
        holders: member_id, cycle_start, cycle_end; a holder without a cycle has no period but of a `last` window.
        window: What the rule names.
        items: Those counted, for `any` windows.
        as_of: The day of the report; no period begins after it.
    """
    made = {"ever": _ever, "cycle": _cycle, "calendar": _calendar, "cycle-year": _years, "last": _last, "any": _any}
    found = made[window.name](holders.lazy(), window, items.lazy(), as_of)
    begun = found.drop_nulls().filter(pl.col("period_start") <= as_of)
    return begun.select(PERIOD).unique().sort(PERIOD).collect()


def _cycle(holders: pl.LazyFrame, window: WindowKind, items: pl.LazyFrame, as_of: date) -> pl.LazyFrame:
    return holders.select("member_id", period_start=START, period_end=END)


def _calendar(holders: pl.LazyFrame, window: WindowKind, items: pl.LazyFrame, as_of: date) -> pl.LazyFrame:
    starts = pl.date_ranges(START.dt.truncate(window.every), END, window.every)
    return _whole(holders.drop_nulls().with_columns(period_start=starts).explode("period_start"), window.every)


def _years(holders: pl.LazyFrame, window: WindowKind, items: pl.LazyFrame, as_of: date) -> pl.LazyFrame:
    # Counted from the first day of the cycle, so that a 29 February comes back.
    longest = 1 + (END.dt.year() - START.dt.year())
    counted = holders.drop_nulls().with_columns(year=pl.int_ranges(0, longest)).explode("year")
    begins = START.dt.offset_by(pl.format("{}mo", 12 * pl.col("year")))
    ends = START.dt.offset_by(pl.format("{}mo", 12 * (pl.col("year") + 1))).dt.offset_by("-1d")
    return _inside(counted.with_columns(period_start=begins, period_end=ends))


def _whole(rows: pl.LazyFrame, every: str) -> pl.LazyFrame:
    return _inside(rows.with_columns(period_end=pl.col("period_start").dt.offset_by(every).dt.offset_by("-1d")))


def _inside(rows: pl.LazyFrame) -> pl.LazyFrame:
    return rows.filter(pl.col("period_start") >= START, pl.col("period_end") <= END)


def _last(holders: pl.LazyFrame, window: WindowKind, items: pl.LazyFrame, as_of: date) -> pl.LazyFrame:
    end = pl.min_horizontal(END, pl.lit(as_of))
    return holders.select("member_id", period_start=ending(end, window.length), period_end=end)


def _ever(holders: pl.LazyFrame, window: WindowKind, items: pl.LazyFrame, as_of: date) -> pl.LazyFrame:
    end = pl.min_horizontal(END, pl.lit(as_of))
    return holders.select("member_id", period_start=pl.lit(FIRST_DAY), period_end=end)


def _any(holders: pl.LazyFrame, window: WindowKind, items: pl.LazyFrame, as_of: date) -> pl.LazyFrame:
    """Return the stretches that hold least: they begin with the cycle or on the day after a record."""
    first = holders.select("member_id", "cycle_start", "cycle_end", period_start=START)
    days = items.select("member_id", period_start=pl.col("first").dt.offset_by("1d")).unique()
    later = holders.join(days, on="member_id").select("member_id", "cycle_start", "cycle_end", "period_start")
    end = pl.col("period_start").dt.offset_by(window.length).dt.offset_by("-1d")
    return _inside(pl.concat([first, later]).with_columns(period_end=end))


def ending(day: pl.Expr, length: str) -> pl.Expr:
    """Return the first day of a window of a length that ends on a day."""
    return day.dt.offset_by(f"-{length}").dt.offset_by("1d")


def placed(items: pl.LazyFrame, within: pl.DataFrame, as_of: date) -> pl.LazyFrame:
    """Return the items of each period; of an item of several days, the hours of the days inside it, up to as_of."""
    both = items.join(within.lazy(), on="member_id")
    begins = pl.max_horizontal("first", "period_start")
    ends = pl.min_horizontal("last", "period_end", pl.lit(as_of))
    share = _days(begins, ends) / _days(pl.col("first"), pl.col("last"))
    hours = pl.when(pl.col("first") == pl.col("last")).then("hours").otherwise(pl.col("hours") * share)
    return both.filter(ends >= begins).with_columns(hours=hours)


def _days(first: pl.Expr, last: pl.Expr) -> pl.Expr:
    return (last - first).dt.total_days() + 1


def pauses_in(within: pl.DataFrame, pauses: pl.DataFrame) -> pl.DataFrame:
    """Return the periods with `paused`: no, part or whole, as declared pauses cover their days.

    Args:
        within: Periods.
        pauses: member_id, pause_from, pause_to, both days paused; days paused twice count once.
    """
    both = within.lazy().join(pauses.lazy(), on="member_id")
    first, last = pl.max_horizontal("pause_from", "period_start"), pl.min_horizontal("pause_to", "period_end")
    days = both.filter(last >= first).select(*PERIOD, day=pl.date_ranges(first, last)).explode("day")
    counted = days.group_by(PERIOD).agg(days=pl.col("day").n_unique().cast(pl.Int64))
    length = _days(pl.col("period_start"), pl.col("period_end"))
    state = (
        pl.when(pl.col("days").is_null()).then(pl.lit("no")).when(pl.col("days") < length).then(pl.lit("part"))
    ).otherwise(pl.lit("whole"))
    return within.lazy().join(counted, on=PERIOD, how="left").with_columns(paused=state).drop("days").collect()
