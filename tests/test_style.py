"""The code is linted, formatted and typed; all three run as anyone can run them."""

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize(
    "words",
    [("ruff", "check", "."), ("ruff", "format", "--check", "."), ("mypy",)],
    ids=" ".join,
)
def test_the_code_passes(words: tuple[str, ...], root: Path) -> None:
    result = subprocess.run([sys.executable, "-m", *words], cwd=root, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
