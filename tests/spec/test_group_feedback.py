"""Feedback over a group's members is told where enough of them have any, and nobody's own."""

from datetime import date

import pytest

from cpd_toolkit.measures.group_feedback import NUMBERS, shared_top_two

AS_OF = date(2026, 6, 30)


def answers(scores: dict[str, list[int]]) -> str:
    head = "member_id | response_id | date | item | score\n"
    return head + "\n".join(
        f"{member} | {member}{n} | 2026-03-01 | Heard | {score}"
        for member, given in scores.items()
        for n, score in enumerate(given)
    )


def share(rows, scores, least=5):
    return shared_top_two(rows("feedback", answers(scores)), AS_OF, least).row(0, named=True)


def test_the_share_is_of_all_answers_together(rows):
    # 5 of 7 are 4 or 5.
    told = share(rows, {"A": [4, 5], "B": [3], "C": [5], "D": [2, 5], "E": [4]})
    assert (told["numerator"], told["denominator"], told["people"], told["status"]) == (5, 7, 5, "ok")


@pytest.mark.parametrize(("members", "status"), [(4, "too_few"), (5, "ok")])
def test_answers_about_fewer_members_than_k_are_refused_whatever_their_number(rows, members, status):
    told = share(rows, {name: [3, 4, 5] for name in "ABCDE"[:members]})
    assert told["status"] == status
    assert all((told[name] is None) == (status != "ok") for name in NUMBERS)


def test_a_higher_k_of_the_dossier_counts(rows):
    assert share(rows, {name: [3, 4, 5] for name in "ABCDE"}, least=6)["status"] == "too_few"


@pytest.mark.parametrize("score", [2, 5])
def test_answers_that_are_all_alike_are_refused(rows, score):
    told = share(rows, {name: [score, score] for name in "ABCDE"})
    assert (told["status"], told["value"], told["denominator"]) == ("suppressed", None, None)


def test_answers_after_the_day_of_the_report_do_not_count(rows):
    later = answers({name: [3, 5] for name in "ABCDE"}).replace("2026-03-01", "2026-07-01")
    assert shared_top_two(rows("feedback", later), AS_OF, 5).is_empty()
