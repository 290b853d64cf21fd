"""What answers measure: who was heard, and whether it is systematic (article 47)."""

import polars as pl

from cpd_toolkit.measures.engagements import clients_heard
from cpd_toolkit.measures.feedback import overall_response_rate, response_rates
from cpd_toolkit.measures.feedback_people import respondents_by_role
from cpd_toolkit.report.article_coverage.block import block, listed, out_of
from cpd_toolkit.report.display import Notes
from cpd_toolkit.report.opening import Page
from cpd_toolkit.tables import TABLES


def feedback(page: Page) -> Notes:
    """Return responses of 12 months by role, the people behind them, the response rate, and the clients heard."""
    say, rows = page.say, page.tables["feedback"]
    by_role = respondents_by_role(rows, page.as_of)
    rate = overall_response_rate(response_rates(rows, page.as_of))
    known = out_of(rate, "response_rate", say) if rate.height else None
    heard = clients_heard(page.practice, rows, page.as_of)
    terms = [
        ("responses", _roles(page, by_role, "responses_last_12_months")),
        ("respondents", _roles(page, by_role, "respondents_last_12_months")),
        ("rate", known or say("article_coverage.article_47.no_rate")),
        ("clients", out_of(heard, "clients_heard", say) or say("article_coverage.article_47.no_client")),
    ]
    return block(page, 47, terms, {"respondents_by_role": by_role, "response_rate": rate, "clients_heard": heard})


def _roles(page: Page, by_role: pl.DataFrame, measure: str) -> str:
    say = page.say
    words = {choice.code: choice.label(say.lang) for choice in TABLES["feedback"].column("respondent_role").choices}
    words |= {"not_stated": say("article_coverage.measured.not_stated")}
    counted = (
        by_role.filter(pl.col("measure") == measure, pl.col("value") > 0).select("respondent_role", "value").rows()
    )
    told = listed([(words[role], n) for role, n in counted], say)
    return told or say(f"article_coverage.article_47.no_{measure.partition('_')[0]}")
