"""One session, several counts: hours as logged, shared among the group, and as rules count them."""

from datetime import date

import pytest

from cpd_toolkit.requirements.conventions import conventions, hours_by_convention

AS_OF = date(2026, 6, 30)
YEAR = (date(2025, 7, 1), AS_OF)
LOG = """
member_id | date       | duration_minutes | format     | group_size | supervisor_qualified
A         | 2025-06-30 | 60               | individual |            | yes
A         | 2025-07-01 | 60               | individual |            |
A         | 2026-02-01 | 120              | group      | 6          | yes
A         | 2026-03-01 | 90               | peer       | 5          |
B         | 2026-02-01 | 120              | group      | 6          | yes
"""
ALONE = """
kind = "minimum"
window = "cycle"
count = { of = ["supervision"], unit = "hours", where = { format = ["individual"] } }
values = [{ from = 2020-01-01, value = 4, reference = "page" }]
"""
QUALIFIED = """
kind = "shown"
count = { of = ["training", "supervision"], unit = "points", where = { supervisor_qualified = true } }
"""
LOGGED = 'kind = "shown"\ncount = { of = ["supervision"], unit = "hours" }'
RECORDS = 'kind = "shown"\ncount = { of = ["supervision"], unit = "records" }'
LEARNT = 'kind = "shown"\ncount = { of = ["training"], unit = "hours" }'
WORDS = 'kind = "shown"'


@pytest.fixture
def hours(rows):
    def told(*packs, members=("A", "B", "C")):
        found = hours_by_convention({"supervision": rows("supervision", LOG)}, members, YEAR, AS_OF, conventions(packs))
        return {(row["member_id"], row["convention"]): (row["least"], row["most"]) for row in found.to_dicts()}

    return told


def test_hours_stand_as_logged_and_shared_among_the_group(hours):
    told = hours()
    # From 1 July 2025: 1 + 2 + 1.5 = 4.5 h; shared: 1 + 2/6 + 1.5/5 = 1.6333 h
    assert told["A", "whole"] == (4.5, 4.5)
    assert told["A", "shared"] == pytest.approx((1 + 2 / 6 + 1.5 / 5,) * 2)
    assert told["B", "shared"] == pytest.approx((2 / 6, 2 / 6))
    assert told["C", "whole"] == (0, 0)


def test_a_rule_of_a_pack_counts_in_its_own_way(hours, pack):
    told = hours(pack({"alone": ALONE, "qualified": QUALIFIED}))
    assert told["A", "pack-1"] == (1, 1)
    # The group session surely; the individual one may: its cell is empty. Among peers there is no supervisor.
    assert told["A", "pack-2"] == (2, 3)


def test_rules_that_count_alike_stand_together(pack):
    made = pack({"alone": ALONE, "again": ALONE, "logged": LOGGED})
    known = {one.name: [rule.id for _, rule in one.rules] for one in conventions([made])}
    assert known == {"whole": ["logged"], "shared": [], "pack-1": ["alone", "again"]}


def test_rules_without_hours_of_supervision_are_no_convention(pack):
    made = pack({"records": RECORDS, "learnt": LEARNT, "words": WORDS})
    assert [one.name for one in conventions([made])] == ["whole", "shared"]
