"""The answer in words: how many requirements are met, what is missing and by when, what cannot be told and why."""

from datetime import date

from cpd_toolkit.charts.cycle_records import Mark
from cpd_toolkit.i18n import Words
from cpd_toolkit.report.opening import Page
from cpd_toolkit.report.renewal.judged import marks
from cpd_toolkit.report.renewal.phrases import amount, amount_of, number_word, quoted, records, upper
from cpd_toolkit.report.renewal.standing import Standing, names, standings
from cpd_toolkit.requirements.evaluate import Evaluation
from cpd_toolkit.requirements.pack import Span, Spread, Valid
from cpd_toolkit.requirements.phrases import window_words

MOST_NAMED = 3  # periods or requirements named one by one in a sentence


def sentences(evaluation: Evaluation, page: Page) -> list[str]:
    """Return the answer that one pack gives: the first sentence, and those that follow from it."""
    told = standings(evaluation, page.as_of)
    if not told:
        return [page.say("renewal.answer.nothing_judged"), *_until(evaluation, told, page)]
    return [
        " ".join([_met(told, page), *_missing(told, page), *_stretched(told, page)]),
        *_missed(told, page),
        *_unknown(told, page),
        *_accepted(told, page),
        *_until(evaluation, told, page),
    ]


def over_all(evaluations: list[Evaluation], page: Page) -> str:
    """Return the answer of several packs together: how many requirements are met, what is missing and by when."""
    told = [one for evaluation in evaluations for one in standings(evaluation, page.as_of)]
    if not told:
        return page.say("renewal.answer.nothing_judged")
    return " ".join([_met(told, page), *_missing(told, page)])


def _met(told: list[Standing], page: Page) -> str:
    say, of = page.say, len(told)
    n = sum(one.verdict == "met" for one in told)
    unsure = any(one.verdict == "unknown" for one in told)
    key = "all" if n == of else "some" if n else "none_sure" if unsure else "none"
    number = of if key != "some" else n
    counts = {"k": number_word(n, say), "of": number_word(of, say)}
    words = say(f"renewal.answer.{key}", n=number, day=say.day(page.as_of), **counts)
    return upper(words)


def _missing(told: list[Standing], page: Page) -> list[str]:
    say = page.say
    items = [_item(one, page) for one in told if one.missing]
    return [say("renewal.answer.missing", items=say("renewal.between").join(items))] if items else []


def _stretched(told: list[Standing], page: Page) -> list[str]:
    """Return the stretches between two records that are too long today and move out of the window."""
    long = [one for one in told if isinstance(one.rule, Spread) and one.verdict == "not_met" and one.missed.is_empty()]
    return [upper(f"{_too_long(one, page)}.") for one in long]


def _item(one: Standing, page: Page) -> str:
    say, rule = page.say, one.rule
    if isinstance(rule, Span):
        words = say("renewal.answer.span", days=amount(one.missing, rule, say), of=records(rule, say))
    else:
        words = amount_of(one.missing, rule, say)
    if not isinstance(rule, Valid) and rule.window.startswith("last-"):
        words = f"{words} {window_words(rule.window, say)}{',' if one.by else ''}"
    if one.by is None:
        return say("renewal.answer.outlook", what=words, outlook=say(f"renewal.undated.{one.undated}"))
    words = say("renewal.answer.by", what=words, day=say.day(one.by))
    if one.pace:
        words = say("renewal.answer.outlook", what=words, outlook=say(f"renewal.outlook.{one.pace}"))
    return words


def _too_long(one: Standing, page: Page) -> str:
    """Return in words that a stretch between two records is longer than is allowed."""
    say, rule, told = page.say, one.rule, one.told
    return say(
        "renewal.answer.spread",
        days=amount(told["found"], one.rule, say),
        allowed=amount(told["expected"], one.rule, say),
        of=records(rule, say),
    )


def _missed(told: list[Standing], page: Page) -> list[str]:
    return [_gone(one, page) for one in told if one.missed.height]


def _gone(one: Standing, page: Page) -> str:
    say, rule = page.say, one.rule
    if isinstance(rule, Spread):
        return upper(say("renewal.answer.gone", what=_too_long(one, page)))
    named = names(one.missed, rule, say)
    rest = len(named) - MOST_NAMED
    listed = [*named[:MOST_NAMED], say("renewal.answer.more_periods", n=rest)] if rest > 1 else named
    if not one.lacking:
        what = say("renewal.answer.stretches", n=one.missed.height, rule=quoted(rule, say))
        return upper(say("renewal.answer.gone", what=what))
    words = amount(one.lacking, rule, say) if isinstance(rule, Span) else amount_of(one.lacking, rule, say)
    what = say("renewal.answer.lacking", periods=say.join(listed), what=words)
    return upper(say("renewal.answer.gone", what=what))


def _unknown(told: list[Standing], page: Page) -> list[str]:
    say, unknown = page.say, [one for one in told if one.verdict == "unknown"]
    if not unknown:
        return []
    by_reason: dict[str, list[Standing]] = {}
    for one in unknown:
        by_reason.setdefault(reason_words(one, say), []).append(one)
    named = len(unknown) < MOST_NAMED
    items = [_because(reason, ones, named, say) for reason, ones in by_reason.items()]
    items = [*by_reason] if len(by_reason) == 1 and not named else items
    n = len(unknown)
    return [upper(say("renewal.answer.unknown", n=n, k=number_word(n, say), items=say("renewal.between").join(items)))]


def _because(reason: str, ones: list[Standing], named: bool, say: Words) -> str:
    if named:
        return f"{say.join(quoted(one.rule, say) for one in ones)} ({reason})"
    return say("renewal.answer.because", n=len(ones), reason=reason)


def reason_words(one: Standing, say: Words) -> str:
    """Return why a verdict cannot be told."""
    return say(f"renewal.reason.{one.told['reason']}")


def _accepted(told: list[Standing], page: Page) -> list[str]:
    n = sum(one.accepted for one in told)
    return [upper(page.say("renewal.answer.accepted", n=n, k=number_word(n, page.say)))] if n else []


def _until(evaluation: Evaluation, told: list[Standing], page: Page) -> list[str]:
    days = sorted(marks(evaluation), key=lambda mark: mark.name != "due")
    words = [_day(mark, page) for mark in days] + _holds(told, days[0].day if days else date.max, page.say)
    return [" ".join(words)] if words else []


def _day(mark: Mark, page: Page) -> str:
    say, left = page.say, (mark.day - page.as_of).days
    key = mark.name
    if key == "due":
        key = "ends" if left > 0 else "ends_today" if left == 0 else "ended"
    doubt = f" ({say('renewal.unverified')})" if mark.unverified else ""
    return say(f"renewal.answer.{key}", n=abs(left), day=f"{say.day(mark.day)}{doubt}")


def _holds(told: list[Standing], due: date, say: Words) -> list[str]:
    """Return which requirement is lost first if nothing new is logged, and when, unless the cycle ends before."""
    days = {one.holds_until: one for one in reversed(told) if one.holds_until}
    if not days or min(days) > due:
        return []
    return [say("renewal.answer.holds", rule=quoted(days[min(days)].rule, say), day=say.day(min(days)))]
