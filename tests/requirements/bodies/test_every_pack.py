"""No pack is left out: each has a dossier in this folder, and says the same of a dossier without a file."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from cpd_toolkit.requirements.load import shipped

FILES = sorted(Path(__file__).parent.glob("test_*.py"))


def packs_named(path: Path) -> Iterator[str]:
    """Texts that a test judges by: the first word given to `judged`, and those in lists of parameters."""
    for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(call, ast.Call):
            name = getattr(call.func, "id", getattr(call.func, "attr", ""))
            given = call.args[:1] if name == "judged" else call.args if name == "parametrize" else []
            words = [node.value for one in given for node in ast.walk(one) if isinstance(node, ast.Constant)]
            yield from (word for word in words if isinstance(word, str))


def test_every_pack_has_a_dossier_worked_out_by_hand():
    assert set(shipped()) - {name for path in FILES for name in packs_named(path)} == set()


@pytest.mark.parametrize("pack", shipped())
def test_without_a_single_file_nothing_is_met_and_nothing_is_missed(judged, pack):
    told = judged(pack, "2026-06-30", ("2025-01-01", "2027-12-31"), accept_unverified=True)
    reasons = {row["reason"] for row in told.rules.values()}
    assert {row["verdict"] for row in told.rules.values()} == {"unknown"}
    assert reasons <= {"no_record", "qualitative"}
    assert {row["shortfall"] for row in told.rules.values()} == {None}
