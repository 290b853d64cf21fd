"""Numbers of a pack that stand in for the settings on the page about supervision, with their pack and edition."""

from datetime import date

import pytest

from cpd_toolkit.dossier import open_dossier
from cpd_toolkit.measures.facts import facts
from cpd_toolkit.report import open_page
from cpd_toolkit.report import supervision_frequency as question
from cpd_toolkit.report.thresholds import as_frame
from cpd_toolkit.validate import accepted, check

AS_OF = "2026-06-30"
# Four sessions of an hour in the 365 days; the oldest leaves them on 10 January 2027.
SESSIONS = "\n".join(f"{day},60,individual,,S1,,,," for day in ("2026-01-10", "2026-03-10", "2026-05-10", "2026-06-10"))
PRACTICE = "2026-01-01,2026-06-30,100"
LAPSE = "10 January 2027"
OWN = """
id = "school"
body = "Our School"
scheme = { fr = "Règles", en = "Rules" }
purpose = "own"
jurisdiction = "global"
edition = "7"
effective_from = 2026-01-01
binding = "binding"
status = "supplied"
verified_on = 2026-01-05
[sources.charter]
title = "Charter"
address = "example.org"
read_on = 2026-01-05
grade = "OWN"
[[rules]]
id = "sessions"
kind = "minimum"
text = { fr = "Cinq séances par an", en = "Five sessions a year" }
reference = "charter"
window = "last-365-days"
count = { of = ["supervision"], unit = "records" }
values = [{ from = 2026-01-01, value = 5, reference = "charter" }]
[[rules]]
id = "ratio"
kind = "ratio"
text = { fr = "Une heure pour 20", en = "An hour for 20" }
reference = "charter"
window = "calendar-quarter"
count = { of = ["supervision"], unit = "hours" }
values = [{ from = 2026-01-01, value = 20, reference = "charter" }]
"""


@pytest.fixture
def opened(dossier):
    """Open the page of a dossier whose settings are 2 sessions and 10 hours, with these packs and one of its own."""

    def open_it(rules="", own="", lang="en", as_of=AS_OF):
        settings = f'member_id = "C1"\nlang = "{lang}"\nrules = [{rules}]\n[measures]\nneed_sessions = 2\nratio = 10\n'
        folder = dossier(SESSIONS, PRACTICE, settings)
        (folder / "packs").mkdir()
        if own:
            (folder / "packs" / "own.toml").write_text(own, encoding="utf-8")
        return open_page(str(folder), as_of, lang)

    return open_it


def sentence(page):
    return question.headline(page).sentences[1]


def margin(page):
    return question.headline(page).numbers[-1].note


def test_a_number_of_sessions_in_a_pack_replaces_the_setting_and_is_named(opened):
    page = opened('"acc-uk"')
    assert (
        sentence(page)
        == f"If nothing new is logged, that number falls below 4 sessions (ACC-UK, edition 2026-11) on {LAPSE}."
    )
    assert question.windows(page).notes == [
        "4 (ACC-UK, edition 2026-11): “At least 4 supervision sessions a year”. "
        "It stands in for your setting (2); the renewal report gives the verdict."
    ]


def test_its_ratio_is_still_the_setting_where_the_pack_names_none(opened):
    # 10 x 4 h - 100 h
    assert (
        margin(opened('"acc-uk"')) == "That is 60\u202fh of practice more than 10\u202fh for 1\u202fh (your setting)."
    )


def test_a_ratio_of_a_pack_replaces_the_setting_in_french_too(opened):
    # 35 x 4 h - 100 h
    page = opened('"emcc-supervision-guidance"', lang="fr")
    told = "Il reste 40\u202fh de pratique avant 35\u202fh pour 1\u202fh (EMCC Global, édition 2026-11)."
    assert margin(page) == question.ratio(page).lead[0] == told
    # Its four hours are of individual supervision: no number of sessions.
    assert "2 séances (votre réglage)" in sentence(page)


def test_a_number_that_nobody_has_verified_says_so_with_what_its_rule_leaves_out(opened):
    page = opened('"emcc-eia-renewal-senior"')
    by = "EMCC Global, Senior Practitioner, edition 2021-10, number not verified"
    assert margin(page) == f"40\u202fh of practice are left before 35\u202fh for 1\u202fh ({by})."
    assert question.ratio(page).notes[1] == (
        f"35 ({by}): “At least one hour of supervision for 35 practice hours”. It stands in for your setting (10); the "
        "renewal report gives the verdict. The rule counts only: individual and group; this page counts all "
        "supervision."
    )


def test_of_several_packs_the_strictest_is_used_and_the_others_are_told(opened):
    page = opened('"acc-uk", "emcc-supervision-guidance", "school"', OWN)
    # Four are one fewer than five; 20 x 4 h - 100 h.
    assert sentence(page) == "That is 1 session fewer than 5 (Our School, edition 7)."
    assert margin(page) == "That is 20\u202fh of practice more than 20\u202fh for 1\u202fh (Our School, edition 7)."
    assert question.windows(page).notes[0].endswith("No stricter, among the chosen packs: 4 (ACC-UK, edition 2026-11).")
    assert "The rule is judged in each calendar quarter." in question.ratio(page).notes[1]
    assert question.provenance(page).terms[2:-1] == [
        ("Sessions wanted in 365 days (Our School, edition 7)", "5"),
        ("Sessions wanted in 365 days (ACC-UK, edition 2026-11)", "4"),
        ("Practice hours for 1\u202fh of supervision (Our School, edition 7)", "20"),
        ("Practice hours for 1\u202fh of supervision (EMCC Global, edition 2026-11)", "35"),
    ]
    assert as_frame(page).rows() == [
        ("sessions_in_365_days", 5.0, "school", "7", "sessions"),
        ("practice_to_an_hour", 20.0, "school", "7", "ratio"),
    ]


def test_a_number_counts_from_the_day_its_edition_is_in_force(opened):
    page = opened('"school"', OWN, as_of="2025-12-31")
    assert question.provenance(page).terms[2] == ("Sessions wanted in 365 days (your setting)", "2")


def test_a_name_of_no_pack_is_told_beside_the_setting_that_holds_in_its_place(opened):
    setting, misspelt = question.windows(opened('"acc-uc"')).notes
    assert "2 sessions is your setting" in setting
    assert misspelt.startswith("There is no requirement pack called acc-uc. The nearest is acc-uk.")


def test_a_number_of_some_sessions_is_no_number_of_sessions(opened):
    alone = OWN.replace('unit = "records" }', 'unit = "records", where = { format = ["individual"] } }')
    assert "fewer than 5" not in sentence(opened('"school"', alone))


def test_without_a_number_in_a_pack_the_setting_holds_and_says_that_it_is_one(opened):
    page = opened('"emcc-eia-renewal-practitioner"')
    assert "2 sessions (your setting)" in sentence(page)
    assert (
        question.windows(page).notes[0].startswith("2 sessions is your setting, not a requirement: no chosen pack asks")
    )


def test_the_facts_keep_to_the_settings_and_an_option_wins_over_them(opened):
    page = opened('"acc-uk", "school"', OWN)
    checked = check(open_dossier(page.dossier.folder), date.fromisoformat(AS_OF))
    rows = accepted(checked)
    assert facts(rows, checked.dossier, checked.as_of)["need_sessions"] == 2
    assert facts(rows, checked.dossier, checked.as_of, need_sessions=3)["need_sessions"] == 3
