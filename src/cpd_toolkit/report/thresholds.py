"""The numbers that a member's page compares sessions and practice with: those of a chosen pack, else the settings."""

from collections.abc import Sequence
from math import ceil
from typing import NamedTuple

import polars as pl

from cpd_toolkit.i18n import Words
from cpd_toolkit.report.chosen import chosen
from cpd_toolkit.report.opening import Page
from cpd_toolkit.requirements.phrases import where_words, window_words
from cpd_toolkit.requirements.thresholds import (
    ROLLING_YEAR,
    SUPERVISION,
    Threshold,
    counts_all,
    practice_to_an_hour,
    sessions_a_year,
)
from cpd_toolkit.requirements.wording import threshold_name

FRAME = {"measure": pl.String, "value": pl.Float64, "pack": pl.String, "edition": pl.String, "rule": pl.String}


class Wanted(NamedTuple):
    """A number compared with, and where it comes from."""

    value: float
    setting: float
    by: str  # the setting, or the pack with its edition, in words
    short: str  # the same for a chart
    named: Sequence[Threshold]  # every one of the packs, the strictest first; none where the setting holds


def wanted_sessions(page: Page) -> Wanted:
    """Return how many sessions are wanted in a year: the most that a pack asks for, else the setting."""
    return _wanted(page.dossier.need_sessions, sessions_a_year(chosen(page).packs, page.as_of), page.say)


def wanted_ratio(page: Page) -> Wanted:
    """Return the practice hours allowed for an hour of supervision: the fewest of the packs, else the setting."""
    return _wanted(page.dossier.ratio, practice_to_an_hour(chosen(page).packs, page.as_of), page.say)


def need(page: Page) -> int:
    """Return the whole number of sessions wanted in a year."""
    return ceil(wanted_sessions(page).value)


def _wanted(setting: float, named: Sequence[Threshold], say: Words) -> Wanted:
    if not named:
        words = say("packs.threshold.setting")
        return Wanted(setting, setting, words, words, named)
    first = named[0]
    mark = f", {say('packs.threshold.unverified')}" if first.unverified else ""
    return Wanted(first.value, setting, threshold_name(first, say), f"{first.pack.body}{mark}", named)


def origin(wanted: Wanted, say: Words) -> list[str]:
    """Return in a paragraph which rule a number is of, what it counts otherwise than the page, and the other numbers.

    Returns:
        Nothing where the setting holds.
    """
    if not wanted.named:
        return []
    first, *others = wanted.named
    number = say.number(wanted.value)
    told = [say("packs.threshold.rule", n=number, by=wanted.by, rule=first.rule.text(say.lang))]
    told.append(say("packs.threshold.instead", setting=say.number(wanted.setting)))
    if not counts_all(first.rule.count):
        which = where_words(first.rule.count.where, say, SUPERVISION)
        told.append(say("packs.threshold.partial" if which else "packs.threshold.otherwise", which=which))
    if first.rule.window not in ROLLING_YEAR:
        told.append(say("packs.threshold.window", window=window_words(first.rule.window, say)))
    if others:
        items = [say("packs.threshold.also", n=say.number(one.value), by=threshold_name(one, say)) for one in others]
        told.append(say("packs.threshold.less", items=say("packs.threshold.between").join(items)))
    return [" ".join(told)]


def as_frame(page: Page) -> pl.DataFrame:
    """Return the numbers compared with, each with its pack, edition and rule, for the numbers of a report."""
    both = {"sessions_in_365_days": wanted_sessions(page), "practice_to_an_hour": wanted_ratio(page)}
    rows = []
    for name, one in both.items():
        place = [one.named[0].pack.id, one.named[0].pack.edition, one.named[0].rule.id] if one.named else [None] * 3
        rows.append((name, one.value, *place))
    return pl.DataFrame(rows, FRAME, orient="row")


def provenance_terms(page: Page) -> list[tuple[str, str]]:
    """Return the numbers compared with, in words, for the end of a page: every one that a pack names."""
    say = page.say
    terms = []
    for name, wanted in (("need_sessions", wanted_sessions(page)), ("ratio", wanted_ratio(page))):
        if not wanted.named:
            terms.append((say(f"report.fact.{name}"), say.number(wanted.value)))
        terms += [
            (say(f"packs.threshold.fact.{name}", by=threshold_name(one, say)), say.number(one.value))
            for one in wanted.named
        ]
    return terms
