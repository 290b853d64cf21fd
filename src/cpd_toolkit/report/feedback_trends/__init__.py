"""The page "Feedback trends": what clients and sponsors answered, and whether one can tell that it changed.

Each function gives one part of the page, or several; a notebook shows them in the order it likes.

answers         the member's answers, with every test on them
headline        the answer in words, graded by how sure it is; numbers: what stands under it, with its rows
claims          every test, and the changes that may be claimed as such numbers
levels          answers along their scale, one vote a person, the ceiling
change          period against period, and scores over time
recommendation  items from 0 to 10
people          who answered, and how many of those asked
comments        their number, and quotes
"""

from cpd_toolkit.report.feedback_trends.answers import answers_of
from cpd_toolkit.report.feedback_trends.change import over_time, periods
from cpd_toolkit.report.feedback_trends.claims import tests
from cpd_toolkit.report.feedback_trends.comments import comments
from cpd_toolkit.report.feedback_trends.headline import headline, title
from cpd_toolkit.report.feedback_trends.levels import levels, one_vote
from cpd_toolkit.report.feedback_trends.people import people, rates
from cpd_toolkit.report.feedback_trends.recommendation import recommendation

__all__ = [
    "answers_of",
    "comments",
    "headline",
    "levels",
    "one_vote",
    "over_time",
    "people",
    "periods",
    "rates",
    "recommendation",
    "tests",
    "title",
]
