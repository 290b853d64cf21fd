"""Rows decided to be the same: which go, which stay, and what is never lost."""

from cpd_toolkit.report.duplicates import ask_about_duplicates
from cpd_toolkit.validate.duplicates.apply import apply
from cpd_toolkit.validate.duplicates.pairs import pairs

LOG = "date,duration_minutes,format,supervisor_id\n"
ROW = "2026-02-05,60,individual,S1\n"
THREE = {"supervision.csv": LOG + 3 * ROW}  # rows 2, 3 and 4, alike to the letter


def keys(done) -> tuple[str, str, str]:
    """The names of the three rows."""
    found = pairs({"supervision": done.tables["supervision"].rows})
    assert found.select("first_row", "later_row").rows() == [(2, 3), (2, 4), (3, 4)]
    return found["first_key"][0], found["later_key"][0], found["later_key"][1]


def left(done, *same: tuple[str, str]) -> list[int]:
    """The rows that stay after decisions, each two names of which the second is the later row's."""
    decided = {frozenset(two): ("same", two[1]) for two in same}
    return apply(done.tables, decided).tables["supervision"].rows["row"].to_list()


def test_of_three_rows_that_are_the_same_the_first_stays(checked):
    done = checked(THREE)
    a, b, c = keys(done)
    assert left(done, (a, b), (a, c), (b, c)) == [2]
    assert left(done, (a, b), (b, c)) == [2]
    assert left(done, (b, c)) == [2, 3]


def test_a_row_that_was_the_later_one_goes_wherever_it_stands_now(checked):
    done = checked(THREE)
    a, b, _ = keys(done)
    assert left(done, (b, a)) == [3, 4]


def test_of_rows_decided_in_a_ring_one_stays(checked):
    done = checked(THREE)
    a, b, c = keys(done)
    assert left(done, (a, b), (b, c), (c, a)) == [2]


def test_answers_of_the_later_response_go_only_to_questions_in_common(checked):
    head = "response_id,date,respondent_id,item,score\n"
    both = "R1,2026-03-03,K1,a,4\nR2,2026-03-03,K1,a,4\nR2,2026-03-03,K1,b,5\n"
    done = checked({"feedback.csv": head + both})
    (first,), (later,) = (
        pairs({"feedback": done.tables["feedback"].rows})[name] for name in ("first_key", "later_key")
    )
    after = apply(done.tables, {frozenset((first, later)): ("same", later)})
    assert after.tables["feedback"].rows["row"].to_list() == [2, 4]
    assert after.findings.select("row", "rule", "value").rows() == [(3, "decided_duplicate", "2 feedback.csv")]
    assert (after.tables["feedback"].read, after.tables["feedback"].accepted) == (3, 2)


def test_a_workbook_that_cannot_be_read_is_left_as_it_is(checked):
    done = checked(THREE, 'member_id = "C1"\nlang = "en"\n')
    book = done.dossier.reports / "duplicates.xlsx"
    book.parent.mkdir()
    book.write_bytes(b"half a file")
    told = ask_about_duplicates(done, done.dossier.say).told(done.dossier.say)
    assert any("reports/duplicates.xlsx cannot be read: it is left as it is." in line for line in told)
    assert book.read_bytes() == b"half a file"


def test_without_anything_near_nothing_is_written(checked):
    done = checked({"supervision.csv": LOG + ROW})
    assert ask_about_duplicates(done, done.dossier.say).told(done.dossier.say) == []
    assert not done.dossier.reports.exists()
    assert not (done.dossier.folder / ".cpd").exists()
