"""What the numbers about ethical questions and clients' consent mean."""

from datetime import date

import pytest

from cpd_toolkit.measures import questions

AS_OF = date(2026, 6, 30)
LOG = """
date       | duration_minutes | format     | ethical_issue | ethical_closed_on | cases_presented | client_consent
2025-01-10 | 60               | individual | yes           | 2025-02-10        | 1               | yes
2026-01-10 | 60               | individual | yes           | 2026-07-10        | 2               |
2026-06-20 | 60               | individual | yes           |                   | 1               | not_applicable
2026-06-21 | 60               | individual | no            |                   | 0               | no
2026-06-22 | 60               | individual |               |                   | 1               | no
"""


def test_a_question_is_open_until_the_day_it_is_closed(rows, told):
    sessions = rows("supervision", LOG)
    assert told(questions.ethical_counts(sessions, AS_OF)) == {"raised": 3, "closed": 1, "open": 2}
    listed = questions.ethical_questions(sessions, AS_OF).select("raised_on", "closed_on", "open", "days").rows()
    assert listed == [
        (date(2025, 1, 10), date(2025, 2, 10), False, 31),
        (date(2026, 1, 10), None, True, 171),  # to be closed ahead: still open
        (date(2026, 6, 20), None, True, 10),
    ]


def test_consent_is_counted_over_sessions_with_a_case(rows, told):
    counted = told(questions.sessions_by_consent(rows("supervision", LOG), AS_OF), "consent")
    assert counted == {
        ("yes", "sessions"): 1,
        ("no", "sessions"): 1,  # the other `no` presented no case
        ("not_applicable", "sessions"): 1,
        ("not_stated", "sessions"): 1,
    }


def test_the_consent_share_leaves_out_what_is_not_applicable(rows):
    share = questions.consent_share(rows("supervision", LOG), AS_OF).row(0, named=True)
    assert (share["numerator"], share["denominator"]) == (1, 3)
    assert share["value"] == pytest.approx(0.333333, abs=1e-6)


def test_without_a_case_the_consent_share_is_unknown_not_whole(rows):
    none = rows("supervision", "date | duration_minutes | format | cases_presented\n2026-01-10 | 60 | individual | 0")
    share = questions.consent_share(none, AS_OF).row(0, named=True)
    assert (share["value"], share["status"]) == (None, "unknown")


def test_open_questions_are_told_by_age_and_not_by_day(rows, told):
    sessions = rows(
        "supervision",
        """
        date       | duration_minutes | format | ethical_issue | ethical_closed_on
        2026-05-31 | 60               | peer   | yes           |
        2026-05-30 | 60               | peer   | yes           |
        2026-04-01 | 60               | peer   | yes           |
        2026-01-01 | 60               | peer   | yes           |
        2025-12-31 | 60               | peer   | yes           | 2026-06-30
        """,
    )
    # 30, 31, 90 and 180 days old; the last one is closed.
    counts = told(questions.open_by_age(sessions, AS_OF), "age")
    assert counts == {("0-30", "open"): 1, ("31-90", "open"): 2, ("91-180", "open"): 1, ("over_180", "open"): 0}
    # On the day after, the first is 31 days old and the one of 1 January 181.
    later = told(questions.open_by_age(sessions, date(2026, 7, 1)), "age")
    assert later == {("0-30", "open"): 0, ("31-90", "open"): 2, ("91-180", "open"): 1, ("over_180", "open"): 1}
