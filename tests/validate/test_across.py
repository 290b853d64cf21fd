"""Rules over all rows: keys, the register, possible duplicates, invitations; and the order of findings."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpd_toolkit.validate.across import repeats, rises

SUPERVISION = "session_id;member_id;date;duration_minutes;format;supervisor_id\n"
FEEDBACK = "response_id;member_id;date;survey_id;item;score;invited\n"


def test_of_two_rows_with_one_id_the_first_stays_also_across_files(checked):
    files = {
        "supervision_1.csv": SUPERVISION + "s1;C1;2026-01-05;60;individual;S1\n",
        "supervision_2.csv": SUPERVISION + "s1;C1;2026-01-06;60;individual;S1\ns1;C2;2026-01-06;60;individual;S1\n",
    }
    done = checked(files)
    assert done.findings.select("file", "row", "column", "rule").rows() == [
        ("supervision_2.csv", 2, "session_id", "duplicate_id")
    ]
    assert done.tables["supervision"].rows["file"].to_list() == ["supervision_1.csv", "supervision_2.csv"]


def test_rows_without_an_id_are_not_compared(found):
    rows = ";C1;2026-01-05;60;individual;S1\n;C1;2026-01-06;60;individual;S1\n"
    assert found({"supervision.csv": SUPERVISION + rows}) == []


def test_an_answer_is_compared_with_member_and_item(found):
    rows = [
        "R1;C1;2026-01-05;E;Useful;5;",
        "R1;C1;2026-01-05;E;Clear;5;",
        "R1;C2;2026-01-05;E;Useful;5;",
        "R1;C1;2026-01-06;E2;Useful;4;",
    ]
    assert found({"feedback.csv": FEEDBACK + "\n".join(rows)}) == ["5 response_id duplicate_id"]


@pytest.mark.parametrize(
    ("name", "head", "row"),
    [
        ("training.csv", "activity_id;title;start_date;hours;category\n", "A1;x;2026-01-05;1;course\n"),
        ("evidence.csv", "evidence_id;kind;date;articles\n", "A1;contract;2026-01-05;3\n"),
        ("members.csv", "member_id;group_id\n", "A1;G1\n"),
    ],
)
def test_each_table_reports_a_repeated_id_on_its_own_column(found, name, head, row):
    column = head.split(";")[0]
    assert found({name: head + row * 3}) == [f"3 {column} duplicate_id", f"4 {column} duplicate_id"]


def test_practice_has_no_id_to_repeat(found):
    assert found({"practice.csv": "start_date;end_date;paid_hours\n" + "2026-01-05;2026-01-05;1\n" * 2}) == []


REGISTER = "member_id;awarded_on;expires_on\nC1;;\nC2;2026-01-05;2026-01-04\nC1;;\n"


def test_a_member_who_is_not_among_the_good_rows_of_the_register_is_unknown(found):
    rows = "".join(
        f";{member};2026-01-05;60;individual;S{i}\n" for i, member in enumerate(("C1", "C2", "C3", "c1", ""))
    )
    assert found({"members.csv": REGISTER, "supervision.csv": SUPERVISION + rows}) == [
        "members.csv 3 expires_on end_before_start",
        "members.csv 4 member_id duplicate_id",
        "supervision.csv 3 member_id unknown_member",
        "supervision.csv 4 member_id unknown_member",
        "supervision.csv 5 member_id unknown_member",
        "supervision.csv 6 member_id missing_value",
    ]


def test_every_table_is_held_against_the_register(found):
    files = {
        "members.csv": "member_id;group_id\nC9;G1\n",
        "evidence.csv": "kind;date;articles\ncontract;2026-01-05;3\n",
        "feedback.csv": "response_id;date;Useful\nR1;2026-01-05;5\n",
        "practice.csv": "start_date;end_date;paid_hours\n2026-01-05;2026-01-05;1\n",
        "training.csv": "title;start_date;hours;category\nx;2026-01-05;1;course\n",
    }
    assert found(files) == [
        f"{name}.csv 2 member_id unknown_member" for name in ("evidence", "feedback", "practice", "training")
    ]


def test_an_empty_register_knows_nobody_and_accuses_nobody(found):
    files = {
        "members.csv": "member_id;group_id\n",
        "supervision.csv": SUPERVISION + ";C1;2026-01-05;60;individual;S1\n",
    }
    assert found(files) == ["empty_file"]


def test_the_same_member_day_duration_and_supervisor_may_be_one_session(found):
    rows = [
        "s1;C1;2026-01-05;60;individual;S1",
        "s2;C1;2026-01-05;60;individual;S1",  # the same
        "s3;C1;05/01/2026;1h00;individual;S1",  # the same, written otherwise
        "s4;C2;2026-01-05;60;individual;S1",
        "s5;C1;2026-01-06;60;individual;S1",
        "s6;C1;2026-01-05;61;individual;S1",
        "s7;C1;2026-01-05;60;individual;S2",
        "s8;C1;31/02/2026;60;individual;S1",
        "s9;C1;2026-01-05;60;trio;S1",  # left out for an error
    ]
    assert found({"supervision.csv": SUPERVISION + "\n".join(rows)}) == [
        "3 date possible_duplicate",
        "4 date possible_duplicate",
        "9 date unreadable_date",
        "10 format unknown_value",
    ]


def test_no_supervisor_equals_no_supervisor(found):
    head = "date;duration_minutes;format;group_size\n"
    assert found({"supervision.csv": head + "2026-01-05;60;peer;4\n" * 2}) == ["3 date possible_duplicate"]


def test_a_row_is_not_the_duplicate_of_a_row_that_is_left_out(found):
    rows = "s1;C1;2026-01-05;60;trio;S1\ns2;C1;2026-01-05;60;individual;S1\n"
    assert found({"supervision.csv": SUPERVISION + rows}) == ["2 format unknown_value"]


@pytest.mark.parametrize(("invited", "rows"), [("1", [2, 3, 4]), ("2", []), ("3", [])])
def test_fewer_invited_than_responses_is_a_warning_on_each_answer(checked, invited, rows):
    answers = [("R1", "Useful"), ("R1", "Clear"), ("R2", "Useful")]
    text = FEEDBACK + "".join(f"{response};C1;2026-01-05;E;{item};5;{invited}\n" for response, item in answers)
    done = checked({"feedback.csv": text})
    assert done.findings["row"].to_list() == rows
    assert set(done.findings["rule"]) <= {"invited_below_responses"}
    assert done.tables["feedback"].accepted == 3


def test_a_response_counts_once_for_each_member_and_only_without_error(found):
    rows = [
        "R1;C1;2026-01-05;E;Useful;5;2",
        "R1;C2;2026-01-05;E;Useful;5;2",
        "R2;C1;2026-01-05;E;Useful;9;2",  # left out: it doesn't make three responses
        "R3;C1;2026-01-05;;Useful;5;0",  # no survey
        "R4;C1;2026-01-05;F;Useful;5;0",
    ]
    assert found({"feedback.csv": FEEDBACK + "\n".join(rows)}) == [
        "4 score score_outside_scale",
        "6 invited invited_below_responses",
    ]


def test_warnings_stand_on_rows_with_errors_too(found):
    head = "date;duration_minutes;format;supervisor_id;cases_presented;learning\n"
    assert found({"supervision.csv": head + "2026-01-05;300;trio;;2;a@b.fr\n"}) == [
        "2 duration_minutes long_session",
        "2 format unknown_value",
        "2 learning identifier_in_text",
        "2 client_consent consent_missing",
    ]


def test_findings_stand_by_file_sheet_row_and_column(checked):
    files = {
        "supervision_b.csv": "format;date;duration_minutes;supervisor_id;x\ntrio;2026-13-01;300;S1;\n;;;;y\n",
        "supervision_a.csv": "",
        "Supervision.csv": "x",
        "z.xlsx": {
            "Supervision": [["date", "duration_minutes", "format"], ["x", 1, "peer"]],
            "Feedback": [["response_id", "date", "Useful"], [None, "2026-01-05", "x"]],
        },
    }
    done = checked(files)
    assert [" ".join(map(str, row)) for row in done.findings.select("file", "sheet", "row", "column").rows()] == [
        "Supervision.csv  None ",
        "supervision_a.csv  None ",
        "supervision_b.csv  1 x",
        "supervision_b.csv  2 format",
        "supervision_b.csv  2 date",
        "supervision_b.csv  2 duration_minutes",
        "supervision_b.csv  3 format",
        "supervision_b.csv  3 date",
        "supervision_b.csv  3 duration_minutes",
        "z.xlsx Supervision 2 date",
        "z.xlsx Supervision 2 duration_minutes",
        "z.xlsx Supervision 2 group_size",
        "z.xlsx Feedback 2 response_id",
        "z.xlsx Feedback 2 Useful",
    ]


def test_a_cell_has_each_finding_once(found):
    text = "date;duration_minutes;format;supervisor_id;x;x\n2026-01-05;60;individual;S1;a;b\n"
    assert found({"supervision.csv": text}) == ["1 x unknown_column"]


def test_findings_hold_typed_values_and_never_a_text(checked):
    canary = "CANARI"
    head = "date;duration_minutes;format;supervisor_id;learning;articles;mode\n"
    done = checked({"supervision.csv": head + f"{canary};{canary};{canary};{canary};a@{canary}.fr;{canary};{canary}\n"})
    assert done.findings.height == 6
    assert canary not in str(done.findings.to_dicts())


@pytest.mark.parametrize("bad", [{0, 1, 1999}, {5}, {1000, 1002, 1003}, set(range(0, 2000, 7)), set(range(2000))])
def test_bad_rows_are_left_out_wherever_they_stand_among_many(checked, bad):
    rows = [f"s{i};C1;2026-01-05;{900 if i in bad else 60};individual;S{i}\n" for i in range(2000)]
    done = checked({"supervision.csv": SUPERVISION + "".join(rows)}).tables["supervision"]
    assert done.rows["session_id"].to_list() == [f"s{i}" for i in range(2000) if i not in bad]
    assert done.refused["row"].to_list() == [i + 2 for i in sorted(bad)]


CODES = st.sampled_from([None, "", "S1", "S2", "S9", "S10", "T1"])
KEYS = st.lists(st.tuples(CODES, st.sampled_from([None, 0, 1, 2])), max_size=8)


@given(keys=st.one_of(KEYS, KEYS.map(lambda keys: sorted(keys, key=str))))
def test_whatever_the_order_a_row_repeats_when_its_key_stands_in_an_earlier_one(keys):
    rows = pl.DataFrame(keys, schema={"code": pl.String, "day": pl.Int64}, orient="row").with_row_index("index")
    assert repeats(rows, ["code", "day"])["index"].to_list() == [i for i, k in enumerate(keys) if k in keys[:i]]


@pytest.mark.parametrize(
    ("keys", "rise"),
    [
        ([("S9", 1), ("S10", 1), ("S10", 2)], True),  # counted, then by day
        ([("S9", 2), ("S9", 2)], False),  # a repeat
        ([("S9", 2), ("S9", 1)], False),
        ([("S1", None), ("S1", 2)], False),  # an empty part tells nothing
        ([(None, 1), ("S1", 2)], False),
        ([("S1", None), ("S2", None)], True),  # the first part tells
        ([], True),
        ([(None, None)], True),
    ],
)
def test_keys_that_rise_repeat_nothing(keys, rise):
    rows = pl.DataFrame(keys, schema={"code": pl.String, "day": pl.Int64}, orient="row")
    assert rises(rows, ["code", "day"]) == rise
