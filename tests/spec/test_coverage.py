"""How an article stands: entries, kinds of source and a state; counts of articles, never a percentage or a grade."""

from datetime import date

import polars as pl
import pytest

from cpd_toolkit.measures import coverage

AS_OF = date(2026, 6, 30)  # the 36 months begin on 1 July 2023


@pytest.fixture
def tables(rows):
    return {
        "supervision": rows(
            "supervision",
            """
            date       | duration_minutes | format     | articles
            2026-01-10 | 60               | individual | 12 43
            2023-06-30 | 60               | peer       | 18
            """,
        ),
        "training": rows(
            "training",
            """
            title  | start_date | end_date   | hours | category   | articles
            Diary  | 2025-12-01 | 2025-12-31 | 0     | reflection | 40 44
            Course | 2023-06-01 | 2023-07-01 | 7     | course     | 12 31
            """,
        ),
        "feedback": rows(
            "feedback",
            """
            response_id | date       | respondent_role | item   | score | articles
            R1          | 2026-01-10 | client          | Useful | 5     | 47
            R1          | 2026-01-10 | client          | Clear  |       | 47
            R2          | 2026-02-10 | sponsor         | Useful | 4     | 47
            """,
        ),
        "evidence": rows("evidence", "kind | date | articles\ncontract | 2024-01-10 | 2 3\ncontract | 2020-01-10 | 3"),
    }


def told(coverage_frame, number):
    return coverage_frame.filter(pl.col("article") == number).row(0, named=True)


def test_an_entry_stands_under_each_article_it_names_with_its_source_and_place(tables):
    entries = coverage.article_entries(tables)
    shown = entries.filter(pl.col("article").is_in([12, 44])).select("article", "day", "source", "kind", "file", "rows")
    assert shown.rows() == [
        (12, date(2026, 1, 10), "supervision", "individual", "supervision.csv", [2]),
        (12, date(2023, 7, 1), "training", "course", "training.csv", [3]),
        (44, date(2025, 12, 31), "reflection", "reflection", "training.csv", [2]),
    ]


def test_a_response_is_one_entry_however_many_answers_it_has(tables):
    entries = coverage.article_entries(tables).filter(pl.col("article") == 47)
    assert entries.select("day", "kind", "rows").rows() == [
        (date(2026, 2, 10), "sponsor", [4]),
        (date(2026, 1, 10), "client", [2, 3]),
    ]


@pytest.mark.parametrize(
    ("number", "state", "sources_in_window"),
    [
        (12, "supported", ["supervision", "training"]),  # the course ended on the first day of the 36 months
        (43, "partial", ["supervision"]),
        (3, "partial", ["document"]),  # two documents are one kind of source
        (18, "old", []),  # 30 June 2023 is exactly 36 months before
        (15, "no_record", []),
        (13, "not_applicable", []),
        (40, "not_applicable", ["reflection"]),  # declared so, whatever was logged
    ],
)
def test_the_state_goes_by_the_kinds_of_source_in_36_months(tables, number, state, sources_in_window):
    row = told(coverage.article_coverage(tables, AS_OF, [13, 40]), number)
    assert (row["state"], row["sources_in_window"]) == (state, sources_in_window)


def test_sources_before_the_window_are_still_named(tables):
    row = told(coverage.article_coverage(tables, AS_OF), 18)
    assert (row["entries"], row["sources"], row["last"], row["recency"]) == (
        1,
        ["supervision"],
        date(2023, 6, 30),
        ">36",
    )


def test_a_section_counts_articles_out_of_those_that_apply(tables):
    counted = coverage.coverage_counts(coverage.article_coverage(tables, AS_OF, [13]), AS_OF, "section")
    of_section = {
        (section, measure): (k, n)
        for section, measure, k, n in counted.select("section", "measure", "numerator", "denominator").rows()
    }
    assert of_section[2, "with_record"] == (2, 4)  # 2 and 3 of 2 to 5
    assert of_section[4, "with_record"] == (1, 4)  # 12 of 9 to 12: 13 does not apply
    assert of_section[4, "not_applicable"] == (1, None)
    assert of_section[6, "with_record"] == (0, 5)
    assert of_section[6, "old"] == (1, None)


def test_the_value_of_a_count_of_articles_is_never_a_share(tables):
    counted = coverage.coverage_counts(coverage.article_coverage(tables, AS_OF), AS_OF)
    row = counted.filter(pl.col("measure") == "with_record").row(0, named=True)
    # 2 3 12 31 40 43 44 47
    assert (row["value"], row["numerator"], row["denominator"]) == (8, 8, 47)


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("strength", {"direct": (6, 9), "partial": (2, 25), "none": (0, 13)}),  # direct: 12 31 40 43 44 47
        ("chapter", {1: (3, 23), 2: (1, 14), 3: (4, 10)}),
    ],
)
def test_direct_indirect_and_unshown_stay_apart_and_chapters_are_a_roll_up(tables, by, expected):
    counted = coverage.coverage_counts(coverage.article_coverage(tables, AS_OF), AS_OF, by)
    found = counted.filter(pl.col("measure") == "with_record")
    assert {key: (k, n) for key, k, n in found.select(by, "numerator", "denominator").rows()} == expected


def test_states_add_up_to_all_articles(tables):
    counted = coverage.coverage_counts(coverage.article_coverage(tables, AS_OF, [13]), AS_OF)
    states = dict(counted.select("measure", "value").rows())
    assert [states[state] for state in coverage.STATES] == [1, 7, 1, 37, 1]


def test_a_kind_of_source_counts_an_entry_once_though_it_names_two_articles(tables):
    counted = coverage.coverage_by_source(coverage.article_entries(tables), AS_OF)
    found = {(source, measure): value for source, measure, value in counted.select("source", "measure", "value").rows()}
    assert {source: found[source, "entries"] for source in coverage.SOURCES} == {
        "supervision": 2,
        "training": 1,
        "reflection": 1,
        "feedback": 2,
        "document": 2,
    }
    assert found["supervision", "articles"] == 3  # 12, 18 and 43


def test_a_source_is_as_recent_as_its_newest_entry_on_an_article(tables):
    counted = coverage.source_recency(coverage.article_entries(tables), AS_OF)
    found = {(s, r): value for s, r, value in counted.select("source", "recency", "value").rows()}
    assert (found["document", "24-36"], found["document", ">36"]) == (2, 0)  # article 3 goes by its contract of 2024
    assert (found["supervision", "<=12"], found["supervision", ">36"]) == (2, 1)
    assert found["reflection", "12-24"] == 0


def test_sources_by_section_are_all_there(tables):
    counted = coverage.sources_by_section(coverage.article_entries(tables), AS_OF)
    found = {(n, s): value for n, s, value in counted.select("section", "source", "value").rows()}
    assert len(found) == 14 * 5
    assert (found[2, "document"], found[4, "training"], found[14, "feedback"], found[1, "feedback"]) == (2, 1, 1, 0)


def test_the_agenda_begins_with_what_records_show_directly_and_do_not(tables):
    agenda = coverage.oldest_or_missing(coverage.article_coverage(tables, AS_OF, [13]))["article"].to_list()
    assert agenda[:3] == [41, 45, 46]  # direct, without a record
    assert agenda[-4:] == [18, 31, 2, 3]  # then the oldest first: 2023-06-30, 2023-07-01, 2024-01-10 twice
    assert not {13, 12, 15, 32, 43} & {*agenda}  # not applicable, recent, or beyond such records


def test_without_any_table_nothing_breaks():
    frame = coverage.article_coverage({}, AS_OF)
    assert frame["state"].unique().to_list() == ["no_record"]
    assert coverage.coverage_by_source(coverage.article_entries({}), AS_OF)["value"].sum() == 0
    assert coverage.oldest_or_missing(frame).height == 34  # all but the 13 that records can't show
