"""Verdicts: how the records of each holder stand to each rule of a pack on a day.

A verdict says what the data say: `met` when what surely counts is enough; `not_met` when not even what may count is;
else `unknown`, with the reason. A rule whose number nobody has verified is `unknown` unless the user accepts it.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

import polars as pl

from cpd_toolkit.dossier import Dossier
from cpd_toolkit.errors import UsageError
from cpd_toolkit.measures.branches import people
from cpd_toolkit.measures.gaps import member_pauses
from cpd_toolkit.measures.shapes import VERDICTS, shaped
from cpd_toolkit.requirements.case import NOTHING_SPENT, PLACE, Case, Found
from cpd_toolkit.requirements.documents import valid
from cpd_toolkit.requirements.holders import holders as holders_of
from cpd_toolkit.requirements.load import value_on
from cpd_toolkit.requirements.outlook import with_outlook, with_until
from cpd_toolkit.requirements.pack import AnyRule, Counted, Minimum, Pack, Ratio, Shown, Span, Spread, Valid
from cpd_toolkit.requirements.shown import shown
from cpd_toolkit.requirements.stretches import span, spread
from cpd_toolkit.requirements.totals import total
from cpd_toolkit.requirements.verdicts import unit_of, verdict

FROM_MEMORY = "MEM"


class Evaluation(NamedTuple):
    """How the records stand to one pack."""

    pack: Pack
    holders: pl.DataFrame  # member_id, cycle_start, cycle_end
    verdicts: pl.DataFrame  # shapes.VERDICTS: members by code, rules in the pack's order
    periods: pl.DataFrame  # shapes.PERIODS
    credits: pl.DataFrame  # shapes.CREDITS


def evaluate(
    packs: Sequence[Pack], tables: Mapping[str, pl.DataFrame], dossier: Dossier, as_of: date
) -> list[Evaluation]:
    """Return how every holder's records stand to each pack on a day.

    Args:
        packs: In the order of the dossier; a record that one of them has used does not count for a later one that is
            exclusive.
        tables: Accepted rows by table.
        dossier: Its cycle, pauses and `accept_unverified`; with a register, the register's.
        as_of: The day.

    Raises:
        UsageError: A number of a pack is not in force yet on the day.
    """
    done: list[Evaluation] = []
    for pack in packs:
        done.append(_evaluated(pack, tables, dossier, as_of, _used(done) if pack.exclusive else NOTHING_SPENT))
    return done


def _used(done: Sequence[Evaluation]) -> pl.DataFrame:
    counted = [one.credits.filter(pl.col("least") > 0).select(PLACE) for one in done]
    return pl.concat([NOTHING_SPENT, *counted]).unique()


def _evaluated(
    pack: Pack, tables: Mapping[str, pl.DataFrame], dossier: Dossier, as_of: date, spent: pl.DataFrame
) -> Evaluation:
    _check_in_force(pack, dossier, as_of)
    members = people(tables) or [dossier.member_id or ""]
    cycles = holders_of(pack, dossier, tables, members, as_of)
    case = Case(tables, cycles, member_pauses(tables, dossier.pauses, members, as_of), as_of, spent)
    found = {rule.id: judged(rule, case) for rule in pack.rules}
    told = [_told(rule, pack, found[rule.id], case, dossier.accept_unverified) for rule in pack.rules]
    order = pl.col("rule").replace_strict({rule: i for i, rule in enumerate(found)}, return_dtype=pl.Int64)
    return Evaluation(
        pack,
        cycles,
        pl.concat(told).sort("member_id", order),
        pl.concat(one.periods for one in found.values()),
        pl.concat(one.credits for one in found.values()),
    )


def _check_in_force(pack: Pack, dossier: Dossier, day: date) -> None:
    if any(isinstance(rule, Counted) and value_on(rule.values, day) is None for rule in pack.rules):
        first, say = pack.effective_from, dossier.say
        raise UsageError(say("packs.none_in_force", name=pack.id, day=say.day(day), first=say.day(first)))


def judged(rule: AnyRule, given: Case) -> Found:
    """Return the periods of a rule with their states, by the number in force on the day, and the records."""
    return with_until(_found(rule, given), rule, given)


def _found(rule: AnyRule, given: Case) -> Found:
    dated = value_on(rule.values, given.as_of) if isinstance(rule, Counted) else None
    match rule:
        case Minimum() | Ratio():
            return total(rule, given)
        case Spread():
            return spread(rule, dated.value if dated else 0.0, given)
        case Span():
            return span(rule, dated.value if dated else 0.0, given)
        case Valid():
            return valid(rule, given)
        case Shown():
            return shown(rule, given)


def _told(rule: AnyRule, pack: Pack, found: Found, case: Case, accept: bool) -> pl.DataFrame:
    dated = value_on(rule.values, case.as_of) if isinstance(rule, Counted) else None
    grade = pack.sources[dated.reference if dated else rule.reference].grade
    unverified = is_unverified(rule, pack, case.as_of)
    refused = pl.lit(unverified and not accept and not isinstance(rule, Shown))
    told = verdict(rule, found, case).with_columns(
        pl.when(refused).then(pl.lit("unknown")).otherwise("verdict").alias("verdict"),
        pl.when(refused).then(pl.lit("unverified")).otherwise("reason").alias("reason"),
        pack=pl.lit(pack.id),
        edition=pl.lit(pack.edition),
        rule=pl.lit(rule.id),
        kind=pl.lit(rule.kind),
        unit=pl.lit(unit_of(rule)),
        window=pl.lit("" if isinstance(rule, Valid) else rule.window),
        grade=pl.lit(grade),
        unverified=pl.lit(unverified),
        people=pl.lit(1),
    )
    return shaped(with_outlook(told, found, rule, case), VERDICTS)


def is_unverified(rule: AnyRule, pack: Pack, day: date) -> bool:
    """Return whether nobody has verified a rule: a number in force on the day is from memory, or the pack says so."""
    return bool(rule.unverified_fields) or pack.status == "from_memory" or FROM_MEMORY in _grades(rule, pack, day)


def _grades(rule: AnyRule, pack: Pack, day: date) -> set[str]:
    """Return the grades of all sources that decide: of the rule, its number, its floor and its caps."""
    dated = [value_on(getattr(rule, name, ()), day) for name in ("values", "floor")]
    count = None if isinstance(rule, Valid) else rule.count
    numbers = [one.reference for one in (*dated, *(count.caps if count else ())) if one]
    return {pack.sources[name].grade for name in numbers or [rule.reference]}
