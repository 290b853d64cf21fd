"""What a peer group's page says, for a supervisor who counts along; and what it keeps to itself."""

import json
import re
from datetime import date

import pytest

from cpd_toolkit.errors import UsageError
from cpd_toolkit.report import closing, make_report, open_group
from cpd_toolkit.report import peer_group as question
from cpd_toolkit.report.display import Blank, Figure, Sheet, Table, content

AS_OF = "2026-06-30"
TOP = ("title", "headline")
PARTS = tuple(name for name in question.__all__ if name != "attestations")
HEAD = (
    "session_id,date,member_id,duration_minutes,format,group_id,group_size,supervisor_id,relationship,"
    "cases_presented,client_consent,ethical_issue,articles,themes,learning\n"
)
# Three sessions of G, and one of A alone. A presented on 1 March, B on 1 April without consent, C never.
LOG = (
    HEAD
    + """\
S1,2026-03-01,A,120,group,G,3,SV,none,1,yes,yes,12;43,SECRETTHEME,SECRETWORDS
S1,2026-03-01,B,120,group,G,3,SV,none,0,,,41,,
S1,2026-03-01,C,120,group,G,3,SV,,0,,,,,
S2,2026-04-01,A,90,peer,G,2,,,0,,,,,
S2,2026-04-01,B,90,peer,G,2,,,1,,,43,,
S3,2026-06-01,A,120,group,G,2,SV,none,0,,,,,
S3,2026-06-01,C,120,group,G,2,SV,,0,,yes,,,
I1,2026-05-01,A,60,individual,,,SW,none,1,yes,,5,,
SECRETID,2026-05-02,ZED9,60,peer,H,4,,,0,,,,,
"""
)
REGISTER = "member_id,group_id,region,rules\nA,G,West,made-up\nB,G,West,\nC,G,West,\nD,G,West,\nZED9,H,West,\n"


@pytest.fixture
def page(tables):
    """The page of group G, in English unless said."""

    def opened(log=LOG, register=REGISTER, lang="en", group="G", settings='lang = "en"\n', period="", **more):
        folder = tables({"supervision": log, "members": register, **more}, settings)
        if not register:
            (folder / "data" / "members.csv").unlink()
        return open_group(str(folder), AS_OF, lang, group, period)

    return opened


def shown(page):
    """Everything the page shows and everything its numbers hold, as one text."""
    parts = [getattr(question, name)(page) for name in PARTS]
    ends = [
        closing.left_out(page, "supervision"),
        closing.method(page, "peer_group"),
        closing.provenance(page, closing.settings(page, "need_sessions")),
    ]
    return json.dumps([content(part) for part in [*parts, *ends, *question.attestations(page)]], ensure_ascii=False)


def terms(part):
    return dict(part.terms)


def test_the_headline_counts_sessions_members_and_presences(page):
    # 4 members, 3 sessions, 3 + 2 + 2 of 12 possible; A has 4 sessions, with the individual one.
    assert question.headline(page()).sentences == [
        "As of 30 June 2026: 3 sessions of the group, 4 members, 7 attendances of 12 possible.",
        # 1 March 2026 + 365 days
        "1 member of 4 has at least 4 sessions in 365 days (your setting). The first lapse date is 1 March 2027: A.",
    ]


def test_the_headline_speaks_french(page):
    words = question.headline(page(lang="fr")).sentences
    assert words[0] == "Au 30 juin 2026\u202f: 3 séances du groupe, 4 membres, 7 présences sur 12 possibles."


def test_each_number_says_what_it_is_of(page):
    told = {number.label: (number.value, number.note) for number in question.headline(page()).numbers}
    span = "1 March 2026 to 1 June 2026"
    assert told["of the group, 5.5\u202fh in all"] == ("3 sessions", f"{span}. With a supervisor: 2; among peers: 1.")
    assert told["attendances"] == ("7 of 12", "2 to 3 present at a session.")
    # B's: A's has consent, and the individual one is not the group's.
    assert told["presentations of a case without the client’s consent on record"] == ("1", "Of 2 that ask for it.")


def test_members_are_those_of_the_register_and_those_who_came(page):
    guest = LOG + "S3,2026-06-01,B7,120,group,G,2,SV,none,0,,,,,\n"
    assert page().members == ("A", "B", "C", "D")
    assert page(guest, register="").members == ("A", "B", "B7", "C")
    assert page(register="").members == ("A", "B", "C")  # nobody knows of D without a register


def test_a_group_is_asked_for_where_there_are_several(page):
    with pytest.raises(UsageError, match="holds 2 groups: say for which one"):
        page(group="")
    with pytest.raises(UsageError, match="named nowhere in the dossier"):
        page(group="K")
    alone = "date,member_id,duration_minutes,format,supervisor_id\n2026-01-01,A,60,individual,S"
    with pytest.raises(UsageError, match="names no group"):
        page(alone, register="", group="")


def test_turns_are_listed_by_code(page):
    part = question.turns(page())
    assert part.table.head == ["Member", "Attended", "Presented", "Last time", "Since"]
    assert part.table.rows == [
        ["A", "3", "1", "01/03/2026", "2"],
        ["B", "2", "1", "01/04/2026", "0"],
        ["C", "2", "0", "–", "2"],
        ["D", "0", "0", "–", "0"],
    ]


def test_the_agenda_asks_first_who_never_presented_and_never_who_never_came(page):
    told = terms(question.agenda(page()))
    first, second = "C (never yet; 2 sessions attended)", "A (1 March 2026; 2 sessions attended since)"
    assert told["Present a case"] == f"{first} and {second}"
    # 12, 41 and 43 came up; of the 11 others that supervision can show, 5 are named.
    assert told["Articles never brought"].startswith("5. ")
    assert told["Articles never brought"].endswith(" And 6 more, below.")
    assert told["Clients’ consent"].startswith("1 presentation of a case has no consent on record")
    # C said nothing; A and B said "none".
    assert told["Links with the supervisor"].startswith("1 member has declared nothing")
    assert told["Rhythm"] == "Fewer than 4 sessions in 365 days (your setting): B, C and D."


def test_a_lapse_date_within_ninety_days_is_on_the_agenda(page):
    # One session wanted: A's latest is of 1 June, B's of 28 September 2025, and 365 days later is 90 days away.
    log = HEAD + "S1,2025-09-28,B,60,peer,G,2,,,0,,,,,\nS2,2026-06-01,A,60,peer,G,2,,,0,,,,,\n"
    told = terms(question.agenda(page(log, register="", settings='lang = "en"\n[measures]\nneed_sessions = 1\n')))
    assert told["Rhythm"] == "Fewer than 1 sessions within 90 days if nothing new is logged: B (28 September 2026)."


def test_ethical_questions_are_not_counted_where_fewer_than_five_came(page):
    opened = page()
    assert question.questions(opened).table is None
    assert terms(question.agenda(opened))["Open ethical questions"].startswith("To ask of each: below 5 members")
    assert "ethical" not in " ".join(question.headline(opened).sentences)
    assert not {"ethical_counts", "ethical_open_by_age"} & set(re.findall(r"ethical_\w+", shown(opened)))


def many(members="ABCDE", more=""):
    rows = [f"S1,2026-06-01,{m},60,peer,G,5,,,0,,{'yes' if m in 'AB' else ''},43,,\n" for m in members]
    return HEAD + "".join(rows) + more


def test_from_five_members_on_questions_are_counted_by_age(page):
    old = "S0,2025-12-01,C,60,peer,G,5,,,0,,yes,,,\n"
    part = question.questions(page(many(more=old), register=""))
    assert part.lead == ["3 ethical questions were raised in the group. 3 have no closing date."]
    # 29 days and, since 1 December, 31 + 31 + 28 + 31 + 30 + 31 + 29 = 211 days
    assert [row[1] for row in part.table.rows] == ["2", "0", "0", "1", "3"]
    assert "2025-12-01" not in json.dumps(content(part)["results"]["ethical_open_by_age"][0]["value"])


@pytest.mark.parametrize(("members", "told"), [("ABCD", "<\u202f5"), ("ABCDE", "5")])
def test_who_brought_an_article_is_a_number_from_five_on(page, members, told):
    part = question.brought(page(many(members), register=""))
    (row,) = part.table.rows
    assert (row[0].split(".")[0], row[1], row[3]) == ("43", "1", told)
    assert "people" not in part.results["articles_brought"].columns


def test_articles_that_do_not_apply_are_not_missed(page):
    settings = 'lang = "en"\n[not_applicable]\n11 = "no sponsors"\n'
    numbers = [row[0].split(".")[0] for row in question.never(page(settings=settings)).table.rows]
    assert numbers == ["5", "14", "17", "18", "19", "20", "22", "28", "38", "42"]


PACK = """
id = "made-up"
body = "Nobody"
scheme = { fr = "Inventé", en = "Invented" }
purpose = "own"
jurisdiction = "global"
edition = "2026"
effective_from = 2020-01-01
binding = "recommended"
status = "supplied"
verified_on = 2026-01-01
[sources.page]
title = "A page"
address = "example.org/rules"
read_on = 2026-01-01
grade = "OWN"
[[rules]]
id = "alone"
kind = "shown"
text = { fr = "Seul", en = "Alone" }
reference = "page"
count = { of = ["supervision"], unit = "hours", where = { format = ["individual"] } }
"""


def test_hours_stand_as_logged_shared_and_as_a_rule_counts_them(page, tmp_path):
    opened = page()
    assert "not known to this version" in question.hours(opened).paragraphs[1]
    packs = opened.dossier.folder / "packs"
    packs.mkdir()
    (packs / "made-up.toml").write_text(PACK, encoding="utf-8")
    part = question.hours(opened)
    assert part.table.head == ["Member", "Sessions", "As logged", "Shared by the group", "Rule A"]
    # A: 2 + 1.5 + 2 + 1 h; 2/3 + 1.5/2 + 2/2 + 1 = 3.42 h; 1 h alone
    assert part.table.rows[0] == ["A", "4", "6.5", "3.42", "1"]
    assert part.table.rows[3] == ["D", "0", "0", "0", "0"]
    assert terms(part)["Rule A"] == "Counts only: individual. “Alone” (made-up, 2026)."


def test_links_with_supervisors_are_flagged_and_not_judged(page):
    part = question.links(page())
    # SV with A, B and C, not D; SW with A alone. C declared nothing of SV.
    assert part.table.rows == [["SV", "3", "0", "1", "2"], ["SW", "1", "0", "0", "0"]]
    assert part.lead == ["No supervisor is that of all members. No two members supervise each other."]


def test_one_supervisor_for_all_and_members_who_supervise_each_other_are_named(page):
    pair = (
        "I1,2026-05-01,A,60,individual,,,B,other,0,,,,,\nI2,2026-05-02,B,60,individual,,,A,other,0,,,,,\n"
        "S1,2026-06-01,A,60,group,G,2,SV,none,0,,,,,\nS1,2026-06-01,B,60,group,G,2,SV,none,0,,,,,\n"
    )
    assert question.links(page(HEAD + pair, register="")).lead == [
        "SV supervises all 2 members; 0 have no other supervisor in the dossier. Supervise each other: A and B. "
        "Also a member of the group: A and B."
    ]


def answers(members, each=2, comment=""):
    head = "member_id,response_id,date,respondent_id,item,score,scale_min,scale_max,comment\n"
    rows = [
        f"{m},{m}{n},2026-06-02,{m}r{n},Heard,{3 + (n % 2) * 2},1,5,{comment}\n" for m in members for n in range(each)
    ]
    return head + "".join(rows)


@pytest.mark.parametrize("members", ["ABCD", "ABCDE"])
def test_feedback_is_told_over_all_members_from_five_on(page, members):
    part = question.feedback(page(many(), register="", feedback=answers(members)))
    if len(members) < 5:
        assert (part.table, part.results) == (None, {})
        assert part.lead[0].startswith("Nothing is told")
    else:
        # 5 of 10 are a 5: Wilson's interval of one half of 10 is 24 to 76 %
        assert part.table.rows == [["Heard (1 to 5)", "5", "10", "50% [24,\u00a076]"]]


def test_without_feedback_the_page_is_silent_about_it(page):
    assert isinstance(question.feedback(page()), Blank)


def test_an_attestation_holds_one_member_and_nothing_of_a_case(page):
    intro, *sheets = question.attestations(page())
    assert intro.paragraphs[0].startswith("3 sheets, each on a page of its own")
    assert [sheet.title for sheet in sheets] == [f"Attestation of supervision: {code}" for code in "ABC"]
    first = sheets[0]
    assert first.facts[0] == ("Name", "")  # filled in by hand
    assert dict(first.facts)["Total"] == "3 sessions, 5.5\u202fh"
    assert first.table.rows == [
        ["01/03/2026", "group", "SV", "2"],
        ["01/04/2026", "peer", "–", "1.5"],
        ["01/06/2026", "group", "SV", "2"],
        ["Total", "–", "–", "5.5"],
    ]
    assert [who for who, _ in first.signatures] == [
        "Supervisor SV: 2 sessions, 4\u202fh",
        "For the sessions among peers: 1 session, 1.5\u202fh",
    ]


def test_an_attestation_covers_the_period_or_else_twelve_months(page):
    old = LOG + "S0,2025-06-30,A,60,peer,G,2,,,0,,,,,\nS9,2025-07-01,A,60,peer,G,2,,,0,,,,,\n"
    _, year, *_ = question.attestations(page(old))
    assert [row[0] for row in year.table.rows[:2]] == ["01/07/2025", "01/03/2026"]
    _, told, *_ = question.attestations(page(old, period="2025-01-01/2025-12-31"))
    assert [row[0] for row in told.table.rows] == ["30/06/2025", "01/07/2025", "Total"]
    assert dict(told.facts)["Period"] == "1 January 2025 to 31 December 2025"


def test_no_free_text_and_nobody_of_another_group_enters_the_page(page):
    text = shown(page(feedback=answers("ABC", comment="SECRETCOMMENT")))
    assert not re.search("SECRET|ZED9|West", text)


def test_a_group_without_a_session_gets_a_helpful_word(page):
    opened = page(LOG, REGISTER + "N1,NEW,West,\nN2,NEW,West,\n", group="NEW")
    assert question.headline(opened).sentences[0].startswith("As of 30 June 2026, the dossier holds no session")
    assert all(isinstance(getattr(question, name)(opened), Blank) for name in PARTS if name not in TOP)
    assert question.attestations(opened) == []


def test_a_period_narrows_the_group_s_sessions_and_not_the_windows(page):
    opened = page(period="2026-04-01/..")
    assert question.headline(opened).sentences == [
        "As of 30 June 2026: 2 sessions of the group, 4 members, 4 attendances of 8 possible.",
        "1 member of 4 has at least 4 sessions in 365 days (your setting). The first lapse date is 1 March 2027: A.",
    ]


def test_more_members_than_a_chart_holds_get_tables(page):
    log = HEAD + "".join(f"S1,2026-06-01,M{n},60,peer,G,30,,,0,,,,,\n" for n in range(61))
    opened = page(log, register="")
    assert isinstance(question.standing(opened), Table)
    assert isinstance(question.attendance(opened), Table)
    assert question.standing(opened).lead == ["No member has 4 sessions in 365 days"]


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_sample_has_every_part(lang):
    opened = open_group(lang=lang)
    parts = [getattr(question, name)(opened) for name in PARTS]
    assert not any(isinstance(part, Blank) for part in parts)
    assert sum(isinstance(part, Figure) for part in parts) == 2
    assert sum(isinstance(part, Sheet) for part in question.attestations(opened)) == 8


def test_french_words_keep_their_punctuation_on_the_line(page):
    opened = page(lang="fr", feedback=answers("ABC"))
    parts = [getattr(question, name)(opened) for name in PARTS]
    parts += [
        *question.attestations(opened),
        closing.method(opened, "peer_group"),
        closing.provenance(opened, closing.settings(opened, "need_sessions")),
    ]
    assert not re.search(r" [;:!?%»]|« ", "\n".join(map(repr, parts)))


def test_the_report_is_made_for_a_group_named_without_its_code_in_a_file_name(page, tmp_path):
    folder = page().dossier.folder
    html, numbers = make_report("peer_group", folder, date(2026, 6, 30), out=tmp_path / "out", group="G")
    assert re.fullmatch(r"peer_group-[0-9a-f]{10}\.en\.html", html.name)
    told = json.loads(numbers.read_text("utf-8"))
    found = {(row["supervisor_id"], row["measure"]): row["value"] for row in told["results"]["supervised_members"]}
    assert (found["SV", "members"], found["SW", "members"]) == (3, 1)
    assert "West" not in numbers.read_text("utf-8")  # the register's rows stay where they are
    assert not re.search("SECRET|ZED9", html.read_text("utf-8") + numbers.read_text("utf-8"))
