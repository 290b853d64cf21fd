"""`cpd import` as a user meets it, in French and English: what is said, how it ends, what it never says."""

import os
import subprocess
import sys

import pytest

ENGLISH = os.environ | {"LC_ALL": "C.UTF-8", "LANG": "en_GB.UTF-8"}
LOG = """\
Sr. No.,Client Name,Individual/Group,Contact Info,Start Date,End Date,Paid Hours,Pro-bono Hours
1,SECRETNAME,Individual,SECRET@example.org,2025-03-04,2025-06-30,22.5,
2,OTHERNAME,Individual,,2025-03-04,2025-06-30,many,
"""


def cpd(*words):
    command = [sys.executable, "-m", "cpd_toolkit.cli", *map(str, words)]
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", env=ENGLISH, stdin=subprocess.DEVNULL, check=False
    )


@pytest.fixture
def log(tmp_path):
    (tmp_path / "log.csv").write_text(LOG, encoding="utf-8")
    return tmp_path / "log.csv"


def dossier(tmp_path, lang):
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "cpd.toml").write_text(f'member_id = "C1"\nlang = "{lang}"\n')
    return tmp_path / "d"


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("en", ["2 rows read: 1 imported, 1 refused, 0 already there.", "row 3, Paid Hours"]),
        ("fr", ["2 lignes lues\u202f: 1 importée, 1 refusée, 0 déjà là.", "ligne 3, Paid Hours"]),
    ],
)
def test_an_import_accounts_for_every_row_and_names_nobody(tmp_path, log, lang, told):
    done = cpd("import", log, dossier(tmp_path, lang), "--as-of", "2026-06-30")
    assert (done.returncode, done.stderr) == (0, "")
    assert [line for line in told if line not in done.stdout] == []
    assert "SECRET" not in done.stdout + done.stderr


def test_how_an_import_ends_says_whose_fault_it_is(tmp_path, log):
    folder = dossier(tmp_path, "en")
    (tmp_path / "own.csv").write_text("Date,Whatever\n2026-03-25,x\n", encoding="utf-8")
    assert cpd("import", log, tmp_path / "nowhere").returncode == 3  # no dossier
    assert cpd("import", tmp_path / "gone.csv", folder).returncode == 3  # no file
    assert cpd("import", tmp_path / "own.csv", folder, "--as", "supervision").returncode == 2  # not clear
    assert cpd("import", log, folder, "--kind", "what").returncode == 2
    assert cpd("import", folder).returncode == 2  # a word is missing
    assert not (folder / "data").exists()
