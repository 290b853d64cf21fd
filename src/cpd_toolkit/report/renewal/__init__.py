"""The page "Renewal": am I ready, until when, and what is missing.

Each function gives one part of the page, or several; a notebook shows them in the order it likes.

judged        the packs of the member, and what each says
standing      each requirement: met, still missing, missed for good, or what cannot be told
answer        the answer in words
requirements  the first screen: answer, requirements with verdicts, the rows behind them
help          what cpd.toml still has to say
cycle         the cycle on a line of time, and gaps with room to explain them
periods       what each period holds against what is expected
categories    declared and counted hours, and the caps between them
condensed     supervision, feedback and articles in a few lines
documents     documents with their expiry; rules that are shown and not judged
ahead         the smallest plan, the pace so far, a dry audit
sources       sources of the requirements, what verdicts mean, provenance
phrases       amounts, windows and periods in words
"""

from cpd_toolkit.report.renewal.ahead import audit, forecast, plan
from cpd_toolkit.report.renewal.categories import categories
from cpd_toolkit.report.renewal.condensed import condensed
from cpd_toolkit.report.renewal.cycle import gaps, timeline
from cpd_toolkit.report.renewal.documents import documents, shown
from cpd_toolkit.report.renewal.periods import required
from cpd_toolkit.report.renewal.requirements import requirements, title
from cpd_toolkit.report.renewal.sources import method, provenance, sources

__all__ = [
    "audit",
    "categories",
    "condensed",
    "documents",
    "forecast",
    "gaps",
    "method",
    "plan",
    "provenance",
    "required",
    "requirements",
    "shown",
    "sources",
    "timeline",
    "title",
]
