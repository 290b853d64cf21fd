"""Tables written as text, hierarchies written as counts, and an attacker of our own."""

from collections.abc import Callable, Mapping
from itertools import combinations
from typing import Any, NamedTuple

import numpy as np
import polars as pl
import pytest
from scipy.optimize import LinearConstraint, milp

from cpd_toolkit.measures.shapes import result_table
from cpd_toolkit.protect.system import Line, System, system_of


class Grid(NamedTuple):
    """A table with margins as a system, a row of it a cell; starred cells are hidden."""

    system: System
    at: dict[str, int]  # "row column" -> cell
    starred: frozenset[int]

    def names(self, cells: Any) -> set[str]:
        return {name for name, cell in self.at.items() if cell in cells}


def read_grid(text: str, k: float = 1, insiders: bool = False) -> Grid:
    """Read a table whose last row and column, named all, are the sums of the others."""
    head, *lines = [line.split() for line in text.strip().splitlines()]
    values, at, starred = [], {}, set()
    for name, *cells in lines:
        for column, cell in zip(head, cells, strict=True):
            at[f"{name} {column}"] = len(values)
            if cell.endswith("*"):
                starred.add(len(values))
            values.append(float(cell.rstrip("*")))
    rows = [name for name, *_ in lines]
    sums = [Line(at[f"{row} all"], tuple(at[f"{row} {c}"] for c in head if c != "all")) for row in rows]
    sums += [Line(at[f"all {column}"], tuple(at[f"{r} {column}"] for r in rows if r != "all")) for column in head]
    for line in sums:
        assert values[line.whole] == sum(values[part] for part in line.parts)
    size = len(values)
    least = [min(1.0, value) for value in values] if insiders else None
    system = system_of(values, sums, [[n] for n in range(size)], values, wide=[k] * size, top=[k] * size, least=least)
    return Grid(system, at, frozenset(starred))


@pytest.fixture(scope="session")
def grid() -> Callable[..., Grid]:
    return read_grid


def counts(cells: Mapping[tuple[str, ...], int], names: tuple[str, ...], measure: str = "members") -> pl.DataFrame:
    """A result table of people counted by these group columns."""
    rows = [dict(zip(names, key, strict=True)) | {"people": n} for key, n in cells.items()]
    frame = pl.DataFrame(rows, schema={name: pl.String for name in names} | {"people": pl.Int64})
    told = frame.with_columns(measure=pl.lit(measure), numerator=pl.col("people"), value=pl.col("people"))
    return result_table(told, names)


def margins(cells: Mapping[tuple[str, str, str], int], measure: str = "members") -> dict[str, pl.DataFrame]:
    """People by region, group and level, and every coarser table of a hierarchy of regions and groups."""
    names = ("region", "group_id", "level")
    tables = {}
    for kept in [some for n in range(4) for some in combinations(range(3), n) if 1 not in some or 0 in some]:
        summed: dict[tuple[str, ...], int] = {}
        for key, n in cells.items():
            own = tuple(key[i] for i in kept)
            summed[own] = summed.get(own, 0) + n
        chosen = tuple(names[i] for i in kept)
        tables["_".join(chosen) or "total"] = counts(summed, chosen, measure)
    return tables


@pytest.fixture(name="counts", scope="session")
def counts_fixture() -> Callable[..., pl.DataFrame]:
    return counts


@pytest.fixture(name="margins", scope="session")
def margins_fixture() -> Callable[..., dict[str, pl.DataFrame]]:
    return margins


def known_of_hidden(
    published: Mapping[str, pl.DataFrame], truth: Mapping[str, pl.DataFrame]
) -> dict[tuple[str, int], tuple[float, float]]:
    """The least and largest value of every hidden row, worked out from the published ones alone.

    The unknowns are the people of each finest combination; every table is sums of these. Each member of a hidden row
    knows that there is somebody in it. Not the library's way: that has an unknown for each hidden cell, margins too.
    """
    finest = max(published.values(), key=lambda table: len(table.columns))
    names = [name for name in ("region", "group_id", "level") if name in finest.columns]
    inner = finest.select(names)
    equal, amounts, hidden, present = [], [], {}, []
    for name, table in published.items():
        keys = [key for key in names if key in table.columns]
        for row, (told, people) in enumerate(zip(table.iter_rows(named=True), truth[name]["people"], strict=True)):
            mask = np.ones(inner.height)
            for key in keys:
                mask = mask * (inner[key] == told[key]).to_numpy()
            if told["status"] == "suppressed":
                hidden[name, row] = mask
                present += [mask] if people else []
            else:
                equal.append(mask)
                amounts.append(told["people"])
    rules = [LinearConstraint(np.array(equal), amounts, amounts)] if equal else []
    rules += [LinearConstraint(np.array(present), 1)] if present else []

    def end(mask: Any, sign: int) -> float:
        found = milp(-sign * mask, constraints=rules)  # without integrality: a linear program, of nothing below nought
        return float(mask @ found.x) if found.status == 0 else float("inf")

    return {cell: (np.ceil(end(mask, -1) - 1e-6), np.floor(end(mask, 1) + 1e-6)) for cell, mask in hidden.items()}


@pytest.fixture(scope="session")
def attack() -> Callable[..., dict[tuple[str, int], tuple[float, float]]]:
    return known_of_hidden
