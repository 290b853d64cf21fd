"""A rule in words: its number with its unit, its window, what it counts, what is capped."""

from collections.abc import Collection
from datetime import date

from cpd_toolkit.i18n import Words
from cpd_toolkit.requirements.choices import FIELDS, choices, is_required, label, title
from cpd_toolkit.requirements.load import value_on
from cpd_toolkit.requirements.pack import AnyRule, Cap, Count, Credit, Minimum, Ratio, Shown, Valid, Where

SPANNING = ("last", "any")  # windows that have a length in months or days


def window_words(window: str, say: Words) -> str:
    """Return a window in words.

    Example:
        >>> window_words("last-12-months", Words("en")), window_words("calendar-quarter", Words("fr"))
        ('in the last 12 months', 'dans chaque trimestre civil')
    """
    name, _, rest = window.partition("-")
    if name not in SPANNING:
        return say(f"packs.window.{window}")
    length, _, unit = rest.partition("-")
    return say(f"packs.window.{name}_{unit}", n=int(length))


def amount_words(value: float, count: Count, say: Words) -> str:
    """Return a number with the noun of what is counted.

    Example:
        >>> amount_words(5, Count(of=("feedback",), unit="records"), Words("fr"))
        '5 réponses'
    """
    if count.unit == "records":
        return say(f"packs.unit.records.{count.of[0] if len(count.of) == 1 else 'mixed'}", n=value)
    if count.unit == "distinct":
        return say(f"packs.unit.distinct.{count.distinct}", n=value)
    return say(f"packs.unit.{count.unit}", n=value)


def rule_words(rule: AnyRule, day: date, say: Words) -> str:
    """Return what a rule asks for on a day, in the words of the report: at least 16 hours in each year of the cycle."""
    if isinstance(rule, Valid):
        return say("packs.kind.valid", documents=say.join(label("kind", kind, say.lang) for kind in rule.documents))
    if isinstance(rule, Shown):
        return say("packs.kind.shown", window=window_words(rule.window, say)) if rule.count else say("packs.kind.told")
    number, window = value_on(rule.values, day), window_words(rule.window, say)
    if number is None:
        return say("packs.kind.no_number", day=say.day(day))
    if isinstance(rule, Minimum):
        return say("packs.kind.minimum", amount=amount_words(number.value, rule.count, say), window=window)
    asked = say(f"packs.kind.{rule.kind}", n=number.value, window=window)
    floor = value_on(rule.floor, day) if isinstance(rule, Ratio) else None
    return say("packs.kind.floor", ratio=asked, amount=amount_words(floor.value, rule.count, say)) if floor else asked


def where_words(where: Where, say: Words, of: Collection[str] = ()) -> str:
    """Return which records in words; empty where all are meant.

    Args:
        where: The condition.
        say: The reader's language.
        of: The kinds of records it is about; a field is told by the values that it may have in these.

    Example:
        >>> where_words(Where(format=("group", "peer"), group_size_to=4), Words("en"))
        'group and peer, up to 4 people'
    """
    told = [say.join(say(f"packs.source.{source}") for source in where.source)] if where.source else []
    told += [_values(name, getattr(where, name), where.source or of, say) for name in FIELDS if getattr(where, name)]
    if where.supervisor_qualified is not None:
        told.append(say("packs.where.qualified" if where.supervisor_qualified else "packs.where.not_qualified"))
    if where.group_size_from is not None:
        told.append(say("packs.where.size_from", n=where.group_size_from))
    if where.group_size_to is not None:
        told.append(say("packs.where.size_to", n=where.group_size_to))
    return ", ".join(told)


def _values(field: str, codes: tuple[str, ...], sources: Collection[str], say: Words) -> str:
    others = [code for code in choices(field, sources) if code not in codes]
    if not others and not is_required(field, sources):
        return say("packs.where.stated", field=title(field, say.lang))
    if 0 < len(others) < len(codes) > 2:  # all but two is shorter than seven
        return say("packs.where.all_but", values=say.join(label(field, code, say.lang) for code in others))
    return say.join(label(field, code, say.lang) for code in codes)


def cap_words(cap: Cap, count: Count, say: Words) -> str:
    """Return a cap in words: at most 10 credits: mentor coaching."""
    share = cap.at_most_share
    amount = amount_words(cap.at_most, count, say) if cap.at_most else say.percent(share or 0)
    told = say("packs.cap.at_most" if cap.at_most else "packs.cap.share", amount=amount)
    told += f" {say(f'packs.cap.{cap.per}')}" if cap.per != "window" else ""
    told += f" {say(f'packs.cap.each.{cap.each}')}" if cap.each else ""
    kinds = (cap.where, *cap.or_where)
    which = say("packs.cap.or").join(where_words(where, say, count.of) for where in kinds)
    return say("packs.cap.which", cap=told, which=which) if which else told


def credit_words(credit: Credit, say: Words, of: Collection[str] = ()) -> str:
    """Return what a kind of record counts for: group, up to 4 people: × 0.5."""
    which = where_words(credit.where, say, of) or say("packs.credit.all")
    whole = credit.times == 1
    form = ("shared" if whole else "divided") if credit.divided else ("whole" if whole else "times")
    return say(f"packs.credit.{form}", which=which, n=credit.times)
