"""What twelve articles are measured by, in the words of the page: values, or that they are not known."""

from pathlib import Path

from cpd_toolkit.report import article_coverage as question
from cpd_toolkit.report import open_page

AS_OF = "2026-06-30"  # the 12 months begin on 1 July 2025
MEASURED = (12, 31, 36, 37, 40, 41, 42, 43, 44, 45, 46, 47)
TABLES = {
    "supervision": """
date,duration_minutes,format,group_size,supervisor_id,relationship,cases_presented,client_consent
2026-01-10,60,individual,,S1,none,1,yes
2026-05-20,90,peer,4,,,0,
2023-06-30,60,individual,,S1,none,0,
""",
    "training": """
title,start_date,end_date,hours,category,articles
Course,2025-03-01,2025-03-02,7,course,12;31
Diary,2026-02-01,,0,reflection,40;44
""",
    "feedback": """
response_id,date,respondent_role,item,score
R1,2026-03-01,client,Useful,5
R1,2026-03-01,client,Clear,4
""",
    "evidence": """
kind,date,valid_until,articles
insurance,2026-01-01,2026-12-31,37
""",
}


def opened(folder: Path, lang: str = "en", **more: str):
    return open_page(str(folder), AS_OF, lang, **more)


def measured(page) -> dict[int, dict[str, str]]:
    _, *blocks = question.measured(page)
    return {int(block.title.partition(".")[0]): dict(block.terms) for block in blocks}


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_rows_without_a_tag_do_not_count_and_are_measured_all_the_same(tables):
    session = "date,duration_minutes,format,supervisor_id\n2026-01-10,90,individual,S1"
    page = opened(tables({"supervision": session}))
    assert question.headline(page).numbers == []
    assert measured(page)[41]["Sessions in 12 months"] == "1 session, 1.5\u202fh · individual:\u00a01"


def test_twelve_articles_are_measured_in_their_order_each_with_what_it_does_not_say(tables):
    blocks = measured(opened(tables(TABLES)))
    assert tuple(blocks) == MEASURED
    assert all(list(terms)[-1] == "What it does not say" for terms in blocks.values())


def test_values_are_told_in_words(tables):
    told = {
        number: {k: plain(v) for k, v in terms.items()} for number, terms in measured(opened(tables(TABLES))).items()
    }
    assert told[12]["Consent given, where it was asked for"] == "1 of 1"
    assert told[31]["Activities that name article 31"] == "1 activity, 7\u202fh"
    assert told[31]["Since the last one ended"] == "15 whole months"  # 2 March 2025 to 30 June 2026
    assert told[37]["Insured days of the last 365"] == "181 of 365"  # 1 January to 30 June 2026
    assert told[37]["End of the cover"] == "31 December 2026, 184 days after the day of the report"
    assert told[40]["Months with one"] == "1 of 12"  # the diary
    # 30 June 2023 to 10 January 2026: 185 days left of 2023, 366 and 365, and 10
    assert told[41]["Between sessions"].startswith("longest 925 days, 30 June 2023 to 10 January 2026")
    assert told[42]["Supervisors whose other link is stated"] == "1 of 1"
    assert told[42]["Hours with one supervisor, 12 months"] == "1\u202fh of 1\u202fh"  # the peer session names none
    assert told[44]["Written entries by what they are about, 12 months"] == "client work: 0 · practice: 0 · oneself: 1"
    assert told[45]["Activities in 12 months"] == "0 activities, 0\u202fh"  # the course is older; a diary is under 40
    assert told[47]["Responses in 12 months, by role"] == "client: 1"


def test_what_is_not_known_is_said_in_words_and_never_as_nought(tables):
    told = measured(opened(tables({})))
    assert told[12] == {
        "Client’s consent, sessions with a case, 12 months": "no session with a case",
        "Texts that seem to hold an identifier": "0",
        "Sessions with a case that hold one": "0",
        "What it does not say": told[12]["What it does not say"],
    }
    assert told[31]["Since the last one ended"] == "no activity names it in the data supplied"
    assert told[36]["Fields filled, sessions"] == "no such row in the data supplied"
    assert told[37]["Insured days of the last 365"].startswith("not known: no insurance document")
    assert told[40]["Between written entries"] == "no written entry in the data supplied"
    assert told[41]["Practice for 1\u202fh of supervision, 12 months"].startswith("not known: no practice hours")
    assert told[42]["Those with another link"] == "not known: no link is stated"
    assert told[43]["Ethical questions noted"] == "none noted: that is no evidence, and no breach"
    assert told[47]["Responses of those invited, all surveys"].startswith("not known")


def test_too_little_practice_gives_the_two_totals_and_no_ratio(tables):
    practice = "start_date,end_date,paid_hours\n2026-01-01,2026-01-31,34.5"
    told = measured(opened(tables(TABLES | {"practice": practice})))[41]
    assert told["Practice for 1\u202fh of supervision, 12 months"] == (
        "34.5\u202fh of practice, 2.5\u202fh of supervision: too little for a ratio, told from 35\u202fh of practice on"
    )


def test_practice_without_supervision_gives_no_ratio(tables):
    told = measured(opened(tables({"practice": "start_date,end_date,paid_hours\n2026-01-01,2026-01-31,80"})))[41]
    assert told["Practice for 1\u202fh of supervision, 12 months"] == (
        "80\u202fh of practice, no supervision: no ratio to tell"
    )


def test_a_cover_that_has_ended_or_not_begun_is_told_as_such(tables):
    head = "kind,date,valid_until,articles"
    ended = measured(opened(tables({"evidence": f"{head}\ninsurance,2025-06-01,2026-05-31,37"})))[37]
    assert plain(ended["Insured days of the last 365"]) == "335 of 365"  # without June
    assert ended["Insured days of those in a practice row"] == "no practice row in the data supplied"
    assert ended["End of the cover"] == "31 May 2026, 30 days before the day of the report"
    assert ended["Stretches without cover, since the first"] == "1 June 2026 to 30 June 2026 (30 days)"
    ahead = measured(opened(tables({"evidence": f"{head}\ninsurance,2026-08-01,2027-07-31,37"})))[37]
    assert ahead["End of the cover"] == "not begun"


def test_what_is_declared_not_applicable_is_measured_all_the_same(tables):
    page = opened(tables(TABLES, 'member_id = "C1"\n[not_applicable]\n31 = "Abroad"'))
    block = next(block for block in question.measured(page) if block.title.startswith("31."))
    assert block.paragraphs == ["Declared not applicable in cpd.toml, and measured all the same."]
    assert dict(block.terms)["Activities that name article 31"] == "1 activity, 7\u202fh"


def test_no_entry_is_counted_twice_under_reflection_and_no_contribution_under_development(tables):
    rows = """
    Talk,2026-02-01,3,contribution,46,learnt
    Course,2026-03-01,6,course,45,
    Diary,2026-04-01,0,reflection,40,learnt
    """
    head = "title,start_date,hours,category,articles,learning"
    lines = [head, *(line.strip() for line in rows.strip().splitlines())]
    told = measured(opened(tables({"training": "\n".join(lines)})))
    assert told[45]["Activities in 12 months"] == "1 activity, 6\u202fh"
    assert told[46]["Contributions in 12 months"] == "1 contribution, 3\u202fh"
    assert told[40]["Written entries in 12 months"] == "2 written entries"
    assert plain(told[44]["Written entries by what they are about, 12 months"]) == (
        "client work: 0 · practice: 1 · oneself: 1"
    )


def test_members_who_supervise_each_other_are_told_from_several_members_rows_alone(tables):
    head = "member_id,date,duration_minutes,format,supervisor_id\n"
    log = f"{head}A,2026-01-10,60,individual,B\nB,2026-02-10,60,individual,A"
    made = tables({"supervision": log}, 'lang = "en"')
    assert measured(opened(made, member="A"))[42]["Each other’s supervisor"] == "1 pair"
    alone = tables({"supervision": "\n".join(log.splitlines()[:2])}, 'lang = "en"')
    assert measured(opened(alone))[42]["Each other’s supervisor"] == "not known from one person’s records"


def test_measures_end_on_the_day_of_the_report_whatever_period_is_told(tables):
    page = opened(tables(TABLES), period="2024-01-01/2025-12-31")
    assert question.measured(page)[0].paragraphs[1].startswith("These measures end on the day of the report")
    consent = measured(page)[12]["Client’s consent, sessions with a case, 12 months"]
    assert plain(consent).startswith("Consent given: 1")  # of 10 January 2026
