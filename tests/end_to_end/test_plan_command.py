"""`cpd plan` and `cpd rules --compare` as a user meets them."""

import sys
from types import SimpleNamespace

import pytest

from cpd_toolkit.cli import main

SETTINGS = 'member_id = "C1"\nlang = "{lang}"\nrules = ["own"]\ncycle_start = 2026-01-01\ncycle_end = 2026-12-31\n'
PACK = """
id = "own"
body = "Our network"
scheme = { fr = "Nos règles", en = "Our rules" }
purpose = "own"
jurisdiction = "FR"
edition = "2026"
effective_from = 2020-01-01
binding = "binding"
status = "supplied"
verified_on = 2026-01-01
[sources.s]
title = "Our page"
address = "example.org"
read_on = 2026-01-01
grade = "OWN"
[cycle]
years = 1
anchor = "award"
reference = "s"
[[rules]]
id = "hours"
kind = "minimum"
text = { fr = "Six heures de supervision, dont le format ne compte pas", en = "Six hours of supervision" }
reference = "s"
window = "cycle"
count = { of = ["supervision"], unit = "hours" }
values = [{ from = 2020-01-01, value = 6, reference = "s" }]
[[rules]]
id = "alone"
kind = "minimum"
text = { fr = "Une séance individuelle", en = "One individual session" }
reference = "s"
window = "cycle"
count = { of = ["supervision"], unit = "records", where = { format = ["individual"] } }
values = [{ from = 2020-01-01, value = 1, reference = "s" }]
[[rules]]
id = "ethics"
kind = "shown"
text = { fr = "Respecter le code", en = "Keep to the code" }
reference = "s"
"""


@pytest.fixture
def cpd(monkeypatch, capsys):
    """Run a command in this process: what it prints, and the code it leaves with."""

    def run(*words):
        monkeypatch.setattr(sys, "argv", ["cpd", *map(str, words)])
        with pytest.raises(SystemExit) as end:
            main()
        told = capsys.readouterr()
        return SimpleNamespace(returncode=end.value.code, stdout=told.out, stderr=told.err)

    return run


@pytest.fixture
def folder(tmp_path):
    """A coach with a pack of the network's own: one peer session of two hours is logged of the six asked for."""

    def write(lang="en", settings=SETTINGS, header="", row=""):
        made = tmp_path / "SECRETFOLDER"
        (made / "data").mkdir(parents=True)
        (made / "packs").mkdir()
        (made / "packs" / "own.toml").write_text(PACK, encoding="utf-8")
        (made / "cpd.toml").write_text(settings.format(lang=lang), encoding="utf-8")
        head = f"date,duration_minutes,format,group_size,learning{header}\n"
        (made / "data" / "supervision.csv").write_text(f"{head}2026-02-03,120,peer,4,SECRETTEXT{row}\n")
        return made

    return write


def test_a_plan_says_where_one_stands_what_to_do_and_what_can_not_be_told(cpd, folder):
    done = cpd("plan", folder(), "--as-of", "2026-06-30")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "As of 30 June 2026:",
        "",
        "Our network, Our rules (own, edition 2026)",
        "  Six hours of supervision",
        # By 30 June, 181 of 365 days, 2.98 h of the six.
        "    not met: 2\u202fh of 6\u202fh, by 31 December 2026 (at risk)",
        "  One individual session",
        "    not met: 0 of 1 entry, by 31 December 2026 (at risk)",
        "  Keep to the code",
        "    not judged: no number is asked for",
        "",
        "The smallest plan",
        "  by 31 December 2026: 4\u202fh of supervision (Format: individual)",
        "    for: Six hours of supervision",
        "    for: One individual session",
    ]


def test_what_if_adds_nothing_to_the_dossier_and_takes_it_off_the_plan(cpd, folder):
    made = folder("fr")
    before = {path: path.read_bytes() for path in made.rglob("*") if path.is_file()}
    more = ("--add", "supervision:2026-12-10:90:individuel", "--add", "supervision:2026-12-11:2 h 30:pairs")
    done = cpd("plan", made, "--as-of", "2026-06-30", *more)
    assert done.returncode == 0
    assert "Avec ces ajouts, au 11 décembre 2026\u202f:" in done.stdout
    assert (
        "non rempli\u202f: 2\u202fh sur 6\u202fh → rempli\u202f: 6\u202fh\u202f; demandé\u202f: 6\u202fh" in done.stdout
    )
    assert "Rien de plus n’est nécessaire pour ce qui peut être rempli." in done.stdout
    assert {path: path.read_bytes() for path in made.rglob("*") if path.is_file()} == before


def test_a_word_that_is_not_understood_ends_with_2_and_says_what_is_allowed(cpd, folder):
    done = cpd("plan", folder(), "--as-of", "2026-06-30", "--add", "supervision:2026-12-10:90:duo")
    assert (done.returncode, done.stdout) == (2, "")
    assert "individual, group, peer" in done.stderr


def test_deadlines_are_written_as_a_calendar_where_asked(cpd, folder, tmp_path):
    made, target = folder(), tmp_path / "days.ics"
    done = cpd("plan", made, "--as-of", "2026-06-30", "--ics", target)
    assert done.stdout.splitlines()[-1] == "The calendar holds 1 day."
    assert b"DTSTART;VALUE=DATE:20261231\r\n" in target.read_bytes()
    refused = cpd("plan", made, "--as-of", "2026-06-30", "--ics", tmp_path / "nowhere" / "days.ics")
    assert (refused.returncode, "could not be written" in refused.stderr) == (2, True)


def test_two_packs_are_compared_for_the_same_records(cpd, folder):
    done = cpd("rules", "--compare", "own", "emcc-eia-renewal-practitioner", folder(), "--on", "2026-06-30")
    assert done.returncode == 0
    assert done.stdout.startswith("own (edition 2026) and emcc-eia-renewal-practitioner (edition 2021-10), for this")
    assert "Six hours of supervision (an amount)\n  own (edition 2026): not met: 2\u202fh of 6\u202fh" in done.stdout


def test_a_dossier_without_a_pack_is_told_how_to_name_one(cpd, folder):
    done = cpd("plan", folder(settings='member_id = "C1"\nlang = "{lang}"\n'), "--as-of", "2026-06-30")
    assert (done.returncode, "names no requirement pack" in done.stderr) == (2, True)


def test_of_several_members_one_has_to_be_named(cpd, folder):
    made = folder(settings=SETTINGS.replace('member_id = "C1"\n', ""), header=",member_id", row=",C2")
    with (made / "data" / "supervision.csv").open("a") as log:
        log.write("2026-02-03,120,peer,4,,C1\n")
    assert "say for whom" in cpd("plan", made, "--as-of", "2026-06-30").stderr
    assert cpd("plan", made, "--as-of", "2026-06-30", "--member", "C1").returncode == 0


def test_nothing_a_user_wrote_stands_in_a_plan(cpd, folder, tmp_path):
    done = cpd("plan", folder(), "--as-of", "2026-06-30", "--ics", tmp_path / "days.ics")
    assert "SECRET" not in done.stdout + done.stderr + (tmp_path / "days.ics").read_text(encoding="utf-8")
