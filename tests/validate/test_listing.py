"""The findings as they are read: on a terminal, as CSV, and by someone who knows headers and no codes."""

import polars as pl

from cpd_toolkit.i18n import Words
from cpd_toolkit.validate import listing

SAY = Words("fr")
FRENCH = 'member_id = "C1"\nlang = "fr"\n'


def test_a_column_that_is_not_there_is_called_by_its_header_where_people_read_and_by_its_code_in_csv(checked):
    done = checked({"pratique.csv": "Date de début;Date de fin\n2026-01-01;2026-01-31\n"}, FRENCH)
    assert "ligne 2, Heures payées" in listing.as_text(done, SAY)
    assert listing.readable(done, SAY)["column"].to_list() == ["Heures payées"]
    assert ",2,paid_hours," in listing.as_csv(done, SAY)


def test_no_mark_that_steers_a_terminal_gets_through_a_file_name_in_a_sentence(checked):
    name = "supervision \x1b[31m.csv"
    log = "date,duration_minutes,format,supervisor_id\n01/02/2026,60,individual,S\n"
    told = listing.as_text(checked({name: log}, 'member_id = "C1"\nlang = "en"\n'), Words("en"))
    assert '"supervision ?[31m.csv" = "day-first"' in told
    assert "\x1b" not in told


def test_csv_keeps_tabs_and_line_ends_of_a_text_and_nothing_else_that_steers():
    frame = pl.DataFrame({"a": ["b\x1b[2Jc\x9b\x07", "d\n\te"]})
    assert listing.csv_text(frame) == 'a\nb?[2Jc??\n"d\n\te"\n'


def test_a_duration_out_of_bounds_is_told_with_its_unit_so_that_hours_are_noticed(checked):
    log = "Date;Durée (minutes);Format;Superviseur\n2026-02-01;1,5;individuel;S\n"
    told = listing.as_text(checked({"supervision.csv": log}, FRENCH), SAY)
    assert "Permis\u202f: de 5 à 720 minutes\u202f; 1h30 convient aussi." in told


def test_a_missing_column_may_be_there_under_another_name_and_the_hint_says_so(checked):
    told = listing.as_text(checked({"pratique.csv": "Mois;Heures payées\n2026-01;4\n"}, FRENCH), SAY)
    assert "«\u202fDate de début\u202f» manque" in told
    assert "ou donner ce nom à celle qui la contient" in told
