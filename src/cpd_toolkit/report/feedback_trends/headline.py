"""The answer in words, graded by how sure it is, with the numbers beside it."""

from typing import Any

import polars as pl

from cpd_toolkit.charts.answers import SOLID
from cpd_toolkit.charts.items import listed, share_words
from cpd_toolkit.i18n import Words
from cpd_toolkit.measures.feedback import feedback_totals, overall_response_rate, top_two
from cpd_toolkit.measures.refusals import PERCENT_ANSWERS, SHARE_ANSWERS
from cpd_toolkit.measures.shapes import value
from cpd_toolkit.report.certainty import sentence
from cpd_toolkit.report.display import Headline, Title
from cpd_toolkit.report.feedback_trends.answers import Answers, scale_words
from cpd_toolkit.report.feedback_trends.claims import claims, found
from cpd_toolkit.report.feedback_trends.levels import most_answered, scales
from cpd_toolkit.report.feedback_trends.numbers import rate, respondents, responses
from cpd_toolkit.report.feedback_trends.people import survey_rates
from cpd_toolkit.report.rows import span_of
from cpd_toolkit.report.title import title as titled


def title(answers: Answers) -> Title:
    """Return the top of the page."""
    return titled(answers.page, "feedback_trends", answers.days)


def headline(answers: Answers) -> Headline:
    """Return how much feedback there is, from whom, and what may be said of it."""
    ever, told = (feedback_totals(rows, answers.page.as_of) for rows in (answers.ever, answers.told))
    rates = survey_rates(answers)
    return Headline(
        answers.say("feedback_trends.headline.title"),
        sentences(answers),
        [
            *responses(answers, ever),
            *respondents(answers, told),
            *rate(answers, rates),
            *found(answers),
            *claims(answers),
        ],
        results={
            "feedback_totals_ever": ever,
            "feedback_totals": told,
            "overall_response_rate": overall_response_rate(rates),
            "claims": answers.claims,
        },
    )


def sentences(answers: Answers) -> list[str]:
    """Return the page in a few sentences; a change is said to be found only where it may be claimed."""
    say = answers.say
    if answers.ever.is_empty():
        return [_empty(answers)]
    changed = sentence(answers.graded("period"), "period", say)
    if answers.days is None:
        return [_counted(answers), say("feedback_trends.headline.nothing"), changed]
    return [
        *_answered(answers),
        _counted(answers),
        _level(answers),
        changed,
        sentence(answers.graded("trend"), "trend", say),
    ]


def _empty(answers: Answers) -> str:
    read = answers.page.checked.tables.get("feedback")
    key = "empty_left_out" if read and read.excluded else "empty"
    return answers.say(f"feedback_trends.headline.{key}", day=answers.say.day(answers.page.as_of))


def _answered(answers: Answers) -> list[str]:
    """Return the share of the two top scores on the scale with most answers; nothing below 5 answers a question."""
    say, shares = answers.say, answers.named(top_two(answers.told, answers.page.as_of))
    enough = most_answered(shares.filter(pl.col("status") == "ok"))
    if enough.is_empty():
        return []
    low, high = scales(enough)[0]
    of_scale = enough.filter(pl.col("scale_min") == low, pl.col("scale_max") == high)
    # A range is one of percentages: questions with too few answers for one stay out of it.
    rows = of_scale.filter(pl.col("denominator") >= PERCENT_ANSWERS)
    told = _range_words(rows, say) if rows.height > 1 else _share_words(of_scale.row(0, named=True), say)
    n = max(rows.height, 1)
    return [say("feedback_trends.headline.answered", n=n, scale=scale_words(low, high, say), **told)]


def _share_words(row: dict[str, Any], say: Words) -> dict[str, str]:
    share = share_words(row["numerator"], row["denominator"], say, row["lower"], row["upper"])
    return {"share": share, "answers": say.number(row["denominator"]), "items": listed([row["item"]], say)}


def _range_words(rows: pl.DataFrame, say: Words) -> dict[str, str]:
    shares = [say.percent(share) for share in rows["value"].sort()]
    answers = [say.number(n) for n in rows["denominator"].sort()]
    return {"share": _ends(shares, say), "answers": _ends(answers, say), "items": ""}


def _ends(words: list[str], say: Words) -> str:
    low, high = words[0], words[-1]
    return low if low == high else say("chart.levels", low=low, high=high)


def _counted(answers: Answers) -> str:
    say, as_of = answers.say, answers.page.as_of
    lately = value(feedback_totals(answers.ever, as_of), "responses_last_12_months")
    counted = say("feedback_trends.headline.counted", n=lately, day=say.day(as_of))
    if answers.days is None:
        return counted
    n = value(feedback_totals(answers.told, as_of), "responses")
    return f"{counted} {say('feedback_trends.headline.told', n=n, span=span_of(*answers.days, say))}"


def _level(answers: Answers) -> str:
    say, shares = answers.say, top_two(answers.told, answers.page.as_of)
    enough = shares.filter(pl.col("status") == "ok")
    if enough.is_empty():
        return say("feedback_trends.headline.level_few", least=SHARE_ANSWERS)
    solid, least = enough.filter(pl.col("lower") >= SOLID).height, say.percent(SOLID)
    if not solid:
        # An end shown as the threshold itself would seem to reach it.
        alike = any(say.percent(end) == least for end in enough["lower"])
        rounded = say("feedback_trends.headline.rounded") if alike else ""
        return say("feedback_trends.headline.level_none", n=enough.height, least=least, rounded=rounded)
    return say("feedback_trends.headline.level", n=solid, of=enough.height, least=least)
