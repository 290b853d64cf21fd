"""The facts of feedback that are lists: each item with its shares, each survey with its response rate."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl

from cpd_toolkit.measures import feedback
from cpd_toolkit.measures.branches import Given
from cpd_toolkit.measures.refusals import nps_display, share_display
from cpd_toolkit.measures.selection import columns
from cpd_toolkit.measures.writing import DIGITS, Tree, number, scopes


def add_items(told: Tree, given: Given) -> None:
    """Tell each item; in one's own data every number stands, and `display` says which may be shown."""
    if "feedback" not in told:
        return
    for by, nodes in scopes(told["feedback"]):
        for node in nodes.values():
            node["items"] = []
        told_items = _item_rows(given.tables["feedback"], given.as_of, by)
        for row in told_items.iter_rows(named=True):
            nodes[tuple(row[name] for name in by)]["items"].append(_item_facts(row))


def _item_rows(answers: pl.DataFrame, as_of: date, by: Sequence[str]) -> pl.DataFrame:
    """Return a row for each item: its counts, and its other measures side by side."""
    keys = [*by, *feedback.ITEM]
    shown = feedback.top_two(answers, as_of, by)
    last = feedback.top_two(feedback.latest(answers), as_of, by)
    wide = columns(feedback.items(answers, as_of), by)
    for prefix, result in (
        ("median_", feedback.medians(answers, as_of, by)),
        ("top2_", shown),
        ("last_", last),
        ("nps_", feedback.net_promoter_scores(answers, as_of, by)),
    ):
        own = result.select(*keys, pl.col("numerator", "denominator", "value", "lower", "upper").name.prefix(prefix))
        wide = wide.join(own, on=keys, how="left")
    levels = columns(feedback.levels(answers, as_of), by).group_by(keys).agg(levels=pl.struct("score", "answers"))
    return wide.join(levels, on=keys, how="left").sort(keys)


def _item_facts(row: Mapping[str, Any]) -> Tree:
    n = int(row["n"])
    item: Tree = {
        "item": row["item"],
        "scale_min": number(row["scale_min"]),
        "scale_max": number(row["scale_max"]),
        "n": n,
        "unanswered": int(row["unanswered"]),
        "counts": _level_counts(row),
        "median": number(row["median_value"]),
        "top2": _share_facts(row, "top2"),
        "display": share_display(n),
        "top2_last_per_respondent": _share_facts(row, "last"),
    }
    return item | ({"nps": _nps_facts(row)} if row["nps_denominator"] is not None else {})


def _level_counts(row: Mapping[str, Any]) -> Tree:
    given = {level["score"]: int(level["answers"]) for level in row["levels"] or ()}
    return {str(level): given.get(level, 0) for level in feedback.whole_levels(row["scale_min"], row["scale_max"])}


def _share_facts(row: Mapping[str, Any], prefix: str) -> Tree:
    ends = [row[f"{prefix}_lower"], row[f"{prefix}_upper"]]
    return {
        "k": int(row[f"{prefix}_numerator"] or 0),
        "n": int(row[f"{prefix}_denominator"] or 0),
        "wilson95": None if ends[0] is None else [round(end, DIGITS) for end in ends],
    }


def _nps_facts(row: Mapping[str, Any]) -> Tree:
    groups_of_answers = {name: int(row[name]) for name in ("promoters", "passives", "detractors", "n")}
    ends = [number(row["nps_lower"]), number(row["nps_upper"])]
    return groups_of_answers | {
        "nps": number(row["nps_value"]),
        "adjusted_wald95": None if ends[0] is None else ends,
        "display": nps_display(int(row["n"])),
    }


def add_surveys(told: Tree, given: Given) -> None:
    """Tell each survey and the response rate over those whose rate is known."""
    if "feedback" not in told:
        return
    for by, nodes in scopes(told["feedback"]):
        rates = feedback.response_rates(given.tables["feedback"], given.as_of, by)
        for node in nodes.values():
            node |= {"surveys": [], "response_rate": None}
        for row in rates.iter_rows(named=True):
            survey = {"survey_id": row["survey_id"], **_rate_facts(row, "response_rate")}
            nodes[tuple(row[name] for name in by)]["surveys"].append(survey)
        for row in feedback.overall_response_rate(rates, by).iter_rows(named=True):
            nodes[tuple(row[name] for name in by)]["response_rate"] = _rate_facts(row, "rate")


def _rate_facts(row: Mapping[str, Any], name: str) -> Tree:
    counts = {"responses": number(row["numerator"]), "invited": number(row["denominator"])}
    return counts | {name: number(row["value"])}
