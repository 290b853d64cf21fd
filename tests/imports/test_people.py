"""Who is not known is decided by the user, by file and row, and remembered without a name."""

import pytest

from cpd_toolkit.errors import DossierError
from cpd_toolkit.imports.decisions import FILE

ANSWERS = {"Format": "group", "Supervisor": "SV1", "How long": "2h", "Which group": "G1"}
ZOOM = """\
Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest
Host,h@x.org,03/25/2026 05:50:00 PM,03/25/2026 08:05:00 PM,135,No
Ann,a@x.org,03/25/2026 06:00:00 PM,03/25/2026 08:00:00 PM,120,No
Bob,,03/25/2026 06:00:00 PM,03/25/2026 07:00:00 PM,60,No
Bob,,03/25/2026 07:00:00 PM,03/25/2026 08:00:00 PM,60,No
iPad,,03/25/2026 06:00:00 PM,03/25/2026 06:10:00 PM,10,No
"""


def decide(dossier, codes):
    lines = (dossier / FILE).read_text(encoding="utf-8-sig").splitlines()
    text = "\n".join([lines[0], *(line + code for line, code in zip(lines[1:], codes, strict=True))])
    (dossier / FILE).write_text(text, encoding="utf-8")


def test_a_meeting_waits_until_its_people_are_known(bring, dossier, content):
    one = bring("zoom.csv", ZOOM, ANSWERS)
    assert (one.taken.read, one.taken.refused, one.written) == (5, 5, "")
    assert (dossier / FILE).read_text(encoding="utf-8-sig").splitlines() == [
        "file,row,candidates,code",
        "zoom.csv,2,,",
        "zoom.csv,3,,",
        "zoom.csv,4,,",
    ]
    decide(dossier, ["facilitator", "C7", "C8"])
    one = bring("zoom.csv", ZOOM)
    assert one.taken.rows.select("member_id", "group_size", "duration_minutes").rows() == [
        ("C7", 2, 120),
        ("C8", 2, 120),
    ]
    assert (one.taken.read, one.taken.refused) == (5, 2)
    assert not (dossier / FILE).exists()
    assert b"x.org" not in b"".join(content().values())


def test_the_next_meeting_knows_them(bring, dossier):
    bring("zoom.csv", ZOOM, ANSWERS)
    decide(dossier, ["facilitator", "C7", "C8"])
    bring("zoom.csv", ZOOM)
    one = bring("zoom next.csv", ZOOM.replace("03/25/2026", "04/25/2026"))
    assert one.taken.rows["member_id"].to_list() == ["C7", "C8"]


def test_who_is_to_be_ignored_is_not_counted(bring, dossier):
    bring("zoom.csv", ZOOM, ANSWERS | {"Format": "individual"})
    decide(dossier, ["facilitator", "C7", "ignore"])
    assert bring("zoom.csv", ZOOM).taken.rows["member_id"].to_list() == ["C7"]


def test_a_member_who_is_named_in_a_spreadsheet_is_decided_too(bring, dossier, content):
    rows = "2026-03-25,60,individual,SV1,Ann Lee\n2026-03-26,60,individual,SV1,C2\n"
    text = f"Date,Duration minutes,Format,Supervisor id,Coach\n{rows}"
    assert bring("supervision.csv", text).taken.rows["member_id"].to_list() == ["C2"]
    decide(dossier, ["C7"])
    assert bring("supervision.csv", text).taken.rows["member_id"].to_list() == ["C7"]
    assert b"Ann" not in b"".join(content().values())


def test_a_name_instead_of_a_code_is_refused_without_repeating_it(bring, dossier):
    bring("zoom.csv", ZOOM, ANSWERS)
    decide(dossier, ["facilitator", "Ann Marie", "C8"])
    with pytest.raises(DossierError) as refused:
        bring("zoom.csv", ZOOM)
    assert "line 3" in str(refused.value)
    assert "Ann" not in str(refused.value)


def test_where_two_codes_fit_both_are_named(bring, dossier):
    with (dossier / "cpd.toml").open("a", encoding="utf-8") as file:
        file.write(
            '[imports."zoom.csv"]\nkind = "zoom-participants"\nformat = "group"\nsupervisor_id = "SV1"\n'
            'facilitators = ["h@x.org"]\nduration_minutes = 120\n'
            'people = { "a@x.org" = "C7", Bob = "C8", bob = "C9" }\n'
        )
    one = bring("zoom.csv", ZOOM)
    assert {(left.row, left.reason) for left in one.converted.left} == {
        (2, "facilitator"),
        (3, "waits"),
        (4, "several_people"),
        (5, "several_people"),
        (6, "too_short"),
    }
    assert "zoom.csv,4,C8 C9," in (dossier / FILE).read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "file,row,candidates,code\nzoom.csv,x,,C1\n", "\0"])
def test_decisions_that_cannot_be_read_are_told(bring, dossier, text):
    (dossier / FILE).write_text(text, encoding="utf-8")
    if text:
        with pytest.raises(DossierError, match=FILE):
            bring("zoom.csv", ZOOM, ANSWERS)
