"""Members of a group by its sessions, and until when each has enough of them: drawn, in numbers and in words."""

import json
import re
from datetime import date, timedelta

import polars as pl
import pytest

from cpd_toolkit import charts
from cpd_toolkit.charts.chart import LONGEST_ALT
from cpd_toolkit.charts.standing import MOST_MEMBERS
from cpd_toolkit.charts.time_axis import Span
from cpd_toolkit.i18n import Words
from cpd_toolkit.measures import groups, meetings
from cpd_toolkit.measures.gaps import PAUSES
from cpd_toolkit.measures.timeline import sessions_by_day
from cpd_toolkit.tables import TABLES
from cpd_toolkit.tables.schema import dtypes

AS_OF = date(2026, 6, 30)
LARGEST, MOST_MARKS = 300_000, 2_000
NOBODY_AWAY = pl.DataFrame(schema=PAUSES)


def sessions(members: int, held: int) -> pl.DataFrame:
    """So many sessions, 20 days apart back from 20 June 2026; member M0 misses every second one and never presents."""
    rows = [
        {
            "member_id": f"M{m}",
            "date": date(2026, 6, 20) - timedelta(days=20 * n),
            "duration_minutes": 90,
            "format": "peer",
            "group_id": "G",
            "cases_presented": int(m > 0 and n % members == m),
            "file": "log.csv",
            "sheet": "",
            "row": 2 + n * members + m,
        }
        for n in range(held)
        for m in range(members)
        if m or n % 2 == 0
    ]
    return pl.DataFrame(rows, schema=dtypes(TABLES["supervision"]))


def attendance(members: int, held: int, lang: str, away: pl.DataFrame = NOBODY_AWAY) -> charts.Chart:
    rows, codes = sessions(members, held), [f"M{m}" for m in range(members)]
    there, told = meetings.presences(rows, codes, AS_OF), meetings.meetings(rows, AS_OF)
    return charts.attendance(there, told, away, Words(lang))


def standing(members: int, held: int, lang: str, need: int = 4) -> charts.Chart:
    rows = sessions(members, held)
    register = pl.DataFrame({"member_id": [f"M{m}" for m in range(members)]}, schema={"member_id": pl.String})
    known = pl.concat([pl.DataFrame(schema=dtypes(TABLES["members"])), register], how="diagonal")
    told = groups.standing(known, rows, AS_OF, need)
    span = Span(AS_OF - timedelta(days=375), AS_OF + timedelta(days=500), AS_OF)
    return charts.standing(told, sessions_by_day(rows, AS_OF, ["member_id"]), need, span, Words(lang))


DRAWN = {"attendance": attendance, "standing": standing}


def numbers_in(text: str) -> set[str]:
    return {number.lstrip("0") or "0" for number in re.findall(r"\d+(?:[.,]\d+)?", text.replace("\u202f", ""))}


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("name", DRAWN)
def test_every_number_of_the_words_stands_in_the_table(name, lang):
    chart = DRAWN[name](8, 12, lang)
    cells = [str(value) for row in [chart.table.columns, *chart.table.rows()] for value in row]
    assert len(chart.alt) <= LONGEST_ALT
    assert numbers_in(chart.alt) <= set().union(*map(numbers_in, cells)) | {"365"}


@pytest.mark.parametrize("name", DRAWN)
@pytest.mark.parametrize(("members", "held"), [(60, 60), (4, 400)])
def test_many_members_and_years_of_sessions_stay_small(name, members, held):
    figure = DRAWN[name](members, held, "fr").figure
    marks = sum(len(trace.x) for trace in figure.data) + len(figure.layout.shapes) + len(figure.layout.annotations)
    assert marks <= MOST_MARKS
    assert len(figure.to_json()) <= LARGEST


def kinds(chart: charts.Chart) -> dict[str, int]:
    return {trace.name: sum(x is not None for x in trace.x) for trace in chart.figure.data}


def test_a_mark_says_who_was_there_who_presented_and_who_was_away():
    # 3 members, 4 sessions: 20 June, 31 May, 11 May, 21 April. M0 misses the second and the fourth, one in a pause;
    # the third is M2's turn, the second M1's.
    away = pl.DataFrame([("M0", date(2026, 5, 31), date(2026, 5, 31))], PAUSES, orient="row")
    chart = attendance(3, 4, "en", away)
    assert kinds(chart) == {
        "present, presented a case (2)": 2,
        "present (8)": 8,
        "absent, in a declared pause (1)": 1,
        "absent (1)": 1,
    }
    assert chart.figure.layout.title.text == "10 attendances of 12 possible"
    assert len({trace.marker.symbol for trace in chart.figure.data}) == 4  # without colour too


def test_the_table_has_a_row_a_session_and_adds_up():
    rows = attendance(3, 4, "en").table.rows()
    assert rows[0] == ("21/04/2026", "peer", 2, 3, "M0", None)
    assert rows[2] == ("31/05/2026", "peer", 2, 3, "M0", "M1")
    assert rows[-1] == ("Total: 4 sessions", None, 10, 12, None, None)


def test_members_stand_in_the_order_of_their_codes_from_the_top():
    axis = attendance(3, 4, "en").figure.layout.yaxis
    assert dict(zip(axis.ticktext, axis.tickvals, strict=True)) == {"M0": 0, "M1": -1, "M2": -2}


def test_a_phone_shows_the_latest_sessions():
    narrow = attendance(3, 40, "en").figure.layout.meta["narrow"]
    assert narrow["xaxis"]["range"] == [28.4, 40.6]
    assert narrow["xaxis"]["ticktext"][-1].startswith("20<br>Jun")


def test_sessions_that_are_not_drawn_are_said_and_stand_in_the_table():
    chart = attendance(3, 40, "en")
    assert chart.figure.layout.title.subtitle.text.startswith("The latest 36 of 40 sessions, ")
    assert chart.table.height == 40 + 1
    assert attendance(3, 12, "en").figure.layout.title.subtitle.text.startswith("A column a session (12), ")


def test_members_are_sorted_by_lapse_date_and_who_is_below_comes_first():
    # 5 sessions: M0 came to three of them, the others to all five. The 4th latest is of 21 April 2026.
    chart = standing(3, 5, "en")
    assert chart.figure.layout.yaxis.ticktext == ("M0", "M1", "M2")
    until = [note.text for note in chart.figure.layout.annotations[:3]]
    assert until == ["fewer than 4 sessions", "21/04/2027", "21/04/2027"]
    title = "2 members of 3 have at least 4 sessions in 365 days; first lapse date 21 April 2027"
    assert chart.figure.layout.title.text == title
    assert chart.table.row(0) == ("M0", 3, date(2026, 6, 20), None)


def test_a_bar_runs_from_the_last_session_to_the_lapse_date():
    bars, *dots = standing(2, 5, "en").figure.data
    assert bars.x == ("2026-06-20", "2027-04-21", None)
    assert [trace.name for trace in dots] == ["individual (0)", "group (0)", "peer (8)"]


def test_sessions_older_than_the_window_are_not_drawn():
    # Every 20 days back from 20 June 2026: the 18th is of 15 July 2025, the 19th of 25 June 2025, 370 days back.
    # M1 came to all 18, M0 to every second one.
    assert standing(2, 24, "en").figure.data[3].name == "peer (27)"


def test_nobody_with_enough_sessions_is_said_in_words():
    chart = standing(2, 1, "en")
    assert chart.figure.layout.title.text == "No member has 4 sessions in 365 days"
    assert chart.figure.data[0].x == (None,)


def test_more_members_than_a_chart_holds_stand_in_the_table_all_the_same():
    chart = standing(MOST_MEMBERS + 5, 5, "en")
    assert len(chart.figure.layout.yaxis.tickvals) == MOST_MEMBERS
    assert chart.table.height == MOST_MEMBERS + 5 + 1


def test_a_member_code_is_not_markup():
    rows = sessions(2, 2).with_columns(member_id=pl.lit("<b>M</b>"))
    there, told = meetings.presences(rows, ["<b>M</b>"], AS_OF), meetings.meetings(rows, AS_OF)
    drawn = charts.attendance(there, told, NOBODY_AWAY, Words("en")).figure.to_plotly_json()
    assert "<b>M" not in json.dumps(drawn)
