"""Files of one report that appear together, whole, readable by their owner alone."""

from contextlib import ExitStack
from pathlib import Path

from cpd_toolkit.files import whole_file


def publish(contents: dict[Path, bytes]) -> list[Path]:
    """Write every file, then give each its name; an error while writing leaves all names as they were.

    Args:
        contents: Final path and bytes of each file, the one that others look for last. Missing folders are made.

    Returns:
        The paths, in the order given.

    Raises:
        OSError: The disk refused.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     [path.read_bytes() for path in publish({Path(folder, "page.html"): b"<p>"})]
        [b'<p>']
    """
    with ExitStack() as drafts:
        # The stack unwinds from its end, and each file takes its name as it is left.
        for path, content in reversed(contents.items()):
            path.parent.mkdir(parents=True, exist_ok=True)
            drafts.enter_context(whole_file(path)).write(content)
    return [*contents]
