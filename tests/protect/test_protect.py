"""Tables that hang together: what one hides, another must not give away."""

from datetime import date

import polars as pl
import pytest

from cpd_toolkit.errors import ReportError
from cpd_toolkit.measures.shapes import RECENCY, STANDING, result_table
from cpd_toolkit.protect import Hidden, Links, hidden, protect


def values(table, *by):
    return {tuple(row[name] for name in by): row["value"] for row in table.iter_rows(named=True)}


def test_a_margin_gives_nothing_away(counts):
    # 40 - 25 - 11 = 4: one of the two must go with it, the cheaper one.
    tables = {
        "regions": counts({("E",): 4, ("N",): 25, ("S",): 11}, ("region",)),
        "total": counts({(): 40}, ()),
    }
    told = protect(tables, 5)
    assert values(told.tables["regions"], "region") == {("E",): None, ("N",): 25, ("S",): None}
    assert told.tables["total"].equals(tables["total"])
    assert told.counts == {"regions": Hidden(3, 1, 1), "total": Hidden(1, 0, 0)}
    assert hidden(told) == Hidden(rows=4, primary=1, secondary=1)


def test_without_the_margin_its_neighbours_may_stay(counts):
    told = protect({"regions": counts({("E",): 4, ("N",): 25, ("S",): 11}, ("region",))}, 5)
    assert values(told.tables["regions"], "region") == {("E",): None, ("N",): 25, ("S",): 11}


def test_a_margin_may_stand_in_the_table_itself(counts):
    table = counts({("E",): 4, ("N",): 25, ("S",): 11, ("all",): 40}, ("region",))
    told = protect({"regions": table}, 5).tables["regions"]
    assert values(told, "region") == {("E",): None, ("N",): 25, ("S",): None, ("all",): 40}


def test_groups_add_up_to_their_region_when_it_is_said_which_they_lie_in(counts):
    groups = {("G1",): 4, ("G2",): 12, ("G3",): 30, ("G4",): 14, ("G5",): 20}
    where = pl.DataFrame({"group_id": ["G1", "G2", "G3", "G4", "G5"], "region": ["N", "N", "N", "S", "S"]})
    tables = {"groups": counts(groups, ("group_id",)), "regions": counts({("N",): 46, ("S",): 34}, ("region",))}
    # 46 - 12 - 30 = 4, so 12 goes as well; the south needs nothing.
    told = protect(tables, 5, Links(within=where)).tables
    assert [key for (key,), value in values(told["groups"], "group_id").items() if value is None] == ["G1", "G2"]
    assert None not in values(told["regions"], "region").values()


def test_members_of_a_region_in_a_group_of_several_regions_are_few(counts):
    # G3 has members of both regions: 33 of the north less its own groups G1 and G2 leaves 3.
    groups = counts({("G1",): 14, ("G2",): 16, ("G3",): 20}, ("group_id",))
    where = pl.DataFrame({"group_id": ["G1", "G2", "G3", "G3"], "region": ["N", "N", "N", "S"]})
    tables = {"groups": groups, "regions": counts({("N",): 33, ("S",): 17}, ("region",))}
    told = protect(tables, 5, Links(within=where))
    assert hidden(told) == Hidden(rows=5, primary=0, secondary=1)
    assert values(told.tables["groups"], "group_id")["G1",] is None


def test_the_same_number_in_two_tables_is_hidden_in_both(counts):
    small = {("E",): 4, ("N",): 25, ("S",): 11}
    tables = {"one": counts(small, ("region",)), "two": counts(small, ("region",)), "total": counts({(): 40}, ())}
    told = protect(tables, 5).tables
    assert values(told["one"], "region") == values(told["two"], "region") == {("E",): None, ("N",): 25, ("S",): None}


def test_what_a_total_has_more_than_its_regions_is_not_told_when_few(counts):
    # 43 members, 20 and 20 with a region: 3 without.
    tables = {"regions": counts({("N",): 20, ("S",): 20}, ("region",)), "total": counts({(): 43}, ())}
    assert hidden(protect(tables, 5)) == Hidden(rows=3, primary=0, secondary=1)
    tables["total"] = counts({(): 45}, ())
    assert hidden(protect(tables, 5)) == Hidden(rows=3, primary=0, secondary=0)


def test_numbers_that_overlap_do_not_add_up(counts):
    # By format 22 and 14, together 30 members: some had both. 14 isn't 30 - 22.
    tables = {"formats": counts({("group",): 22, ("peer",): 14, ("individual",): 3}, ("format",))}
    tables["total"] = counts({(): 30}, ())
    assert values(protect(tables, 5).tables["formats"], "format") == {
        ("group",): 22,
        ("individual",): None,
        ("peer",): 14,
    }


def by_quarter(numbers, people, year):
    quarters = [(date(2025, 3 * q + 1, 1), date(2025, 3 * q + 3, [31, 30, 30, 31][q])) for q in range(4)]
    rows = [
        {"interval_start": start, "interval_end": end, "numerator": n, "people": who, "value": n}
        for (start, end), n, who in zip(quarters, numbers, people, strict=True)
    ]
    whole = {"interval_start": quarters[0][0], "interval_end": quarters[3][1], "numerator": year, "people": 14}
    frame = pl.DataFrame([*rows, whole | {"value": year}]).with_columns(measure=pl.lit("sessions"))
    return result_table(frame[:4]), result_table(frame[4:])


def test_quarters_add_up_to_their_year():
    quarters, year = by_quarter([30, 4, 40, 26], [12, 4, 14, 9], 100)  # 14 people in all: many have several
    told = protect({"quarters": quarters, "years": year}, 5).tables
    assert told["quarters"]["value"].to_list() == [30, None, 40, None]  # 100 - 30 - 40 - 26 = 4
    assert told["years"]["value"].to_list() == [100]


def test_a_part_of_a_measure_leaves_a_rest_that_may_be_few(counts):
    # 38 of 40 members meet the need: 2 don't.
    tables = {"members": counts({(): 40}, ()), "met": counts({(): 38}, (), "met")}
    assert hidden(protect(tables, 5)).secondary == 0
    told = protect(tables, 5, Links(parts={"members": ["met"]})).tables
    assert (told["members"]["value"].item(), told["met"]["value"].item()) == (40, None)


@pytest.mark.parametrize("as_measures", [True, False])
def test_verdicts_add_up_to_the_members_asked(as_measures):
    # Of 40, 30 meet the rule, 4 don't, of 6 it can't be told: 4 = 40 - 30 - 6.
    verdicts = [("met", 30), ("not_met", 4), ("unknown", 6)]
    rows = [{"verdict": verdict, "numerator": n, "value": n / 40} for verdict, n in verdicts]
    told = pl.DataFrame(rows).with_columns(people=40, denominator=40, measure=pl.lit("share"))
    table = result_table(told.with_columns(measure="verdict")) if as_measures else result_table(told, ["verdict"])
    assert protect({"verdicts": table}, 5).tables["verdicts"]["numerator"].to_list() == [None, None, 6]


def test_members_counted_on_two_days_are_two_numbers(counts):
    def of(day, **regions):
        table = counts({(region,): n for region, n in regions.items()}, ("region",))
        return table.with_columns(interval_start=pl.lit(day), interval_end=pl.lit(day))

    june, july = of(date(2026, 6, 30), N=25, S=4), of(date(2026, 7, 31), N=25, S=9)
    told = protect({"june": june, "july": july}, 5).tables
    assert told["june"]["value"].to_list() == [25, None]
    assert told["july"]["value"].to_list() == [25, 9]


def test_a_hidden_sum_of_hours_is_not_the_difference_of_others():
    def hours(rows, names=()):
        frame = pl.DataFrame(rows).with_columns(measure=pl.lit("hours"), value="numerator")
        return result_table(frame, names)

    regions = [("E", 3, 24.5), ("N", 25, 201.25), ("S", 11, 90.0)]
    tables = {
        "regions": hours([{"region": r, "people": n, "numerator": h} for r, n, h in regions], ["region"]),
        "total": hours([{"people": 39, "numerator": 315.75}]),
    }
    assert values(protect(tables, 5).tables["regions"], "region") == {("E",): None, ("N",): 201.25, ("S",): None}


def test_a_hidden_row_keeps_what_it_is_about_and_is_never_nought(counts):
    table = counts({("E",): 4}, ("region",))
    told = protect({"regions": table}, 5).tables["regions"].row(0, named=True)
    kept = {"measure": "members", "region": "E", "status": "suppressed"}
    assert told == dict.fromkeys(table.columns) | kept


def test_tables_protected_before_are_withheld_where_a_higher_k_asks_for_more(counts):
    once = protect({"regions": counts({("E",): 4, ("N",): 25, ("S",): 7}, ("region",))}, 5)
    assert not protect(once.tables, 5).withheld
    again = protect(once.tables, 10)
    assert again.withheld
    assert again.tables["regions"]["status"].to_list() == ["suppressed"] * 3
    assert again.tables["regions"]["value"].null_count() == 3


def test_a_table_of_members_never_leaves():
    with pytest.raises(ReportError, match=r"persons.*member_id"):
        protect({"standing": pl.DataFrame(schema=STANDING)}, 5)
    by_member = result_table(pl.DataFrame({"measure": ["hours"], "member_id": ["C1"]}), ["member_id"])
    with pytest.raises(ReportError, match=r"hours_by_member.*member_id"):
        protect({"hours_by_member": by_member}, 5)


def test_a_frame_that_does_not_say_how_many_people_are_behind_it_is_refused():
    with pytest.raises(ReportError, match="how many people"):
        protect({"list": pl.DataFrame({"article": [1]})}, 5)


def test_a_named_frame_loses_its_rows_of_few_and_its_extreme_days():
    day = date(2026, 3, 1)
    rows = [(12, day, "<=12", 9), (13, day, "12-24", 10), (14, None, "none", 0)]
    told = protect({"recency": pl.DataFrame(rows, schema=RECENCY, orient="row")}, 10)
    assert told.tables["recency"].rows() == [
        (12, None, None, None, "suppressed"),
        (13, None, "12-24", 10, "ok"),
        (14, None, None, None, "suppressed"),
    ]
    assert told.counts == {"recency": Hidden(3, 2, 0)}
    assert protect(told.tables, 10).tables["recency"].equals(told.tables["recency"])


def test_without_tables_nothing_is_hidden():
    assert hidden(protect({}, 5)) == Hidden(0, 0, 0)


def test_a_part_of_a_measure_gives_no_few_away_though_the_parts_overlap(counts):
    # 30 have a record; 27 have training, 18 a session: 3 have a record of another kind than training.
    tables = {name: counts({(): n}, (), name) for name, n in (("some", 30), ("training", 27), ("session", 18))}
    told = protect(tables, 5, Links(some={"some": ["training", "session"]}))
    assert {name: table["value"][0] for name, table in told.tables.items()} == {
        "some": 30,
        "training": None,
        "session": 18,
    }


def test_a_table_without_rows_is_published_as_it_is(counts):
    empty = counts({("N",): 9}, ("region",)).clear()
    told = protect({"none": empty, "total": counts({(): 40}, ())}, 5)
    assert told.tables["none"].equals(empty)
