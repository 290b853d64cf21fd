"""What a supervision session of the samples was about."""

from datetime import date, timedelta
from random import Random

from cpd_toolkit.i18n import Words
from cpd_toolkit.samples.cells import Row

LAST_ENTRY = date(2026, 6, 28)  # nothing was written down later

THEMES = {  # theme -> the articles a session about it is tagged with
    "contract": [3, 5],
    "sponsor": [11, 19],
    "boundaries": [14],
    "conflict": [18, 20],
    "confidentiality": [9, 12],
    "ending": [22, 23],
    "bias": [28],
    "competence": [38],
    "double_role": [17],
    "well_being": [39],
    "stance": [40, 44],
}


def working_day(day: date) -> date:
    """Return the day itself, or the Monday after a weekend."""
    return day + timedelta(max(0, 8 - day.isoweekday()) if day.isoweekday() > 5 else 0)


def told(session: Row, cases: int, rng: Random, say: Words) -> Row:
    """Return a session with what was brought to it, learnt from it and confirmed.

    Args:
        session: Its date, duration, format and group.
        cases: How many cases the member presented.
        rng: Where chance comes from.
        say: The language of its texts.
    """
    theme, led = rng.choice([*THEMES]), session["format"] != "peer"
    return session | {
        "supervisor_qualified": True if led else None,
        "relationship": "none" if led else None,
        "mode": rng.choice(["in_person", "remote", "remote"]),
        "cases_presented": cases,
        "client_consent": "yes" if cases else "not_applicable",
        "ethical_issue": False,
        "articles": sorted({*THEMES[theme], *([12] if cases else [])}),
        "themes": [say(f"sample.theme.{theme}")],
        "learning": say(f"sample.learning.{theme}") if rng.random() < 0.7 else None,
        "application": say(f"sample.application.{theme}") if rng.random() < 0.5 else None,
        "confirmed_on": min(session["date"] + timedelta(rng.randint(2, 12)), LAST_ENTRY) if led else None,
    }


def ethical(session: Row, rng: Random, closed: bool = True) -> Row:
    """Return a session to which an ethical question was brought."""
    closed_on = session["date"] + timedelta(rng.randint(15, 60)) if closed else None
    return session | {
        "ethical_issue": True,
        "articles": sorted({*session["articles"], 43}),
        "ethical_closed_on": closed_on,
    }
