"""The answers of one member, and every test of change on the page: made once, shown by several parts."""

from datetime import date
from typing import NamedTuple

import polars as pl

from cpd_toolkit.charts.items import Key
from cpd_toolkit.i18n import Words
from cpd_toolkit.measures.feedback import ANSWERED, ITEM
from cpd_toolkit.measures.feedback_change import claims, period_changes, score_trends
from cpd_toolkit.report.certainty import Graded, Kind, claimed, graded
from cpd_toolkit.report.opening import Page


class Answers(NamedTuple):
    """What the parts of the page are made from."""

    page: Page
    ever: pl.DataFrame  # every row up to the day of the report, in the order of the files
    told: pl.DataFrame  # those of the period
    changes: pl.DataFrame  # the last 12 months against the 12 before, whatever the period (shapes.CHANGES)
    trends: pl.DataFrame  # along the period (shapes.TRENDS)
    claims: pl.DataFrame  # all these tests as one family (shapes.CLAIMS)

    @property
    def say(self) -> Words:
        """The reader's language."""
        return self.page.say

    @property
    def days(self) -> tuple[date, date] | None:
        """The first and last day told; None without a row."""
        first: date | None = self.told["date"].min()  # type: ignore[assignment]
        return (self.page.period[0] or first, self.last) if first else None

    @property
    def last(self) -> date:
        """The last day that may be told."""
        return min(self.page.end, self.page.as_of)

    @property
    def scored(self) -> pl.DataFrame:
        """The rows of the period that have a score."""
        return self.told.filter(ANSWERED)

    def claimed(self, kind: Kind) -> set[Key]:
        """Return the items for which a change may be claimed, as the charts name them."""
        return {*claimed(self.named(self.claims), kind)}

    def graded(self, kind: Kind) -> Graded:
        """Return what may be said of each item, under the name it has on the page."""
        tested = self.changes if kind == "period" else self.trends
        return graded(self.named(tested), self.named(self.claims), kind)

    def named(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Return a frame whose items asked on several scales say on which: two items must not bear one name."""
        scales = self.ever.select(ITEM).unique()
        twice = set(scales.filter(pl.col("item").is_duplicated())["item"])
        names = [
            f"{item} ({scale_words(low, high, self.say)})" if item in twice else item
            for item, low, high in frame.select(ITEM).rows()
        ]
        return frame.with_columns(pl.Series("item", names, pl.String))


def answers_of(page: Page) -> Answers:
    """Return the member's answers with what was tested on them."""
    ever = page.tables["feedback"].filter(pl.col("date") <= page.as_of)
    told = ever.filter(page.in_period(pl.col("date")))
    changes, trends = period_changes(ever, page.as_of), score_trends(told)
    return Answers(page, ever, told, changes, trends, claims(changes, trends))


def scale_words(low: float, high: float, say: Words) -> str:
    r"""Return a scale in words.

    Example:
        >>> scale_words(1.0, 5.0, Words("en"))
        '1\xa0to\xa05'
    """
    return say("chart.levels", low=say.number(low), high=say.number(high))
