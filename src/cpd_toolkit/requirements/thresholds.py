"""Numbers that packs name for measures of supervision: sessions in a rolling year, practice for an hour of supervision.

Where a chosen pack names one, it stands in for the setting of the dossier.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from cpd_toolkit.requirements.choices import choices
from cpd_toolkit.requirements.evaluate import is_unverified
from cpd_toolkit.requirements.load import value_on
from cpd_toolkit.requirements.pack import Count, Minimum, Pack, Ratio, Where

ROLLING_YEAR = ("last-12-months", "last-365-days", "any-12-months", "any-365-days")
SUPERVISION = ("supervision",)


class Threshold(NamedTuple):
    """A number of a pack, and the rule that names it."""

    value: float
    pack: Pack
    rule: Minimum | Ratio
    unverified: bool


def sessions_a_year(packs: Sequence[Pack], day: date) -> list[Threshold]:
    """Return the numbers of sessions that packs ask for in a rolling year, the largest first.

    Only rules that count every session name one: a number of individual sessions is no number of sessions.
    """
    found = [one for one in _named(packs, day, Minimum) if _sessions(one.rule)]
    return sorted(found, key=lambda one: (-one.value, one.unverified))


def practice_to_an_hour(packs: Sequence[Pack], day: date) -> list[Threshold]:
    """Return the practice hours that packs allow for an hour of supervision, in whatever window, the fewest first."""
    found = [one for one in _named(packs, day, Ratio) if one.rule.count.of == SUPERVISION]
    return sorted(found, key=lambda one: (one.value, one.unverified))


def _named(packs: Iterable[Pack], day: date, kind: type[Minimum] | type[Ratio]) -> list[Threshold]:
    return [
        Threshold(dated.value, pack, rule, is_unverified(rule, pack, day))
        for pack in packs
        for rule in pack.rules
        if isinstance(rule, kind) and (dated := value_on(rule.values, day))
    ]


def _sessions(rule: Minimum | Ratio) -> bool:
    count = rule.count
    counted = count.of == SUPERVISION and count.unit == "records" and rule.window in ROLLING_YEAR
    return counted and counts_all(count)


def counts_all(count: Count) -> bool:
    """Return whether a rule about supervision counts every session whole.

    Example:
        >>> counts_all(Count(of=SUPERVISION, unit="hours", where=Where(format=("individual", "group", "peer"))))
        True
    """
    formats = count.where.format or choices("format", SUPERVISION)
    others = count.where.model_copy(update={"format": ()})
    bare = not count.credit and not count.caps and count.longest_hours is None
    return bare and others == Where() and set(choices("format", SUPERVISION)) <= set(formats)
