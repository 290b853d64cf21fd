"""Make the environment once, then run: `python3 start.py demo`, `python3 start.py test`, or any other words of cpd.

Standard library only. It has to parse on Python 3.8, so that an old Python is told what to install instead of failing.
"""

import contextlib
import hashlib
import os
import platform
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
SUFFIX = ".exe" if os.name == "nt" else ""
PYTHON = BIN / ("python" + SUFFIX)
LOCK = ROOT / "requirements" / "lock.txt"
STAMP = VENV / "installed"
PROJECT = ("--no-deps", "--no-build-isolation", "-e", ROOT)
OLDEST, TOO_NEW = (3, 11), (3, 15)
SIDE_BY_SIDE = ["--numprocesses=auto", "--dist=loadfile", "--no-loadscope-reorder"]  # slow files come first: keep that
NOT_SET_UP = 5  # the codes 0 to 4 are those of cpd

WRONG_PYTHON = """\
Ceci est Python {found}. Il faut Python 3.11, 3.12, 3.13 ou 3.14 : installez-le (python.org, ou le gestionnaire
de paquets du système), puis relancez la commande avec lui, par exemple :
python3.13 start.py demo (Windows : py -3.13 start.py demo)

This is Python {found}. Python 3.11, 3.12, 3.13 or 3.14 is needed: install it (python.org, or the system's package
manager), then run the command with it, for example:
python3.13 start.py demo (Windows: py -3.13 start.py demo)"""

NO_VENV = """\
Il manque à ce Python le module {missing}. Debian, Ubuntu : sudo apt install python{minor}-venv
Ailleurs : installez Python depuis python.org, puis relancez la commande.

This Python lacks the module {missing}. Debian, Ubuntu: sudo apt install python{minor}-venv
Elsewhere: install Python from python.org, then run the command again."""

ONCE = """\
Première installation (une fois, environ une minute)…
Setting up (once, about a minute)…"""

NOT_INSTALLED = """\
L'installation n'est pas complète : vérifiez le réseau et la place sur le disque, puis relancez la commande.
The installation is not complete: check the network and the disk space, then run the command again."""


def stop(message):
    sys.stderr.write(message + "\n")
    sys.exit(NOT_SET_UP)


def check_python():
    if not OLDEST <= sys.version_info[:2] < TOO_NEW:
        stop(WRONG_PYTHON.format(found=platform.python_version()))
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError as error:
        stop(NO_VENV.format(missing=error.name, minor="%d.%d" % sys.version_info[:2]))


def wanted_stamp():
    """What the environment depends on; the folder counts, since scripts in it hold its path."""
    parts = [LOCK.read_bytes(), (ROOT / "pyproject.toml").read_bytes()]
    parts += [text.encode() for text in (platform.python_version(), str(ROOT))]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def is_ready():
    return PYTHON.exists() and STAMP.exists() and STAMP.read_text() == wanted_stamp()


@contextlib.contextmanager
def alone():
    """Let a second call wait until the first has installed; the system lets go when a process ends."""
    with open(str(ROOT / ".venv.lock"), "a+b") as handle:
        if os.name == "nt":
            import msvcrt

            handle.seek(0)
            while True:
                with contextlib.suppress(OSError):  # raised after ten seconds of waiting
                    msvcrt.locking(handle.fileno(), msvcrt.LK_LOCK, 1)
                    break
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def run(*words):
    """Standard output belongs to cpd, so what an installer prints goes to standard error."""
    return subprocess.call([str(word) for word in words], cwd=str(ROOT), stdout=sys.stderr) == 0


def make_venv():
    """Keep an environment made here by this very Python, begin anew otherwise."""
    import venv

    settings = VENV / "pyvenv.cfg"
    known = settings.read_text(encoding="utf-8") if settings.exists() else ""
    if not (f"version = {platform.python_version()}\n" in known and str(VENV) in known):
        venv.EnvBuilder(clear=True, symlinks=os.name != "nt").create(str(VENV))


def pins(wanted):
    """Write a part of the lock as a file of its own."""
    blocks = re.findall(r"^\S.*(?:\n[ \t].*)*", LOCK.read_text(encoding="utf-8"), re.MULTILINE)
    path = VENV / "pins.txt"
    path.write_text("\n".join(filter(wanted, blocks)) + "\n", encoding="utf-8")
    return path


def is_uv(block):
    return block.startswith("uv==")


def pip_install(*words):
    subprocess.call([str(PYTHON), "-I", "-m", "ensurepip"], stdout=subprocess.DEVNULL)
    return run(PYTHON, "-I", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *words)


def install_with_uv():
    uv = BIN / ("uv" + SUFFIX)
    into = ("--quiet", "--system-certs", "--python", PYTHON)  # an office network may have a certificate of its own
    return (
        (uv.exists() or pip_install("--require-hashes", "--only-binary=:all:", "-r", pins(is_uv)))
        and run(uv, "pip", "sync", *into, "--require-hashes", LOCK)
        and run(uv, "pip", "install", *into, *PROJECT)
    )


def install_with_pip():
    everything = pins(lambda block: not is_uv(block))
    return pip_install("--require-hashes", "-r", everything) and pip_install(*PROJECT)


def set_up():
    with alone():
        if is_ready():  # another call was faster
            return
        sys.stderr.write(ONCE + "\n")
        with contextlib.suppress(FileNotFoundError):
            STAMP.unlink()
        make_venv()
        if not (install_with_uv() or install_with_pip()):
            stop(NOT_INSTALLED)
        STAMP.write_text(wanted_stamp())


def from_here(word):
    """A test path of the user's, whole, since pytest runs in the project's folder."""
    path, colons, test = word.partition("::")
    return os.path.abspath(path) + colons + test if names_tests(word) else word


def names_tests(word):
    return os.path.exists(word.partition("::")[0])


def test_command(words):
    many = not any(map(names_tests, words))
    if Path.cwd() != ROOT:
        words = [from_here(word) for word in words]
        os.chdir(str(ROOT))
    return [str(PYTHON), "-m", "pytest", *(SIDE_BY_SIDE if many else []), *words]


def become(command):
    if os.name != "nt":
        os.execv(command[0], command)
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the child decides what an interruption means
    sys.exit(subprocess.call(command))


def main():
    check_python()
    if not is_ready():
        set_up()
    words = sys.argv[1:]
    become(test_command(words[1:]) if words[:1] == ["test"] else [str(BIN / ("cpd" + SUFFIX)), *words])


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
