"""docs/methods.md names every public measure and every threshold."""

import inspect
from importlib import import_module

import polars as pl
import pytest

from cpd_toolkit.measures import refusals

ROOMS = [
    "supervision",
    "rolling",
    "timeline",
    "gaps",
    "records",
    "forecast",
    "questions",
    "practice",
    "feedback",
    "feedback_people",
    "feedback_levels",
    "feedback_change",
    "training",
    "evidence",
    "articles",
    "coverage",
    "reflections",
    "development",
    "insurance",
    "relations",
    "completeness",
    "engagements",
    "groups",
    "meetings",
    "group_feedback",
    "funnel",
    "rates",
    "xmr",
]
FRAMES_OF_PAUSES = {"member_pauses", "register_pauses", "declared_pauses"}  # what gaps are told from


@pytest.mark.parametrize("room", ROOMS)
def test_every_measure_is_defined_on_the_methods_page(root, room):
    page = (root / "docs" / "methods.md").read_text(encoding="utf-8")
    module = import_module(f"cpd_toolkit.measures.{room}")
    measures = [
        name
        for name, made in inspect.getmembers(module, inspect.isfunction)
        if made.__module__ == module.__name__
        and not name.startswith("_")
        and inspect.signature(made).return_annotation is pl.DataFrame
        and name not in FRAMES_OF_PAUSES
    ]
    assert measures
    assert [name for name in measures if f"`{name}`" not in page] == []


def test_every_threshold_is_on_the_methods_page(root):
    page = (root / "docs" / "methods.md").read_text(encoding="utf-8").partition("## Refusals")[2]
    for told_from in (
        f"{refusals.SHARE_ANSWERS} answers",
        f"{refusals.PERCENT_ANSWERS} answers",
        f"{refusals.PERIOD_ANSWERS} answers on each side",
        f"{refusals.TREND_ANSWERS} answers on {refusals.TREND_DAYS} different days",
        f"{refusals.COMMENTS} comments",
        f"{refusals.RATIO_PRACTICE_HOURS} practice hours",
        f"{refusals.MEDIAN_GAPS} gaps",
        f"{refusals.FUNNEL_GROUPS} groups",
        f"{refusals.OVERDISPERSED_GROUPS} groups",
        f"{refusals.XMR_POINTS} points of {refusals.XMR_ANSWERS} answers",
        f"{refusals.XMR_PROVISIONAL} points",
        f"{refusals.FORECAST_MONTHS} months since the first session, {refusals.FORECAST_SESSIONS} sessions, "
        f"and a break of at most {refusals.FORECAST_OPEN_GAPS} times the longest gap before",
    ):
        assert f"| {told_from}" in page
