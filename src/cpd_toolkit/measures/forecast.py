"""Forecast: whether so many sessions are likely by a day, at the pace of the past, in three words.

From a year of sessions a chance is coarse: as many members as not would be told wrong by a percentage. So there is a
word or nothing. Source: docs/methods.md, Forecast.
"""

from datetime import date
from typing import Final

import polars as pl

from cpd_toolkit.measures.gaps import gap_summary
from cpd_toolkit.measures.refusals import FORECAST_MONTHS, FORECAST_OPEN_GAPS, FORECAST_SESSIONS
from cpd_toolkit.measures.rolling import lapse_dates
from cpd_toolkit.measures.shapes import FORECAST, shaped
from cpd_toolkit.measures.windows import months_before

# Jeffreys' prior of a Poisson rate: half a session, no time.
PRIOR: Final = (0.5, 0.0)
# Our own cut-offs. What lies between them is not told from chance: an 80 % interval holds nearly every outcome.
UNLIKELY: Final = 0.2
LIKELY: Final = 0.8


def forecast(sessions: pl.DataFrame, as_of: date, until: date, needed: int, need_sessions: int = 4) -> pl.DataFrame:
    """Return how likely each member is to have so many sessions more by a day.

    The pace is that of all days from the first session to as_of, as a Gamma distribution; the sessions to come are then
    negative binomial. Below 12 months of record, below 4 sessions, and when no session has been for more than twice the
    longest gap before, nothing is told but the lapse date.

    Args:
        sessions: Typed supervision rows; those after as_of are ignored.
        as_of: The day of the report.
        until: The last day on which a session counts, after as_of.
        needed: Sessions still missing; with 0 there is nothing to foresee.
        need_sessions: The setting whose lapse date is told in any case.

    Returns:
        shapes.FORECAST, a row a member with a session.

    Example:
        >>> from datetime import timedelta
        >>> monthly = [date(2025, 1, 15) + timedelta(days=30 * i) for i in range(18)]
        >>> rows = pl.DataFrame({"member_id": ["C1"] * 18, "date": monthly})
        >>> forecast(rows, date(2026, 6, 30), date(2026, 12, 31), needed=3)["outlook"].item()
        'likely'
    """
    known = sessions.filter(pl.col("date") <= as_of)
    paces = known.group_by("member_id").agg(first=pl.col("date").min(), sessions=pl.len())
    gaps = gap_summary(known, as_of).select("member_id", "open_gap_days", "longest_gap_days")
    lapses = lapse_dates(known, as_of, need_sessions).select("member_id", "lapse_date")
    told = (
        paces.join(gaps, on="member_id")
        .join(lapses, on="member_id")
        .with_columns(
            until=pl.lit(until),
            needed=pl.lit(needed),
            days=(pl.lit(as_of) - pl.col("first")).dt.total_days() + 1,
            people=1,
        )
    )
    enough = _enough(as_of)
    words = [
        word(chance(count, days, (until - as_of).days, needed)) if fine else None
        for count, days, fine in told.select("sessions", "days", enough).rows()
    ]
    status = pl.when(enough).then(pl.lit("ok")).otherwise(pl.lit("too_few"))
    return shaped(told.with_columns(outlook=pl.Series(words, dtype=pl.String), status=status), FORECAST, ["member_id"])


def _enough(as_of: date) -> pl.Expr:
    long = pl.col("first") <= months_before(as_of, FORECAST_MONTHS)
    regular = pl.col("open_gap_days") <= FORECAST_OPEN_GAPS * pl.col("longest_gap_days")
    return (long & (pl.col("sessions") >= FORECAST_SESSIONS) & regular).fill_null(False).alias("enough")


def posterior(shape: float, rate: float, events: int, exposure: float) -> tuple[float, float]:
    """Return shape and rate of the Gamma distribution of a Poisson rate, after so many events in so much exposure.

    Example:
        >>> posterior(3, 5, events=3, exposure=2)
        (6, 7)
    """
    return shape + events, rate + exposure


def chance(count: int, days: int, ahead: int, needed: int) -> float:
    """Return the probability of at least so many sessions in the days ahead, after so many in the days behind.

    Example:
        >>> round(chance(count=12, days=365, ahead=365, needed=1), 4)
        0.9998
    """
    from scipy.special import betainc

    shape, rate = posterior(*PRIOR, count, days)
    # The upper tail of the negative binomial with these two, in closed form.
    return float(betainc(needed, shape, ahead / (rate + ahead))) if needed > 0 else 1.0


def rate_above(limit: float, shape: float, rate: float) -> float:
    """Return the probability that a Poisson rate is above a limit, when it is Gamma distributed.

    Example:
        >>> round(rate_above(1, shape=6, rate=7), 4)
        0.3007
    """
    from scipy.special import gammaincc

    return float(gammaincc(shape, rate * limit))


def word(probability: float) -> str:
    """Return one of three words for a probability.

    Example:
        >>> [word(p) for p in (0.19, 0.2, 0.8, 0.81)]
        ['unlikely', 'uncertain', 'uncertain', 'likely']
    """
    if probability < UNLIKELY:
        return "unlikely"
    return "likely" if probability > LIKELY else "uncertain"
