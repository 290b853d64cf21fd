"""The page "Supervision frequency": where am I on the day of the report, until when, and what does it rest on.

Each function gives one part of the page; a notebook shows them in the order it likes.

headline   the answer in words, its numbers and the rows they came from
record     sessions day by day, gaps, quarters and years, formats
standing   the rolling count and the two windows
practice   hours so far and the ratio of practice to supervision
ethics     questions raised (article 43) and clients' consent (article 12)
sources    how numbers are counted, and what the page was made from
"""

from cpd_toolkit.report.supervision_frequency.ethics import consent, questions
from cpd_toolkit.report.supervision_frequency.headline import headline, title
from cpd_toolkit.report.supervision_frequency.practice import cumulative, ratio
from cpd_toolkit.report.supervision_frequency.record import formats, gaps, quarters, timeline, years
from cpd_toolkit.report.supervision_frequency.sources import method, provenance
from cpd_toolkit.report.supervision_frequency.standing import rolling, windows

__all__ = [
    "consent",
    "cumulative",
    "formats",
    "gaps",
    "headline",
    "method",
    "provenance",
    "quarters",
    "questions",
    "ratio",
    "rolling",
    "timeline",
    "title",
    "windows",
    "years",
]
