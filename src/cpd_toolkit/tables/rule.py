"""A rule: one small value that a schema, a check and a message are made from."""

from collections.abc import Iterable
from datetime import date
from typing import Literal, NamedTuple

import polars as pl

from cpd_toolkit.tables.column import Column

FIRST_DAY = date(1990, 1, 1)


class Rule(NamedTuple):
    """A named truth about good rows.

    `good` reads typed columns and `as_of` (the day of the check). Null counts as good: a cell that is empty or could
    not be read is another rule's business.
    """

    id: str  # stable; two rules of a table may share it on different columns
    column: str  # where a breach is reported
    severity: Literal["error", "warning"]
    good: pl.Expr

    @property
    def reads(self) -> set[str]:
        """The columns of the table that the rule looks at."""
        return set(self.good.meta.root_names()) - {"as_of"}


def error(rule_id: str, column_name: str, good: pl.Expr) -> Rule:
    """Return a rule whose breach leaves the row out of every measure."""
    return Rule(rule_id, column_name, "error", good)


def warning(rule_id: str, column_name: str, good: pl.Expr) -> Rule:
    """Return a rule whose breach is reported and leaves the row in."""
    return Rule(rule_id, column_name, "warning", good)


def not_future(column_name: str = "date") -> Rule:
    """Return the rule that a record does not lie after the as-of day, which is itself fine."""
    return error("future_date", column_name, pl.col(column_name) <= pl.col("as_of"))


def in_order(start: str, end: str, rule_id: str = "end_before_start") -> Rule:
    """Return the rule that `end` is not before `start`; the same day is fine."""
    return error(rule_id, end, pl.col(end) >= pl.col(start))


def bounds_rules(columns: Iterable[Column]) -> list[Rule]:
    """Return the rules that follow from the columns: inclusive bounds, and no date before 1990."""
    dates = [error("out_of_range", c.name, pl.col(c.name) >= FIRST_DAY) for c in columns if c.kind == "date"]
    numbers = [error("out_of_range", c.name, pl.col(c.name).is_between(*c.bounds)) for c in columns if c.bounds]
    return dates + numbers
