"""Ethical questions raised in supervision (article 43), and clients' consent to having their case told (article 12)."""

from collections.abc import Sequence
from datetime import date

import polars as pl

from cpd_toolkit.measures.selection import Quantity, Selection, columns, tally
from cpd_toolkit.measures.shapes import QUESTIONS, result_table, shaped
from cpd_toolkit.measures.supervision import PRESENTED, SESSIONS
from cpd_toolkit.measures.windows import Window, ever, in_window, lifetime, span

CONSENTS = ("yes", "no", "not_applicable", "not_stated")
AGES = {"0-30": 30, "31-90": 90, "91-180": 180, "over_180": None}  # age in days -> the last one of it


def raised(sessions: pl.DataFrame, as_of: date) -> Selection:
    """Select the sessions with an ethical question: raised, closed by as_of, open then."""
    known = sessions.lazy().filter(pl.col("date") <= as_of)
    closed = (pl.col("ethical_closed_on") <= as_of).fill_null(False)
    quantities = (Quantity("raised"), Quantity("closed", where=closed), Quantity("open", where=~closed))
    asked = ever(known, as_of).filter("ethical_issue")
    return Selection(asked, quantities, (), lifetime(known, as_of), known)


def consents(sessions: pl.DataFrame, as_of: date, window: Window | None = None) -> Selection:
    """Select the sessions in which cases were presented by the consent stated; every answer is reported."""
    known = sessions.lazy().filter(pl.col("date") <= as_of)
    held = in_window(known, window, as_of) if window else ever(known, as_of)
    when = span(window, as_of) if window else lifetime(known, as_of)
    stated = held.filter(PRESENTED).with_columns(consent=pl.col("client_consent").fill_null("not_stated"))
    return Selection(
        stated, (SESSIONS,), ("consent",), when.join(pl.LazyFrame({"consent": CONSENTS}), how="cross"), known
    )


def ethical_counts(sessions: pl.DataFrame, as_of: date, by: Sequence[str] = ()) -> pl.DataFrame:
    """Return how many ethical questions were raised, closed by as_of and still open on it.

    A question is raised in a session whose ethical_issue is true and closed on its ethical_closed_on. No question is no
    evidence, not a breach.
    """
    return tally(raised(sessions, as_of), by)


def ethical_questions(sessions: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Return a row for each session in which an ethical question was raised, open or closed on as_of.

    A question closed after as_of is still open on it. Its text is nowhere here: only days.

    Returns:
        shapes.QUESTIONS, sorted by member and day.

    Example:
        >>> asked = {"member_id": "C1", "date": date(2026, 3, 1), "ethical_issue": True, "ethical_closed_on": None}
        >>> ethical_questions(pl.DataFrame([asked]), date(2026, 3, 31))["days"].to_list()
        [30]
    """
    asked = sessions.lazy().filter("ethical_issue", pl.col("date") <= as_of)
    closed = pl.col("ethical_closed_on").cast(pl.Date)
    known = pl.when(closed <= as_of).then(closed)
    named = asked.with_columns(raised_on=pl.col("date"), closed_on=known, open=known.is_null(), people=1)
    days = (pl.coalesce("closed_on", pl.lit(as_of)) - pl.col("raised_on")).dt.total_days()
    return shaped(named.with_columns(days=days), QUESTIONS, ["member_id", "raised_on", "closed_on"])


def open_by_age(sessions: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Return how many ethical questions are open on as_of by the days since they were raised: `age`, each told at 0.

    Coarse on purpose: the day of a question would tell whose it is.
    """
    asked = ethical_questions(sessions, as_of).lazy().filter("open").rename({"raised_on": "date"})
    known = asked.with_columns(age=_age(pl.col("days")))
    spine = lifetime(known, as_of).join(pl.LazyFrame({"age": [*AGES]}), how="cross")
    return tally(Selection(ever(known, as_of), (Quantity("open"),), ("age",), spine))


def _age(days: pl.Expr) -> pl.Expr:
    *known, oldest = AGES
    classed = pl.lit(oldest)
    for name in reversed(known):
        classed = pl.when(days <= AGES[name]).then(pl.lit(name)).otherwise(classed)
    return classed


def sessions_by_consent(
    sessions: pl.DataFrame, as_of: date, window: Window | None = None, by: Sequence[str] = ()
) -> pl.DataFrame:
    """Return the sessions in which cases were presented by the consent stated; an empty cell is `not_stated`.

    Each of yes, no, not_applicable and not_stated has its row, with 0 where there is none.
    """
    return tally(consents(sessions, as_of, window), by)


def consent_share(
    sessions: pl.DataFrame, as_of: date, window: Window | None = None, by: Sequence[str] = ()
) -> pl.DataFrame:
    """Return the share of sessions with a case presented whose consent is yes.

    `numerator` yes; `denominator` yes, no and not stated: not_applicable is left out. A census of sessions, so
    without interval. Null (status unknown) without such a session: the article is then met vacuously, not at 100 %.
    """
    selected = consents(sessions, as_of, window)
    quantities = (
        Quantity("asked", where=pl.col("consent") != "not_applicable"),
        Quantity("agreed", where=pl.col("consent") == "yes"),
    )
    when = None if selected.spine is None else selected.spine.drop("consent").unique()
    counted = columns(selected._replace(quantities=quantities, keys=(), spine=when), by, people=True)
    share = pl.when(pl.col("asked") > 0).then(pl.col("agreed") / pl.col("asked"))
    named = {"people": pl.col("people:asked"), "numerator": pl.col("agreed"), "denominator": pl.col("asked")}
    return result_table(counted.with_columns(**named, measure=pl.lit("consent_share"), value=share), by)
