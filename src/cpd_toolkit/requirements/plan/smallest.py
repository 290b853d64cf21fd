"""The smallest plan: fewest hours, then fewest records, so that each rule that can be met is met on its day."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

import polars as pl

from cpd_toolkit.dossier import Dossier
from cpd_toolkit.measures.branches import people
from cpd_toolkit.measures.shapes import PLAN, PROSPECTS, shaped
from cpd_toolkit.requirements.evaluate import Evaluation, evaluate
from cpd_toolkit.requirements.pack import Minimum, Pack, Ratio
from cpd_toolkit.requirements.plan.actions import Chosen, action, chosen, earliest, with_plan
from cpd_toolkit.requirements.plan.days import bookable
from cpd_toolkit.requirements.plan.demands import Slot, ask, slots
from cpd_toolkit.requirements.plan.kinds import Kind
from cpd_toolkit.requirements.plan.program import Program
from cpd_toolkit.requirements.plan.standing import Need, Period, standing
from cpd_toolkit.requirements.plan.wanted import Judged, deadline, evaluations, needs
from cpd_toolkit.requirements.window import parsed

Tables = Mapping[str, pl.DataFrame]
STATED = 1_000  # a field that must be stated weighs more than any number of days


class Plan(NamedTuple):
    """What to do, and how each rule then stands."""

    actions: pl.DataFrame  # shapes.PLAN: by member, day and kind
    prospects: pl.DataFrame  # shapes.PROSPECTS: members by code, packs and rules in their order


def plan(packs: Sequence[Pack], tables: Tables, dossier: Dossier, as_of: date, until: date | None = None) -> Plan:
    """Return the smallest plan for every holder, over all packs at once: a session may serve several.

    Each pack is judged on the day `until`: unless said, the end of the holder's cycle, or as_of + 90 days where it has
    none or has ended. Records that a window of the last months will have lost by then are replaced. Hours are planned
    in quarters, each rule that can be met is met, one that is lost in a calendar period or a year is met in those that
    are not over, and of all plans the one with the fewest hours is taken, of these the one with the fewest records, of
    these the one that asks least of them, as late as it may be. A row counts on any day from `earliest` to `by`, hours
    spread over its records as one likes but evenly.

    What is planned has been put into the tables and judged by `evaluate`; `rules` of a row are those that would not be
    met so far without it. Left out are rules without a number, unverified ones and those without a cycle. A reflection
    is planned as an entry of its own, practice hours that nobody has logged are not foreseen, and for an exclusive pack
    no record is planned that an earlier pack counts. A search that is not over in 20 seconds ends with the best plan
    found so far, which makes the same rules pass but may not be the smallest.

    Args:
        packs: In the order of the dossier.
        tables: Accepted rows by table.
        dossier: As for `evaluate`.
        as_of: The last day on which nothing can be added any more.
        until: The day by which the rules shall be met.
    """
    members = people(tables) or [dossier.member_id or ""]
    made = [_of_member(member, packs, tables, dossier, as_of, until) for member in members]
    return Plan(
        pl.concat([pl.DataFrame(schema=PLAN), *(one.actions for one in made)]),
        pl.concat([pl.DataFrame(schema=PROSPECTS), *(one.prospects for one in made)]),
    )


class Told(NamedTuple):
    """How a rule stands with a plan."""

    verdict: str
    reason: str | None
    short: date | None  # the last day of the latest period that is not met; None when all are


Verdicts = Mapping[str, Told]  # by pack/rule


class Given(NamedTuple):
    """What the plan of one member is made from."""

    judged: Judged
    needs: Sequence[Need]
    kinds: Sequence[Kind]
    first: date  # on which a new record may lie
    until: date
    member: str


class Posed(NamedTuple):
    """The rules that are planned, as a program."""

    needs: Sequence[Need]
    program: Program
    slots: Sequence[Slot]
    found: Mapping[str, Sequence[Period]]  # by the rule's key, the periods in which something is asked for


def _of_member(
    member: str, packs: Sequence[Pack], tables: Tables, dossier: Dossier, as_of: date, until: date | None
) -> Plan:
    own = {name: rows.filter(member_id=member) for name, rows in tables.items()}
    now = [one for one in evaluate(packs, own, dossier, as_of) if not one.holders.is_empty()]
    by = {one.pack.id: until or deadline(one, as_of) for one in now}
    judged = Judged([one.pack for one in now], own, dossier, by)
    then = evaluations(judged, own)
    given = Given(judged, *needs(judged, then), as_of + timedelta(days=1), max(by.values(), default=as_of), member)
    actions, verdicts = _solved(given)
    rows = [row | {"member_id": member, "people": 1} for row in actions]
    told = [row | {"member_id": member, "people": 1} for row in _prospects(now, then, verdicts, by)]
    return Plan(shaped(pl.DataFrame(rows, PLAN), PLAN), shaped(pl.DataFrame(told, PROSPECTS, orient="row"), PROSPECTS))


def _solved(given: Given) -> tuple[list[dict[str, Any]], Verdicts]:
    """Return the rows of the plan, and the verdicts once they are done."""
    wanted = _possible(given)
    while True:
        posed = _posed(wanted, given)
        values = posed.program.solved({need.key for need in wanted}, *_costs(posed, given))
        if values is None:  # each can be met, but not all of them
            wanted = wanted[:-1]
            continue
        plan = chosen(values, posed.slots)
        verdicts = _judged(plan, given)
        # What the engine doesn't find met has been asked for in vain.
        kept = [need for need in wanted if _good(need, verdicts)]
        if len(kept) == len(wanted):
            return [_row(one, plan, verdicts, posed, given) for one in plan], verdicts
        wanted = kept


def _possible(given: Given) -> list[Need]:
    """Return the rules that can be met, and those lost in a period that is over for the periods that are not."""
    every = _posed(given.needs, given).program
    lost = {need.key for need in given.needs if not every.possible({need.key})}
    if not lost:
        return [*given.needs]
    kept = [need for need in given.needs if _parted(need, lost)]
    asked = [need._replace(since=given.first) if need.key in lost else need for need in kept]
    rest = _posed(asked, given).program
    return [need for need in asked if need.key not in lost or rest.possible({need.key})]


def _parted(need: Need, lost: Collection[str]) -> bool:
    """Return whether a rule is not lost, or only in some of its calendar periods or years."""
    return need.key not in lost or (
        isinstance(need.rule, Minimum | Ratio) and parsed(need.rule.window).name in ("calendar", "cycle-year")
    )


def _posed(wanted: Sequence[Need], given: Given) -> Posed:
    program = Program()
    found = {need.key: _asking(need, standing(need)) for need in wanted}
    days = bookable(wanted, found, given.kinds, given.first)
    made = slots(program, given.kinds, days)
    for need in wanted:
        if _moves(need):
            own = {day for kind, listed in days.items() if kind in need.kinds for day in listed}
            found[need.key] = _asking(need, standing(need, own))
        ask(program, need, found[need.key], made)
    return Posed(wanted, program, made, found)


def _costs(posed: Posed, given: Given) -> tuple[list[dict[int, float]], dict[int, float]]:
    hours = {slot.quarters: 1.0 for slot in posed.slots if slot.quarters is not None}
    records = {slot.records: 1.0 for slot in posed.slots}
    wishes: dict[int, float] = {}
    for slot in posed.slots:
        days = float((given.until - slot.day).days)
        wishes[slot.records] = days + STATED * len(given.kinds[slot.kind].fields)
        if slot.quarters is not None:
            wishes[slot.quarters] = days
    return [hours, records], wishes


def _judged(plan: Sequence[Chosen], given: Given, only: Mapping[str, Sequence[str]] | None = None) -> Verdicts:
    tables = with_plan(given.judged.tables, plan, given.kinds, given.member, given.until)
    told: dict[str, Told] = {}
    for one in evaluations(given.judged, tables, only):
        short = one.periods.filter(~pl.col("state").is_in(["met", "exempt"]), pl.col("expected").is_not_null())
        last = dict(short.group_by("rule").agg(pl.col("period_end").max()).rows())
        for pack, rule, verdict, reason in one.verdicts.select("pack", "rule", "verdict", "reason").rows():
            told[f"{pack}/{rule}"] = Told(verdict, reason, last.get(rule))
    return told


def _row(one: Chosen, plan: Sequence[Chosen], verdicts: Verdicts, posed: Posed, given: Given) -> dict[str, Any]:
    counting = [need for need in posed.needs if one.kind in need.kinds]
    only: dict[str, list[str]] = {}
    for need in counting:
        only.setdefault(need.key.split("/")[0], []).append(need.rule.id)
    without = _judged([other for other in plan if other is not one], given, only)
    lost = [need.key for need in counting if _good(need, verdicts) and not _good(need, without)]
    day = earliest(one, counting, plan, posed.found, given.first)
    return action(one, given.kinds[one.kind], counting, lost, day)


def _moves(need: Need) -> bool:
    return isinstance(need.rule, Minimum | Ratio) and parsed(need.rule.window).name == "any"


def _asking(need: Need, periods: Sequence[Period]) -> list[Period]:
    """Return the periods in which something is asked for; others may lend to them where surplus is carried."""
    if isinstance(need.rule, Minimum) and need.rule.carry:
        return [*periods]
    still = [period for period in periods if need.since is None or period.end >= need.since]
    if not isinstance(need.rule, Minimum):
        return still
    return [period for period in still if not period.paused and period.least < need.value]


def _good(need: Need, verdicts: Verdicts) -> bool:
    """Return whether a rule is met, or as far as it can be.

    Its ratio to practice can't be told without any; of a rule that is lost, what is not over yet may be met.
    """
    told = verdicts[need.key]
    rest = need.since is not None and (told.short is None or told.short < need.since)
    return told.verdict == "met" or (told.verdict, told.reason) == ("unknown", "no_practice") or rest


def _prospects(
    now: Sequence[Evaluation], then: Sequence[Evaluation], planned: Verdicts, by: Mapping[str, date]
) -> list[dict[str, Any]]:
    """Return how each rule stands on its day: today's verdict, that of the day, and that with the plan together."""
    told = []
    for one, later in zip(now, then, strict=True):
        for verdict, bare in zip(one.verdicts.to_dicts(), later.verdicts["verdict"], strict=True):
            key = f"{verdict['pack']}/{verdict['rule']}"
            state, reason = _state(planned[key], verdict, one, bare == "met")
            place = {name: verdict[name] for name in ("pack", "edition", "rule")}
            told.append(place | {"by": by[one.pack.id], "state": state, "reason": reason})
    return told


def _state(planned: Told, now: dict[str, Any], one: Evaluation, kept: bool) -> tuple[str, str | None]:
    """Return how a rule stands with the plan: what is short in a period that is over can't be made up any more."""
    if planned.verdict == "met":
        return ("kept" if kept else "planned"), None
    if planned.verdict == "unknown":
        return "untold", planned.reason
    over = one.periods.filter(~pl.col("running"), ~pl.col("state").is_in(["met", "exempt"]), rule=now["rule"])
    if now["verdict"] == "unknown" or (over.height and "short" not in over["state"]):
        return "untold", now["reason"] or ("paused" if "part" in over["paused"] else "not_stated")
    return "lost", None
