"""Rows and a cycle, written in the test, and how member C1 stands to a pack written there too, or to a shipped one."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from cpd_toolkit.dossier import Dossier
from cpd_toolkit.i18n import Words
from cpd_toolkit.requirements.evaluate import Evaluation, evaluate
from cpd_toolkit.requirements.load import pack_on, read_pack, shipped
from cpd_toolkit.requirements.pack import Pack
from cpd_toolkit.tables import TABLES

HEADER = """
id = "made-up"
body = "Nobody"
scheme = { fr = "Inventé", en = "Invented" }
purpose = "renewal"
jurisdiction = "global"
edition = "1"
effective_from = 2020-01-01
binding = "binding"
status = "verified_first_party"
verified_on = 2026-01-01
"""
SOURCES = """
[sources.page]
title = "A page"
address = "example.org/rules"
read_on = 2026-01-01
grade = "OWN"

[sources.memory]
title = "Someone's memory"
address = "from memory"
read_on = 2026-01-01
grade = "MEM"
"""
CYCLE = '\n[cycle]\nyears = 3\nanchor = "award"\nreference = "page"\n'
RULE = '\n[[rules]]\nid = "{id}"\ntext = {{ fr = "Une règle", en = "A rule" }}\nreference = "page"\n{lines}\n'


def made(rules: Mapping[str, str], header: str = "", cycle: str = CYCLE) -> Pack:
    written = "".join(RULE.format(id=name, lines=lines.strip()) for name, lines in rules.items())
    return read_pack(HEADER + header + SOURCES + cycle + written)


@pytest.fixture(scope="session")
def pack() -> Callable[..., Pack]:
    """Write a pack from the lines of its rules."""
    return made


@pytest.fixture
def evaluated(rows: Callable[..., Any]) -> Callable[..., Evaluation]:
    """Judge tables written as text by rules written as TOML, on 2025-12-31 in a cycle from 2023 to 2025 unless said."""

    def judge(
        rules: Mapping[str, str],
        tables: Mapping[str, str],
        as_of: date = date(2025, 12, 31),
        cycle: tuple[date | None, date | None] = (date(2023, 1, 1), date(2025, 12, 31)),
        **settings: Any,
    ) -> Evaluation:
        typed = {name: rows(name, text) for name, text in tables.items()}
        dossier = Dossier(Path(), member_id="C1", cycle_start=cycle[0], cycle_end=cycle[1], **settings)
        return evaluate([made(rules)], typed, dossier, as_of)[0]

    return judge


@pytest.fixture
def verdicts(evaluated: Callable[..., Evaluation]) -> Callable[..., dict[str, dict[str, Any]]]:
    """The verdict on each rule, by its id."""

    def told(*given: Any, **more: Any) -> dict[str, dict[str, Any]]:
        return {row["rule"]: row for row in evaluated(*given, **more).verdicts.to_dicts()}

    return told


@pytest.fixture
def found(verdicts: Callable[..., dict[str, dict[str, Any]]]) -> Callable[..., Any]:
    """What a single rule finds: its amount and its verdict."""

    def told(rule: str, tables: Mapping[str, str], **more: Any) -> tuple[float, str]:
        row = verdicts({"one": rule}, tables, **more)["one"]
        return row["found"], row["verdict"]

    return told


class Judged(NamedTuple):
    """How a small dossier stands to a shipped pack."""

    pack: Pack  # the edition in force on the day
    lines: list[str]  # its rules in order, each as `rule | verdict | found | asked | short`
    rules: dict[str, dict[str, Any]]  # the whole verdict on each


@pytest.fixture
def judged(rows: Callable[..., Any]) -> Callable[..., Judged]:
    """Judge tables written as text by a shipped pack, on a day; columns that no rule asks about may be left out."""

    def judge(pack: str, on: str, cycle: tuple[str, str] | None = None, **given: Any) -> Judged:
        day, (start, end) = date.fromisoformat(on), map(date.fromisoformat, cycle) if cycle else (None, None)
        typed = {name: rows(name, given.pop(name)) for name in TABLES if name in given}
        edition = pack_on(pack, day, shipped(), Words("en"))
        dossier = Dossier(Path(), member_id="C1", cycle_start=start, cycle_end=end, **given)
        told = evaluate([edition], typed, dossier, day)[0].verdicts.to_dicts()
        return Judged(edition, [line(row) for row in told], {row["rule"]: row for row in told})

    return judge


@pytest.fixture
def by_hand() -> Callable[[str], list[str]]:
    """Lines worked out by hand, below a header."""
    return lambda text: [spaced(*row.split("|")) for row in text.strip().splitlines()[1:]]


NUMBERS = ("found", "found_most", "expected", "shortfall")


def line(row: Mapping[str, Any]) -> str:
    least, most, asked, short = ("" if row[name] is None else f"{round(row[name], 2):g}" for name in NUMBERS)
    verdict = f"can't tell: {row['reason']}" if row["verdict"] == "unknown" else row["verdict"]
    found = least if least == most else f"{least} to {most}"
    return spaced(row["rule"], verdict.replace("_", " "), found, asked, short)


def spaced(*cells: str) -> str:
    return " | ".join(cell.strip() for cell in cells)
