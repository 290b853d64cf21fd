"""Development: activities of a window (article 45), contributions apart from them (46), what is tagged with 31."""

from collections.abc import Sequence
from datetime import date

import polars as pl

from cpd_toolkit.measures.selection import Quantity, Selection, tally
from cpd_toolkit.measures.shapes import result_table
from cpd_toolkit.measures.training import ACTIVITIES, CERTIFIED, HOURS, ended
from cpd_toolkit.measures.windows import MONTHS, Window, ever, in_window, lifetime, months_before, span

DIVERSITY = 31
COMMUNITY = 46
APART = ("contribution", "reflection")  # told under articles 46, and 40 and 44: nothing counts twice

CONTRIBUTION = pl.col("category") == "contribution"
WRITTEN = pl.col("learning").is_not_null() & pl.col("application").is_not_null()


def development_in_window(
    training: pl.DataFrame, as_of: date, window: Window = "12_months", by: Sequence[str] = ()
) -> pl.DataFrame:
    """Return activities, hours, activities with a certificate and with learning and application filled (article 45).

    Contributions and reflections are left out. An activity belongs, whole, to the day it ended.
    """
    rows = _own(training)
    quantities = (ACTIVITIES, HOURS, CERTIFIED, Quantity("with_both", where=WRITTEN))
    return tally(Selection(in_window(rows, window, as_of, "day"), quantities, (), span(window, as_of), rows), by)


def development_by_kind(
    training: pl.DataFrame, as_of: date, kind: str, window: Window = "12_months", by: Sequence[str] = ()
) -> pl.DataFrame:
    """Return the same activities and hours by `category`, `method` or `credit_type`; only those that occur."""
    rows = in_window(_own(training), window, as_of, "day")
    return tally(Selection(rows, (ACTIVITIES, HOURS), (kind,)), by)


def _own(training: pl.DataFrame) -> pl.LazyFrame:
    return ended(training).filter(~pl.col("category").is_in(APART))


def contributions(
    training: pl.DataFrame, evidence: pl.DataFrame, as_of: date, window: Window = "12_months"
) -> pl.DataFrame:
    """Return what was given to the community (article 46): contributions, their hours, publications tagged 46.

    Apart from the hours of article 45: whether a body credits them is a matter of its rules.
    """
    given = ended(training).filter(CONTRIBUTION)
    published = evidence.lazy().filter(pl.col("kind") == "publication", _names(COMMUNITY))
    hours = HOURS._replace(name="contribution_hours")
    of_training = Selection(
        in_window(given, window, as_of, "day"), (Quantity("contributions"), hours), (), span(window, as_of)
    )
    of_evidence = Selection(in_window(published, window, as_of), (Quantity("publications"),), (), span(window, as_of))
    return pl.concat([tally(of_training), tally(of_evidence)])


def diversity_development(training: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Return the activities tagged 31 and their hours, ever and in the 12 months, and the months since the last.

    `months_since_last` are whole calendar months from the end of the last one to as_of, null without one. The code
    gives no interval: there is no verdict.
    """
    tagged = ended(training).filter(_names(DIVERSITY), pl.col("day") <= as_of)
    recent = pl.col("day") > months_before(as_of, MONTHS)
    quantities = (
        ACTIVITIES,
        HOURS,
        Quantity("activities_last_12_months", where=recent),
        Quantity("hours_last_12_months", where=recent, amount=pl.col("hours")),
    )
    spine = lifetime(tagged, as_of, "day")
    counted = tally(Selection(ever(tagged, as_of, "day"), quantities, (), spine))
    last: date | None = tagged.select(pl.col("day").max()).collect().item()
    months = None if last is None else float(whole_months(last, as_of))
    since = counted.head(1).with_columns(
        measure=pl.lit("months_since_last"),
        numerator=pl.lit(months, pl.Float64),
        value=pl.lit(months, pl.Float64),
        status=pl.lit(None, pl.String),
    )
    return result_table(pl.concat([counted, since]))


def _names(article: int) -> pl.Expr:
    return pl.col("articles").list.contains(article).fill_null(False)


def whole_months(day: date, as_of: date) -> int:
    """Return how many whole calendar months lie between two days.

    Example:
        >>> whole_months(date(2026, 1, 31), date(2026, 2, 28)), whole_months(date(2026, 1, 15), date(2026, 3, 14))
        (0, 1)
    """
    months = (as_of.year - day.year) * 12 + as_of.month - day.month
    return months if months_before(as_of, months) >= day else months - 1
