"""Disclosure control: what an organisation or a group may publish about its members.

thresholds, primary   rows that tell too much by themselves
figures, sums, cells  how the numbers of a set of tables hang together
system, attack        what can be worked out about a hidden number from the published ones
exact, heuristic      what else to hide so that it can't
frames                the lists beside the result tables
protection            `protect`: tables in, tables out
pseudonyms            codes that stand for members
ledger                what was published before, so that two reports don't tell together what neither does
"""

from cpd_toolkit.protect.links import Links
from cpd_toolkit.protect.protection import Hidden, Protected, hidden, protect

__all__ = ["Hidden", "Links", "Protected", "hidden", "protect"]
