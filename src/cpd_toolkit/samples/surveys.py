"""Answers to the surveys of the samples: four items from 1 to 5 and one from 0 to 10."""

from datetime import date, timedelta
from random import Random

from cpd_toolkit.i18n import Words
from cpd_toolkit.samples.cells import Row

COMMENTS = ("frame", "questions", "follow_up", "pace", "hard")


def survey(name: str, first: date, invited: int, answered: int, rng: Random, say: Words) -> list[Row]:
    """Return the answers to one survey.

    Args:
        name: The survey's short name.
        first: Its first day; answers come within a month.
        invited: How many people were asked.
        answered: How many of them answered.
        rng: Where chance comes from.
        say: The language of items and comments.
    """
    forms = [
        _form(f"{name}-{n + 1:02d}", first, n, rng) | {"survey_id": name, "invited": invited} for n in range(answered)
    ]
    return [form | row for form in forms for row in _answers(rng, say)]


def _form(response: str, first: date, number: int, rng: Random) -> Row:
    return {
        "response_id": response,
        "date": first + timedelta(rng.randint(0, 30)),
        "respondent_id": f"K{(first.year - 2022) * 3 + number + 1:02d}",
        "respondent_role": "sponsor" if number % 6 == 5 else "client",
        "articles": [47],
    }


def _answers(rng: Random, say: Words) -> list[Row]:
    answers = [_answer(item, rng, say) for item in ("frame", "listened", "methods", "useful")]
    recommend = {"score": float(rng.choices([5, 7, 8, 9, 10], [1, 2, 4, 6, 5])[0]), "scale_min": 0.0, "scale_max": 10.0}
    if rng.random() < 0.4:
        comment = say(f"sample.comment.{rng.choice(COMMENTS)}")
        answers[0] |= {"comment": comment, "quote_consent": rng.random() < 0.7}
    return [*answers, {"item": say("sample.item.recommend"), **recommend}]


def _answer(item: str, rng: Random, say: Words) -> Row:
    score = None if rng.random() < 0.05 else float(rng.choices([2, 3, 4, 5], [1, 3, 8, 8])[0])
    return {"item": say(f"sample.item.{item}"), "score": score, "scale_min": 1.0, "scale_max": 5.0}
