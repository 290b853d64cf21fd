"""The page "Organisation": where the members of a register stand, told so that nobody can be told apart.

Made to be published. Every number on it, in its charts, tables and numbers file, is one that `protect` let through in
one call over all of them together.

tables     every table of the page, with the members behind its rows
verdicts   those of all members on the rules of packs
public     what the parts are made from: the protected tables, and no row of anybody
opening    from a dossier to that; a page that is published enters the ledger
words      places, intervals and headings in the reader's language
headline   the answer, its numbers, and what is hidden
standing   who is on the register, and who meets each rule
ahead      when members fall below the need, and when accreditations end
hours      hours of supervision, and practice hours for one of them
groups     a funnel of groups, never a ranking
feedback   shares of high answers by quarter
articles   the 47 articles by share of members, and the training beside them
changes    what changed since the report before
closing    what the check found, what changed, where everything came from
internal   apart from the page: whom to contact (contacts), and which files to correct
"""

from cpd_toolkit.report.organisation.ahead import lapses, renewals
from cpd_toolkit.report.organisation.articles import articles, gaps, training
from cpd_toolkit.report.organisation.closing import changed, method, provenance, quality
from cpd_toolkit.report.organisation.feedback import feedback
from cpd_toolkit.report.organisation.groups import groups
from cpd_toolkit.report.organisation.headline import headline, hidden_note, title
from cpd_toolkit.report.organisation.hours import hours, quantiles, ratio
from cpd_toolkit.report.organisation.opening import open_organisation
from cpd_toolkit.report.organisation.standing import population, rules, standing

__all__ = [
    "articles",
    "changed",
    "feedback",
    "gaps",
    "groups",
    "headline",
    "hidden_note",
    "hours",
    "lapses",
    "method",
    "open_organisation",
    "population",
    "provenance",
    "quality",
    "quantiles",
    "ratio",
    "renewals",
    "rules",
    "standing",
    "title",
    "training",
]
