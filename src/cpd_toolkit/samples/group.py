"""A peer group of eight over eighteen months: a supervisor every second month, among themselves in between.

The story: two members come rarely, one is away for a while, two present far more often than the others, and two
ethical questions are still open.
"""

from datetime import date, timedelta
from random import Random

from cpd_toolkit.i18n import Words
from cpd_toolkit.samples.activities import ACTIVITIES, activity
from cpd_toolkit.samples.cells import Flaw, Row
from cpd_toolkit.samples.sessions import ethical, told, working_day
from cpd_toolkit.samples.story import Story
from cpd_toolkit.samples.surveys import survey

GROUP = "G1"
PRESENCE = {  # member -> how often they come
    "C101": 0.95,
    "C102": 0.9,
    "C103": 0.85,
    "C104": 0.85,
    "C105": 0.8,
    "C106": 0.75,
    "C107": 0.45,
    "C108": 0.35,
}
PRESENTERS = ("C101", "C103", "C101", "C105", "C102", "C103", "C104", "C101", "C106")  # in turn, one a meeting
MEETINGS = 18
FIRST = date(2025, 1, 14)
AWAY = ("C105", date(2025, 6, 1), date(2025, 9, 30))
ETHICAL = (9, 41, 63, 88)  # rows with an ethical question; the last two are still open
ANSWERED = {"C101": 9, "C102": 6, "C103": 11, "C104": 4, "C105": 7, "C106": 3}  # few answers each
SHARED_DAYS = (13, 15, 17, 19)  # activities the group took together


def group_story(lang: str, as_of: date, seed: int) -> Story:
    """Return the group's story in a language, up to a day."""
    rng, say = Random(seed), Words(lang)
    rows = {
        "supervision": _supervision(rng, say, as_of),
        "feedback": [row for n, member in enumerate(ANSWERED) for row in _feedback(member, n, rng, say)],
        "training": [row for member in PRESENCE for row in _training(member, rng, say)],
        "members": [_member(member, n, say) for n, member in enumerate(PRESENCE)],
    }
    return Story("group", lang, _settings(say), rows, _flaws(rows["supervision"]), ("feedback", "training"))


def _settings(say: Words) -> str:
    return f'# {say("sample.invented")}\nlang = "{say.lang}"\nrules = ["emcc-supervision-guidance"]\n'


def _flaws(sessions: list[Row]) -> list[Flaw]:
    with_case = next(n for n, row in enumerate(sessions) if n > 50 and row["cases_presented"])
    return [
        Flaw("supervision", 12, "member_id", "C109"),  # not in the register
        Flaw("supervision", 30, "duration_minutes", "900"),
        Flaw("supervision", with_case, "client_consent", ""),
    ]


def _supervision(rng: Random, say: Words, as_of: date) -> list[Row]:
    rows = [row for n in range(MEETINGS) for row in _meeting(n, rng, say, as_of)]
    for place, n in enumerate(ETHICAL):
        rows[n] = ethical(rows[n], rng, closed=place < 2)
    return rows


def _meeting(number: int, rng: Random, say: Words, as_of: date) -> list[Row]:
    """Return a row for each member who came to a meeting."""
    day = min(working_day(FIRST + timedelta(round(number * 30.5))), as_of)
    presenter = PRESENTERS[number % len(PRESENTERS)]
    came = [m for m in PRESENCE if m == presenter or (rng.random() < PRESENCE[m] and not _away(m, day))]
    led = number % 2 == 0
    session: Row = {
        "session_id": f"R{number + 1:02d}",
        "date": day,
        "duration_minutes": 120 if led else 90,
        "format": "group" if led else "peer",
        "group_id": GROUP,
        "group_size": len(came),
        "supervisor_id": "SV1" if led else None,
    }
    return [told({**session, "member_id": m}, int(m == presenter), rng, say) for m in came]


def _away(member: str, day: date) -> bool:
    return member == AWAY[0] and AWAY[1] <= day <= AWAY[2]


def _feedback(member: str, number: int, rng: Random, say: Words) -> list[Row]:
    answered, year = ANSWERED[member], 2026 if number % 2 else 2025
    rows = survey(f"{member}-{year}", date(year, 3, 2), answered + 4, answered, rng, say)
    return [{**row, "member_id": member} for row in rows]


def _training(member: str, rng: Random, say: Words) -> list[Row]:
    taken = [n for n in range(len(ACTIVITIES)) if n in SHARED_DAYS or (n > 12 and rng.random() < 0.3)]
    return [{**activity(n, say), "member_id": member} for n in taken if rng.random() < PRESENCE[member]]


def _member(member: str, number: int, say: Words) -> Row:
    awarded = date(2022 + number % 3, 1 + number, 15)
    pause: Row = {"pause_from": AWAY[1], "pause_to": AWAY[2]} if member == AWAY[0] else {}
    return {
        "member_id": member,
        "group_id": GROUP,
        "region": say("sample.region.west"),
        "rules": "emcc-supervision-guidance",
        "awarded_on": awarded,
        "expires_on": awarded.replace(year=awarded.year + 5),
        **pause,
    }
