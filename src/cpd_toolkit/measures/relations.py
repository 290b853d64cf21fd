"""Relations with supervisors (article 42): declared or not, one supervisor or several, each other's supervisor.

Flagged for a person to look at, never judged. Sessions without a named supervisor, such as peer groups, are left out.
"""

from datetime import date

import polars as pl

from cpd_toolkit.measures.selection import Quantity, Selection, tally
from cpd_toolkit.measures.shapes import SUPERVISORS, result_table, shaped
from cpd_toolkit.measures.supervision import HOURS
from cpd_toolkit.measures.windows import Window, bounds, ever, inside

OTHER_LINK = pl.col("relationships").list.set_difference(pl.lit(["none"])).list.len() > 0
DECLARED = pl.col("relationships").list.len() > 0


def supervisors(sessions: pl.DataFrame, as_of: date, window: Window | None = None) -> pl.DataFrame:
    """Return each supervisor with sessions, hours and every other link declared, ever or in a window.

    Returns:
        shapes.SUPERVISORS, the one with most hours first.
    """
    held = inside(window, as_of) if window else pl.col("date") <= as_of
    named = sessions.lazy().filter(held, pl.col("supervisor_id").is_not_null())
    found = named.group_by("supervisor_id").agg(
        sessions=pl.len(),
        hours=HOURS.total,
        last=pl.col("date").max(),
        relationships=pl.col("relationship").drop_nulls().unique().sort(),
        people=pl.col("member_id").n_unique(),
    )
    return shaped(found, SUPERVISORS).sort("hours", "supervisor_id", descending=[True, False])


def supervisor_relations(sessions: pl.DataFrame, as_of: date, window: Window | None = None) -> pl.DataFrame:
    """Return the supervisors, those with a declaration, those with another link, and the hours with the first of them.

    Returns:
        Measures declared and other_link (supervisors, out of all of them; the value is the count) and most_hours (hours
        with the supervisor of most hours, out of those with a named supervisor; the value is the share, null without).
    """
    found = supervisors(sessions, as_of, window)
    of = float(found.height)
    declared, linked = (float(found.filter(which).height) for which in (DECLARED, OTHER_LINK))
    hours, most = float(found["hours"].sum()), float(found["hours"].head(1).sum())
    rows = [
        ("declared", declared, of, declared if of else None),
        ("other_link", linked, of, linked if of else None),
        ("most_hours", most, hours, most / hours if hours else None),
    ]
    kinds = {"measure": pl.String, "numerator": pl.Float64, "denominator": pl.Float64, "value": pl.Float64}
    start, end = bounds(window, as_of) if window else (sessions["date"].min(), as_of)
    dates = {"interval_start": pl.lit(start, pl.Date), "interval_end": pl.lit(end)}
    people = pl.lit(found["people"].max() or 0)
    return result_table(pl.DataFrame(rows, kinds, orient="row").with_columns(people=people, **dates))


def supervised_members(sessions: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Return for each supervisor the members supervised, and how the links between them stand.

    Returns:
        Measures by supervisor_id: members; other_link (a link beside supervision declared in any session); undeclared
        (no word on links in any); no_other (members with no other named supervisor).
    """
    named = ever(sessions.lazy().filter(pl.col("date") <= as_of, pl.col("supervisor_id").is_not_null()), as_of)
    link = pl.col("relationship")
    pairs = named.group_by("supervisor_id", "member_id", "interval_start", "interval_end").agg(
        linked=(link != "none").any(), declared=link.is_not_null().any()
    )
    told = pairs.with_columns(only=pl.len().over("member_id") == 1)
    quantities = (
        Quantity("members"),
        Quantity("other_link", where=pl.col("linked")),
        Quantity("undeclared", where=~pl.col("declared")),
        Quantity("no_other", where=pl.col("only")),
    )
    return tally(Selection(told, quantities, ("supervisor_id",)))


def reciprocal_supervisors(sessions: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Return the pairs of members who are each other's supervisor: member_id, supervisor_id, people.

    Only where supervisors and members bear codes of one kind, and over every member's sessions.
    """
    pairs = sessions.lazy().filter(pl.col("date") <= as_of).select("member_id", "supervisor_id").drop_nulls().unique()
    back = pairs.select(member_id="supervisor_id", supervisor_id="member_id")
    both = pairs.join(back, on=["member_id", "supervisor_id"]).filter(pl.col("member_id") != pl.col("supervisor_id"))
    return both.with_columns(people=pl.lit(2)).sort("member_id", "supervisor_id").collect()
