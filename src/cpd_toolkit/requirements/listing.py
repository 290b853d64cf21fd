"""Packs as text for a terminal: all of them, or one in full."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import NamedTuple

from cpd_toolkit.i18n import Words
from cpd_toolkit.requirements.evaluate import is_unverified
from cpd_toolkit.requirements.load import Library, value_on
from cpd_toolkit.requirements.pack import UNDATED, Also, AnyRule, Counted, Cycle, Minimum, Pack, Reference, Shown
from cpd_toolkit.requirements.phrases import amount_words, cap_words, credit_words, rule_words, where_words
from cpd_toolkit.requirements.phrases import window_words as in_window

AROUND = ("opens_months_before", "grace_months", "lapse_months")
COMPARISON, GLOBAL = "comparison", "global"


def listed(known: Library, day: date, say: Words) -> str:
    """Return all packs in words by body: id, level, purpose, edition in force, status; those for comparison last."""
    width = max(map(len, known))
    heads = {name: _head(editions, day, say) for name, editions in known.items()}
    lines = [say("packs.list.all", n=len(known), day=say.day(day))]
    for head, of_head in groupby(sorted(known, key=lambda name: (heads[name], name)), key=heads.__getitem__):
        lines += ["", head.title]
        lines += [f"  {name:<{width}}  {_line(known[name], day, say)}" for name in of_head]
    return "\n".join(lines) + "\n"


class Head(NamedTuple):
    """Under what a pack is listed."""

    last: bool
    title: str


def _shown(editions: tuple[Pack, ...], day: date) -> Pack:
    return next((pack for pack in editions if pack.in_force(day)), editions[-1])


def _head(editions: tuple[Pack, ...], day: date, say: Words) -> Head:
    pack = _shown(editions, day)
    compared = pack.binding == COMPARISON
    return Head(compared, _capital(say("packs.binding.comparison")) if compared else pack.body)


def _line(editions: tuple[Pack, ...], day: date, say: Words) -> str:
    pack = _shown(editions, day)
    edition = say("packs.list.edition", edition=pack.edition) if pack.in_force(day) else say("packs.list.none_in_force")
    told = [
        pack.body if pack.binding == COMPARISON else "",
        pack.level,
        say(f"packs.purpose.{pack.purpose}"),
        pack.jurisdiction if pack.jurisdiction != GLOBAL else "",
        say("packs.binding.recommended") if pack.binding == "recommended" else "",
        edition,
        say("packs.list.status", status=say(f"packs.status.{pack.status}"), day=say.short_day(pack.verified_on)),
    ]
    return ", ".join(filter(None, told))


def in_full(pack: Pack, day: date, say: Words) -> str:
    """Return a pack in words: its header, each rule with its number on a day and where that comes from, its sources."""
    lines = [*_header(pack, say), "", say("packs.show.rules", day=say.day(day))]
    for rule in pack.rules:
        lines += ["", *_rule_lines(pack, rule, day, say)]
    sources = [say("packs.show.rule", name=f"  {name}", text=_source(one, say)) for name, one in pack.sources.items()]
    return "\n".join([*lines, "", say("packs.show.sources"), *sources]) + "\n"


def _header(pack: Pack, say: Words) -> Iterator[str]:
    yield ", ".join(filter(None, [pack.id, pack.body, pack.scheme(say.lang), pack.level]))
    words = {"purpose": say(f"packs.purpose.{pack.purpose}"), "binding": say(f"packs.binding.{pack.binding}")}
    yield say("packs.show.about", jurisdiction=pack.jurisdiction, **words)
    yield _edition(pack, say)
    yield say("packs.show.status", status=_capital(say(f"packs.status.{pack.status}")), day=say.day(pack.verified_on))
    if pack.supersedes:
        yield say("packs.show.supersedes", edition=pack.supersedes)
    if pack.cycle:
        yield _cycle(pack.cycle, say(f"packs.grade.{pack.sources[pack.cycle.reference].grade}"), say)
    if pack.note:
        yield say("packs.show.note", note=pack.note(say.lang))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _edition(pack: Pack, say: Words) -> str:
    if pack.effective_from == UNDATED:
        return say("packs.show.undated", edition=pack.edition)
    start = say.day(pack.effective_from)
    if pack.effective_to is None:
        return say("packs.show.edition", edition=pack.edition, start=start)
    return say("packs.show.edition_to", edition=pack.edition, start=start, end=say.day(pack.effective_to))


def _cycle(cycle: Cycle, grade: str, say: Words) -> str:
    about = {
        "years": say("packs.show.years", n=cycle.years),
        "anchor": say(f"packs.show.anchor.{cycle.anchor}"),
        **{name: say(f"packs.show.{name}", n=n) for name in AROUND if (n := getattr(cycle, name)) is not None},
    }
    for name in about.keys() & set(cycle.unverified_fields):
        about[name] = say("packs.show.unsure", text=about[name])
    return say("packs.show.cycle", cycle=", ".join(about.values()), grade=grade)


def _rule_lines(pack: Pack, rule: AnyRule, day: date, say: Words) -> Iterator[str]:
    yield say("packs.show.rule", name=f"  {rule.id}", text=rule.text(say.lang))
    yield from (f"    {line}" for line in _details(pack, rule, day, say) if line)


def _details(pack: Pack, rule: AnyRule, day: date, say: Words) -> Iterator[str]:
    number = value_on(rule.values, day) if isinstance(rule, Counted) else None
    source = pack.sources[number.reference if number else rule.reference]
    grade = say(f"packs.grade.{source.grade}")
    yield say("packs.show.number", asked=rule_words(rule, day, say), grade=grade)
    if is_unverified(rule, pack, day):
        yield say("packs.show.unverified")
    if rule.articles:
        yield say("packs.show.articles", n=len(rule.articles), articles=say.join(map(str, rule.articles)))
    if isinstance(rule, Counted | Shown) and rule.count:
        yield from _counted(pack, rule, say)
    if isinstance(rule, Minimum):
        yield from (_also(rule, reading, say) for reading in rule.also)
    if rule.note:
        yield say("packs.show.note", note=rule.note(say.lang))


def _counted(pack: Pack, rule: Counted | Shown, say: Words) -> Iterator[str]:
    count = rule.count
    assert count is not None
    which = [say.join(say(f"packs.source.{source}") for source in count.of), where_words(count.where, say, count.of)]
    yield say("packs.show.counted", which=", ".join(filter(None, which)))
    if count.doubtful:
        yield say("packs.show.doubtful", sources=say.join(say(f"packs.source.{one}") for one in count.doubtful))
    if count.longest_hours:
        yield say("packs.show.longest", amount=say("packs.unit.hours", n=count.longest_hours))
    yield from (say("packs.show.credit", credit=credit_words(credit, say, count.of)) for credit in count.credit)
    for cap in count.caps:
        grade = say(f"packs.grade.{pack.sources[cap.reference].grade}")
        yield say("packs.show.cap", cap=cap_words(cap, count, say), grade=grade)
    if isinstance(rule, Minimum) and rule.carry:
        yield say("packs.show.carry", forward=rule.carry.forward, back=rule.carry.back)


def _also(rule: Minimum, reading: Also, say: Words) -> str:
    amount = amount_words(reading.value, rule.count, say)
    return say("packs.show.also", asked=say("packs.kind.minimum", amount=amount, window=in_window(reading.window, say)))


def _source(source: Reference, say: Words) -> str:
    words = {"title": source.title(say.lang), "address": source.address, "day": say.day(source.read_on)}
    return say("packs.show.source", grade=say(f"packs.grade.{source.grade}"), **words)
