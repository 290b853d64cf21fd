"""What the feedback page says, for a coach who counts along, and for a statistician who reads between the lines."""

import json
import re
from datetime import date, timedelta

import pytest

from cpd_toolkit.report import closing, make_report, open_page
from cpd_toolkit.report import feedback_trends as question
from cpd_toolkit.report.display import Blank, Figure, Notes, Table

AS_OF = "2026-06-30"
SCALED = "response_id,date,item,score,scale_min,scale_max"
QUOTED = "response_id,date,item,score,comment,quote_consent"
LARGEST, LARGEST_FIGURE, MOST_MARKS = 1_600_000, 300_000, 2_000


def scores(numbers, day="2026-03-14", person="K", item="Useful") -> list[str]:
    return [f"{day},{person}{n},{item},{score}" for n, score in enumerate(numbers)]


def shown(answers) -> list:
    return [
        question.title(answers),
        question.headline(answers),
        *question.levels(answers),
        question.one_vote(answers),
        question.periods(answers),
        *question.over_time(answers),
        question.tests(answers),
        *question.recommendation(answers),
        question.people(answers),
        question.rates(answers),
        question.comments(answers),
    ]


RISE = scores([2] * 20, "2025-03-14") + scores([5] * 20, "2026-03-14", "L")


def test_the_headline_says_how_many_and_how_sure(answers):
    # 12 of 12: Wilson's lower end 12 / (12 + 1.96^2) = 0.757
    lines = scores([5] * 12, "2025-08-01") + scores([5, 2, 4, 4], "2025-05-01", item="Clear")
    assert question.headline(answers(lines)).sentences == [
        # On 4 of the 16 no share is told.
        "Two top scores on a scale of 1\u00a0to\u00a05: 100% [76,\u00a0100] (“Useful”, n = 12).",
        "As of 30 June 2026: 12 responses in the last 12 months. "
        "The page counts 16 responses, 1 May 2025 to 30 June 2026.",
        "The share of the two top scores is solid for 1 question of 1: its whole 95% interval lies at 75% or above.",
        "The last 12 months against the 12 before: for 2 questions there are too few answers to compare "
        "(10 on each side, from people with a code).",
        "Over time: for 2 questions there are too few answers to speak of a trend (20 on 5 different days).",
    ]


def test_the_headline_begins_with_the_range_of_the_questions_that_allow_a_percentage(answers):
    # 8 of 10, 9 of 12, and 5 of 5 that stays out.
    lines = [
        *scores([5] * 8 + [2] * 2, item="Clear"),
        *scores([5] * 9 + [2] * 3),
        *scores([5] * 5, item="Few"),
    ]
    assert question.headline(answers(lines)).sentences[0] == (
        "Two top scores on a scale of 1\u00a0to\u00a05, question by question: 75%\u00a0to\u00a080% "
        "(2 questions, 10\u00a0to\u00a012 answers each)."
    )
    assert not question.headline(answers(scores([5] * 4))).sentences[0].startswith("Two top")


def test_the_headline_speaks_french(answers):
    assert question.headline(answers(scores([5, 5, 2, 4, 5]), lang="fr")).sentences[:3] == [
        "Deux notes hautes sur une échelle de 1\u00a0à\u00a05\u202f: 4 sur 5 («\u202fUseful\u202f», n = 5).",
        "Au 30 juin 2026\u202f: 5 retours sur les 12 derniers mois. "
        "La page compte 5 retours, du 14 mars 2026 au 30 juin 2026.",
        "La part des deux notes hautes ne peut pas être dite solide\u202f: "
        "son intervalle à 95\u202f% descend sous 75\u202f%.",
    ]


def test_a_change_is_found_where_it_may_be_claimed_and_shows_its_size_and_rows(answers):
    told = answers(RISE)
    headline = question.headline(told)
    assert headline.sentences[3:] == [
        "The last 12 months against the 12 before: a rise is found for 1 question (“Useful”).",
        # All answers lie on two days.
        "Over time: for 1 question there are too few answers to speak of a trend (20 on 5 different days).",
    ]
    tests, change = headline.numbers[-2:]
    every = question.tests(told).table
    assert (tests.value, every.rows[0][:2], every.rows[0][6]) == (
        "1 of 1",
        ["Useful", "12 months against 12"],
        "yes",
    )
    assert (change.value, change.label) == ("+100 points", "“Useful”")
    # Wilson's ends of 20 of 20 and 0 of 20 are 0.839 and 0.161: 1 - sqrt(2 x 0.161^2) = 0.772
    assert "95% interval [77,\u00a0100], adjusted p < 0.001" in change.note
    assert len(change.rows.rows) == 40
    assert question.periods(told).finding == "A change is found from one period to the next: “Useful”"


def test_the_table_of_tests_shows_both_p_of_a_trend_and_the_one_of_two_periods(answers):
    # Each day higher than the one before, nobody twice: tau-b 1 and the same p both ways.
    days = [str(date(2025, 7, 14) + timedelta(days=10 * n)) for n in range(20)]
    lines = [f"{day},K{n},Pace,{n},0,19" for n, day in enumerate(days)]
    told = answers(lines, "response_id,date,respondent_id,item,score,scale_min,scale_max")
    table = question.tests(told).table
    assert table.head[2:6] == ["Tau\u2011b", "p, all answers", "p, one vote a person", "Adjusted p"]
    assert table.rows == [["Pace", "over time", "+1", *["< 0.001"] * 3, "yes"]]
    (periods,) = question.tests(answers(RISE)).table.rows
    assert periods[2:6] == ["–", "–", "< 0.001", "< 0.001"]


def test_a_line_is_drawn_where_a_trend_is_found(answers):
    # 1 point every 10 days is 36.5 a year.
    days = [str(date(2025, 7, 14) + timedelta(days=10 * n)) for n in range(20)]
    lines = [f"{day},K{n},Pace,{n},0,19" for n, day in enumerate(days)]
    (part,) = question.over_time(answers(lines, "response_id,date,respondent_id,item,score,scale_min,scale_max"))
    assert part.table.rows[0][5].startswith("Slope: +36.5 points a year, 95% interval [36.5,")
    assert [trace["mode"] for trace in part.plot["data"]] == ["markers", "lines"]


def test_what_is_not_found_is_never_called_stable(answers):
    days = [str(date(2025, 7, 14) + timedelta(days=10 * n)) for n in range(20)]
    told = answers([f"{day},K{n},Useful,{4 + n % 2}" for n, day in enumerate(days)])
    assert question.headline(told).sentences[-1] == "Over time: for 1 question one can’t tell whether answers changed."
    assert question.over_time(told)[0].finding == "Over time, one can’t tell whether scores have changed"
    assert not any("tests" in number.label for number in question.headline(told).numbers)
    assert question.tests(told).table.rows[0][6] == "no"
    assert not re.search(r"stable|unchanged|no change", "\n".join(map(repr, shown(told))))


@pytest.mark.parametrize(("number", "words"), [(4, "No question on this scale has 5 answers"), (5, "5 of 5")])
def test_a_share_is_told_from_five_answers(answers, number, words):
    (part,) = question.levels(answers(scores([5] * number)))
    assert isinstance(part, Notes if number == 4 else Figure)
    assert words in (part.paragraphs[0] if number == 4 else part.finding)


@pytest.mark.parametrize("number", [9, 10])
def test_two_periods_are_compared_from_ten_answers_a_side_else_in_words(answers, number):
    part = question.periods(answers(scores([5] * 10, "2025-03-14") + scores([4] * number, person="L")))
    if number == 10:
        assert isinstance(part, Figure)
        assert part.finding == "From one period to the next, no change can be concluded"
    else:
        assert isinstance(part, Table)
        assert part.lead[0].startswith("No question has 10 answers on each side")
        assert part.table.rows == [["Useful", "10", "9"]]


def test_questions_no_longer_asked_are_not_compared(answers):
    old = scores([5] * 10, "2023-03-14", item="Old")
    part = question.periods(answers(old + scores([5] * 10, "2025-03-14") + scores([4] * 10, person="L")))
    assert [row[0] for row in part.table.rows] == ["Useful"]
    assert question.periods(answers(old)).paragraphs == [
        "No answer in the 24 months up to 30 June 2026: there is nothing to compare."
    ]


def test_answers_without_a_code_are_compared_with_nothing(answers):
    part = question.periods(answers([f"2026-03-14,,Useful,{4 + n % 2}" for n in range(30)]))
    assert (part.table, part.notes[0]) == (
        None,
        "30 answers without a respondent code enter no comparison: the same person may be behind several.",
    )


@pytest.mark.parametrize("number", [19, 20])
def test_a_trend_is_told_from_twenty_answers_and_no_line_is_drawn_where_one_cannot_tell(answers, number):
    days = [str(date(2025, 7, 14) + timedelta(days=10 * n)) for n in range(number)]
    (part,) = question.over_time(answers([f"{day},K{n},Useful,{4 + n % 2}" for n, day in enumerate(days)]))
    # Scores go up and down in turn: most slopes between two days are 0 or cancel each other.
    assert ("Median slope 0; tau-b: +" in part.table.rows[0][5]) == (number == 20)
    assert not any(trace["mode"] == "lines" for trace in part.plot["data"])
    assert ("No trend told below 20 answers" in json.dumps(part.plot)) == (number == 19)


@pytest.mark.parametrize(
    ("number", "finding"),
    [
        (9, "n = 9: no net promoter score below 10 answers"),
        # 10 of 10 promoters: 100; 10.75/13 and 0.75/13 give 0.76923 - 1.96 sqrt((0.88462 - 0.59172) / 13) = 0.47504
        (10, "Net promoter score: +100 [48,\u00a0100], n = 10"),
    ],
)
def test_a_net_promoter_score_is_told_from_ten_answers(answers, number, finding):
    (part,) = question.recommendation(answers(["2026-03-14,Recommend,10,0,10"] * number, SCALED))
    assert part.finding == finding


def test_a_net_promoter_score_of_four_answers_is_refused_in_words(answers):
    (part,) = question.recommendation(answers(["2026-03-14,Recommend,10,0,10"] * 4, SCALED))
    assert part.paragraphs == [
        "No question from 0 to 10 has 5 answers; a net promoter score is told from 10 on.",
    ]
    assert question.recommendation(answers(["2026-03-14,Useful,5,1,5"] * 10, SCALED)) == []


@pytest.mark.parametrize(("number", "told"), [(9, False), (10, True)])
def test_answers_that_crowd_the_top_get_a_word_from_ten_on(answers, number, told):
    (part,) = question.levels(answers(scores([5] * number)))
    assert any("can hardly show an improvement" in note for note in part.notes) == told


def test_answers_of_which_four_in_five_are_at_the_top_get_no_word(answers):
    (part,) = question.levels(answers(scores([5] * 8 + [4] * 2)))
    assert part.notes == []


def test_each_number_opens_its_rows_and_never_a_score_or_a_comment(answers):
    told = answers(["R1,2026-03-14,Useful,5,Secret words,yes", "R1,2026-03-14,Clear,,,"], QUOTED)
    rows = question.headline(told).numbers[0].rows
    assert rows.head == ["File", "Sheet", "Row", "Date", "Questions"]
    assert rows.rows == [
        ["feedback.csv", "–", "2", "14/03/2026", "1"],
        ["feedback.csv", "–", "3", "14/03/2026", "1"],
    ]
    assert "Secret" not in repr([part._repr_mimebundle_() for part in shown(told) if not isinstance(part, Blank)])


SCALES = [("Useful", 5, 1, 5), ("Trust", 4, 1, 4), ("Depth", 7, 1, 7), ("Recommend", 10, 0, 10)]


def test_scales_are_never_mixed(answers):
    lines = [f"2026-03-14,{','.join(map(str, item))}" for item in SCALES for _ in range(5)]
    parts = question.levels(answers(lines, SCALED))
    assert sorted((part.title.replace("\u00a0", " "), [row[0] for row in part.table.rows]) for part in parts) == [
        ("Answers on a scale of 0 to 10", ["Recommend"]),
        ("Answers on a scale of 1 to 4", ["Trust"]),
        ("Answers on a scale of 1 to 5", ["Useful"]),
        ("Answers on a scale of 1 to 7", ["Depth"]),
    ]


def test_one_question_on_two_scales_is_two_and_says_on_which(answers):
    lines = [f"2026-03-14,Useful,4,1,{high}" for high in (5, 10) for _ in range(5)]
    told = answers(lines, SCALED)
    assert [part.table.rows[0][:2] for part in question.levels(told)] == [["Useful", "5"], ["Useful", "5"]]
    (drawn,) = question.over_time(told)
    assert [row[0] for row in drawn.table.rows] == ["Useful (1\u00a0to\u00a05)", "Useful (1\u00a0to\u00a010)"]


def test_the_period_chooses_the_answers_told_and_not_the_twelve_months(answers):
    lines = scores([5, 5, 4], "2025-01-14") + scores([2, 3], "2026-03-14", "L")
    early, whole = answers(lines, period="2025-01-01/2025-03-31"), answers(lines)
    assert question.headline(early).sentences[0] == (
        "As of 30 June 2026: 2 responses in the last 12 months. "
        "The page counts 3 responses, 1 January 2025 to 31 March 2025."
    )
    assert (early.scored.height, early.trends["answers"].item()) == (3, 3)
    assert early.changes.equals(whole.changes)
    assert [row[2] for row in question.headline(early).numbers[0].rows.rows] == ["5", "6"]


def test_a_period_without_answers_is_said_to_be_empty(answers):
    told = answers(scores([5, 5, 4]), period="2020-01-01/2020-12-31")
    assert question.headline(told).sentences[1] == "No answer falls in the period of this page."
    assert question.levels(told) == question.over_time(told) == question.recommendation(told) == []
    assert isinstance(question.comments(told), Blank)


def test_an_empty_dossier_gets_a_helpful_word_and_no_charts(answers):
    told = answers([])
    assert question.headline(told).sentences == [
        "As of 30 June 2026, the dossier holds no feedback that counts. Enter a first answer in the template’s "
        "Feedback sheet."
    ]
    assert question.headline(told).numbers == []
    assert all(isinstance(part, Blank) for part in shown(told)[2:])


def test_a_dossier_whose_rows_are_all_left_out_points_at_them(answers):
    assert question.headline(answers(scores([9]))).sentences == [
        "As of 30 June 2026, the dossier holds no feedback that counts. See below which rows were left out."
    ]


def test_words_of_a_question_are_shown_as_they_are(answers):
    item = "<b>Clear</b> & <script>x</script>"
    told = answers(["2026-03-14," + item + ",10,0,10"] * 10, SCALED)
    (levels,), (recommended,) = question.levels(told), question.recommendation(told)
    assert levels.table.rows[0][0] == item
    assert recommended.subtitle.startswith(f"“{item}”")
    assert "<script>" not in json.dumps([levels.plot, recommended.plot])


def many_questions(questions: int, responses: int) -> list[str]:
    """Long questions on four scales, answered by many over three years."""
    words = "the frame and the goals of the work were clear to me from the first meeting on and stayed so " * 2
    ends = [(1, 5), (1, 4), (1, 7), (0, 10)]
    items = [(f"Question {n} {words if n % 7 else 'x' * 160}", *ends[n % 4]) for n in range(questions)]
    days = [date(2023, 7, 1) + timedelta(days=1065 * n // responses) for n in range(responses)]
    return [f"R{n},{day},{item},{high - n % 3},{low},{high}" for n, day in enumerate(days) for item, low, high in items]


def test_thirty_long_questions_and_many_answers_still_make_one_small_page(feedback):
    folder = feedback(many_questions(30, 120), SCALED)
    page, _ = make_report("feedback_trends", folder, date.fromisoformat(AS_OF), lang="fr")
    assert page.stat().st_size <= LARGEST
    told = question.answers_of(open_page(str(folder), AS_OF, "en"))
    for part in (part for part in shown(told) if isinstance(part, Figure)):
        layout = part.plot["layout"]
        marks = sum(len(trace["x"]) for trace in part.plot["data"])
        assert marks + len(layout.get("shapes", [])) + len(layout.get("annotations", [])) <= MOST_MARKS
        assert len(json.dumps(part.plot)) <= LARGEST_FIGURE
    (note,) = (n for n in question.over_time(told)[0].notes if n.startswith("Drawn"))
    assert note.startswith("Drawn: 10 questions of 30.")
    rows = question.headline(told).numbers[0].rows
    assert (len(rows.rows), rows.caption.endswith("(the 150 newest are listed)")) == (150, True)


def test_french_words_keep_their_punctuation_on_the_line(answers):
    told = answers(RISE + scores([5] * 3, item="Clair"), lang="fr")
    ends = [
        closing.left_out(told.page, "feedback"),
        closing.method(told.page, "feedback_trends"),
        closing.provenance(told.page),
    ]
    assert not re.search(r" [;:!?%»]|« ", "\n".join(map(repr, [*shown(told), *ends])))
