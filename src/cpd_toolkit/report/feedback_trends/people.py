"""Who answered, and how many of those asked did."""

from dataclasses import replace
from typing import Any

import polars as pl

from cpd_toolkit.i18n import Words
from cpd_toolkit.measures.feedback import overall_response_rate, response_rates
from cpd_toolkit.measures.feedback_people import respondents_by_role
from cpd_toolkit.measures.refusals import share_display
from cpd_toolkit.measures.windows import Window
from cpd_toolkit.report.display import Blank, Grid, Table, grid, headed
from cpd_toolkit.report.feedback_trends.answers import Answers
from cpd_toolkit.tables.feedback import ROLES

LAST_YEAR: Window = "12_months"
ROLE_ORDER = (*(role.code for role in ROLES), "not_stated")
COLUMNS = {  # measure -> whether it is told of the period, or of the last 12 months
    "respondents": True,
    "respondents_last_12_months": False,
    "responses": True,
    "responses_last_12_months": False,
    "responses_without_code": True,
}


def by_role(rows: pl.DataFrame, answers: Answers) -> pl.DataFrame:
    """Return responses and respondents of some of the member's rows by role."""
    return respondents_by_role(rows, answers.page.as_of)


def of_roles(counted: pl.DataFrame, measure: str) -> dict[str, int]:
    """Return one measure by role, clients first; 0 where nobody of a role answered."""
    found = dict(counted.filter(pl.col("measure") == measure).select("respondent_role", "value").rows())
    return {role: int(found.get(role, 0)) for role in ROLE_ORDER}


def people(answers: Answers) -> Table | Blank:
    """Return people and responses by role, over the period and over the last 12 months."""
    if answers.ever.is_empty():
        return Blank()
    say, told, ever = answers.say, by_role(answers.told, answers), by_role(answers.ever, answers)
    counts = {measure: of_roles(told if of_period else ever, measure) for measure, of_period in COLUMNS.items()}
    rows = [
        (say(f"feedback_trends.people.{role}"), *(_known(counts, measure, role) for measure in COLUMNS))
        for role in ROLE_ORDER
        if role in ("client", "sponsor") or any(column[role] for column in counts.values())
    ]
    kinds = {"role": pl.String} | dict.fromkeys(COLUMNS, pl.Int64)
    table = grid(pl.DataFrame(rows, headed(kinds, say), orient="row"), say("feedback_trends.people.caption"), say)
    notes = [say("feedback_trends.people.note")]
    results = {"respondents_by_role": told, "respondents_by_role_ever": ever}
    return Table(say("feedback_trends.people.title"), [], table, notes, results=results)


def _known(counts: dict[str, dict[str, int]], measure: str, role: str) -> int | None:
    # Responses without any code are of nobody known, which is not nobody.
    n, responses = counts[measure][role], counts[measure.replace("respondents", "responses")][role]
    return n if n or not responses else None


def surveyed(answers: Answers) -> pl.DataFrame:
    """Return every row of the surveys with an answer in the period: a survey has one rate, however it is cut."""
    return answers.ever.filter(pl.col("survey_id").is_in(answers.told["survey_id"].drop_nulls().unique().implode()))


def survey_rates(answers: Answers) -> pl.DataFrame:
    """Return the response rate of each of these surveys."""
    return response_rates(surveyed(answers), answers.page.as_of)


def rates(answers: Answers) -> Table | Blank:
    """Return the response rate of each survey and over those whose rate is known, or that it isn't known."""
    if answers.ever.is_empty():
        return Blank()
    say, told = answers.say, survey_rates(answers)
    table = _grid(told, say) if told.height else None
    notes = [say("feedback_trends.rates.note")]
    results = {"response_rates": told}
    return Table(say("feedback_trends.rates.title"), _lead(told, answers), table, notes, results=results, inner=True)


def _lead(told: pl.DataFrame, answers: Answers) -> list[str]:
    say, overall, unknown = answers.say, overall_response_rate(told), told["value"].null_count()
    if overall.is_empty():
        return [f"{say('feedback_trends.rates.not_known')} {say('feedback_trends.rates.unknown')}"]
    row = overall.row(0, named=True)
    loose = answers.told.filter(pl.col("survey_id").is_null())["response_id"].n_unique()
    words = [
        say("feedback_trends.rates.known", rate=rate_words(row, say)),
        rate_of(row, told.height - unknown, say),
        *([say("feedback_trends.rates.partly", n=unknown)] if unknown else []),
        *([say("feedback_trends.rates.loose", n=loose)] if loose else []),
    ]
    return [" ".join(words)]


def rate_of(row: dict[str, Any], surveys: int, say: Words) -> str:
    """Return in words what a rate over several surveys is of."""
    counts = {name: say.number(row[part]) for name, part in (("responses", "numerator"), ("invited", "denominator"))}
    return say("feedback_trends.rates.of", n=surveys, **counts)


def _of(row: dict[str, Any], say: Words) -> str:
    return say("chart.k_of_n", k=say.number(row["numerator"]), n=say.number(row["denominator"]))


def rate_words(row: dict[str, Any], say: Words) -> str:
    """Return a response rate as it may be shown: not known, "4 of 8", or a percentage from 10 people asked on."""
    if row["value"] is None:
        return say("report.unknown")
    return say.percent(row["value"]) if share_display(int(row["denominator"])) == "percent" else _of(row, say)


def _grid(told: pl.DataFrame, say: Words) -> Grid:
    rows = [(row["survey_id"], row["numerator"], row["denominator"], rate_words(row, say)) for row in told.to_dicts()]
    kinds = {"survey": pl.String, "responses": pl.Int64, "invited": pl.Int64, "rate": pl.String}
    frame = pl.DataFrame(rows, headed(kinds, say), orient="row", strict=False)
    made = grid(frame, say("feedback_trends.rates.caption"), say)
    return replace(made, kinds=[*made.kinds[:-1], "number"])  # a rate in words stands under a rate in figures
