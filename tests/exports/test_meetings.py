"""Meetings: who was there, united over rejoins, known by address or name, and long enough."""

from datetime import datetime

import pytest

from cpd_toolkit.read.exports.attendance import union_seconds
from cpd_toolkit.read.exports.people import directory, identity

ENTRY = {"format": "group", "supervisor_id": "SV1", "duration_minutes": 120}
ZOOM = {"kind": "zoom-participants", **ENTRY}
TEAMS = {"kind": "teams-attendance", **ENTRY, "duration_minutes": 90}
PEOPLE = {"a@x.org": "C1", "b@x.org": "C2", "Zoé Lefèvre": "C3"}

ZOOM_EN = """\
Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest,In Waiting Room
Ann,a@x.org,03/25/2026 06:00:00 PM,03/25/2026 06:50:00 PM,50,No,No
Ann,a@x.org,03/25/2026 06:40:00 PM,03/25/2026 07:30:00 PM,50,No,No
Bob,B@x.org,03/25/2026 06:00:00 PM,03/25/2026 06:45:00 PM,45,No,No
Bob,B@x.org,03/25/2026 06:45:00 PM,03/25/2026 08:00:00 PM,75,No,Yes
LEFEVRE Zoe (iPad),,03/25/2026 06:00:00 PM,03/25/2026 07:30:00 PM,90,Yes,No
Host,h@x.org,03/25/2026 05:50:00 PM,03/25/2026 08:05:00 PM,135,No,No
Stranger,,03/25/2026 06:00:00 PM,03/25/2026 08:00:00 PM,120,Yes,No
"""
ZOOM_SUMMARY_FR = """\
Nom (nom original),Adresse e-mail de l’utilisateur,Durée totale (minutes),Invité
Ann,a@x.org,95,Non
Bob,b@x.org,89,Non
"""


def test_rejoins_are_united_the_waiting_room_does_not_count_and_nobody_is_guessed(become, left):
    entry = {**ZOOM, "people": PEOPLE, "facilitators": ["h@x.org"]}
    # Ann 18:00-19:30, 90 minutes of 120; Bob 45; Zoe 90.
    assert become(ZOOM_EN, entry, "member_id", "date", "group_size") == [
        ("C1", "2026-03-25", "2"),
        ("C3", "2026-03-25", "2"),
    ]
    assert left(ZOOM_EN, entry) == {(4, "too_short"), (7, "facilitator"), (8, "unknown_person")}


def test_a_summary_without_times_takes_its_day_from_cpd_toml(become):
    entry = {**ZOOM, "people": PEOPLE, "date": "2026-03-25"}
    assert become(ZOOM_SUMMARY_FR, entry, "member_id", "date") == [("C1", "2026-03-25")]


def test_a_preamble_stands_above_the_participants(become):
    head = "Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants\n"
    text = f"{head}1,G1,03/25/2026 06:00:00 PM,03/25/2026 08:00:00 PM,h@x.org,120,3\n\n{ZOOM_EN}"
    assert become(text, {**ZOOM, "people": PEOPLE}, "row") == [(5,), (9,)]


def test_where_two_codes_fit_a_name_nobody_is_taken(become, checked):
    entry = {**ZOOM, "people": {"Zoé Lefèvre": "C3", "iPad": "C4"}}
    assert become(ZOOM_EN, entry, "row", "member_id") == [(6, "")]
    found, counted = checked("zoom.csv", ZOOM_EN, entry | {"format": "individual"})
    assert found == [(6, "Name (Original Name)", "missing_value")]
    assert counted == 0


def test_an_address_wins_over_a_name():
    known = directory({"a@x.org": "C1", "Ann": "C2"}, [], [], lambda _: set())
    assert known.find("A@x.org", "Ann") == {"C1"}
    assert known.find("", "ann (Ann L.)") == {"C2"}


@pytest.mark.parametrize(("one", "other"), [("Zoé LEFÈVRE", "lefevre zoe"), ("Jean-Luc P.", "P Jean Luc")])
def test_a_name_is_the_same_in_any_order_case_and_accents(one, other):
    assert identity(one) == identity(other)


def test_overlaps_count_once_and_gaps_do_not():
    def at(hour, minute):
        return datetime(2026, 3, 10, hour, minute)

    joins = [(at(18, 0), at(18, 40)), (at(18, 10), at(18, 20)), (at(18, 30), at(19, 0)), (at(19, 30), at(19, 40))]
    assert union_seconds(joins) == (60 + 10) * 60


def teams(people, titles=("1. Summary", "2. Participants", "3. In-Meeting Activities"), times=None):
    head = times or "Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole"
    rows = "\n".join(people)
    activities = "Name\tJoin Time\tLeave Time\tDuration\tEmail\tRole\nAnn\t3/25/26, 6:00:00 PM\t3/25/26, 7:30:00 PM"
    text = (
        f"{titles[0]}\nMeeting title\tG1\nMeeting duration\t1h 40m 38s\n\n{titles[1]}\n{head}\n{rows}\n\n"
        f"{titles[2]}\n{activities}\t1h 30m\ta@x.org\tOrganizer\n"
    )
    return text.encode("utf-16")


ANN = "Ann\t3/25/26, 6:00:00 PM\t3/25/26, 7:30:00 PM\t1h 7m 30s\ta@x.org\ta@x.org\tPresenter"
BOB = "Bob\t3/25/26, 6:00:00 PM\t3/25/26, 7:07:29 PM\t1h 7m 29s\tb@x.org\tb@x.org\tAttendee"


def test_teams_gives_the_duration_in_its_second_section(become, left):
    entry = {**TEAMS, "people": PEOPLE}
    # 75 % of 90 minutes are 67 minutes 30.
    assert become(teams([ANN, BOB]), entry, "row", "member_id", "date") == [(7, "C1", "2026-03-25")]
    assert left(teams([ANN, BOB]), entry) == {(8, "too_short")}


def test_teams_sections_are_found_by_their_shape_in_any_language(become):
    french = ("1. Résumé", "2. Participants", "3. Activités en réunion")
    head = "Nom\tPremière arrivée\tDernier départ\tDurée en réunion\tE-mail\tID du participant (UPN)\tRôle"
    ann = "Ann\t04/03/2026 18:00:00\t04/03/2026 19:30:00\t1 h 30 min 0 s\ta@x.org\ta@x.org\tOrganisateur"
    data = teams([ann], french, head)
    assert become(data, {**TEAMS, "people": PEOPLE}, "member_id", "date") == [("C1", "2026-03-04")]


def test_a_duration_that_cannot_be_read_is_unknown_and_not_short(become):
    people = [ANN, BOB.replace("1h 7m 29s", "n/a")]
    assert become(teams(people), {**TEAMS, "people": PEOPLE}, "member_id") == [("C1",), ("C2",)]


HOSTILE = [b"", b"\0\1\2", b"a,b\n1,2\n", b"1. Summary\n\n2. Participants\nName\tJoin\n", "x".encode("utf-16")]


@pytest.mark.parametrize("kind", ["zoom-participants", "teams-attendance"])
@pytest.mark.parametrize("data", HOSTILE, ids=lambda data: repr(data[:9]))
def test_a_broken_attendance_is_a_finding(checked, kind, data):
    found, counted = checked("broken.csv", data, {"kind": kind, **ENTRY})
    assert ([rule for _, _, rule in found], counted) in ((["unreadable_file"], 0), (["empty_file"], 0))
