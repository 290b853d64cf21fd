"""A notebook is run in private: it gets what was given, says little when it fails, and leaves nothing behind."""

import os
from pathlib import Path

import pytest

from cpd_toolkit.errors import DossierError, ReportError
from cpd_toolkit.i18n import Words
from cpd_toolkit.report.run import run

SAY = Words("en")


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    """A folder of our own for temporary files, to see what stays."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


def test_a_hostile_text_arrives_as_it_is_and_runs_nothing(notebook, temporary, tmp_path):
    marker = tmp_path / "marker"
    hostile = f"\"\"\"'; open({str(marker)!r}, 'w'); {{x}} \\ \n import os\u2028{{{{ 1 }}}}</script>"
    path = notebook(
        'text: str = ""',
        "import os, stat\nfolder = os.environ['IPYTHONDIR']",
        "print(text, end='')",
        "stat.S_IMODE(os.stat(folder).st_mode)",
    )
    before = dict(os.environ)
    executed = run(path, {"text": hostile}, SAY)
    assert executed["cells"][3]["outputs"][0]["text"] == hostile
    assert executed["cells"][4]["outputs"][0]["data"]["text/plain"] == str(0o700)
    assert not marker.exists()
    assert [*temporary.iterdir()] == []
    assert dict(os.environ) == before


def test_a_failing_cell_is_named_by_number_and_kind_and_never_by_its_words(notebook, temporary):
    path = notebook("k: int = 1", "1 + 1", "secret = 'Marie Curie'", "raise ValueError(secret)")
    with pytest.raises(ReportError, match=r"code cell 4 of the notebook failed \(ValueError\)") as caught:
        run(path, {"k": 2}, SAY)
    assert "Curie" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__
    assert [*temporary.iterdir()] == []


def test_the_toolkits_own_errors_keep_their_words_and_kind(notebook):
    path = notebook("k: int = 1", "from cpd_toolkit.errors import DossierError\nraise DossierError('no cpd.toml here')")
    with pytest.raises(DossierError, match=r"no cpd.toml here"):
        run(path, {}, SAY)


def test_a_kernel_that_dies_is_a_failure(notebook, temporary):
    with pytest.raises(ReportError, match="the notebook stopped running"):
        run(notebook("k: int = 1", "import os\nos._exit(1)", "2 + 2"), {}, SAY)
    assert [*temporary.iterdir()] == []


def test_a_cell_out_of_time_is_a_failure(notebook):
    with pytest.raises(ReportError, match=r"the notebook stopped running|failed \(KeyboardInterrupt\)"):
        run(notebook("k: int = 1", "import time\ntime.sleep(60)"), {}, SAY, cell_seconds=1)


def test_a_notebook_that_leaves_early_is_a_failure(notebook):
    with pytest.raises(ReportError, match="a cell of the notebook did not run"):
        run(notebook("k: int = 1", "raise SystemExit(0)", "2 + 2"), {}, SAY)


def test_a_kernel_of_the_same_name_elsewhere_is_not_taken(notebook, tmp_path, monkeypatch):
    stale = Path(tmp_path, "stale", "kernels", "python3")
    stale.mkdir(parents=True)
    (stale / "kernel.json").write_text('{"argv": ["/nowhere/python"], "display_name": "x", "language": "python"}')
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "stale"))
    assert run(notebook("k: int = 1", "k"), {}, SAY)["cells"][1]["outputs"][0]["data"]["text/plain"] == "1"


def test_without_room_for_temporary_files_a_report_is_refused_and_no_fault_of_the_program(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "gone"))
    with pytest.raises(ReportError, match="free space"):
        run(tmp_path / "any.ipynb", {}, Words("en"))
