"""A coach three months before renewal: five years of records, nearly complete, with the slips that people make.

The story: individual supervision every six weeks, first with SV1, then after a gap of more than 90 days with SV2; a
supervised group every quarter; a peer group of late; a declared pause; one ethical question still open.
"""

from datetime import date, timedelta
from operator import itemgetter
from random import Random

from cpd_toolkit.i18n import Words
from cpd_toolkit.samples.activities import ACTIVITIES, activity
from cpd_toolkit.samples.cells import Flaw, Row
from cpd_toolkit.samples.sessions import ethical, told, working_day
from cpd_toolkit.samples.story import Story
from cpd_toolkit.samples.surveys import survey

MEMBER = "C001"
START, END = date(2021, 10, 1), date(2026, 9, 30)  # the five years of the award
GAP = (date(2023, 11, 17), date(2024, 3, 6))  # between two supervisors
PAUSE = (date(2025, 2, 3), date(2025, 5, 31))

ETHICAL = (5, 17, 28, 39, 48, 56)  # sessions with an ethical question; the last one is still open
HABITS = {90: "1h30", 120: "2 h"}

GROUP: Row = {
    "duration_minutes": 120,
    "format": "group",
    "group_id": "G1",
    "group_size": 6,
    "supervisor_id": "SV3",
}
PEERS: Row = {"duration_minutes": 90, "format": "peer", "group_id": "P1", "group_size": 4}
INVITED = {2022: 10, 2023: 12, 2024: 9, 2025: 12, 2026: 14}  # to the survey of each year
DOCUMENTS = {  # kind -> the days of its documents and the articles they show
    "contract": ([date(2022, 1, 10), date(2024, 9, 2)], [1, 2, 3, 11, 12]),
    "declaration": ([date(2021, 10, 4), date(2025, 10, 6)], [26, 32, 35]),
    "data_protection": ([date(2023, 10, 9)], [10, 23, 36]),
    "publication": ([date(2024, 5, 13)], [6, 7, 8, 33]),
}


def coach_story(lang: str, as_of: date, seed: int) -> Story:
    """Return the coach's story in a language, up to a day."""
    rows = _tables(lang, as_of, seed)
    return Story("coach", lang, _settings(lang), rows, _flaws(rows, lang), ("feedback", "practice"), MEMBER)


def _settings(lang: str) -> str:
    """Return the coach's cpd.toml."""
    say = Words(lang)
    return f"""# {say("sample.invented")}
member_id = "{MEMBER}"
lang = "{lang}"
rules = ["emcc-eia-renewal-practitioner"]
cycle_start = {START}
cycle_end = {END}

[pauses]
"{PAUSE[0]}" = "{PAUSE[1]}"

[not_applicable]
13 = "{say("sample.not_applicable")}"
"""


def _tables(lang: str, as_of: date, seed: int) -> dict[str, list[Row]]:
    """Return the coach's typed rows by table, without flaws."""
    rng, say = Random(seed), Words(lang)
    return {
        "supervision": _supervision(rng, say, as_of),
        "feedback": [row for year, asked in INVITED.items() for row in _survey(year, asked, rng, say)],
        "training": [activity(n, say) for n in range(len(ACTIVITIES))],
        "practice": _practice(rng, as_of),
        "evidence": _evidence(say),
    }


def _flaws(rows: dict[str, list[Row]], lang: str) -> list[Flaw]:
    """Return the coach's slips, two errors and three warnings, and a habit of the first year: hours for minutes."""
    with_case = next(n for n, row in enumerate(rows["supervision"]) if n > 30 and row["cases_presented"])
    early = [(n, row["duration_minutes"]) for n, row in enumerate(rows["supervision"][:8])]
    return [
        Flaw("supervision", 8, "date", "31/02/2023" if lang == "fr" else "2023-02-31"),
        Flaw("supervision", 20, "duration_minutes", "5h00"),
        Flaw("supervision", with_case, "client_consent", ""),
        Flaw("supervision", 40, "application", Words(lang)("sample.contact_in_text")),
        Flaw("feedback", 12, "score", "7"),
        *(Flaw("supervision", n, "duration_minutes", HABITS[minutes]) for n, minutes in early),
    ]


def _supervision(rng: Random, say: Words, as_of: date) -> list[Row]:
    kept = [
        *(_individual(day) for day in _days(rng, date(2021, 10, 14), as_of, 42)),
        *({"date": day, **GROUP} for day in _days(rng, date(2022, 1, 20), as_of, 91)),
        *({"date": day, **PEERS} for day in _days(rng, date(2024, 9, 12), as_of, 61)),
    ]
    kept.sort(key=itemgetter("date"))
    rows = [told(session, _cases(session["format"], rng), rng, say) for session in kept]
    newest = max(ETHICAL)
    for n in ETHICAL:
        rows[n] = ethical(rows[n], rng, closed=n != newest)
    return [{"session_id": f"S{n:03d}", **row} for n, row in enumerate(rows, start=1)]


def _days(rng: Random, first: date, last: date, every: int) -> list[date]:
    """Return working days about `every` days apart, none in the gap or the pause."""
    days, day = [], first
    while day <= last - timedelta(2):
        days.append(working_day(day))
        day += timedelta(every + rng.randint(-5, 5))
    return [day for day in days if not any(start <= day <= end for start, end in (GAP, PAUSE))]


def _individual(day: date) -> Row:
    minutes, supervisor = (90, "SV1") if day < GAP[0] else (75, "SV2")
    return {"date": day, "duration_minutes": minutes, "format": "individual", "supervisor_id": supervisor}


def _cases(form: str, rng: Random) -> int:
    return rng.choice([1, 1, 2] if form == "individual" else [0, 1])


def _survey(year: int, invited: int, rng: Random, say: Words) -> list[Row]:
    return survey(f"E{year}", date(year, 5, 4), invited, invited * 2 // 3, rng, say)


def _practice(rng: Random, as_of: date) -> list[Row]:
    """Return a client every eleven weeks or so, and a group in each of the last two years."""
    rows: list[Row] = []
    for n in range(22):
        start = date(2021, 10, 4) + timedelta(n * 76 + rng.randint(0, 14))
        end = min(start + timedelta(rng.randint(150, 290)), as_of)
        free = 3.0 if n % 5 == 2 else None
        rows.append(_client(f"K{n + 1:02d}", start, end, rng.randint(34, 76) / 2, free, "individual"))
    for year in (2025, 2026):
        group = _client(None, date(year, 1, 8), date(year, 6, 18), 18.0, None, "group")
        rows.append({**group, "group_size": 8})
    return rows


def _client(code: str | None, start: date, end: date, paid: float, free: float | None, form: str) -> Row:
    hours = {"paid_hours": paid, "pro_bono_hours": free}
    return {"client_id": code, "start_date": start, "end_date": end, **hours, "format": form}


def _evidence(say: Words) -> list[Row]:
    insured: list[Row] = [
        _document("insurance", date(year, 10, 1), say, [37]) | {"valid_until": date(year + 1, 9, 30)}
        for year in range(2021, 2026)
    ]
    others = [_document(kind, day, say, articles) for kind, (days, articles) in DOCUMENTS.items() for day in days]
    return [{"evidence_id": f"P{n + 1:02d}", **row} for n, row in enumerate([*insured, *others])]


def _document(kind: str, day: date, say: Words, articles: list[int]) -> Row:
    reference = say(f"sample.document.{kind}", year=day.year)
    return {"kind": kind, "date": day, "articles": articles, "reference": reference}
