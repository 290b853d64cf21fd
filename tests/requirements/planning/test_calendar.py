"""Deadlines as a calendar file that other programs read."""

from datetime import date

import pytest

from cpd_toolkit.i18n import Words
from cpd_toolkit.requirements.calendar import Event, as_ics, events
from cpd_toolkit.requirements.evaluate import evaluate

SAY = Words("en")
HELD = (
    "h minimum window = 'last-12-months'; count = { of = ['supervision'], unit = 'records' }; "
    "values = [{ from = 2000-01-01, value = 2, reference = 's' }]"
)
DAYS = "opens_months_before = 10\ngrace_months = 2\nlapse_months = 12"


def unfolded(data):
    """The lines of a calendar as a reader puts them together again, each held to RFC 5545 on the way."""
    assert data.endswith(b"\r\n")
    raw = data[:-2].split(b"\r\n")
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in raw)
    lines = []
    for line in raw:
        if line.startswith(b" "):
            lines[-1] += line[1:]
        else:
            lines.append(line)
    return [line.decode() for line in lines]  # a fold inside a letter is put together before it is decoded


def parsed(data):
    """Each event of a calendar as its properties, reminders left out."""
    found, inside = [], []
    for line in unfolded(data):
        name, _, text = line.partition(":")
        match name:
            case "BEGIN":
                inside.append(text)
                found += [{}] if text == "VEVENT" else []
            case "END":
                assert inside.pop() == text
            case _ if inside[-1] == "VEVENT":
                found[-1][name] = text
    assert not inside
    return found


@pytest.fixture
def listed(pack, dossier):
    def run(text, as_of, tables=None, years=3, days=DAYS, **settings):
        owner = dossier(**settings)
        found = evaluate([pack(text, years=years, days=days)], tables or {}, owner, as_of)
        return events(found, tables or {}, owner, as_of, SAY)

    return run


def test_an_expiry_of_31_december_2026_opens_on_28_february_and_ends_for_good_a_year_later(listed):
    """Ten months before, cut to the month's end; two months of grace; twelve months until one applies anew."""
    told = listed(HELD, date(2026, 1, 31), cycle_start=date(2024, 1, 1))
    assert [str(event.day) for event in told] == ["2026-02-28", "2026-12-31", "2027-02-28", "2027-12-31"]


def test_what_is_over_is_left_out_and_what_is_due_today_is_not(listed):
    told = listed(HELD, date(2026, 12, 31), cycle_start=date(2024, 1, 1))
    assert [str(event.day) for event in told] == ["2026-12-31", "2027-02-28", "2027-12-31"]


def test_the_days_on_which_something_is_lost_stand_in_it_too(listed, rows):
    """Two sessions in 12 months are met until the older leaves; the setting of two sessions in 365 days as well."""
    logged = rows("supervision", "date|duration_minutes\n2026-02-03|60\n2026-05-06|60")
    insured = "date|kind|valid_until\n2025-03-01|insurance|2026-02-28\n2026-03-01|insurance|2027-02-28"
    tables = {"supervision": logged, "evidence": rows("evidence", insured)}
    told = listed(HELD, date(2026, 6, 30), tables, years=None, need_sessions=2)
    assert sorted((str(event.day), event.summary.split(" ")[0]) for event in told) == [
        ("2027-02-03", "Fewer"),
        ("2027-02-03", "No"),
        ("2027-02-28", "Last"),  # the two documents touch and are one
    ]


def test_a_calendar_is_whole_days_with_a_name_of_their_own_and_a_reminder():
    told = [Event(date(2026, 12, 31), "p due C1", "Due: a, b; c\\d"), Event(date(2027, 2, 28), "p grace C1", "Grace")]
    data = as_ics(told, date(2026, 6, 30), SAY)
    first, second = parsed(data)
    assert first["DTSTART;VALUE=DATE"] == "20261231"
    assert first["DTEND;VALUE=DATE"] == "20270101"
    assert first["DTSTAMP"] == "20260630T000000Z"
    assert first["SUMMARY"] == "Due: a\\, b\\; c\\\\d"
    assert first["UID"] != second["UID"]
    assert "C1" not in data.decode()
    assert unfolded(data).count("TRIGGER:-P30D") == 2


def test_an_event_that_moves_keeps_its_name_and_the_bytes_depend_on_nothing_else():
    def named(day):
        return parsed(as_ics([Event(day, "p due C1", "Due")], date(2026, 6, 30), SAY))[0]["UID"]

    assert named(date(2026, 12, 31)) == named(date(2027, 12, 31))
    one = [Event(date(2026, 12, 31), "p due C1", "Due")]
    assert as_ics(one, date(2026, 6, 30), SAY) == as_ics(one, date(2026, 6, 30), SAY)


@pytest.mark.parametrize("letters", ["é" * 200, "–\u202f" * 90, "a" * 67 + "é" + "b" * 100, "🗓" * 60])
def test_long_lines_are_folded_between_letters_and_read_back_the_same(letters):
    data = as_ics([Event(date(2026, 12, 31), "k", letters)], date(2026, 6, 30), SAY)
    assert all(line.decode() is not None for line in data.split(b"\r\n"))
    assert parsed(data)[0]["SUMMARY"] == letters


def test_a_text_can_not_add_lines_of_its_own():
    data = as_ics([Event(date(2026, 12, 31), "k", "x\r\nATTENDEE:mailto:a@example.org")], date(2026, 6, 30), SAY)
    assert [list(event) for event in parsed(data)] == [
        ["UID", "DTSTAMP", "DTSTART;VALUE=DATE", "DTEND;VALUE=DATE", "SUMMARY", "TRANSP"]
    ]
