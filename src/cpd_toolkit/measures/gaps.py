"""Gaps: the days between two successive session days, with and without declared pauses."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import polars as pl

from cpd_toolkit.measures.refusals import LONG_GAP_DAYS, MEDIAN_GAPS
from cpd_toolkit.measures.shapes import GAP_SUMMARY, GAPS, shaped

PAUSES = {"member_id": pl.String(), "pause_from": pl.Date(), "pause_to": pl.Date()}


def member_pauses(
    tables: Mapping[str, pl.DataFrame],
    pauses: Sequence[tuple[date, date | None]],
    members: Sequence[str],
    as_of: date,
) -> pl.DataFrame:
    """Return the pauses of each member: from the register alone when there is one, else those of the dossier."""
    if "members" in tables:
        return register_pauses(tables["members"], as_of)
    return declared_pauses(pauses, members, as_of)


def register_pauses(members: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Return the pauses of a register; one without an end lasts up to as_of."""
    ends = pl.col("pause_to").fill_null(pl.lit(as_of))
    return shaped(members.filter(pl.col("pause_from").is_not_null()).with_columns(ends), PAUSES, ["member_id"])


def declared_pauses(pauses: Sequence[tuple[date, date | None]], members: Sequence[str], as_of: date) -> pl.DataFrame:
    """Return the pauses of a dossier, for each of its members, days paused twice joined into one pause."""
    together = joined([(first, last or as_of) for first, last in pauses])
    rows = [(member, first, last) for member in members for first, last in together]
    return pl.DataFrame(rows, PAUSES, orient="row")


def joined(stretches: Sequence[tuple[date, date]]) -> list[tuple[date, date]]:
    """Return stretches of days without overlap, by date; those that touch become one.

    Example:
        >>> joined([(date(2026, 3, 1), date(2026, 3, 31)), (date(2026, 1, 5), date(2026, 2, 28))])
        [(datetime.date(2026, 1, 5), datetime.date(2026, 3, 31))]
    """
    together: list[tuple[date, date]] = []
    for first, last in sorted(stretches):
        if together and first <= together[-1][1] + timedelta(days=1):
            together[-1] = (together[-1][0], max(together[-1][1], last))
        else:
            together.append((first, last))
    return together


def session_gaps(sessions: pl.DataFrame, as_of: date, pauses: pl.DataFrame | None = None) -> pl.DataFrame:
    """Return every gap between two successive distinct session days of a member, all formats.

    A gap of b - a days has b - a - 1 days strictly between its ends; the paused ones among these are `paused_days` (a
    pause includes its first and last day). Sessions in a pause still count as sessions.

    Args:
        sessions: typed supervision rows; those after as_of are ignored.
        as_of: the day of the report.
        pauses: member_id, pause_from, pause_to, not overlapping within a member; none when left out.

    Returns:
        shapes.GAPS, sorted by member and day.

    Example:
        >>> days = [date(2026, 1, 10), date(2026, 5, 2)]
        >>> two = pl.DataFrame({"member_id": ["C1", "C1"], "date": days})
        >>> session_gaps(two, date(2026, 6, 30))["days"].to_list()
        [112]
    """
    known = sessions.lazy().filter(pl.col("date") <= as_of)
    days = known.group_by("member_id").agg(pl.col("date").unique().sort()).sort("member_id").explode("date")
    before = pl.when(pl.col("member_id").shift() == pl.col("member_id")).then(pl.col("date").shift())
    gaps = days.select("member_id", gap_from=before, gap_to=pl.col("date")).drop_nulls("gap_from")
    gaps = gaps.with_columns(days=(pl.col("gap_to") - pl.col("gap_from")).dt.total_days())
    counted = _without_pauses(gaps, pl.DataFrame(schema=PAUSES) if pauses is None else pauses)
    return shaped(counted.with_columns(people=1), GAPS, ["member_id", "gap_from"])


def _without_pauses(gaps: pl.LazyFrame, pauses: pl.DataFrame) -> pl.LazyFrame:
    first = pl.max_horizontal(pl.col("gap_from").dt.offset_by("1d"), "pause_from")
    last = pl.min_horizontal(pl.col("gap_to").dt.offset_by("-1d"), "pause_to")
    paused = gaps.join(pauses.lazy(), on="member_id").with_columns(
        paused_days=((last - first).dt.total_days() + 1).clip(lower_bound=0)
    )
    by_gap = paused.group_by("member_id", "gap_from").agg(pl.col("paused_days").sum())
    counted = gaps.join(by_gap, on=["member_id", "gap_from"], how="left").with_columns(
        pl.col("paused_days").fill_null(0)
    )
    return counted.with_columns(days_without_pause=pl.col("days") - pl.col("paused_days"))


def long_gaps(gaps: pl.DataFrame, over_days: int = LONG_GAP_DAYS) -> pl.DataFrame:
    """Return the gaps of more than so many days, pauses not taken off."""
    return gaps.filter(pl.col("days") > over_days)


def gap_summary(sessions: pl.DataFrame, as_of: date, pauses: pl.DataFrame | None = None) -> pl.DataFrame:
    """Return for each member with a session the open, longest and median gap.

    The open gap is as_of minus the last session day. The longest is the earliest one on a tie; it and the one without
    pauses are null below two days of sessions, the median below four gaps.

    Returns:
        shapes.GAP_SUMMARY, a row a member.
    """
    last = sessions.lazy().filter(pl.col("date") <= as_of).group_by("member_id").agg(last_session=pl.col("date").max())
    longest = pl.col("days").arg_max()  # the first of several, and gaps are sorted by day
    by_member = session_gaps(sessions, as_of, pauses).lazy().group_by("member_id", maintain_order=True)
    gaps = by_member.agg(
        longest_gap_days=pl.col("days").max(),
        longest_gap_from=pl.col("gap_from").get(longest),
        longest_gap_to=pl.col("gap_to").get(longest),
        longest_gap_without_pause_days=pl.col("days_without_pause").max(),
        median_gap_days=pl.when(pl.len() >= MEDIAN_GAPS).then(pl.col("days").median()),
    )
    opened = (pl.lit(as_of) - pl.col("last_session")).dt.total_days()
    summary = last.join(gaps, on="member_id", how="left").with_columns(open_gap_days=opened, people=1)
    return shaped(summary, GAP_SUMMARY, ["member_id"])
