"""What holds for any log of sessions."""

from datetime import date, timedelta

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from cpd_toolkit.measures import gaps, rolling, supervision
from cpd_toolkit.measures.windows import WINDOWS

AS_OF = date(2026, 6, 30)
FORMATS = ("individual", "group", "peer")

day = st.integers(0, 1500).map(lambda back: AS_OF - timedelta(days=back))
session = st.tuples(st.sampled_from(["A", "B", "C"]), day, st.integers(5, 720), st.sampled_from(FORMATS))
logs = st.lists(session, min_size=1, max_size=40)


def log(rows: list[tuple]) -> pl.DataFrame:
    kinds = {"member_id": pl.String, "date": pl.Date, "duration_minutes": pl.Int64, "format": pl.String}
    return pl.DataFrame(rows, kinds, orient="row")


def total(result: pl.DataFrame, measure: str) -> float:
    return round(result.filter(pl.col("measure") == measure)["value"].sum(), 6)


@given(logs)
def test_quarters_years_formats_and_members_add_up_to_the_whole(rows):
    sessions = log(rows)
    hours = round(sum(row[2] for row in rows) / 60, 6)
    for result in (
        supervision.sessions_by_quarter(sessions, AS_OF),
        supervision.sessions_by_year(sessions, AS_OF),
        supervision.sessions_by_format(sessions, AS_OF),
        supervision.sessions_by_quarter(sessions, AS_OF, ["member_id"]),
    ):
        assert total(result, "sessions") == len(rows)
        assert total(result, "hours") == hours


@given(logs, day, st.sampled_from(WINDOWS), st.integers(1, 5))
def test_another_session_never_moves_the_lapse_date_earlier(rows, extra, window, need):
    before = rolling.lapse_dates(log(rows), AS_OF, need, window)
    after = rolling.lapse_dates(log([*rows, ("A", extra, 60, "peer")]), AS_OF, need, window)
    earlier = before.join(after, on="member_id", suffix="_after").filter(pl.col("lapse_date").is_not_null())
    assert earlier.filter(pl.col("lapse_date_after").is_null()).is_empty()
    assert earlier.filter(pl.col("lapse_date_after") < pl.col("lapse_date")).is_empty()


@given(logs, st.sampled_from(WINDOWS), st.integers(1, 5))
def test_there_is_a_lapse_date_after_as_of_if_and_only_if_the_need_is_met(rows, window, need):
    lapses = rolling.lapse_dates(log(rows), AS_OF, need, window)
    met = lapses.filter(pl.col("sessions") >= need)
    assert met["lapse_date"].to_list() == lapses["lapse_date"].drop_nulls().to_list()
    assert all(lapse > AS_OF for lapse in met["lapse_date"])


@given(logs, st.sampled_from(WINDOWS), st.integers(1, 5))
def test_the_lapse_date_is_the_first_day_on_which_the_steps_fall_below_the_need(rows, window, need):
    sessions = log(rows)
    steps = rolling.rolling_steps(sessions, AS_OF, window, until=AS_OF + timedelta(days=400))
    below = (
        steps.filter(pl.col("date") > AS_OF, pl.col("sessions") < need).group_by("member_id").agg(pl.col("date").min())
    )
    lapses = rolling.lapse_dates(sessions, AS_OF, need, window).drop_nulls("lapse_date")
    joined = lapses.join(below, on="member_id", how="left")
    assert joined["lapse_date"].to_list() == joined["date"].to_list()


@given(logs, st.integers(0, 1500), st.integers(0, 200))
def test_a_pause_only_shortens_gaps_and_the_gaps_reach_from_first_to_last_day(rows, start, length):
    sessions, first = log(rows), AS_OF - timedelta(days=start)
    pauses = gaps.declared_pauses([(first, first + timedelta(days=length))], ["A", "B", "C"], AS_OF)
    found = gaps.session_gaps(sessions, AS_OF, pauses)
    assert found.filter((pl.col("paused_days") < 0) | (pl.col("days_without_pause") < 1)).is_empty()
    spans = sessions.group_by("member_id").agg(days=(pl.col("date").max() - pl.col("date").min()).dt.total_days())
    summed = found.group_by("member_id").agg(pl.col("days").sum().alias("gaps"))
    joined = spans.filter(pl.col("days") > 0).join(summed, on="member_id", how="left")
    assert joined["days"].to_list() == joined["gaps"].to_list()
