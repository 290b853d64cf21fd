"""Ethical questions raised in supervision (article 43), and clients' consent to having their case told (article 12)."""

from datetime import date

import polars as pl

from cpd_toolkit.measures.selection import Selection, tally
from cpd_toolkit.measures.shapes import QUESTIONS, shaped
from cpd_toolkit.measures.supervision import PRESENTED, SESSIONS
from cpd_toolkit.measures.windows import ever

CONSENTS = ("yes", "no", "not_applicable", "not_stated")


def ethical_questions(sessions: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Return a row for each session in which an ethical question was raised, open or closed on as_of.

    A question closed after as_of is still open on it. Its text is nowhere here: only days.

    Returns:
        shapes.QUESTIONS, sorted by member and day.

    Example:
        >>> raised = {"member_id": "C1", "date": date(2026, 3, 1), "ethical_issue": True, "ethical_closed_on": None}
        >>> ethical_questions(pl.DataFrame([raised]), date(2026, 3, 31))["days"].to_list()
        [30]
    """
    raised = sessions.lazy().filter("ethical_issue", pl.col("date") <= as_of)
    closed = pl.col("ethical_closed_on").cast(pl.Date)
    known = pl.when(closed <= as_of).then(closed)
    named = raised.with_columns(raised_on=pl.col("date"), closed_on=known, open=known.is_null(), people=1)
    days = (pl.coalesce("closed_on", pl.lit(as_of)) - pl.col("raised_on")).dt.total_days()
    return shaped(named.with_columns(days=days), QUESTIONS, ["member_id", "raised_on", "closed_on"])


def sessions_by_consent(sessions: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Return the sessions in which cases were presented by the consent stated; an empty cell is `not_stated`."""
    stated = pl.col("client_consent").fill_null("not_stated")
    rows = ever(sessions.lazy().filter(PRESENTED, pl.col("date") <= as_of), as_of).with_columns(consent=stated)
    span = pl.LazyFrame({"interval_start": sessions["date"].min(), "interval_end": as_of}).cast(pl.Date)
    # The first session of all may lie before the first with cases.
    rows = rows.drop("interval_start", "interval_end").join(span, how="cross")
    return tally(Selection(rows, (SESSIONS,), ("consent",), span.join(pl.LazyFrame({"consent": CONSENTS}), how="cross")))
