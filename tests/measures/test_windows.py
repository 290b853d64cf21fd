"""Edges of time: month ends, leap days, and the reference values of rolling windows and lapse dates."""

import json
from datetime import date, timedelta

import polars as pl
import pytest

from cpd_toolkit.measures import gaps, rolling, supervision
from cpd_toolkit.measures.windows import bounds, leaves, months_before


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        ("2026-11-15", 12, "2025-11-15"),
        ("2028-02-29", 12, "2027-02-28"),
        ("2025-02-28", 12, "2024-02-28"),
        ("2026-03-31", 1, "2026-02-28"),
        ("2026-01-31", 2, "2025-11-30"),
        ("2026-01-15", 36, "2023-01-15"),
    ],
)
def test_so_many_months_before_is_the_same_day_cut_to_the_month_s_end(day, months, before):
    assert months_before(date.fromisoformat(day), months) == date.fromisoformat(before)


def test_the_windows_have_their_first_and_last_day_inside():
    assert bounds("365_days", date(2025, 2, 28)) == (date(2024, 3, 1), date(2025, 2, 28))
    assert bounds("12_months", date(2025, 2, 28)) == (date(2024, 2, 29), date(2025, 2, 28))


@pytest.mark.parametrize("window", ["365_days", "12_months"])
def test_a_record_is_inside_until_the_day_it_leaves(window):
    # Every day of four years with a leap day, by the definition of the window.
    days = pl.date_range(date(2023, 1, 1), date(2026, 12, 31), eager=True)
    left = pl.DataFrame({"day": days}).with_columns(leaves(window, pl.col("day")).alias("leaves"))
    for day, gone in left.iter_rows():
        assert bounds(window, gone - timedelta(days=1))[0] <= day < bounds(window, gone)[0]


def test_windows_lapse_dates_and_gaps_have_the_reference_values(cases):
    reference = json.loads((cases / "statistics" / "rolling_window.json").read_text(encoding="utf-8"))
    for case in reference["cases"]:
        assert told(case["inputs"]) == case["expected"], case["id"]


def told(inputs):
    as_of, need = date.fromisoformat(inputs["as_of"]), inputs["need_sessions"]
    window = inputs["window"].replace(" ", "_")
    sessions = pl.DataFrame(
        [(date.fromisoformat(one["date"]), round(one["hours"] * 60), "C1") for one in inputs["sessions"]],
        {"date": pl.Date, "duration_minutes": pl.Int64, "member_id": pl.String},
        orient="row",
    )
    held = supervision.sessions_in_window(sessions, as_of, window)
    count, hours = (held.filter(pl.col("measure") == name)["value"].item() for name in ("sessions", "hours"))
    lapses, summary = rolling.lapse_dates(sessions, as_of, need, window), gaps.gap_summary(sessions, as_of)
    lapse = None if lapses.is_empty() else lapses["lapse_date"].item()
    return {
        "sessions": count,
        "hours": hours,
        "meets_need": count >= need,
        "lapse_date": lapse and lapse.isoformat(),
        "gaps_days": gaps.session_gaps(sessions, as_of)["days"].to_list(),
        "open_gap_days": None if summary.is_empty() else summary["open_gap_days"].item(),
    }
