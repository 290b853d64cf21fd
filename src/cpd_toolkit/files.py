"""Files that appear whole or not at all, readable by their owner alone."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


def open_file(path: Path) -> BinaryIO:
    """Open a file to read; a pipe, which might never end, and a folder are none.

    Raises:
        OSError: There is none, or it can't be opened.
    """
    if path.exists() and not path.is_file():
        raise IsADirectoryError
    return path.open("rb")


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Open a new private file that takes its name only when the block ends well.

    What stood under the name stays until then; after an error it still stands, and nothing else is left behind.

    Args:
        path: Where the file shall stand; its folder exists.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     with whole_file(Path(folder) / "log.csv") as file:
        ...         _ = file.write(b"date")
        ...     (Path(folder) / "log.csv").read_bytes()
        b'date'
    """
    # mkstemp opens with mode 0600; the dot keeps the name out of a dossier's data.
    handle, draft = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)
        _flush_folder(path.parent)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise


def _flush_folder(folder: Path) -> None:
    # The new name must outlive a power cut too. Windows can't open a folder and needs no such step.
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def write_whole(path: Path, content: bytes) -> None:
    """Write a private file that appears whole or not at all."""
    with whole_file(path) as file:
        file.write(content)
