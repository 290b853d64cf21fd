"""Where the notebooks are, and copies of them for JupyterLab."""

import json
from importlib.resources import files
from pathlib import Path

from cpd_toolkit.errors import UsageError
from cpd_toolkit.i18n import Words
from cpd_toolkit.report.parameters import declared, is_parameters_cell, nearest
from cpd_toolkit.report.publish import publish


def places() -> list[Path]:
    """Return the folders that may hold the notebooks: the installed package's, then the checkout's."""
    package = Path(str(files("cpd_toolkit")))
    return [package / "notebooks", package.parents[1] / "notebooks"]


def first_with_notebooks(folders: list[Path]) -> Path | None:
    """Return the first of these folders that is there: what a wheel carries, else what a checkout has."""
    return next((folder for folder in folders if folder.is_dir()), None)


def notebooks() -> dict[str, Path]:
    """Return every notebook by its report's name, in alphabetical order."""
    folder = first_with_notebooks(places())
    return {path.stem: path for path in sorted(folder.glob("*.ipynb"))} if folder else {}


def report_names() -> list[str]:
    """Return the names of all reports, in alphabetical order."""
    return [*notebooks()]


def find(name: str, say: Words) -> Path:
    """Return the notebook of a report.

    Raises:
        UsageError: There is no such report; the message names the nearest.

    Example:
        >>> find("supervision_frequency", Words("en")).name
        'supervision_frequency.ipynb'
    """
    known = notebooks()
    if name not in known:
        raise UsageError(say("report.unknown_report", name=name, near=nearest(name, known), known=say.join(known)))
    return known[name]


def declares(name: str, parameter: str, say: Words) -> bool:
    """Return whether a report's notebook declares a parameter.

    Raises:
        UsageError: There is no such report.

    Example:
        >>> [declares(name, "wording", Words("en")) for name in ("article_coverage", "supervision_frequency")]
        [True, False]
    """
    return parameter in declared(find(name, say))


def copy_to_lab(dossier_folder: Path) -> list[Path]:
    """Copy the notebooks a dossier does not have yet to its `notebooks` folder, set on that dossier.

    Returns:
        The copies made; a notebook that is there already stays as its owner left it.
    """
    folder = dossier_folder.resolve() / "notebooks"
    missing = {folder / path.name: path for path in notebooks().values() if not (folder / path.name).exists()}
    return publish({copy: _set_on(path, dossier_folder.resolve()) for copy, path in missing.items()})


def _set_on(path: Path, dossier_folder: Path) -> bytes:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    cell = next(cell for cell in notebook["cells"] if is_parameters_cell(cell))
    # JSON's quoting of a text is Python's too, whatever stands in a folder's name.
    line = f"dossier: str = {json.dumps(str(dossier_folder))}"
    source = "".join(cell["source"])
    cell["source"] = "\n".join(line if old.startswith("dossier:") else old for old in source.split("\n"))
    return (json.dumps(notebook, ensure_ascii=False, indent=1) + "\n").encode()
