"""How sure a sentence about change may sound: found, can't tell, or too few answers.

Only what `measures.feedback_change.claims` claims is ever said to be found; nothing is said to be stable.
"""

from typing import Any, Literal, NamedTuple

import polars as pl

from cpd_toolkit.charts.items import Key, listed
from cpd_toolkit.i18n import Words
from cpd_toolkit.measures.refusals import PERIOD_ANSWERS, TREND_ANSWERS, TREND_DAYS

Kind = Literal["period", "trend"]  # of a test, as in shapes.CLAIMS
NEEDED = {"period": {"least": PERIOD_ANSWERS}, "trend": {"least": TREND_ANSWERS, "days": TREND_DAYS}}


class Graded(NamedTuple):
    """The items of one kind of test by what may be said of them."""

    found: list[tuple[str, str]]  # item and direction, up or down
    unsure: list[str]  # tested, and nothing to claim
    few: list[str]  # not tested


def key(row: dict[str, Any]) -> Key:
    """Return the item of a row with the ends of its scale."""
    return row["item"], row["scale_min"], row["scale_max"]


def claimed(claims: pl.DataFrame, kind: Kind) -> dict[Key, str]:
    """Return the items for which a change may be claimed, with its direction."""
    rows = claims.filter(pl.col("claimed"), pl.col("kind") == kind).to_dicts()
    return {key(row): row["direction"] for row in rows}


def graded(tested: pl.DataFrame, claims: pl.DataFrame, kind: Kind) -> Graded:
    """Return what may be said of each item.

    Args:
        tested: One row an item (shapes.CHANGES or shapes.TRENDS).
        claims: Every test of the page (shapes.CLAIMS).
        kind: Which of them.
    """
    found, rows = claimed(claims, kind), tested.to_dicts()
    rest = [row for row in rows if key(row) not in found]
    return Graded(
        [(row["item"], found[key(row)]) for row in rows if key(row) in found],
        [row["item"] for row in rest if row["status"] == "ok"],
        [row["item"] for row in rest if row["status"] != "ok"],
    )


def sentence(told: Graded, kind: Kind, say: Words) -> str:
    """Return one sentence for one kind of test, with a clause for each grade that any item has.

    Example:
        >>> sentence(Graded([("Trust", "up")], [], []), "trend", Words("en"))
        'Over time: a rise is found for 1 question (“Trust”).'
    """
    clauses = [
        *_found(told.found, say),
        *([say("report.certainty.unsure", n=len(told.unsure))] if told.unsure else []),
        *([say(f"report.certainty.few_{kind}", n=len(told.few), **NEEDED[kind])] if told.few else []),
    ]
    return say(f"report.certainty.{kind}", told=say("report.certainty.between").join(clauses))


def _found(found: list[tuple[str, str]], say: Words) -> list[str]:
    ways = {way: [item for item, own in found if own == way] for way in ("up", "down")}
    told = {way: items for way, items in ways.items() if items}
    return [say(f"report.certainty.found_{way}", n=len(items), items=listed(items, say)) for way, items in told.items()]
