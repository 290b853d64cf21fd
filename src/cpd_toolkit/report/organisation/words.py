"""Words of the page: places, intervals and headings in the reader's language."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl

from cpd_toolkit.measures.groups import UNSTATED
from cpd_toolkit.measures.roll import POOLED
from cpd_toolkit.report.organisation.public import Public
from cpd_toolkit.requirements.load import library

YEAR_MONTHS, QUARTER_MONTHS = 12, 3


def place(name: str, value: str, page: Public) -> str:
    """Return a region, level or group in words; a level by the name of its pack."""
    if value in (POOLED, UNSTATED):
        return page.say(f"organisation.place.{name}.{value}")
    if name != "level":
        return value
    packs = [pack for pack in library(page.dossier).get(value, ()) if pack.in_force(page.as_of)]
    return page.say("organisation.place.level.named", level=packs[0].level) if packs and packs[0].level else value


def places(name: str, page: Public) -> Mapping[str, str]:
    """Return the words of every region or level that the page tells of."""
    return {value: place(name, value, page) for value in page.tables[f"members_by_{name}"][name]}


def interval(name: str, page: Public) -> str:
    """Return an interval, such as `2026-07-01/2026-07-31`, as a month, a quarter or a year."""
    first, last = (date.fromisoformat(day) for day in name.split("/"))
    months = (last.year - first.year) * YEAR_MONTHS + last.month - first.month + 1
    if months == 1:
        return page.say.month(first, "short")
    if months <= QUARTER_MONTHS and (first.month - 1) // QUARTER_MONTHS == (last.month - 1) // QUARTER_MONTHS:
        return page.say("chart.quarter", number=(first.month + 2) // QUARTER_MONTHS, year=first.year)
    if months < YEAR_MONTHS:  # a year that the stretch begins or ends in
        return page.say(
            "organisation.part_of_year", first=page.say.month(first, "short"), last=page.say.month(last, "short")
        )
    return str(first.year)


def frame(rows: Sequence[tuple[Any, ...]], heads: Sequence[str], page: Public) -> pl.DataFrame:
    """Return rows of texts under headings in the reader's language (`organisation.head`)."""
    return pl.DataFrame(rows, {page.say(f"organisation.head.{name}"): pl.String for name in heads}, orient="row")
