"""How a chart shows a number that is hidden: hatched, with its word, never as a nought."""

from typing import Any

import polars as pl

from cpd_toolkit.charts import palette
from cpd_toolkit.i18n import Words


def is_told(row: dict[str, Any]) -> bool:
    """Return whether a row of a protected table may be drawn."""
    return row["value"] is not None and row["status"] != "suppressed"


def withheld_mark() -> dict[str, Any]:
    """Return the look of what is hidden."""
    pattern = {"shape": "x", "fgcolor": palette.LINE, "bgcolor": "white", "size": 7, "solidity": 0.18}
    return {"color": "white", "line": {"color": palette.LINE, "width": 1}, "pattern": pattern}


def told(value: float | None, say: Words, digits: int | None = None) -> str:
    """Return a number as people read it, or the word for one that is hidden.

    Example:
        >>> told(12.0, Words("en")), told(None, Words("en"))
        ('12', 'hidden')
    """
    return say("organisation.hidden") if value is None else say.number(value, digits)


def count_and_share(row: dict[str, Any] | None, say: Words, digits: int = 0) -> str:
    r"""Return members and their share of all, or the word for what is hidden.

    Example:
        >>> count_and_share({"value": 0.5, "status": "ok", "numerator": 12.0, "denominator": 24.0}, Words("en"))
        '12\xa0(50%)'
    """
    if row is None or not is_told(row):
        return say("organisation.hidden")
    return say("organisation.count_and_share", n=say.number(row["numerator"]), share=say.percent(row["value"], digits))


def hidden_rows(table: pl.DataFrame) -> int:
    """Return how many rows of a protected table are hidden."""
    return int((table["status"] == "suppressed").sum())
