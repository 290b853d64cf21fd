"""Peer groups and registers: who attended which group, and where the members of a register stand."""

from datetime import date, timedelta

import polars as pl

from cpd_toolkit.measures.meetings import DAY_WITHOUT_ID, MEETING
from cpd_toolkit.measures.rolling import lapse_dates
from cpd_toolkit.measures.selection import Quantity, Selection, columns
from cpd_toolkit.measures.shapes import ATTENDANCE, INTERVAL, STANDING, shaped
from cpd_toolkit.measures.supervision import CASES, HOURS, SESSIONS
from cpd_toolkit.measures.windows import ever, in_window, inside, span

SOON_DAYS = 90  # a lapse within so many days of as_of is near
UNSTATED = "not_stated"

GROUP_SESSIONS = Quantity("group_sessions", each=MEETING)


def group_sessions(sessions: pl.DataFrame, as_of: date) -> Selection:
    """Select the sessions of each group: distinct sessions, and hours summed over the people present."""
    quantities = (GROUP_SESSIONS, HOURS._replace(name="person_hours"))
    return Selection(_of_groups(sessions, as_of), quantities, ("group_id",))


def attended(sessions: pl.DataFrame, as_of: date) -> Selection:
    """Select the sessions of each group by member: attended, hours, sessions with cases presented, cases."""
    presented = (CASES[0]._replace(name="presented_sessions"), CASES[1])
    return Selection(_of_groups(sessions, as_of), (SESSIONS, HOURS, *presented), ("group_id", "member_id"))


def _of_all(sessions: pl.DataFrame, as_of: date) -> pl.LazyFrame:
    """Return for each group and member the distinct sessions attended, and those of the group."""
    held = group_sessions(sessions, as_of)._replace(quantities=(GROUP_SESSIONS,))
    attended = held._replace(quantities=(GROUP_SESSIONS._replace(name="attended"),), keys=("group_id", "member_id"))
    return columns(attended).lazy().join(columns(held).lazy().drop(INTERVAL), on="group_id").drop(INTERVAL)


def _of_groups(sessions: pl.DataFrame, as_of: date) -> pl.LazyFrame:
    known = sessions.lazy().filter(pl.col("group_id").is_not_null())
    return ever(known, as_of).with_columns(day_without_id=DAY_WITHOUT_ID)


def attendance(sessions: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Return for each group and member the sessions attended, their share of the group's, and cases presented.

    `sessions` are rows; the share is of distinct sessions of the group, so two rows of one day without an id are one.

    Returns:
        shapes.ATTENDANCE. `last_presented` is null when the member presented nothing in the group.
    """
    keys = ["group_id", "member_id"]
    presented = pl.col("date").filter(pl.col("cases_presented") > 0)
    last = _of_groups(sessions, as_of).group_by(keys).agg(last_presented=presented.max())
    counted = columns(attended(sessions, as_of)).lazy()
    joined = counted.join(_of_all(sessions, as_of), on=keys).join(last, on=keys)
    share = pl.col("attended") / pl.col("group_sessions")
    return shaped(joined.with_columns(attendance_share=share, people=1), ATTENDANCE, keys)


def standing(members: pl.DataFrame, sessions: pl.DataFrame, as_of: date, need_sessions: int) -> pl.DataFrame:
    """Return where each member of the register stands on as_of, members without a session included.

    Returns:
        shapes.STANDING: sessions ever and in each window, whether they reach need_sessions, and the lapse date
        (365 days), null when the need is not met.
    """
    year, months = inside("365_days", as_of), inside("12_months", as_of)
    counted = (
        sessions.lazy()
        .group_by("member_id")
        .agg(sessions=pl.len(), sessions_365_days=year.sum(), sessions_12_months=months.sum())
    )
    lapses = lapse_dates(sessions, as_of, need_sessions).lazy().select("member_id", "lapse_date")
    joined = _placed(members).join(counted, on="member_id", how="left").join(lapses, on="member_id", how="left")
    counts = pl.col("sessions", "sessions_365_days", "sessions_12_months").fill_null(0)
    met = {f"meets_need_{w}": pl.col(f"sessions_{w}") >= need_sessions for w in ("365_days", "12_months")}
    return shaped(joined.with_columns(counts, people=1).with_columns(**met), STANDING, ["member_id"])


def _placed(members: pl.DataFrame) -> pl.LazyFrame:
    where = ("member_id", "group_id", "region", "file", "sheet", "row")
    return members.lazy().select(where).with_columns(pl.col("group_id", "region").fill_null(UNSTATED))


def register_totals(standings: pl.DataFrame, as_of: date) -> Selection:
    """Select the members of the register: all, who meet the need, without any session, lapsing within 90 days."""
    soon = pl.col("lapse_date") <= as_of + timedelta(days=SOON_DAYS)
    quantities = (
        Quantity("members"),
        Quantity("meets_need_365_days", where=pl.col("meets_need_365_days")),
        Quantity("no_session_ever", where=pl.col("sessions") == 0),
        Quantity("lapse_within_90_days", where=soon),
    )
    return Selection(_in_year(standings, as_of), quantities, spine=span("365_days", as_of))


def register_members(standings: pl.DataFrame, as_of: date, place: str) -> Selection:
    """Select the members of the register by their own group_id or region."""
    quantities = (
        Quantity("members"),
        Quantity("meets_need_365_days", where=pl.col("meets_need_365_days")),
        Quantity("meets_need_12_months", where=pl.col("meets_need_12_months")),
        Quantity("no_session_365_days", where=pl.col("sessions_365_days") == 0),
    )
    return Selection(_in_year(standings, as_of), quantities, (place,))


def register_sessions(standings: pl.DataFrame, sessions: pl.DataFrame, as_of: date, place: str) -> Selection:
    """Select the sessions of 365 days by their member's own group_id or region, whatever the session's group."""
    placed = standings.lazy().select("member_id", place)
    rows = in_window(sessions.lazy().drop("group_id"), "365_days", as_of).join(placed, on="member_id")
    quantities = (SESSIONS._replace(name="sessions_365_days"), HOURS._replace(name="hours_365_days"))
    spine = placed.select(place).unique().join(span("365_days", as_of), how="cross")
    return Selection(rows, quantities, (place,), spine)


def _in_year(standings: pl.DataFrame, as_of: date) -> pl.LazyFrame:
    return standings.lazy().join(span("365_days", as_of), how="cross")
