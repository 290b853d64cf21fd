"""What an organisation's page publishes, and what it keeps to itself."""

import csv
import json
import stat
import subprocess
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from cpd_toolkit import samples
from cpd_toolkit.dossier import open_dossier
from cpd_toolkit.errors import ReportError, UsageError
from cpd_toolkit.i18n import LANGUAGES, Words
from cpd_toolkit.protect import hidden
from cpd_toolkit.report import make_report, open_organisation
from cpd_toolkit.report import organisation as question
from cpd_toolkit.report.display import Blank, Figure, Part, content
from cpd_toolkit.report.organisation.changes import changes, settings
from cpd_toolkit.report.organisation.internal import make_internal
from cpd_toolkit.report.organisation.public import protected
from cpd_toolkit.report.organisation.tables import measured
from cpd_toolkit.validate import check

AS_OF = "2026-06-30"
PARTS = tuple(name for name in question.__all__ if name != "open_organisation")
DERIVED = ("settings", "inputs", "funnel", "changes")  # from protected numbers, or about nobody
CODE, TEXT, COMMENT, FILE = "MZEDSECRET", "SECRETTHEME", "SECRETCOMMENT", "SECRETFILE"


def parts_of(page, names=PARTS) -> list[Part]:
    made = [getattr(question, name)(page) for name in names]
    listed = [part for one in made for part in (one if isinstance(one, list) else [one])]
    return [part for part in listed if not isinstance(part, Blank)]


def shown(page) -> str:
    return json.dumps([content(part) for part in parts_of(page)], ensure_ascii=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """The sample organisation, with a member, a theme, a comment and a file that nobody may find again."""
    made = samples.write_sample("organisation", tmp_path_factory.mktemp("organisation"), "en")
    log = f"member_id,date,duration_minutes,format,supervisor_id,learning\n{CODE},2026-05-05,60,individual,SV,{TEXT}\n"
    (made / "data" / f"supervision_{FILE}.csv").write_text(log)
    feedback = "response_id,member_id,date,item,score,comment\n"
    (made / "data" / "feedback_2.csv").write_text(feedback + f"SECRETID,{CODE},2026-05-06,Useful,4,{COMMENT}\n")
    register = made / "data" / "members.csv"
    register.write_text(register.read_text(encoding="utf-8-sig") + f"{CODE},SECRETGROUP,SECRETREGION,,,,,\n")
    return made


@pytest.fixture(scope="module")
def page(folder):
    return open_organisation(str(folder), AS_OF, "en")


def test_every_number_of_the_parts_is_one_that_was_protected(page):
    results = {name: frame for part in parts_of(page) for name, frame in part.results.items()}
    assert set(page.tables) <= set(results)
    for name, frame in results.items():
        if not name.startswith(("feedback_points", *DERIVED)):
            assert frame.equals(page.tables[name]), name


def test_the_parts_know_no_member(page):
    assert all("member_id" not in table.columns for table in page.tables.values())
    told = shown(page)
    assert "SECRET" not in told
    assert not any(f'"M{n:05}' in told for n in range(1, 241))


def test_the_page_says_how_many_numbers_are_hidden(page):
    gone = hidden(page.protected)
    assert gone.primary > 0
    assert gone.secondary > 0
    lead = question.hidden_note(page).paragraphs[0]
    assert f"Of {gone.rows} lines of numbers {gone.primary} are hidden" in lead
    assert f"and {gone.secondary} so that" in lead
    assert f"{gone.primary + gone.secondary} of {gone.rows} lines" in question.headline(page).sentences[2]


def test_a_hidden_number_is_never_a_nought_in_a_chart_or_its_table(page):
    table = page.tables["articles"].sort("article")
    gone = [row["status"] == "suppressed" for row in table.iter_rows(named=True)]
    assert any(gone)
    assert not all(gone)
    part = question.articles(page)
    told, stubs = part.plot["data"]
    assert [value is None for value in told["x"]] == gone
    assert [value is not None for value in stubs["x"]] == gone
    assert [cells[1] == "hidden" for cells in part.table.rows] == gone
    assert not any(word in " ".join(part.table.rows[gone.index(True)]) for word in ("0%", " 0"))


def test_a_small_region_and_small_groups_are_told_with_others(page):
    regions = page.tables["members_by_region"]["region"].to_list()
    assert "other" in regions
    assert "Overseas" not in regions
    groups = page.tables["standing_by_group"].filter(verdict="met")
    # Of ten groups one has 60 members, ten at least on each side; the two others of its region have 8 and 54.
    assert groups.filter(pl.col("group_id") != "other")["group_id"].to_list() == ["G05"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_alternative_text_of_every_chart_is_short(page, lang):
    said = page._replace(say=Words(lang))
    figures = [part for part in parts_of(said) if isinstance(part, Figure)]
    assert len(figures) >= 5
    assert all(len(part.alt) <= 250 for part in figures)


def test_the_case_federation_publishes_the_expected_numbers(cases, tmp_path):
    expected = json.loads((cases / "federation" / "expected" / "facts.json").read_text("utf-8"))["register"]
    told = open_organisation(str(cases / "federation" / "dossier"), expected.get("as_of", AS_OF), "en")
    assert told.row("members")["value"] == expected["register"]["members"]
    assert told.row("standing", verdict="met")["numerator"] == expected["register"]["meets_need_365_days"]
    for region, facts in expected["by_region"].items():
        assert told.row("members_by_region", region=region)["value"] == facts["members"]
        met = told.row("standing_by_region", region=region, verdict="met")
        assert met["numerator"] == facts["meets_need_365_days"]
    none = told.row("hours_classes", hours_class="0")["numerator"]
    assert none == sum(facts["no_session_365_days"] for facts in expected["by_region"].values())
    # All groups have 9 or 10 members: no share of one may be told, and the page says so.
    assert set(told.tables["standing_by_group"]["group_id"]) == {"other"}
    assert "groups of 20 members at least" in question.groups(told)[0].lead[0]
    assert hidden(told.protected).rows > 2 * (hidden(told.protected).primary + hidden(told.protected).secondary)


def test_a_dossier_without_a_register_is_refused(tmp_path):
    coach = samples.write_sample("coach", tmp_path)
    with pytest.raises(UsageError, match="registre"):
        open_organisation(str(coach), AS_OF)


REGISTER = "member_id,region,group_id\n"
HEAD = "member_id,date,duration_minutes,format,supervisor_id\n"


@pytest.fixture
def small(tables):
    """Forty members, of whom the first so many have two sessions; each of the others has one."""

    def write(met=20, members=40, settings='lang = "en"\n[measures]\nneed_sessions = 2\n'):
        people = [f"C{n:02}" for n in range(members)]
        one = [f"{member},2026-02-01,60,individual,SV\n" for member in people]
        two = [f"{member},2026-03-01,60,individual,SV\n" for member in people[:met]]
        register = REGISTER + "".join(f"{member},N,G\n" for member in people)
        return tables({"members": register, "supervision": HEAD + "".join(one + two)}, settings)

    return write


def test_numbers_published_before_may_be_published_again(small):
    folder = small()
    first = open_organisation(str(folder), AS_OF, publish=True)
    assert first.state == "published"
    assert open_organisation(str(folder), AS_OF, "fr", publish=True).tables["standing"].equals(first.tables["standing"])


def test_a_report_with_one_correction_is_refused_and_says_what_to_do(small):
    open_organisation(str(small()), AS_OF, publish=True)
    folder = small(met=21)
    with pytest.raises(ReportError, match=r"--hide-near.*--draft.*--override"):
        open_organisation(str(folder), AS_OF, publish=True)
    assert open_organisation(str(folder), AS_OF).state == "draft"
    told = open_organisation(str(folder), AS_OF, publish=True, override="the first was not passed on")
    assert told.row("standing", verdict="met")["numerator"] == 21
    ledger = pl.read_parquet(folder / ".cpd" / "releases.parquet")
    assert ledger["override"].drop_nulls().unique().to_list() == ["the first was not passed on"]


def test_what_is_near_to_a_published_number_can_be_hidden_instead(small):
    open_organisation(str(small()), AS_OF, publish=True)
    folder = small(met=21)
    page = open_organisation(str(folder), AS_OF, publish=True, hide_near=True)
    # One member more has two sessions, and one less one: by verdict, and by class of hours (1 and 2, both up to 2).
    assert page.row("standing", verdict="met")["status"] == "suppressed"
    assert page.row("members")["value"] == 40
    assert page.near > 0
    assert f"{page.near} rest on nearly the same members" in " ".join(question.hidden_note(page).paragraphs)
    again = open_organisation(str(folder), AS_OF, publish=True, hide_near=True)
    assert all(again.tables[name].equals(table) for name, table in page.tables.items())


def test_a_report_ten_members_further_is_published(small):
    open_organisation(str(small()), AS_OF, publish=True)
    assert open_organisation(str(small(met=30)), AS_OF, publish=True).state == "published"


def test_a_draft_enters_nothing(small):
    folder = small()
    open_organisation(str(folder), AS_OF)
    assert not (folder / ".cpd").exists()


def test_where_nothing_is_safe_nothing_is_published_and_every_part_says_so(folder, page):
    k = 500  # more than there are members
    made = measured(check(open_dossier(folder), date(2026, 6, 30)), page.say)
    bare = page._replace(protected=protected(made, k, "en"), dossier=page.dossier._replace(k_organisation=k))
    numbers = [
        table[name] for table in bare.tables.values() for name in ("people", "numerator", "denominator", "value")
    ]
    assert all(column.is_null().all() for column in numbers)
    assert [number.value for number in question.headline(bare).numbers] == ["hidden"] * 5
    figures = [part for part in parts_of(bare) if isinstance(part, Figure)]
    assert all("0%" not in " ".join(row) for part in figures for row in part.table.rows)
    withheld = bare._replace(protected=bare.protected._replace(withheld=True))
    assert "No way was found" in question.headline(withheld).sentences[2]
    assert "nothing is published" in question.hidden_note(withheld).paragraphs[0]


def test_k_can_be_raised_and_then_hides_more(small):
    page = open_organisation(
        str(small(settings='lang = "en"\n[measures]\nneed_sessions = 2\n[privacy]\nk_organisation = 21\n')), AS_OF
    )
    # 20 of 40 stand on each side of the need.
    assert page.row("standing", verdict="met")["status"] == "suppressed"
    assert "is hidden: it would tell about too few" in question.headline(page).sentences[0]


def numbers(page, day=AS_OF, before=None):
    results = {name: table.to_dicts() for name, table in page.tables.items()}
    results |= {"settings": [settings(page.dossier)]} | ({"changes": before.table.to_dicts()} if before else {})
    told = {"parameters": {"as_of": day}, "results": results}
    return json.dumps(told, default=str)


def test_what_changed_is_told_of_protected_numbers_beside_the_report_before(small, tmp_path):
    earlier, later = open_organisation(str(small()), AS_OF), open_organisation(str(small(met=29)), AS_OF)
    (file := tmp_path / "before.json").write_text(numbers(earlier, "2026-05-31"))
    found = changes(str(file), later.tables, date(2026, 6, 30), settings(later.dossier))
    told = {(row["table"], row["about"]): (row["before"], row["now"]) for row in found.table.to_dicts()}
    assert found.before_as_of == date(2026, 5, 31)
    assert told["members", ""] == (40, 40)
    assert told["standing", "met"] == (20, 29)
    lines = question.changed(later._replace(changes=found)).table.rows
    assert ["met", "20", "29", "+9"] in lines
    # Made again on the same day, it still tells what changed since May.
    (again := tmp_path / "again.json").write_text(numbers(later, AS_OF, found))
    assert changes(str(again), later.tables, date(2026, 6, 30), settings(later.dossier)).table.equals(found.table)


def test_a_report_with_other_settings_or_of_a_later_day_is_not_compared(small, tmp_path):
    page = open_organisation(str(small()), AS_OF)
    (file := tmp_path / "before.json").write_text(numbers(page, "2026-05-31"))
    assert changes(str(file), page.tables, date(2026, 6, 30), {"k": 12, "need_sessions": 2}) is None
    assert changes(str(file), page.tables, date(2026, 5, 30), settings(page.dossier)) is None
    assert changes("", page.tables, date(2026, 6, 30), settings(page.dossier)) is None
    file.write_text("no numbers")
    assert changes(str(file), page.tables, date(2026, 6, 30), settings(page.dossier)) is None


def test_a_rule_is_told_group_by_group_where_groups_stand_alone(tables):
    # 25 of the 40 members of A have three sessions of 90 minutes, 4.5 h; 15 have one, 1.5 h. In B it is 12 and 28.
    met = {"A": 25, "B": 12}
    register = "member_id,region,group_id\n" + "".join(f"{g}{n},N,{g}\n" for g in met for n in range(40))
    log = "".join(
        f"{group}{n},2026-0{month}-02,90,individual,SV\n"
        for group, enough in met.items()
        for n in range(40)
        for month in range(1, 4 if n < enough else 2)
    )
    settings = 'lang = "en"\nrules = ["emcc-supervision-guidance"]\n[measures]\nneed_sessions = 2\n'
    page = open_organisation(str(tables({"members": register, "supervision": HEAD + log}, settings)), AS_OF, "en")
    *_, by_group = question.rules(page)
    hours = "At least 4 hours of individual supervision a year, evenly spread"
    assert by_group.table.rows == [["A", hours, "25\xa0(63%)"], ["B", hours, "12\xa0(30%)"]]


CONTACTS = """
member_id,region,group_id,pause_from,pause_to
NONE,N,G,,
OLD,N,G,2026-06-01,
SOON,N,=1+1,,
FINE,N,G,,
"""
# SOON's one session of 2 July 2025 leaves the window on 2 July 2026; FINE's on 1 December.
SESSIONS = (
    HEAD + "OLD,2024-01-01,60,individual,SV\nSOON,2025-07-02,60,individual,SV\nFINE,2025-12-01,60,individual,SV\n"
)


def test_the_internal_list_says_whom_to_contact_why_and_that_it_is_internal(tables):
    folder = tables({"members": CONTACTS, "supervision": SESSIONS}, 'lang = "en"\n[measures]\nneed_sessions = 1\n')
    made, _ = make_internal(folder, date(2026, 6, 30))
    first, *lines = made.read_text(encoding="utf-8-sig").splitlines()
    assert first.startswith('"INTERNAL, NOT TO BE PASSED ON. Whom to contact on 30 June 2026: 3 members')
    assert [row[:3] for row in csv.reader(lines)] == [
        ["Member", "Reason", "Day"],
        ["NONE", "no record of any kind", ""],
        ["OLD", "no supervision session in 365 days (day of the last one)", "2024-01-01"],
        ["SOON", "falls below the need within 90 days (on that day)", "2026-07-02"],
    ]
    assert [row[3] for row in csv.reader(lines)][-1] == "'=1+1"
    assert [row[5] for row in csv.reader(lines)] == ["On leave", "no", "yes", "no"]
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert made.name == "organisation-internal.en.csv"


def test_the_internal_findings_tell_file_and_rule_and_no_cell(tables):
    bad = HEAD + "C1,2026-13-01,60,individual,SV\nC1,2026-13-02,3,individual,SV\n"
    folder = tables({"members": "member_id\nC1\n", "supervision": bad}, 'lang = "en"\n')
    _, made = make_internal(folder, date(2026, 6, 30))
    first, *lines = made.read_text(encoding="utf-8-sig").splitlines()
    assert first.startswith(
        '"INTERNAL, NOT TO BE PASSED ON. Rows to correct as of 30 June 2026, by file and rule: 1 file.'
    )
    assert [(row[0], row[3]) for row in csv.reader(lines)] == [
        ("File", "Rows"),
        ("supervision.csv", "2"),  # two days that can't be read
        ("supervision.csv", "1"),  # three minutes
    ]
    assert (made.name, stat.S_IMODE(made.stat().st_mode)) == ("organisation-internal-files.en.csv", 0o600)


def test_no_member_text_comment_or_file_is_in_the_page_its_numbers_or_its_paper(folder, tmp_path, chromium, pdftotext):
    out = tmp_path / "out"
    parameters = {"publish": True, "override": "SECRETREASON"}
    made = make_report("organisation", folder, date(2026, 6, 30), "en", out, pdf=True, parameters=parameters)
    assert [path.name for path in made] == ["organisation.en.html", "organisation.en.pdf", "organisation.numbers.json"]
    printed = subprocess.run([pdftotext, made[1], "-"], capture_output=True, text=True, check=True).stdout
    texts = {"html": made[0].read_text("utf-8"), "pdf": printed, "json": made[2].read_text("utf-8")}
    for name, text in texts.items():
        assert "SECRET" not in text, name
        assert str(folder) not in text, name
    told = json.loads(texts["json"])
    assert told["parameters"] == {"as_of": AS_OF, "lang": "en", "publish": True}
    page = open_organisation(str(folder), AS_OF, "en")
    for name, table in page.tables.items():
        assert told["results"][name] == json.loads(json.dumps(table.to_dicts(), default=str)), name
    assert all(path.stat().st_mode & 0o077 == 0 for path in made)
