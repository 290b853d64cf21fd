"""How the page's numbers are counted, and what it was made from, the packs whose numbers it compares with among it."""

from dataclasses import replace

from cpd_toolkit.report import closing
from cpd_toolkit.report.display import Notes
from cpd_toolkit.report.opening import Page
from cpd_toolkit.report.thresholds import as_frame, need, provenance_terms, wanted_sessions


def method(page: Page) -> Notes:
    """Return how the page's numbers are counted and what they don't say."""
    return closing.method(page, "supervision_frequency", need=need(page), by=wanted_sessions(page).by)


def provenance(page: Page) -> Notes:
    """Return what the page was made from."""
    made = closing.provenance(page, provenance_terms(page))
    return replace(made, results={**made.results, "thresholds": as_frame(page)})
