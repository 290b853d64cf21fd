"""What lies ahead of a renewal: the smallest plan, the pace so far, and a dry audit."""

from collections.abc import Sequence
from typing import Any

import polars as pl

from cpd_toolkit.i18n import Words
from cpd_toolkit.measures.forecast import forecast as foreseen
from cpd_toolkit.measures.refusals import FORECAST_OPEN_GAPS, FORECAST_SESSIONS
from cpd_toolkit.report.display import Blank, Grid, Notes, Table, grid
from cpd_toolkit.report.opening import Page
from cpd_toolkit.report.thresholds import need, wanted_sessions
from cpd_toolkit.requirements.audit import audit as drawn
from cpd_toolkit.requirements.evaluate import evaluate
from cpd_toolkit.requirements.named import named_packs
from cpd_toolkit.requirements.pack import Pack
from cpd_toolkit.requirements.plan import Plan
from cpd_toolkit.requirements.plan import plan as smallest
from cpd_toolkit.requirements.plan.listing import apart, rule_texts, what, when

SEED = 1
RECORD = ("table", "file", "sheet", "row")


def plan(page: Page) -> Table | Blank:
    """Return what to do and by when, so that each requirement that can be met is met; nothing without a pack."""
    say, packs = page.say, _packs(page)
    title = say("plan.part.title")
    if not packs:
        return Blank()
    made = _plan(page, packs)
    apart = _apart(made, packs, page)
    results = {"plan": made.actions, "prospects": made.prospects}
    if made.actions.is_empty():
        until = max(made.prospects["by"], default=page.as_of)
        return Table(title, [say("plan.part.nothing", day=say.day(until))], None, apart, results=results)
    lead = [say("plan.part.lead")]
    return Table(title, lead, _actions(made, packs, page), [*apart, say("plan.part.note")], results=results)


def _packs(page: Page) -> list[Pack]:
    named = page.dossier.rules or page.tables["members"]["rules"].drop_nulls().len()
    return named_packs(page.dossier, _rows(page), page.as_of, page.say) if named else []


def _rows(page: Page) -> dict[str, pl.DataFrame]:
    """Return the member's rows of the tables that the dossier holds: an absent one tells nothing."""
    return {name: page.tables[name] for name in page.checked.tables}


def _plan(page: Page, packs: Sequence[Pack]) -> Plan:
    return smallest(packs, _rows(page), page.dossier, page.as_of)


def _actions(made: Plan, packs: Sequence[Pack], page: Page) -> Grid:
    say, texts = page.say, rule_texts(packs, page.say)
    heads = {say(f"plan.head.{name}"): pl.String for name in ("when", "what", "rules")}
    rows = [
        (when(row, page.as_of, say), what(row, say), " · ".join(texts[key] for key in row["rules"]))
        for row in made.actions.to_dicts()
    ]
    return grid(pl.DataFrame(rows, heads, orient="row"), say("plan.part.caption"), say)


def _apart(made: Plan, packs: Sequence[Pack], page: Page) -> list[str]:
    """Return in words what can't be met any more, and what can't be told."""
    say, texts = page.say, rule_texts(packs, page.say)
    named = {state: apart(made, state, texts, say) for state in ("lost", "untold")}
    return [
        say(f"plan.part.{state}", rules=say("plan.semicolon").join(names)) for state, names in named.items() if names
    ]


def forecast(page: Page) -> Notes | Blank:
    """Return in words whether the sessions that the plan asks for are likely at the pace so far."""
    say, title = page.say, page.say("forecast.title")
    packs = _packs(page)
    if not packs:
        return Blank()
    if page.sessions.is_empty():
        return Notes(title, [say("forecast.none")])
    actions = _plan(page, packs).actions.filter(what="supervision").select("by", "records").rows()
    if not actions:
        return Notes(title, [say("forecast.nothing")])
    until, needed = max(by for by, _ in actions), sum(records for _, records in actions)
    told = foreseen(page.sessions, page.as_of, until, needed, need(page))
    return Notes(title, _foreseen(told.row(0, named=True), page), results={"forecast": told})


def _foreseen(told: dict[str, Any], page: Page) -> list[str]:
    say, day = page.say, told["lapse_date"]
    words = {"n": need(page), "by": wanted_sessions(page).by}
    lapse = [say("forecast.lapse", day=say.day(day), **words)] if day else []
    if told["status"] != "ok":
        return [say("forecast.too_few", least=FORECAST_SESSIONS, times=FORECAST_OPEN_GAPS), *lapse]
    counts = {name: say.number(told[name]) for name in ("sessions", "days")} | {"until": say.day(told["until"])}
    word = say(f"forecast.word.{told['outlook']}", n=told["needed"])
    return [say("forecast.told", n=told["needed"], word=word, **counts), *lapse, say("forecast.note")]


def audit(page: Page, seed: int = SEED) -> Table | Blank:
    """Return some of the entries that count, drawn by chance, and whether each names its proofs."""
    say, packs = page.say, _packs(page)
    title = say("audit.title")
    if not packs:
        return Blank()
    rows = _rows(page)
    sample = drawn(evaluate(packs, rows, page.dossier, page.as_of), rows, seed)
    results = {"audit": sample}
    if sample.is_empty():
        return Table(title, [say("audit.nothing")], None, results=results)
    missing, entries = sample.filter(~pl.col("named")).height, sample.select(RECORD).n_unique()
    lead = [say("audit.lead", seed=seed), say("audit.drawn", n=entries, missing=missing, proofs=sample.height)]
    return Table(title, lead, _entries(sample, page), [say("audit.note")], results=results)


def _entries(sample: pl.DataFrame, page: Page) -> Grid:
    say = page.say
    listed = [
        (
            day,
            say(f"audit.kind.{kind}"),
            _place(file, sheet, row, say),
            *(_proofs(own, named, say) for named in (True, False)),
        )
        for (_, file, sheet, row, day, kind), own in sample.group_by(*RECORD, "day", "kind", maintain_order=True)
    ]
    kinds = {"day": pl.Date, "kind": pl.String, "place": pl.String, "named": pl.String, "missing": pl.String}
    heads = {say(f"audit.head.{name}"): kind for name, kind in kinds.items()}
    return grid(pl.DataFrame(listed, heads, orient="row"), say("audit.caption"), say)


def _place(file: object, sheet: object, row: object, say: Words) -> str:
    return say("audit.place.sheet" if sheet else "audit.place.file", file=file, sheet=sheet, row=row)


def _proofs(own: pl.DataFrame, named: bool, say: Words) -> str | None:
    return ", ".join(say(f"audit.proof.{proof}") for proof in own.filter(named=named)["proof"]) or None
