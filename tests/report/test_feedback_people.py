"""Whose answers they are: one vote a person, response rates, roles, and words only of those who agreed."""

import json
from datetime import date

from cpd_toolkit.report import feedback_trends as question
from cpd_toolkit.report import make_report

ASKED = "response_id,date,respondent_id,respondent_role,survey_id,invited,item,score"
QUOTED = "response_id,date,item,score,comment,quote_consent"
NAMES = 'member_id = "C1"\nlang = "en"\n[privacy]\nnames = ["Zoé Quolibet"]\n'


def scores(numbers, day="2026-03-14", person="K", item="Useful") -> list[str]:
    return [f"{day},{person}{n},{item},{score}" for n, score in enumerate(numbers)]


def test_one_person_has_one_vote_beside_all_answers(answers):
    # All: 2, 5, 5, 5, 5, 2 is 4 high of 6. Of each person the last: K1 5, then 5, 5, 5 and 2 is 4 high of 5.
    lines = ["2026-01-14,K1,Useful,2", "2026-03-14,K1,Useful,5", *scores([5, 5, 5, 2], person="L")]
    part = question.one_vote(answers(lines))
    assert part.table.head == ["Question", "All answers", "Last answer of each person"]
    assert part.table.rows == [["Useful", "4 of 6", "4 of 5"]]


def test_answers_without_a_code_stay_in_both_and_are_counted(answers):
    lines = ["2026-01-14,K1,Useful,2", "2026-03-14,K1,Useful,5", *["2026-03-14,,Useful,5"] * 4]
    assert question.one_vote(answers(lines)).table.rows == [["Useful", "5 of 6", "5 of 5", "4"]]


def test_where_nobody_answered_twice_one_vote_is_said_in_words(answers):
    assert question.one_vote(answers(scores([5, 4]))).paragraphs[0].startswith("Nobody with a code answered")
    assert question.one_vote(answers(["2026-03-14,,Useful,5"])).paragraphs[0].startswith("No answer bears a respondent")


def rate(answers):
    (number,) = (n for n in question.headline(answers).numbers if n.label == "response rate")
    return number


def test_a_response_rate_that_is_not_known_is_said_to_be(answers):
    for told in (answers(scores([5, 4])), answers(["2026-03-14,K1,client,E1,,Useful,5"], ASKED)):
        assert rate(told).value == "Not known"
    assert question.rates(told).lead == [
        "Response rate not known. How many people were invited is not stated, or is fewer than answered.",
    ]


def test_a_response_rate_counts_whole_surveys_and_only_those_it_knows(answers):
    lines = [
        *(f"2025-12-30,K{n},client,E1,12,Useful,5" for n in range(4)),
        *(f"2026-01-02,K{n},client,E1,12,Useful,5" for n in range(4, 6)),
        "2026-02-01,K9,client,E2,,Useful,5",
        "2026-02-02,K9,client,,,Useful,5",
    ]
    # 6 of 12, though only 2 of the 6 answered in the period.
    told = answers(lines, ASKED, period="2026-01-01/..")
    assert (rate(told).value, rate(told).note) == ("50%", "6 responses of 12 people invited, in 1 survey.")
    assert len(rate(told).rows.rows) == 6
    part = question.rates(told)
    assert part.lead == [
        "Response rate: 50%. 6 responses of 12 people invited, in 1 survey. The rate of 1 survey is not known. "
        "1 response belongs to no survey."
    ]
    assert part.table.rows == [["E1", "6", "12", "50%"], ["E2", "1", "–", "Not known"]]


def test_people_are_counted_once_and_by_role(answers):
    lines = [
        "2024-03-14,K1,client,E1,9,Useful,5",
        "2026-03-14,K1,client,E1,9,Useful,5",
        "2026-03-14,K2,sponsor,E1,9,Useful,5",
        "2026-03-14,,client,E1,9,Useful,5",
    ]
    told = answers(lines, ASKED)
    people = question.headline(told).numbers[1]
    assert (people.value, people.note) == (
        "2 people",
        "1 client and 1 sponsor. In the last 12 months: 1 client and 1 sponsor. "
        "1 response bears no code: its author is not counted here.",
    )
    assert question.people(told).table.rows == [
        ["Clients", "1", "1", "3", "2", "1"],
        ["Sponsors", "1", "1", "1", "1", "0"],
    ]


def comments(number, consent="yes", text="Words of {n}.") -> list[str]:
    return [f"2026-03-14,Useful,5,{text.format(n=n)},{consent}" for n in range(number)]


def test_quotes_are_shown_from_five_comments_on(answers):
    four, five = (question.comments(answers(comments(number), QUOTED)) for number in (4, 5))
    assert (four.quotes, four.lead) == ([], ["4 responses bear a comment. Quotes are shown from 5 comments on."])
    assert five.quotes == [f"“Words of {n}.”" for n in range(5)]
    assert five.lead == ["5 responses bear a comment. 5 authors agreed to be quoted."]


def test_only_those_who_agreed_are_quoted(answers):
    told = answers([*comments(1), *comments(3, "no", "Kept {n}."), *comments(2, "", "Kept too {n}.")], QUOTED)
    assert question.comments(told).quotes == ["“Words of 0.”"]
    none = question.comments(answers(comments(5, ""), QUOTED))
    assert (none.quotes, none.lead[0].endswith("no word of theirs is shown.")) == ([], True)


def test_a_comment_that_seems_to_hold_an_identifier_is_not_shown(answers):
    lines = [
        *comments(4),
        *comments(1, text="Call 06 39 98 12 34."),
        *comments(1, text="Write to a.b@example.org"),
        *comments(1, text="Thanks to Zoe Quolibet"),
    ]
    part = question.comments(answers(lines, QUOTED, NAMES))
    assert part.quotes == [f"“Words of {n}.”" for n in range(4)]
    assert part.notes[0] == "3 comments seem to hold contact details or a name: they are not shown."


def test_quotes_stand_in_an_order_that_points_at_nobody(answers):
    lines = [f"2026-03-1{n},Useful,5,{text},yes" for n, text in enumerate(["Zebra", "Moon", "Apple", "Moon", "Sea"])]
    assert question.comments(answers(lines, QUOTED)).quotes == ["“Apple”", "“Moon”", "“Sea”", "“Zebra”"]


def test_comments_enter_neither_the_numbers_file_nor_a_figure(feedback):
    lines = [*comments(5), *comments(1, "no", "Kept for me.")]
    folder = feedback(lines, QUOTED)
    page, numbers = make_report("feedback_trends", folder, date(2026, 6, 30))
    html = page.read_text("utf-8")
    assert html.count("Words of 3.") == 1
    assert "<blockquote><p>“Words of 3.”</p></blockquote>" in html
    assert "Kept for me." not in html
    assert "Words of" not in numbers.read_text("utf-8")
    told = json.loads(numbers.read_text("utf-8"))["results"]
    assert {row["measure"]: row["value"] for row in told["comments"]} == {"comments": 6, "comments_quotable": 5}
