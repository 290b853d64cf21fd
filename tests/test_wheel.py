"""The wheel stands alone: it carries all that a report needs, and makes the demo outside the checkout."""

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LOCK = (ROOT / "requirements" / "lock.txt").read_text(encoding="utf-8")
BIN = "Scripts" if os.name == "nt" else "bin"


def run(*words: object, cwd: Path, home: Path) -> str:
    """Run a program with an empty home, nothing activated and no Python settings; return its standard output."""
    env = {name: value for name, value in os.environ.items() if not re.match("PYTHON|VIRTUAL_ENV|XDG_|JUPYTER", name)}
    env["HOME"] = env["USERPROFILE"] = str(home)
    command = [str(word) for word in words]
    result = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT, home=folder)
    return next(folder.glob("*.whl"))


@pytest.mark.parametrize(
    ("checkout", "package"),
    [
        ("src/cpd_toolkit/locale/**/*.toml", "cpd_toolkit/locale"),
        ("src/cpd_toolkit/report/template/**/*", "cpd_toolkit/report/template"),
        ("src/cpd_toolkit/requirements/packs/*.toml", "cpd_toolkit/requirements/packs"),
        ("src/cpd_toolkit/suggest/*.toml", "cpd_toolkit/suggest"),
        ("notebooks/*.ipynb", "cpd_toolkit/notebooks"),
        ("data_templates/**/*", "cpd_toolkit/data_templates"),
    ],
)
def test_the_wheel_carries(checkout: str, package: str, wheel: Path) -> None:
    top = ROOT / checkout.partition("*")[0]
    there = {f"{package}/{path.relative_to(top).as_posix()}" for path in ROOT.glob(checkout) if path.is_file()}
    assert there
    assert there <= set(zipfile.ZipFile(wheel).namelist())


def test_the_wheel_carries_no_test_and_no_one_elses_package(wheel: Path) -> None:
    tops = {name.partition("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert tops == {"cpd_toolkit", "cpd_toolkit-0.1.0.dist-info"}


@pytest.mark.network
def test_the_installed_wheel_makes_the_demo_outside_the_checkout(wheel: Path, tmp_path: Path) -> None:
    home, venv, demo = tmp_path / "home", tmp_path / "venv", tmp_path / "la démo"
    home.mkdir()
    pins = tmp_path / "pins.txt"
    pins.write_text("\n".join(re.findall(r"^\S+==[^\\\n]+", LOCK, re.MULTILINE)), encoding="utf-8")
    uv = [sys.executable, "-m", "uv"]
    run(*uv, "venv", "--python", sys.executable, venv, cwd=tmp_path, home=tmp_path)
    run(*uv, "pip", "install", "--python", venv, "--constraint", pins, wheel, cwd=tmp_path, home=tmp_path)
    run(venv / BIN / "cpd", "demo", demo, cwd=tmp_path, home=home)
    pages = [path.read_text(encoding="utf-8") for path in demo.rglob("*.html")]
    assert {match[1] for page in pages if (match := re.search(r'<html[^>]* lang="?(\w+)', page))} == {"fr", "en"}
