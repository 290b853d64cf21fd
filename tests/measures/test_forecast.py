"""The forecast: three words from a pace, and nothing where the past is too short or has stopped."""

import json
from datetime import date, timedelta

import polars as pl
import pytest

from cpd_toolkit.measures.forecast import chance, forecast, posterior, rate_above, word

AS_OF, END = date(2026, 6, 30), date(2026, 12, 31)


def sessions(*days):
    return pl.DataFrame({"member_id": ["C1"] * len(days), "date": [date.fromisoformat(day) for day in days]})


def test_a_rate_after_events_is_the_one_of_the_books(cases):
    told = json.loads((cases / "statistics" / "gamma_poisson.json").read_text(encoding="utf-8"))
    for case in told["cases"]:
        given, wanted = case["inputs"], case["expected"]
        shape, rate = posterior(*given["prior"], given["y"], given["x"])
        assert [shape, rate] == wanted["post"]
        assert shape / rate == pytest.approx(wanted["mean"], abs=told["tolerance"]["all"])
        assert rate_above(1, shape, rate) == pytest.approx(wanted["p_gt1"], abs=told["tolerance"]["all"])


def test_the_chance_of_one_more_is_one_less_that_of_none():
    """A year with 12 sessions and a year to come: (365 / 730) to the power of 12 + 1/2 is the chance of none."""
    assert chance(count=12, days=365, ahead=365, needed=1) == pytest.approx(1 - 0.5**12.5, abs=1e-12)
    # Of none or one: times 1 + 12.5 x 1/2.
    assert chance(count=12, days=365, ahead=365, needed=2) == pytest.approx(1 - 0.5**12.5 * 7.25, abs=1e-12)
    assert chance(count=12, days=365, ahead=365, needed=0) == 1.0


@pytest.mark.parametrize(
    ("probability", "told"),
    [(0.0, "unlikely"), (0.1999, "unlikely"), (0.2, "uncertain"), (0.8, "uncertain"), (0.8001, "likely")],
)
def test_a_chance_is_one_of_three_words(probability, told):
    assert word(probability) == told


@pytest.mark.parametrize(("needed", "told"), [(3, "likely"), (6, "uncertain"), (12, "unlikely")])
def test_a_session_a_month_makes_three_more_in_half_a_year_likely_and_twelve_unlikely(needed, told):
    """18 sessions in 532 days, 184 days to come: about 18.5 / 532 x 184 = 6.4 more."""
    monthly = sessions(*(str(date(2025, 1, 15) + timedelta(days=30 * i)) for i in range(18)))
    assert forecast(monthly, AS_OF, END, needed).select("status", "outlook", "sessions", "days").row(0) == (
        "ok",
        told,
        18,
        532,
    )


@pytest.mark.parametrize(
    ("days", "status"),
    [
        # 12 months of record, or a day less.
        (["2025-06-30", "2025-10-01", "2026-02-01", "2026-06-01"], "ok"),
        (["2025-07-01", "2025-10-01", "2026-02-01", "2026-06-01"], "too_few"),
        # Four sessions, or three.
        (["2025-01-10", "2025-10-01", "2026-06-01"], "too_few"),
        # The longest gap is 50 days: 100 days since the last are twice that, 101 are more.
        (["2025-01-01", "2026-01-01", "2026-02-10", "2026-03-22"], "ok"),
        (["2025-12-03", "2025-12-13", "2026-02-01", "2026-03-22"], "too_few"),
        # All on one day: no gap to hold against.
        (["2025-01-10"] * 4, "too_few"),
    ],
)
def test_below_its_thresholds_nothing_is_foreseen(days, status):
    told = forecast(sessions(*days), AS_OF, END, needed=1).row(0, named=True)
    assert told["status"] == status
    assert (told["outlook"] is None) == (status != "ok")


def test_a_break_of_more_than_twice_the_longest_before_ends_the_forecast():
    """Gaps of 120 days at most: 240 days after the last session it is still told, a day later no more."""
    first = date(2024, 1, 1)
    regular = sessions(*(str(first + timedelta(days=120 * i)) for i in range(5)))
    last = first + timedelta(days=480)
    assert forecast(regular, last + timedelta(days=240), END, 1)["status"].item() == "ok"
    assert forecast(regular, last + timedelta(days=241), END, 1)["status"].item() == "too_few"


def test_the_lapse_date_is_told_whatever_the_forecast():
    """Two sessions wanted in 365 days: the older of the last two, of 10 January, leaves a year later."""
    told = forecast(sessions("2026-01-10", "2026-05-02"), AS_OF, END, needed=1, need_sessions=2)
    assert told.select("status", "lapse_date").row(0) == ("too_few", date(2027, 1, 10))


def test_sessions_after_the_day_are_not_known_yet():
    known = ["2025-01-10", "2025-06-01", "2025-12-01", "2026-05-01"]
    assert forecast(sessions(*known, "2026-07-01"), AS_OF, END, 1).equals(forecast(sessions(*known), AS_OF, END, 1))
