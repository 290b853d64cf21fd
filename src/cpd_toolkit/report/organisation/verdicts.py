"""Verdicts of all members on the rules of the packs that their level names, but for rules nothing can be told of."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

import polars as pl

from cpd_toolkit.dossier import Dossier
from cpd_toolkit.i18n import Words
from cpd_toolkit.measures.counted import Counted, shares
from cpd_toolkit.measures.roll import AND, NO_PLACE, POOLED, VERDICTS
from cpd_toolkit.requirements.evaluate import evaluate, is_unverified
from cpd_toolkit.requirements.items import TABLES_OF
from cpd_toolkit.requirements.named import named_packs
from cpd_toolkit.requirements.pack import AnyRule, Pack, Shown, Valid

VERDICT = dict.fromkeys(("member_id", "region", "group_id", "level", "pack", "rule", "verdict"), pl.String)

Rows = Mapping[str, pl.DataFrame]


class Untold(NamedTuple):
    """A rule that can't be told of anybody, and why: nothing about a member."""

    pack: str
    rule: str
    reason: str  # qualitative, unverified, no_record


class Told(NamedTuple):
    """The tables of members by verdict, and the rules without."""

    tables: dict[str, Counted]
    untold: tuple[Untold, ...]


def by_rule(members: pl.DataFrame, rows: Rows, dossier: Dossier, as_of: date, say: Words) -> Told:
    """Return the members by verdict on each rule, by level; by region and by group too where there is one level.

    Members of whom there is no record are `unknown`, whatever the rule. Levels told together name no pack of their own:
    their rules are left out.

    Args:
        members: The pooled roll (`measures.roll`).
        rows: Accepted rows by table, those of the dossier alone.
        dossier: Its settings.
        as_of: The day.
        say: The user's language.

    Raises:
        UsageError: A pack that the dossier or its register names is not known or not in force.
    """
    packs = {pack.id: pack for pack in _packs(dossier, rows, as_of, say)}
    levels = {level: [packs[name] for name in level.split(AND) if name in packs] for level in _levels(members)}
    untold = [one for level in levels.values() for pack in level for one in _untold(pack, rows, dossier, as_of)]
    gone = {(one.pack, one.rule) for one in untold}
    told = [_of_level(level, _without(named, gone), members, rows, dossier, as_of) for level, named in levels.items()]
    verdicts = pl.concat([pl.DataFrame(schema=VERDICT), *told])
    tables = {"rules": shares(verdicts, "rule", "verdict", VERDICTS, ["level", "pack", "rule"])}
    places: dict[str, list[str]] = {}
    if members["level"].n_unique() == 1:  # else places and levels together leave too few in a cell
        places["rules_by_region"] = ["region"]
        if members.filter(~pl.col("group_id").is_in(NO_PLACE)).height:
            places["rules_by_group"] = ["region", "group_id"]
    tables |= {
        name: shares(verdicts, "rule", "verdict", VERDICTS, [*by, "pack", "rule"]) for name, by in places.items()
    }
    return Told(tables, tuple(untold))


def _packs(dossier: Dossier, rows: Rows, as_of: date, say: Words) -> list[Pack]:
    named = dossier.rules or rows["members"]["rules"].count()
    return named_packs(dossier, rows, as_of, say) if named else []


def _levels(members: pl.DataFrame) -> list[str]:
    return [level for level in members["level"].unique().sort() if level != POOLED]


def _untold(pack: Pack, rows: Rows, dossier: Dossier, as_of: date) -> list[Untold]:
    told = [(rule.id, _reason(rule, pack, rows, dossier, as_of)) for rule in pack.rules]
    return [Untold(pack.id, rule, reason) for rule, reason in told if reason]


def _reason(rule: AnyRule, pack: Pack, rows: Rows, dossier: Dossier, as_of: date) -> str:
    """Return why a rule can't be told of anybody, whoever they are; nothing where it may be."""
    if isinstance(rule, Shown):
        return "qualitative"
    if is_unverified(rule, pack, as_of) and not dossier.accept_unverified:
        return "unverified"
    sources = ("evidence",) if isinstance(rule, Valid) else rule.count.of
    supplied = any(table in rows for source in sources for table in TABLES_OF[source])
    return "" if supplied else "no_record"


def _without(packs: list[Pack], gone: set[tuple[str, str]]) -> list[Pack]:
    kept = [(pack, tuple(rule for rule in pack.rules if (pack.id, rule.id) not in gone)) for pack in packs]
    return [pack.model_copy(update={"rules": rules}) for pack, rules in kept if rules]


def _of_level(
    level: str, packs: list[Pack], members: pl.DataFrame, rows: Rows, dossier: Dossier, as_of: date
) -> pl.DataFrame:
    """Return the verdicts of the members of a level; only their rows are looked at."""
    own = members.filter(level=level).select("member_id", "region", "group_id", "level", "with_records")
    theirs = {name: table.join(own.select("member_id"), on="member_id", how="semi") for name, table in rows.items()}
    verdict = pl.when("with_records").then("verdict").otherwise(pl.lit("unknown"))
    found = [one.verdicts.join(own, on="member_id") for one in evaluate(packs, theirs, dossier, as_of)]
    told = [one.with_columns(verdict=verdict).select(*VERDICT) for one in found]
    return pl.concat([pl.DataFrame(schema=VERDICT), *told])
