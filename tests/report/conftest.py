"""Dossiers written out in the tests, and small notebooks."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from cpd_toolkit.report import open_page
from cpd_toolkit.report.feedback_trends import answers_of
from cpd_toolkit.report.feedback_trends.answers import Answers

HEADER = "date,duration_minutes,format,group_size,supervisor_id,cases_presented,client_consent,ethical_issue,learning"


@pytest.fixture
def dossier(tmp_path: Path) -> Callable[..., Path]:
    """Write a dossier from lines of supervision and practice; returns its folder."""

    def write(
        sessions: str = "", practice: str = "", settings: str = 'member_id = "C1"\nlang = "fr"', header: str = HEADER
    ) -> Path:
        folder = tmp_path / "dossier"
        (folder / "data").mkdir(parents=True)
        (folder / "cpd.toml").write_text(settings, encoding="utf-8")
        tables = {"supervision": (header, sessions), "practice": ("start_date,end_date,paid_hours", practice)}
        for name, (head, lines) in tables.items():
            if lines:
                text = "\n".join([head, *(line.strip() for line in lines.strip().splitlines())]) + "\n"
                (folder / "data" / f"{name}.csv").write_text(text, encoding="utf-8")
        return folder

    return write


@pytest.fixture
def tables(tmp_path: Path) -> Callable[..., Path]:
    """Write a dossier of tables as CSV text by name; returns its folder."""

    def write(texts: dict[str, str], settings: str = 'member_id = "C1"') -> Path:
        folder = tmp_path / "dossier"
        (folder / "data").mkdir(parents=True, exist_ok=True)
        (folder / "cpd.toml").write_text(settings, encoding="utf-8")
        for name, text in texts.items():
            (folder / "data" / f"{name}.csv").write_text(text.lstrip(), encoding="utf-8")
        return folder

    return write


@pytest.fixture
def feedback(dossier_of: Callable[..., Path]) -> Callable[..., Path]:
    """Write a dossier from lines of feedback, each a response of its own unless it brings its number."""

    def write(
        lines: list[str],
        head: str = "response_id,date,respondent_id,item,score",
        settings: str = 'member_id = "C1"\nlang = "en"\n',
    ) -> Path:
        whole = [line if line.count(",") == head.count(",") else f"R{n},{line}" for n, line in enumerate(lines)]
        return dossier_of({"feedback.csv": "\n".join([head, *whole]) + "\n"}, settings)

    return write


@pytest.fixture
def answers(feedback: Callable[..., Path]) -> Callable[..., Answers]:
    """Read a dossier of these lines of feedback on 30 June 2026, in English unless said."""

    def read(lines: list[str], *more: str, lang: str = "en", period: str = "") -> Answers:
        return answers_of(open_page(str(feedback(lines, *more)), "2026-06-30", lang, period=period))

    return read


@pytest.fixture
def notebook(tmp_path: Path) -> Callable[..., Path]:
    """Write a notebook of these code cells, the first one its parameters."""

    def write(*cells: str) -> Path:
        made = [
            {
                "cell_type": "code",
                "execution_count": None,
                "id": f"cell-{i}",
                "metadata": {"tags": ["parameters"] if i == 0 else []},
                "outputs": [],
                "source": source,
            }
            for i, source in enumerate(cells)
        ]
        path = tmp_path / "made.ipynb"
        kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
        path.write_text(
            json.dumps({"cells": made, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}), encoding="utf-8"
        )
        return path

    return write
