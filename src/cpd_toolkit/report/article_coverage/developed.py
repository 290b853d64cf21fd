"""What activities measure: diversity (article 31), development (45), and contributions apart from it (46)."""

import polars as pl

from cpd_toolkit.i18n import Words
from cpd_toolkit.measures.development import (
    contributions,
    development_by_kind,
    development_in_window,
    diversity_development,
)
from cpd_toolkit.measures.shapes import value
from cpd_toolkit.report.article_coverage.block import block, k_of_n, listed
from cpd_toolkit.report.display import Notes
from cpd_toolkit.report.opening import Page
from cpd_toolkit.tables import TABLES


def diversity(page: Page) -> Notes:
    """Return the activities that name article 31, and the months since the last."""
    say = page.say
    told = diversity_development(page.tables["training"], page.as_of)
    months = value(told, "months_since_last")
    none = say("article_coverage.article_31.none")
    terms = [
        ("ever", _activities(value(told, "activities"), value(told, "hours"), say)),
        ("year", _activities(value(told, "activities_last_12_months"), value(told, "hours_last_12_months"), say)),
        ("since", none if months is None else say("article_coverage.measured.months", n=months)),
    ]
    return block(page, 31, terms, {"diversity_development": told})


def development(page: Page) -> Notes:
    """Return activities and hours of 12 months, by category, with certificates and what was written (article 45)."""
    say = page.say
    told = development_in_window(page.tables["training"], page.as_of)
    by_category = development_by_kind(page.tables["training"], page.as_of, "category")
    activities = value(told, "activities") or 0
    shares = [(name, k_of_n(value(told, name) or 0, activities, say)) for name in ("with_certificate", "with_both")]
    terms = [
        ("year", _activities(activities, value(told, "hours"), say)),
        *([("categories", _categories(by_category, say)), *shares] if activities else []),
    ]
    return block(page, 45, terms, {"development_in_window": told, "development_by_category": by_category})


def contribution(page: Page) -> Notes:
    """Return contributions, their hours and publications that name article 46, in 12 months."""
    say = page.say
    told = contributions(page.tables["training"], page.tables["evidence"], page.as_of)
    hours = say.hours(value(told, "contribution_hours") or 0)
    terms = [
        ("year", say("article_coverage.article_46.counted", n=value(told, "contributions"), hours=hours)),
        ("publications", say.number(value(told, "publications") or 0)),
    ]
    return block(page, 46, terms, {"contributions": told})


def _activities(number: float | None, hours: float | None, say: Words) -> str:
    return say("article_coverage.measured.activities", n=number or 0, hours=say.hours(hours or 0))


def _categories(by_category: pl.DataFrame, say: Words) -> str:
    hours = by_category.filter(pl.col("measure") == "hours").sort("value", "category", descending=[True, False])
    words = {choice.code: choice.label(say.lang) for choice in TABLES["training"].column("category").choices}
    return listed([(words[code], say.hours(number)) for code, number in hours.select("category", "value").rows()], say)
