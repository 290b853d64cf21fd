"""Requirements in the words of the page: amounts and what they are of, periods by their names."""

from datetime import date

from cpd_toolkit.i18n import Words
from cpd_toolkit.requirements.choices import label
from cpd_toolkit.requirements.pack import AnyRule, Count, Pack, Spread, Valid
from cpd_toolkit.requirements.phrases import amount_words, where_words
from cpd_toolkit.requirements.verdicts import unit_of

PLAIN_UNITS = ("days", "documents")


def plain(value: float) -> float:
    """Return a whole number as such, so that it chooses its plural.

    Example:
        >>> plain(2.0), plain(2.5)
        (2, 2.5)
    """
    return int(value) if float(value).is_integer() else value


def amount(value: float, rule: AnyRule, say: Words) -> str:
    """Return an amount in the unit of a rule: 1 h, 3 credits, 5 responses, 92 days."""
    unit = unit_of(rule)
    if unit == "hours":
        return say.hours(value)
    if unit in PLAIN_UNITS:
        return say(f"packs.unit.{unit}", n=plain(value))
    return amount_words(plain(value), count_of(rule), say)


def amount_of(value: float, rule: AnyRule, say: Words) -> str:
    """Return an amount with what it is of: 1 h of supervision, 5 responses (client)."""
    if isinstance(rule, Valid):
        return say("renewal.valid_document", kinds=say.join(label("kind", kind, say.lang) for kind in rule.documents))
    words, count = amount(value, rule, say), count_of(rule)
    if unit_of(rule) in ("hours", "points"):
        words = f"{words} {say.join(say(f'renewal.of.{source}') for source in count.of)}"
    which = where_words(count.where, say, count.of)
    return f"{words} ({which})" if which else words


def records(rule: AnyRule, say: Words) -> str:
    """Return the kind of records that a rule counts: training, mentor coaching."""
    count = count_of(rule)
    kinds = say.join(say(f"packs.source.{source}") for source in count.of)
    return ", ".join(filter(None, [kinds, where_words(count.where, say, count.of)]))


def range_of(least: float, most: float, rule: AnyRule, say: Words) -> str:
    """Return what surely counts, or from where to where what counts may lie."""
    if least == most:
        return amount(least, rule, say)
    return say("renewal.range", least=say.number(least), most=amount(most, rule, say))


def bound(rule: AnyRule, value: float, say: Words) -> str:
    """Return the months that a rule about stretches of time allows at most or asks for at least."""
    return say("renewal.at_most" if isinstance(rule, Spread) else "renewal.at_least", n=plain(value))


def period_name(window: str, start: date, end: date, say: Words, short: bool = False) -> str:
    """Return a period as a sentence names it, or as a table does.

    Example:
        >>> period_name("calendar-quarter", date(2025, 7, 1), date(2025, 9, 30), Words("en"))
        '3rd quarter of 2025'
    """
    match window:
        case "calendar-month":
            return say.month(start)
        case "calendar-quarter":
            number = (start.month + 2) // 3
            if short:
                return say("chart.quarter", number=number, year=start.year)
            return say(f"renewal.quarter.{number}", year=start.year)
        case "calendar-year":
            return str(start.year)
        case _:
            write = say.short_day if short else say.day
            return say("report.span", start=write(start), end=write(end))


def number_word(n: int, say: Words) -> str:
    """Return a small number as a word, as a sentence begins with or counts requirements by.

    Example:
        >>> number_word(7, Words("fr")), number_word(40, Words("en"))
        ('sept', '40')
    """
    words = say("renewal.count").split()
    return words[n] if n < len(words) else say.number(n)


def upper(text: str) -> str:
    """Return a sentence with its first letter large."""
    return text[:1].upper() + text[1:]


def quoted(rule: AnyRule, say: Words) -> str:
    """Return a rule's own words in quotation marks."""
    return say("renewal.quoted", text=rule.text(say.lang))


def pack_name(pack: Pack, say: Words) -> str:
    """Return a pack in words: body, scheme and level."""
    return ", ".join(filter(None, [pack.body, pack.scheme(say.lang), pack.level]))


def count_of(rule: AnyRule) -> Count:
    """Return what a rule counts; documents when it doesn't say."""
    if isinstance(rule, Valid) or rule.count is None:
        return Count(of=("evidence",), unit="records")
    return rule.count
