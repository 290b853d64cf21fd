"""What every rule of a pack is judged on."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

import polars as pl

from cpd_toolkit.measures.shapes import CREDITS

PLACE = ("member_id", "table", "file", "sheet", "row")
NOTHING_SPENT = pl.DataFrame(schema={name: CREDITS[name] for name in PLACE})


class Case(NamedTuple):
    """The records of all holders of a pack, and the day."""

    tables: Mapping[str, pl.DataFrame]  # accepted rows
    holders: pl.DataFrame  # member_id, cycle_start, cycle_end
    pauses: pl.DataFrame  # member_id, pause_from, pause_to
    as_of: date
    spent: pl.DataFrame = NOTHING_SPENT  # places of records that another pack has used


class Found(NamedTuple):
    """What a rule found."""

    periods: pl.DataFrame  # shapes.PERIODS
    credits: pl.DataFrame  # shapes.CREDITS: the records behind them
