"""What the page on the 47 articles says, for a coach who counts along and a supervisor who takes it as an agenda."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

from cpd_toolkit.report import article_coverage as question
from cpd_toolkit.report import closing, make_report, open_page
from cpd_toolkit.report.display import Blank, Figure, Fold, Part, content

AS_OF = "2026-06-30"  # the 36 months begin on 1 July 2023, the 12 months on 1 July 2025
OUTSIDE = 'member_id = "C1"\nlang = "en"\n[not_applicable]\n13 = "Only adults, says the reason"'
SESSIONS = """
date,duration_minutes,format,group_size,supervisor_id,relationship,cases_presented,client_consent,articles,learning
2026-01-10,60,individual,,S1,none,1,yes,12;43,
2026-05-20,90,peer,4,,,0,,18,
2023-06-30,60,individual,,S1,none,0,,22,
"""
ACTIVITIES = """
title,start_date,end_date,hours,category,articles
Course,2025-03-01,2025-03-02,7,course,12;31
Diary,2026-02-01,,0,reflection,40;44
"""
ANSWERS = """
response_id,date,respondent_role,item,score,articles
R1,2026-03-01,client,Useful,5,47
R1,2026-03-01,client,Clear,4,47
"""
DOCUMENTS = """
kind,date,valid_until,articles,reference
insurance,2026-01-01,2026-12-31,37,Drawer
contract,2024-01-10,,2;3,Drawer
"""
ALL = {"supervision": SESSIONS, "training": ACTIVITIES, "feedback": ANSWERS, "evidence": DOCUMENTS}
# With a record in the 36 months: 2 3 12 18 31 37 40 43 44 47. Only before: 22, exactly 36 months old.


@pytest.fixture
def folder(tables) -> Path:
    """The dossier above."""
    return tables(ALL, OUTSIDE)


def opened(folder: Path, lang: str = "en", **more: str):
    return open_page(str(folder), AS_OF, lang, **more)


def counting_parts(page) -> list[Part]:
    """The parts that count articles, without what some are measured by."""
    names = ("title", "headline", "tiles", "not_applicable", "sections", "chapters", "agenda", "sources")
    return [getattr(question, name)(page) for name in (*names, "section_sources", "entries")]


def folds(page) -> dict[int, Fold]:
    every = [fold for _, group in question.entries(page).groups for fold in group]
    return {int(fold.name.partition(".")[0]): fold for fold in every}


def words(part: Part) -> str:
    """What a person reads of a part."""
    return json.dumps({k: v for k, v in content(part).items() if k not in ("plot", "results")}, ensure_ascii=False)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_the_headline_keeps_apart_what_records_show_directly_in_part_and_not(folder):
    assert question.headline(opened(folder)).sentences == [
        "As of 30 June 2026: 10 of the 46 articles that apply have a record in the last 36 months.",
        # direct: 12 31 40 43 44 47; in part: 2 3 18; not: 37
        "Of these 46, supervision, feedback and training records show 9 directly and 24 in part, and cannot show 13; "
        "a record names 6, 3 and 1 of them.",
        "That shows engagement, not compliance: a record says that an article was worked on, not that it is kept.",
    ]


def test_the_headline_speaks_french(folder):
    assert question.headline(opened(folder, "fr")).sentences[0] == (
        "Au 30 juin 2026\u202f: 10 des 46 articles applicables ont une trace dans les 36 derniers mois."
    )


def test_each_number_opens_the_rows_it_came_from(folder):
    every, direct, partial, none, supported, missing = question.headline(opened(folder)).numbers
    assert [number.value for number in (every, direct, partial, none)] == ["10 of 46", "6 of 9", "3 of 24", "1 of 13"]
    assert every.note == "1 July 2023 to 30 June 2026. Not applicable: article 13."
    assert direct.note == "None in 36 months: articles 41, 45 and 46."
    assert direct.rows.head == ["Date", "Kind of source", "Articles", "File", "Sheet", "Row"]
    assert direct.rows.rows == [
        ["01/03/2026", "feedback, client", "47", "feedback.csv", "–", "2, 3"],
        ["01/02/2026", "reflection", "40, 44", "training.csv", "–", "3"],
        ["10/01/2026", "supervision, individual", "12, 43", "supervision.csv", "–", "2"],
        ["02/03/2025", "training, course", "12, 31", "training.csv", "–", "2"],
    ]
    assert len(every.rows.rows) == 7  # the session of June 2023 is outside the 36 months
    assert [row[3:] for row in partial.rows.rows] == [["supervision.csv", "–", "3"], ["evidence.csv", "–", "3"]]
    assert (supported.value, supported.note) == ("1 article", "9 more with one kind.")
    assert (missing.value, missing.note) == ("35 articles", "Only older than 36 months: article 22.")


def test_what_does_not_apply_shrinks_the_count_and_shows_its_reason(folder):
    page = opened(folder)
    part = question.not_applicable(page)
    assert part.lead == ["1 article is declared not applicable in cpd.toml: it stands outside every count."]
    assert part.table.rows == [["13. Safeguard children and vulnerable adults", "Only adults, says the reason"]]
    assert plain(question.sections(page).table.rows[3][1]) == "1 of 4"  # 12 of 9 to 12
    assert folds(page)[13].state == "not applicable"
    assert folds(page)[13].paragraphs[0] == "Declared not applicable. Reason given: Only adults, says the reason"
    assert 13 not in [int(row[0].partition(".")[0]) for row in question.agenda(page).table.rows]


def test_without_anything_declared_there_is_no_such_part_and_a_reason_may_be_missing(tables):
    page = opened(tables(ALL, 'member_id = "C1"'))
    assert isinstance(question.not_applicable(page), Blank)
    assert question.headline(page).numbers[0].value == "10 of 47"
    page = opened(tables(ALL, 'member_id = "C1"\n[not_applicable]\n13 = " "'))
    assert question.not_applicable(page).table.rows[0][1] == "none"


def test_a_section_says_three_of_four_and_never_a_percentage(folder):
    page = opened(folder)
    rows = question.sections(page).table.rows
    assert [plain(row[1]) for row in rows] == [
        *("0 of 1", "2 of 4", "0 of 3", "1 of 4", "0 of 2", "1 of 5", "0 of 3"),
        *("0 of 2", "1 of 6", "0 of 3", "1 of 3", "0 of 2", "2 of 4", "2 of 4"),
        "10 of 46",
    ]
    assert rows[3][2:] == ["1", "0", "0", "3", "1"]  # 12 supported; 9 to 11 without a record; 13 outside
    chapters = question.chapters(page).table.rows
    assert [plain(row[1]) for row in chapters] == ["4 of 22", "2 of 14", "4 of 10"]


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_no_part_that_counts_articles_holds_a_percentage_or_a_verdict(lang):
    told = " ".join(map(words, [*counting_parts(open_page(lang=lang)), *question.measured(open_page(lang=lang))]))
    assert "%" not in told
    assert not re.search(r"respecté|not respected|compliant|non conforme|breached|failed", told)


def test_an_article_opens_its_entries_at_the_users_own_file_and_row(folder):
    page = opened(folder)
    assert list(folds(page)) == list(range(1, 48))
    twelve, answers = folds(page)[12], folds(page)[47]
    assert (twelve.name, twelve.state) == (
        "12. Disclose supervision; obtain consent; anonymise cases",
        "two kinds of source or more · 2 entries · 10/01/2026",
    )
    assert twelve.rows.caption == "2 entries on article 12"
    assert twelve.rows.rows == [
        ["10/01/2026", "supervision, individual", "supervision.csv", "–", "2"],
        ["02/03/2025", "training, course", "training.csv", "–", "2"],
    ]
    assert answers.rows.rows == [["01/03/2026", "feedback, client", "feedback.csv", "–", "2, 3"]]  # one response
    assert folds(page)[22].state == "over 36 months · 1 entry · 30/06/2023"


def test_an_article_without_a_record_says_so_and_what_may_show_it(folder):
    frequency, law, intimacy = (folds(opened(folder))[number] for number in (41, 35, 15))
    assert (frequency.state, frequency.rows) == ("no record names it", None)
    assert frequency.paragraphs == ["No record in the data supplied.", "What shows it directly: supervision."]
    assert law.paragraphs[1] == (
        "Supervision, feedback and training records don’t show it; at most: declaration and training."
    )
    assert intimacy.paragraphs[1] == "No record shows it, and nothing is inferred."


def test_paper_gets_the_same_in_one_table(folder):
    paper = question.entries(opened(folder)).paper
    assert len(paper.rows) == 47
    assert [plain(cell) for cell in paper.rows[11]] == [
        "12. Disclose supervision; obtain consent; anonymise cases",
        "two kinds of source or more · 2 entries · 10/01/2026",
        "supervision.csv: 2 · training.csv: 2",
    ]
    assert [plain(cell) for cell in paper.rows[14][1:]] == ["no record names it", "–"]


def test_a_report_tells_reasons_on_its_page_and_no_free_text_anywhere(tables):
    secret = "Durand"
    texts = {
        "supervision": "date,duration_minutes,format,supervisor_id,articles,themes,learning,application\n"
        f"2026-01-10,60,individual,S1,12,{secret},{secret},{secret}",
        "training": "title,provider,start_date,hours,category,certificate_ref,articles,learning,application\n"
        f"{secret},{secret},2026-01-10,6,course,{secret},45,{secret},{secret}",
        "feedback": "response_id,date,item,score,comment,quote_consent,articles\n"
        f"R1,2026-01-10,{secret},5,{secret},yes,47",
        "evidence": f"kind,date,articles,reference\ncontract,2026-01-10,1,{secret}",
    }
    page, numbers = make_report("article_coverage", tables(texts, OUTSIDE), date.fromisoformat(AS_OF))
    html, told = page.read_text("utf-8"), json.loads(numbers.read_text("utf-8"))
    assert "Only adults, says the reason" in html
    assert "Only adults" not in numbers.read_text("utf-8")
    assert secret not in html
    assert secret not in numbers.read_text("utf-8")
    assert len(html.encode()) <= 1_600_000
    (found,) = [row for row in told["results"]["articles"] if row["measure"] == "with_record"]
    assert (found["numerator"], found["denominator"]) == (4, 46)  # 1 12 45 47


def test_the_agenda_begins_with_what_records_show_directly_and_do_not(folder):
    part = question.agenda(opened(folder))
    numbers = [int(row[0].partition(".")[0]) for row in part.table.rows]
    # 34 can be shown, but 13 is outside; 12 18 40 43 44 47 are of the last 12 months
    assert part.lead[0].startswith("27 articles that apply")
    assert part.lead[1] == (
        "To begin with: 41 (Supervised at suitable frequency by supervisor or peers), 45 (Undertake relevant training "
        "and CPD) and 46 (Contribute to the coaching community)."
    )
    assert numbers[:4] == [41, 45, 46, 1]
    assert numbers[-4:] == [22, 2, 3, 31]  # 30 June 2023, 10 January 2024 twice, 2 March 2025
    assert part.table.rows[0][1:] == ["no record names it", "directly", "supervision"]
    assert part.table.rows[-1][1:] == ["02/03/2025", "directly", "training"]


def test_a_session_on_every_article_leaves_nothing_for_the_agenda(tables):
    page = opened(
        tables({"supervision": "date,duration_minutes,format,group_size,articles\n2026-05-01,90,peer,4,1-47"})
    )
    assert question.agenda(page).table is None
    assert question.agenda(page).lead == [
        "Every article that applies and that such records can show has an entry of the last 12 months."
    ]
    assert [number.note for number in question.headline(page).numbers][1:3] == ["Each of them has a record."] * 2


def test_the_map_and_the_sources_are_drawn_of_the_same_entries(folder):
    page = opened(folder)
    assert question.tiles(page).finding == "10 of the 46 articles that apply have a record in the last 36 months"
    assert question.tiles(page).notes[0].startswith("In a tile: the article, its entries with the year of the newest")
    assert question.sources(page).table.rows[0][:3] == ["supervision", "3", "4"]  # 12 43, 18, 22
    rows = question.section_sources(page).table.rows
    assert rows[3] == ["4. Confidentiality", "1", "1", "0", "0", "0"]
    assert rows[13][1:] == ["0", "0", "1", "1", "0"]  # 44 in the diary, 47 in the answers


def test_a_period_narrows_the_entries_and_not_their_age(folder):
    page = opened(folder, period="2024-01-01/2025-12-31")
    head = question.headline(page)
    assert head.numbers[0].value == "4 of 46"  # 2 3 12 31
    assert head.sentences[-1] == "Only the entries of the period are told."
    assert folds(page)[12].state == "one kind of source · 1 entry · 02/03/2025"
    assert question.title(page).facts[-1] == ("Entries counted", "10 January 2024 to 2 March 2025")


def test_a_period_without_an_entry_is_said_to_have_none(folder):
    page = opened(folder, period="2019-01-01/2019-12-31")
    assert question.headline(page).sentences[0].startswith("No entry of the period names an article.")


def test_what_is_ahead_of_the_day_of_the_report_is_not_told_yet(tables):
    course = "title,start_date,end_date,hours,category,articles\nLong,2026-06-01,2026-07-31,20,course,45"
    assert folds(opened(tables({"training": course})))[45].state == "no record names it"


def test_an_empty_dossier_gets_helpful_words_and_no_empty_charts(tables):
    page = opened(tables({}))
    (sentence,) = question.headline(page).sentences
    assert sentence.startswith("As of 30 June 2026, no row of the dossier names an article. Write the articles")
    blank = ("tiles", "sections", "chapters", "sources", "section_sources", "not_applicable")
    assert all(isinstance(getattr(question, name)(page), Blank) for name in blank)
    assert len(question.agenda(page).table.rows) == 34
    assert {fold.state for fold in folds(page).values()} == {"no record names it"}
    assert closing.left_out(page, "supervision", "training").lead == ["No row is left out."]


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_sample_has_every_part(lang):
    parts = counting_parts(open_page(lang=lang))
    assert not any(isinstance(part, Blank) for part in parts)
    assert sum(isinstance(part, Figure) for part in parts) == 2


def test_french_words_keep_their_punctuation_on_the_line(folder):
    page = opened(folder, "fr")
    parts = [*counting_parts(page), *question.measured(page), closing.method(page, "article_coverage")]
    assert not re.search(r" [;:!?%»]|« ", " ".join(map(words, parts)))
