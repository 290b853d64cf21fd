"""Verdicts: met, not met, cannot be told and why."""

from datetime import date

import pytest

from cpd_toolkit.dossier import Dossier
from cpd_toolkit.errors import UsageError
from cpd_toolkit.requirements.evaluate import evaluate
from cpd_toolkit.requirements.faults import Wrong
from cpd_toolkit.requirements.holders import deadlines
from cpd_toolkit.requirements.pack import Cycle

HOURS = """
    kind = "minimum"
    window = "cycle"
    values = [{ from = 2020-01-01, value = 2, reference = "page" }]
    count = { of = ["supervision"], unit = "hours" }
"""
LOG = """
    date | duration_minutes | format | supervisor_id
    2024-03-01 | 60 | individual | S1
    2024-09-01 | 60 | individual | S1
"""
RATIO = """
    kind = "ratio"
    window = "cycle"
    values = [{ from = 2020-01-01, value = 35, reference = "page" }]
    floor = [{ from = 2020-01-01, value = 1, reference = "page" }]
    count = { of = ["supervision"], unit = "hours" }
"""


def test_two_hours_of_two_are_met(verdicts):
    told = verdicts({"one": HOURS}, {"supervision": LOG})["one"]
    assert (told["verdict"], told["found"], told["expected"], told["shortfall"]) == ("met", 2, 2, 0)
    assert (told["unit"], told["window"], told["grade"], told["unverified"]) == ("hours", "cycle", "OWN", False)


@pytest.mark.parametrize(("accept", "verdict", "reason"), [(False, "unknown", "unverified"), (True, "met", None)])
def test_a_number_from_memory_is_met_only_when_the_user_accepts_it(verdicts, accept, verdict, reason):
    rule = HOURS.replace('value = 2, reference = "page"', 'value = 2, reference = "memory"')
    told = verdicts({"one": rule}, {"supervision": LOG}, accept_unverified=accept)["one"]
    assert (told["verdict"], told["reason"], told["unverified"]) == (verdict, reason, True)


def test_a_field_that_the_pack_calls_unverified_makes_its_rule_so(verdicts):
    told = verdicts({"one": HOURS + 'unverified_fields = ["window"]'}, {"supervision": LOG})["one"]
    assert (told["verdict"], told["reason"]) == ("unknown", "unverified")


def test_a_cap_from_memory_makes_its_rule_unverified(verdicts):
    cap = 'count.caps = [{ at_most = 1, reference = "memory" }]'
    rule = HOURS.replace(
        'count = { of = ["supervision"], unit = "hours" }', 'count.of = ["supervision"]\n    count.unit = "hours"'
    )
    told = verdicts({"one": f"{rule}{cap}"}, {"supervision": LOG})["one"]
    assert (told["verdict"], told["reason"], told["found"]) == ("unknown", "unverified", 1)


def test_before_its_first_day_a_number_is_refused_and_never_nought(verdicts):
    with pytest.raises(UsageError, match="in force"):
        verdicts({"one": HOURS}, {"supervision": LOG}, as_of=date(2019, 12, 31))


def test_a_share_of_what_nobody_asks_for_is_refused(pack):
    share = 'caps = [{ at_most_share = 0.5, reference = "page" }]'
    with pytest.raises(Wrong) as refused:
        pack({"one": RATIO.replace('unit = "hours"', f'unit = "hours", {share}')})
    assert (refused.value.key, refused.value.what) == ("rules.one.count.caps", "share")


def test_a_number_changes_on_its_day(verdicts):
    rule = HOURS.replace(
        'value = 2, reference = "page" }',
        'value = 2, reference = "page" }, { from = 2025-06-01, value = 3, reference = "page" }',
    )
    days = (date(2025, 5, 31), date(2025, 6, 1))
    assert [verdicts({"one": rule}, {"supervision": LOG}, as_of=day)["one"]["expected"] for day in days] == [2, 3]


@pytest.mark.parametrize(
    ("hours", "verdict", "expected"), [(70, "met", 2), (70.5, "not_met", 70.5 / 35), (10, "met", 1)]
)
def test_an_hour_for_thirty_five_of_practice_and_one_in_any_case(verdicts, hours, verdict, expected):
    practice = f"start_date | end_date | paid_hours\n2024-01-01 | 2024-06-30 | {hours}"
    told = verdicts({"one": RATIO}, {"supervision": LOG, "practice": practice})["one"]
    assert (told["verdict"], told["expected"]) == (verdict, pytest.approx(expected))


def test_without_practice_hours_a_ratio_cannot_be_told(verdicts):
    told = verdicts({"one": RATIO}, {"supervision": LOG})["one"]
    assert (told["verdict"], told["reason"], told["found"]) == ("unknown", "no_practice", 2)


def test_a_table_that_nobody_supplied_is_no_record_and_an_empty_one_is_not_enough(verdicts):
    missing = verdicts({"one": HOURS}, {"practice": "start_date | end_date | paid_hours\n2024-01-01 | 2024-06-30 | 5"})
    empty = verdicts({"one": HOURS}, {"supervision": LOG.strip().splitlines()[0]})
    assert (missing["one"]["verdict"], missing["one"]["reason"]) == ("unknown", "no_record")
    assert (empty["one"]["verdict"], empty["one"]["found"], empty["one"]["shortfall"]) == ("not_met", 0, 2)


def test_without_the_days_of_a_cycle_nothing_can_be_told(verdicts):
    told = verdicts({"one": HOURS}, {"supervision": LOG}, cycle=(None, None))["one"]
    assert (told["verdict"], told["reason"]) == ("unknown", "no_cycle")


def test_the_years_of_the_pack_tell_the_missing_end_of_a_cycle(evaluated):
    told = evaluated({"one": HOURS}, {"supervision": LOG}, cycle=(None, date(2025, 12, 31)))
    assert told.holders.rows() == [("C1", date(2022, 12, 31), date(2025, 12, 31))]


VALID = 'kind = "valid"\ndocuments = ["insurance"]'


@pytest.mark.parametrize(
    ("until", "verdict", "reason"),
    [
        ("2025-12-31", "met", None),
        ("2025-12-30", "not_met", None),
        ("", "unknown", "no_end"),
    ],
)
def test_a_document_must_be_valid_on_the_day(verdicts, until, verdict, reason):
    told = verdicts({"one": VALID}, {"evidence": f"kind | date | valid_until\ninsurance | 2025-01-01 | {until}"})["one"]
    assert (told["verdict"], told["reason"]) == (verdict, reason)


def test_no_document_is_no_record_in_the_data_supplied(verdicts):
    told = verdicts({"one": VALID}, {"evidence": "kind | date | valid_until\ncontract | 2025-01-01 | 2026-01-01"})[
        "one"
    ]
    assert (told["verdict"], told["reason"]) == ("unknown", "no_record")


def test_a_rule_without_a_number_shows_what_there_is_and_judges_nothing(verdicts):
    rule = 'kind = "shown"\nwindow = "cycle"\ncount = { of = ["supervision"], unit = "hours" }'
    told = verdicts({"one": rule}, {"supervision": LOG})["one"]
    assert (told["verdict"], told["reason"], told["found"], told["expected"]) == ("unknown", "qualitative", 2, None)


@pytest.mark.parametrize(
    ("day", "outlook"),
    [
        (date(2025, 6, 30), "on_course"),  # a quarter of the six years: 1.5 of 6 hours, and 2 are there
        (date(2026, 12, 31), "at_risk"),  # a half
    ],
)
def test_what_is_short_of_a_cycle_that_runs_is_told_by_its_pace(verdicts, day, outlook):
    rule = HOURS.replace("value = 2", "value = 6")
    told = verdicts({"one": rule}, {"supervision": LOG}, as_of=day, cycle=(date(2024, 1, 1), date(2029, 12, 31)))["one"]
    assert (told["verdict"], told["outlook"], told["by"]) == ("not_met", outlook, date(2029, 12, 31))


def test_every_member_of_a_register_is_judged_on_their_own_days(pack, rows):
    register = "member_id | rules | awarded_on | expires_on | pause_from | pause_to\n"
    register += (
        "A | made-up | 2024-01-01 | 2026-12-31 | |\nB | | 2020-01-01 | 2022-12-31 | |\nC | other | 2024-01-01 | | |"
    )
    log = "member_id | date | duration_minutes | format | supervisor_id\n"
    log += "A | 2024-03-01 | 120 | individual | S1\nB | 2024-03-01 | 120 | individual | S1"
    tables = {"members": rows("members", register), "supervision": rows("supervision", log)}
    (told,) = evaluate([pack({"one": HOURS})], tables, Dossier("", rules=("made-up",)), date(2025, 1, 1))
    assert told.verdicts.select("member_id", "found", "verdict").rows() == [("A", 2, "met"), ("B", 0, "not_met")]


def test_an_hour_is_not_spent_twice_where_a_body_forbids_it(pack, rows):
    packs = [pack({"one": HOURS}), pack({"one": HOURS}, "exclusive = true")]
    dossier = Dossier("", member_id="C1", cycle_start=date(2023, 1, 1), cycle_end=date(2025, 12, 31))
    first, second = evaluate(packs, {"supervision": rows("supervision", LOG)}, dossier, date(2025, 12, 31))
    assert (first.verdicts["found"].item(), second.verdicts["found"].item()) == (2, 0)


def test_the_days_around_an_expiry_are_cut_to_the_months_end():
    icf = Cycle(
        years=3, anchor="previous_expiry", opens_months_before=10, grace_months=2, lapse_months=12, reference="page"
    )
    assert [str(day) for day in deadlines(icf, date(2026, 12, 31))] == [
        "2026-02-28",
        "2026-12-31",
        "2027-02-28",
        "2027-12-31",
        "2029-12-31",
    ]
