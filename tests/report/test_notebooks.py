"""Notebooks are pages: short, without code of their own, without outputs, and on any dossier."""

import ast
import json
import shutil
from pathlib import Path

import pytest

from cpd_toolkit.errors import UsageError
from cpd_toolkit.i18n import Words
from cpd_toolkit.report.notebooks import copy_to_lab, find, first_with_notebooks, report_names
from cpd_toolkit.report.parameters import declared, is_parameters_cell

SAY = Words("en")
BANNED = (ast.FunctionDef, ast.ClassDef, ast.For, ast.If, ast.While, ast.Try, ast.Lambda, ast.comprehension)


def read(name: str) -> dict:
    return json.loads(find(name, SAY).read_text(encoding="utf-8"))


def code(name: str) -> list[dict]:
    return [cell for cell in read(name)["cells"] if cell["cell_type"] == "code"]


@pytest.mark.parametrize("name", report_names())
def test_a_notebook_is_a_page_and_not_a_program(name):
    cells = code(name)
    sources = ["".join(cell["source"]) for cell in cells if not is_parameters_cell(cell)]  # those declare, a line each
    assert len(cells) <= 8
    assert all(len(source.splitlines()) <= 5 for source in sources)
    assert not any(isinstance(node, BANNED) for source in sources for node in ast.walk(ast.parse(source)))


@pytest.mark.parametrize("name", report_names())
def test_a_notebook_is_kept_without_outputs_for_the_kernel_python3(name):
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code(name))
    assert read(name)["metadata"]["kernelspec"]["name"] == "python3"


@pytest.mark.parametrize("name", report_names())
def test_the_sample_is_the_one_path_and_every_parameter_has_help(name):
    parameters = declared(find(name, SAY))
    assert parameters["dossier"].default == "sample"
    assert all(
        parameter.help and parameter.type in ("str", "int", "float", "bool") for parameter in parameters.values()
    )


def test_an_unknown_report_is_refused_with_the_nearest():
    with pytest.raises(UsageError, match=r"no report called supervison. The nearest is supervision_frequency"):
        find("supervison", SAY)


def test_the_packages_own_notebooks_win_over_those_of_a_checkout(tmp_path):
    package, checkout = tmp_path / "package", tmp_path / "checkout"
    checkout.mkdir()
    assert first_with_notebooks([package, checkout]) == checkout
    package.mkdir()
    assert first_with_notebooks([package, checkout]) == package


def test_the_lab_gets_copies_set_on_the_dossier_and_keeps_the_users_own(tmp_path):
    folder = tmp_path / 'a "quoted" \\ folder'
    (folder / "notebooks").mkdir(parents=True)
    made = copy_to_lab(folder)
    assert [path.name for path in made] == [f"{name}.ipynb" for name in report_names()]
    assert declared(made[0])["dossier"].default == str(folder.resolve())
    made[0].write_text("mine")
    assert copy_to_lab(folder) == []
    assert made[0].read_text() == "mine"


def test_a_copy_differs_in_one_line_only(tmp_path):
    original = tmp_path / "original.ipynb"
    shutil.copy(find("supervision_frequency", SAY), original)
    (copy,) = (path for path in copy_to_lab(tmp_path) if path.stem == "supervision_frequency")
    assert isinstance(copy, Path)
    lines = [
        ["".join(cell["source"]) for cell in json.loads(path.read_text("utf-8"))["cells"]] for path in (original, copy)
    ]
    changed = [pair for pair in zip(*lines, strict=True) if pair[0] != pair[1]]
    assert len(changed) == 1
    assert len(set(changed[0][0].splitlines()) - set(changed[0][1].splitlines())) == 1
