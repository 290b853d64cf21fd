"""What every test may ask for: the public cases, a browser, LibreOffice. Nothing here depends on time or on a user."""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

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
def pdftotext() -> Path:
    """Poppler's reader of a printed report."""
    return program("pdftotext")
