"""Which reports fit a dossier, and about whom: a coach's own, one member of several, one group."""

from typing import NamedTuple

from cpd_toolkit.errors import UsageError
from cpd_toolkit.i18n import Words
from cpd_toolkit.report.notebooks import notebooks
from cpd_toolkit.report.opening import group_members, groups, members
from cpd_toolkit.report.parameters import declared
from cpd_toolkit.validate import Checked, accepted


class Whom(NamedTuple):
    """Whom a report is about, by code; neither where the dossier leaves no choice."""

    member: str | None = None
    group: str | None = None


def fitting(checked: Checked, say: Words, member: str | None = None, group: str | None = None) -> dict[str, Whom]:
    """Return the reports that can be made of a dossier, each with the member or group it is about.

    A report about a member fits when one is named or there is one alone; a report about a group when one is named, or
    when the dossier holds a single one of at least two members; a report to be published when there is a register of so
    many that a share of them may be told, and nobody is named.

    Raises:
        UsageError: No report fits: the dossier holds several members, and several groups or none.
    """
    rows = accepted(checked)
    codes = members(rows)
    peers = [code for code in groups(rows) if len(group_members(rows, code)) > 1]
    found: dict[str, Whom] = {}
    for name, notebook in notebooks().items():
        known = declared(notebook)
        if "group" in known:
            found |= {name: Whom(group=group)} if group or len(peers) == 1 else {}
        elif "member" in known:
            found |= {name: Whom(member=member)} if member or len(codes) <= 1 else {}
        elif "publish" in known:
            found |= {name: Whom()} if _is_public(checked) and not (member or group) else {}
        else:
            found[name] = Whom()
    if not found:
        missing, n = ("group_needed", len(peers)) if peers else ("member_needed", len(codes))
        raise UsageError(say(f"report.{missing}", n=n))
    return found


def _is_public(checked: Checked) -> bool:
    register = checked.tables.get("members")
    return register is not None and register.accepted >= 2 * checked.dossier.k_organisation
