"""The wording of the user's own copy of the code: on their page when they ask for it, and nowhere else."""

import json

import pytest

from cpd_toolkit.cli import app
from cpd_toolkit.errors import DossierError
from cpd_toolkit.report import article_coverage as question
from cpd_toolkit.report import open_page
from cpd_toolkit.report.display import content

AS_OF = "2026-06-30"
TABLES = {"supervision": "date,duration_minutes,format,supervisor_id,articles\n2026-01-10,60,individual,S1,12"}
OUTSIDE = 'member_id = "C1"\nlang = "en"\n[not_applicable]\n13 = "Only adults"'
CODE = "A heading\n12. The very words of article twelve.\n13. The words of thirteen.\n"


def quotes(page, wording: bool) -> dict[int, str]:
    every = [fold for _, group in question.entries(page, wording).groups for fold in group]
    return {int(fold.name.partition(".")[0]): fold.quote for fold in every}


def test_the_wording_of_the_users_own_copy_is_shown_only_when_asked_for(tables):
    made = tables(TABLES, f'code_text = "code.txt"\n{OUTSIDE}')
    (made / "code.txt").write_text(CODE, encoding="utf-8")
    page = open_page(str(made), AS_OF, "en")
    assert set(quotes(page, wording=False).values()) == {""}
    assert "very words" not in json.dumps(content(question.entries(page)))
    assert "printed here only when asked for" in question.entries(page).lead[1]
    assert quotes(page, wording=True)[12] == "The very words of article twelve."
    assert quotes(page, wording=True)[14] == ""  # the copy does not hold it
    paper = question.entries(page, wording=True).paper
    assert (paper.head[-1], paper.rows[11][-1]) == ("Wording of your copy", "The very words of article twelve.")


def test_without_a_copy_there_is_no_wording_and_the_page_says_why(tables):
    page = open_page(str(tables(TABLES, OUTSIDE)), AS_OF, "en")
    assert "names no copy of the code" in question.entries(page, wording=True).lead[1]
    assert len(question.entries(page, wording=True).paper.head) == 3
    page = open_page(str(tables(TABLES, 'member_id = "C1"\ncode_text = "nowhere.txt"')), AS_OF, "en")
    with pytest.raises(DossierError, match="code_text"):
        question.entries(page, wording=True)


def test_the_command_prints_the_wording_where_a_page_can_and_in_no_other_file(tables, tmp_path, capsys):
    made = tables(TABLES, f'code_text = "code.txt"\n{OUTSIDE}')
    (made / "code.txt").write_text(CODE, encoding="utf-8")
    app(
        ["report", "all", str(made), "--as-of", AS_OF, "--wording", "--out", str(tmp_path / "out")],
        standalone_mode=False,
    )
    holding = {path.name for path in (tmp_path / "out").iterdir() if "very words" in path.read_text("utf-8")}
    assert holding == {"article_coverage.en.html"}
    assert len(capsys.readouterr().out.splitlines()) == len([*(tmp_path / "out").iterdir()])
