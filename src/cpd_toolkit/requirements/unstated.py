"""What is not stated: the empty cells for which a record may count more or less than it surely does."""

from collections.abc import Iterator, Mapping
from datetime import date

import polars as pl

from cpd_toolkit.requirements.conditions import has
from cpd_toolkit.requirements.items import PLACE, items
from cpd_toolkit.requirements.pack import Count

DOUBTFUL = "doubtful"


def unstated(
    count: Count, credits: pl.DataFrame, tables: Mapping[str, pl.DataFrame], as_of: date
) -> list[tuple[str, int]]:
    """Return the columns whose empty cells leave it open what records count for, and how many records each concerns.

    Args:
        count: What a rule counts.
        credits: Its records (shapes.CREDITS).
        tables: Accepted rows by table.
        as_of: The day.

    Returns:
        Names of columns in the order in which the rule asks for them; `doubtful` for records of a kind that may not
        count at all. None where nothing is open.
    """
    unsure = credits.filter(pl.col("least") < pl.col("most")).select(PLACE).unique()
    fields = items(tables, count.of, as_of).unique(PLACE, keep="first")
    found = unsure.join(fields, on=PLACE, nulls_equal=True)
    told = [(name, found.filter(has(name))[name].null_count()) for name in dict.fromkeys(_asked(count))]
    told.append((DOUBTFUL, found.filter(pl.col("source").is_in(count.doubtful)).height))
    return [(name, rows) for name, rows in told if rows]


def _asked(count: Count) -> Iterator[str]:
    for where in count.conditions:
        yield from where.fields
    if any(entry.divided for entry in count.credit):
        yield "group_size"
    if count.distinct and count.distinct != "source":
        yield count.distinct
