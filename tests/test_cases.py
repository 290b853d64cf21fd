"""The public cases: other people's dossiers, findings and numbers. A hidden one of the same kind must pass too."""

import csv
import json
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from cpd_toolkit.dossier import open_dossier
from cpd_toolkit.measures.facts import facts
from cpd_toolkit.validate import Checked, accepted, check

CASES = ["claire", "messy", "groupe", "forms", "leap", "federation", "edges", "empty", "single-row"]
PLACE = ["severity", "file", "sheet", "row", "column", "rule"]


@cache
def checked(case: Path, as_of: str) -> Checked:
    return check(open_dossier(case / "dossier"), date.fromisoformat(as_of))


def expected(case: Path) -> dict[str, Any]:
    return json.loads((case / "expected" / "facts.json").read_text(encoding="utf-8"))


def differences(found: Any, wanted: Any, at: str = "") -> list[str]:
    """Every place where a number or a word differs; keys that are only in `found` do no harm."""
    if isinstance(wanted, dict) and isinstance(found, dict):
        missing = [f"{at}.{key} is missing" for key in wanted if key not in found]
        shared = [key for key in wanted if key in found]
        return missing + [line for key in shared for line in differences(found[key], wanted[key], f"{at}.{key}")]
    if isinstance(wanted, list) and isinstance(found, list) and len(wanted) == len(found):
        pairs = enumerate(zip(found, wanted, strict=True))
        return [line for i, (one, other) in pairs for line in differences(one, other, f"{at}.{i}")]
    if isinstance(wanted, float | int) and isinstance(found, float | int) and abs(found - wanted) <= 1e-6:
        return []
    return [] if found == wanted else [f"{at}: {found!r} instead of {wanted!r}"]


@pytest.mark.parametrize("name", CASES)
def test_the_findings_are_those_expected(cases, name):
    got = checked(cases / name, expected(cases / name)["as_of"]).findings
    rows = Counter(tuple("" if v is None else str(v) for v in row) for row in got.select(PLACE).rows())
    with open(cases / name / "expected" / "findings.csv", encoding="utf-8", newline="") as file:
        assert rows == Counter(tuple(row.values()) for row in csv.DictReader(file))


def numbers(case: Path, wanted: dict[str, Any]) -> dict[str, Any]:
    done = checked(case, wanted["as_of"])
    return done.counts() | facts(accepted(done), done.dossier, done.as_of, wanted["need_sessions"])


@pytest.mark.parametrize("name", CASES)
def test_every_fact_is_the_one_expected(cases, name):
    wanted = expected(cases / name)
    for label in ("case", "notes", "more_as_of"):
        wanted.pop(label, None)
    assert differences(numbers(cases / name, wanted), wanted) == []


@pytest.mark.parametrize("name", ["leap"])
def test_every_fact_of_other_days_is_the_one_expected(cases, name):
    for wanted in expected(cases / name)["more_as_of"]:
        del wanted["case"]
        assert differences(numbers(cases / name, wanted), wanted) == [], wanted["as_of"]


def as_cells(rows):
    """A table as its file would hold it, without the ids that are derived."""
    text = {bool: lambda v: str(v).lower(), float: lambda v: f"{v:g}", type(None): lambda _: ""}
    return [
        {
            name: text.get(type(v), str)(v)
            for name, v in row.items()
            if name not in ("session_id", "file", "sheet", "row")
        }
        for row in rows.iter_rows(named=True)
    ]


def test_every_export_becomes_the_table_expected(cases):
    got = accepted(checked(cases / "forms", expected(cases / "forms")["as_of"]))
    for path in (cases / "forms" / "expected" / "tables").iterdir():
        with open(path, encoding="utf-8", newline="") as file:
            wanted = [{k: v for k, v in row.items() if k != "session_id"} for row in csv.DictReader(file)]
        found = [
            row for table in got.values() for row in as_cells(table.filter(pl.col("file").str.starts_with(path.stem)))
        ]
        assert [{k: v for k, v in row.items() if k in wanted[0]} for row in found] == wanted, path.name
