"""What the renewal page says, for a coach who counts along, by packs written here."""

import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from cpd_toolkit.report import closing, make_report, open_page, renewal
from cpd_toolkit.report.display import Blank, Checklist, Figure, Notes, Part, Table
from cpd_toolkit.report.opening import Page

AS_OF = "2026-11-15"
PACK = """
id = "{id}"
body = "Nobody"
scheme = {{ fr = "Règlement inventé", en = "Invented scheme" }}
purpose = "renewal"
jurisdiction = "global"
edition = "7"
effective_from = {since}
binding = "binding"
status = "verified_first_party"
verified_on = 2026-01-01
{more}
[sources.page]
title = "A page on the rules"
address = "example.org/rules"
read_on = 2026-01-02
grade = "OWN"

[sources.memory]
title = "Someone's memory"
address = "from memory"
read_on = 2026-01-02
grade = "MEM"
{cycle}
"""
CYCLE = '[cycle]\nyears = 3\nanchor = "award"\nreference = "page"\n'
RULE = """
[[rules]]
id = "{id}"
text = {{ fr = "Règle {id}", en = "Rule {id}" }}
reference = "page"
{lines}
"""
SETTINGS = 'member_id = "C1"\nlang = "en"\nrules = ["mine"]\n{days}{more}'
DAYS = "cycle_start = 2024-01-01\ncycle_end = 2026-12-31\n"


def hours(value: float, of: str = "supervision", window: str = "cycle", count: str = "", kind: str = "minimum") -> str:
    """A rule about hours."""
    numbers = f'values = [{{ from = 2020-01-01, value = {value}, reference = "page" }}]'
    counted = f'count = {{ of = ["{of}"], unit = "hours"{count} }}'
    return f'kind = "{kind}"\nwindow = "{window}"\n{numbers}\n{counted}\n'


QUARTERLY = hours(1, window="calendar-quarter")
UNVERIFIED = hours(1).replace('"page"', '"memory"')
# An hour in each quarter from 2025 on but the third of 2025 and the fourth of 2026: four quarters of 2024 are met too.
EVERY_QUARTER = ["2024-02-01", "2024-05-02", "2024-08-01", "2024-11-07", "2025-02-06", "2025-05-01", "2025-08-07"]
EVERY_QUARTER += ["2025-11-06", "2026-02-05", "2026-05-07", "2026-08-06"]
SESSION_HEAD = "date,duration_minutes,format,group_size,supervisor_id,supervisor_qualified,learning"


def sessions(*days: str, minutes: int = 60) -> str:
    return "\n".join([SESSION_HEAD, *(f"{day},{minutes},individual,,S1,," for day in days)]) + "\n"


def training(*lines: str) -> str:
    return "\n".join(["title,start_date,end_date,hours,category,method,credit_type", *lines]) + "\n"


@pytest.fixture
def written(dossier_of: Callable[..., Path]) -> Callable[..., Path]:
    """Write a dossier with a pack of its own, called mine."""

    def write(
        rules: Mapping[str, str],
        files: Mapping[str, str],
        more: str = "",
        days: str = DAYS,
        cycle: str = CYCLE,
        header: str = "",
        since: str = "2020-01-01",
        settings: str = SETTINGS,
        name: str = "mine",
    ) -> Path:
        folder = dossier_of(files, settings.format(days=days, more=more))
        (folder / "packs").mkdir(exist_ok=True)
        text = PACK.format(id=name, since=since, more=header, cycle=cycle)
        text += "".join(RULE.format(id=one, lines=lines) for one, lines in rules.items())
        (folder / "packs" / f"{name}.toml").write_text(text, encoding="utf-8")
        return folder

    return write


@pytest.fixture
def opened(written: Callable[..., Path]) -> Callable[..., Page]:
    def open_it(*given, lang: str = "en", as_of: str = AS_OF, **more) -> Page:
        return open_page(str(written(*given, **more)), as_of, lang)

    return open_it


def first(page: Page) -> Checklist:
    return next(part for part in renewal.requirements(page) if isinstance(part, Checklist))


def every_part(page: Page) -> list[Part]:
    return [
        renewal.title(page),
        *renewal.requirements(page),
        renewal.timeline(page),
        renewal.gaps(page),
        *renewal.required(page),
        *renewal.categories(page),
        *renewal.condensed(page),
        renewal.documents(page),
        renewal.shown(page),
        renewal.sources(page),
        closing.left_out(page, "supervision"),
        renewal.method(page),
        renewal.provenance(page),
    ]


# The answer in words


def test_all_requirements_are_met(opened):
    page = opened({"a": hours(2), "b": hours(1)}, {"supervision.csv": sessions("2025-03-01", "2026-03-01")})
    assert first(page).sentences == [
        "Two of two requirements are met on 15 November 2026.",
        # 15 November to 31 December: 15 + 31 days
        "The cycle ends on 31 December 2026, in 46 days.",
    ]


@pytest.mark.parametrize(
    ("minutes", "missing"),
    [
        (20, "Missing: 0.67\u202fh of supervision by 31 December 2026 (at risk)."),
        # 46 of the quarter's 92 days have gone by: half an hour is in time
        (30, "Missing: 0.5\u202fh of supervision by 31 December 2026 (on course)."),
    ],
)
def test_what_is_missing_is_told_with_the_day_until_which_it_can_come(opened, minutes, missing):
    log = sessions(*EVERY_QUARTER) + f"2026-10-08,{minutes},individual,,S1,,\n"
    page = opened({"quarterly": QUARTERLY, "total": hours(5)}, {"supervision.csv": log})
    assert first(page).sentences[0] == f"One of two requirements is met on 15 November 2026. {missing}"


def test_the_answer_speaks_french(opened):
    rules = {"trimestre": QUARTERLY} | {f"r{n}": hours(n) for n in range(1, 7)}
    page = opened(rules, {"supervision.csv": sessions(*EVERY_QUARTER)}, lang="fr")
    assert first(page).sentences == [
        "Six exigences sur sept sont remplies au 15 novembre 2026. "
        "Il manque 1\u202fh de supervision d’ici au 31 décembre 2026 (à risque).",
        "Le cycle finit le 31 décembre 2026, dans 46 jours.",
    ]


def test_a_closed_quarter_can_no_longer_be_made_up_and_the_running_one_can(opened):
    log = sessions(*(day for day in EVERY_QUARTER if day != "2025-08-07"))
    page = opened({"quarterly": QUARTERLY}, {"supervision.csv": log})
    assert first(page).sentences[:2] == [
        "The one requirement is not met on 15 November 2026. Missing: 1\u202fh of supervision by 31 December 2026 "
        "(at risk).",
        "3rd quarter of 2025: 1\u202fh of supervision is missing; this can no longer be made up, explain it.",
    ]
    asked = first(page).asked[0]
    assert asked.cells == [["1\u202fh"], ["10 of 12 periods", "least: 0\u202fh, Q3 2025"], ["2\u202fh"]]
    assert asked.verdict == [
        "Not met",
        "1\u202fh: can no longer be made up, explain it",
        # The quarter has 92 days, of which 46 are over, and holds nothing.
        "1\u202fh by 31/12/2026: at risk",
    ]


def test_many_closed_quarters_are_counted_after_the_first_three(opened):
    page = opened({"quarterly": QUARTERLY}, {"supervision.csv": sessions("2026-02-05")}, lang="fr")
    # of twelve quarters eleven are over, and one of them holds its hour
    assert first(page).sentences[1] == (
        "1er trimestre 2024, 2e trimestre 2024, 3e trimestre 2024 et 7 autres périodes\u202f: "
        "il manque 10\u202fh de supervision\u202f; cela ne se rattrape plus, à expliquer."
    )


def test_what_cannot_be_told_is_named_with_its_reason(opened):
    page = opened({"quarterly": UNVERIFIED, "total": hours(1)}, {"supervision.csv": sessions("2026-02-05")})
    assert first(page).sentences[1] == "One cannot be told: “Rule quarterly” (nobody has verified this number)."


def test_reasons_are_counted_when_they_are_many(opened):
    rules = {"a": UNVERIFIED, "b": UNVERIFIED, "c": hours(1, "practice")}
    page = opened(rules, {"supervision.csv": sessions("2026-02-05")}, lang="fr")
    assert first(page).sentences[:2] == [
        "Aucune des trois exigences ne peut être dite remplie au 15 novembre 2026.",
        "Trois exigences ne peuvent pas être dites remplies ou non\u202f: 2 (personne n’a vérifié ce nombre)\u202f; "
        "1 (aucune trace dans les données fournies).",
    ]


def test_a_reason_that_all_have_in_common_is_told_once(opened):
    rules = {name: UNVERIFIED for name in "abc"}
    page = opened(rules, {"supervision.csv": sessions("2026-02-05")})
    assert first(page).sentences[1] == "Three cannot be told: nobody has verified this number."


def test_an_unverified_number_that_the_user_accepts_is_met_and_says_so(opened):
    accepted = "[requirements]\naccept_unverified = true\n"
    page = opened({"a": UNVERIFIED, "b": hours(1)}, {"supervision.csv": sessions("2026-02-05")}, accepted)
    told = first(page)
    assert told.sentences[:2] == [
        "Two of two requirements are met on 15 November 2026.",
        "One judged requirement rests on a number that nobody has verified: your setting accepts it.",
    ]
    assert told.asked[0].verdict == ["Met", "number not verified, accepted by your setting"]
    assert told.asked[0].cells[0] == ["1\u202fh", "number not verified"]
    assert told.asked[1].verdict == ["Met"]


@pytest.mark.parametrize(
    ("lang", "days", "words"),
    [("fr", 1, "dans 1 jour"), ("fr", 2, "dans 2 jours"), ("en", 1, "in 1 day"), ("en", 2, "in 2 days")],
)
def test_one_day_is_one_day(opened, lang, days, words):
    page = opened({"a": hours(1)}, {"supervision.csv": sessions("2026-02-05")}, lang=lang, as_of=f"2026-12-{31 - days}")
    assert first(page).sentences[1].endswith(f"{words}.")


def test_the_days_around_the_end_of_the_cycle_are_told_with_their_doubts(opened):
    around = 'opens_months_before = 10\ngrace_months = 2\nunverified_fields = ["opens_months_before"]\n'
    page = opened({"a": hours(1)}, {"supervision.csv": sessions("2026-02-05")}, cycle=CYCLE + around)
    assert first(page).sentences[1] == (
        "The cycle ends on 31 December 2026, in 46 days. "
        "A renewal may be submitted from 28 February 2026 (number not verified). Grace runs until 28 February 2027."
    )


@pytest.mark.parametrize(("days", "told"), [(DAYS, False), (DAYS.replace("2026-12-31", "2027-06-30"), True)])
def test_what_is_lost_first_is_told_unless_the_cycle_ends_before(opened, days, told):
    page = opened({"a": hours(1, window="last-12-months")}, {"supervision.csv": sessions("2026-02-05")}, days=days)
    words = "If nothing new is logged, “Rule a” no longer holds from 5 February 2027."
    assert first(page).sentences[-1].endswith(words) == told
    assert first(page).asked[0].verdict == ["Met", "until 05/02/2027, if nothing new is logged"]


def test_what_counts_whatever_its_day_is_never_lost(opened):
    page = opened({"a": hours(1, window="ever")}, {"supervision.csv": sessions("2011-02-05")})
    assert first(page).asked[0].verdict == ["Met"]
    assert "no longer holds" not in " ".join(first(page).sentences)


# Each kind of rule


def test_a_ratio_without_practice_hours_cannot_be_told(opened):
    ratio = hours(35, window="last-12-months", kind="ratio")
    page = opened({"ratio": ratio}, {"supervision.csv": sessions("2026-02-05")})
    assert first(page).asked[0].verdict == ["Cannot be told", "no practice hours in the period"]


def test_a_ratio_asks_for_an_hour_for_so_many_of_practice(opened):
    ratio = hours(35, window="last-12-months", kind="ratio")
    practice = "start_date,end_date,paid_hours\n2026-01-05,2026-01-09,70\n"
    page = opened({"ratio": ratio}, {"supervision.csv": sessions("2026-02-05"), "practice.csv": practice})
    asked = first(page).asked[0]
    assert asked.cells == [["2\u202fh"], ["1\u202fh"], ["1\u202fh"]]
    # The window that ends with the cycle began on 1 January: 2 h x 319 of 365 days are 1.75 h.
    assert asked.verdict == ["Not yet met", "1\u202fh by 31/12/2026: at risk"]


def test_months_between_two_records_that_were_too_many_stay_so(opened):
    spread = hours(6, kind="spread")
    # 1 March to 1 October 2024 are 214 days; six months from 1 March end on 1 September, 184 days later
    log = sessions("2024-03-01", "2024-10-01", "2025-03-01", "2025-08-01", "2026-01-10", "2026-06-10")
    told = first(opened({"spread": spread}, {"supervision.csv": log}))
    assert told.sentences[1] == (
        "214 days between two records (supervision), where 184 days are the most; "
        "this can no longer be made up, explain it."
    )
    assert told.asked[0].cells == [["6 months at most"], ["214 days"], ["30 days too many"]]
    assert told.asked[0].verdict == ["Not met", "Can no longer be made up, explain it"]


def test_months_from_first_to_last_can_still_come(opened):
    span = hours(3, kind="span")
    told = first(opened({"span": span}, {"supervision.csv": sessions("2026-09-01", "2026-10-01")}))
    # three months from 1 September are 91 days, of which 30 are there
    assert told.sentences[0].startswith(
        "The one requirement is not met on 15 November 2026. "
        "Missing: 61 days between the first and the last record (supervision) by 31 December 2026"
    )


@pytest.mark.parametrize(
    ("until", "found", "verdict"),
    [
        ("2026-11-15", "valid on the day of the report", ["Met"]),
        (
            "2026-11-14",
            "none valid on the day of the report",
            ["Not yet met", "1 document by 31/12/2026: no pace to judge"],
        ),
        ("", "without an end date", ["Cannot be told", "the document does not say until when it is valid"]),
    ],
)
def test_a_document_has_to_be_valid_on_the_day(opened, until, found, verdict):
    rule = 'kind = "valid"\ndocuments = ["insurance"]'
    evidence = f"kind,date,valid_until,articles,reference\ninsurance,2026-01-01,{until},37,private words\n"
    told = first(opened({"insured": rule}, {"evidence.csv": evidence}))
    assert told.asked[0].cells[1] == [found]
    assert told.asked[0].verdict == verdict
    missing = "Missing: a valid document (insurance) by 31 December 2026." in told.sentences[0]
    assert missing == (verdict[0] == "Not yet met")


@pytest.mark.parametrize(
    ("days", "cycle", "words"),
    [
        # The twelve months that end on 31 December 2027 begin on 1 January 2027.
        ("cycle_end = 2027-12-31\n", CYCLE, "1\u202fh by 31/12/2027: too early to tell"),
        ("", "", "No day is set: asked for at any time"),
        ("cycle_end = 2026-11-14\n", CYCLE, "The cycle has ended"),
    ],
)
def test_what_moves_on_says_by_when_or_why_no_day_is_named(opened, days, cycle, words):
    log = {"supervision.csv": sessions("2025-12-01")}
    told = first(opened({"a": hours(2, window="last-12-months")}, log, days=days, cycle=cycle))
    assert told.asked[0].verdict[1].removeprefix("1\u202fh: ") == words
    assert ("by 31 December 2027" in told.sentences[0]) == ("2027" in days)


def test_a_rule_without_a_number_is_shown_apart_and_never_judged(opened):
    rule = 'kind = "shown"\ncount = { of = ["supervision"], unit = "hours" }\nwindow = "cycle"'
    page = opened({"shown": rule, "told": 'kind = "shown"'}, {"supervision.csv": sessions("2026-02-05")})
    assert first(page).asked == []
    assert first(page).sentences[0].startswith("This pack gives no number to judge by")
    assert renewal.shown(page).table.rows == [
        ["Rule shown", "1\u202fh of supervision", "in the cycle"],
        ["Rule told", "Nothing in the dossier measures it", "–"],
    ]


def test_what_an_empty_cell_may_hold_decides_and_its_column_is_named(opened):
    counted = ', where = { supervisor_qualified = true }, credit = [{ where = { format = ["group"] }, divided = true }]'
    log = f"{SESSION_HEAD}\n2026-02-05,120,group,2,S1,yes,\n2026-03-05,60,group,2,S1,,\n"
    told = first(opened({"qualified": hours(1.5, count=counted)}, {"supervision.csv": log}))
    # 2 h shared by two is 1 h; the other hour gives half an hour if S1 is qualified
    assert told.asked[0].cells[1] == ["1 to 1.5\u202fh"]
    assert told.asked[0].verdict == ["Cannot be told", "empty cells decide it", "Supervisor qualified (1 row)"]


def test_a_pause_excuses_a_quarter_and_leaves_one_it_touches_untold(opened):
    pauses = '[pauses]\n"2024-01-01" = "2024-03-31"\n"2024-04-10" = "2024-04-20"\n'
    log = sessions(*EVERY_QUARTER[2:], "2026-10-08")
    page = opened({"quarterly": QUARTERLY}, {"supervision.csv": log}, pauses)
    assert first(page).asked[0].verdict == ["Cannot be told", "a declared pause touches the period"]
    assert first(page).asked[0].cells[1][0] == "10 of 11 periods"
    chart = next(part for part in renewal.required(page) if isinstance(part, Figure))
    assert [row[0] for row in chart.table.rows if row[-1] == "paused, not judged"] == ["Q1 2024"]


# Other readings and several packs


def test_rows_that_do_not_count_are_told_with_their_reasons(opened):
    """Individual sessions from 1 April 2024, where the first whole quarter of the cycle begins."""
    alone = hours(1, window="calendar-quarter", count=', where = { format = ["individual"] }')
    peer = "2024-06-01,60,peer,4,,,\n2024-07-01,60,peer,4,,,\n"
    log = sessions("2023-12-31", "2024-03-31", "2024-05-01") + peer
    asked = first(opened({"a": alone}, {"supervision.csv": log}, days=DAYS.replace("2024-01-01", "2024-02-01"))).asked[
        0
    ]
    assert asked.cells[1][-1] == "2 other rows do not count"
    assert asked.notes == [
        "Not counted: 2 rows before 1 April 2024, the first day judged; "
        "2 rows of another kind than the rule counts (individual)."
    ]


def test_a_row_that_a_cap_leaves_nothing_of_or_another_pack_has_used_says_so(written):
    capped = hours(1, of="training", count=', caps = [{ at_most = 1, reference = "page" }]')
    lines = training("A,2026-01-10,,1,course,,", "B,2026-02-10,,1,course,,", "C,2027-01-01,,1,course,,")
    folder = written({"a": capped}, {"training.csv": lines}, settings=SETTINGS.replace('["mine"]', '["mine", "other"]'))
    written({"b": hours(1, of="training")}, {}, header="exclusive = true", name="other")
    (folder / "cpd.toml").write_text(
        SETTINGS.replace('["mine"]', '["mine", "other"]').format(days=DAYS, more=""), encoding="utf-8"
    )
    page = open_page(str(folder), "2027-02-01", "en")
    both = [part.asked[0].notes[0] for part in renewal.requirements(page) if isinstance(part, Checklist)]
    after = "1 row after 31 December 2026, the last day judged"
    assert both == [
        f"Not counted: {after}; 1 row of which the credit formula or a cap leaves nothing.",
        f"Not counted: {after}; 1 row already counted by another pack, or outside every whole period.",
    ]


def test_other_readings_stand_beside_the_verdict_and_decide_nothing(opened):
    also = 'also = [{ window = "cycle-year", value = 4 }, { window = "last-12-months", value = 4 }]'
    rule = QUARTERLY + also
    # from 16 November 2025 on there are three hours, in 2024 four, in 2025 four, in 2026 three so far
    told = first(opened({"quarterly": rule}, {"supervision.csv": sessions(*EVERY_QUARTER)}))
    assert told.asked[0].name == [
        "Rule quarterly",
        "In each calendar quarter",
        "Another reading, deciding nothing: 4\u202fh in each year of the cycle, not met; "
        "4\u202fh in the last 12 months, not met",
    ]
    assert told.asked[0].mark == "not_met"
    assert told.sentences[0].endswith("Missing: 1\u202fh of supervision by 31 December 2026 (at risk).")


def test_two_packs_have_a_section_each_and_an_exclusive_one_counts_no_row_twice(written):
    log = {"supervision.csv": sessions("2026-02-05")}
    settings = SETTINGS.replace('["mine"]', '["mine", "second"]')
    written({"a": hours(1)}, log, settings=settings)
    folder = written({"a": hours(1)}, log, settings=settings, name="second", header="exclusive = true")
    whole, one, other = (part for part in renewal.requirements(open_page(str(folder), AS_OF, "en")))
    assert whole.sentences == [
        "One of two requirements is met on 15 November 2026. Missing: 1\u202fh of supervision by 31 December 2026 "
        "(at risk)."
    ]
    assert (one.title, other.title) == ("Nobody, Invented scheme", "Nobody, Invented scheme")
    assert one.sentences[0] == "The one requirement is met on 15 November 2026."
    assert "Missing: 1\u202fh of supervision" in other.sentences[0]


# What cpd.toml still has to say


def test_without_a_pack_the_page_says_what_to_write(opened):
    settings = SETTINGS.replace('rules = ["mine"]\n', "")
    page = opened({"a": hours(1)}, {"supervision.csv": sessions("2026-02-05")}, settings=settings)
    (notes,) = renewal.requirements(page)
    assert isinstance(notes, Notes)
    assert notes.paragraphs[0].startswith("No requirement pack is chosen")
    assert dict(notes.terms)["The pack"].startswith('rules = ["')
    assert ["mine", "Nobody, Invented scheme"] in notes.table.rows
    # the records are shown all the same
    assert isinstance(renewal.timeline(page), Figure)
    assert isinstance(renewal.sources(page), Blank)


def test_without_the_days_of_the_cycle_the_page_asks_for_one_of_them(opened):
    page = opened({"a": hours(1)}, {"supervision.csv": sessions("2026-02-05")}, days="")
    notes, told = renewal.requirements(page)
    assert notes.paragraphs == [
        "Nobody, Invented scheme: the days of the cycle are missing. "
        "One of them is enough, since the cycle lasts 3 years."
    ]
    assert [term for term, _ in notes.terms] == ["First day of the cycle", "Last day of the cycle"]
    assert told.asked[0].verdict == ["Cannot be told", "the days of the cycle are missing"]
    assert isinstance(renewal.timeline(page), Blank)


def test_one_day_of_the_cycle_is_enough(opened):
    page = opened(
        {"a": hours(1)}, {"supervision.csv": sessions("2026-02-05")}, days="cycle_start = 2024-01-01\n", lang="fr"
    )
    assert dict(renewal.title(page).facts)["Cycle"] == "du 1er janvier 2024 au 1er janvier 2027"


def test_an_unknown_pack_and_one_that_is_not_in_force_are_named(opened):
    settings = SETTINGS.replace('["mine"]', '["mine", "emcc-eia-renewal-practitionner"]')
    page = opened({"a": hours(1)}, {"supervision.csv": sessions("2026-02-05")}, settings=settings, since="2027-01-01")
    (notes,) = renewal.requirements(page)
    assert notes.paragraphs == [
        "There is no requirement pack called emcc-eia-renewal-practitionner. "
        "The nearest is emcc-eia-renewal-practitioner. The command cpd rules lists them all.",
        "No edition of the pack mine is in force on 15 November 2026: its first one applies from 1 January 2027.",
    ]


def test_a_register_names_the_pack_and_the_days_of_each_member(written):
    register = "member_id,rules,awarded_on,expires_on\nA1,mine,2024-01-01,2026-12-31\nB2,,,\n"
    lines = "".join(f"{member},2026-02-05,60,individual,S\n" for member in ("A1", "B2"))
    log = f"member_id,date,duration_minutes,format,supervisor_id\n{lines}"
    files = {"members.csv": register, "supervision.csv": log}
    folder = written({"a": hours(1)}, files, settings='lang = "en"\n')
    page = open_page(str(folder), AS_OF, "en", "A1")
    assert first(page).sentences[0] == "The one requirement is met on 15 November 2026."
    assert dict(renewal.title(page).facts)["Cycle"] == "1 January 2024 to 31 December 2026"
    (notes,) = renewal.requirements(open_page(str(folder), AS_OF, "en", "B2"))
    assert notes.paragraphs[0].startswith("Neither the register nor cpd.toml names a pack")


# Rows, and what never stands on the page


def test_each_verdict_opens_its_rows_at_the_users_own_row(opened):
    log = sessions("2025-03-01", "2023-03-01", "2026-03-01", minutes=90)
    asked = first(opened({"a": hours(2, count=", longest_hours = 1")}, {"supervision.csv": log})).asked[0]
    assert asked.count == "2"
    assert asked.rows.head == ["File", "Sheet", "Row", "Date", "Declared", "Counted"]
    # the session of 2023, in row 3, is before the cycle
    assert asked.rows.rows == [
        ["supervision.csv", "–", "4", "01/03/2026", "1.5", "1"],
        ["supervision.csv", "–", "2", "01/03/2025", "1.5", "1"],
    ]


def test_no_words_of_a_row_and_no_name_but_the_holders_enters_the_page(opened):
    holder = '[holder]\nname = "Claire Exemple"\ncredential = "Practitioner"\n'
    log = f"{SESSION_HEAD}\n2026-02-05,60,individual,,S1,,Madame Durand quitte son poste\n"
    evidence = "kind,date,valid_until,articles,reference\ninsurance,2026-01-01,2026-12-31,37,tiroir de Durand\n"
    course = training("Cours de Durand,2026-03-01,,7,course,live,ethics")
    files = {"supervision.csv": log, "evidence.csv": evidence, "training.csv": course}
    insured = 'kind = "valid"\ndocuments = ["insurance"]'
    page = opened({"a": QUARTERLY, "b": hours(5, "training"), "c": insured}, files, holder, lang="fr")
    shown = "".join(str(part._repr_mimebundle_()) for part in every_part(page) if not isinstance(part, Blank))
    assert "Durand" not in shown
    assert shown.count("Claire Exemple") == str(renewal.title(page)._repr_mimebundle_()).count("Claire Exemple") > 0


def test_french_words_keep_their_punctuation_on_the_line(opened):
    rules = {"a": QUARTERLY, "b": UNVERIFIED, "c": hours(1, window="last-12-months")}
    page = opened(rules, {"supervision.csv": sessions("2026-02-05")}, lang="fr")
    assert not re.search(r" [;:!?%»]|« ", "\n".join(map(repr, every_part(page))))


# What other tools get wrong


def test_a_total_of_the_cycle_is_not_that_of_the_calendar_year(opened):
    log = sessions("2024-01-01", "2025-06-01", "2026-06-01")
    assert first(opened({"a": hours(3)}, {"supervision.csv": log})).asked[0].cells[1] == ["3\u202fh"]


def test_hours_are_added_before_they_are_rounded(opened):
    log = sessions("2024-02-01", "2025-06-01", "2026-06-01", minutes=80)
    # 3 x 80 minutes are 4 h; 1.33 three times would be 3.99, and 1 three times 3
    assert first(opened({"a": hours(4)}, {"supervision.csv": log})).asked[0].verdict == ["Met"]


def test_the_last_twelve_months_are_not_all_time(opened):
    log = sessions("2025-11-15", "2025-11-16")
    asked = first(opened({"a": hours(2, window="last-12-months")}, {"supervision.csv": log})).asked[0]
    assert asked.cells[1] == ["1\u202fh"]


def test_an_activity_counts_once_however_it_is_tagged_and_a_cap_or_a_minimum_can_undo_a_full_total(opened):
    # 30 h of reading, at most 16 of 40, and no ethics: 12 h + 30 h are 42 h declared, 28 h counted
    course = training("One,2026-03-01,,12,course,live,core_competency", "Two,2026-04-01,,30,reading,self_paced,")
    capped = ', caps = [{ where = { category = ["reading"] }, at_most = 16, reference = "page" }]'
    ethics = ', where = { credit_type = ["ethics"], category = ["course"] }'
    rules = {"total": hours(40, "training", count=capped), "ethics": hours(3, "training", count=ethics)}
    page = opened(rules, {"training.csv": course})
    assert [one.mark for one in first(page).asked] == ["not_met", "not_met"]
    assert first(page).asked[0].cells == [["40\u202fh"], ["28\u202fh"], ["12\u202fh"]]
    (table,) = (part for part in renewal.categories(page) if part.inner)
    assert table.table.rows == [
        ["course", "12\u202fh", "12\u202fh", "–"],
        ["reading", "30\u202fh", "16\u202fh", "14\u202fh (cap: at most 16 hours: reading)"],
        ["Total", "42\u202fh", "28\u202fh", ""],
    ]


# The other sections


def test_gaps_of_three_months_have_room_for_an_explanation(opened):
    # 1 March to 1 June 2024 is three months to the day; 2 June to 31 August is not
    log = sessions("2024-01-10", "2024-03-01", "2024-06-01", "2024-06-02", "2024-08-31")
    course = training("One,2024-04-20,,7,course,live,")
    page = opened({"a": hours(1)}, {"supervision.csv": log, "training.csv": course}, lang="en", as_of="2024-09-30")
    part = renewal.gaps(page)
    assert part.table.head == ["Without", "From", "To", "Days", "Explanation"]
    assert part.table.rows == [["supervision", "01/03/2024", "01/06/2024", "92", ""]]
    assert part.table.kinds[-1] == "room"


def test_a_gap_without_any_record_is_listed_once_with_its_paused_days(opened):
    pause = '[pauses]\n"2024-03-01" = "2024-03-31"\n'
    page = opened({"a": hours(1)}, {"supervision.csv": sessions("2024-01-10", "2024-06-01")}, pause, as_of="2024-06-30")
    assert renewal.gaps(page).table.rows == [["any record", "10/01/2024", "01/06/2024", "143", "31", ""]]


def test_a_period_bounds_the_lists_and_not_the_verdicts(written):
    folder = written({"a": hours(2)}, {"supervision.csv": sessions("2024-03-01", "2024-10-01")})
    page = open_page(str(folder), AS_OF, "en", period="2025-01-01/..")
    assert first(page).asked[0].verdict == ["Met"]
    assert [row[1] for row in renewal.gaps(page).table.rows] == ["01/10/2024"]


def test_documents_are_listed_with_the_days_to_their_end(opened):
    lines = "insurance,2026-01-01,2026-12-31,37,a\ninsurance,2025-01-01,2025-12-31,37,b\ncontract,2024-02-01,,2,c\n"
    page = opened({"a": hours(1)}, {"evidence.csv": f"kind,date,valid_until,articles,reference\n{lines}"})
    part = renewal.documents(page)
    assert part.lead == ["3 documents; valid on the day of the report: 1, expired: 1."]
    # to 31 December 2026 are 46 days; from 31 December 2025 it is 319
    assert part.table.rows == [
        ["contract", "01/02/2024", "–", "no end date", "evidence.csv, row 4"],
        ["insurance", "01/01/2026", "31/12/2026", "valid, 46 days left", "evidence.csv, row 2"],
        ["insurance", "01/01/2025", "31/12/2025", "expired 319 days ago", "evidence.csv, row 3"],
    ]


def test_training_that_no_rule_counts_is_shown_as_declared(opened):
    course = training("One,2026-03-01,,12,course,live,", "Old,2020-03-01,,9,course,live,")
    page = opened({"a": hours(1)}, {"supervision.csv": sessions("2026-02-05"), "training.csv": course})
    (part,) = (part for part in renewal.categories(page) if part.inner)
    assert part.lead == ["No chosen requirement counts these hours."]
    assert part.table.rows == [["course", "12\u202fh"], ["Total", "12\u202fh"]]


def test_the_sources_stand_with_their_grade_and_the_day_they_were_read(opened):
    page = opened({"a": hours(1)}, {"supervision.csv": sessions("2026-02-05")})
    part = renewal.sources(page)
    assert part.table.rows[0] == ["A page on the rules", "example.org/rules", "the body's own page", "02/01/2026"]
    assert part.results["packs"].select("id", "edition").row(0) == ("mine", "7")
    assert ("Pack", "mine, edition 7") in renewal.provenance(page).terms


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_sample_has_a_page(lang):
    parts = every_part(open_page(lang=lang))
    assert sum(isinstance(part, Checklist) for part in parts) == 1
    assert sum(isinstance(part, Figure) for part in parts) >= 2
    assert sum(isinstance(part, Table) for part in parts) >= 4


def test_the_coach_of_the_public_cases_is_short_of_an_hour_this_quarter(cases):
    page = open_page(str(cases / "claire" / "dossier"), AS_OF, "fr")
    assert "d’ici au 31 décembre 2026" in first(page).sentences[0]
    # 12 rows of practice, 333,75 h in the cycle
    practice = first(page).asked[0]
    assert (practice.cells[1], practice.count, practice.mark) == (["333,75\u202fh"], "12", "met")


def test_the_numbers_file_holds_verdicts_periods_and_packs(written):
    folder = written({"quarterly": QUARTERLY}, {"supervision.csv": sessions("2026-02-05")})
    page, numbers = make_report("renewal", folder, date(2026, 11, 15), start=date(2026, 1, 1))
    assert page.name == "renewal.en.html"
    results = json.loads(numbers.read_text("utf-8"))["results"]
    assert [row["verdict"] for row in results["verdicts"]] == ["not_met"]
    assert len(results["requirement_periods"]) == 12
    assert results["requirement_sources"][0]["address"] == "example.org/rules"
    assert results["packs"][0]["effective_from"] == "2020-01-01"
