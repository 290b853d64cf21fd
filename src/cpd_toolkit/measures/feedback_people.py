"""Who answered: distinct respondents and responses by role, ever and in the last 12 months (article 47)."""

from collections.abc import Sequence
from datetime import date

import polars as pl

from cpd_toolkit.measures.feedback import RESPONSE
from cpd_toolkit.measures.selection import Quantity, Selection, tally
from cpd_toolkit.measures.windows import Window, ever, inside

CODED = pl.col("respondent_id").is_not_null()
LAST_YEAR: Window = "12_months"


def respondents(feedback: pl.DataFrame, as_of: date) -> Selection:
    """Select responses and respondents by role; not_stated where the role is empty."""
    rows = ever(feedback.lazy(), as_of).with_columns(pl.col("respondent_role").fill_null("not_stated"))
    lately = inside(LAST_YEAR, as_of)
    quantities = (
        Quantity("responses", each=RESPONSE),
        Quantity("responses_last_12_months", where=lately, each=RESPONSE),
        Quantity("respondents", where=CODED, each=("respondent_id",)),
        Quantity("respondents_last_12_months", where=CODED & lately, each=("respondent_id",)),
        Quantity("responses_without_code", where=~CODED, each=RESPONSE),
    )
    return Selection(rows, quantities, ("respondent_role",))


def respondents_by_role(feedback: pl.DataFrame, as_of: date, by: Sequence[str] = ()) -> pl.DataFrame:
    """Return distinct responses and distinct respondents by role; a respondent in two roles counts in each.

    Only respondents with a code are counted as people; `responses_without_code` says how many responses have none.
    """
    return tally(respondents(feedback, as_of), by)
