"""The first screen: the answer of each pack, and its requirements one by one with the rows behind them."""

from dataclasses import replace
from typing import Any

import polars as pl

from cpd_toolkit.i18n import Words
from cpd_toolkit.report.display import NOTHING, Asked, Checklist, Headline, Part, Title
from cpd_toolkit.report.opening import Page
from cpd_toolkit.report.renewal.answer import over_all, sentences
from cpd_toolkit.report.renewal.behind import counting, row_grid
from cpd_toolkit.report.renewal.help import help_notes
from cpd_toolkit.report.renewal.judged import cycle, evaluations, readings, supplied
from cpd_toolkit.report.renewal.phrases import amount, bound, pack_name, period_name, plain, range_of, upper
from cpd_toolkit.report.renewal.standing import Standing, several, standings, stretches
from cpd_toolkit.report.title import title as titled
from cpd_toolkit.requirements.evaluate import Evaluation
from cpd_toolkit.requirements.load import value_on
from cpd_toolkit.requirements.pack import AnyRule, Counted, Pack, Spread, Valid
from cpd_toolkit.requirements.phrases import where_words, window_words
from cpd_toolkit.requirements.uncounted import uncounted
from cpd_toolkit.requirements.unstated import DOUBTFUL, unstated
from cpd_toolkit.tables import TABLES

NAME = "renewal"
HEADS = ("requirement", "expected", "found", "missing", "verdict", "rows")


def title(page: Page) -> Title:
    """Return the top of the page: whose it is, the day, the cycle and the editions applied."""
    say, made = page.say, titled(page, NAME, cycle(page))
    packs = [pack_name(one.pack, say) for one in evaluations(page)]
    facts = [(say("renewal.fact.pack"), say("renewal.between").join(packs))] if packs else []
    return replace(made, facts=[*made.facts, *facts])


def requirements(page: Page) -> list[Part]:
    """Return a section for each pack; before them, what cpd.toml still has to say, and the answer of all packs."""
    told = evaluations(page)
    others = readings(page)
    results = _results(told, others)
    parts = [_checklist(one, other, len(told) > 1, page) for one, other in zip(told, others, strict=True)]
    if parts:
        parts[0] = replace(parts[0], results=results)
    whole = [Headline(page.say("renewal.requirements.title"), [over_all(told, page)], [])] if len(parts) > 1 else []
    return [*help_notes(page), *whole, *parts]


def _results(told: list[Evaluation], others: list[pl.DataFrame]) -> dict[str, pl.DataFrame]:
    if not told:
        return {}
    periods = [one.periods.with_columns(pack=pl.lit(one.pack.id)) for one in told]
    return {
        "verdicts": pl.concat(one.verdicts for one in told),
        "requirement_periods": pl.concat(periods),
        "other_readings": pl.concat(others),
    }


def _checklist(evaluation: Evaluation, others: pl.DataFrame, many: bool, page: Page) -> Checklist:
    say, pack = page.say, evaluation.pack
    told = standings(evaluation, page.as_of)
    return Checklist(
        pack_name(pack, say) if many else say("renewal.requirements.title"),
        sentences(evaluation, page),
        say("renewal.requirements.caption", edition=pack.edition, day=say.day(page.as_of)),
        [say(f"renewal.head.{name}") for name in HEADS],
        [_asked(one, others.filter(pl.col("rule") == one.rule.id), page) for one in told],
        say("renewal.requirements.behind"),
        _notes(pack, told, say),
    )


def _notes(pack: Pack, told: list[Standing], say: Words) -> list[str]:
    words = [] if pack.binding == "binding" else [say(f"renewal.binding.{pack.binding}")]
    words += [say("renewal.requirements.unverified")] if any(one.told["unverified"] for one in told) else []
    return words


def _asked(one: Standing, others: pl.DataFrame, page: Page) -> Asked:
    say, rule = page.say, one.rule
    return Asked(
        [rule.text(say.lang), *_window(rule, say), *_others(others.to_dicts(), one, say)],
        [_expected(one, page), [*_found(one, say), *_beside(one, page)], _missing(one, say)],
        _verdict(one, page),
        one.verdict,
        say.number(counting(one).height),
        [*([rule.note(say.lang)] if rule.note else []), *_left_out(one, page)],
        row_grid(one, say),
    )


def _window(rule: AnyRule, say: Words) -> list[str]:
    """Return the window in words, unless the rule's own text holds them."""
    words = "" if isinstance(rule, Valid) else window_words(rule.window, say)
    kernel = words.removeprefix(say("renewal.each"))
    return [] if kernel in rule.text(say.lang) else [upper(words)]


def _others(told: list[dict[str, Any]], one: Standing, say: Words) -> list[str]:
    """Return the other readings of a rule in one line."""
    words = say("renewal.between").join(_other(row, one, say) for row in told)
    return [say("renewal.requirements.other", others=words)] if told else []


def _other(told: dict[str, Any], one: Standing, say: Words) -> str:
    asked = amount(told["expected"], one.rule, say) if told["expected"] is not None else ""
    verdict = say(f"renewal.other_verdict.{told['verdict']}")
    return f"{' '.join(filter(None, [asked, window_words(told['window'], say)]))}, {verdict}"


def _expected(one: Standing, page: Page) -> list[str]:
    say, rule = page.say, one.rule
    unverified = [say("renewal.unverified")] if one.told["unverified"] else []
    if isinstance(rule, Valid):
        return [say("packs.unit.documents", n=1), *unverified]
    dated = value_on(rule.values, page.as_of) if isinstance(rule, Counted) else None
    if stretches(rule) and dated:
        return [bound(rule, dated.value, say), *unverified]
    value = one.told["expected"]
    if value is None and dated and rule.kind == "minimum":
        value = dated.value
    words = amount(value, rule, say) if value is not None else say("report.unknown")
    return [words, *unverified]


def _found(one: Standing, say: Words) -> list[str]:
    rule, told = one.rule, one.told
    if isinstance(rule, Valid):
        return [say(f"renewal.document.{_document(one)}")]
    if told["found"] is None or told["reason"] == "no_record":
        return [NOTHING]
    words = range_of(told["found"], told["found_most"], rule, say)
    if not several(one):
        return [words]
    of = say("renewal.periods.met", n=told["periods_met"], of=say.number(told["periods"]))
    if told["periods_met"] == told["periods"]:
        return [of, say("renewal.periods.least", amount=words)]
    judged = one.periods.filter(pl.col("state") != "exempt").sort(_surplus(), "period_start", nulls_last=True)
    start, end = judged.select("period_start", "period_end").row(0)
    name = period_name(rule.window, start, end, say, short=True)
    return [of, say("renewal.periods.least_in", amount=words, period=name)]


def _uncounted(one: Standing, page: Page) -> dict[str, int]:
    rule = one.rule
    if isinstance(rule, Valid) or rule.count is None or one.periods.is_empty():
        return {}
    return uncounted(rule.count, one.periods, one.credits, supplied(page), page.as_of)


def _beside(one: Standing, page: Page) -> list[str]:
    """Return how many records inside the periods do not count, where something is missing and they may be missed."""
    if one.verdict != "not_met":
        return []
    n = sum(number for why, number in _uncounted(one, page).items() if why not in ("before", "after"))
    return [page.say("renewal.uncounted.beside", n=n)] if n else []


def _left_out(one: Standing, page: Page) -> list[str]:
    """Return why records do not count, each reason with their number."""
    say, rule = page.say, one.rule
    found = _uncounted(one, page)
    if not found or isinstance(rule, Valid) or rule.count is None:
        return []
    words = {
        "which": where_words(rule.count.where, say, rule.count.of),
        "first": say.day(one.periods["period_start"].min()),  # type: ignore[arg-type]
        "last": say.day(one.periods["period_end"].max()),  # type: ignore[arg-type]
    }
    told = say("renewal.between").join(say(f"renewal.uncounted.{why}", n=n, **words) for why, n in found.items())
    return [say("renewal.uncounted.lead", reasons=told)]


def _surplus() -> pl.Expr:
    return pl.col("least") - pl.col("expected").fill_null(0)


def _document(one: Standing) -> str:
    if one.verdict == "met":
        return "valid"
    return "expired" if one.verdict == "not_met" else "without_end" if one.told["reason"] == "no_end" else "none"


def _missing(one: Standing, say: Words) -> list[str]:
    if one.verdict != "not_met":
        return [NOTHING]
    if isinstance(one.rule, Spread):
        return [say("renewal.too_many_days", n=plain(one.told["found"] - one.told["expected"]))]
    short = one.missing + one.lacking
    return [amount(short, one.rule, say) if short else NOTHING]


def _verdict(one: Standing, page: Page) -> list[str]:
    say, told = page.say, one.told
    if one.verdict == "unknown":
        return [say("renewal.verdict.unknown"), say(f"renewal.reason.{told['reason']}"), *_unstated(one, page)]
    accepted = [say("renewal.accepted")] if one.accepted else []
    if one.verdict == "met":
        holds = [say("renewal.holds", day=say.short_day(one.holds_until))] if one.holds_until else []
        return [say("renewal.verdict.met"), *holds, *accepted]
    words = "not_yet" if one.missed.is_empty() else "not_met"
    return [say(f"renewal.verdict.{words}"), *_gone(one, say), *_still(one, say), *accepted]


def _gone(one: Standing, say: Words) -> list[str]:
    if one.missed.is_empty():
        return []
    lacking = f"{amount(one.lacking, one.rule, say)}{say('renewal.colon')}" if one.lacking else ""
    return [upper(f"{lacking}{say('renewal.gone')}")]


def _still(one: Standing, say: Words) -> list[str]:
    if isinstance(one.rule, Spread) and one.missed.is_empty():
        return [upper(say(f"renewal.undated.{one.undated}"))]
    if not one.missing:
        return []
    if one.by is None:
        return [upper(say(f"renewal.undated.{one.undated}"))]
    words = say("renewal.by", what=amount(one.missing, one.rule, say), day=say.short_day(one.by))
    return [f"{words}{say('renewal.colon')}{say(f'renewal.outlook.{one.outlook}')}" if one.outlook else words]


def _unstated(one: Standing, page: Page) -> list[str]:
    say = page.say
    if isinstance(one.rule, Valid) or one.rule.count is None or one.told["reason"] != "not_stated":
        return []
    cells = unstated(one.rule.count, one.credits, supplied(page), page.as_of)
    return [say("renewal.unstated", n=n, column=_column(name, one, say)) for name, n in cells]


def _column(name: str, one: Standing, say: Words) -> str:
    if name == DOUBTFUL:
        return say("renewal.doubtful")
    found = [column for table in TABLES.values() for column in table.columns if column.name == name]
    return found[0].label(say.lang)
