"""A dossier and files beside it; answers instead of a terminal."""

from datetime import date

import pytest

from cpd_toolkit.imports import import_files
from cpd_toolkit.imports.run import Wish

AS_OF = date(2026, 6, 30)
SETTINGS = """\
# mes réglages
member_id = "C1"   # moi
lang = "en"
"""


@pytest.fixture
def dossier(tmp_path):
    folder = tmp_path / "dossier"
    (folder / "data").mkdir(parents=True)
    (folder / "cpd.toml").write_text(SETTINGS, encoding="utf-8")
    return folder


@pytest.fixture
def bring(tmp_path, dossier):
    """Import one text; `answers` by a word of the question, None when there is no terminal."""

    def run(name, text, answers=None, table=None, kind=None):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())

        def ask(prompt):
            assert "none of the answers" not in prompt
            return next(answer for word, answer in answers.items() if word in prompt.splitlines()[-1])

        (one,) = import_files([path], dossier, AS_OF, Wish(table, kind), None if answers is None else ask)
        return one

    return run


def everything(folder):
    """Every file of a folder with its bytes."""
    return {path.relative_to(folder): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture
def content(dossier):
    return lambda: everything(dossier)
