"""A plan and verdicts in the reader's words."""

from datetime import date

import pytest

from cpd_toolkit.i18n import Words
from cpd_toolkit.measures.shapes import PLAN
from cpd_toolkit.requirements.plan.listing import what, when
from cpd_toolkit.requirements.wording import standing

FR, EN = Words("fr"), Words("en")


def action(**said):
    return dict.fromkeys(PLAN) | {"what": "supervision", "amount": 1.0, "unit": "hours", "records": 1} | said


@pytest.mark.parametrize(
    ("row", "en", "fr"),
    [
        (action(amount=1.5), "1.5\u202fh of supervision", "1,5\u202fh de supervision"),
        (
            action(amount=20.0, records=2, format=["individual"], mode=["in_person", "remote"]),
            "20\u202fh of supervision (in 2 entries or more; Format: individual; Mode: in person or remote)",
            "20\u202fh de supervision (en 2 entrées ou plus\u202f; Format\u202f: individuel\u202f; "
            "Mode\u202f: présentiel ou distanciel)",
        ),
        (
            action(
                unit="records", amount=2.0, supervisor_qualified=[True], group_size=[3, 4, 5], new=["supervisor_id"]
            ),
            "2 supervision sessions (qualified supervisor; group of 3 to 5; each with another supervisor)",
            "2 séances de supervision (superviseur qualifié\u202f; groupe de 3 à 5\u202f; "
            "chaque fois un autre superviseur)",
        ),
        (
            action(unit="records", supervisor_qualified=[False], group_size=[5]),
            "1 supervision session (supervisor who is not qualified; group of 5)",
            "1 séance de supervision (superviseur non qualifié\u202f; groupe de 5)",
        ),
        (
            action(what="document", unit="records", kind=["insurance"], valid_until=date(2026, 12, 31)),
            "1 document (Kind: insurance; valid until 31 December 2026 at least)",
            "1 document (Nature\u202f: assurance\u202f; valable jusqu’au 31 décembre 2026 au moins)",
        ),
        (action(what="reflection", unit="records", amount=2.0), "2 written reflections", "2 réflexions écrites"),
    ],
)
def test_an_action_says_how_much_of_what_and_what_must_be_stated(row, en, fr):
    assert (what(row, EN), what(row, FR)) == (en, fr)


@pytest.mark.parametrize(
    ("earliest", "words"),
    [
        (date(2026, 7, 1), "by 30 September 2026"),
        (date(2026, 7, 2), "from 2 July 2026 to 30 September 2026"),
        (date(2026, 9, 30), "on 30 September 2026"),
    ],
)
def test_the_days_of_an_action_begin_tomorrow_unless_said(earliest, words):
    row = action(earliest=earliest, by=date(2026, 9, 30))
    assert when(row, date(2026, 6, 30), EN) == words


def verdict(**said):
    known = {"kind": "minimum", "unit": "hours", "expected": 4.0, "found": 2.5, "periods": 1, "periods_met": 0}
    return known | {"verdict": "not_met", "reason": None} | said


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (verdict(), "not met: 2.5\u202fh of 4\u202fh"),
        (verdict(unit="records", expected=4.0, found=1.0), "not met: 1 of 4 entries"),
        (verdict(verdict="unknown", reason="paused"), "can't be told: a declared pause falls into it"),
        (verdict(expected=None), "not met: 2.5\u202fh"),
        (verdict(found=None), "not met"),
        (verdict(verdict="met", found=6.0), "met: 6\u202fh; asked for: 4\u202fh"),
        (
            verdict(verdict="met", found=6.0, periods=4, periods_met=4),
            "met: 4 periods, with 6\u202fh at least; asked for: 4\u202fh",
        ),
        (verdict(verdict="unknown", reason="qualitative"), "not judged: no number is asked for"),
        (verdict(periods=4, periods_met=3), "not met: 3 of 4 periods; the one with least holds 2.5\u202fh of 4\u202fh"),
        (
            verdict(kind="spread", unit="days", expected=61.0, found=70.0),
            "not met: 70 days at the longest, 61 days at most",
        ),
        (
            verdict(kind="span", unit="days", expected=92.0, found=70.0),
            "not met: 70 days from first to last, 92 days at least",
        ),
    ],
)
def test_a_verdict_is_told_with_what_is_there_and_what_is_asked_for(row, words):
    assert standing(row, EN) == words
