"""What is said, and not said, of a change in feedback; who answered; where answers stand on the scale."""

from datetime import date, timedelta

import pytest

from cpd_toolkit.measures import feedback_change, feedback_levels, feedback_people

AS_OF = date(2026, 6, 30)


def answers(rows, lines: list[tuple], columns: str = "date | respondent_id | score"):
    """One response a line, to the item Useful."""
    text = "\n".join(f"R{n} | Useful | {' | '.join(map(str, line))}" for n, line in enumerate(lines))
    return rows("feedback", f"response_id | item | {columns}\n{text}")


def year(day: str, scores: list[int], people: str = "K") -> list[tuple]:
    return [(day, f"{people}{n}", score) for n, score in enumerate(scores)]


NINE_OF_TEN, THREE_OF_TEN = [5] * 9 + [2], [4] * 3 + [3] * 7


def test_two_periods_are_compared_by_newcombes_interval(rows):
    told = feedback_change.period_changes(
        answers(rows, year("2025-07-01", NINE_OF_TEN) + year("2025-06-30", THREE_OF_TEN, "L")), AS_OF
    ).row(0, named=True)
    assert (told["period_start"], told["earlier_end"]) == (date(2025, 7, 1), date(2025, 6, 30))
    assert (told["top2"], told["n"], told["earlier_top2"], told["earlier_n"]) == (9, 10, 3, 10)
    # 9/10 - 3/10; Newcombe 1998, table II: .1705 to .8090; Fisher .0198
    ends = (told["value"], told["lower"], told["upper"], told["p"])
    assert ends == pytest.approx((0.6, 0.1705, 0.8090, 0.0198), abs=5e-5)
    assert told["status"] == "ok"


def test_nine_answers_on_a_side_are_too_few_to_compare(rows):
    told = feedback_change.period_changes(
        answers(rows, year("2026-01-10", NINE_OF_TEN[:9]) + year("2025-01-10", THREE_OF_TEN)), AS_OF
    ).row(0, named=True)
    assert (told["status"], told["value"], told["lower"], told["p"]) == ("too_few", None, None, None)
    assert (told["n"], told["earlier_n"]) == (9, 10)


def test_a_respondent_has_one_vote_in_each_period_and_answers_without_code_none(rows):
    lines = [("2026-01-10", "K1", 2), ("2026-02-10", "K1", 5), ("2025-01-10", "K1", 1), ("2026-03-10", "", 5)]
    told = feedback_change.period_changes(answers(rows, lines), AS_OF).row(0, named=True)
    assert (told["top2"], told["n"], told["earlier_top2"], told["earlier_n"]) == (1, 1, 0, 1)
    assert told["uncoded"] == 1


def test_the_answers_compared_are_the_last_of_each_code_in_the_period(rows):
    lines = [("2026-01-10", "K1", 2), ("2026-02-10", "K1", 5), ("2026-03-10", "", 4), ("2025-01-10", "K2", 3)]
    counted = feedback_change.voices(answers(rows, lines), (date(2025, 7, 1), AS_OF))
    assert counted.select("respondent_id", "score").rows() == [("K1", 5.0)]


def test_answers_older_than_two_years_are_in_neither_period(rows):
    told = feedback_change.period_changes(answers(rows, [("2024-06-30", "K1", 5)]), AS_OF).row(0, named=True)
    assert (told["n"], told["earlier_n"], told["status"]) == (0, 0, "unknown")


def test_a_trend_is_told_in_points_a_year(rows):
    # From 2 to 4 in 731 days, 21 answers 36 or 37 days apart: half of them 2 or 3, then 3 or 4.
    days = [date(2024, 1, 1) + timedelta(days=36 * i) for i in range(21)]
    told = feedback_change.score_trends(answers(rows, [(day, f"K{i}", 1 + i // 5) for i, day in enumerate(days)])).row(
        0, named=True
    )
    assert (told["answers"], told["days"], told["status"]) == (21, 21, "ok")
    # A step of one point every 5 answers, 180 days: the median slope is near 365.25 / 180 = 2.03 points a year.
    assert told["slope_per_year"] == pytest.approx(2.03, abs=0.15)
    assert told["lower"] > 1.5
    assert told["p"] <= 0.001


def test_twenty_answers_on_four_days_have_no_trend(rows):
    days = [f"2026-0{1 + i % 4}-10" for i in range(20)]
    four = feedback_change.score_trends(answers(rows, [(day, f"K{i}", 4) for i, day in enumerate(days)]))
    assert (four["days"].item(), four["status"].item(), four["tau_b"].item()) == (4, "too_few", None)
    five = feedback_change.score_trends(
        answers(rows, [*((d, f"K{d}{i}", 4) for i, d in enumerate(days)), ("2026-05-10", "K", 5)])
    )
    assert five["status"].item() == "ok"


def test_an_item_without_answers_is_unknown(rows):
    unanswered = answers(rows, [("2026-01-10", "K1", "")])
    assert feedback_change.score_trends(unanswered)["status"].item() == "unknown"
    assert feedback_change.period_changes(unanswered, AS_OF)["status"].item() == "unknown"
    assert feedback_levels.top_level(unanswered, AS_OF)["status"].item() == "unknown"


def test_a_change_is_claimed_only_if_it_holds_for_all_tests_of_the_report_together(rows):
    strong = answers(rows, year("2026-01-10", NINE_OF_TEN) + year("2025-01-10", [2] * 10, "L"))
    changes = feedback_change.period_changes(strong, AS_OF)
    told = feedback_change.claims(changes, feedback_change.score_trends(strong))
    # 9/10 against 0/10; two days only, so no trend was tested.
    assert told.select("kind", "direction", "claimed").rows() == [("period", "up", True)]
    weak = answers(rows, year("2026-01-10", [5] * 8 + [1] * 2) + year("2025-01-10", THREE_OF_TEN, "L"))
    told = feedback_change.claims(feedback_change.period_changes(weak, AS_OF), feedback_change.score_trends(weak))
    # 8/10 against 3/10: Fisher's p is .0698
    assert told.select("direction", "claimed").rows() == [("up", False)]


def test_a_rise_that_is_one_persons_is_not_claimed(rows):
    # 30 answers rise, but all of K1: with one vote a person there is a single answer left, and nothing to test.
    days = [date(2024, 1, 1) + timedelta(days=20 * i) for i in range(30)]
    lines = answers(rows, [(day, "K1", 1 + i // 7) for i, day in enumerate(days)])
    trends = feedback_change.score_trends(lines)
    assert (trends["p"].item() < 0.001, trends["p_by_person"].item()) == (True, None)
    told = feedback_change.claims(feedback_change.period_changes(lines, AS_OF), trends)
    assert not told["claimed"].any()


def test_people_are_counted_by_role_and_a_response_once(rows, told):
    lines = [
        ("2026-01-10", "K1", "client", 5),
        ("2026-02-10", "K1", "client", 4),
        ("2025-01-10", "K2", "client", 4),
        ("2026-01-10", "S1", "sponsor", 4),
        ("2026-01-10", "", "", 4),
    ]
    found = feedback_people.respondents_by_role(
        answers(rows, lines, "date | respondent_id | respondent_role | score"), AS_OF
    )
    assert told(found.filter(measure="respondents"), "respondent_role") == {
        ("client", "respondents"): 2,
        ("not_stated", "respondents"): 0,
        ("sponsor", "respondents"): 1,
    }
    by_measure = {name: value for (role, name), value in told(found, "respondent_role").items() if role == "client"}
    assert by_measure["responses"] == 3
    assert by_measure["responses_last_12_months"] == 2
    assert by_measure["respondents_last_12_months"] == 1
    assert told(found, "respondent_role")[("not_stated", "responses_without_code")] == 1


@pytest.mark.parametrize(
    ("scale_min", "scale_max", "bands"),
    [
        (1, 5, [1, 2, 3, 4, 5]),
        (1, 4, [1, 2, 4, 5]),
        (1, 6, [1, 1, 2, 4, 5, 5]),
        (1, 7, [1, 1, 2, 3, 4, 5, 5]),
        (0, 10, [1, 1, 1, 2, 2, 3, 4, 4, 5, 5, 5]),
        (0, 1, [1, 5]),
    ],
)
def test_bands_are_the_same_on_both_sides_of_the_middle(rows, scale_min, scale_max, bands):
    levels = range(scale_min, scale_max + 1)
    found = answers(
        rows, [("2026-01-10", level, scale_min, scale_max) for level in levels], "date | score | scale_min | scale_max"
    )
    assert found.with_columns(band=feedback_levels.band_of()).sort("score")["band"].to_list() == bands
    counted = feedback_levels.answers_by_band(found, AS_OF)
    assert counted["value"].sum() == len(bands)


@pytest.mark.parametrize(("answered", "status"), [(9, "too_few"), (10, "ok")])
def test_the_very_top_is_told_from_ten_answers(rows, answered, status):
    found = feedback_levels.top_level(answers(rows, year("2026-01-10", [5] * (answered - 1) + [4])), AS_OF)
    assert (found["numerator"].item(), found["denominator"].item()) == (answered - 1, answered)
    assert found["status"].item() == status


def test_answers_of_one_day_and_score_are_one_mark(rows):
    found = feedback_levels.answers_by_day(
        answers(rows, [("2026-01-10", "A", 4), ("2026-01-10", "B", 4), ("2026-01-11", "C", 4)])
    )
    assert found.select("interval_start", "score", "value").rows() == [
        (date(2026, 1, 10), 4, 2),
        (date(2026, 1, 11), 4, 1),
    ]
