"""The two READMEs say what is true: their commands exist, their tree stands, and they say the same."""

import re
import shlex
from pathlib import Path

import pytest

from cpd_toolkit.cli import app

READMES = ["README.md", "README.fr.md"]


def blocks(root: Path, name: str, kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", (root / name).read_text(encoding="utf-8"), re.DOTALL)


def commands(root: Path, name: str) -> list[list[str]]:
    return [shlex.split(line) for block in blocks(root, name, "sh") for line in block.splitlines()]


@pytest.mark.parametrize("name", READMES)
def test_every_command_is_one_that_the_program_has(root, name):
    for _, script, verb, *words in commands(root, name):
        assert (root / script).is_file()
        if verb != "test":
            options = {text for option in app.commands[verb].params for text in option.opts}
            assert {word for word in words if word.startswith("--")} <= options


@pytest.mark.parametrize("name", READMES)
def test_the_tree_names_what_stands_in_the_project(root, name):
    inside = root
    for line in blocks(root, name, "text")[0].splitlines():
        path = line.split()[0]
        if not line.startswith(" "):
            inside = root / path if path.endswith("/") else root
        assert ((root if not line.startswith(" ") else inside) / path).exists(), path


@pytest.mark.parametrize("name", READMES)
def test_links_and_pictures_lead_somewhere(root, name):
    for target in re.findall(r"\]\(([^)]+)\)", (root / name).read_text(encoding="utf-8")):
        assert (root / target).is_file(), target


def test_both_languages_show_the_same_commands(root):
    verbs = [[command[2] for command in commands(root, n)] for n in READMES]
    assert verbs[0] == verbs[1]


@pytest.mark.parametrize("name", READMES)
def test_the_python_of_the_page_runs(root, name, tmp_path, monkeypatch):
    from cpd_toolkit.samples import write_sample

    (example,) = blocks(root, name, "python")
    folder = re.search(r'open_dossier\("([^"]+)"\)', example)[1]
    write_sample("coach", tmp_path / folder, "fr" if name.endswith("fr.md") else "en")
    monkeypatch.chdir(tmp_path)
    scope: dict[str, object] = {}
    exec(example, scope)
    assert scope["numbers"]["supervision"]["all"]["sessions"] > 0
