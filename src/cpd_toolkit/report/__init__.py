"""Reports: a notebook run on a dossier becomes one page of HTML, with its numbers beside it.

make          from parameters to files
notebooks     where notebooks are, and copies for JupyterLab
parameters    what a notebook declares, and what may be passed to it
period        the days told, as one text
run           papermill in a private folder
display       what a cell shows: parts with headings, figures, tables, notes
opening       the opening of a page: a member's or a group's rows, the day, the language
chosen        the packs of a member
thresholds    the numbers of packs, or settings, that a page compares with
fitting       which reports fit a dossier, and about whom
title         its top
certainty     how sure a sentence about change may sound
rows          the rows behind a number
closing       its end: rows left out, method, provenance
render        parts to HTML
templates     the templates of `template/`, and pages without script
numbers, pdf  the other files of a report
check_page    what to correct, as a page
corrected     copies of files with the cells to correct marked
duplicates    a workbook that asks which rows are the same
publish       files that appear together or not at all
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cpd_toolkit.report.make import make_report
    from cpd_toolkit.report.notebooks import report_names
    from cpd_toolkit.report.opening import open_group, open_page
    from cpd_toolkit.report.organisation.opening import open_organisation

HOMES = {"make_report": "make", "open_group": "opening", "open_page": "opening", "report_names": "notebooks"}
HOMES |= {"open_organisation": "organisation.opening"}

__all__ = ["make_report", "open_group", "open_organisation", "open_page", "report_names"]


def __getattr__(name: str) -> Any:
    """Load a name when it is first used: a kernel needs no runner, and a runner no polars."""
    from importlib import import_module

    if name not in HOMES:
        raise AttributeError(name)
    return getattr(import_module(f"cpd_toolkit.report.{HOMES[name]}"), name)
