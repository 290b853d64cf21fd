"""start.py on any machine; the lock, the package and the conda file say the same."""

import ast
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements" / "lock.txt").read_text(encoding="utf-8")
PINS = re.findall(r"^(\S+)==(\S+)(.*(?:\n[ \t].*)*)", LOCK, re.MULTILINE)
# What cpd is replaced by where only start.py is looked at: it shows its words and folder, and ends with a code.
ECHO = '#!/bin/sh\necho "$PWD|$*"\nexit 3\n'

posix_only = pytest.mark.skipif(os.name == "nt", reason="the stand-in for cpd is a shell script")


def copy_of_setup(folder: Path) -> Path:
    """Copy what start.py reads into another folder."""
    folder.mkdir(parents=True)
    (folder / "requirements").mkdir()
    for name in ("start.py", "pyproject.toml", "requirements/lock.txt"):
        shutil.copy(ROOT / name, folder / name)
    return folder


def as_module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("start_copy", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """A folder whose environment is in place, with a cpd that only echoes."""
    folder = copy_of_setup(tmp_path / "le dossier")
    binaries = folder / ".venv" / "bin"
    binaries.mkdir(parents=True)
    for name in ("python", "cpd"):
        (binaries / name).write_text(ECHO, encoding="utf-8")
        (binaries / name).chmod(0o755)
    (folder / ".venv" / "installed").write_text(as_module(folder / "start.py").wanted_stamp(), encoding="utf-8")
    return folder


def start(folder: Path, *words: str, cwd: Path | None = None, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, folder / "start.py", *words],
        cwd=cwd or folder,
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        check=False,
    )


def test_start_parses_on_python_3_8_and_needs_nothing_installed() -> None:
    tree = ast.parse((ROOT / "start.py").read_text(encoding="utf-8"), feature_version=(3, 8))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert names <= sys.stdlib_module_names


@pytest.mark.parametrize("version", [(3, 8, 18), (3, 10, 13), (3, 15, 0)], ids=str)
def test_a_python_too_old_or_too_new_is_told_what_to_install(version: tuple[int, ...], tmp_path: Path) -> None:
    folder = copy_of_setup(tmp_path / "copy")
    code = f"import runpy, sys; sys.version_info = {version}; runpy.run_path('start.py', run_name='__main__')"
    result = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False)
    assert result.returncode == 5
    assert "Il faut Python 3.11, 3.12, 3.13 ou 3.14" in result.stderr
    assert "Python 3.11, 3.12, 3.13 or 3.14 is needed" in result.stderr
    assert result.stdout == ""
    assert not (folder / ".venv").exists()


def test_a_python_without_venv_is_told_what_to_install(tmp_path: Path) -> None:
    folder = copy_of_setup(tmp_path / "copy")
    code = "import runpy, sys; sys.modules['ensurepip'] = None; runpy.run_path('start.py', run_name='__main__')"
    result = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False)
    assert result.returncode == 5
    package = "sudo apt install python{}.{}-venv".format(*sys.version_info)
    assert result.stderr.count(package) == 2
    assert "Il manque à ce Python le module ensurepip" in result.stderr
    assert "This Python lacks the module ensurepip" in result.stderr


@posix_only
def test_a_second_call_installs_nothing_and_passes_words_folder_and_code(installed: Path, tmp_path: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in (installed / ".venv").rglob("*")}
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    result = start(installed, "facts", "mon dossier", "--as-of", "2026-01-01", cwd=elsewhere)
    assert result.stdout == f"{elsewhere}|facts mon dossier --as-of 2026-01-01\n"
    assert (result.stderr, result.returncode) == ("", 3)
    assert {path: path.stat().st_mtime_ns for path in (installed / ".venv").rglob("*")} == before


@posix_only
def test_the_word_test_runs_pytest_in_the_project_with_the_users_paths(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "test_mine.py").touch()
    result = start(installed, "test", "test_mine.py::test_one", "-k", "word", cwd=tmp_path)
    assert result.stdout == f"{installed}|-m pytest {tmp_path}/test_mine.py::test_one -k word\n"


@posix_only
@pytest.mark.parametrize("words", [[], ["-m", "not network"]])
def test_tests_run_side_by_side_unless_one_is_named(installed: Path, words: list[str]) -> None:
    said = start(installed, "test", *words).stdout
    assert said.startswith(f"{installed}|-m pytest --numprocesses=auto --dist=loadfile")
    assert said.endswith(" ".join(words) + "\n")


@posix_only
@pytest.mark.parametrize("changed", ["requirements/lock.txt", "pyproject.toml"])
def test_a_changed_lock_or_project_is_installed_again(changed: str, installed: Path) -> None:
    assert as_module(installed / "start.py").is_ready()
    with (installed / changed).open("a", encoding="utf-8") as file:
        file.write("# one more line\n")
    assert not as_module(installed / "start.py").is_ready()


@posix_only
def test_a_moved_folder_is_installed_again(installed: Path, tmp_path: Path) -> None:
    moved = installed.rename(tmp_path / "moved")
    assert not as_module(moved / "start.py").is_ready()


def test_an_install_that_fails_leaves_no_stamp_and_says_what_to_do(tmp_path: Path) -> None:
    folder = copy_of_setup(tmp_path / "copy")
    result = start(folder, "demo", PIP_NO_INDEX="1", PIP_FIND_LINKS=str(tmp_path), PIP_CONFIG_FILE=os.devnull)
    assert result.returncode == 5
    assert result.stdout == ""
    assert "vérifiez le réseau" in result.stderr
    assert "check the network" in result.stderr
    assert not (folder / ".venv" / "installed").exists()


@pytest.mark.parametrize(("ci", "outcome"), [("true", "1 error"), ("", "1 skipped")])
def test_a_missing_browser_fails_in_ci_and_skips_elsewhere(ci: str, outcome: str, tmp_path: Path) -> None:
    shutil.copy(ROOT / "tests" / "conftest.py", tmp_path)
    (tmp_path / "test_one.py").write_text("def test_one(chromium):\n    pass\n", encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-rs",
        f"--rootdir={tmp_path}",
        "-o",
        "addopts=",
        "-p",
        "no:nbval",
        tmp_path,
    ]
    env = {**os.environ, "CI": ci, "PATH": ""}
    result = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert outcome in result.stdout.splitlines()[-1]
    assert "none of these programs is installed: chromium" in result.stdout


def test_the_lock_has_a_hash_for_every_pin_and_names_no_host() -> None:
    assert len(PINS) == len(re.findall(r"^\S", LOCK, re.MULTILINE))
    assert [name for name, _, rest in PINS if "--hash=sha256:" not in rest] == []
    assert re.findall(r"://|--index|--find-links|^#", LOCK, re.MULTILINE) == []


def test_the_lock_holds_what_the_project_asks_for() -> None:
    asked = [
        *PROJECT["project"]["dependencies"],
        *(text for group in PROJECT["dependency-groups"].values() for text in group),
    ]
    versions = {name: [version for other, version, _ in PINS if other == name] for name, _, _ in PINS}
    requirements = [Requirement(text) for text in [*asked, *PROJECT["build-system"]["requires"]]]
    unmet = [
        str(wish)
        for wish in requirements
        if not list(wish.specifier.filter(versions.get(canonicalize_name(wish.name), [])))
    ]
    assert unmet == []


def test_the_lock_holds_neither_pandas_nor_statsmodels() -> None:
    assert {name for name, _, _ in PINS} & {"pandas", "statsmodels", "pyarrow"} == set()


def test_the_conda_environment_asks_for_the_same() -> None:
    text = (ROOT / "environment.yml").read_text(encoding="utf-8")
    channels, dependencies = (
        re.findall(r"^  - ([^\n:]+)$", part, re.MULTILINE) for part in text.split("dependencies:")
    )
    renamed = {"pandera[polars]": "pandera-polars"}
    wishes = [
        re.sub(r"^[^<>=]+", lambda name: renamed.get(name[0], name[0]), text)
        for text in PROJECT["project"]["dependencies"]
    ]
    assert channels == ["conda-forge", "nodefaults"]
    assert dependencies == [f"python{PROJECT['project']['requires-python']}", "pip", *wishes]
    assert text.endswith("  - pip:\n      - -e .\n")


@pytest.mark.network
def test_a_bare_machine_needs_one_call_and_the_second_adds_nothing(tmp_path: Path) -> None:
    folder, home = copy_of_setup(tmp_path / "le dossier"), tmp_path / "home"
    for name in ("src", "README.md", "LICENSE"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, folder / name)
    home.mkdir()
    env = {name: value for name, value in os.environ.items() if not re.match("PYTHON|VIRTUAL_ENV|XDG_|UV_", name)}
    call = [sys._base_executable, folder / "start.py", "--help"]  # type: ignore[attr-defined]
    first, second = (
        subprocess.run(call, cwd=tmp_path, env=env | {"HOME": str(home)}, capture_output=True, text=True, check=False)
        for _ in range(2)
    )
    assert (first.returncode, second.returncode) == (0, 0), first.stderr
    assert "Setting up (once" in first.stderr
    assert second.stderr == ""
    assert second.stdout == first.stdout
