"""What the supervision page says, for a coach who counts along."""

import re
from datetime import date

import pytest

from cpd_toolkit.errors import UsageError
from cpd_toolkit.report import closing, open_page
from cpd_toolkit.report import supervision_frequency as question
from cpd_toolkit.report.display import Blank, Figure, Notes

AS_OF = "2026-06-30"
# Within 365 days of 30 June 2026 (from 1 July 2025): the last three, 1.5 + 2 + 1 = 4.5 h.
SESSIONS = """
    2025-01-15,60,individual,,S1,1,yes,,
    2025-09-01,90,individual,,S1,1,yes,yes,
    2026-02-01,120,group,5,S2,1,,,
    2026-05-31,60,peer,4,,0,,,
"""
PRACTICE = "2025-07-01,2026-06-30,90"  # wholly inside: 90 h for 4.5 h is 20 h for one; 35 x 4.5 - 90 = 67.5 h left
PARTS = (
    "rolling",
    "windows",
    "timeline",
    "gaps",
    "quarters",
    "years",
    "formats",
    "cumulative",
    "ratio",
    "questions",
    "consent",
)


def headline(folder, lang="en", **more):
    return question.headline(open_page(str(folder), AS_OF, lang, **more))


def test_the_headline_says_how_many_and_until_when(dossier):
    folder = dossier(SESSIONS, PRACTICE, 'member_id = "C1"\n[measures]\nneed_sessions = 3')
    assert headline(folder).sentences == [
        "As of 30 June 2026: 3 supervision sessions in 365 days, 4.5\u202fh in all.",
        # 1 September 2025 + 365 days
        "If nothing new is logged, that number falls below 3 sessions (your setting) on 1 September 2026.",
        "The last session was on 31 May 2026, 30 days earlier.",
    ]


def test_the_headline_speaks_french(dossier):
    assert headline(dossier(SESSIONS), "fr").sentences == [
        "Au 30 juin 2026\u202f: 3 séances de supervision sur 365 jours, 4,5\u202fh en tout.",
        "C’est 1 séance de moins que 4 (votre réglage).",
        "La dernière séance est du 31 mai 2026, 30 jours plus tôt.",
    ]


def test_each_number_opens_the_rows_it_came_from(dossier):
    numbers = {n.label: n for n in headline(dossier(SESSIONS, PRACTICE)).numbers}
    assert numbers["in 365 days"].value == "3 sessions"
    assert numbers["in 365 days"].rows.head == ["File", "Sheet", "Row", "Date", "Hours", "Format"]
    assert numbers["in 365 days"].rows.rows == [
        ["supervision.csv", "–", "3", "01/09/2025", "1.5", "individual"],
        ["supervision.csv", "–", "4", "01/02/2026", "2", "group"],
        ["supervision.csv", "–", "5", "31/05/2026", "1", "peer"],
    ]
    assert [row[2] for row in numbers["since the last session"].rows.rows] == ["5"]
    # 15 January to 1 September 2025: 16 + 28 + 31 + 30 + 31 + 30 + 31 + 31 + 1 = 229 days
    assert numbers["longest gap between two sessions"].value == "229 days"
    assert [row[2] for row in numbers["longest gap between two sessions"].rows.rows] == ["2", "3"]
    ratio = numbers["of practice for 1\u202fh of supervision, in 365 days"]
    assert (ratio.value, ratio.note) == (
        "20\u202fh",
        "67.5\u202fh of practice are left before 35\u202fh for 1\u202fh (your setting).",
    )


def test_under_35_practice_hours_the_two_totals_stand_instead(dossier):
    ratio = headline(dossier(SESSIONS, "2026-01-01,2026-01-31,34.5")).numbers[-1]
    assert ratio.value == "34.5\u202fh and 4.5\u202fh"
    assert ratio.note.startswith("Below 35\u202fh of practice in the window a ratio says nothing")


def test_without_practice_the_ratio_is_not_known_rather_than_nought(dossier):
    assert headline(dossier(SESSIONS)).numbers[-1].value == "Not known"


def test_an_empty_dossier_gets_a_helpful_word_and_no_charts(dossier):
    page = open_page(str(dossier()), AS_OF, "en")
    assert question.headline(page).sentences == [
        "As of 30 June 2026, the dossier holds no supervision session that counts. Log a first session in the "
        "template’s Supervision sheet, or see below which rows were left out."
    ]
    assert all(isinstance(getattr(question, name)(page), Blank) for name in PARTS)
    assert closing.left_out(page, "supervision").lead == ["No row is left out."]


def test_one_session_is_drawn_without_a_gap_and_without_quarters(dossier):
    page = open_page(str(dossier("2026-02-14,90,individual,,S1,,,,")), AS_OF, "en")
    assert question.timeline(page).finding == "1 session, on 14 February 2026"
    assert isinstance(question.quarters(page), Notes)
    assert question.headline(page).sentences[1] == "That is 3 sessions fewer than 4 (your setting)."


def test_a_log_younger_than_the_window_says_from_when_it_covers_it(dossier):
    """365 days, the last of them counted, from 14 February 2026 end on 13 February 2027."""
    told = headline(dossier("2026-02-14,90,individual,,S1,,,,")).sentences[-1]
    assert told.startswith("The log begins on 14 February 2026: ")
    assert told.endswith(" covered whole from 13 February 2027.")


def test_the_quarter_that_runs_may_still_get_its_session(dossier):
    """Sessions in four quarters, none yet in the one of 15 May 2026."""
    log = "\n".join(f"{day},60,individual,,S1,,,," for day in ("2025-05-10", "2025-08-10", "2025-11-10", "2026-02-10"))
    page = open_page(str(dossier(log)), "2026-05-15", "en")
    assert question.quarters(page).finding == "At least one session in each of 4 complete quarters"


def test_a_session_on_the_day_of_the_report_is_of_the_same_day(dossier):
    assert (
        headline(dossier("2026-06-30,90,individual,,S1,,,,")).sentences[2] == "The last session was on that very day."
    )


def test_rows_left_out_are_counted_by_reason(dossier):
    page = open_page(
        str(dossier(f"{SESSIONS}\n2026-06-01,2,individual,,S1,,,,\n2026-06-02,60,group,,S1,,,,")), AS_OF, "en"
    )
    part = closing.left_out(page, "supervision", "practice")
    assert part.lead == ["2 rows are left out: they hold an error and enter no number."]
    assert part.table.rows == [["Supervision", "6", "4", "2"], ["Practice", "–", "–", "–"]]
    assert part.notes[0] == "Cells at fault: group size missing (1) and value out of range (1)."


def test_several_members_ask_for_one(dossier):
    header = "member_id,date,duration_minutes,format,supervisor_id"
    folder = dossier("A1,2026-01-01,60,individual,S\nB2,2026-02-01,60,individual,S", header=header, settings="")
    with pytest.raises(UsageError, match="holds 2 members: say for which one"):
        open_page(str(folder), AS_OF, "en")
    with pytest.raises(UsageError, match="That member has no row"):
        open_page(str(folder), AS_OF, "en", "Z9")
    page = open_page(str(folder), AS_OF, "en", "B2")
    assert page.sessions["date"].to_list() == [date(2026, 2, 1)]
    assert "A1" not in str(question.headline(page)._repr_mimebundle_())


def test_a_period_narrows_what_is_told_and_not_the_windows(dossier):
    page = open_page(str(dossier(SESSIONS)), AS_OF, "en", period="2026-01-01/..")
    assert page.told.height == 2
    assert question.headline(page).numbers[0].value == "3 sessions"
    assert [row[0] for row in question.years(page).table.rows] == ["2026", "Total"]


@pytest.mark.parametrize("period", ["2026", "2026-01-01/2025-01-01", "a/b", "2026-13-01/.."])
def test_a_period_that_cant_be_read_is_refused(dossier, period):
    with pytest.raises(UsageError, match=r"can.t be read"):
        open_page(str(dossier(SESSIONS)), AS_OF, "en", period=period)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_sample_has_every_part(lang):
    page = open_page(lang=lang)
    parts = [getattr(question, name)(page) for name in ("title", "headline", *PARTS)]
    assert not any(isinstance(part, Blank) for part in parts)
    assert sum(isinstance(part, Figure) for part in parts) == 4


def test_no_free_text_enters_the_page(dossier):
    folder = dossier("2026-02-14,90,individual,,S1,1,yes,yes,Madame Durand quitte son poste")
    page = open_page(str(folder), AS_OF, "fr")
    shown = [getattr(question, name)(page) for name in ("title", "headline", *PARTS)]
    assert "Durand" not in "".join(str(part._repr_mimebundle_()) for part in shown)


def test_french_words_keep_their_punctuation_on_the_line(dossier):
    page = open_page(str(dossier(SESSIONS, PRACTICE)), AS_OF, "fr")
    parts = [getattr(question, name)(page) for name in ("title", "headline", *PARTS)]
    ends = [
        closing.left_out(page, "supervision"),
        closing.method(page, "supervision_frequency"),
        closing.provenance(page),
    ]
    assert not re.search(r" [;:!?%»]|« ", "\n".join(map(repr, [*parts, *ends])))
