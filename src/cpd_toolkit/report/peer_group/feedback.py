"""Feedback over all members of the group, where there are enough: never a member's own, never a comment."""

from typing import Any

import polars as pl

from cpd_toolkit.charts.items import share_words
from cpd_toolkit.measures.group_feedback import shared_top_two
from cpd_toolkit.report.display import Blank, Table, grid
from cpd_toolkit.report.opening import Page
from cpd_toolkit.report.peer_group.told import frame


def feedback(page: Page) -> Table | Blank:
    """Return the share of the two highest scores of each question, over all members together."""
    answers = page.tables["feedback"].filter(page.in_period(pl.col("date")))
    if answers.is_empty():
        return Blank()
    say, title, least = page.say, page.say("peer_group.feedback.title"), page.dossier.k_group
    told = shared_top_two(answers, page.as_of, least)
    if told["value"].is_null().all():
        return Table(title, [say("peer_group.feedback.refused", n=least)], None, [say("peer_group.feedback.why")])
    rows = [(_item(row, page), row["people"], row["denominator"], _share(row, page)) for row in told.to_dicts()]
    kinds = {"item": pl.String, "about": pl.Int64, "answers": pl.Int64, "high": pl.String}
    table = grid(frame(rows, kinds, page), say("peer_group.feedback.caption"), say)
    notes = [say("peer_group.feedback.note", n=least), say("peer_group.feedback.why")]
    return Table(title, [], table, notes, results={"feedback_top_two": told})


def _item(row: dict[str, Any], page: Page) -> str:
    low, high = (page.say.number(row[name]) for name in ("scale_min", "scale_max"))
    return page.say("peer_group.feedback.item", item=row["item"], low=low, high=high)


def _share(row: dict[str, Any], page: Page) -> str:
    if row["status"] != "ok":
        return page.say(f"peer_group.feedback.{row['status']}")
    return share_words(row["numerator"], row["denominator"], page.say, row["lower"], row["upper"])
