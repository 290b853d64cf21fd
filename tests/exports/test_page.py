"""docs/imports.md speaks of every kind and every key."""

import pytest

from cpd_toolkit.read.exports.entry import keys_of
from cpd_toolkit.read.exports.reading import KINDS
from cpd_toolkit.tables import TABLES


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_names_the_kind_and_its_keys(root, kind):
    page = (root / "docs" / "imports.md").read_text(encoding="utf-8")
    assert f"| `{kind}` |" in page
    columns = {column.name for table in TABLES.values() for column in table.columns}
    assert [key for key in keys_of(kind) if key not in columns and f"`{key}`" not in page] == []
