"""What the numbers rest on that the facts derive from counts: gaps, lapse dates, ratios, medians, intervals, recency.

A `Ground` explains a number without adding up to it. Counts inside lists (items, surveys), where `#` stands for the
place in the list, and the supervision hours beside practice add up, and are branches.
"""

from collections.abc import Iterator
from typing import NamedTuple

import polars as pl

from cpd_toolkit.measures import articles, feedback, gaps, groups, practice, rolling, supervision
from cpd_toolkit.measures.branches import MEASURE, MEMBER, Branch, Given, Path
from cpd_toolkit.measures.selection import Quantity, Selection
from cpd_toolkit.measures.windows import WINDOWS, Window, ever, in_window

PLACE = "#"


class Ground(NamedTuple):
    """A place in the facts, itself and all below it, and the rows it rests on."""

    path: Path
    table: str  # "" when the rows say so themselves
    rows: pl.LazyFrame


def scopes(table: str, given: Given) -> list[Path]:
    """Return the steps under which a table's numbers stand: all, and by member when these are told."""
    if table not in given.tables:
        return []
    return [(table, "all"), *([(table, "by_member", MEMBER)] if given.told_by_member else [])]


def derived_counts(given: Given) -> Iterator[Branch]:
    """Yield the counted branches that stand beside those of the facts."""
    everywhere = [frame.lazy().select("file", "sheet", "row", "member_id") for frame in given.tables.values()]
    named = [rows.with_columns(table=pl.lit(name)) for name, rows in zip(given.tables, everywhere, strict=True)]
    if named:
        one = Quantity("members", each=("member_id",))
        yield Branch(("members",), "", Selection(pl.concat(named), (one,)))
    for scope in scopes("feedback", given):
        yield from _lists(scope, given)
    for scope in scopes("practice", given):
        for window in WINDOWS:
            hours = (supervision.HOURS._replace(name="supervision_hours"),)
            supervised = supervision.windowed(_sessions(given), given.as_of, window)._replace(quantities=hours)
            yield Branch((*scope, f"last_{window}", MEASURE), "supervision", supervised)


def _sessions(given: Given) -> pl.DataFrame:
    return given.tables.get("supervision", supervision.NO_SESSIONS)


def _lists(scope: Path, given: Given) -> Iterator[Branch]:
    answers, as_of = given.tables["feedback"], given.as_of
    counts = {quantity.name: quantity for quantity in feedback.ITEM_COUNTS}
    top_two = (counts["top2"]._replace(name="k"), counts["n"])
    items, item = feedback.items(answers, as_of), (*scope, "items", PLACE)
    last = feedback.items(feedback.latest(answers), as_of)
    yield Branch((*item, MEASURE), "feedback", items)
    yield Branch((*item, "counts", "{score}"), "feedback", feedback.levels(answers, as_of))
    yield Branch((*item, "top2", MEASURE), "feedback", items._replace(quantities=top_two))
    yield Branch((*item, "top2_last_per_respondent", MEASURE), "feedback", last._replace(quantities=top_two))
    yield Branch((*item, "nps", MEASURE), "feedback", items)
    yield Branch((*scope, "surveys", PLACE, MEASURE), "feedback", feedback.surveys(answers, as_of))
    rated = feedback.surveys_with_rate(answers, as_of, ("member_id",) if MEMBER in scope else ())
    yield Branch((*scope, "response_rate", MEASURE), "feedback", rated)


def grounds(given: Given) -> Iterator[Ground]:
    """Yield the rows behind every number that is not counted."""
    for scope in scopes("supervision", given):
        yield from _session_grounds(scope, given)
    for scope in scopes("practice", given):
        yield from _ratio_grounds(scope, given)
    for scope in scopes("feedback", given):
        yield from _feedback_grounds(scope, given)
    if "supervision" in given.tables:
        yield from _participation_grounds(given)
    yield from _article_grounds(given)


def _session_grounds(scope: Path, given: Given) -> Iterator[Ground]:
    sessions = given.tables["supervision"].lazy()
    for window in WINDOWS:
        yield Ground((*scope, f"last_{window}"), "supervision", in_window(sessions, window, given.as_of))
    if MEMBER not in scope and len(given.members) != 1:
        return  # gaps and lapse dates over several members mean nothing
    latest = sessions.filter(pl.col("date") == pl.col("date").max().over("member_id"))
    for step in ("open_gap_days", "last_session"):
        yield Ground((*scope, step), "supervision", latest)
    yield Ground((*scope, "median_gap_days"), "supervision", sessions)
    yield Ground((*scope, "longest_gap"), "supervision", _ends_of_longest(given, "days"))
    without = _ends_of_longest(given, "days_without_pause")
    yield Ground((*scope, "longest_gap_without_pause_days"), "supervision", without)
    for window in WINDOWS:
        yield Ground((*scope, "lapse_date", window), "supervision", _counting(given, window))


def _ends_of_longest(given: Given, days: str) -> pl.LazyFrame:
    """Return the sessions on the two days of each member's longest gap."""
    sessions = given.tables["supervision"]
    pauses = gaps.member_pauses(given.tables, given.dossier.pauses, given.members, given.as_of)
    every = gaps.session_gaps(sessions, given.as_of, pauses).lazy()
    longest = every.filter(pl.col(days) == pl.col(days).max().over("member_id")).group_by("member_id").first()
    ends = pl.concat(longest.select("member_id", date=end) for end in ("gap_from", "gap_to"))
    return sessions.lazy().join(ends, on=["member_id", "date"], how="semi")


def _counting(given: Given, window: Window) -> pl.LazyFrame:
    """Return the sessions that meet the need until the lapse date; without one, those in the window, too few."""
    sessions = given.tables["supervision"]
    lapses = rolling.lapse_dates(sessions, given.as_of, given.need_sessions, window).lazy()
    known = in_window(sessions.lazy(), window, given.as_of).join(lapses, on="member_id")
    return known.filter(pl.col("lapse_date").is_null() | (pl.col("date") >= pl.col("counting_from")))


def _ratio_grounds(scope: Path, given: Given) -> Iterator[Ground]:
    for window in WINDOWS:
        at = (*scope, f"last_{window}")
        yield Ground(at, "practice", practice.windowed(given.tables["practice"], given.as_of, window).rows)
        yield Ground(at, "supervision", in_window(_sessions(given).lazy(), window, given.as_of))


def _feedback_grounds(scope: Path, given: Given) -> Iterator[Ground]:
    feedback_rows = given.tables["feedback"]
    answers, item = ever(feedback_rows.lazy(), given.as_of), (*scope, "items", PLACE)
    yield Ground(item, "feedback", answers)
    for step in ("median", "top2", "display", "nps"):
        yield Ground((*item, step), "feedback", answers.filter(feedback.ANSWERED))
    yield Ground((*item, "top2_last_per_respondent"), "feedback", feedback.latest(feedback_rows).lazy())
    yield Ground((*scope, "surveys", PLACE), "feedback", answers)
    rated = feedback.surveys_with_rate(feedback_rows, given.as_of, ("member_id",) if MEMBER in scope else ())
    yield Ground((*scope, "response_rate"), "feedback", rated.rows)


def _participation_grounds(given: Given) -> Iterator[Ground]:
    rows = groups.attended(given.tables["supervision"], given.as_of).rows
    presented = rows.filter(supervision.PRESENTED)
    latest = presented.filter(pl.col("date") == pl.col("date").max().over("group_id", "member_id"))
    member = ("participation", "{group_id}", "members", MEMBER)
    yield Ground(member, "supervision", rows)
    yield Ground((*member, "last_presented"), "supervision", latest)


def _article_grounds(given: Given) -> Iterator[Ground]:
    tagged = articles.tags(given.tables)
    recency = articles.article_recency(given.tables, given.as_of, given.dossier.not_applicable).lazy()
    latest = tagged.filter(pl.col("day") == pl.col("day").max().over("article"))
    yield Ground(("articles", "all", "{article}"), "", latest)
    yield Ground(
        ("articles", "summary", "{recency}"), "", tagged.join(recency.select("article", "recency"), on="article")
    )
