"""Comments: how many, and the words of those who agreed to be quoted."""

import polars as pl

from cpd_toolkit.charts.items import short
from cpd_toolkit.measures.feedback import COMMENTED, feedback_totals
from cpd_toolkit.measures.refusals import COMMENTS
from cpd_toolkit.report.display import Blank, Quotes
from cpd_toolkit.report.feedback_trends.answers import Answers

MOST_QUOTES = 40  # the newest
LETTERS = 600  # of one


def comments(answers: Answers) -> Quotes | Blank:
    """Return the number of comments; from 5 on, the words of those who agreed, with nothing that points at a person."""
    if answers.told.is_empty():
        return Blank()
    say, agreed = answers.say, answers.told.filter(COMMENTED, pl.col("quote_consent"))
    counts = feedback_totals(answers.told, answers.page.as_of).filter(pl.col("measure").str.starts_with("comments"))
    n, quotable = (int(counted) for counted in counts["value"])
    title, results = say("feedback_trends.comments.title"), {"comments": counts}
    if n < COMMENTS or not quotable:
        few = say("feedback_trends.comments.few", least=COMMENTS) if 0 < n < COMMENTS else ""
        none = say("feedback_trends.comments.no_consent") if n >= COMMENTS else ""
        return Quotes(title, [" ".join(filter(None, [_number(n, answers), few, none]))], [], results=results)
    shown = without_identifiers(agreed, answers.page.checked.findings)
    quotes = texts(shown)
    notes = [*_withheld(agreed, shown, answers), *_drawn(quotes, answers), say("feedback_trends.comments.note")]
    lead = f"{_number(n, answers)} {say('feedback_trends.comments.agreed', n=quotable)}"
    return Quotes(
        title, [lead], [say("chart.quoted", text=short(text, LETTERS)) for text in quotes], notes, results=results
    )


def _number(n: int, answers: Answers) -> str:
    return answers.say("feedback_trends.comments.number", n=n) if n else answers.say("feedback_trends.comments.none")


def without_identifiers(rows: pl.DataFrame, findings: pl.DataFrame) -> pl.DataFrame:
    """Return the rows whose comment the check did not point out."""
    place = ["file", "sheet", "row"]
    flagged = findings.filter(
        pl.col("rule") == "identifier_in_text", pl.col("table") == "feedback", pl.col("field") == "comment"
    )
    return rows.join(flagged, on=place, how="anti")


def texts(rows: pl.DataFrame) -> list[str]:
    """Return the newest comments in alphabetical order, so that their place tells neither day nor respondent.

    Example:
        >>> texts(pl.DataFrame({"date": [1, 2, 3], "comment": ["Useful.", "A clear  frame.", "Useful."]}))
        ['A clear frame.', 'Useful.']
    """
    squeezed = rows.sort("date").with_columns(text=pl.col("comment").str.replace_all(r"\s+", " ").str.strip_chars())
    return sorted(squeezed["text"].unique(maintain_order=True).tail(MOST_QUOTES))


def _withheld(agreed: pl.DataFrame, shown: pl.DataFrame, answers: Answers) -> list[str]:
    n = agreed.height - shown.height
    return [answers.say("feedback_trends.comments.withheld", n=n)] if n else []


def _drawn(quotes: list[str], answers: Answers) -> list[str]:
    return [answers.say("feedback_trends.comments.newest", n=MOST_QUOTES)] if len(quotes) == MOST_QUOTES else []
