"""What the numbers of feedback mean."""

from datetime import date

import polars as pl
import pytest

from cpd_toolkit.measures import feedback

AS_OF = date(2026, 6, 30)
FORM = """
response_id | date       | respondent_id | survey_id | item   | score | invited | comment | quote_consent
R1          | 2025-06-30 | K1            | E1        | Useful | 5     | 4       | thanks  | yes
R1          | 2025-06-30 | K1            | E1        | Clear  |       | 4       |         |
R2          | 2025-07-01 | K1            | E1        | Useful | 3     | 5       | well    | no
R3          | 2026-01-10 |               |           | Useful | 4     |         |         |
"""


def test_a_response_is_counted_once_and_an_answer_without_score_is_unanswered(rows, told):
    assert told(feedback.feedback_totals(rows("feedback", FORM), AS_OF)) == {
        "responses": 3,
        "answers": 3,
        "unanswered": 1,
        "responses_last_12_months": 2,  # 2025-06-30 is twelve months before as_of: out
        "respondents": 1,  # K1 twice, R3 without a code
        "comments": 2,
        "comments_quotable": 1,
    }


def test_one_response_id_of_two_members_is_two_responses(rows, told):
    answers = rows(
        "feedback",
        """
        response_id | member_id | date       | respondent_id | item   | score
        R1          | A         | 2026-01-10 | K1            | Useful | 5
        R1          | B         | 2026-01-10 | K1            | Useful | 5
        """,
    )
    totals = told(feedback.feedback_totals(answers, AS_OF))
    assert (totals["responses"], totals["respondents"]) == (2, 1)


def test_the_top_two_are_the_scores_from_scale_max_minus_one(rows):
    answers = rows("feedback", FORM)
    share = feedback.top_two(answers, AS_OF).filter(pl.col("item") == "Useful").row(0, named=True)
    # 5 and 4 of 5, 3, 4. Wilson by hand: (p + z2/2n -+ z sqrt(p(1-p)/n + z2/4n2)) / (1 + z2/n), p = 2/3, z2 = 3.8415:
    # centre (.66667 + .64024) / 2.28049 = .57309; half 1.95996 x sqrt(.074074 + .106707) / 2.28049 = .36542
    assert (share["numerator"], share["denominator"], share["status"]) == (2, 3, "too_few")
    assert (share["lower"], share["upper"]) == pytest.approx((0.20766, 0.93851), abs=1e-5)


def test_an_item_without_answers_has_no_share_and_no_median(rows):
    answers = rows("feedback", FORM)
    share = feedback.top_two(answers, AS_OF).filter(pl.col("item") == "Clear").row(0, named=True)
    assert (share["value"], share["lower"], share["status"]) == (None, None, "unknown")
    assert feedback.medians(answers, AS_OF).filter(pl.col("item") == "Clear")["value"].item() is None


def test_one_item_on_two_scales_is_two_items(rows):
    answers = rows(
        "feedback",
        """
        response_id | date       | item   | score | scale_min | scale_max
        R1          | 2026-01-10 | Useful | 4     |           |
        R2          | 2026-01-10 | Useful | 9     | 0         | 10
        """,
    )
    shares = feedback.top_two(answers, AS_OF)
    assert shares.select("scale_min", "scale_max", "numerator").rows() == [(0, 10, 1), (1, 5, 1)]


def test_only_the_latest_answer_of_a_respondent_stays(rows):
    answers = rows(
        "feedback",
        """
        response_id | date       | respondent_id | item   | score
        R1          | 2026-02-01 | K1            | Useful | 1
        R2          | 2026-01-01 | K1            | Useful | 2
        R3          | 2026-02-01 | K1            | Useful | 3
        R4          | 2026-03-01 | K1            | Useful |
        R5          | 2026-01-01 |               | Useful | 4
        R6          | 2026-01-01 |               | Useful | 5
        """,
    )
    # Of K1: the day 1 February, and there the later row, 3; the unanswered one is no answer. Unknown people all stay.
    assert feedback.latest(answers)["score"].to_list() == [3, 4, 5]


@pytest.mark.parametrize(
    ("scores", "value", "status"),
    [
        ([10, 9, 9, 8, 7, 10, 6, 9, 10, 8], 50, "ok"),  # 6 promoters, 1 detractor of 10
        ([10, 9, 9, 8, 7, 10, 6, 9, 10], 55.55556, "too_few"),  # 6 promoters, 1 detractor of 9
        ([0], -100, "too_few"),
    ],
)
def test_the_net_promoter_score_is_promoters_minus_detractors(rows, scores, value, status):
    lines = "\n".join(f"R{n} | 2026-01-10 | Again? | {score} | 0 | 10" for n, score in enumerate(scores))
    answers = rows("feedback", f"response_id | date | item | score | scale_min | scale_max\n{lines}")
    told = feedback.net_promoter_scores(answers, AS_OF).row(0, named=True)
    assert told["value"] == pytest.approx(value, abs=1e-5)
    assert told["status"] == status
    assert -100 <= told["lower"] <= told["upper"] <= 100


def test_items_on_other_scales_have_no_net_promoter_score(rows):
    assert feedback.net_promoter_scores(rows("feedback", FORM), AS_OF).height == 0


def test_the_response_rate_takes_the_largest_number_invited(rows):
    rates = feedback.response_rates(rows("feedback", FORM), AS_OF)
    # E1: R1 and R2 of 5 invited; R3 belongs to no survey.
    assert rates.select("survey_id", "numerator", "denominator", "value").rows() == [("E1", 2, 5, 0.4)]


@pytest.mark.parametrize(("invited", "rate"), [("", None), ("1", None), ("2", 1.0)])
def test_the_response_rate_is_unknown_without_enough_people_invited(rows, invited, rate):
    answers = rows(
        "feedback",
        f"""
        response_id | date       | survey_id | item   | score | invited
        R1          | 2026-01-10 | E1        | Useful | 5     | {invited}
        R2          | 2026-01-10 | E1        | Useful | 5     |
        """,
    )
    rates = feedback.response_rates(answers, AS_OF)
    assert rates["value"].item() == rate
    assert feedback.overall_response_rate(rates).height == (0 if rate is None else 1)


def test_the_overall_rate_adds_up_the_surveys_with_a_rate(rows):
    answers = rows(
        "feedback",
        """
        response_id | date       | survey_id | item   | score | invited
        R1          | 2026-01-10 | E1        | Useful | 5     | 4
        R2          | 2026-01-10 | E2        | Useful | 5     | 6
        R3          | 2026-01-10 | E3        | Useful | 5     |
        """,
    )
    overall = feedback.overall_response_rate(feedback.response_rates(answers, AS_OF)).row(0, named=True)
    assert (overall["numerator"], overall["denominator"], overall["value"]) == (2, 10, 0.2)


def test_the_people_behind_a_number_are_counted(rows):
    answers = rows(
        "feedback",
        """
        response_id | member_id | date       | item   | score
        R1          | A         | 2026-01-10 | Useful | 5
        R2          | A         | 2026-01-10 | Useful | 4
        R1          | B         | 2026-01-10 | Useful |
        """,
    )
    assert feedback.top_two(answers, AS_OF)["people"].item() == 1  # B gave no score
    counts = feedback.score_counts(answers, AS_OF).select("score", "people", "value").rows()
    assert counts == [(4, 1, 1), (5, 1, 1)]
