"""Calendars: recurrences by the clock on the wall, exceptions, time zones, what is cancelled or to come."""

import pytest

ENTRY = {"kind": "ics", "keyword": "supervision", "format": "individual", "supervisor_id": "SV1"}
DAYS = ("date", "duration_minutes")


def calendar(*events):
    lines = [line for event in events for line in ("BEGIN:VEVENT", *event.split("|"), "END:VEVENT")]
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *lines, "END:VCALENDAR", ""])


EVENTS = {
    "DTSTART:20260115T090000|DTEND:20260115T101500": ("2026-01-15", "75"),
    "DTSTART;TZID=Europe/Paris:20260531T090000|DURATION:PT1H": ("2026-05-31", "60"),
    # Half past eleven in the evening of London is the next day in Paris.
    "DTSTART:20260531T223000Z|DTEND:20260531T233000Z": ("2026-06-01", "60"),
    "DTSTART;TZID=Romance Standard Time:20260115T090000|DURATION:PT1H": ("2026-01-15", "60"),
    # The clock jumps from 2 to 3: an hour has passed, not two.
    "DTSTART;TZID=Europe/Paris:20260329T013000|DTEND;TZID=Europe/Paris:20260329T033000": ("2026-03-29", "60"),
    "DTSTART:20260115T090000": ("2026-01-15", ""),
    "DTSTART:00010101T000000|DURATION:PT1H": ("?", ""),
    "DTSTART:20260105T080000Z|DURATION:P9999999D": ("?", ""),
}


def test_a_session_has_its_day_in_the_dossiers_time_zone_and_the_minutes_that_passed(become):
    text = calendar(*(f"UID:{i}|SUMMARY:Supervision|{event}" for i, event in enumerate(EVENTS)))
    found = sorted(become(text, ENTRY, "row", *DAYS, suffix=".ics"))
    assert [(day[:10], minutes) for _, day, minutes in found] == [*EVENTS.values()]


def test_a_rule_recurs_by_the_clock_on_the_wall_up_to_the_last_day(become):
    weekly = "UID:1|SUMMARY:supervision|DTSTART;TZID=Europe/Paris:20260323T000000|DURATION:PT1H|RRULE:FREQ=WEEKLY"
    found = become(calendar(weekly), ENTRY | {"until": "2026-04-06"}, *DAYS, suffix=".ics")
    # Midnight stays midnight when the hour changes on 29 March.
    assert found == [("2026-03-23", "60"), ("2026-03-30", "60"), ("2026-04-06", "60")]


def test_what_is_taken_out_moved_called_off_or_added_is(become, left):
    rule = "RRULE:FREQ=WEEKLY;UNTIL=20260126T080000Z|EXDATE:20260112T080000Z|RDATE:20260203T080000Z"
    series = f"UID:1|SUMMARY:Supervision|DTSTART:20260105T080000Z|DURATION:PT1H|{rule}"
    moved = "UID:1|RECURRENCE-ID:20260119T080000Z|SUMMARY:Supervision|DTSTART:20260120T080000Z|DURATION:PT2H"
    off = "UID:1|RECURRENCE-ID:20260126T080000Z|SUMMARY:Supervision|DTSTART:20260126T080000Z|STATUS:CANCELLED"
    text = calendar(series, moved, off)
    assert become(text, ENTRY, *DAYS, suffix=".ics") == [
        ("2026-01-05", "60"),
        ("2026-01-20", "120"),
        ("2026-02-03", "60"),
    ]
    # The event that is called off begins on the 19th line.
    assert left(text, ENTRY, suffix=".ics") == {(19, "cancelled")}


def test_a_change_of_this_and_all_that_follow_moves_them_all(become):
    series = "UID:1|SUMMARY:Supervision|DTSTART:20260105T080000Z|DURATION:PT1H|RRULE:FREQ=WEEKLY;COUNT=4"
    later = "RECURRENCE-ID;RANGE=THISANDFUTURE:20260119T080000Z|DTSTART:20260120T090000Z|DURATION:PT2H"
    text = calendar(series, f"UID:1|SUMMARY:Supervision|{later}")
    days = [("2026-01-05", "60"), ("2026-01-12", "60"), ("2026-01-20", "120"), ("2026-01-27", "120")]
    assert become(text, ENTRY, *DAYS, suffix=".ics") == days


def test_a_day_may_take_out_a_session_with_a_time_and_a_rule_that_never_comes_true_ends(become):
    series = "UID:1|SUMMARY:Supervision|DTSTART:20260105T080000Z|DURATION:PT1H|RRULE:FREQ=DAILY;COUNT=2"
    never = "UID:2|SUMMARY:supervision|DTSTART:20260107T080000Z|DURATION:PT1H|RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"
    text = calendar(series + "|EXDATE;VALUE=DATE:20260106", never)
    assert become(text, ENTRY, "date", suffix=".ics") == [("2026-01-05",), ("2026-01-07",)]


def test_other_titles_whole_days_and_what_is_to_come_are_left_out_with_the_reason(become, left):
    text = calendar(
        "UID:1|SUMMARY:Client|DESCRIPTION:supervision|DTSTART:20260105T080000Z|DURATION:PT1H",
        "UID:2|SUMMARY:Supervision|DTSTART;VALUE=DATE:20260105",
        "UID:3|SUMMARY:Supervision|DTSTART:20260701T080000Z|DURATION:PT1H",
        "UID:4|SUMMARY:SUPER\r\n VISION|DTSTART:20260106T080000Z|DURATION:PT1H",
    )
    assert become(text, ENTRY, "date", "row", suffix=".ics") == [("2026-01-06", 21)]
    assert left(text, ENTRY, suffix=".ics") == {(3, "other_title"), (10, "all_day"), (15, "later")}


def test_an_event_that_means_nothing_is_its_own_fault_alone(checked):
    text = calendar(
        "UID:1|SUMMARY:Supervision|DTSTART:20269999T080000Z|DURATION:PT1H",
        "UID:2|SUMMARY:Supervision|DTSTART:20260106T080000Z|DURATION:PT1H|RRULE:FREQ=SOMETIMES",
        "UID:3|SUMMARY:Supervision|DTSTART:20260107T080000Z|DURATION:PT1H|RRULE:FREQ=SECONDLY",
        "UID:4|SUMMARY:Supervision|DTSTART:20260108T080000Z|DURATION:PT1H",
    )
    found, counted = checked("agenda.ics", text, ENTRY)
    assert [(row, rule) for row, _, rule in found if rule == "unreadable_date"] == [
        (3, "unreadable_date"),
        (9, "unreadable_date"),
        (16, "unreadable_date"),
    ]
    assert counted == 1


@pytest.mark.parametrize("data", [b"BEGIN:VCALENDAR", b"hello", b"BEGIN:VCALENDAR\nEND:VEVENT\n"])
def test_a_broken_calendar_is_a_finding(checked, data):
    found, counted = checked("agenda.ics", data, ENTRY)
    assert ([rule for _, _, rule in found], counted) in ((["unreadable_file"], 0), (["empty_file"], 0))


OUTLOOK_EN = """\
"Subject","Start Date","Start Time","End Date","End Time","All day event","Description","Location","Private"
"Supervision","3/25/2026","9:00:00 AM","3/25/2026","10:30:00 AM","False","secret","","False"
"Supervision","4/1/2026","12:00:00 AM","4/2/2026","12:00:00 AM","True","","","False"
"Canceled: Supervision","4/2/2026","9:00:00 AM","4/2/2026","10:30:00 AM","False","","","False"
"Lunch","4/3/2026","12:00:00 PM","4/3/2026","1:00:00 PM","False","","","False"
"""
OUTLOOK_FR = """\
Objet;Date de début;Heure de début;Date de fin;Heure de fin;Journée entière
Supervision;04/03/2026;09:00:00;04/03/2026;10:30:00;Faux
Annulé : Supervision;05/03/2026;09:00;05/03/2026;10:30;Faux
"""


def test_outlook_writes_month_first_in_english_and_day_first_in_french(become, left):
    entry = ENTRY | {"kind": "outlook-csv"}
    assert become(OUTLOOK_EN, entry, *DAYS) == [("2026-03-25", "90")]
    assert left(OUTLOOK_EN, entry) == {(3, "all_day"), (4, "cancelled"), (5, "other_title")}
    assert become(OUTLOOK_FR, entry, *DAYS) == [("2026-03-04", "90")]
    assert left(OUTLOOK_FR, entry) == {(3, "cancelled")}
