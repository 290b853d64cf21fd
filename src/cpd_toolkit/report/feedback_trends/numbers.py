"""The numbers under the headline: responses, people, response rate; each opens the rows it came from."""

import polars as pl

from cpd_toolkit.measures.feedback import overall_response_rate, surveys_with_rate, totals
from cpd_toolkit.measures.shapes import value
from cpd_toolkit.measures.windows import bounds
from cpd_toolkit.report.display import Grid, Number
from cpd_toolkit.report.feedback_trends.answers import Answers
from cpd_toolkit.report.feedback_trends.people import LAST_YEAR, by_role, of_roles, rate_of, rate_words, surveyed
from cpd_toolkit.report.rows import answer_rows, counted_rows, span_of


def responses(answers: Answers, ever: pl.DataFrame) -> list[Number]:
    """Return the responses of the last 12 months, whatever the period."""
    if answers.ever.is_empty():
        return []
    say, as_of = answers.say, answers.page.as_of
    rows = counted_rows(totals(answers.ever, as_of), "responses_last_12_months")
    given = say("feedback_trends.number.answers", n=rows["score"].count())
    return [
        Number(
            say("feedback_trends.number.responses", n=value(ever, "responses_last_12_months")),
            say("feedback_trends.number.lately"),
            f"{span_of(*bounds(LAST_YEAR, as_of), say)}. {given}",
            say("report.opens"),
            opened(answers, rows),
        )
    ]


def respondents(answers: Answers, told: pl.DataFrame) -> list[Number]:
    """Return how many people answered in the period, with their roles, or that no code tells."""
    if answers.told.is_empty():
        return []
    say, people = answers.say, value(told, "respondents")
    if not people:
        label, why = say("feedback_trends.number.who_unknown"), say("feedback_trends.number.no_codes")
        return [Number(say("report.unknown"), label, why)]
    without = sum(of_roles(by_role(answers.told, answers), "responses_without_code").values())
    rows = counted_rows(totals(answers.told, answers.page.as_of), "respondents")
    who = [
        say("feedback_trends.number.by_role", told=_roles(answers, answers.told, "respondents")),
        say("feedback_trends.number.by_role_lately", told=_roles(answers, answers.ever, "respondents_last_12_months")),
        *([say("feedback_trends.number.two_roles")] if _in_two_roles(answers, people) else []),
        *([say("feedback_trends.number.without_code", n=without)] if without else []),
    ]
    words, label = say("feedback_trends.number.people", n=people), say("feedback_trends.number.who")
    return [Number(words, label, " ".join(who), say("report.opens"), opened(answers, _firsts(rows)))]


def _in_two_roles(answers: Answers, people: float) -> bool:
    return sum(of_roles(by_role(answers.told, answers), "respondents").values()) > people


def _firsts(rows: pl.DataFrame) -> pl.DataFrame:
    # Of someone counted once, the row that adds to the number.
    return rows.filter(pl.col("amount") > 0)


def _roles(answers: Answers, rows: pl.DataFrame, measure: str) -> str:
    """Return clients and sponsors with their number, whatever it is, and other roles that answered."""
    counted = of_roles(by_role(rows, answers), measure)
    shown = {role: n for role, n in counted.items() if n or role in ("client", "sponsor")}
    return answers.say.join(answers.say(f"feedback_trends.role.{role}", n=n) for role, n in shown.items())


def rate(answers: Answers, rates: pl.DataFrame) -> list[Number]:
    """Return the response rate, or that it isn't known: where there is feedback it is never left out."""
    if answers.ever.is_empty():
        return []
    say, overall = answers.say, overall_response_rate(rates)
    label = say("feedback_trends.number.rate")
    if overall.is_empty():
        return [Number(say("report.unknown"), label, say("feedback_trends.rates.unknown"))]
    row = overall.row(0, named=True)
    rows = counted_rows(surveys_with_rate(surveyed(answers), answers.page.as_of), "responses")
    note = rate_of(row, rates["value"].count(), say)
    return [Number(rate_words(row, say), label, note, say("report.opens"), opened(answers, _firsts(rows)))]


def opened(answers: Answers, rows: pl.DataFrame) -> Grid | None:
    """Return the rows behind a number as a table; None without any."""
    return answer_rows(rows, answers.say) if rows.height else None
