"""What changed since the report before: its numbers file beside the new one, both protected.

A report of the very same day replaces the one before; it keeps what that one was compared with, so that making it
twice gives the same page.
"""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from cpd_toolkit.dossier import Dossier

COMPARED = {  # table -> the columns that say what a row is about
    "members": (),
    "members_by_region": ("region",),
    "standing": ("verdict",),
    "standing_by_region": ("region", "verdict"),
    "hours_quantiles": (),
    "response_rate": (),
}
SHAPE: dict[str, Any] = {"table": pl.String, "measure": pl.String, "about": pl.String, "before_as_of": pl.String}
SHAPE |= {"before": pl.Float64, "now": pl.Float64}


class Changes(NamedTuple):
    """Numbers told in both reports."""

    before_as_of: date
    table: pl.DataFrame  # SHAPE


def settings(dossier: Dossier) -> dict[str, int]:
    """Return the settings without which two reports can't be compared."""
    return {"k": dossier.k_organisation, "need_sessions": dossier.need_sessions}


def changes(
    previous: str, tables: Mapping[str, pl.DataFrame], as_of: date, settings: Mapping[str, Any]
) -> Changes | None:
    """Return the numbers that the report before told too; None without one that can be compared.

    Args:
        previous: The path of its numbers file; empty or not readable: none.
        tables: The protected tables now.
        as_of: The day of the new report.
        settings: The settings of the new report, which those of the one before must equal.
    """
    told = _read(previous)
    try:
        results = told["results"]
        day, same = date.fromisoformat(told["parameters"]["as_of"]), results["settings"] == [dict(settings)]
        if not same or day > as_of:
            return None
        if day == as_of:
            before = {(row["table"], row["measure"], row["about"]): row["before"] for row in results.get("changes", [])}
            day = date.fromisoformat(results["changes"][0]["before_as_of"])
        else:
            before = {key: value for name in COMPARED for key, value in _values(name, results[name])}
    except (KeyError, IndexError, TypeError, ValueError):
        return None
    now = {key: value for name in COMPARED for key, value in _values(name, tables[name].to_dicts())}
    both = [(*key, day.isoformat(), before[key], now[key]) for key in now if before.get(key) is not None]
    return Changes(day, pl.DataFrame(both, SHAPE, orient="row")) if both else None


def _read(path: str) -> Any:
    try:
        return json.loads(Path(path).read_text(encoding="utf-8")) if path else {}
    except (OSError, ValueError):
        return {}


def _values(table: str, rows: list[dict[str, Any]]) -> list[tuple[tuple[str, str, str], float]]:
    told = [row for row in rows if row["status"] == "ok" and row["value"] is not None]
    amount = "numerator" if table in ("standing", "standing_by_region") else "value"
    return [
        ((table, row["measure"], "/".join(row[name] for name in COMPARED[table])), float(row[amount])) for row in told
    ]
