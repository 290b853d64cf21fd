"""The smallest plan: what it asks for, by when, and what it gives up."""

from datetime import date

import pytest

from cpd_toolkit.errors import UsageError
from cpd_toolkit.requirements.plan import plan

HOURS = "count = { of = ['supervision'], unit = 'hours' }"
ALONE = "count = { of = ['supervision'], unit = 'records', where = { format = ['individual'] } }"


def value(number):
    return f"values = [{{ from = 2000-01-01, value = {number}, reference = 's' }}]"


@pytest.fixture
def made(pack, dossier):
    """Plan by packs and rows of tables: rows as `amount unit what, earliest..by, rules`, and the rules' states."""

    def run(packs, as_of, tables=None, until=None, **settings):
        packs = [packs] if isinstance(packs, str) else packs
        asked = [pack(text) if isinstance(text, str) else text for text in packs]
        found = plan(asked, tables or {}, dossier(**settings), date.fromisoformat(as_of), until)
        rows = [
            f"{row['amount']:g} {row['unit']} {row['what']}, {row['earliest']}..{row['by']}, {' '.join(row['rules'])}"
            for row in found.actions.to_dicts()
        ]
        states = {f"{p}/{rule}": state for p, rule, state in found.prospects.select("pack", "rule", "state").rows()}
        return found, rows, states

    return run


def test_each_quarter_still_open_asks_for_its_own_hour(made, rows):
    """In 2026 an hour a quarter; 1 h is logged in each of the first two, and half an hour in the third."""
    logged = rows("supervision", "date|duration_minutes\n2026-02-03|60\n2026-05-06|60\n2026-07-02|30")
    _, asked, states = made(
        f"q minimum window='calendar-quarter'; {HOURS}; {value(1)}", "2026-07-10", {"supervision": logged}
    )
    assert asked == [
        "0.5 hours supervision, 2026-07-11..2026-09-30, p/q",
        "1 hours supervision, 2026-10-01..2026-12-31, p/q",
    ]
    assert states == {"p/q": "planned"}


def test_a_quarter_that_was_missed_can_not_be_made_up_and_those_that_are_not_over_are_asked_for(made, rows):
    """Nothing in the second quarter: it is lost. The third holds 15 minutes on 10 July, the fourth has not begun."""
    logged = rows("supervision", "date|duration_minutes\n2026-02-03|60\n2026-07-02|15")
    quarterly = f"q minimum window='calendar-quarter'; {HOURS}; {value(1)}"
    _, asked, states = made(quarterly, "2026-07-10", {"supervision": logged})
    assert asked == [
        "0.75 hours supervision, 2026-07-11..2026-09-30, p/q",
        "1 hours supervision, 2026-10-01..2026-12-31, p/q",
    ]
    assert states == {"p/q": "lost"}


def test_of_years_that_may_take_from_the_next_one_those_it_still_reaches_are_planned(made, rows):
    """2024 lacks 1 h, which 2025 can't give: lost. 2026 lacks 12 - 4 = 8 h, and 3 h more that 2025 lacks."""
    log = "start_date|hours|category\n2024-05-01|11|course\n2025-05-01|9|course\n2026-05-01|4|course"
    count = "count = { of = ['training'], unit = 'hours' }"
    text = f"y minimum window='calendar-year'; carry = {{ back = 1 }}; {count}; {value(12)}"
    days = {"cycle_start": date(2024, 1, 1), "cycle_end": date(2026, 12, 31)}
    _, asked, states = made(text, "2026-06-30", {"training": rows("training", log)}, **days)
    assert (asked, states) == (["11 hours training, 2026-07-01..2026-12-31, p/y"], {"p/y": "lost"})


def test_a_year_that_is_lost_asks_for_nothing_where_the_cycle_has_no_other(made, rows):
    yearly = f"y minimum window='cycle-year'; {HOURS}; {value(1)}"
    days = {"cycle_start": date(2025, 7, 1), "cycle_end": date(2026, 12, 31)}
    logged = {"supervision": rows("supervision", "date|duration_minutes\n2025-02-03|60")}
    assert made(yearly, "2026-07-10", logged, **days)[1:] == ([], {"p/y": "lost"})


def test_one_session_serves_two_packs(made, pack):
    """Three hours for the one, one individual session for the other: three hours, in one individual session."""
    first = pack(f"h minimum window='cycle'; {HOURS}; {value(3)}", id="a")
    second = pack(f"n minimum window='cycle'; {ALONE}; {value(1)}", id="b")
    found, asked, _ = made([first, second], "2026-07-10")
    assert asked == ["3 hours supervision, 2026-07-11..2026-12-31, a/h b/n"]
    assert found.actions["format"].to_list() == [["individual"]]
    assert found.actions["records"].to_list() == [1]


def test_what_leaves_the_window_by_then_is_replaced(made, rows):
    """Without a cycle the day is 90 days on, 28 September: of 2 + 2 h in 12 months, those of August are gone then."""
    logged = rows("supervision", "date|duration_minutes\n2025-08-01|120\n2026-02-01|120")
    asked_for = f"h minimum window='last-12-months'; {HOURS}; {value(4)}"
    days = {"cycle_start": None, "cycle_end": None}
    found, asked, _ = made(asked_for, "2026-06-30", {"supervision": logged}, **days)
    assert found.prospects["by"].to_list() == [date(2026, 9, 28)]
    assert asked == ["2 hours supervision, 2026-07-01..2026-09-28, p/h"]


def test_sessions_never_more_than_two_months_apart_each_have_their_own_last_day(made, rows):
    """From 10 May: 10 July, 10 September, 10 November; the last one, if from 31 October on, reaches 31 December."""
    logged = rows("supervision", "date|duration_minutes\n2026-01-20|60\n2026-03-15|60\n2026-05-10|60")
    text = f"gap spread window='cycle'; count = {{ of = ['supervision'], unit = 'records' }}; {value(2)}"
    _, asked, _ = made(text, "2026-05-31", {"supervision": logged})
    assert asked == [
        "1 records supervision, 2026-07-10..2026-07-10, p/gap",
        "1 records supervision, 2026-09-10..2026-09-10, p/gap",
        "1 records supervision, 2026-10-31..2026-11-10, p/gap",
    ]


def test_a_gap_that_has_been_too_long_is_lost(made, rows):
    logged = rows("supervision", "date|duration_minutes\n2026-01-20|60\n2026-05-10|60")
    text = f"gap spread window='cycle'; count = {{ of = ['supervision'], unit = 'records' }}; {value(2)}"
    assert made(text, "2026-05-31", {"supervision": logged})[1:] == ([], {"p/gap": "lost"})


@pytest.mark.parametrize(
    ("end", "asked", "state"),
    [
        (date(2026, 6, 14), ["1 records training, 2026-06-14..2026-06-14, p/span"], "planned"),
        (date(2026, 6, 13), [], "lost"),
    ],
)
def test_three_months_from_14_march_are_reached_on_14_june_and_not_before(made, rows, end, asked, state):
    mentor = "start_date|hours|category\n2026-03-14|2|mentor_coaching"
    where = "where = { category = ['mentor_coaching'] }"
    text = f"span span window='cycle'; count = {{ of = ['training'], unit = 'hours', {where} }}; {value(3)}"
    _, found, states = made(text, "2026-03-20", {"training": rows("training", mentor)}, cycle_end=end)
    assert (found, states) == (asked, {"p/span": state})


def test_practice_recorded_and_practice_planned_both_ask_for_supervision(made, rows):
    """(70 h recorded + 35 h more that another rule wants) / 35 = 3 h."""
    logged = {"practice": rows("practice", "start_date|end_date|paid_hours\n2026-01-05|2026-01-05|70")}
    ratio = f"ratio ratio window='cycle'; {HOURS}; {value(35)}"
    practice = f"practice minimum window='cycle'; count = {{ of = ['practice'], unit = 'hours' }}; {value(105)}"
    assert made(ratio, "2026-06-30", logged)[1] == ["2 hours supervision, 2026-07-01..2026-12-31, p/ratio"]
    assert sorted(made(f"{ratio}\n{practice}", "2026-06-30", logged)[1]) == [
        "3 hours supervision, 2026-07-01..2026-12-31, p/ratio",
        "35 hours practice, 2026-07-01..2026-12-31, p/practice",
    ]


def test_without_practice_the_floor_of_a_ratio_is_planned_and_the_rest_not_told(made):
    floor = "floor = [{ from = 2000-01-01, value = 4, reference = 's' }]"
    found, asked, states = made(f"ratio ratio window='cycle'; {HOURS}; {value(35)}; {floor}", "2026-06-30")
    assert asked == ["4 hours supervision, 2026-07-01..2026-12-31, p/ratio"]
    assert states == {"p/ratio": "untold"}
    assert found.prospects["reason"].to_list() == ["no_practice"]


def test_hours_over_a_cap_are_planned_from_what_is_not_capped(made, rows):
    """40 points, 16 at most from resources: with 20 h of resources logged, 40 - 16 = 24 h of anything else."""
    logged = {"training": rows("training", "start_date|hours|credit_type\n2026-01-05|20|resource_development")}
    cap = "caps = [{ where = { credit_type = ['resource_development'] }, at_most = 16, reference = 's' }]"
    text = f"t minimum window='cycle'; count = {{ of = ['training'], unit = 'points', {cap} }}; {value(40)}"
    found, asked, _ = made(text, "2026-06-30", logged)
    assert asked == ["24 hours training, 2026-07-01..2026-12-31, p/t"]
    assert found.actions["credit_type"].to_list() == [["core_competency", "ethics"]]


def test_a_cap_of_each_month_spreads_hours_over_months(made, rows):
    """At most 1 h counts in a month: 3 h from 10 October on take October, November and December."""
    cap = "caps = [{ at_most = 1, per = 'calendar-month', reference = 's' }]"
    text = f"h minimum window='cycle'; count = {{ of = ['supervision'], unit = 'hours', {cap} }}; {value(3)}"
    assert made(text, "2026-10-10")[1] == [
        "1 hours supervision, 2026-10-11..2026-10-31, p/h",
        "1 hours supervision, 2026-11-01..2026-11-30, p/h",
        "1 hours supervision, 2026-12-01..2026-12-31, p/h",
    ]
    nothing = {"supervision": rows("supervision", "date|duration_minutes")}
    assert made(text, "2026-11-10", nothing)[1:] == ([], {"p/h": "lost"})


def test_a_block_longer_than_counts_is_planned_as_several(made):
    """5 h in blocks of at most 2 h that count: three sessions; 25 h where one session lasts 12 h at most: three too."""
    longest = "count = { of = ['supervision'], unit = 'hours', longest_hours = 2 }"
    assert made(f"h minimum window='cycle'; {longest}; {value(5)}", "2026-06-30")[0].actions["records"].item() == 3
    assert made(f"h minimum window='cycle'; {HOURS}; {value(25)}", "2026-06-30")[0].actions["records"].item() == 3


def test_surplus_of_a_year_is_used_before_more_is_asked_for(made, rows):
    """12 h a year, surplus carried one year forward: 15 in 2025 leaves 3, so 2026 asks for 9."""
    logged = {"training": rows("training", "start_date|hours\n2025-03-01|15")}
    count = "carry = { forward = 1 }; count = { of = ['training'], unit = 'hours' }"
    text = f"y minimum window='calendar-year'; {count}; {value(12)}"
    _, asked, _ = made(text, "2026-06-30", logged, cycle_start=date(2025, 1, 1))
    assert asked == ["9 hours training, 2026-07-01..2026-12-31, p/y"]


def test_feedback_of_five_people_asks_for_those_who_have_not_answered_yet(made, rows):
    """Two of five people have answered, one of them twice."""
    head = "response_id|date|respondent_id|respondent_role|item\n"
    logged = rows(
        "feedback", head + "\n".join(f"{r}|2026-02-0{r}|{who}|client|Q" for r, who in ((1, "K1"), (2, "K2"), (3, "K2")))
    )
    where = "distinct = 'respondent_id', where = { respondent_role = ['client', 'sponsor'] }"
    text = f"f minimum window='last-12-months'; count = {{ of = ['feedback'], unit = 'distinct', {where} }}; {value(5)}"
    found, asked, _ = made(text, "2026-06-30", {"feedback": logged})
    assert asked == ["3 records feedback, 2026-07-01..2026-12-31, p/f"]
    assert found.actions.select("respondent_role", "new").row(0) == (["client", "sponsor"], ["respondent_id"])


def test_written_reflections_and_a_document_are_planned_as_records(made):
    reflection = f"r minimum window='cycle'; count = {{ of = ['reflection'], unit = 'records' }}; {value(2)}"
    found, asked, _ = made(f"{reflection}\ni valid documents=['insurance']", "2026-06-30")
    assert sorted(asked) == [
        "1 records document, 2026-07-01..2026-12-31, p/i",
        "2 records reflection, 2026-07-01..2026-12-31, p/r",
    ]
    assert found.actions.drop_nulls("valid_until")["valid_until"].to_list() == [date(2026, 12, 31)]


def test_a_document_that_ends_before_the_deadline_is_renewed_and_one_that_lasts_is_not(made, rows):
    def insured(until):
        return {"evidence": rows("evidence", f"date|kind|valid_until\n2026-01-01|insurance|{until}")}

    assert len(made("i valid documents=['insurance']", "2026-06-30", insured("2026-12-30"))[1]) == 1
    assert made("i valid documents=['insurance']", "2026-06-30", insured("2026-12-31"))[1:] == ([], {"p/i": "kept"})


def test_rules_that_nobody_has_verified_are_planned_only_when_the_user_accepts_them(made, pack):
    memory = pack(f"h minimum window='cycle'; {HOURS}; {value(1)}", grade="MEM")
    found, asked, states = made([memory], "2026-06-30")
    assert (asked, states, found.prospects["reason"].to_list()) == ([], {"p/h": "untold"}, ["unverified"])
    assert len(made([memory], "2026-06-30", accept_unverified=True)[1]) == 1


def test_without_the_days_of_a_cycle_its_rules_are_not_told_and_those_of_the_last_months_are_planned(made):
    text = f"h minimum window='cycle'; {HOURS}; {value(3)}\nl minimum window='last-6-months'; {HOURS}; {value(1)}"
    found, asked, states = made(text, "2026-06-30", cycle_start=None, cycle_end=None)
    assert asked == ["1 hours supervision, 2026-07-01..2026-09-28, p/l"]
    assert states == {"p/h": "untold", "p/l": "planned"}
    assert found.prospects["reason"].to_list() == ["no_cycle", None]


def test_a_quarter_on_leave_asks_for_nothing_and_one_missed_on_leave_in_part_is_not_told(made, rows):
    text = f"q minimum window='calendar-quarter'; {HOURS}; {value(1)}"
    logged = {"supervision": rows("supervision", "date|duration_minutes\n2026-02-03|60\n2026-05-06|60")}
    away = ((date(2026, 7, 1), date(2026, 9, 30)),)
    assert made(text, "2026-06-30", logged, pauses=away)[1] == ["1 hours supervision, 2026-10-01..2026-12-31, p/q"]
    part = ((date(2026, 5, 1), date(2026, 5, 2)),)
    only_first = {"supervision": logged["supervision"][:1]}
    # What the second quarter asks for can't be told any more; the third and the fourth still ask for theirs.
    asked = ["1 hours supervision, 2026-07-01..2026-09-30, p/q", "1 hours supervision, 2026-10-01..2026-12-31, p/q"]
    assert made(text, "2026-06-30", only_first, pauses=part)[1:] == (asked, {"p/q": "untold"})


def test_what_an_earlier_pack_counts_is_not_planned_for_an_exclusive_one(made, pack):
    """Both want supervision: what is planned counts for the first, so the second can't have it; training it can."""
    first = pack(f"h minimum window='cycle'; {HOURS}; {value(2)}", id="a")
    count = "count = { of = ['supervision', 'training'], unit = 'hours' }"
    second = pack(f"h minimum window='cycle'; {count}; {value(3)}", id="b", more="exclusive = true")
    assert sorted(made([first, second], "2026-06-30")[1]) == [
        "2 hours supervision, 2026-07-01..2026-12-31, a/h",
        "3 hours training, 2026-07-01..2026-12-31, b/h",
    ]


def test_every_member_of_a_register_has_a_plan_by_their_own_end(made, rows):
    head = "member_id|rules|awarded_on|expires_on\n"
    register = rows(
        "members", head + "C1|p|2026-01-01|2026-08-31\nC2|p|2026-01-01|2026-12-31\nC3|q|2026-01-01|2026-12-31"
    )
    found, asked, _ = made(f"h minimum window='cycle'; {HOURS}; {value(1)}", "2026-06-30", {"members": register})
    assert asked == [
        "1 hours supervision, 2026-07-01..2026-08-31, p/h",
        "1 hours supervision, 2026-07-01..2026-12-31, p/h",
    ]
    assert found.actions["member_id"].to_list() == ["C1", "C2"]


def test_a_plan_by_an_earlier_day_asks_only_for_what_is_judged_then(made):
    quarters = f"q minimum window='calendar-quarter'; {HOURS}; {value(1)}"
    text = f"{quarters}\ng minimum window='last-6-months'; {ALONE}; {value(2)}"
    found, asked, states = made(text, "2025-12-31", until=date(2026, 3, 31))
    assert asked == ["1 hours supervision, 2026-01-01..2026-03-31, p/q p/g"]
    assert found.actions["records"].item() == 2
    assert states == {"p/q": "planned", "p/g": "planned"}


def test_nothing_can_be_planned_by_a_day_that_is_over(made):
    cap = "caps = [{ at_most = 1, per = 'calendar-month', reference = 's' }]"
    text = f"h minimum window='cycle'; count = {{ of = ['supervision'], unit = 'hours', {cap} }}; {value(3)}"
    assert made(text, "2026-06-30", until=date(2026, 6, 30))[1] == []


def test_a_number_that_is_not_in_force_on_the_day_is_refused(made, pack):
    later = value(3).replace("2000-01-01", "2027-01-01")
    own = pack(f"h minimum window='cycle'; {HOURS}; {later}", effective_from="2027-01-01")
    with pytest.raises(UsageError, match="in force"):
        made([own], "2026-06-30")


def test_a_cap_on_two_kinds_together_is_kept_to(made, rows):
    """10 h at most of reading or self-study: with 10 h of reading logged, the 20 points lack 10 h of something live."""
    logged = {"training": rows("training", "start_date|hours|category|method\n2026-01-05|10|reading|live")}
    together = "where = { category = ['reading'] }, or_where = [{ method = ['self_paced'] }], at_most = 10"
    count = f"count = {{ of = ['training'], unit = 'points', caps = [{{ {together}, reference = 's' }}] }}"
    found, asked, _ = made(f"t minimum window='cycle'; {count}; {value(20)}", "2026-06-30", logged)
    assert asked == ["10 hours training, 2026-07-01..2026-12-31, p/t"]
    assert found.actions["method"].to_list() == [["live"]]
    assert "reading" not in found.actions["category"].to_list()[0]
