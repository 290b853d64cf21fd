"""Result tables as a test reads them."""

from collections.abc import Callable
from typing import Any

import polars as pl
import pytest


@pytest.fixture
def told() -> Callable[..., dict[str, Any]]:
    """Tell `measure: value` of a result table, or `(keys): value` when it has group columns."""

    def read(result: pl.DataFrame, *keys: str) -> dict[Any, float | None]:
        told_rows = ((tuple(names), value) for *names, value in result.select(*keys, "measure", "value").iter_rows())
        return {names[0] if len(names) == 1 else names: value for names, value in told_rows}

    return read
