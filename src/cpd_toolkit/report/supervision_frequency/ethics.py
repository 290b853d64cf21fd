"""Ethical questions raised in supervision (article 43) and clients' consent (article 12): days and counts, no text."""

import polars as pl

from cpd_toolkit.measures.questions import CONSENTS, ethical_questions, sessions_by_consent
from cpd_toolkit.report.display import Blank, Table, grid
from cpd_toolkit.report.opening import Page


def questions(page: Page) -> Table | Blank:
    """Return the ethical questions raised, open or closed, with their age in days."""
    if page.told.is_empty():
        return Blank()
    say = page.say
    raised = ethical_questions(page.told, page.as_of)
    lead = _lead(raised, page)
    results = {"ethical_questions": raised}
    title = say("supervision_frequency.questions.title")
    if raised.is_empty():
        return Table(title, lead, None, [say("supervision_frequency.questions.none")], results=results)
    frame = raised.select(
        pl.col("raised_on").alias(say("report.head.raised_on")),
        pl.col("closed_on").alias(say("report.head.closed_on")),
        pl.when("open")
        .then(pl.lit(say("report.open")))
        .otherwise(pl.lit(say("report.closed")))
        .alias(say("report.head.state")),
        pl.col("days").alias(say("report.head.days")),
    )
    table = grid(frame, say("supervision_frequency.questions.caption"), say)
    return Table(title, lead, table, [say("supervision_frequency.questions.note")], results=results)


def _lead(raised: pl.DataFrame, page: Page) -> list[str]:
    say, still = page.say, raised.filter("open").height
    if raised.is_empty():
        return [say("supervision_frequency.questions.nothing")]
    return [
        say("supervision_frequency.questions.lead", n=raised.height),
        say("supervision_frequency.questions.open", n=still, day=say.day(page.as_of)),
    ]


def consent(page: Page) -> Table | Blank:
    """Return the sessions with cases by the client's consent as stated."""
    say = page.say
    title = say("supervision_frequency.consent.title")
    if page.told.is_empty():
        return Blank()
    counted = sessions_by_consent(page.told, page.as_of)
    stated = dict(counted.select("consent", "value").rows())
    rows = [(say(f"report.consent.{answer}"), stated[answer]) for answer in CONSENTS]
    schema = {say("report.head.consent"): pl.String, say("report.head.sessions"): pl.Int64}
    total = (say("chart.total"), counted["value"].sum())
    table = grid(
        pl.DataFrame([*rows, total], schema, orient="row", strict=False),
        say("supervision_frequency.consent.caption"),
        say,
    )
    notes = [say("supervision_frequency.consent.note")]
    return Table(title, [], table, notes, results={"sessions_by_consent": counted}, inner=True)
