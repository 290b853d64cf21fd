"""Parsers that a small file can kill, hang or bloat run in a child process with memory and time limits."""

import os
import subprocess
import sys

from cpd_toolkit.read.grid import Unreadable

SECONDS = 60
MEMORY = 4 * 1024**3  # bytes of address space


def run_in_child(module: str, function: str, data: bytes, reason: str) -> bytes:
    """Return what a function of ours writes to standard output for the bytes on its standard input.

    Args:
        module: Where the function stands.
        function: Its name; it takes nothing and calls `limit_memory` first.
        data: What it reads.
        reason: Why the file can't be read, should the child die or take too long.

    Raises:
        Unreadable: With the reason.
    """
    child = [sys.executable, "-c", f"from {module} import {function}; {function}()"]
    try:
        return subprocess.run(
            child, input=data, capture_output=True, timeout=SECONDS, env=_environment(), check=True
        ).stdout
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        raise Unreadable(reason) from None


def limit_memory() -> None:
    """Bound the memory of this process, and leave no core dump, which would hold data."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _environment() -> dict[str, str]:
    return os.environ | {"POLARS_MAX_THREADS": "1", "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
