"""The page "Coverage of the 47 articles": which articles the records name, how recently, and what to speak of next.

Each function gives one part of the page; a notebook shows them in the order it likes.

told       the entries of the period, and how each article stands in them
headline   the answer in words, its numbers and the rows they came from
tiles      the map of the 47, and those that don't apply
sections   "3 of 4" by section, and by chapter
agenda     what is missing or oldest
sources    where the entries come from
entries    each article opens its own
measured   what twelve articles are measured by: supervised, developed, recorded, heard; block: the shape of one
"""

from cpd_toolkit.report.article_coverage.agenda import agenda
from cpd_toolkit.report.article_coverage.entries import entries
from cpd_toolkit.report.article_coverage.headline import headline, title
from cpd_toolkit.report.article_coverage.measured import measured
from cpd_toolkit.report.article_coverage.sections import chapters, sections
from cpd_toolkit.report.article_coverage.sources import section_sources, sources
from cpd_toolkit.report.article_coverage.tiles import not_applicable, tiles

__all__ = [
    "agenda",
    "chapters",
    "entries",
    "headline",
    "measured",
    "not_applicable",
    "section_sources",
    "sections",
    "sources",
    "tiles",
    "title",
]
