"""Two packs, or two editions of one, for the same records on the same day."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import polars as pl

from cpd_toolkit.dossier import Dossier
from cpd_toolkit.errors import UsageError
from cpd_toolkit.i18n import Words
from cpd_toolkit.measures.shapes import COMPARED, shaped
from cpd_toolkit.requirements.evaluate import evaluate
from cpd_toolkit.requirements.load import Library, pack_on, value_on
from cpd_toolkit.requirements.pack import AnyRule, Counted, Dated, Pack, Ratio, Valid
from cpd_toolkit.requirements.verdicts import unit_of
from cpd_toolkit.requirements.wording import standing
from cpd_toolkit.validate.listing import STEERING

PREFIXES = ("", "other_")
TOLD = ("rule", "unit", "window", "expected", "found", "periods", "periods_met", "verdict", "reason")


def edition(name: str, as_of: date, known: Library, say: Words) -> Pack:
    """Return the edition that `id` (in force on as_of) or `id@YYYY-MM-DD` (in force on that day) names.

    Its numbers are those of that day whatever day it is judged on.

    Raises:
        UsageError: The day can't be read, there is no such pack, or none of its editions is in force.
    """
    plain, at, text = name.partition("@")
    try:
        day = date.fromisoformat(text) if at else as_of
    except ValueError:
        raise UsageError(say("cli.unknown_date", text=text)) from None
    pack = pack_on(plain, day, known, say)
    return pack.model_copy(update={"rules": tuple(_fixed(rule, day) for rule in pack.rules)})


def _fixed(rule: AnyRule, day: date) -> AnyRule:
    if not isinstance(rule, Counted):
        return rule
    fixed: dict[str, Any] = {"values": _always(rule.values, day)}
    if isinstance(rule, Ratio):
        fixed["floor"] = _always(rule.floor, day)
    return rule.model_copy(update=fixed)


def _always(values: Sequence[Dated], day: date) -> tuple[Dated, ...]:
    dated = value_on(values, day)
    return (dated.model_copy(update={"start": date.min}),) if dated else ()


def compare(one: Pack, other: Pack, tables: Mapping[str, pl.DataFrame], dossier: Dossier, as_of: date) -> pl.DataFrame:
    """Return what each of two packs asks for, and how the same records stand to it, requirement by requirement.

    Rules of the same name, if of the same kind, are one requirement; else rules that count the same sort of records
    the same way, in their order. What has no partner stands alone. Each pack is judged by itself.

    Returns:
        shapes.COMPARED: members by code, the one pack's rules in their order, then those only the other has.
    """
    both = [evaluate([pack], tables, dossier, as_of)[0].verdicts for pack in (one, other)]
    members = pl.concat(both)["member_id"].unique().sort().to_list()
    rows = [
        {"member_id": member, "people": 1, "kind": (rule or partner).kind}  # type: ignore[union-attr]
        | _told(both[0], member, rule, "")
        | _told(both[1], member, partner, "other_")
        for member in members
        for rule, partner in _partners(one.rules, other.rules)
    ]
    return shaped(pl.DataFrame(rows, COMPARED), COMPARED)


def _told(verdicts: pl.DataFrame, member: str, rule: AnyRule | None, prefix: str) -> dict[str, Any]:
    found = verdicts.filter(member_id=member, rule=rule.id) if rule else verdicts.clear()
    row = found.select(TOLD).row(0, named=True) if found.height else dict.fromkeys(TOLD)
    return {f"{prefix}{name}": value for name, value in row.items()}


def _partners(ones: Sequence[AnyRule], others: Sequence[AnyRule]) -> list[tuple[AnyRule | None, AnyRule | None]]:
    left = {rule.id: rule for rule in others}
    partner = {
        rule.id: left.pop(rule.id) for rule in ones if rule.id in left and _sort(left[rule.id])[0] == _sort(rule)[0]
    }
    for rule in ones:
        alike = next((name for name, other in left.items() if _sort(other) == _sort(rule)), None)
        if rule.id not in partner and alike:
            partner[rule.id] = left.pop(alike)
    return [*((rule, partner.get(rule.id)) for rule in ones), *((None, rule) for rule in left.values())]


def _sort(rule: AnyRule) -> tuple[object, ...]:
    """Return the kind of a rule, its unit, and which records it is about: its window and its number are not in it."""
    if isinstance(rule, Valid):
        return rule.kind, "documents", rule.documents
    count = rule.count
    return rule.kind, unit_of(rule), (count.of, count.distinct, count.where) if count else ()


def as_text(one: Pack, other: Pack, compared: pl.DataFrame, as_of: date, say: Words) -> str:
    """Return the comparison in words: what differs, a requirement a paragraph, then what is the same in both."""
    names = [say("compare.pack", id=pack.id, edition=pack.edition) for pack in (one, other)]
    told = [_told_by(row, (one, other), names, say) for row in compared.to_dicts()]
    lines = [say("compare.title", one=names[0], other=names[1], day=say.day(as_of))]
    differing = [asked for asked in told if not asked.same]
    lines += [line for asked in differing for line in ("", *asked.lines)] or ["", say("compare.nothing")]
    if same := [asked for asked in told if asked.same]:
        lines += ["", say("compare.unchanged"), *(line for asked in same for line in asked.lines)]
    return "\n".join(STEERING.sub("?", line) for line in lines) + "\n"


class Paragraph(NamedTuple):
    """A requirement in words, and whether both packs say the same of it."""

    same: bool
    lines: list[str]


def _told_by(row: dict[str, Any], packs: Sequence[Pack], names: Sequence[str], say: Words) -> Paragraph:
    texts = [_text(row[f"{prefix}rule"], pack, say) for pack, prefix in zip(packs, PREFIXES, strict=True)]
    stands = [standing(row, say, prefix) if text else "" for text, prefix in zip(texts, PREFIXES, strict=True)]
    if texts[0] == texts[1] and stands[0] == stands[1] and row["expected"] == row["other_expected"]:
        return Paragraph(True, [f"  {say('compare.side', name=texts[0], standing=stands[0])}"])
    sides = [
        say("compare.side", name=name, standing=stood) if text else say("compare.absent", name=name)
        for name, text, stood in zip(names, texts, stands, strict=True)
    ]
    if None not in texts and texts[0] != texts[1]:
        sides = [f"{side} — {text}" for side, text in zip(sides, texts, strict=True)]
    heading = say("compare.heading", text=texts[0] or texts[1], kind=say(f"compare.kind.{row['kind']}"))
    return Paragraph(False, [heading, *(f"  {side}" for side in sides), *_difference(row, say)])


def _text(name: str | None, pack: Pack, say: Words) -> str | None:
    return next((rule.text(say.lang) for rule in pack.rules if rule.id == name), None)


def _difference(row: dict[str, Any], say: Words) -> list[str]:
    """Return whether number and verdict are the same in both, where both ask for it with a number."""
    if row["rule"] is None or row["other_rule"] is None or row["kind"] == "shown":
        return []
    number = "same" if row["expected"] == row["other_expected"] else "other"
    verdict = "same" if row["verdict"] == row["other_verdict"] else "other"
    return [f"  {say(f'compare.number.{number}')} {say(f'compare.verdict.{verdict}')}"]
