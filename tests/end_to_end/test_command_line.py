"""The command line as a user meets it: what it prints, how it ends, and what it never says."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ENGLISH = os.environ | {"LC_ALL": "C.UTF-8", "LANG": "en_GB.UTF-8"}
HEAVY = ["polars", "pydantic", "plotly", "pandera", "papermill", "nbformat", "scipy", "fastexcel"]
SOURCE = Path(__file__).resolve().parents[2] / "src" / "cpd_toolkit"
LOG = "date,duration_minutes,format,supervisor_id,learning\n"


def cpd(*words, env=ENGLISH):
    command = [sys.executable, "-m", "cpd_toolkit.cli", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=env, check=False)


@pytest.fixture
def dossier(tmp_path):
    """A coach's log of two sessions, the second with a month that does not exist."""
    folder = tmp_path / "SECRETFOLDER"
    (folder / "data").mkdir(parents=True)
    (folder / "cpd.toml").write_text('member_id = "C1"\nlang = "en"\n')
    rows = "2026-03-14,90,individual,S1,SECRETTEXT\n2026-13-14,60,individual,S1,write to SECRET@example.org\n"
    (folder / "data" / "supervision.csv").write_text(LOG + rows)
    return folder


def test_help_loads_nothing_heavy():
    code = (
        "import sys; sys.argv = ['cpd', '--help']\nfrom cpd_toolkit.cli import main\n"
        f"try: main()\nfinally: assert not [name for name in {HEAVY} if name in sys.modules]"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=ENGLISH, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_check_names_the_cell_and_exits_with_1(dossier):
    done = cpd("check", dossier, "--as-of", "2026-06-30")
    assert done.returncode == 1
    assert "As of 30 June 2026: 1 error, 1 warning. 1 row does not count" in done.stdout
    assert "row 3, date" in done.stdout
    assert (dossier / "reports" / "check.html").is_file()


def test_csv_and_json_tell_the_same_and_write_nothing(dossier):
    table = cpd("check", dossier, "--as-of", "2026-06-30", "--format", "csv").stdout.splitlines()
    told = json.loads(cpd("check", dossier, "--as-of", "2026-06-30", "--format", "json").stdout)
    assert table[0] == "severity,file,sheet,row,column,rule,message,hint"
    assert [row["rule"] for row in told["list"]] == ["unreadable_date", "identifier_in_text"]
    assert len(table) == 3
    assert not (dossier / "reports").exists()


def test_facts_are_one_json_document_whatever_the_findings(dossier):
    done = cpd("facts", dossier, "--as-of", "2026-06-30", "--need-sessions", "1")
    told = json.loads(done.stdout)
    assert done.returncode == 0
    assert told["rows"]["supervision"] == {"read": 2, "accepted": 1, "excluded": 1}
    assert told["supervision"]["all"]["hours"] == 1.5
    assert told["supervision"]["all"]["lapse_date"]["365_days"] == "2027-03-14"


@pytest.mark.parametrize("ratio", ["nan", "inf", "0.5"])
def test_a_ratio_is_a_number_of_at_least_1(dossier, ratio):
    done = cpd("facts", dossier, "--ratio", ratio)
    assert (done.returncode, done.stdout) == (2, "")


def test_why_lists_the_rows_behind_a_number(dossier):
    counted = cpd("why", "supervision.all.hours", dossier, "--as-of", "2026-06-30").stdout
    refused = cpd("why", "rows.supervision.excluded", dossier, "--as-of", "2026-06-30").stdout
    unknown = cpd("why", "supervision.all.houres", dossier, "--as-of", "2026-06-30")
    assert "supervision.csv" in counted.splitlines()[1]
    assert ",2,C1,2026-03-14,1.5," in counted
    assert refused.splitlines()[1:] == ['supervision.csv,"",3']
    assert (unknown.returncode, "supervision.all.hours" in unknown.stderr) == (2, True)


@pytest.mark.parametrize(
    ("words", "code"),
    [(["facts", "nowhere"], 3), (["facts"], 2), (["chek", "x"], 2), (["check", "x", "--as-of", "2026-13-01"], 2)],
)
def test_wrong_use_and_no_dossier_end_with_their_own_codes(words, code):
    done = cpd(*words)
    assert (done.returncode, done.stdout) == (code, "")
    assert "Traceback" not in done.stderr


def test_messages_are_in_the_language_of_the_dossier_else_of_the_terminal(dossier):
    (dossier / "cpd.toml").write_text('member_id = "C1"\nlang = "fr"\n')
    assert "Au 30 juin 2026" in cpd("check", dossier, "--as-of", "2026-06-30").stdout
    french = cpd("facts", "nowhere", env=os.environ | {"LC_ALL": "fr_FR.UTF-8"})
    assert "n’a pas de fichier cpd.toml" in french.stderr


def test_nothing_a_user_wrote_stands_in_what_is_printed(dossier):
    for words in (["check"], ["check", "--format", "csv"], ["facts"], ["why", "supervision.all.sessions"]):
        done = cpd(*words, dossier, "--as-of", "2026-06-30")
        assert "SECRET" not in done.stdout + done.stderr


def test_an_unwritable_reports_folder_is_one_line_and_the_check_stands(dossier):
    (dossier / "reports").write_text("a file in its place")
    done = cpd("check", dossier, "--as-of", "2026-06-30")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1


def test_rules_lists_the_packs_and_shows_one_on_a_day():
    packs = cpd("rules", "--on", "2026-06-30")
    one = cpd("rules", "icf-renewal-acc", "--on", "2025-11-02")
    assert (packs.returncode, one.returncode) == (0, 0)
    assert "emcc-eia-renewal-practitioner" in packs.stdout
    assert "Edition 2018, in force from 31 December 2018 to 2 November 2025" in one.stdout


def test_rules_speaks_the_language_of_the_terminal_and_with_a_dossier_its_own(dossier):
    french = cpd("rules", "sfcoach", "--on", "2026-06-30", env=os.environ | {"LC_ALL": "fr_FR.UTF-8"})
    assert "Avoir un lieu de supervision" in french.stdout
    (dossier / "cpd.toml").write_text('lang = "fr"\n')
    assert "Avoir un lieu de supervision" in cpd("rules", "sfcoach", "--dossier", dossier).stdout


def test_a_pack_written_into_a_dossier_is_listed_with_the_others(dossier):
    text = (SOURCE / "requirements" / "packs" / "own-example.toml").read_text(encoding="utf-8")
    (dossier / "packs").mkdir()
    (dossier / "packs" / "ours.toml").write_text(text.replace('id = "own-example"', 'id = "our-school"'))
    assert "  our-school  " in cpd("rules", "--dossier", dossier, "--on", "2026-06-30").stdout
    assert "our-school" not in cpd("rules", "--on", "2026-06-30").stdout


def test_a_pack_that_cannot_be_read_ends_with_3_and_its_key(dossier):
    (dossier / "packs").mkdir()
    (dossier / "packs" / "ours.toml").write_text('id = "our-school"\nbody = 5\n')
    done = cpd("rules", "--dossier", dossier)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == "ours.toml, body: The value does not fit. Expected: a text in quotes.\n"


@pytest.mark.parametrize("words", [["rules", "acc-kk"], ["init", "new", "--rules", "acc-kk"]])
def test_an_unknown_pack_is_refused_with_the_nearest(tmp_path, words):
    done = cpd(*(tmp_path / word if word == "new" else word for word in words))
    assert (done.returncode, done.stdout) == (2, "")
    assert "The nearest is acc-uk." in done.stderr
    assert not (tmp_path / "new").exists()


def test_what_an_organisation_keeps_to_itself_is_in_files_of_their_own_and_no_other_report_has_one(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "cpd.toml").write_text('lang = "en"\n')
    (tmp_path / "data" / "members.csv").write_text("member_id,region\nSECRETCODE,N\n")
    done = cpd("report", "organisation", tmp_path, "--as-of", "2026-06-30", "--audience", "internal")
    made, files = (tmp_path / "reports" / f"organisation-{name}.en.csv" for name in ("internal", "internal-files"))
    assert (done.returncode, done.stdout.split(), "SECRET" in done.stderr) == (0, [str(made), str(files)], False)
    assert {path.name for path in made.parent.iterdir()} == {made.name, files.name}
    assert "SECRETCODE,no record of any kind" in made.read_text("utf-8")
    both = cpd("report", "organisation", tmp_path, "--audience", "internal", "--audience", "public", "--draft")
    assert [Path(line).name for line in both.stdout.split()] == [
        *(made.name, files.name),
        *("organisation-draft.en.html", "organisation-draft.numbers.json"),
    ]
    other = cpd("report", "renewal", tmp_path, "--audience", "internal")
    assert (other.returncode, "organisation" in other.stderr) == (2, True)


def test_an_organisation_s_page_is_published_once_and_refused_after_one_correction(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "cpd.toml").write_text('lang = "en"\n[measures]\nneed_sessions = 1\n')
    register = "member_id,region\n" + "".join(f"SECRET{n},N\n" for n in range(40))
    (tmp_path / "data" / "members.csv").write_text(register)
    head = "member_id,date,duration_minutes,format,group_size\n"
    rows = [f"SECRET{n},2026-0{1 + n % 6}-01,60,peer,4\n" for n in range(20)]
    (tmp_path / "data" / "supervision.csv").write_text(head + "".join(rows))
    first = cpd("report", "organisation", tmp_path, "--as-of", "2026-06-30")
    page = tmp_path / "reports" / "organisation.en.html"
    assert (first.returncode, first.stderr, str(page) in first.stdout) == (0, "", True)
    before = page.read_bytes()
    (tmp_path / "data" / "supervision.csv").write_text(head + "".join(rows[:-1]))
    second = cpd("report", "organisation", tmp_path, "--as-of", "2026-06-30")
    assert (second.returncode, second.stdout) == (4, "")
    assert "fewer than 10 of difference" in second.stderr
    assert "--draft" in second.stderr
    assert "SECRET" not in first.stdout + second.stderr
    assert page.read_bytes() == before
