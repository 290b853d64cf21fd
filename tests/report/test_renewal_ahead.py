"""The parts of the renewal page about what lies ahead."""

import pytest

from cpd_toolkit.report import open_page
from cpd_toolkit.report.display import Blank, plain
from cpd_toolkit.report.renewal import requirements
from cpd_toolkit.report.renewal.ahead import audit, forecast, plan

OWN = """
id = "own"
body = "Own body"
scheme = { fr = "Règles", en = "Rules" }
purpose = "own"
jurisdiction = "global"
edition = "1"
effective_from = 2020-01-01
binding = "binding"
status = "supplied"
verified_on = 2026-01-01

[sources.page]
title = "A page"
address = "example.org"
read_on = 2026-01-01
grade = "OWN"

[cycle]
years = 5
anchor = "award"
reference = "page"

[[rules]]
id = "practice"
kind = "minimum"
text = { fr = "Au moins 100 heures de pratique dans le cycle", en = "At least 100 practice hours in the cycle" }
reference = "page"
window = "cycle"
count = { of = ["practice"], unit = "hours" }
values = [{ from = 2020-01-01, value = 100, reference = "page" }]

[[rules]]
id = "supervision"
kind = "minimum"
text = { fr = "Au moins une heure de supervision par trimestre", en = "At least one hour of supervision a quarter" }
reference = "page"
window = "calendar-quarter"
count = { of = ["supervision"], unit = "hours" }
values = [{ from = 2020-01-01, value = 1, reference = "page" }]
"""
PACK = 'rules = ["own"]\ncycle_start = 2022-01-01\ncycle_end = {end}\n'
OWNER = 'member_id = "C1"\nlang = "{lang}"\n'
HOURS = "\n".join(f"{2022 + i // 4}-{2 + 3 * (i % 4):02}-10,60,individual,,S1,,,,SECRETTEXT" for i in range(19))
PRACTICE = "2022-01-01,2026-06-30,120"  # the 19th quarter is that of August 2026


@pytest.fixture
def page(dossier):
    def open_it(sessions=HOURS, practice=PRACTICE, lang="en", end="2026-12-31", pack=PACK, as_of="2026-09-15"):
        folder = dossier(sessions, practice, settings=OWNER.format(lang=lang) + pack.format(end=end))
        (folder / "packs").mkdir()
        (folder / "packs" / "own.toml").write_text(OWN, encoding="utf-8")
        return open_page(str(folder), as_of)

    return open_it


def test_the_plan_says_what_to_do_by_when_and_for_which_requirement(page):
    """An hour in each of 19 quarters, 120 h of practice: what is left is an hour in the last quarter."""
    part = plan(page())
    assert part.table.rows == [
        [
            "from 1 October 2026 to 31 December 2026",
            "1\u202fh of supervision",
            "At least one hour of supervision a quarter",
        ]
    ]
    assert part.results["prospects"]["state"].to_list() == ["kept", "planned"]


def test_where_nothing_is_left_to_do_the_plan_says_so(page):
    part = plan(page(end="2026-09-30", lang="fr"))
    assert part.table is None
    met = "ce qui peut être rempli l’est, si rien ne change."
    assert part.lead == [f"Rien de plus n’est nécessaire d’ici au 30 septembre 2026\u202f: {met}"]


def test_what_can_not_be_met_any_more_and_what_can_not_be_told_stand_under_the_plan(page):
    """A quarter of the past without a session is lost; the last one is not, and practice is planned."""
    part = plan(page(sessions=HOURS.replace("2023-05-10", "2023-08-11"), practice="2022-01-01,2026-06-30,99"))
    assert [row[1] for row in part.table.rows] == ["1\u202fh of supervision", "1\u202fh of practice"]
    assert part.notes[0] == (
        "Can no longer be met: “At least one hour of supervision a quarter” "
        "(the periods that are not over are in the plan)."
    )


def test_the_pace_is_told_in_a_word_beside_the_lapse_date(page):
    """19 sessions, one every three months, the last of August: one more by the end of December is likely."""
    words = forecast(page()).paragraphs
    assert words[0].startswith("By 31 December 2026: 1 more session is ")
    assert "%" not in " ".join(words)
    assert any(word in words[0] for word in ("unlikely", "uncertain", "likely"))


def test_a_short_record_is_not_foreseen(page):
    young = PACK.replace("2022-01-01", "2026-07-01")
    words = forecast(page(sessions="2026-08-10,60,individual,,S1,,,,", pack=young)).paragraphs
    assert words[0].startswith("Nothing is foreseen: it takes 12 months of sessions")


def test_what_is_lost_asks_for_no_session_once_no_quarter_is_open_and_nothing_is_foreseen(page):
    words = forecast(page(sessions="2026-08-10,60,individual,,S1,,,,", end="2026-09-30")).paragraphs
    assert words == ["The plan asks for no supervision session: there is nothing to foresee."]


def test_the_dry_audit_names_the_proofs_each_entry_has_and_lacks(page):
    part = audit(page())
    assert len(part.table.rows) == 10
    session = next(row for row in part.table.rows if row[1] == "supervision session")
    assert session[3:] == ["who supervised (code)", "day of the supervisor’s confirmation"]
    assert "SECRET" not in plain(part)


def test_without_a_pack_nothing_lies_ahead_and_the_first_screen_says_how_to_name_one(page):
    bare = page(pack="")
    assert all(isinstance(part, Blank) for part in (plan(bare), forecast(bare), audit(bare)))
    assert "No requirement pack is chosen" in plain(requirements(bare)[0])


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_dossier_without_sessions_has_helpful_words(page, lang):
    empty = page(sessions="", practice="2022-01-01,2026-06-30,120", lang=lang)
    assert plan(empty).notes
    assert len(forecast(empty).paragraphs) == 1
    assert len(audit(empty).table.rows) == 1
