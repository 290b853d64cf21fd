"""Packs written as text in the tests, and a dossier to judge by them."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cpd_toolkit.dossier import Dossier
from cpd_toolkit.requirements.load import read_pack
from cpd_toolkit.requirements.pack import Pack

HEADER = """
id = "{id}"
body = "Body"
scheme = {{ fr = "Dispositif", en = "Scheme" }}
purpose = "own"
jurisdiction = "global"
edition = "{edition}"
effective_from = {effective_from}
{more}
binding = "binding"
status = "{status}"
verified_on = 2026-01-01
[sources.s]
title = "A page"
address = "example.org"
read_on = 2026-01-01
grade = "{grade}"
"""
CYCLE = """
[cycle]
years = {years}
anchor = "award"
reference = "s"
{days}
"""


def written(rules: str, years: int | None = 1, days: str = "", **header: Any) -> str:
    """A pack's text: one line a rule, `id kind: rest`, the values that every rule has to state left out."""
    values = {
        "id": "p",
        "edition": "1",
        "effective_from": "2000-01-01",
        "more": "",
        "status": "supplied",
        "grade": "OWN",
    }
    blocks = [HEADER.format(**values | header), CYCLE.format(years=years, days=days) if years else ""]
    for line in rules.strip().splitlines():
        name, kind, rest = line.strip().split(None, 2)
        text = f'[[rules]]\nid = "{name}"\nkind = "{kind}"\ntext = {{ fr = "Règle {name}", en = "Rule {name}" }}\n'
        blocks.append(text + 'reference = "s"\n' + "\n".join(part.strip() for part in rest.split(";")))
    return "\n".join(blocks)


@pytest.fixture(scope="session")
def pack() -> Callable[..., Pack]:
    """Write a pack, its rules one a line."""
    return lambda *words, **more: read_pack(written(*words, **more))


@pytest.fixture(scope="session")
def dossier() -> Callable[..., Dossier]:
    """The settings of member C1: a cycle of 2026 unless said."""

    def make(**settings: Any) -> Dossier:
        year = {"cycle_start": date(2026, 1, 1), "cycle_end": date(2026, 12, 31)}
        return Dossier(Path(), **{"member_id": "C1", "lang": "en"} | year | settings)

    return make
