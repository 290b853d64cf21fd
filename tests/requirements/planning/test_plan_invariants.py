"""Whatever the rules and records: a plan, done on any of its days, makes its rules pass, and nothing in it is idle."""

from datetime import date, timedelta

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from cpd_toolkit.requirements.evaluate import evaluate
from cpd_toolkit.requirements.plan import plan
from cpd_toolkit.tables import TABLES
from cpd_toolkit.tables.schema import dtypes
from cpd_toolkit.tables.training import WITHOUT_HOURS

START, END = date(2026, 1, 1), date(2026, 12, 31)
V = "values = [{{ from = 2000-01-01, value = {value}, reference = 's' }}]"
RULES = [
    "hours minimum window = 'cycle'; count = {{ of = ['supervision'], unit = 'hours' }}; " + V,
    "quarters minimum window = 'calendar-quarter'; count = {{ of = ['supervision'], unit = 'hours' }}; " + V,
    "alone minimum window = 'last-6-months'; count = {{ of = ['supervision'], unit = 'records', "
    "where = {{ format = ['individual'] }} }}; " + V,
    "every minimum window = 'any-3-months'; count = {{ of = ['supervision'], unit = 'hours' }}; " + V,
    "apart spread window = 'cycle'; count = {{ of = ['supervision'], unit = 'records' }}; " + V,
    "span span window = 'cycle'; count = {{ of = ['training'], unit = 'hours', "
    "where = {{ category = ['mentor_coaching'] }} }}; " + V,
    "ratio ratio window = 'cycle'; count = {{ of = ['supervision'], unit = 'hours' }}; " + V,
    "practice minimum window = 'cycle'; count = {{ of = ['practice'], unit = 'hours' }}; " + V,
    "points minimum window = 'cycle'; count = {{ of = ['supervision', 'training'], unit = 'points', "
    "credit = [{{ where = {{ format = ['group', 'peer'] }}, divided = true }}, {{}}], "
    "caps = [{{ where = {{ category = ['reading'] }}, at_most = 1, reference = 's' }}] }}; " + V,
    "short minimum window = 'cycle'; count = {{ of = ['supervision'], unit = 'hours', longest_hours = 1.5, "
    "where = {{ supervisor_qualified = true }} }}; " + V,
    "monthly minimum window = 'cycle'; count = {{ of = ['supervision'], unit = 'hours', "
    "caps = [{{ at_most = 1, per = 'calendar-month', reference = 's' }}] }}; " + V,
    "kinds minimum window = 'cycle'; count = {{ of = ['training'], unit = 'distinct', distinct = 'category' }}; " + V,
    "people minimum window = 'last-12-months'; count = {{ of = ['feedback'], unit = 'distinct', "
    "distinct = 'respondent_id', where = {{ respondent_role = ['client', 'sponsor'] }} }}; " + V,
    "written minimum window = 'last-12-months'; count = {{ of = ['reflection'], unit = 'records' }}; " + V,
    "insured valid documents = ['insurance']",
    "carried minimum window = 'calendar-quarter'; carry = {{ forward = 1, back = 1 }}; "
    "count = {{ of = ['training'], unit = 'hours' }}; " + V,
]
VALUES = {"ratio": st.sampled_from([5, 12.5]), "practice": st.sampled_from([20, 33.3])}
days = st.dates(START, END)


@st.composite
def rules(draw):
    chosen = draw(st.lists(st.sampled_from(RULES), min_size=1, max_size=4, unique=True))
    numbers = st.sampled_from([1, 2, 3, 4])
    return "\n".join(rule.format(value=draw(VALUES.get(rule.split()[0], numbers))) for rule in chosen)


@st.composite
def sessions(draw):
    found = draw(st.lists(st.tuples(days, st.sampled_from([45, 60, 90, 120]), st.booleans()), max_size=6))
    rows = [
        {
            "member_id": "C1",
            "date": day,
            "duration_minutes": minutes,
            "format": "individual" if alone else "group",
            "group_size": None if alone else 4,
            "supervisor_id": "S1",
            "file": "supervision.csv",
            "sheet": "",
            "row": row,
        }
        for row, (day, minutes, alone) in enumerate(found)
    ]
    return pl.DataFrame(rows, dtypes(TABLES["supervision"]))


def done(tables, actions, day_of):
    """The tables with a plan carried out: each row as so many records, on the day chosen for it."""
    added = {}
    for n, row in enumerate(actions.to_dicts()):
        quarters = int(row["amount"] * 4) if row["unit"] == "hours" else row["records"]
        for i in range(row["records"]):
            hours = (quarters // row["records"] + (i < quarters % row["records"])) / 4
            table, record = as_record(row, day_of(row), hours, f"{n}.{i}")
            place = {"member_id": "C1", "file": "plan", "sheet": "", "row": 1000 * n + i}
            added.setdefault(table, []).append(record | place)
    frames = {name: pl.DataFrame(rows, dtypes(TABLES[name])) for name, rows in added.items()}
    both = {name: pl.concat([tables[name], new]) for name, new in frames.items() if name in tables}
    return {**tables, **frames, **both}


def as_record(row, day, hours, code):
    """A row of a plan as a person would log it: of the values that will do, the last."""
    said = {name: values[-1] for name, values in row.items() if isinstance(values, list) and values}
    match row["what"]:
        case "supervision":
            keep = ("format", "mode", "relationship", "group_size", "supervisor_qualified")
            session = {"date": day, "duration_minutes": int(hours * 60), "supervisor_id": f"S{code}"}
            return "supervision", session | {name: said[name] for name in keep if name in said}
        case "training":
            keep = ("category", "method", "credit_type")
            # Where records are asked for and not hours, no more than a table wants of one.
            spent = 0.0 if row["unit"] == "records" and said.get("category") in WITHOUT_HOURS else hours
            return "training", {"start_date": day, "hours": spent} | {k: said[k] for k in keep if k in said}
        case "reflection":
            return "training", {"start_date": day, "hours": 0.0, "category": "reflection"}
        case "feedback":
            answer = {"date": day, "response_id": code, "respondent_id": code, "item": "Q"}
            return "feedback", answer | {k: said[k] for k in ("respondent_role",) if k in said}
        case "practice":
            return "practice", {"start_date": day, "end_date": day, "paid_hours": hours, "client_id": code}
        case "document":
            return "evidence", {"date": day, "kind": said.get("kind", "other"), "valid_until": row["valid_until"]}


def verdicts(pack, tables, dossier, day):
    [one] = evaluate([pack], tables, dossier, day)
    return dict(one.verdicts.select("rule", "verdict").rows())


@settings(max_examples=25)
@given(rules=rules(), logged=sessions(), as_of=days, data=st.data())
def test_a_plan_makes_its_rules_pass_whatever_days_are_chosen_and_no_row_of_it_is_idle(
    pack, dossier, rules, logged, as_of, data
):
    asked, owner = pack(rules), dossier()
    tables = {"supervision": logged.filter(pl.col("date") <= as_of)}
    made = plan([asked], tables, owner, as_of)
    states = dict(made.prospects.select("rule", "state").rows())
    until = made.prospects["by"][0]

    def day(row):
        assert as_of < row["earliest"] <= row["by"] <= until
        return data.draw(st.dates(row["earliest"], row["by"]))

    for choice in (lambda row: row["by"], lambda row: row["earliest"], day):
        then = verdicts(asked, done(tables, made.actions, choice), owner, until)
        assert {rule for rule, state in states.items() if state in ("kept", "planned")} <= {
            rule for rule, verdict in then.items() if verdict == "met"
        }
    for n, row in enumerate(made.actions.to_dicts()):
        rest = pl.concat([made.actions[:n], made.actions[n + 1 :]])
        without = verdicts(asked, done(tables, rest, lambda row: row["by"]), owner, until)
        needed = [rule.split("/")[1] for rule in row["rules"]]
        assert needed
        assert all(without[rule] != "met" for rule in needed)


@settings(max_examples=15)
@given(rules=rules(), logged=sessions(), as_of=days)
def test_what_a_plan_gives_up_no_number_of_records_would_save(pack, dossier, rules, logged, as_of):
    asked, owner = pack(rules), dossier()
    tables = {"supervision": logged.filter(pl.col("date") <= as_of)}
    made = plan([asked], tables, owner, as_of)
    until = made.prospects["by"][0]
    then = verdicts(asked, abundance(tables, as_of, until), owner, until)
    for rule, state in made.prospects.select("rule", "state").rows():
        assert state != "lost" or then[rule] != "met", rule


def abundance(tables, as_of, until):
    """Everything, every day: ten hours alone with a qualified supervisor, ten of each kind of training, and so on."""
    kinds = ("course", "mentor_coaching", "webinar", "other", "reflection")
    rows = {"supervision": [], "training": [], "feedback": [], "evidence": []}
    for n in range((until - as_of).days):
        day, place = as_of + timedelta(days=n + 1), {"member_id": "C1", "file": "more", "sheet": "", "row": n}
        alone = {"format": "individual", "supervisor_id": f"S{n}", "supervisor_qualified": True}
        rows["supervision"].append(place | alone | {"date": day, "duration_minutes": 600})
        rows["training"] += [place | {"start_date": day, "hours": 10.0, "category": kind} for kind in kinds]
        answer = {"response_id": str(n), "respondent_id": str(n), "respondent_role": "client", "item": "Q"}
        rows["feedback"].append(place | answer | {"date": day})
        rows["evidence"].append(place | {"date": day, "kind": "insurance", "valid_until": until})
    more = {name: pl.DataFrame(found, dtypes(TABLES[name])) for name, found in rows.items()}
    return more | {"supervision": pl.concat([tables["supervision"], more["supervision"]])}


@settings(max_examples=15)
@given(logged=sessions(), as_of=days, whole=st.integers(1, 8), each=st.integers(1, 2))
def test_a_plan_has_no_hour_more_than_the_year_or_its_quarters_ask_for(pack, dossier, logged, as_of, whole, each):
    """What the year lacks, or what the quarters still open lack together, whichever is more."""
    text = "\n".join(rule.format(value=number) for rule, number in zip(RULES[:2], (whole, each), strict=True))
    known = logged.filter(pl.col("date") <= as_of)
    made = plan([pack(text)], {"supervision": known}, dossier(), as_of)
    had = [sum(known.filter(pl.col("date").dt.quarter() == q)["duration_minutes"]) / 60 for q in (1, 2, 3, 4)]
    ends = [date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30), date(2026, 12, 31)]
    lacks = [max(0, each - hours) for hours, end in zip(had, ends, strict=True) if end > as_of]
    asked = max(max(0, whole - sum(had)), sum(lacks)) if lacks else 0
    assert made.actions["amount"].sum() == asked
    assert made.actions["records"].sum() <= max(1, len(lacks))
