"""Which rules a plan shall meet, on which day each is judged, and what stands in the way of the others."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

import polars as pl

from cpd_toolkit.dossier import Dossier
from cpd_toolkit.measures.gaps import member_pauses
from cpd_toolkit.requirements.case import NOTHING_SPENT, PLACE, Case
from cpd_toolkit.requirements.evaluate import Evaluation, evaluate
from cpd_toolkit.requirements.load import value_on
from cpd_toolkit.requirements.pack import AnyRule, Counted, Pack, Ratio
from cpd_toolkit.requirements.plan.kinds import Kind, counts, kinds
from cpd_toolkit.requirements.plan.standing import Need, period_frame
from cpd_toolkit.requirements.plan.worth import worths

HORIZON = timedelta(days=90)  # of a holder whose cycle has no end, or has ended
REFUSED = ("qualitative", "unverified", "no_cycle")  # why nothing can be planned for a rule
Tables = Mapping[str, pl.DataFrame]


class Judged(NamedTuple):
    """The packs of one member, each on the day by which the plan is made."""

    packs: Sequence[Pack]
    tables: Tables
    dossier: Dossier
    by: Mapping[str, date]  # pack -> day


def deadline(evaluation: Evaluation, as_of: date) -> date:
    """Return the day by which a pack's plan is made: the cycle's end, if there is one after as_of, else 90 days on."""
    ends = [end for end in evaluation.holders["cycle_end"] if end and end > as_of]
    return max(ends, default=as_of + HORIZON)


def evaluations(judged: Judged, tables: Tables, only: Mapping[str, Sequence[str]] | None = None) -> list[Evaluation]:
    """Return each pack on its own day.

    Args:
        judged: The packs.
        tables: Accepted rows, those of a plan included or not.
        only: Rules by pack to look at; all unless said. What one pack uses may be lost to another, so an exclusive pack
            is always looked at with all others.
    """
    packs = judged.packs
    if only is not None and not any(pack.exclusive for pack in packs):
        packs = [_narrow(pack, only[pack.id]) for pack in packs if only.get(pack.id)]
    on = {day: evaluate(packs, tables, judged.dossier, day) for day in {judged.by[pack.id] for pack in packs}}
    return [on[judged.by[pack.id]][i] for i, pack in enumerate(packs)]


def _narrow(pack: Pack, rules: Sequence[str]) -> Pack:
    return pack.model_copy(update={"rules": tuple(rule for rule in pack.rules if rule.id in rules)})


def needs(judged: Judged, found: Sequence[Evaluation]) -> tuple[list[Need], list[Kind]]:
    """Return the rules that can be planned for and the kinds of records that may serve them, each once.

    Args:
        judged: The packs.
        found: Each of them on its day.
    """
    asked = [(i, rule) for i, one in enumerate(found) for rule in one.pack.rules if _plannable(one, rule)]
    every = kinds([rule for _, rule in asked])
    first = [_need(judged, found, i, rule, every) for i, rule in asked]
    told: dict[object, Kind] = {}
    for i, kind in enumerate(every):
        if mark := _mark(i, kind, first):
            told.setdefault(mark, kind)
    alike = [*told.values()]
    return [_need(judged, found, i, rule, alike) for i, rule in asked], alike


def _plannable(one: Evaluation, rule: AnyRule) -> bool:
    reasons = one.verdicts.filter(rule=rule.id)["reason"].to_list()
    return bool(reasons) and reasons[0] not in REFUSED


def _mark(i: int, kind: Kind, asked: Sequence[Need]) -> object:
    """Return what a kind counts for, so that of kinds that count alike the least stated can be kept."""
    counted = [(n, worth._replace(kind=0)) for n, need in enumerate(asked) for worth in need.worths if worth.kind == i]
    spent = [(n, start) for n, need in enumerate(asked) for those, start, _ in need.rivals if i in those]
    shape = (kind.what == "practice", kind.longest, kind.may_be_empty)
    return (shape, tuple(counted), tuple(spent)) if counted else None


def _need(judged: Judged, found: Sequence[Evaluation], i: int, rule: AnyRule, known: Sequence[Kind]) -> Need:
    one, pack = found[i], found[i].pack
    day = judged.by[pack.id]
    count = counts(rule)
    if count is None:
        raise ValueError(rule.id)
    worth = worths(count, known)
    dated = value_on(rule.values, day) if isinstance(rule, Counted) else None
    floor = value_on(rule.floor, day) if isinstance(rule, Ratio) else None
    worked = {n for n, kind in enumerate(known) if kind.what == "practice"} if isinstance(rule, Ratio) else set()
    return Need(
        f"{pack.id}/{rule.id}",
        rule,
        count,
        dated.value if dated else 0.0,
        floor.value if floor else 0.0,
        _case(judged, found[:i] if pack.exclusive else [], one, day),
        worth,
        frozenset(one.kind for one in worth) | worked,
        [use for other in (found[:i] if pack.exclusive else []) for use in _uses(judged, other, known)],
    )


def _case(judged: Judged, earlier: Sequence[Evaluation], one: Evaluation, day: date) -> Case:
    members = one.holders["member_id"].to_list()
    used = [other.credits.filter(pl.col("least") > 0).select(PLACE) for other in earlier]
    pauses = member_pauses(judged.tables, judged.dossier.pauses, members, day)
    return Case(judged.tables, one.holders, pauses, day, pl.concat([NOTHING_SPENT, *used]).unique())


def _uses(judged: Judged, other: Evaluation, known: Sequence[Kind]) -> list[tuple[frozenset[int], date, date]]:
    """Return what a pack counts of new records, whatever its rules come to: kinds, first and last day."""
    used = []
    for rule in other.pack.rules:
        if count := counts(rule):
            those = frozenset(worth.kind for worth in worths(count, known))
            case = _case(judged, [], other, judged.by[other.pack.id])
            bare = Need("", rule, count, 0.0, 0.0, case, [], those)
            used += [(those, start, end) for _, start, end in period_frame(bare).rows()]
    return used
