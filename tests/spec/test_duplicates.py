"""Which rows may tell of one thing, worked out by hand at the thresholds of docs/methods.md."""

import pytest

from cpd_toolkit.validate.duplicates.pairs import pairs
from cpd_toolkit.validate.duplicates.titles import nearness


def asked(**tables) -> list[str]:
    """Each pair as `row row how`, in order."""
    columns = ["first_row", "later_row", "alike"]
    return [" ".join(map(str, row)) for row in pairs(tables).select(columns).rows()]


def test_sessions_of_a_day_are_alike_when_their_durations_are_within_15_minutes(rows):
    sessions = rows(
        "supervision",
        """
        date       | duration_minutes | supervisor_id
        2026-01-05 | 60               | S1
        2026-01-05 | 75               | S2
        2026-01-05 | 91               | S3
        2026-01-06 | 60               | S1
        """,
    )
    assert asked(supervision=sessions) == ["2 3 duration"]  # 75 - 60 = 15; 91 - 75 = 16


def test_sessions_of_a_day_are_alike_when_they_have_a_supervisor_in_common(rows):
    sessions = rows(
        "supervision",
        """
        date       | duration_minutes | supervisor_id
        2026-01-05 | 60               | S1
        2026-01-05 | 120              | S2; S1
        2026-01-05 | 240              |
        2026-01-05 | 480              |
        2026-02-05 | 60               | S1
        2026-02-05 | 60               | S1
        """,
    )
    assert asked(supervision=sessions) == ["2 3 supervisor", "6 7 duration_and_supervisor"]


def test_sessions_of_two_members_are_never_alike(rows):
    sessions = rows(
        "supervision",
        """
        member_id | date       | duration_minutes | supervisor_id
        C1        | 2026-01-05 | 60               | S1
        C2        | 2026-01-05 | 60               | S1
        """,
    )
    assert asked(supervision=sessions) == []


def test_activities_are_alike_under_near_titles_when_they_end_within_three_days(rows):
    activities = rows(
        "training",
        """
        title                | start_date | end_date   | hours
        Éthique en pratique  | 2026-01-04 | 2026-01-06 | 7
        Ethique et pratique  | 2026-01-09 |            | 3
        Pratique de l'éthique| 2026-01-10 |            | 3
        """,
    )
    # 9 - 6 = 3 days; 10 - 9 = 1; 10 - 6 = 4
    assert asked(training=activities) == ["2 3 title", "3 4 title"]


def test_the_order_of_the_files_tells_which_row_is_the_later_one_not_the_day(rows):
    activities = rows(
        "training",
        """
        title   | start_date | hours
        Éthique | 2026-01-06 | 7
        Éthique | 2026-01-04 | 7
        """,
    )
    assert asked(training=activities) == ["2 3 title"]


def test_activities_of_a_day_with_the_same_hours_are_alike_whatever_their_titles(rows):
    activities = rows(
        "training",
        """
        title    | start_date | hours
        Module 1 | 2026-01-04 | 2
        Module 2 | 2026-01-05 | 2
        Contrat  | 2026-01-05 | 2
        Contrats | 2026-01-05 | 3
        """,
    )
    assert asked(training=activities) == ["3 4 hours"]


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("Éthique en pratique", "Ethique et pratique", 1),  # en, et are passed over
        ("Le cadre et le contrat", "Cadre, contrat, posture", 4 / 5),  # 2 x 2 of 2 + 3
        ("Ethics for coaches", "Coaches and their contracts", 2 / 5),  # 2 x 1 of 2 + 3
        ("Module 1", "Module 2", 0),
        ("Supervision niveau 2", "Supervision, niveau 2", 1),
        ("À la", "A LA", 1),  # words that are all passed over are kept
        ("!", "!", 0),
    ],
)
def test_titles_are_as_near_as_the_share_of_their_words_in_common(one, other, near):
    assert nearness(one, other) == pytest.approx(near)


def test_responses_of_a_person_on_a_day_are_one_question_for_all_they_have_in_common(rows):
    answers = rows(
        "feedback",
        """
        response_id | date       | respondent_id | item | score
        R1          | 2026-03-03 | K1            | a    | 4
        R1          | 2026-03-03 | K1            | b    | 4
        R2          | 2026-03-03 | K1            | a    | 4
        R2          | 2026-03-03 | K1            | b    | 5
        R2          | 2026-03-03 | K1            | c    | 5
        R3          | 2026-03-03 | K2            | a    | 4
        R4          | 2026-03-04 | K1            | a    | 4
        R5          | 2026-03-03 |               | a    | 4
        R6          | 2026-03-03 |               | a    | 4
        """,
    )
    (pair,) = pairs({"feedback": answers}).to_dicts()
    assert (pair["first_row"], pair["later_row"], pair["n"]) == (2, 4, 2)
    assert (pair["first_index"], pair["later_index"]) == ([0, 1], [2, 3])  # the answer to c stays in any case
