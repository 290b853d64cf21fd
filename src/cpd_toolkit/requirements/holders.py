"""Holders: whose cycle a pack is judged on, and the days around its end."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

import polars as pl

from cpd_toolkit.dossier import Dossier
from cpd_toolkit.measures.windows import months_before
from cpd_toolkit.requirements.pack import Cycle, Pack

HOLDERS = {"member_id": pl.String(), "cycle_start": pl.Date(), "cycle_end": pl.Date()}
MONTHS = 12


class Deadlines(NamedTuple):
    """The days around the end of a cycle; None where the pack has no such rule."""

    opens: date | None  # first day on which a renewal may be submitted
    due: date
    grace_until: date | None
    lapsed_until: date | None  # last day of reinstatement; afterwards one applies anew
    next_due: date | None  # None where the next cycle begins with an award that is not known yet


def deadlines(cycle: Cycle, due: date) -> Deadlines:
    """Return the days around the end of a cycle, each cut to its month's end.

    Example:
        >>> icf = Cycle(years=3, anchor="previous_expiry", opens_months_before=10, grace_months=2, reference="faq")
        >>> [str(day) for day in deadlines(icf, date(2026, 12, 31)) if day]
        ['2026-02-28', '2026-12-31', '2027-02-28', '2029-12-31']
    """
    return Deadlines(
        opens=months_before(due, cycle.opens_months_before) if cycle.opens_months_before else None,
        due=due,
        grace_until=months_before(due, -cycle.grace_months) if cycle.grace_months else None,
        lapsed_until=months_before(due, -cycle.lapse_months) if cycle.lapse_months else None,
        next_due=months_before(due, -MONTHS * cycle.years) if cycle.anchor == "previous_expiry" else None,
    )


def holders(
    pack: Pack, dossier: Dossier, tables: Mapping[str, pl.DataFrame], members: Sequence[str], as_of: date
) -> pl.DataFrame:
    """Return who is judged by a pack, and each one's cycle: member_id, cycle_start, cycle_end, both days inside.

    With a register: its members whose `rules` name the pack, or name none while cpd.toml does, with their own days.
    Where one end is missing, the pack's years tell it; without both, both are null. A pack without a cycle is judged
    on the 12 months that end on as_of, unless the dossier gives days.
    """
    if "members" in tables:
        own = pl.col("rules") == pack.id
        named = own | (pl.col("rules").is_null() & pl.lit(pack.id in dossier.rules))
        listed = tables["members"].filter(named).select("member_id", cycle_start="awarded_on", cycle_end="expires_on")
    else:
        days = {"cycle_start": pl.lit(dossier.cycle_start, pl.Date), "cycle_end": pl.lit(dossier.cycle_end, pl.Date)}
        listed = pl.DataFrame({"member_id": members}, {"member_id": pl.String}).with_columns(**days)
    filled = _filled(listed, pack.cycle.years) if pack.cycle else _rolling(listed, as_of)
    return filled.select(*HOLDERS).sort("member_id")


def _filled(listed: pl.DataFrame, years: int) -> pl.DataFrame:
    start, end = pl.col("cycle_start"), pl.col("cycle_end")
    return listed.with_columns(
        cycle_start=start.fill_null(end.dt.offset_by(f"-{years}y")),
        cycle_end=end.fill_null(start.dt.offset_by(f"{years}y")),
    )


def _rolling(listed: pl.DataFrame, as_of: date) -> pl.DataFrame:
    first = months_before(as_of, MONTHS) + timedelta(days=1)
    return listed.with_columns(
        pl.col("cycle_start").fill_null(pl.lit(first)), pl.col("cycle_end").fill_null(pl.lit(as_of))
    )
