"""What evidence of an article means: only its tags, never a verdict."""

from datetime import date

import polars as pl
import pytest

from cpd_toolkit.measures import articles

AS_OF = date(2026, 6, 30)


@pytest.fixture
def tables(rows):
    return {
        "supervision": rows(
            "supervision",
            """
            member_id | date       | duration_minutes | format     | articles
            A         | 2025-06-30 | 60               | individual | 12 43
            A         | 2026-01-10 | 60               | individual |
            B         | 2024-01-10 | 60               | individual | 12
            """,
        ),
        "feedback": rows(
            "feedback",
            """
            response_id | member_id | date       | item   | score | articles
            R1          | A         | 2026-01-10 | Useful | 5     | 47
            R1          | A         | 2026-01-10 | Clear  |       | 47
            """,
        ),
        "training": rows(
            "training",
            """
            member_id | title | start_date | end_date   | hours | category | articles
            A         | Ethic | 2025-06-01 | 2025-07-02 | 2     | course   | 43
            """,
        ),
        "practice": rows("practice", "member_id | start_date | end_date | paid_hours\nC | 2026-01-01 | 2026-01-31 | 9"),
    }


def test_each_table_s_tags_are_counted_apart(tables):
    counted = articles.article_records(tables, AS_OF).pivot("measure", index="article", values="value")
    row = counted.filter(pl.col("article") == 43).drop("article").row(0, named=True)
    assert row == {
        "supervision": 1,
        "training": 1,
        "feedback": 0,
        "evidence": 0,
        "feedback_responses": 0,
        "total": 2,
    }
    assert counted.height == 47


def test_a_feedback_row_is_one_answer_and_its_response_counts_once(tables, told):
    counted = told(articles.article_records(tables, AS_OF), "article")
    assert (counted[47, "feedback"], counted[47, "feedback_responses"]) == (2, 1)


def test_members_are_those_with_a_tag_ever_and_after_twelve_months_ago(tables, told):
    members = told(articles.article_members(tables, AS_OF), "article")
    # 2025-06-30 is exactly twelve months before as_of: no longer recent.
    assert (members[12, "ever"], members[12, "last_12_months"]) == (2, 0)
    assert (members[43, "ever"], members[43, "last_12_months"]) == (1, 1)  # the course ended on 2025-07-02


@pytest.mark.parametrize(
    ("last", "recency"),
    [
        ("2026-07-01", "<=12"),  # a document may be dated ahead
        ("2025-07-01", "<=12"),
        ("2025-06-30", "12-24"),  # exactly twelve months old
        ("2024-07-01", "12-24"),
        ("2024-06-30", "24-36"),
        ("2023-07-01", "24-36"),
        ("2023-06-30", ">36"),
    ],
)
def test_recency_goes_by_the_newest_record(rows, last, recency):
    documents = rows("evidence", f"kind | date | articles\ncontract | {last} | 3\ncontract | 2001-01-01 | 3")
    told = articles.article_recency({"evidence": documents}, AS_OF).filter(pl.col("article") == 3).row(0, named=True)
    assert (told["last"], told["recency"]) == (date.fromisoformat(last), recency)


def test_an_article_without_record_is_none_and_a_declared_one_not_applicable(tables):
    told = dict(articles.article_recency(tables, AS_OF, [12, 13]).select("article", "recency").iter_rows())
    assert told[15] == "none"
    assert told[13] == "not_applicable"
    assert told[12] == "not_applicable"  # whatever was logged


def test_without_any_table_every_article_is_none():
    assert articles.article_recency({}, AS_OF)["recency"].unique().to_list() == ["none"]
    assert articles.article_records({}, AS_OF)["value"].sum() == 0
