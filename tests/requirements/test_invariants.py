"""What holds whatever the records: bounds in order, more never hurts, together as alone."""

from datetime import date, timedelta
from pathlib import Path

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from cpd_toolkit.dossier import Dossier
from cpd_toolkit.requirements.evaluate import evaluate
from cpd_toolkit.tables import TABLES
from cpd_toolkit.tables.schema import dtypes

FIRST, LAST = date(2023, 1, 1), date(2025, 12, 31)
DOSSIER = Dossier(Path(), cycle_start=FIRST, cycle_end=LAST)
RULES = {
    "hours": """
        kind = "minimum"
        window = "cycle"
        values = [{ from = 2020-01-01, value = 6, reference = "page" }]
        count.of = ["supervision"]
        count.unit = "hours"
        count.longest_hours = 2
        count.where = { supervisor_qualified = true }
        count.credit = [{ where = { format = ["individual"] } }, { where = { format = ["group"] }, divided = true }]
        count.caps = [{ where = { format = ["group"] }, at_most = 2, reference = "page" }]
    """,
    "quarters": """
        kind = "minimum"
        window = "calendar-quarter"
        values = [{ from = 2020-01-01, value = 1, reference = "page" }]
        count = { of = ["supervision"], unit = "records" }
    """,
    "last": """
        kind = "minimum"
        window = "last-12-months"
        values = [{ from = 2020-01-01, value = 2, reference = "page" }]
        count = { of = ["supervision"], unit = "distinct", distinct = "supervisor_id" }
    """,
}
SESSION = st.fixed_dictionaries(
    {
        "member_id": st.sampled_from("ABC"),
        "date": st.integers(0, (LAST - FIRST).days).map(lambda days: FIRST + timedelta(days=days)),
        "duration_minutes": st.integers(5, 720),
        "format": st.sampled_from(["individual", "group", "peer"]),
        "group_size": st.integers(2, 30),
        "supervisor_id": st.sampled_from(["S1", "S2", None]),
        "supervisor_qualified": st.sampled_from([True, False, None]),
    }
)
LOGS = st.lists(SESSION, max_size=12)


def judge(pack, sessions):
    rows = [one | {"file": "log.csv", "sheet": "", "row": row} for row, one in enumerate(sessions, start=2)]
    table = pl.DataFrame(rows, dtypes(TABLES["supervision"]))
    return evaluate([pack(RULES)], {"supervision": table}, DOSSIER, date(2025, 6, 30))[0].verdicts


@settings(max_examples=30)
@given(sessions=LOGS)
def test_what_surely_counts_is_never_more_than_what_may(pack, sessions):
    told = judge(pack, sessions)
    assert (told["found"] <= told["found_most"]).all()
    assert told.filter(pl.col("verdict") == "met")["shortfall"].eq(0).all()


@settings(max_examples=30)
@given(sessions=LOGS, more=SESSION)
def test_one_more_record_never_takes_a_requirement_away(pack, sessions, more):
    met = {tuple(key) for *key, v in judge(pack, sessions).select("member_id", "rule", "verdict").rows() if v == "met"}
    after = {tuple(key): v for *key, v in judge(pack, [*sessions, more]).select("member_id", "rule", "verdict").rows()}
    assert all(after[key] == "met" for key in met)


@settings(max_examples=30)
@given(sessions=LOGS)
def test_members_judged_together_are_judged_as_each_alone(pack, sessions):
    whole = judge(pack, sessions)
    for member in {one["member_id"] for one in sessions}:
        alone = judge(pack, [one for one in sessions if one["member_id"] == member])
        assert whole.filter(pl.col("member_id") == member).equals(alone)
