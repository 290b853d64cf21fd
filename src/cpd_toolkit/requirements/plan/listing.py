"""A plan as text for a terminal: how the rules stand now, what additions change, what to do and what can't be done."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import polars as pl

from cpd_toolkit.i18n import Words
from cpd_toolkit.requirements.choices import TABLE_OF
from cpd_toolkit.requirements.evaluate import Evaluation
from cpd_toolkit.requirements.pack import Pack
from cpd_toolkit.requirements.plan.smallest import Plan
from cpd_toolkit.requirements.wording import pack_name, standing
from cpd_toolkit.tables import TABLES
from cpd_toolkit.validate.listing import STEERING

Texts = Mapping[str, str]  # pack/rule -> the rule in words


def rule_texts(packs: Iterable[Pack], say: Words) -> dict[str, str]:
    """Return every rule in words, by `pack/rule`."""
    return {f"{pack.id}/{rule.id}": rule.text(say.lang) for pack in packs for rule in pack.rules}


def as_text(now: Sequence[Evaluation], changed: pl.DataFrame | None, made: Plan, as_of: date, say: Words) -> str:
    """Return the whole text.

    Args:
        now: The packs on as_of.
        changed: shapes.EFFECTS of additions, or None without any.
        made: The plan, additions counted.
        as_of: The day.
        say: The reader's language.
    """
    texts = rule_texts([one.pack for one in now], say)
    lines = [say("plan.now", day=say.day(as_of))]
    for one in now:
        lines += ["", pack_name(one.pack, say)]
        lines += [line for row in one.verdicts.to_dicts() for line in _verdict(row, texts, say)]
    if changed is not None:
        lines += ["", *_changes(changed, texts, say)]
    lines += ["", say("plan.title"), *(plan_lines(made, texts, as_of, say) or [f"  {say('plan.nothing')}"])]
    for state in ("lost", "untold"):
        lines += _apart(made, state, texts, say)
    return "\n".join(STEERING.sub("?", line) for line in lines) + "\n"


def _key(row: dict[str, Any]) -> str:
    return f"{row['pack']}/{row['rule']}"


def _verdict(row: dict[str, Any], texts: Texts, say: Words) -> list[str]:
    told = standing(row, say)
    if row["by"]:
        told = say("plan.until", standing=told, day=say.day(row["by"]))
    if row["outlook"]:
        told = say("renewal.answer.outlook", what=told, outlook=say(f"renewal.outlook.{row['outlook']}"))
    return [f"  {texts[_key(row)]}", f"    {told}"]


def _changes(changed: pl.DataFrame, texts: Texts, say: Words) -> list[str]:
    names = ("verdict", "found", "periods_met", "shortfall")
    moved = changed.filter(pl.any_horizontal(pl.col(name).ne_missing(pl.col(f"was_{name}")) for name in names))
    lines = [say("plan.if_added", day=say.day(changed["day"][0]))] if changed.height else []
    told = [(row, standing(row, say, "was_"), standing(row, say)) for row in moved.to_dicts()]
    differing = [(row, before, after) for row, before, after in told if before != after]
    for row, before, after in differing:
        lines += [f"  {texts[_key(row)]}", f"    {say('plan.changes', before=before, after=after)}"]
    return lines if differing else [*lines, f"  {say('plan.no_change')}"]


def plan_lines(made: Plan, texts: Texts, as_of: date, say: Words) -> list[str]:
    """Return the actions of a plan, each with the rules it is for."""
    lines = []
    for row in made.actions.to_dicts():
        lines.append(f"  {when(row, as_of, say)}{say('plan.colon')} {what(row, say)}")
        lines += [f"    {say('plan.for', rule=texts[key])}" for key in row["rules"]]
    return lines


def when(row: dict[str, Any], as_of: date, say: Words) -> str:
    """Return the days of an action: by the last, from the first to the last, or the one day."""
    if row["earliest"] == row["by"]:
        return say("plan.when.on", by=say.day(row["by"]))
    key = "by" if row["earliest"] == as_of + timedelta(days=1) else "between"
    return say(f"plan.when.{key}", by=say.day(row["by"]), earliest=say.day(row["earliest"]))


def what(row: dict[str, Any], say: Words) -> str:
    """Return what an action asks for: how much of what, and what it must state to count."""
    if row["unit"] == "hours":
        told = say(f"plan.hours.{row['what']}", hours=say.hours(row["amount"]))
        several = [say("plan.in_records", n=row["records"])] if row["records"] > 1 else []
    else:
        told, several = say(f"plan.records.{row['what']}", n=int(row["amount"])), []
    details = [*several, *stated(row, say)]
    return f"{told} ({say('plan.semicolon').join(details)})" if details else told


def stated(row: dict[str, Any], say: Words) -> list[str]:
    """Return what the records of an action must state, column by column, in the words of the tables."""
    told = [_labels(name, row[name], say) for name in TABLE_OF if row[name]]
    if row["supervisor_qualified"]:
        told.append(say("plan.qualified" if row["supervisor_qualified"][0] else "plan.not_qualified"))
    if row["group_size"]:
        first, last = min(row["group_size"]), max(row["group_size"])
        told.append(say("plan.group" if first == last else "plan.groups", n=first, last=last))
    told += [say(f"plan.new.{name}") for name in row["new"] or []]
    return told + ([say("plan.valid", day=say.day(row["valid_until"]))] if row["valid_until"] else [])


def _labels(name: str, codes: Sequence[str], say: Words) -> str:
    choices = {
        choice.code: choice.label(say.lang) for table in TABLE_OF[name] for choice in TABLES[table].column(name).choices
    }
    column = TABLES[TABLE_OF[name][0]].column(name)
    return say("plan.stated", column=column.label(say.lang), values=_either([choices[code] for code in codes], say))


def _either(parts: Sequence[str], say: Words) -> str:
    *head, last = parts
    return f"{', '.join(head)} {say('plan.or')} {last}" if head else last


def _apart(made: Plan, state: str, texts: Texts, say: Words) -> list[str]:
    lines = [f"  {line}" for line in apart(made, state, texts, say)]
    return ["", say(f"plan.{state}"), *lines] if lines else []


def apart(made: Plan, state: str, texts: Texts, say: Words) -> list[str]:
    """Return the rules that are lost or can't be told, with why, those of one reason together.

    Rules without a number are left out: there is nothing to tell.
    """
    asked = {key for rules in made.actions["rules"] for key in rules}
    together: dict[tuple[str, ...], list[str]] = {}
    for row in made.prospects.filter(pl.col("reason").ne_missing("qualitative"), state=state).to_dicts():
        why = [say(f"plan.reason.{row['reason']}")] if row["reason"] else []
        why += [say("plan.rest")] if _key(row) in asked else []
        together.setdefault(tuple(why), []).append(say("renewal.quoted", text=texts[_key(row)]))
    return [_because(say.join(rules), say("plan.semicolon").join(why), say) for why, rules in together.items()]


def _because(rules: str, why: str, say: Words) -> str:
    return say("plan.part.rule", rule=rules, reason=why) if why else rules
