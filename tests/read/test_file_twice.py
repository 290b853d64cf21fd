"""A file that is there twice counts once, and the check says so."""

import openpyxl
import pytest

HEAD = "start_date;end_date;paid_hours\n"
LOG = HEAD + "2026-01-01;2026-01-31;10\n"


def hours(done):
    return done.tables["practice"].rows["paid_hours"].sum()


def twice(done):
    return done.findings.filter(rule="file_twice")["file"].to_list()


def workbook(path, paid):
    book = openpyxl.Workbook()
    for row in (HEAD.strip().split(";"), ["2026-01-01", "2026-01-31", paid]):
        book.active.append(row)
    book.save(path)
    return path.read_bytes()


def test_the_same_file_under_two_names_counts_once(checked):
    done = checked({"pratique.csv": LOG, "pratique - copie.csv": LOG})
    assert (hours(done), twice(done), done.has_errors) == (10, ["pratique.csv"], True)


def test_two_files_that_differ_in_a_row_both_count(checked):
    done = checked({"pratique.csv": LOG, "pratique 2.csv": LOG.replace("-31;10", "-31;11")})
    assert (hours(done), twice(done)) == (21, [])


@pytest.mark.parametrize("copy", ["pratique.csv.xlsx", "pratique.csv.corrected.xlsx"])
def test_the_corrected_copy_counts_and_the_file_left_beside_it_does_not(checked, tmp_path, copy):
    done = checked({"pratique.csv": LOG, copy: workbook(tmp_path / "made.xlsx", 12)})
    assert (hours(done), twice(done)) == (12, ["pratique.csv"])


def test_two_tables_of_headers_alone_are_empty_and_not_the_same_file(checked):
    done = checked({"pratique.csv": HEAD, "pratique 2.csv": HEAD})
    assert sorted(done.findings["rule"]) == ["empty_file", "empty_file"]
