"""A file beside which its corrected copy stands does not count as well, and the check says so."""

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


@pytest.mark.parametrize("copy", ["pratique.csv.xlsx", "pratique.csv.corrected.xlsx"])
def test_the_corrected_copy_counts_and_the_file_left_beside_it_does_not(checked, tmp_path, copy):
    done = checked({"pratique.csv": LOG, copy: workbook(tmp_path / "made.xlsx", 12)})
    assert (hours(done), twice(done)) == (12, ["pratique.csv"])
