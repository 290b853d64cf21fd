"""ICF: renewal of ACC, PCC and MCC, in both editions: 40 credits in three years, an hour being a credit."""

from datetime import date

import pytest

from cpd_toolkit.errors import UsageError
from cpd_toolkit.requirements.holders import deadlines

THREE_YEARS = ("2024-01-01", "2026-12-31")
DAY = "2026-12-31"

ACC = """
    start_date | hours | category        | credit_type          | method
    2024-03-14 | 5     | mentor_coaching | core_competency      | live
    2024-06-14 | 5     | mentor_coaching | core_competency      | live
    2024-09-10 | 11    | course          | core_competency      | live
    2025-02-10 | 3     | course          | ethics               | live
    2025-05-10 | 16    | reading         | resource_development | self_paced
"""


def test_acc_renews_with_ten_mentoring_eleven_core_three_ethics_and_sixteen_resource(judged, by_hand):
    told = judged("icf-renewal-acc", DAY, THREE_YEARS, training=ACC)
    # 10 + 11 + 3 + 16 credits, of core 10 + 11 + 3. From 14 March to 14 June: 17 + 30 + 31 + 14 days.
    assert told.lines == by_hand("""
        rule              | verdict                 | found | asked | short
        credits           | met                     | 40    | 40    | 0
        core-competencies | met                     | 24    | 24    | 0
        ethics            | met                     | 3     | 3     | 0
        mentor-coaching   | met                     | 10    | 10    | 0
        mentor-span       | met                     | 92    | 92    | 0
        mentor-mix        | can't tell: qualitative | 10    |       |
        supervision       | can't tell: qualitative | 0     |       |
        records           | can't tell: qualitative |       |       |
        mentor-coach      | can't tell: qualitative |       |       |
        late              | can't tell: qualitative |       |       |
    """)


def test_of_ten_hours_of_mentoring_received_and_five_given_ten_count_and_a_day_is_missing_from_three_months(
    judged, by_hand
):
    told = judged(
        "icf-renewal-acc",
        DAY,
        THREE_YEARS,
        training="""
            start_date | hours | category        | credit_type          | method
            2024-03-14 | 10    | mentor_coaching | core_competency      | live
            2024-06-13 | 5     | mentor_coaching | core_competency      | live
            2024-09-10 | 11    | course          | core_competency      | live
            2025-02-10 | 2     | course          | ethics               | live
            2025-05-10 | 20    | reading         | resource_development | self_paced
        """,
    )
    # Credits: 10 of 15, 11, 2 and 16 of 20. Core: 10 + 11 + 2. The hours of mentoring themselves are not capped.
    assert told.lines == by_hand("""
        rule              | verdict                 | found | asked | short
        credits           | not met                 | 39    | 40    | 1
        core-competencies | not met                 | 23    | 24    | 1
        ethics            | not met                 | 2     | 3     | 1
        mentor-coaching   | met                     | 15    | 10    | 0
        mentor-span       | not met                 | 91    | 92    | 1
        mentor-mix        | can't tell: qualitative | 15    |       |
        supervision       | can't tell: qualitative | 0     |       |
        records           | can't tell: qualitative |       |       |
        mentor-coach      | can't tell: qualitative |       |       |
        late              | can't tell: qualitative |       |       |
    """)


def test_supervision_is_in_doubt_and_counts_ten_hours_at_most(judged, by_hand):
    told = judged(
        "icf-renewal-acc",
        DAY,
        THREE_YEARS,
        training=ACC.replace("2024-09-10 | 11 ", "2024-09-10 | 5  "),
        supervision="date | duration_minutes | format\n2025-03-10 | 720 | individual",
    )
    # Without it 10 + 5 + 3 + 16 credits, of core 10 + 5 + 3; with it 10 of its 12 hours more. It is not mentoring.
    assert told.lines == by_hand("""
        rule              | verdict                 | found    | asked | short
        credits           | can't tell: doubtful    | 34 to 44 | 40    |
        core-competencies | can't tell: doubtful    | 18 to 28 | 24    |
        ethics            | met                     | 3        | 3     | 0
        mentor-coaching   | met                     | 10       | 10    | 0
        mentor-span       | met                     | 92       | 92    | 0
        mentor-mix        | can't tell: qualitative | 10       |       |
        supervision       | can't tell: qualitative | 12       |       |
        records           | can't tell: qualitative |          |       |
        mentor-coach      | can't tell: qualitative |          |       |
        late              | can't tell: qualitative |          |       |
    """)


def test_where_ten_hours_of_supervision_are_not_enough_either_it_is_not_met(judged):
    told = judged(
        "icf-renewal-pcc",
        DAY,
        THREE_YEARS,
        training="start_date | hours | category | credit_type | method\n2024-09-10 | 29 | course | ethics | live",
        supervision="date | duration_minutes | format\n2025-03-10 | 720 | individual",
    )
    assert told.lines[:2] == [
        "credits | not met | 29 to 39 | 40 | 11",
        "core-competencies | met | 29 to 39 | 24 | 0",
    ]


# 12 hours of mentoring given, of which 10 count, 14 of core, 3 of ethics, 20 of reading, of which 16 count.
HOLDER = """
    start_date | hours | category        | credit_type          | method
    2023-05-10 | 12    | mentor_coaching | core_competency      | live
    2024-05-10 | 14    | course          | core_competency      | live
    2024-06-10 | 3     | course          | ethics               | live
    2025-02-10 | 20    | reading         | resource_development | self_paced
"""


@pytest.mark.parametrize("pack", ["icf-renewal-pcc", "icf-renewal-mcc"])
def test_pcc_and_mcc_renew_alike_on_the_first_day_of_the_new_edition(judged, by_hand, pack):
    told = judged(pack, "2025-11-03", ("2023-01-01", "2025-12-31"), training=HOLDER)
    assert told.pack.edition == "2025-11-03"
    # Credits 10 + 14 + 3 + 16; core 10 + 14 + 3.
    assert told.lines == by_hand("""
        rule              | verdict                 | found | asked | short
        credits           | met                     | 43    | 40    | 0
        core-competencies | met                     | 27    | 24    | 0
        ethics            | met                     | 3     | 3     | 0
        supervision       | can't tell: qualitative | 0     |       |
        records           | can't tell: qualitative |       |       |
        late              | can't tell: qualitative |       |       |
    """)
    assert "flat fee" in told.pack.rules[-1].text.en


@pytest.mark.parametrize("pack", ["icf-renewal-pcc", "icf-renewal-mcc"])
def test_the_day_before_the_old_edition_holds_with_the_same_numbers(judged, by_hand, pack):
    told = judged(pack, "2025-11-02", ("2023-01-01", "2025-12-31"), training=HOLDER)
    assert told.pack.edition == "2018"
    assert told.lines == by_hand("""
        rule              | verdict                 | found | asked | short
        credits           | met                     | 43    | 40    | 0
        core-competencies | met                     | 27    | 24    | 0
        ethics            | met                     | 3     | 3     | 0
        supervision       | can't tell: qualitative | 0     |       |
        late              | can't tell: qualitative |       |       |
    """)
    assert "1.2 more credits" in told.pack.rules[-1].text.en


def test_acc_in_the_old_edition_asks_for_the_same_mentoring(judged, by_hand):
    training = ACC.replace("2024-06-14", "2024-06-13")
    told = judged("icf-renewal-acc", "2025-11-02", ("2023-01-01", "2025-12-31"), training=training)
    assert told.pack.edition == "2018"
    assert told.lines == by_hand("""
        rule              | verdict                 | found | asked | short
        credits           | met                     | 40    | 40    | 0
        core-competencies | met                     | 24    | 24    | 0
        ethics            | met                     | 3     | 3     | 0
        mentor-coaching   | met                     | 10    | 10    | 0
        mentor-span       | not met                 | 91    | 92    | 1
        mentor-mix        | can't tell: qualitative | 10    |       |
        supervision       | can't tell: qualitative | 0     |       |
        late              | can't tell: qualitative |       |       |
    """)


@pytest.mark.parametrize("pack", ["icf-renewal-acc", "icf-renewal-pcc", "icf-renewal-mcc"])
def test_before_the_first_edition_there_are_no_rules_and_that_is_an_error(judged, pack):
    with pytest.raises(UsageError, match="its first one applies from 31 December 2018"):
        judged(pack, "2018-12-30", ("2016-01-01", "2018-12-31"), training=HOLDER)


@pytest.mark.parametrize("pack", ["icf-renewal-pcc", "icf-renewal-mcc"])
def test_self_study_is_resource_development_whatever_its_cell_says(judged, by_hand, pack):
    told = judged(
        pack,
        DAY,
        THREE_YEARS,
        training="""
            start_date | hours | category | credit_type     | method
            2024-09-10 | 21    | course   | core_competency | live
            2025-02-10 | 30    | course   | core_competency | self_paced
            2025-03-10 | 3     | course   | ethics          | self_paced
        """,
    )
    # 21 live; of 33 by oneself 16 count as resource development, none as core competency or ethics.
    assert told.lines == by_hand("""
        rule              | verdict                 | found | asked | short
        credits           | not met                 | 37    | 40    | 3
        core-competencies | not met                 | 21    | 24    | 3
        ethics            | not met                 | 0     | 3     | 3
        supervision       | can't tell: qualitative | 0     |       |
        records           | can't tell: qualitative |       |       |
        late              | can't tell: qualitative |       |       |
    """)


@pytest.mark.parametrize("pack", ["icf-renewal-pcc", "icf-renewal-mcc"])
def test_a_course_that_may_have_been_self_study_leaves_the_renewal_open(judged, by_hand, pack):
    told = judged(
        pack,
        DAY,
        THREE_YEARS,
        training="""
            start_date | hours | category | credit_type     | method
            2024-09-10 | 20    | course   | core_competency | live
            2025-02-10 | 22    | course   | core_competency |
            2025-03-10 | 3     | course   | ethics          |
        """,
    )
    # If live, 20 + 22 + 3 of everything; if by oneself, 16 of 25 and no ethics.
    assert told.lines == by_hand("""
        rule              | verdict                 | found    | asked | short
        credits           | can't tell: not stated  | 36 to 45 | 40    |
        core-competencies | can't tell: not stated  | 20 to 45 | 24    |
        ethics            | can't tell: not stated  | 0 to 3   | 3     |
        supervision       | can't tell: qualitative | 0        |       |
        records           | can't tell: qualitative |          |       |
        late              | can't tell: qualitative |          |       |
    """)


def test_a_credential_that_expires_at_the_end_of_2026_may_be_renewed_from_the_end_of_february(judged):
    cycle = judged("icf-renewal-pcc", DAY, THREE_YEARS, training=HOLDER).pack.cycle
    # Ten months before is the last day of February; two months of grace, ten more lapsed; then from the old expiry.
    assert [str(day) for day in deadlines(cycle, date(2026, 12, 31))] == [
        "2026-02-28",
        "2026-12-31",
        "2027-02-28",
        "2027-12-31",
        "2029-12-31",
    ]
