"""Where nothing changes, at most one report in twenty says that something did."""

from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest

from cpd_toolkit.measures.feedback_change import claims, period_changes, score_trends
from cpd_toolkit.tables import TABLES
from cpd_toolkit.tables.schema import dtypes

AS_OF = date(2026, 6, 30)
HISTORIES, ITEMS = 1_000, 2
LEVELS, SHARES = np.array([2.0, 3.0, 4.0, 5.0]), [0.05, 0.15, 0.40, 0.40]
SURVEYS, ANSWERING = 4, 9  # a survey every six months


def history(number: int, rng: np.random.Generator, change: float = 0.0) -> dict[str, np.ndarray]:
    """Answers of a pool of people: half of them answer as they always do, half as chance has it."""
    people = rng.choice(30, (SURVEYS, ANSWERING), replace=True)
    usual = rng.choice(LEVELS, (30, ITEMS), p=SHARES)
    days = np.arange(SURVEYS)[:, None] * 180 + rng.integers(0, 30, (SURVEYS, ANSWERING))
    chance = rng.choice(LEVELS, (SURVEYS, ANSWERING, ITEMS), p=SHARES)
    score = np.where(rng.random(chance.shape) < 0.5, usual[people], chance) + change * np.arange(SURVEYS)[:, None, None]
    item = np.broadcast_to([f"{number}/{i}" for i in range(ITEMS)], score.shape)
    spread = {"person": people[..., None], "day": days[..., None]}
    told = {name: np.broadcast_to(values, score.shape).ravel() for name, values in spread.items()}
    return told | {"item": item.ravel(), "score": score.clip(1, 5).round().ravel()}


def feedback(histories: list[dict[str, np.ndarray]]) -> pl.DataFrame:
    """The histories as one table of feedback: an item of a history is an item of its own."""
    told = pl.concat(pl.DataFrame(one) for one in histories).with_row_index("row")
    day = pl.lit(AS_OF - timedelta(days=SURVEYS * 180)) + pl.duration(days="day")
    rows = told.select(
        "item", "score", "row", response_id=pl.format("R{}", "row"), member_id=pl.lit("C1"),
        date=day.cast(pl.Date), respondent_id=pl.format("K{}", "person"), scale_min=1.0, scale_max=5.0,
    )  # fmt: skip
    return pl.concat([pl.DataFrame(schema=dtypes(TABLES["feedback"])), rows], how="diagonal_relaxed")


def share_of_claims(histories: list[dict[str, np.ndarray]]) -> float:
    rows = feedback(histories)
    changes, trends = period_changes(rows, AS_OF), score_trends(rows, permutations=199)
    report = pl.col("item").str.split("/").list.first()
    both = [frame.with_columns(report=report).partition_by("report", as_dict=True) for frame in (changes, trends)]
    claiming = [claims(both[0][key].drop("report"), both[1][key].drop("report"))["claimed"].any() for key in both[0]]
    return sum(claiming) / len(claiming)


def test_of_a_thousand_histories_without_change_at_most_one_in_twenty_claims_one():
    rng = np.random.default_rng(47)
    assert share_of_claims([history(number, rng) for number in range(HISTORIES)]) <= 0.05


def test_a_large_change_is_found_more_often_than_not():
    rng = np.random.default_rng(47)
    assert share_of_claims([history(number, rng, change=-0.7) for number in range(60)]) >= 0.5


@pytest.mark.parametrize("number", [19, 20])
def test_a_trend_is_told_from_twenty_answers(number):
    rows = feedback([history(0, np.random.default_rng(1))]).filter(pl.col("item") == "0/0").head(number)
    assert score_trends(rows)["status"].item() == ("ok" if number == 20 else "too_few")
