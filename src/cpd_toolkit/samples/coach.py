"""A coach three months before renewal: five years of records, nearly complete, with the slips that people make.

The story: individual supervision every six weeks, first with SV1, then after a gap of more than 90 days with SV2; a
supervised group every quarter; a peer group of late; a declared pause; one ethical question still open.
"""

from datetime import date, timedelta
from random import Random

from cpd_toolkit.i18n import Words
from cpd_toolkit.samples.cells import Flaw, Row
from cpd_toolkit.samples.story import Story

MEMBER = "C001"
START, END = date(2021, 10, 1), date(2026, 9, 30)  # the five years of the award
GAP = (date(2023, 11, 17), date(2024, 3, 6))  # between two supervisors
PAUSE = (date(2025, 2, 3), date(2025, 5, 31))

HABITS = {90: "1h30", 120: "2 h"}
LAST_ENTRY = date(2026, 6, 28)  # nothing was written down later

GROUP: Row = {
    "duration_minutes": 120,
    "format": "group",
    "group_id": "G1",
    "group_size": 6,
    "supervisor_id": "SV3",
}
PEERS: Row = {"duration_minutes": 90, "format": "peer", "group_id": "P1", "group_size": 4}
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
# day, days, hours, title, category, method, credit, articles
ACTIVITIES: list[tuple[date, int, float, str, str, str | None, str | None, list[int]]] = [
    (date(2021, 11, 18), 2, 14, "foundations", "course", "live", "core_competency", [3, 45]),
    (date(2022, 2, 8), 1, 1.5, "ethics_webinar", "webinar", "live", "ethics", [2, 32]),
    (date(2022, 6, 10), 2, 12, "conference", "conference", "live", "core_competency", [45, 46]),
    (date(2022, 8, 2), 20, 6, "reading_stance", "reading", "self_paced", "resource_development", [44, 45]),
    (date(2022, 12, 15), 1, 0, "reflection", "reflection", None, None, [40, 44]),
    (date(2023, 3, 21), 1, 7, "diversity", "course", "live", "core_competency", [27, 28, 31]),
    (date(2023, 5, 4), 120, 10, "mentor", "mentor_coaching", "live", "core_competency", [45]),
    (date(2023, 9, 28), 1, 3.5, "data_protection", "webinar", "live", "resource_development", [10, 36]),
    (date(2023, 12, 14), 1, 0, "reflection", "reflection", None, None, [40, 44]),
    (date(2024, 4, 11), 1, 7, "safeguarding", "course", "live", "resource_development", [38, 39]),
    (date(2024, 7, 8), 25, 5, "reading_systems", "reading", "self_paced", "resource_development", [45]),
    (date(2024, 10, 17), 1, 2, "talk", "contribution", "live", None, [46]),
    (date(2024, 12, 12), 1, 0, "reflection", "reflection", None, None, [40, 44]),
    (date(2025, 6, 19), 2, 14, "teams", "course", "live", "core_competency", [38, 45]),
    (date(2025, 9, 11), 1, 3, "remote", "webinar", "live", "core_competency", [45]),
    (date(2025, 11, 27), 1, 6.5, "ethics_day", "course", "live", "ethics", [2, 12, 43]),
    (date(2025, 12, 18), 1, 0, "reflection", "reflection", None, None, [40, 44]),
    (date(2026, 3, 5), 2, 12, "conference", "conference", "live", "core_competency", [45, 46]),
    (date(2026, 4, 16), 1, 0, "article", "contribution", None, None, [46]),
    (date(2026, 5, 21), 1, 3.5, "neuroscience", "webinar", "live", "resource_development", [45]),
]
SURVEYS = {"E2022": 10, "E2023": 12, "E2024": 9, "E2025": 12, "E2026": 14}  # survey -> people invited
COMMENTS = ("frame", "questions", "follow_up", "pace", "hard")
DOCUMENTS = {  # kind -> the days of its documents and the articles they show
    "contract": ([date(2022, 1, 10), date(2024, 9, 2)], [1, 2, 3, 11, 12]),
    "declaration": ([date(2021, 10, 4), date(2025, 10, 6)], [26, 32, 35]),
    "data_protection": ([date(2023, 10, 9)], [10, 23, 36]),
    "publication": ([date(2024, 5, 13)], [6, 7, 8, 33]),
}


def cpd_toml(lang: str) -> str:
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


def tables(lang: str, as_of: date, seed: int) -> dict[str, list[Row]]:
    """Return the coach's typed rows by table, without flaws."""
    rng, say = Random(seed), Words(lang)
    return {
        "supervision": _supervision(rng, say, as_of),
        "feedback": _feedback(rng, say),
        "training": [_activity(n, say) for n in range(len(ACTIVITIES))],
        "practice": _practice(rng, as_of),
        "evidence": _evidence(say),
    }


def flaws(rows: dict[str, list[Row]], lang: str) -> list[Flaw]:
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
    sessions: list[tuple[date, Row]] = [
        *((day, _individual(day)) for day in _days(rng, date(2021, 10, 14), as_of, 42)),
        *((day, GROUP) for day in _days(rng, date(2022, 1, 20), as_of, 91)),
        *((day, PEERS) for day in _days(rng, date(2024, 9, 12), as_of, 61)),
    ]
    sessions.sort(key=lambda session: session[0])
    told = [{**kept, "date": day, **_told(kept, day, rng, say)} for day, kept in sessions]
    ethical = {n: _ethical(row["articles"], sessions[n][0], rng) for n, row in enumerate(told) if n % 11 == 5}
    # The newest question is still open.
    ethical[max(ethical)]["ethical_closed_on"] = None
    return [{**row, "session_id": f"S{n + 1:03d}", **ethical.get(n, {})} for n, row in enumerate(told)]


def _days(rng: Random, first: date, last: date, every: int) -> list[date]:
    """Return working days about `every` days apart, none in the gap or the pause."""
    days, day = [], first
    while day <= last - timedelta(2):
        days.append(day + timedelta(max(0, 8 - day.isoweekday()) if day.isoweekday() > 5 else 0))
        day += timedelta(every + rng.randint(-5, 5))
    return [day for day in days if not any(start <= day <= end for start, end in (GAP, PAUSE))]


def _individual(day: date) -> Row:
    before = day < GAP[0]
    return {
        "duration_minutes": 90 if before else 75,
        "format": "individual",
        "supervisor_id": "SV1" if before else "SV2",
    }


def _told(kept: Row, day: date, rng: Random, say: Words) -> Row:
    """Return what was brought to a session, learnt from it and confirmed."""
    theme, led = rng.choice([*THEMES]), kept["format"] != "peer"
    cases = rng.choice([1, 1, 2]) if kept["format"] == "individual" else rng.choice([0, 1])
    return {
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
        "confirmed_on": min(day + timedelta(rng.randint(2, 12)), LAST_ENTRY) if led else None,
    }


def _ethical(articles: list[int], day: date, rng: Random) -> Row:
    closed = day + timedelta(rng.randint(15, 60))
    return {"ethical_issue": True, "articles": sorted({*articles, 43}), "ethical_closed_on": closed}


def _activity(number: int, say: Words) -> Row:
    day, days, hours, title, category, method, credit, articles = ACTIVITIES[number]
    taught = category in ("course", "conference", "mentor_coaching")
    return {
        "activity_id": f"A{number + 1:02d}",
        "title": say(f"sample.activity.{title}"),
        "provider": say("sample.organiser", letter="ABCD"[number % 4]) if method == "live" else None,
        "start_date": day,
        "end_date": day + timedelta(days - 1) if days > 1 else None,
        "hours": float(hours),
        "category": category,
        "method": method,
        "credit_type": credit,
        "certificate_ref": f"ATT-{number + 1:02d}" if taught else None,
        "articles": articles,
        "learning": say(f"sample.learning.{[*THEMES][number % len(THEMES)]}") if number % 3 != 1 else None,
        "application": say(f"sample.application.{[*THEMES][number % len(THEMES)]}") if number % 2 else None,
    }


def _feedback(rng: Random, say: Words) -> list[Row]:
    return [row for survey, invited in SURVEYS.items() for row in _survey(survey, invited, rng, say)]


def _survey(survey: str, invited: int, rng: Random, say: Words) -> list[Row]:
    """Return the answers to one year's survey, five items each."""
    first, rows = date(int(survey[1:]), 5, 4), []
    for n in range(invited * 2 // 3):
        day = first + timedelta(rng.randint(0, 30))
        told = rng.random() < 0.4
        form: Row = {
            "response_id": f"{survey}-{n + 1:02d}",
            "date": day,
            "respondent_id": f"K{(first.year - 2022) * 3 + n + 1:02d}",
            "respondent_role": "sponsor" if n % 6 == 5 else "client",
            "survey_id": survey,
            "invited": invited,
            "articles": [47],
        }
        comment: Row = {"comment": say(f"sample.comment.{rng.choice(COMMENTS)}"), "quote_consent": rng.random() < 0.7}
        rows += [
            {**form, **(comment if told and not m else {}), **answer} for m, answer in enumerate(_answers(rng, say))
        ]
    return rows


def _answers(rng: Random, say: Words) -> list[Row]:
    favourable: list[Row] = [
        {
            "item": say(f"sample.item.{item}"),
            "score": None if rng.random() < 0.05 else float(rng.choices([2, 3, 4, 5], [1, 3, 8, 8])[0]),
            "scale_min": 1.0,
            "scale_max": 5.0,
        }
        for item in ("frame", "listened", "methods", "useful")
    ]
    recommend = float(rng.choices([5, 7, 8, 9, 10], [1, 2, 4, 6, 5])[0])
    return [
        *favourable,
        {"item": say("sample.item.recommend"), "score": recommend, "scale_min": 0.0, "scale_max": 10.0},
    ]


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


def coach_story(lang: str, as_of: date, seed: int) -> Story:
    """Return the coach's story in a language, up to a day."""
    rows = tables(lang, as_of, seed)
    return Story("coach", lang, cpd_toml(lang), rows, flaws(rows, lang), ("feedback", "practice"), MEMBER)
