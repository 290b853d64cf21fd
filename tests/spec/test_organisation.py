"""What an organisation's numbers mean, on registers small enough to count by hand."""

from datetime import date

import polars as pl

from cpd_toolkit.measures import offer, organisation, programme, quality
from cpd_toolkit.measures.counted import members_by, share_of, shares
from cpd_toolkit.measures.roll import intervals, pooled, roll
from cpd_toolkit.tables import TABLES
from cpd_toolkit.tables.schema import dtypes

AS_OF = date(2026, 6, 30)
REGISTER = """
member_id | group_id | region | rules  | expires_on
A         | G1       | North  | one    | 2026-06-29
B         | G1       | North  | one    | 2026-06-30
C         |          | South  |        | 2028-06-30
D         | G2       | South  | other  | 2028-07-01
E         | G2       |        | other  |
"""
# A: two sessions of the last 365 days; B: one, the other a day too old; C: one ahead of the day; D: training alone.
LOG = """
member_id | date       | duration_minutes | format
A         | 2025-07-01 | 60               | peer
A         | 2026-06-30 | 90               | individual
B         | 2025-06-30 | 600              | individual
B         | 2026-01-10 | 120              | individual
C         | 2026-07-01 | 60               | individual
"""
TRAINING = """
member_id | start_date | end_date   | category | articles
D         | 2025-06-30 | 2025-07-01 | course   | 31 45
A         | 2025-06-30 | 2025-06-30 | course   | 45
B         | 2026-06-30 | 2026-07-01 | webinar  | 1
A         | 2026-03-01 |            |          | 45
"""


def tables(rows):
    found = {name: pl.DataFrame(schema=dtypes(table)) for name, table in TABLES.items()}
    texts = {"members": REGISTER, "supervision": LOG, "training": TRAINING}
    return found | {name: rows(name, text) for name, text in texts.items()}


def told(table, *columns):
    return {row[:-1] if len(columns) > 1 else row[0]: row[-1] for row in table.select(*columns, "numerator").rows()}


def test_of_a_member_without_any_record_up_to_the_day_nothing_is_told(rows):
    known = roll(tables(rows), AS_OF, 2)
    # C has a session tomorrow and E no row at all; D has training, so no session is no session.
    assert dict(known.select("member_id", "verdict").rows()) == {
        **{"A": "met", "B": "not_met", "C": "unknown", "D": "not_met", "E": "unknown"}
    }
    assert known["region"].to_list() == ["North", "North", "South", "South", "not_stated"]


def test_a_member_whose_row_names_no_pack_is_of_the_packs_of_the_dossier(rows):
    assert roll(tables(rows), AS_OF, 2)["level"].to_list() == ["one", "one", "not_stated", "other", "other"]
    assert roll(tables(rows), AS_OF, 2, ["x", "y"])["level"].to_list() == ["one", "one", "x + y", "other", "other"]


def test_every_verdict_is_told_of_every_place_even_at_nought(rows):
    counted = organisation.standing(roll(tables(rows), AS_OF, 2), AS_OF, ["region"]).table
    assert told(counted, "region", "verdict") == {
        **{("North", "met"): 1, ("North", "not_met"): 1, ("North", "unknown"): 0},
        **{("South", "met"): 0, ("South", "not_met"): 1, ("South", "unknown"): 1},
        **{("not_stated", "met"): 0, ("not_stated", "not_met"): 0, ("not_stated", "unknown"): 1},
    }
    assert counted.filter(region="North")["denominator"].to_list() == [2, 2, 2]


def many(counts, place="region"):
    """A roll of so many members who meet the need and who don't, by place."""
    people = [
        (name, verdict)
        for name, pair in counts.items()
        for verdict, n in zip(("met", "not_met"), pair, strict=True)
        for _ in range(n)
    ]
    frame = pl.DataFrame(people, {place: pl.String, "verdict": pl.String}, orient="row")
    own = {name: pl.lit("all") for name in ("region", "level", "group_id") if name != place}
    return frame.with_columns(member_id=pl.int_range(pl.len()).cast(pl.String), **own)


def test_a_region_is_told_apart_when_k_of_its_members_meet_the_need_and_k_do_not():
    apart = pooled(many({"N": (10, 10), "S": (19, 9), "E": (30, 5), "W": (10, 11)}), 10)["region"].unique().sort()
    # S and E together: 49 meet it, 14 don't; S leaves 28 members beside E.
    assert apart.to_list() == ["N", "W", "other"]


def test_the_smallest_of_those_apart_joins_the_others_while_they_would_tell_too_much():
    # T alone has 4 members; with N, the smaller of the two, 14 and 15 of 29 stand on each side, but N has 4 beside it.
    apart = pooled(many({"N": (11, 14), "S": (20, 20), "T": (3, 1)}), 10)["region"].unique().to_list()
    assert apart == ["other"]
    # With 5 beside it, N is enough.
    assert set(pooled(many({"N": (11, 14), "S": (20, 20), "T": (4, 1)}), 10)["region"]) == {"S", "other"}


def test_members_without_a_group_are_no_group_however_many_they_are():
    apart = pooled(many({"G1": (10, 10), "not_stated": (30, 30)}, "group_id"), 10)["group_id"]
    assert set(apart) == {"G1", "other"}


def test_a_group_of_two_regions_is_told_with_the_others_of_each():
    people = many({"G1": (20, 20), "G2": (20, 20)}, "group_id").with_row_index("n")
    split = people.with_columns(region=pl.when(pl.col("n") < 40).then(pl.lit("N")).otherwise(pl.lit("S"))).with_columns(
        group_id=pl.when(pl.col("n") == 79).then(pl.lit("G1")).otherwise("group_id")
    )
    told_as = pooled(split.drop("n"), 10).group_by("region", "group_id").len().sort("region").rows()
    assert told_as == [("N", "other", 40), ("S", "other", 40)]


def test_the_shortest_intervals_with_enough_members_on_average_are_taken():
    first, last = date(2026, 7, 1), date(2027, 6, 30)
    days = pl.Series([date(2026, 8, 1)] * 24)
    assert len(intervals(days, first, last, 2)) == 12
    assert intervals(days, first, last, 3)[:2] == [  # 24 of 3 a month would need 36, of 3 a quarter 12
        (date(2026, 7, 1), date(2026, 9, 30)),
        (date(2026, 10, 1), date(2026, 12, 31)),
    ]
    assert intervals(days, first, last, 7) == [(first, date(2026, 12, 31)), (date(2027, 1, 1), last)]


def test_members_who_meet_the_need_are_told_by_when_they_fall_below_it(rows):
    lapses = organisation.lapses(roll(tables(rows), AS_OF, 2), AS_OF, 0).table
    # A's second newest session, 1 July 2025, leaves the window on 1 July 2026; the share is of all five members.
    assert lapses.filter(pl.col("numerator") > 0).select("lapse", "value").rows() == [("2026-07-01/2026-07-31", 0.2)]
    assert lapses.height == 12


def test_a_renewal_is_overdue_on_its_day(rows):
    known = tables(rows)
    found = told(organisation.renewals(roll(known, AS_OF, 2), known["members"], AS_OF, 1000).table, "renewal")
    # Years, since no month has a thousand: B ends on the day itself, C on the last day of 24 months, D a day later.
    assert found == {
        **{"overdue": 2, "2026-07-01/2026-12-31": 0, "2027-01-01/2027-12-31": 0, "2028-01-01/2028-06-30": 1},
        **{"later": 1, "not_stated": 1},
    }


def test_hours_are_of_365_days_and_of_all_members(rows):
    known = tables(rows)
    hours = organisation.hours_of(roll(known, AS_OF, 2), known["supervision"], AS_OF)
    assert dict(hours.rows()) == {"A": 2.5, "B": 2, "C": 0, "D": 0, "E": 0}
    classes = told(organisation.hours_classes(hours, AS_OF).table, "hours_class")
    assert classes == {"0": 3, "0-2": 1, "2-4": 1, "4-6": 0, "6-8": 0, "8-12": 0, "12-": 0}


def test_a_quantile_is_the_hours_of_a_member():
    hours = pl.DataFrame({"member_id": [str(n) for n in range(11)], "hours": [float(n) for n in range(11)]})
    values = organisation.hours_quantiles(hours, AS_OF).table
    assert dict(values.select("measure", "value").rows())["median_hours"] == 5
    assert dict(values.select("measure", "value").rows())["p90_hours"] == 9


def test_members_are_told_by_practice_hours_for_one_of_supervision(rows):
    known = tables(rows) | {
        "practice": rows(
            "practice",
            """
            member_id | start_date | end_date   | paid_hours
            A         | 2026-01-01 | 2026-03-31 | 37.5
            B         | 2026-01-01 | 2026-03-31 | 70.5
            D         | 2026-01-01 | 2026-03-31 | 40
            """,
        )
    }
    found = told(organisation.ratio_classes(roll(known, AS_OF, 2), known, AS_OF, 35).table, "ratio_class")
    # A: 37.5 / 2.5 = 15; B: 70.5 / 2 = 35.25; D has no supervision, the others no practice.
    assert found == {"0-15": 1, "15-25": 0, "25-35": 0, "35-": 1, "unknown": 3}


def test_an_article_is_told_by_the_members_with_a_record_of_twelve_months(rows):
    known = tables(rows)
    found = told(offer.article_shares(roll(known, AS_OF, 2), known, AS_OF).table, "article")
    # D's course ended on the first day of the window; A's first a day before it, the second within; B's ends tomorrow.
    assert {article: n for article, n in found.items() if n} == {31: 1, 45: 2}
    assert len(found) == 47


def test_training_is_told_by_category_by_part_of_the_code_and_by_article(rows):
    known = tables(rows)
    members = roll(known, AS_OF, 2)
    category = told(offer.training_by_category(members, known["training"], AS_OF).table, "category")
    assert {name: n for name, n in category.items() if n} == {"course": 1, "not_stated": 1}
    chapter = told(offer.training_by_chapter(members, known["training"], AS_OF).table, "chapter", "category")
    # Article 31 is in section 9, article 45 in section 14.
    assert {key: n for key, n in chapter.items() if n} == {
        **{("8-11", "course"): 1, ("12-14", "course"): 1, ("12-14", "not_stated"): 1}
    }
    article = told(offer.training_by_article(members, known["training"], AS_OF).table, "article")
    assert {name: n for name, n in article.items() if n} == {31: 1, 45: 2}


ANSWERS = """
response_id | survey_id | member_id | date       | item  | score | scale_min | scale_max | invited
1           | S1        | A         | 2026-03-31 | Clear | 5     | 1         | 5         | 4
2           | S1        | A         | 2026-03-31 | Clear | 3     | 1         | 5         | 4
3           | S2        | B         | 2026-01-01 | Clear | 4     | 1         | 5         | 6
4           | S3        | C         | 2026-01-02 | Clear | 1     | 1         | 5         |
5           | S1        | A         | 2026-04-01 | Clear | 5     | 1         | 5         | 4
"""


def test_feedback_is_told_by_quarters_that_are_over(rows):
    answers = rows("feedback", ANSWERS)
    one = programme.feedback_by_quarter(answers, date(2026, 6, 29)).table
    assert one.select("interval_start", "people", "numerator", "denominator").rows() == [(date(2026, 1, 1), 3, 2, 4)]
    both = programme.feedback_by_quarter(answers, AS_OF).table
    assert both["interval_end"].to_list() == [date(2026, 3, 31), AS_OF]


def test_the_response_rate_is_of_surveys_that_say_how_many_were_invited(rows):
    rate = programme.response_rate(rows("feedback", ANSWERS), AS_OF).table.row(0, named=True)
    # S1: 3 of 4, S2: 1 of 6; about A and B.
    assert (rate["numerator"], rate["denominator"], rate["people"]) == (4, 10, 2)


def test_rows_left_out_are_told_by_table_and_in_all():
    left = quality.rows_left_out({"feedback": (40, 0), "supervision": (60, 3), "practice": (0, 0)})
    assert told(left, "table") == {"all": 3, "feedback": 0, "supervision": 3}
    assert left.filter(table="all")["value"].item() == 0.03


def test_a_row_with_two_cells_of_a_rule_is_one_row_and_a_finding_on_a_file_is_none():
    places = {"file": ["a", "a", "a", "b"], "sheet": [""] * 4, "row": [2, 2, 3, None], "rule": ["x", "x", "y", "z"]}
    assert told(quality.rows_by_rule(pl.DataFrame(places)), "rule") == {"x": 1, "y": 1}


def test_a_count_keeps_the_members_behind_it():
    three = pl.DataFrame({"member_id": ["A", "B", "C"], "region": ["N", "N", "S"], "verdict": ["met", "met", "rest"]})
    assert members_by(three, ["region"]).behind.filter(region="N")["member_id"].to_list() == ["A", "B"]
    counted = shares(three, "standing", "verdict", ["met"], ["region"])
    assert counted.behind.filter(verdict="met")["member_id"].to_list() == ["A", "B"]
    found = share_of(three.select("member_id", source="region"), "with", "source", 3, ["N", "S", "W"])
    assert told(found.table, "source") == {"N": 2, "S": 1, "W": 0}
