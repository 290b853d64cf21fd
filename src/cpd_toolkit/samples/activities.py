"""Training and other development of the samples."""

from datetime import date, timedelta

from cpd_toolkit.i18n import Words
from cpd_toolkit.samples.cells import Row
from cpd_toolkit.samples.sessions import THEMES

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


def activity(number: int, say: Words) -> Row:
    """Return one of the activities, with what was learnt from it."""
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
