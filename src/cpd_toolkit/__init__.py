"""Supervision, feedback and continuing development of coaches: from spreadsheets to checked numbers and reports.

The rooms, in the order in which they may know of each other:

errors, files       what can go wrong; files that are whole or not there
i18n                French and English
keys                the dossier's private folder and its secret
ethics              the 47 articles
tables              what a column is, and what is wrong with a row
read, dossier       files become tables of text; a folder and its settings
code_text           the user's own copy of the code's wording
samples, starting   made-up dossiers; an empty one to begin with
suggest             which articles an entry without tags may speak of, until its user decides
validate            text becomes typed rows and findings
imports             files of other tools become rows of the dossier, once
measures            rows become result tables
requirements        what bodies ask for, as dated packs, and how records stand to it
protect             of these, what may be published
charts, report      results become figures; a notebook becomes a page
demo, cli           every sample with its reports; the command line

Names are loaded when they are first used, so that `import cpd_toolkit` costs nothing.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cpd_toolkit.dossier import open_dossier
    from cpd_toolkit.measures.facts import facts
    from cpd_toolkit.measures.why import why
    from cpd_toolkit.report import make_report
    from cpd_toolkit.tables.schema import pandera_schema
    from cpd_toolkit.validate import accepted, check, check_or_raise

HOMES = {
    "accepted": "validate",
    "check": "validate",
    "check_or_raise": "validate",
    "facts": "measures.facts",
    "make_report": "report",
    "open_dossier": "dossier",
    "pandera_schema": "tables.schema",
    "why": "measures.why",
}

__all__ = [
    "accepted",
    "check",
    "check_or_raise",
    "facts",
    "make_report",
    "open_dossier",
    "pandera_schema",
    "why",
]


def __getattr__(name: str) -> Any:
    """Load one of the names above."""
    from importlib import import_module

    if name not in HOMES:
        raise AttributeError(name)
    return getattr(import_module(f"cpd_toolkit.{HOMES[name]}"), name)
