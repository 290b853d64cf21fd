"""The top of every page: the question, whose it is, and on which day it is answered."""

from datetime import date

from cpd_toolkit.report.display import Title
from cpd_toolkit.report.opening import Page
from cpd_toolkit.report.rows import span_of


def title(page: Page, name: str, told: tuple[date, date] | None = None) -> Title:
    """Return the top of a page.

    Args:
        page: The page.
        name: The report, whose `title`, `lead` and `counted` (what the days are of) stand in the catalog.
        told: The first and last day of what is counted; None where nothing is.
    """
    say, holder = page.say, page.dossier.holder
    facts = [
        (say("report.fact.member"), page.member or ""),
        (say("report.fact.group"), page.group),
        *((say(f"report.fact.{one}"), holder.get(one, "")) for one in ("name", "credential")),
        (say("report.fact.as_of"), say.day(page.as_of)),
        (say(f"{name}.counted"), span_of(*told, say) if told else ""),
    ]
    return Title(
        say(f"{name}.title"),
        kicker=say("report.kicker"),
        lead=say(f"{name}.lead"),
        facts=[fact for fact in facts if fact[1]],
    )
