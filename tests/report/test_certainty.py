"""No sentence of a page says that something changed unless it may be claimed."""

from datetime import date, timedelta
from random import Random

import polars as pl
import pytest

from cpd_toolkit.i18n import Words
from cpd_toolkit.report import feedback_trends, open_page
from cpd_toolkit.report.certainty import Graded, sentence
from cpd_toolkit.report.display import Figure
from cpd_toolkit.tables import TABLES
from cpd_toolkit.tables.schema import dtypes

AS_OF = date(2026, 6, 30)
SURVEYS, ANSWERING, PEOPLE = 4, 10, 30  # a survey every six months
HISTORIES = 12


def history(rng: Random, change: float) -> pl.DataFrame:
    """Answers to two questions; half of each person's are that person's habit. Scores move by `change` a survey."""
    usual = {(person, item): rng.choice([3, 4, 4, 5]) for person in range(PEOPLE) for item in ("Clear", "Useful")}
    rows = [
        {
            "response_id": f"R{survey}-{person}",
            "member_id": "C1",
            "date": AS_OF - timedelta(days=180 * (SURVEYS - survey) - rng.randrange(30)),
            "respondent_id": f"K{person}",
            "item": item,
            "score": float(
                max(1, min(5, round(rng.choice([usual[person, item], rng.randint(2, 5)]) + change * survey)))
            ),
            "scale_min": 1.0,
            "scale_max": 5.0,
        }
        for survey in range(SURVEYS)
        for person in rng.sample(range(PEOPLE), ANSWERING)
        for item in ("Clear", "Useful")
    ]
    return pl.DataFrame(rows, dtypes(TABLES["feedback"]))


@pytest.fixture(scope="module")
def page():
    return open_page(as_of=str(AS_OF), lang="en")


@pytest.mark.parametrize("change", [0.0, -0.7], ids=["nothing changes", "much changes"])
def test_a_page_says_found_where_a_change_may_be_claimed_and_nowhere_else(page, change):
    rng, claiming = Random(47), 0
    for _ in range(HISTORIES):
        told = feedback_trends.answers_of(
            page._replace(tables={**page.tables, "feedback": history(rng, change)}, period=(None, None))
        )
        claimed = {kind: bool(told.claimed(kind)) for kind in ("period", "trend")}
        *before, period, trend = feedback_trends.headline(told).sentences
        assert not any("found" in words for words in before)
        assert ("is found" in period, "is found" in trend) == (claimed["period"], claimed["trend"])
        periods, (over_time,) = feedback_trends.periods(told), feedback_trends.over_time(told)
        assert ("found" in periods.finding if isinstance(periods, Figure) else False) == claimed["period"]
        assert ("shows" in over_time.finding) == claimed["trend"]
        claiming += any(claimed.values())
    # Both cases must have been met: at most one page in twenty without change, most of those with.
    assert claiming <= 2 if change == 0 else claiming >= HISTORIES / 2


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (
            Graded([("Trust", "up")], ["Frame", "Pace"], ["Tone"]),
            "Over time: a rise is found for 1 question (“Trust”); for 2 questions one can’t tell whether answers "
            "changed; for 1 question there are too few answers to speak of a trend (20 on 5 different days).",
        ),
        (
            Graded([("Trust", "up"), ("Frame", "down")], [], []),
            "Over time: a rise is found for 1 question (“Trust”); a fall is found for 1 question (“Frame”).",
        ),
        (Graded([], ["Frame"], []), "Over time: for 1 question one can’t tell whether answers changed."),
    ],
    ids=["each grade", "both ways", "one grade"],
)
def test_a_sentence_has_a_clause_for_each_grade(told, words):
    assert sentence(told, "trend", Words("en")) == words


def test_of_many_questions_the_first_are_named_and_the_others_counted():
    told = Graded([(f"Question {n}", "up") for n in range(5)], [], [])
    assert sentence(told, "period", Words("fr")) == (
        "Les 12 derniers mois face aux 12 d’avant\u202f: une hausse est établie pour 5 questions "
        "(«\u202fQuestion 0\u202f», «\u202fQuestion 1\u202f», «\u202fQuestion 2\u202f» et 2 de plus)."
    )
