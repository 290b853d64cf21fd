"""The page "Peer group": who comes, who presents, what is never brought, what is open; to prepare the next session.

For the group's supervisor, by code: no ranking, no content of a case, no free text. Each function gives one part of the
page; a notebook shows them in the order it likes.

told          what several parts tell: presences, standings, the year, whether members are enough
headline      the answer in words and its numbers
agenda        a proposal for the next session, built by rules
attendance    members by sessions; turns in presenting
standing      until when each member has enough sessions
hours         hours by each way of counting them
articles      articles brought and never brought
ethics        questions open (article 43), consent (article 12), links with supervisors (article 42)
feedback      over all members, where there are enough
attestations  one page to sign for each member
"""

from cpd_toolkit.report.peer_group.agenda import agenda
from cpd_toolkit.report.peer_group.articles import brought, never
from cpd_toolkit.report.peer_group.attendance import attendance, turns
from cpd_toolkit.report.peer_group.attestations import attestations
from cpd_toolkit.report.peer_group.ethics import consent, links, questions
from cpd_toolkit.report.peer_group.feedback import feedback
from cpd_toolkit.report.peer_group.headline import headline, title
from cpd_toolkit.report.peer_group.hours import hours
from cpd_toolkit.report.peer_group.standing import standing

__all__ = [
    "agenda",
    "attendance",
    "attestations",
    "brought",
    "consent",
    "feedback",
    "headline",
    "hours",
    "links",
    "never",
    "questions",
    "standing",
    "title",
    "turns",
]
