"""Exports as text in the test; what each becomes, row by row."""

from datetime import date

import pytest

from cpd_toolkit.read.exports.kind import Context
from cpd_toolkit.read.exports.reading import convert

AS_OF = date(2026, 6, 30)


@pytest.fixture
def become():
    """What a text becomes under an entry: the columns named, row by row."""

    def read(text, entry, *columns, suffix=".csv", **context):
        data = text if isinstance(text, bytes) else text.encode()
        found = convert(data, suffix, entry, Context(AS_OF, **{"member_id": "C1"} | context))
        return [tuple(record.get(column) or "" for column in columns) for record in found.records]

    return read


@pytest.fixture
def left():
    """The rows that become nothing, with the reason."""

    def read(text, entry, suffix=".csv", **context):
        data = text if isinstance(text, bytes) else text.encode()
        return {(one.row, one.reason) for one in convert(data, suffix, entry, Context(AS_OF, **context)).left}

    return read


@pytest.fixture
def checked(tmp_path):
    """The findings on an export in a dossier, and the number of rows that count."""
    from cpd_toolkit.dossier import open_dossier
    from cpd_toolkit.validate import check

    def run(name, data, entry):
        from cpd_toolkit.imports.remember import as_toml

        (tmp_path / "data").mkdir(exist_ok=True)
        (tmp_path / "data" / name).write_bytes(data if isinstance(data, bytes) else data.encode())
        (tmp_path / "cpd.toml").write_text('member_id = "C1"\n' + as_toml(name, entry), encoding="utf-8")
        done = check(open_dossier(tmp_path), AS_OF)
        found = [tuple(row) for row in done.findings.select("row", "column", "rule").rows()]
        return found, sum(table.accepted for table in done.tables.values())

    return run
