"""A new entry in cpd.toml leaves everything else of the user's as it stands."""

import tomllib

import pytest

from cpd_toolkit.dossier import open_dossier
from cpd_toolkit.errors import DossierError
from cpd_toolkit.imports.remember import remembered

ENTRY = {"kind": "spreadsheet", "table": "training", "columns": {"Durée (h)": "hours:hours"}}
OTHER = '[imports."b.ics"]\nkind = "ics" # mine\nkeyword = "x"\n'


@pytest.mark.parametrize(
    "text",
    [
        "",
        'lang = "en"  # a comment',
        '# first\n\nlang = "en"\n\n\n[privacy]\nnames = [ "A", # one\n  "B" ]\n# last\n',
        OTHER,
        "[imports]\n" + OTHER,
        OTHER + "\n[privacy] # at the end\nnames = []\n",
    ],
)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_what_stood_there_still_does_word_for_word(tmp_path, text, ends):
    (tmp_path / "cpd.toml").write_bytes((text.rstrip("\n") + "\n").replace("\n", ends).encode())
    written = remembered(open_dossier(tmp_path), {"a.csv": ENTRY}).decode()
    before = tomllib.loads(text)
    wanted = before | {"imports": before.get("imports", {}) | {"a.csv": ENTRY}}
    assert tomllib.loads(written) == wanted
    assert [line for line in text.splitlines() if line.strip() and line not in written.split(ends)] == []
    assert written.count("\n") == written.count(ends)


def test_where_nothing_can_be_added_the_user_gets_the_entry_to_add(tmp_path):
    (tmp_path / "cpd.toml").write_text('lang = "en"\nimports = { "b.ics" = { kind = "ics", keyword = "x" } }\n')
    with pytest.raises(DossierError) as refused:
        remembered(open_dossier(tmp_path), {"a.csv": ENTRY})
    assert '[imports."a.csv"]\nkind = "spreadsheet"' in str(refused.value)


def test_settings_that_would_get_too_long_are_refused(tmp_path):
    (tmp_path / "cpd.toml").write_text('lang = "en"\n' + "#" * 65_400, encoding="utf-8")
    with pytest.raises(DossierError, match="over 64 KB"):
        remembered(open_dossier(tmp_path), {"a.csv": ENTRY | {"drop": ["x" * 100]}})
