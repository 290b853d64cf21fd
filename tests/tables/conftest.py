"""LibreOffice as a function."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest


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
