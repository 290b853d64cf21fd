"""A peer group's own sessions: who was there, who presented and when last, which articles came up.

Members stand by code, in the order of their codes: nobody is ranked. Rows are those of one group.
"""

from collections.abc import Collection, Sequence
from datetime import date

import polars as pl

from cpd_toolkit.ethics import ARTICLES
from cpd_toolkit.measures.shapes import BROUGHT, MEETINGS, PRESENCES, ROTATION, shaped

# A session of a group is its session_id; without one, its day. The two never stand for each other.
MEETING = ("session_id", "day_without_id")
DAY_WITHOUT_ID = pl.when(pl.col("session_id").is_null()).then(pl.col("date"))
PRESENTED = pl.col("cases") > 0


def _numbered(sessions: pl.DataFrame, as_of: date) -> pl.LazyFrame:
    """Return the rows up to as_of with the number and the day of the session that each belongs to."""
    known = sessions.lazy().filter(pl.col("date") <= as_of).with_columns(day_without_id=DAY_WITHOUT_ID)
    held = known.group_by(MEETING).agg(day=pl.col("date").min()).sort("day", *MEETING)
    numbered = held.with_columns(meeting=pl.int_range(1, pl.len() + 1))
    return known.join(numbered, on=MEETING, nulls_equal=True)


def meetings(sessions: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Return each session of the group with its format, length, supervisor and the number of members present.

    Returns:
        shapes.MEETINGS, by day.
    """
    told = _numbered(sessions, as_of).sort("file", "sheet", "row").group_by("meeting")
    found = told.agg(
        pl.col("day", "format").first(),
        hours=pl.col("duration_minutes").max() / 60,
        supervisor_id=pl.col("supervisor_id").drop_nulls().first(),
        present=pl.col("member_id").n_unique(),
        people=pl.col("member_id").n_unique(),
    )
    return shaped(found, MEETINGS, ["meeting"])


def presences(sessions: pl.DataFrame, members: Sequence[str], as_of: date) -> pl.DataFrame:
    """Return for each session of the group and each of these members whether they came, and the cases they presented.

    Returns:
        shapes.PRESENCES, by session and member.
    """
    rows = _numbered(sessions, as_of)
    came = rows.group_by("meeting", "member_id").agg(cases=pl.col("cases_presented").sum(), present=pl.lit(True))
    everyone = pl.LazyFrame({"member_id": members}, {"member_id": pl.String})
    spine = rows.select("meeting", "day").unique().join(everyone, how="cross")
    whole = spine.join(came, on=["meeting", "member_id"], how="left")
    filled = whole.with_columns(pl.col("cases").fill_null(0), pl.col("present").fill_null(False), people=1)
    return shaped(filled, PRESENCES, ["meeting", "member_id"])


def rotation(there: pl.DataFrame) -> pl.DataFrame:
    """Return how often and when last each member presented a case, and the sessions they attended since.

    Args:
        there: shapes.PRESENCES.

    Returns:
        shapes.ROTATION, by code; a member who never presented has no `last_presented`.

    Example:
        >>> days = [date(2026, 1, 5), date(2026, 2, 2)]
        >>> own = {"member_id": "A", "present": True, "people": 1}
        >>> there = pl.DataFrame([{"meeting": i, "day": d, "cases": 1 - i, **own} for i, d in enumerate(days)])
        >>> rotation(there).select("attended", "presented", "attended_since").rows()
        [(2, 1, 1)]
    """
    last = pl.col("day").filter(PRESENTED).max()
    found = (
        there.lazy()
        .group_by("member_id")
        .agg(
            meetings=pl.len(),
            attended=pl.col("present").sum(),
            presented=PRESENTED.sum(),
            cases=pl.col("cases").sum(),
            last_presented=last,
            attended_since=(pl.col("present") & (pl.col("day") > last).fill_null(True)).sum(),
            people=pl.lit(1),
        )
    )
    return shaped(found, ROTATION, ["member_id"])


def waiting(turns: pl.DataFrame) -> pl.DataFrame:
    """Return the members who came and did not present at their last session: never presented first, then by day.

    Args:
        turns: shapes.ROTATION.
    """
    present = turns.filter(pl.col("attended_since") > 0)
    return present.sort(pl.col("last_presented").is_not_null(), "last_presented", "member_id")


def brought(sessions: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Return for each of the 47 articles the group's sessions with a row that names it, the last of them, and by whom.

    Returns:
        shapes.BROUGHT, by article. Only tags count (see `articles`).
    """
    rows = _numbered(sessions, as_of).with_columns(article=pl.col("articles").list.unique()).explode("article")
    found = rows.group_by("article").agg(
        meetings=pl.col("meeting").n_unique(), last=pl.col("day").max(), people=pl.col("member_id").n_unique()
    )
    able = [(a.number, a.strength != "none" and "supervision" in a.evidence) for a in ARTICLES]
    every = pl.LazyFrame(able, {"article": pl.Int64, "shown": pl.Boolean}, orient="row")
    counts = pl.col("meetings", "people").fill_null(0)
    return shaped(every.join(found, on="article", how="left").with_columns(counts), BROUGHT, ["article"])


def never_brought(named: pl.DataFrame, not_applicable: Collection[int] = ()) -> pl.DataFrame:
    """Return the articles that records of supervision can show, that apply, and that no session of the group names.

    Args:
        named: shapes.BROUGHT.
        not_applicable: Articles that cpd.toml declares so.
    """
    open_ones = pl.col("shown") & (pl.col("meetings") == 0) & ~pl.col("article").is_in(sorted(not_applicable))
    return named.filter(open_ones)
