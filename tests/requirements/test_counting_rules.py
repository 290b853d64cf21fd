"""What a record counts for: formulas, blocks and caps, on the vectors that bodies publish."""

import json

import pytest

SUPERVISION = 'kind = "minimum"\nwindow = "cycle"\nvalues = [{ from = 2020-01-01, value = 1, reference = "page" }]\n'
BABCP = """
count.of = ["supervision"]
count.unit = "hours"
count.credit = [
  { where = { format = ["individual"] } },
  { where = { format = ["group"], group_size_to = 2 } },
  { where = { format = ["group"], group_size_from = 3, group_size_to = 4 }, times = 2, divided = true },
]
"""
BACP = """
count.of = ["supervision"]
count.unit = "hours"
count.credit = [
  { where = { format = ["individual"] } },
  { where = { format = ["group", "peer"], group_size_to = 4 }, times = 0.5 },
  { where = { format = ["group", "peer"], group_size_from = 5 }, divided = true },
]
"""
ACCPH = """
count.of = ["supervision"]
count.unit = "hours"
count.credit = [{ where = { format = ["peer"] }, times = 0.5 }, { where = { format = ["individual", "group"] } }]
"""
EMDR = """
count.of = ["supervision"]
count.unit = "points"
count.credit = [{ where = { format = ["individual"] }, times = 2 }, { where = { format = ["group"] } }]
"""
SESSION = "date | duration_minutes | format | group_size | supervisor_id\n2024-03-01 | {} | {} | {} | {}"


def session(minutes, form, size=""):
    return {"supervision": SESSION.format(minutes, form, size, "" if form == "peer" else "S1")}


@pytest.mark.parametrize(
    ("scheme", "minutes", "form", "size", "hours"),
    [
        (BABCP, 120, "group", 4, 1),  # 2 h x 2 / 4
        (BABCP, 105, "group", 3, 105 * 2 / 3 / 60),  # 1 h 10
        (BABCP, 90, "group", 2, 1.5),  # the whole
        (BABCP, 120, "group", 5, 0),  # groups up to 4
        (BABCP, 60, "individual", "", 1),
        (BACP, 120, "group", 4, 1),  # half
        (BACP, 120, "group", 6, 20 / 60),  # divided
        (BACP, 120, "peer", 5, 24 / 60),
        (BACP, 90, "individual", "", 1.5),
        (ACCPH, 120, "peer", 5, 1),
        (ACCPH, 120, "group", 5, 2),
        (EMDR, 60, "individual", "", 2),
        (EMDR, 60, "group", 4, 1),
        (EMDR, 60, "peer", 4, 0),  # not named, so not counted
    ],
)
def test_a_session_counts_as_its_body_says(found, scheme, minutes, form, size, hours):
    assert found(SUPERVISION + scheme, session(minutes, form, size))[0] == pytest.approx(hours)


def test_the_reference_values_of_group_credit_hold(cases, found):
    told = json.loads((cases / "statistics" / "rule_arithmetic.json").read_text(encoding="utf-8"))
    schemes = {"babcp": (BABCP, "group"), "bacp": (BACP, "group"), "accph_peer": (ACCPH, "peer")}
    for case in told["cases"]:
        if case["function"] == "group_credit":
            asked = case["inputs"]
            scheme, form = schemes[asked["scheme"]]
            hours, _ = found(SUPERVISION + scheme, session(asked["minutes"], form, asked["supervisees"]))
            assert hours * 60 == pytest.approx(case["expected"]["minutes"], abs=1e-9), case["id"]


def test_an_hour_with_a_group_of_clients_is_one_hour(found):
    practice = "start_date | end_date | paid_hours | format | group_size\n2024-03-01 | 2024-03-01 | 1 | group | 15"
    rule = SUPERVISION + 'count = { of = ["practice"], unit = "hours" }'
    assert found(rule, {"practice": practice}) == (1, "met")


def test_a_session_of_45_minutes_is_three_quarters_of_an_hour(found):
    practice = "start_date | end_date | paid_hours\n2024-03-01 | 2024-03-01 | 0.75"
    rule = SUPERVISION + 'count = { of = ["practice"], unit = "hours" }'
    assert found(rule, {"practice": practice}) == (0.75, "not_met")


ACC = {
    "total": """
        kind = "minimum"
        window = "cycle"
        values = [{ from = 2020-01-01, value = 40, reference = "page" }]
        count.of = ["training"]
        count.unit = "hours"
        count.caps = [
          { where = { credit_type = ["resource_development"] }, at_most = 16, reference = "page" },
          { where = { category = ["mentor_coaching"] }, at_most = 10, reference = "page" },
        ]
    """,
    "core": """
        kind = "minimum"
        window = "cycle"
        values = [{ from = 2020-01-01, value = 24, reference = "page" }]
        count.of = ["training"]
        count.unit = "hours"
        count.where = { credit_type = ["core_competency", "ethics"] }
        count.caps = [{ where = { category = ["mentor_coaching"] }, at_most = 10, reference = "page" }]
    """,
    "ethics": """
        kind = "minimum"
        window = "cycle"
        values = [{ from = 2020-01-01, value = 3, reference = "page" }]
        count = { of = ["training"], unit = "hours", where = { credit_type = ["ethics"] } }
    """,
}
ACTIVITIES = "title | start_date | hours | category | credit_type | method\n"


def activities(*lines):
    return {"training": ACTIVITIES + "\n".join(f"T | {line}" for line in lines)}


def test_ten_hours_of_mentoring_eleven_core_three_ethics_sixteen_resource_pass(verdicts):
    told = verdicts(
        ACC,
        activities(
            "2024-01-10 | 10 | mentor_coaching | core_competency | live",
            "2024-02-10 | 11 | course | core_competency | live",
            "2024-03-10 | 3 | course | ethics | live",
            "2024-04-10 | 16 | course | resource_development | self_paced",
        ),
    )
    assert {rule: (row["found"], row["verdict"]) for rule, row in told.items()} == {
        "total": (40, "met"),
        "core": (24, "met"),
        "ethics": (3, "met"),
    }


def test_of_fifteen_hours_of_mentoring_ten_count_and_the_earliest_first(evaluated):
    told = evaluated(
        {"total": ACC["total"]},
        activities(
            "2024-05-10 | 5 | mentor_coaching | core_competency | live",
            "2024-01-10 | 10 | mentor_coaching | core_competency | live",
        ),
    )
    assert told.verdicts["found"].item() == 10
    assert told.credits.select("row", "declared", "least").rows() == [(3, 10.0, 10.0), (2, 5.0, 0.0)]


def test_what_is_not_stated_may_count_and_then_nothing_can_be_told(verdicts):
    told = verdicts({"core": ACC["core"]}, activities("2024-01-10 | 24 | course | | live"))["core"]
    assert (told["found"], told["found_most"], told["verdict"], told["reason"]) == (0, 24, "unknown", "not_stated")


def test_what_is_not_stated_does_not_matter_when_the_rest_is_enough(found):
    lines = ["2024-01-10 | 24 | course | core_competency | live", "2024-02-10 | 9 | course | | live"]
    assert found(ACC["core"], activities(*lines)) == (24, "met")


def test_a_source_in_doubt_counts_only_in_what_may_be(verdicts):
    rule = ACC["ethics"].replace('of = ["training"]', 'of = ["training", "supervision"], doubtful = ["supervision"]')
    rule = rule.replace(', where = { credit_type = ["ethics"] }', "")
    tables = activities("2024-01-10 | 2 | course | ethics | live") | session(60, "individual")
    told = verdicts({"one": rule}, tables)["one"]
    assert (told["found"], told["found_most"], told["verdict"]) == (2, 3, "unknown")
    assert told["reason"] == "doubtful"


def test_a_cap_may_be_a_share_of_what_is_asked_for_or_hold_for_each_category(found):
    share = 'caps = [{ where = { method = ["self_paced"] }, at_most_share = 0.5, reference = "page" }]'
    each = 'caps = [{ each = "category", at_most = 5, reference = "page" }]'
    rule = """
        kind = "minimum"
        window = "cycle"
        values = [{{ from = 2020-01-01, value = 12, reference = "page" }}]
        count = {{ of = ["training"], unit = "hours", {} }}
    """
    studied = activities("2024-01-10 | 9 | course | ethics | self_paced", "2024-02-10 | 4 | webinar | ethics | live")
    assert found(rule.format(share), studied) == (10, "not_met")  # 6 of the 9, and 4
    assert found(rule.format(each), studied) == (9, "not_met")  # 5 of the 9, and 4


def test_one_cap_may_hold_for_several_kinds(found):
    rule = """
        kind = "minimum"
        window = "cycle"
        values = [{ from = 2020-01-01, value = 40, reference = "page" }]
        count.of = ["training"]
        count.unit = "hours"
        [[rules.count.caps]]
        where = { credit_type = ["resource_development"] }
        or_where = [{ method = ["self_paced"] }]
        at_most = 16
        reference = "page"
    """
    lines = [
        "2024-01-10 | 10 | course | core_competency | live",
        "2024-02-10 | 16 | course | resource_development | live",
        "2024-03-10 | 16 | course | core_competency | self_paced",
    ]
    assert found(rule, activities(*lines)) == (26, "not_met")


def test_a_record_without_its_method_may_belong_to_one_that_is_full(verdicts):
    rule = """
        kind = "minimum"
        window = "cycle"
        values = [{ from = 2020-01-01, value = 20, reference = "page" }]
        count.of = ["training"]
        count.unit = "hours"
        count.caps = [{ each = "method", at_most = 10, reference = "page" }]
    """
    lines = ["2024-01-10 | 10 | course | ethics | live", "2024-02-10 | 10 | course | ethics |"]
    told = verdicts({"one": rule}, activities(*lines))["one"]
    assert (told["found"], told["found_most"], told["verdict"]) == (10, 20, "unknown")


def test_more_than_a_block_of_one_session_or_of_a_week_does_not_count(found):
    def counting(extra):
        return SUPERVISION + f'count = {{ of = ["supervision"], unit = "hours", {extra} }}'

    log = "date | duration_minutes | format | supervisor_id\n"
    log += "2024-03-04 | 180 | individual | S1\n2024-03-06 | 60 | individual | S1\n2024-03-11 | 60 | individual | S1"
    week = 'caps = [{ per = "calendar-week", at_most = 1, reference = "page" }]'
    assert found(counting("longest_hours = 2"), {"supervision": log})[0] == 4  # 2, 1 and 1
    assert found(counting(week), {"supervision": log})[0] == 2  # a Monday and its Wednesday, then the next Monday
    assert found(counting(f"longest_hours = 2, {week}"), {"supervision": log})[0] == 2


def test_different_values_are_counted_once_and_an_empty_cell_may_be_one_more(verdicts):
    rule = """
        kind = "minimum"
        window = "cycle"
        values = [{ from = 2020-01-01, value = 3, reference = "page" }]
        count = { of = ["practice"], unit = "distinct", distinct = "client_id" }
    """
    log = "start_date | end_date | paid_hours | client_id\n"
    log += "2024-01-01 | 2024-02-01 | 5 | K1\n2024-03-01 | 2024-04-01 | 5 | K1\n2024-05-01 | 2024-05-02 | 5 | K2\n"
    told = verdicts({"one": rule}, {"practice": log + "2024-06-01 | 2024-06-02 | 5 |"})["one"]
    assert (told["found"], told["found_most"], told["verdict"]) == (2, 3, "unknown")
    assert verdicts({"one": rule}, {"practice": log.strip()})["one"]["verdict"] == "not_met"


def test_only_a_supervisor_who_is_qualified_counts_and_a_peer_group_has_none(verdicts):
    rule = SUPERVISION + 'count = { of = ["supervision"], unit = "hours", where = { supervisor_qualified = true } }'
    log = "date | duration_minutes | format | group_size | supervisor_id | supervisor_qualified\n"
    lines = {
        "yes": "60 | individual | | S1 | yes",
        "not stated": "60 | individual | | S1 |",
        "peer": "60 | peer | 4 | |",
    }
    told = {
        name: verdicts({"one": rule}, {"supervision": f"{log}2024-03-01 | {line}"})["one"]["verdict"]
        for name, line in lines.items()
    }
    assert told == {"yes": "met", "not stated": "unknown", "peer": "not_met"}


def test_a_source_is_never_empty_so_a_cap_on_one_leaves_the_other_alone(verdicts):
    rule = """
        kind = "minimum"
        window = "cycle"
        values = [{ from = 2020-01-01, value = 20, reference = "page" }]
        count.of = ["training", "supervision"]
        count.unit = "hours"
        count.caps = [{ where = { source = ["supervision"] }, at_most = 10, reference = "page" }]
    """
    log = "date | duration_minutes | format | supervisor_id\n2024-03-01 | 720 | individual | S1"
    tables = activities("2024-01-10 | 11 | course | core_competency | live") | {"supervision": log}
    told = verdicts({"one": rule}, tables)["one"]
    assert (told["found"], told["found_most"]) == (21, 21)  # 11, and 10 of 12
