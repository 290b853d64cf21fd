"""What may leave: result tables and named frames in, the same out, with what tells too much hidden."""

from collections.abc import Mapping
from typing import NamedTuple

import polars as pl

from cpd_toolkit.i18n import Words
from cpd_toolkit.protect import frames
from cpd_toolkit.protect.cells import judged
from cpd_toolkit.protect.frames import is_result, refuse_persons
from cpd_toolkit.protect.links import Links
from cpd_toolkit.protect.pattern import Pattern, hidden_rows
from cpd_toolkit.protect.primary import is_telling
from cpd_toolkit.protect.thresholds import checked_k

NUMBERS = ("people", "numerator", "denominator", "value", "lower", "upper")


class Hidden(NamedTuple):
    """How many rows are hidden, for the sentence of the report. Which row is hidden why is not for telling."""

    rows: int  # of the tables
    primary: int  # hidden for what they tell
    secondary: int  # hidden so that those can't be worked out


class Protected(NamedTuple):
    """Tables that may leave."""

    tables: dict[str, pl.DataFrame]
    counts: dict[str, Hidden]  # by table
    cheapest: bool  # nothing less could have been hidden
    withheld: bool  # no safe pattern was found: everything is hidden


def protect(
    tables: Mapping[str, pl.DataFrame],
    k: int,
    links: Links | None = None,
    lang: str = "en",
    also: Mapping[str, pl.Series] = {},
) -> Protected:
    """Return the tables of a publication with what tells too much hidden, and only that changed.

    All tables that are published together belong in one call, since what one hides another may give away. A hidden row
    keeps what it is about; its numbers are null and its status is `suppressed`. A table that went through here before
    comes out as it went in, if it comes with no others.

    Args:
        tables: Result tables, and frames of `measures.shapes` that list no persons, by name.
        k: The fewest people a number may rest on, at least 5.
        links: What can't be seen from the tables: places within places, measures that are parts of others.
        lang: Of the messages.
        also: Rows of result tables to hide whatever they tell, such as those too near to numbers published before.

    Raises:
        UsageError: k is below 5, or the declared parts are more than their whole.
        ReportError: A table lists persons, or is neither kind.

    Example:
        >>> from cpd_toolkit.measures.shapes import result_table
        >>> regions = pl.DataFrame({"region": ["E", "N", "S"], "people": [4, 25, 11]}).with_columns(
        ...     measure=pl.lit("members"), numerator="people", value="people")
        >>> total = regions.select("measure", people=40, numerator=40, value=40).head(1)
        >>> told = {"total": result_table(total), "regions": result_table(regions, ["region"])}
        >>> protect(told, 5).tables["regions"]["value"].to_list()  # without the 11, 40 - 25 - 11 would be told
        [None, 25.0, None]
    """
    say = Words(lang)
    checked_k(k, say)
    refuse_persons(tables, say)
    results = {name: table for name, table in tables.items() if is_result(table)}
    pattern, primary = _pattern(results, k, links or Links(), say, _counted_through(results, also))
    gone = _by_table(results, pattern.hidden)
    must = _by_table(results, primary)
    for name in tables.keys() - results.keys():
        gone[name] = must[name] = frames.is_telling(tables[name], k)
    if not pattern.withstands:
        gone = {name: pl.repeat(True, rows.len(), eager=True) for name, rows in gone.items()}
    hide = {name: _emptied if name in results else frames.emptied for name in tables}
    counts = {name: Hidden(table.height, *_both(gone[name], must[name])) for name, table in tables.items()}
    done = {name: hide[name](table, gone[name]) for name, table in tables.items()}
    return Protected(done, counts, pattern.cheapest, not pattern.withstands)


def hidden(protected: Protected) -> Hidden:
    """Return how many rows are hidden over all tables.

    Example:
        >>> hidden(Protected({}, {"a": Hidden(9, 1, 2), "b": Hidden(5, 0, 1)}, True, False))
        Hidden(rows=14, primary=1, secondary=3)
    """
    return Hidden(*map(sum, zip(*protected.counts.values(), strict=True))) if protected.counts else Hidden(0, 0, 0)


def _counted_through(tables: Mapping[str, pl.DataFrame], rows: Mapping[str, pl.Series]) -> frozenset[int]:
    none = {name: pl.repeat(False, table.height, eager=True) for name, table in tables.items()}
    return frozenset(pl.concat([rows.get(name, none[name]) for name in tables]).arg_true()) if tables else frozenset()


def _pattern(
    tables: Mapping[str, pl.DataFrame], k: int, links: Links, say: Words, also: frozenset[int]
) -> tuple[Pattern, frozenset[int]]:
    """Return which rows of the result tables to hide, counted through, and which of them for what they tell."""
    if not tables:
        return Pattern(frozenset(), True, True), frozenset()
    hidden_before = pl.concat([table["status"] == "suppressed" for table in tables.values()])
    if hidden_before.any():
        # What was hidden can't be judged again: nothing more may need hiding.
        telling = pl.concat([is_telling(table, k) for table in tables.values()])
        return Pattern(frozenset(hidden_before.arg_true()), True, not (telling & ~hidden_before).any()), frozenset()
    found = judged(tables, k, links, say)
    return hidden_rows(found.system, found.primary | also), found.primary | also


def _by_table(tables: Mapping[str, pl.DataFrame], rows: frozenset[int]) -> dict[str, pl.Series]:
    found, first = {}, 0
    for name, table in tables.items():
        found[name] = pl.Series([first + row in rows for row in range(table.height)], dtype=pl.Boolean)
        first += table.height
    return found


def _both(gone: pl.Series, must: pl.Series) -> tuple[int, int]:
    return int((gone & must).sum()), int((gone & ~must).sum())


def _emptied(table: pl.DataFrame, gone: pl.Series) -> pl.DataFrame:
    kept = [pl.when(~pl.lit(gone)).then(pl.col(name)).alias(name) for name in NUMBERS]
    return table.with_columns(*kept, status=pl.when(pl.lit(gone)).then(pl.lit("suppressed")).otherwise("status"))
