"""From suggestions to tags: a workbook, answers in it, and what counts afterwards."""

import io
import json
import os
import shutil
import stat
import sys
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from cpd_toolkit.cli import main
from cpd_toolkit.dossier import open_dossier
from cpd_toolkit.errors import DossierError
from cpd_toolkit.measures.articles import tags
from cpd_toolkit.report import article_coverage, open_page
from cpd_toolkit.suggest.entries import untagged
from cpd_toolkit.suggest.offers import offers
from cpd_toolkit.suggest.workbook import shown, workbook
from cpd_toolkit.validate import accepted, check
from cpd_toolkit.validate.listing import as_text

AS_OF = date(2026, 6, 30)
SESSIONS = """date,duration_minutes,format,supervisor_id,articles,themes,learning
2026-01-10,60,individual,S1,,confidentialité,
2026-02-10,60,individual,S1,43,assurance,
2026-03-10,60,individual,S1,,,XYZZYWORD assurance
2026-04-10,60,individual,S1,,xylophone,
"""
HOSTILE = """title,start_date,hours,category,articles
"=HYPERLINK(""http://example.org"",""assurance"")",2026-05-01,1,course,
"@assurance{}",2026-05-02,1,course,
"+1+assurance\t\u202e\ttext",2026-05-03,1,course,
""".replace("{}", "x" * 30_000)
BOOK = Path("reports/article_suggestions.xlsx")


@pytest.fixture
def folder(tmp_path) -> Path:
    """A dossier of four sessions: two that say something, one tagged, one that says nothing."""
    (tmp_path / "data").mkdir()
    (tmp_path / "cpd.toml").write_text('member_id = "C1"\nlang = "en"\n', encoding="utf-8")
    (tmp_path / "data" / "supervision.csv").write_text(SESSIONS, encoding="utf-8")
    return tmp_path


@pytest.fixture
def suggest(folder, monkeypatch, capsys):
    """Run `cpd articles suggest` on it: the code it leaves with, and what it prints."""

    def run() -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["cpd", "articles", "suggest", str(folder), "--as-of", "2026-06-30"])
        with pytest.raises(SystemExit) as end:
            main()
        printed = capsys.readouterr()
        return end.value.code, printed.out + printed.err

    return run


def rows(folder: Path) -> list[list[object]]:
    return [[cell.value for cell in row] for row in openpyxl.load_workbook(folder / BOOK).worksheets[0].iter_rows()]


def fill(folder: Path, *answers: tuple[int, str, object]) -> None:
    """Write answers into the workbook, each by row, column and value."""
    book = openpyxl.load_workbook(folder / BOOK)
    heads = [cell.value for cell in book.worksheets[0][1]]
    for row, column, value in answers:
        book.worksheets[0].cell(row, heads.index(column) + 1).value = value
    book.save(folder / BOOK)


def tagged(folder: Path) -> set[tuple[int, int]]:
    """The day in March or January and the article of each tag that counts."""
    found = tags(accepted(check(open_dossier(folder), AS_OF))).collect()
    return {(day.month, number) for day, number in found.select("day", "article").rows()}


def test_suggestions_come_with_their_words_and_count_for_nothing(folder, suggest):
    code, told = suggest()
    assert (code, "2 of them" in told, "0 yes, 0 no; 2 open" in told) == (0, True, True)
    head, *listed = rows(folder)
    at = [head.index(name) for name in ("Title or themes", "Article", "Words that led there", "Row")]
    assert [[row[place] for place in at] for row in listed] == [
        ["(notes alone)", 37, "assurance", 4],
        ["confidentialité", 9, "confidentialité", 2],
    ]
    assert tagged(folder) == {(2, 43)}
    assert not (folder / ".cpd").exists()


def test_what_was_written_in_confidence_stands_neither_in_the_workbook_nor_in_what_is_printed(folder, suggest):
    _, told = suggest()
    assert "XYZZYWORD" not in told + str(rows(folder))
    assert stat.S_IMODE((folder / BOOK).stat().st_mode) == 0o600 or os.name != "posix"


def test_only_a_yes_counts_and_only_after_it_was_taken(folder, suggest):
    suggest()
    fill(folder, (2, "Decision", "yes"), (3, "Decision", "no"))
    assert tagged(folder) == {(2, 43)}
    assert "1 yes, 1 no; 0 open" in suggest()[1]
    assert tagged(folder) == {(2, 43), (3, 37)}
    modes = [stat.S_IMODE((folder / name).stat().st_mode) for name in (".cpd", ".cpd/articles.json")]
    assert modes == [0o700, 0o600] or os.name != "posix"


def test_a_confirmed_suggestion_is_told_in_the_check_and_on_the_page(folder, suggest):
    suggest()
    fill(folder, (2, "Decision", "yes"))
    suggest()
    done = check(open_dossier(folder), AS_OF)
    assert "1 row counts with articles from confirmed suggestions" in as_text(done, done.dossier.say)
    assert ".cpd/articles.json" in done.checksums
    page = open_page(str(folder), "2026-06-30", "en")
    listed = {fold.name[:2]: fold for _, group in article_coverage.entries(page).groups for fold in group}
    assert "confirmed suggestion" in str(listed["37"].rows)
    assert "confirmed suggestion" not in str(listed["43"].rows)


def test_without_a_yes_the_check_is_what_it_was(folder, suggest):
    before = check(open_dossier(folder), AS_OF)
    suggest()
    fill(folder, (2, "Decision", "no"))
    suggest()
    after = check(open_dossier(folder), AS_OF)
    assert after.tables["supervision"].rows.equals(before.tables["supervision"].rows)
    assert (after.checksums, after.counts(), after.confirmed.height) == (before.checksums, before.counts(), 0)


def test_a_decision_follows_the_words_of_a_row_and_not_its_place(folder, suggest):
    suggest()
    fill(folder, (2, "Decision", "yes"))
    suggest()
    head, *lines = SESSIONS.splitlines()
    log = folder / "data" / "supervision.csv"
    log.write_text("\n".join([head, *reversed(lines)]) + "\n", encoding="utf-8")
    assert tagged(folder) == {(2, 43), (3, 37)}
    log.write_text(SESSIONS.replace("XYZZYWORD", "OTHERWORD"), encoding="utf-8")
    assert tagged(folder) == {(2, 43)}
    log.write_text(SESSIONS.replace("S1,,,XYZZY", "S1,12,,XYZZY"), encoding="utf-8")
    assert tagged(folder) == {(2, 43), (3, 12)}


def test_an_answer_taken_back_counts_no_longer_and_another_number_may_be_written(folder, suggest):
    suggest()
    fill(folder, (2, "Decision", "YES "), (2, "Article", 35))
    suggest()
    assert tagged(folder) == {(2, 43), (3, 35)}
    again = [(row[0], row[rows(folder)[0].index("Article")]) for row in rows(folder)[1:]]
    assert again == [(None, 37), ("yes", 35), (None, 9)]
    fill(folder, (3, "Decision", None))
    suggest()
    assert tagged(folder) == {(2, 43)}


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("Decision", "perhaps XYZZYWORD", "row 2: the decision is neither yes nor no"),
        ("Article", 48, "row 2: the article is not a number from 1 to 47"),
        ("Article", "=1+1", "row 2: the article"),
        ("Reference", "../../etc", "row 2: the reference was changed"),
    ],
)
def test_a_cell_that_is_no_answer_is_named_and_nothing_is_taken(folder, suggest, column, value, said):
    suggest()
    fill(folder, (3, "Decision", "yes"), (2, column, value))
    code, told = suggest()
    assert (code, said in told, "XYZZYWORD" in told) == (3, True, False)
    assert not (folder / ".cpd").exists()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not a book", b"date,yes\n"])
def test_a_workbook_that_can_not_be_read_is_left_as_it_is(folder, suggest, content):
    (folder / "reports").mkdir()
    (folder / BOOK).write_bytes(content)
    code, told = suggest()
    assert (code, "can't be read" in told) == (3, True)
    assert (folder / BOOK).read_bytes() == content


def test_another_workbook_under_its_name_is_refused(folder, suggest):
    (folder / "reports").mkdir()
    openpyxl.Workbook().save(folder / BOOK)
    assert suggest()[0] == 3


@pytest.mark.parametrize("kept", ["{", "[]", '{"a": {"99": true}}', '{"a": {"9": "yes"}}', '{"a": 1}', "[" * 100_000])
def test_decisions_that_are_not_intact_are_refused(folder, kept):
    (folder / ".cpd").mkdir()
    (folder / ".cpd" / "articles.json").write_text(kept, encoding="utf-8")
    with pytest.raises(DossierError, match=r"articles\.json is not intact"):
        check(open_dossier(folder), AS_OF)


@pytest.mark.skipif(os.name != "posix", reason="links need no privilege on posix alone")
def test_decisions_behind_a_link_are_refused(folder, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "articles.json").write_text(json.dumps({}), encoding="utf-8")
    (folder / ".cpd").symlink_to(elsewhere)
    with pytest.raises(DossierError, match="may be a link"):
        check(open_dossier(folder), AS_OF)


def test_hostile_titles_stay_text_on_one_line_and_short(folder):
    (folder / "data" / "training.csv").write_text(HOSTILE, encoding="utf-8")
    dossier = open_dossier(folder)
    entries = [one for one in untagged(accepted(check(dossier, AS_OF))) if one.table == "training"]
    book = openpyxl.load_workbook(io.BytesIO(workbook(offers(entries, {}), dossier.say)))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert [cell for cell in cells if cell.hyperlink] == []
    titles = [str(cell.value) for cell in cells if "assurance" in str(cell.value)]
    assert len(titles) >= 3
    assert max(map(len, titles)) <= 120
    assert all(title.isprintable() for title in titles)


def test_a_text_of_control_characters_is_shown_as_nothing():
    assert shown("\x00\x1b\u202e") == ""


def test_entries_with_the_same_day_and_words_are_asked_about_once_and_both_count(folder, suggest):
    log = folder / "data" / "supervision.csv"
    log.write_text(SESSIONS + "2026-01-10,90,individual,S2,,confidentialité,\n", encoding="utf-8")
    suggest()
    assert len(rows(folder)) == 3
    fill(folder, (3, "Decision", "oui"))
    suggest()
    assert check(open_dossier(folder), AS_OF).confirmed["row"].to_list() == [2, 6]


def test_a_dossier_where_all_is_tagged_gets_no_workbook(folder, suggest):
    (folder / "data" / "supervision.csv").write_text(
        "\n".join(SESSIONS.splitlines()[i] for i in (0, 2)) + "\n", encoding="utf-8"
    )
    assert suggest() == (0, "Every session and activity that counts names an article already.\n")
    assert not (folder / BOOK).exists()


def test_the_workbook_is_the_same_for_the_same_dossier_and_speaks_its_language(folder, suggest):
    suggest()
    first = (folder / BOOK).read_bytes()
    shutil.rmtree(folder / "reports")
    suggest()
    assert (folder / BOOK).read_bytes() == first
    (folder / "cpd.toml").write_text('member_id = "C1"\nlang = "fr"\n', encoding="utf-8")
    suggest()
    book = openpyxl.load_workbook(folder / BOOK)
    assert (book.sheetnames, rows(folder)[0][0]) == (["Décisions", "Lisez-moi"], "Décision")
    (choice,) = [one for one in book.worksheets[0].data_validations.dataValidation if one.type == "list"]
    assert choice.formula1 == '"oui,non"'
