"""Files of a report appear together, whole, and for their owner alone."""

import os
import stat

import pytest

from cpd_toolkit.report.publish import publish


def test_files_are_written_whole_for_their_owner_alone(tmp_path):
    paths = publish({tmp_path / "new" / "a.json": b"1", tmp_path / "new" / "a.html": b"<p>"})
    assert [path.read_bytes() for path in paths] == [b"1", b"<p>"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in paths} == {0o600}
    assert sorted(os.listdir(tmp_path / "new")) == ["a.html", "a.json"]


def test_what_stood_under_the_name_becomes_private_too(tmp_path):
    path = tmp_path / "a.html"
    path.write_text("old")
    path.chmod(0o644)
    publish({path: b"new"})
    assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (b"new", 0o600)


def test_when_one_cant_be_written_no_name_changes(tmp_path):
    (tmp_path / "a.json").write_text("old")
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(OSError, match="file"):
        publish({tmp_path / "file" / "a.html": b"new", tmp_path / "a.json": b"new"})
    assert (tmp_path / "a.json").read_text() == "old"
    assert sorted(os.listdir(tmp_path)) == ["a.json", "file"]
