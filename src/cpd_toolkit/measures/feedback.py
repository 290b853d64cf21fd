"""Feedback: responses, answers by item, top-two share, median, net promoter score, response rate (article 47).

A row is an answer to one item; a response is a member's response_id. An answer without a score is unanswered.
"""

from collections.abc import Sequence
from datetime import date
from math import ceil, floor

import polars as pl

from cpd_toolkit.measures.nps import DETRACTOR_TO, PROMOTER_FROM, adjusted_wald
from cpd_toolkit.measures.nps import score as nps_score
from cpd_toolkit.measures.proportion import lower_end, upper_end
from cpd_toolkit.measures.refusals import NPS_ANSWERS, SHARE_ANSWERS
from cpd_toolkit.measures.selection import Quantity, Selection, columns, tally
from cpd_toolkit.measures.shapes import INTERVAL, result_table
from cpd_toolkit.measures.windows import ever, inside, lifetime

RESPONSE = ("member_id", "response_id")
ITEM = ("item", "scale_min", "scale_max")
ANSWERED = pl.col("score").is_not_null()
TOP_TWO = pl.col("score") >= pl.col("scale_max") - 1
NPS_SCALE = (pl.col("scale_min") == 0) & (pl.col("scale_max") == 10)
MOST_LEVELS = 101  # 0 to 100
COMMENTED = pl.col("comment").is_not_null()

SCORE = pl.col("score")
ITEM_COUNTS = (
    Quantity("n", where=ANSWERED),
    Quantity("unanswered", where=~ANSWERED),
    Quantity("top2", where=TOP_TWO),
    Quantity("promoters", where=SCORE >= PROMOTER_FROM),
    Quantity("passives", where=(SCORE > DETRACTOR_TO) & (SCORE < PROMOTER_FROM)),
    Quantity("detractors", where=SCORE <= DETRACTOR_TO),
)


def totals(feedback: pl.DataFrame, as_of: date) -> Selection:
    """Select every answer: responses, answers, respondents, comments."""
    quantities = (
        Quantity("responses", each=RESPONSE),
        Quantity("answers", where=ANSWERED),
        Quantity("unanswered", where=~ANSWERED),
        Quantity("responses_last_12_months", where=inside("12_months", as_of), each=RESPONSE),
        Quantity("respondents", where=pl.col("respondent_id").is_not_null(), each=("respondent_id",)),
        Quantity("comments", where=COMMENTED, each=RESPONSE),
        Quantity("comments_quotable", where=COMMENTED & pl.col("quote_consent"), each=RESPONSE),
    )
    rows = feedback.lazy()
    return Selection(ever(rows, as_of), quantities, (), lifetime(rows, as_of), rows)


def roles(feedback: pl.DataFrame, as_of: date) -> Selection:
    """Select responses by the respondent's role; not_stated where the cell is empty."""
    rows = ever(feedback.lazy(), as_of).with_columns(pl.col("respondent_role").fill_null("not_stated"))
    return Selection(rows, (Quantity("responses", each=RESPONSE),), ("respondent_role",))


def items(feedback: pl.DataFrame, as_of: date) -> Selection:
    """Select answers by item and scale: answered, unanswered, in the top two levels, and for 0-10 the NPS groups."""
    return Selection(ever(feedback.lazy(), as_of), ITEM_COUNTS, ITEM)


def levels(feedback: pl.DataFrame, as_of: date) -> Selection:
    """Select answers by item, scale and score."""
    answered = ever(feedback.lazy(), as_of).filter(ANSWERED)
    return Selection(answered, (Quantity("answers"),), (*ITEM, "score"))


def latest(feedback: pl.DataFrame) -> pl.DataFrame:
    """Return the answers with only the latest of each member, respondent and item; those without respondent stay.

    The latest is the one of the last day, and on one day the later row.
    """
    answered = feedback.filter(ANSWERED).with_row_index("order").sort("date", "order")
    known = answered.filter(pl.col("respondent_id").is_not_null())
    kept = known.unique([*ITEM, "member_id", "respondent_id"], keep="last", maintain_order=True)
    unknown = answered.filter(pl.col("respondent_id").is_null())
    return pl.concat([kept, unknown]).sort("order").drop("order")


def surveys(feedback: pl.DataFrame, as_of: date) -> Selection:
    """Select responses by survey; rows without a survey_id belong to none."""
    rows = ever(feedback.lazy(), as_of).filter(pl.col("survey_id").is_not_null())
    return Selection(rows, (Quantity("responses", each=RESPONSE),), ("survey_id",))


def surveys_with_rate(feedback: pl.DataFrame, as_of: date, by: Sequence[str] = ()) -> Selection:
    """Select the responses of the surveys whose response rate is known."""
    known = response_rates(feedback, as_of, by).filter(pl.col("value").is_not_null()).lazy()
    selected = surveys(feedback, as_of)
    rows = selected.rows.join(known, on=[*by, "survey_id"], how="semi")
    each_survey = Quantity("responses", each=(*RESPONSE, "survey_id"))
    return selected._replace(rows=rows, quantities=(each_survey,), keys=())


def feedback_totals(feedback: pl.DataFrame, as_of: date, by: Sequence[str] = ()) -> pl.DataFrame:
    """Return responses, answers, unanswered, respondents and comments over all rows.

    `respondents` counts distinct respondent codes over all members together; `comments_quotable` the responses with a
    comment and quote_consent true.
    """
    return tally(totals(feedback, as_of), by)


def score_counts(feedback: pl.DataFrame, as_of: date, by: Sequence[str] = ()) -> pl.DataFrame:
    """Return the number of answers at each level given, by item and scale; levels never given have no row."""
    return tally(levels(feedback, as_of), by)


def top_two(feedback: pl.DataFrame, as_of: date, by: Sequence[str] = ()) -> pl.DataFrame:
    """Return the share of answers in the top two levels, by item and scale, with its Wilson 95 % interval.

    `numerator` are the scores at or above scale_max - 1, `denominator` the answers; value and interval are fractions,
    null without answers (status unknown). Below 5 answers status is too_few: no share may be shown.
    """
    counted = columns(items(feedback, as_of), by, people=True).with_columns(
        measure=pl.lit("top2"), numerator="top2", denominator="n"
    )
    told = pl.when(pl.col("n") > 0).then(pl.col("top2") / pl.col("n"))
    ends = {"lower": lower_end("top2", "n"), "upper": upper_end("top2", "n")}
    shares = counted.with_columns(people="people:n", value=told, status=_status(SHARE_ANSWERS), **ends)
    return result_table(shares, [*by, *ITEM])


def _status(least: int) -> pl.Expr:
    few = pl.when(pl.col("n") == 0).then(pl.lit("unknown")).when(pl.col("n") < least).then(pl.lit("too_few"))
    return few.otherwise(pl.lit("ok"))


def medians(feedback: pl.DataFrame, as_of: date, by: Sequence[str] = ()) -> pl.DataFrame:
    """Return the median score by item and scale; null without answers."""
    keys = [*by, *ITEM]
    rows = ever(feedback.lazy(), as_of).group_by(*keys, *INTERVAL)
    people = pl.col("member_id").filter(ANSWERED).n_unique()
    return result_table(rows.agg(people=people, value=pl.col("score").median(), measure=pl.lit("median")), keys)


def net_promoter_scores(feedback: pl.DataFrame, as_of: date, by: Sequence[str] = ()) -> pl.DataFrame:
    """Return the net promoter score in points (-100..100) of the items on a scale of 0 to 10.

    100 x (share of 9-10 - share of 0-6) with its adjusted Wald 95 % interval, clipped to +-100. `numerator` is the
    answers of 9-10 minus those of 0-6, `denominator` the answers. Below 10 answers status is too_few: no score may be
    shown.
    """
    counted = columns(items(feedback.filter(NPS_SCALE), as_of), by, people=True).with_columns(
        measure=pl.lit("nps"), numerator=pl.col("promoters") - pl.col("detractors"), denominator="n", people="people:n"
    )
    points = {"value": nps_score(), "lower": adjusted_wald(-1), "upper": adjusted_wald(1)}
    clipped = {name: (100 * share).clip(-100, 100) for name, share in points.items()}
    return result_table(counted.with_columns(**clipped, status=_status(NPS_ANSWERS)), [*by, *ITEM])


def response_rates(feedback: pl.DataFrame, as_of: date, by: Sequence[str] = ()) -> pl.DataFrame:
    """Return distinct responses out of the people invited, for each survey.

    `denominator` is the largest number invited among the rows. The rate is null (status unknown) when that is not known
    or below the responses. By member: the member's own rows and responses.
    """
    keys = [*by, "survey_id"]
    rows = surveys(feedback, as_of).rows.group_by(*keys, *INTERVAL)
    counted = rows.agg(
        people=pl.col("member_id").n_unique(), numerator=_responses(), denominator=pl.col("invited").max()
    )
    known = pl.col("denominator") >= pl.max_horizontal("numerator", 1)
    rate = pl.when(known).then(pl.col("numerator") / pl.col("denominator"))
    return result_table(counted.with_columns(measure=pl.lit("response_rate"), value=rate), keys)


def _responses() -> pl.Expr:
    return pl.struct(RESPONSE).n_unique()


def overall_response_rate(rates: pl.DataFrame, by: Sequence[str] = ()) -> pl.DataFrame:
    """Return the responses of all surveys with a rate out of the people they invited.

    Without such a survey there is no row.
    """
    known = rates.filter(pl.col("value").is_not_null())
    sums = {"people": pl.col("people").max(), "numerator": pl.col("numerator").sum()}
    total = known.group_by(*by, *INTERVAL).agg(**sums, denominator=pl.col("denominator").sum())
    rate = pl.col("numerator") / pl.col("denominator")
    return result_table(total.with_columns(measure=pl.lit("response_rate"), value=rate), by)


def whole_levels(scale_min: float, scale_max: float) -> range:
    """Return the whole levels of a scale; none when there are more than a person could have offered.

    Example:
        >>> list(whole_levels(1, 5))
        [1, 2, 3, 4, 5]
    """
    levels = range(ceil(scale_min), floor(scale_max) + 1)
    return levels if len(levels) <= MOST_LEVELS else range(0)
