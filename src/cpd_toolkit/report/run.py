"""A notebook run by papermill in a private folder, leaving nothing behind."""

import json
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from cpd_toolkit.errors import CpdError, DossierError, ReportError, UsageError
from cpd_toolkit.i18n import Words
from cpd_toolkit.report.parameters import Plain, is_parameters_cell

CELL_SECONDS = 300
START_SECONDS = 60
OWN_ERRORS: dict[str, type[CpdError]] = {kind.__name__: kind for kind in (UsageError, DossierError, ReportError)}

Notebook = dict[str, Any]


def run(notebook: Path, values: Mapping[str, Plain], say: Words, cell_seconds: int = CELL_SECONDS) -> Notebook:
    """Return a notebook as executed with the values given.

    Args:
        notebook: The file; it is only read.
        values: Parameters that `parameters.check` let through.
        say: The user's language, for what may go wrong.
        cell_seconds: Longest time for one cell.

    Raises:
        ReportError: There is no room to work in, or a cell failed, took too long or did not run. The message has its
            number and the kind of error, never what the error says: that may quote data. The toolkit's own errors
            pass through whole.
    """
    try:
        with passing_folder() as folder, _surroundings(folder):
            return _whole(_execute(notebook, dict(values), folder, say, cell_seconds), say)
    except OSError:
        raise ReportError(say("report.no_room")) from None


@contextmanager
def passing_folder() -> Iterator[Path]:
    """Give a folder nobody else can read, gone with all it holds at the end."""
    with tempfile.TemporaryDirectory(prefix="cpd-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@contextmanager
def _surroundings(folder: Path) -> Iterator[None]:
    """Point the kernel at this interpreter, and its key file and history at the private folder."""
    ours = os.path.join(sys.prefix, "share", "jupyter")
    path = os.pathsep.join(filter(None, [ours, os.environ.get("JUPYTER_PATH")]))
    changed = {"JUPYTER_PATH": path} | {
        name: str(folder) for name in ("IPYTHONDIR", "JUPYTER_RUNTIME_DIR", "JUPYTER_CONFIG_DIR")
    }
    before = {name: os.environ.get(name) for name in changed}
    os.environ.update(changed)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _execute(notebook: Path, values: dict[str, Plain], folder: Path, say: Words, cell_seconds: int) -> Notebook:
    # The grammars this optional package builds cost a second, and nothing here needs them.
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
    import papermill
    from traitlets.config import Config

    # A plain copy under a plain name: papermill reads its input's name as an address.
    copy = folder / "notebook.ipynb"
    copy.write_bytes(notebook.read_bytes())
    try:
        executed = papermill.execute_notebook(
            str(copy),
            str(folder / "executed.ipynb"),
            values,
            kernel_name="python3",
            progress_bar=False,
            request_save_on_cell_execute=False,
            start_timeout=START_SECONDS,
            execution_timeout=cell_seconds,
            cwd=str(folder),
            extra_arguments=["--log-level=50"],  # its words on the terminal may quote a cell
            config=Config(KernelManager={"transport_encryption": "required"}),
        )
    except papermill.PapermillExecutionError as error:
        raise _failure(notebook, bool(values), error.cell_index, error.ename, error.evalue, say) from None
    except Exception as error:
        # A kernel that died or a cell out of time; such errors quote the cell.
        raise ReportError(say("report.stopped", kind=type(error).__name__)) from None
    plain: Notebook = json.loads(json.dumps(executed))
    return plain


def _failure(notebook: Path, injected: bool, index: int, kind: str, message: str, say: Words) -> CpdError:
    if kind in OWN_ERRORS:
        return OWN_ERRORS[kind](message)
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    declared = next((i for i, cell in enumerate(cells) if is_parameters_cell(cell)), -1)
    # papermill adds the values in a cell of their own, which the user's notebook does not have.
    last = index - 1 if injected and index > declared else index
    number = sum(cell["cell_type"] == "code" for cell in cells[: last + 1])
    return ReportError(say("report.failed", n=number, kind=kind))


def _whole(executed: Notebook, say: Words) -> Notebook:
    # A notebook whose kernel stopped may still say that all is well: every cell must have run.
    code = [cell for cell in executed["cells"] if cell["cell_type"] == "code" and "".join(cell["source"]).strip()]
    if any(cell["execution_count"] is None for cell in code):
        raise ReportError(say("report.unfinished"))
    return executed
