"""What every test may ask for: cases, rows, dossiers, a browser, LibreOffice. Nothing depends on time or a user."""

import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import settings

from cpd_toolkit.tables import TABLES
from cpd_toolkit.tables.schema import dtypes

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT.parent / "shared" / "cases"

# Broken notebooks are test material here; those that must run stand in notebooks/.
collect_ignore_glob = ["*.ipynb"]

settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")


def program(*names: str) -> Path:
    """Return the first of these programs found; without one, fail where all must run (CI) and skip elsewhere."""
    for found in filter(None, map(shutil.which, names)):
        return Path(found)
    reason = f"none of these programs is installed: {', '.join(names)}"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def cases() -> Path:
    """The public cases beside the checkout; a clone alone has none."""
    if not CASES.is_dir():
        pytest.skip("the public cases (../shared/cases) are not beside this checkout")
    return CASES


@pytest.fixture(scope="session")
def chromium() -> Path:
    """A browser that playwright can drive."""
    return program("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")


@pytest.fixture(scope="session")
def libreoffice() -> Path:
    """LibreOffice, for the round trip of a filled template."""
    return program("soffice", "libreoffice")


@pytest.fixture(scope="session")
def convert(libreoffice: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path, Path, str], Path]:
    """Save a file as another kind into a folder, and return where it is."""
    # A profile of its own: another LibreOffice may be open.
    profile = f"-env:UserInstallation={tmp_path_factory.mktemp('libreoffice').as_uri()}"

    def converted(source: Path, folder: Path, kind: str) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        words = [str(libreoffice), profile, "--headless", "--convert-to", kind, "--outdir", str(folder), str(source)]
        subprocess.run(words, check=True, capture_output=True, timeout=180)
        return folder / f"{source.stem}.{kind}"

    return converted


@pytest.fixture(scope="session")
def pdftotext() -> Path:
    """Poppler's reader of a printed report."""
    return program("pdftotext")


READ: dict[str, Callable[[str], Any]] = {
    "date": date.fromisoformat,
    "minutes": int,
    "integer": int,
    "number": float,
    "hours": float,
    "boolean": {"yes": True, "no": False}.__getitem__,
    "articles": lambda cell: sorted({int(number) for number in cell.split()}),
}


def typed_rows(table: str, text: str) -> pl.DataFrame:
    """The accepted rows of a table: member C1 unless said, scale 1 to 5 unless said, rows counted from 2."""
    kinds = {column.name: column.kind for column in TABLES[table].columns}
    head, *lines = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    given = {"member_id": "C1"} | ({"scale_min": 1.0, "scale_max": 5.0} if table == "feedback" else {})
    rows = []
    for number, line in enumerate(lines, start=2):
        cells = {name: READ.get(kinds[name], str)(cell) for name, cell in zip(head, line, strict=True) if cell}
        rows.append(given | cells | {"file": f"{table}.csv", "sheet": "", "row": number})
    return pl.DataFrame(rows, dtypes(TABLES[table]))


@pytest.fixture
def rows() -> Callable[[str, str], pl.DataFrame]:
    """Write a table as text, get its typed rows."""
    return typed_rows


Files = Mapping[str, Any]
OWNER = 'member_id = "C1"\nlang = "fr"\n'


def write_workbook(path: Path, sheets: Mapping[str, list[list[Any]]]) -> None:
    """Write sheets of typed cells, as a person's own Excel does."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)


@pytest.fixture
def dossier_of(tmp_path: Path) -> Callable[..., Path]:
    """Write a dossier: a text becomes a UTF-8 file, bytes stay as they are, sheets become a workbook."""

    def write(files: Files, settings: str = OWNER) -> Path:
        (tmp_path / "data").mkdir(exist_ok=True)
        (tmp_path / "cpd.toml").write_text(settings, encoding="utf-8")
        for name, content in files.items():
            path = tmp_path / "data" / name
            if isinstance(content, Mapping):
                write_workbook(path, content)
            else:
                path.write_bytes(content.encode() if isinstance(content, str) else content)
        return tmp_path

    return write


@pytest.fixture
def checked(dossier_of: Callable[..., Path]) -> Callable[..., Any]:
    """Check files as of 30 June 2026, unless another day is given."""
    from cpd_toolkit.dossier import open_dossier
    from cpd_toolkit.validate import check

    def run(files: Files, settings: str = OWNER, as_of: date = date(2026, 6, 30)) -> Any:
        return check(open_dossier(dossier_of(files, settings)), as_of)

    return run


@pytest.fixture
def found(checked: Callable[..., Any]) -> Callable[..., list[str]]:
    """Findings of files in their order, each as `row column rule`; the file and sheet only where there are several."""

    def run(files: Files, *rest: Any, **more: Any) -> list[str]:
        findings = checked(files, *rest, **more).findings
        several = findings.select("file", "sheet").n_unique() > 1
        places = (["file", "sheet"] if several else []) + ["row", "column", "rule"]
        return [" ".join(str(v) for v in row if v not in (None, "")) for row in findings.select(places).rows()]

    return run
