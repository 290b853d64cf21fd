"""The packs that a page is judged by, and what each of them says of its member."""

from datetime import date

import polars as pl

from cpd_toolkit.charts.cycle_records import Mark
from cpd_toolkit.report.chosen import chosen
from cpd_toolkit.report.opening import Page
from cpd_toolkit.requirements.evaluate import FROM_MEMORY, Evaluation, evaluate
from cpd_toolkit.requirements.holders import deadlines
from cpd_toolkit.requirements.readings import other_readings

FIELDS = {"opens": "opens_months_before", "due": "years", "grace": "grace_months", "lapsed": "lapse_months"}


def supplied(page: Page) -> dict[str, pl.DataFrame]:
    """Return the member's rows of every table that the dossier holds."""
    return {name: rows for name, rows in page.tables.items() if name in page.checked.tables}


def evaluations(page: Page) -> list[Evaluation]:
    """Return what each pack says of the member; none without a pack, or for a code that the register doesn't list."""
    done = evaluate(chosen(page).packs, supplied(page), page.dossier, page.as_of)
    return [one for one in done if one.verdicts.height]


def readings(page: Page) -> list[pl.DataFrame]:
    """Return the verdicts under the other readings of each of these packs' rules (shapes.VERDICTS)."""
    packs = [one.pack for one in evaluations(page)]
    return other_readings(packs, supplied(page), page.dossier, page.as_of)


def cycle(page: Page) -> tuple[date, date] | None:
    """Return the first and last day of the member's cycle: of the first pack with one, the register or cpd.toml."""
    told = [one.holders.row(0) for one in evaluations(page) if one.pack.cycle]
    ends = [(start, end) for _, start, end in told if start and end]
    if ends:
        return ends[0]
    listed = page.tables["members"].select("awarded_on", "expires_on").rows()
    days = [*listed, (page.dossier.cycle_start, page.dossier.cycle_end)]
    return next(((start, end) for start, end in days if start and end), None)


def marks(evaluation: Evaluation) -> list[Mark]:
    """Return the days around the end of a pack's cycle, each with whether its number is unverified."""
    pack, due = evaluation.pack, evaluation.holders["cycle_end"].first()
    if pack.cycle is None or not isinstance(due, date):
        return []
    told = deadlines(pack.cycle, due)
    days = {"opens": told.opens, "due": told.due, "grace": told.grace_until, "lapsed": told.lapsed_until}
    doubted = pack.status == "from_memory" or pack.sources[pack.cycle.reference].grade == FROM_MEMORY
    doubts = set(pack.cycle.unverified_fields)
    return [Mark(name, day, doubted or FIELDS[name] in doubts) for name, day in days.items() if day]
