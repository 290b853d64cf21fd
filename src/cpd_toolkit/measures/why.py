"""The rows behind a number of the facts."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from typing import Any, NamedTuple

import polars as pl

from cpd_toolkit.dossier import Dossier
from cpd_toolkit.errors import UsageError
from cpd_toolkit.measures.branches import Branch, Given, Path, Tables, branches
from cpd_toolkit.measures.facts import facts_of, given_for
from cpd_toolkit.measures.grounds import PLACE, Ground, derived_counts, grounds
from cpd_toolkit.measures.selection import behind
from cpd_toolkit.measures.writing import Tree

# What is shown of a row beside where it stands; never a free text.
DETAILS: dict[str, tuple[str, ...]] = {
    "supervision": ("session_id", "format", "duration_minutes", "group_id", "cases_presented", "ethical_issue"),
    "feedback": ("response_id", "respondent_id", "respondent_role", "survey_id", "item", "score", "invited"),
    "training": ("category", "credit_type", "method", "hours"),
    "practice": ("client_id", "end_date", "paid_hours", "pro_bono_hours"),
    "members": ("group_id", "region"),
    "evidence": ("kind", "valid_until"),
    "": ("article",),
}
PLAIN: dict[str, pl.DataType] = {
    "table": pl.String(),
    "file": pl.String(),
    "sheet": pl.String(),
    "row": pl.Int64(),
    "member_id": pl.String(),
    "date": pl.Date(),
    "amount": pl.Float64(),
}
DAYS = ("day", "date", "start_date")  # the first there is dates a row
TYPED = {"article": int, "score": float}  # steps that name a number
NEAREST = 3

Keys = dict[str, str | int | float]


class Told(NamedTuple):
    """The facts with what they were told from, made once for any number of keys."""

    facts: Tree
    branches: list[Branch]
    grounds: list[Ground]


def told(given: Given) -> Told:
    """Return the facts and every branch and ground of them."""
    counted = [*branches(given), *derived_counts(given)]
    return Told(facts_of(given), counted, list(grounds(given)))


def why(
    key: str,
    tables: Tables,
    dossier: Dossier,
    as_of: date,
    need_sessions: int | None = None,
    ratio: float | None = None,
) -> pl.DataFrame:
    """Return the rows behind a number.

    Args:
        key: dotted key of the facts, such as `supervision.all.last_365_days.hours`; a place in a list is its index.
        tables: each recognised table with its accepted rows.
        dossier: as for the facts.
        as_of: the day of the report.
        need_sessions: as for the facts.
        ratio: as for the facts.

    Returns:
        table, file, sheet, row, member_id, date, amount and the columns that matter, in the order of the files.
        `amount` is what a row adds to the number (they sum to it); null where it is not a sum, such as a median.

    Raises:
        UsageError: no number has this key; the message names the nearest ones.
    """
    everything = told(given_for(tables, dossier, as_of, need_sessions, ratio))
    rows = rows_of(everything, key)
    if rows is None:
        near = get_close_matches(key, list(keys(everything.facts)), NEAREST, cutoff=0)
        raise UsageError(dossier.say("why.unknown_key", key=key, nearest=dossier.say.join(near)))
    return rows


def rows_of(everything: Told, key: str) -> pl.DataFrame | None:
    """Return the rows behind a dotted key, or None when no number has it; cheap once the facts are told."""
    steps = _steps(everything.facts, key)
    return None if steps is None else _rows_at(everything, steps)


def keys(node: Any, above: str = "") -> Iterator[str]:
    """Yield the dotted key of every number, day and word."""
    children = dict(enumerate(node)) if isinstance(node, list) and node and isinstance(node[0], dict) else node
    if not isinstance(children, dict):
        yield above
        return
    for step, child in children.items():
        yield from keys(child, f"{above}.{step}" if above else str(step))


def _steps(node: Any, key: str) -> Path | None:
    """Return the steps of a key; codes may hold dots, so each step is one that is there, the longest first."""
    children = dict(enumerate(node)) if isinstance(node, list) else node if isinstance(node, dict) else {}
    for name in sorted(map(str, children), key=len, reverse=True):
        if key == name:
            return (name,)
        if key.startswith(f"{name}."):
            child = children[int(name) if isinstance(node, list) else name]
            below = _steps(child, key.removeprefix(f"{name}."))
            if below is not None:
                return (name, *below)
    return None


def _rows_at(everything: Told, steps: Path) -> pl.DataFrame:
    places, named = _without_indices(everything.facts, steps)
    found = list(_counted(everything.branches, places, named)) or list(_explained(everything.grounds, places, named))
    shown = [_shown(rows, table) for table, rows in found or _contained(everything.branches, places, named)]
    rows = pl.concat([pl.DataFrame(schema=PLAIN), *shown], how="diagonal")
    return rows.sort("table", "file", "sheet", "row", maintain_order=True)


def _without_indices(node: Any, steps: Path) -> tuple[Path, Keys]:
    """Return the steps with `#` for a place in a list, and the keys of what stands there."""
    places: list[str] = []
    named: Keys = {}
    for step in steps:
        inside_list = isinstance(node, list)
        node = node[int(step)] if inside_list else node[step]
        places.append(PLACE if inside_list else step)
        if inside_list and isinstance(node, dict):
            named |= {name: node[name] for name in ("item", "scale_min", "scale_max", "survey_id") if name in node}
    return tuple(places), named


def _bound(path: Path, steps: Sequence[str]) -> Keys | None:
    """Return the values of a path's braces, or None where the steps are other ones."""
    bound: Keys = {}
    for name, step in zip(path, steps, strict=False):
        if name.startswith("{"):
            bound[name[1:-1]] = TYPED.get(name[1:-1], str)(step)
        elif name != step:
            return None
    return bound


def _counted(counted: list[Branch], steps: Path, named: Keys) -> Iterator[tuple[str, pl.LazyFrame]]:
    for branch in counted:
        bound = _bound(branch.path, steps) if len(branch.path) == len(steps) else None
        if bound is None:
            continue
        measure = bound.pop("measure", branch.selection.quantities[0].name)
        for quantity in branch.selection.quantities:
            if quantity.name == measure:
                yield branch.table, behind(branch.selection, quantity, bound | named)


def _explained(known: list[Ground], steps: Path, named: Keys) -> Iterator[tuple[str, pl.LazyFrame]]:
    fitting = [
        (g, bound | named) for g in known if (bound := _bound(g.path, steps)) is not None and len(g.path) <= len(steps)
    ]
    deepest = max((len(ground.path) for ground, _ in fitting), default=0)
    return ((g.table, _under(g.rows, bound)) for g, bound in fitting if len(g.path) == deepest)


def _contained(counted: list[Branch], steps: Path, named: Keys) -> Iterator[tuple[str, pl.LazyFrame]]:
    """Yield the rows of the nearest branch below steps that stop before a number."""
    below = [b for b in counted if len(b.path) > len(steps) and _bound(b.path, steps) is not None]
    for branch in sorted(below, key=lambda b: len(b.path))[:1]:
        yield branch.table, _under(branch.selection.rows, (_bound(branch.path, steps) or {}) | named)


def _under(rows: pl.LazyFrame, bound: Mapping[str, str | int | float]) -> pl.LazyFrame:
    return rows.filter(*(pl.col(name) == value for name, value in bound.items()))


def _shown(rows: pl.LazyFrame, table: str) -> pl.DataFrame:
    present = rows.collect_schema().names()
    day = next((name for name in DAYS if name in present), None)
    made = {"table": pl.lit(table)} if table else {}
    made["date"] = pl.col(day) if day else pl.lit(None, pl.Date)
    made |= {} if "amount" in present else {"amount": pl.lit(None, pl.Float64)}
    details = [name for name in DETAILS[table] if name in present]
    return rows.with_columns(**made).select(*PLAIN, *details).collect()
