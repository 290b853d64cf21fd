"""How a number, a day and a branch of the facts are written."""

from collections.abc import Iterator
from datetime import date
from typing import Any

Tree = dict[str, Any]
DIGITS = 9


def number(value: float | None) -> int | float | None:
    """Return a number as it is written: whole ones without decimal part, no noise of binary fractions.

    Example:
        >>> number(45.0), number(0.1 + 0.2), number(None)
        (45, 0.3, None)
    """
    if value is None:
        return None
    rounded = round(value, DIGITS)
    return int(rounded) if rounded == int(rounded) else rounded


def iso(day: date | None) -> str | None:
    """Return a day as ISO text."""
    return None if day is None else day.isoformat()


def scopes(section: Tree) -> Iterator[tuple[tuple[str, ...], dict[tuple[str, ...], Tree]]]:
    """Yield the group columns of each scope with its nodes by the values of these columns."""
    yield (), {(): section["all"]}
    if "by_member" in section:
        yield ("member_id",), {(member,): node for member, node in section["by_member"].items()}
