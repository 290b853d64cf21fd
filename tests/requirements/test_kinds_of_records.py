"""Rules about several kinds of records: what one kind has no column for, and a row that is two kinds at once."""

import pytest

from cpd_toolkit.requirements.faults import Wrong

RULE = """
kind = "minimum"
window = "cycle"
values = [{ from = 2020-01-01, value = 4, reference = "page" }]
"""
# One hour alone, two in a group of four; three of training.
SESSIONS = (
    "date|duration_minutes|format|group_size|supervisor_id\n2024-02-01|60|individual||S1\n2024-03-01|120|group|4|S1"
)
COURSE = "title|start_date|hours|category|learning\nA|2024-05-01|3|course|"


def hours(more, of='"supervision", "training"'):
    return f'{RULE}count = {{ of = [{of}], unit = "hours", {more} }}'


@pytest.mark.parametrize(
    ("more", "counts"),
    [
        ('where = { format = ["individual"] }', 1 + 3),
        ("where = { group_size_from = 5 }", 3 + 0),  # an individual session states no size: it may be anything
        ('caps = [{ where = { format = ["group"] }, at_most = 1.5, reference = "page" }]', 1 + 1.5 + 3),
        ('caps = [{ each = "format", at_most = 0.5, reference = "page" }]', 0.5 + 0.5 + 3),
        ('caps = [{ each = "category", at_most = 1, reference = "page" }]', 1 + 2 + 1),
        ('credit = [{ where = { format = ["group"] }, times = 0.5 }, {}]', 1 + 1 + 3),
        ('credit = [{ where = { category = ["course"] }, times = 0.5 }, {}]', 1 + 2 + 1.5),
    ],
)
def test_what_a_kind_of_record_has_no_column_for_is_not_asked_of_it(verdicts, more, counts):
    told = verdicts({"one": hours(more)}, {"supervision": SESSIONS, "training": COURSE})["one"]
    assert told["found"] == counts


def test_an_absent_column_leaves_nothing_open(verdicts):
    told = verdicts(
        {"one": hours('where = { format = ["individual"] }')}, {"supervision": SESSIONS, "training": COURSE}
    )["one"]
    assert (told["found"], told["found_most"], told["verdict"]) == (4, 4, "met")


def test_a_session_adds_no_category_to_those_of_training(verdicts):
    rule = f'{RULE}count = {{ of = ["supervision", "training"], unit = "distinct", distinct = "category" }}'
    told = verdicts({"one": rule}, {"supervision": SESSIONS, "training": COURSE})["one"]
    assert (told["found"], told["found_most"]) == (1, 1)


@pytest.mark.parametrize(
    ("rule", "column"),
    [
        (hours('where = { format = ["group"] }', '"training"'), "format"),
        (hours('where = { category = ["course"] }', '"reflection"'), "category"),
        (hours('caps = [{ each = "category", at_most = 1, reference = "page" }]', '"supervision"'), "category"),
        (hours('credit = [{ where = { source = ["training"], group_size_to = 4 } }]'), "group_size"),
        (f'{RULE}count = {{ of = ["feedback"], unit = "distinct", distinct = "client_id" }}', "client_id"),
    ],
)
def test_a_column_that_nothing_counted_has_is_refused(pack, rule, column):
    with pytest.raises(Wrong) as refused:
        pack({"one": rule})
    assert (refused.value.key, refused.value.what, refused.value.values) == (
        "rules.one.count",
        "column",
        {"codes": column},
    )


# A course with something under learning is an activity and a reflection, a session with something there is a session
# and a reflection. With a reflection by itself, three rows: whatever is counted, no more than three records.
WRITTEN = "title|start_date|hours|category|learning\nA|2024-05-01|3|course|words\nB|2024-06-01|0|reflection|words"
TOLD = "date|duration_minutes|format|supervisor_id|learning\n2024-02-01|60|individual|S1|words"


@pytest.mark.parametrize(
    ("of", "where", "counts"),
    [
        ('"training"', "", 2),
        ('"training", "reflection"', "", 3),
        ('"training", "supervision", "reflection"', "", 3),
        ('"reflection"', "", 3),
        # The activity of category reflection is no course: it counts as the reflection that it is too.
        ('"training", "reflection"', ', where = { category = ["course"] }', 3),
    ],
)
def test_a_row_that_is_also_a_reflection_counts_once(verdicts, of, where, counts):
    rule = f'{RULE}count = {{ of = [{of}], unit = "records"{where} }}'
    told = verdicts({"one": rule}, {"supervision": TOLD, "training": WRITTEN})["one"]
    assert (told["found"], told["found_most"]) == (counts, counts)


def test_where_kinds_of_records_are_counted_it_shows_both(verdicts):
    rule = f'{RULE}count = {{ of = ["training", "reflection"], unit = "distinct", distinct = "source" }}'
    assert verdicts({"one": rule}, {"training": WRITTEN})["one"]["found"] == 2
