"""A pack of a few rules, rows and a cycle, written in the test; the verdicts of member C1 by rule."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cpd_toolkit.dossier import Dossier
from cpd_toolkit.requirements.evaluate import Evaluation, evaluate
from cpd_toolkit.requirements.load import read_pack
from cpd_toolkit.requirements.pack import Pack

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
