"""The rooms import one way, heavy libraries stay out of `cpd --help`, and some libraries stay out altogether."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import cpd_toolkit

SOURCE = Path(__file__).resolve().parent.parent / "src" / "cpd_toolkit"
# A room imports itself and those before it. The samples stand beside the tests: made of tables and a dossier only.
ROOMS = [
    *("errors", "files", "i18n", "keys", "ethics", "tables", "read", "dossier", "code_text", "samples", "starting"),
    *("suggest", "validate", "imports", "measures", "requirements", "protect", "charts", "report", "demo", "cli"),
]
UNWANTED = ("pandas", "statsmodels", "plotly.express", "requests")
HEAVY = ("polars", "pydantic", "plotly", "pandera", "papermill", "nbformat", "nbconvert", "scipy", "fastexcel")


def room_of(path: Path) -> str:
    """Return the room a file stands in; the package's own `__init__` is the map and belongs to none."""
    first = path.relative_to(SOURCE).parts[0]
    return first.removesuffix(".py")


def imported(path: Path) -> Iterator[str]:
    """Yield the dotted names a file imports, at its top or inside a function, relative ones made absolute."""
    package = ("cpd_toolkit", *path.relative_to(SOURCE).parts[:-1])
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield from (f"{base}.{alias.name}" for alias in node.names)


def files() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


def test_every_file_stands_in_a_known_room() -> None:
    assert {room_of(path) for path in files()} == {*ROOMS, "__init__"}


def test_the_map_names_every_room_in_this_order() -> None:
    lines = [line.partition("  ")[0] for line in (cpd_toolkit.__doc__ or "").splitlines() if "  " in line]
    named = [room.strip() for line in lines for room in line.split(",")]
    assert sorted(named) == sorted(ROOMS)
    assert named == sorted(named, key=ROOMS.index)


@pytest.mark.parametrize("room", ROOMS)
def test_no_file_imports_a_later_room(room: str) -> None:
    mine = [path for path in files() if room_of(path) == room]
    later = set(ROOMS[ROOMS.index(room) + 1 :])
    wrong = [
        f"{path.relative_to(SOURCE)} imports {name}"
        for path in mine
        for name in imported(path)
        if name.startswith("cpd_toolkit.") and name.split(".")[1] in later
    ]
    assert wrong == []


def test_the_samples_need_only_tables_and_the_dossier() -> None:
    mine = [path for path in files() if room_of(path) == "samples"]
    rooms = {name.split(".")[1] for path in mine for name in imported(path) if name.startswith("cpd_toolkit.")}
    assert rooms <= {"samples", "errors", "files", "i18n", "ethics", "tables", "dossier"}


@pytest.mark.parametrize("library", UNWANTED)
def test_no_file_imports(library: str) -> None:
    assert [path.name for path in files() for name in imported(path) if f"{name}.".startswith(f"{library}.")] == []


def test_the_help_imports_no_heavy_library() -> None:
    code = (
        "import sys\nfrom cpd_toolkit.cli import main\nsys.argv = ['cpd', '--help']\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code\n"
        f"print('loaded:', *(name for name in {HEAVY!r} if name in sys.modules))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.splitlines()[-1] == "loaded:"
