"""The dossier's private folder, DIR/.cpd, and its own secret, DIR/.cpd/key: 32 bytes, made when first needed.

All that the toolkit remembers stands there, readable by its owner alone. Nothing is read or written through a link,
which may lead to somebody else's file.

The key is never in an environment variable, an argument or a report. Who has it and a list of members can tell who is
behind a code; who loses it can't compare with what was published before, and gets other codes for the people of new
imports.
"""

import os
import secrets
import stat
import unicodedata
from hashlib import blake2b, sha256
from pathlib import Path

from cpd_toolkit.errors import DossierError, ReportError
from cpd_toolkit.files import open_file, write_whole
from cpd_toolkit.i18n import Words

FOLDER = ".cpd"
KEY = "key"
BYTES = 32
LARGEST = 50_000_000  # bytes of another file that is kept
OWNER_ONLY = 0o600
CODE_BYTES = 10  # 80 bits: two of 60,000 members share one with a chance of 1.5e-15
MARK = b"cpd pseudonym"


def private_folder(dossier: Path, say: Words) -> Path:
    """Return DIR/.cpd, made if absent, that only its owner can open.

    Raises:
        ReportError: It is somebody else's or a link, or can't be made.
    """
    folder = dossier / FOLDER
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        if folder.is_symlink() or not _is_mine(folder.stat()):
            raise ReportError(say("protect.key.folder"))
        folder.chmod(0o700)
    except OSError:
        raise ReportError(say("protect.key.folder")) from None
    return folder


def kept(dossier: Path, name: str, say: Words) -> bytes | None:
    """Return what a file of the private folder holds; None without one. Nothing is made.

    Raises:
        DossierError: The folder or the file is a link, or can't be read.
    """
    path = dossier / FOLDER / name
    if path.parent.is_symlink() or path.is_symlink():
        raise DossierError(say("protect.key.link", file=f"{FOLDER}/{name}"))
    try:
        with open_file(path) as file:
            content = file.read(LARGEST + 1)
    except FileNotFoundError:
        return None
    except OSError:
        raise DossierError(say("protect.key.unread", file=f"{FOLDER}/{name}")) from None
    if len(content) > LARGEST:
        raise DossierError(say("protect.key.unread", file=f"{FOLDER}/{name}"))
    return content


def keep(dossier: Path, name: str, content: bytes, say: Words) -> None:
    """Write a file of the private folder, whole or not at all, in place of what stood under its name.

    Raises:
        ReportError: The folder is somebody else's or a link, or can't be made.
        OSError: The file can't be written.
    """
    write_whole(private_folder(dossier, say) / name, content)


def checksums(dossier: Path, name: str, say: Words) -> dict[str, str]:
    """Return the SHA-256 of a file of the private folder by its name, for whoever wants the same numbers again."""
    content = kept(dossier, name, say)
    return {} if content is None else {f"{FOLDER}/{name}": sha256(content).hexdigest()}


def secret_key(dossier: Path, say: Words, make: bool = True) -> bytes:
    """Return the dossier's key.

    Args:
        dossier: Its folder.
        say: The voice of messages.
        make: Make a key if there is none; not where something was already written with one.

    Raises:
        ReportError: The file is open to others, another user's, a link, not a key, or missing.
    """
    path = private_folder(dossier, say) / KEY
    if make and not os.path.lexists(path):
        write_whole(path, secrets.token_bytes(BYTES))
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
    except OSError:
        raise ReportError(say("protect.key.missing")) from None
    with os.fdopen(handle, "rb") as file:
        state = os.fstat(file.fileno())
        if not _is_mine(state) or not _is_private(state):
            raise ReportError(say("protect.key.open"))
        key = file.read(BYTES + 1)
    if len(key) != BYTES:
        raise ReportError(say("protect.key.broken"))
    return key


# Windows has neither: access lists do it there.
def _is_mine(state: os.stat_result) -> bool:
    return os.name != "posix" or state.st_uid == os.geteuid()


def _is_private(state: os.stat_result) -> bool:
    return os.name != "posix" or stat.S_IMODE(state.st_mode) == OWNER_ONLY


def digest(member: str, key: bytes, scope: str, size: int = CODE_BYTES) -> bytes:
    """Return the bytes that stand for somebody in a scope; composed and decomposed accents are the same person.

    Only who has the key can try names: a plain checksum of a member number is undone by trying all numbers.

    Example:
        >>> key = bytes(32)
        >>> len(digest("C001", key, "a")), digest("C001", key, "a") == digest("C001", key, "b")
        (10, False)
    """
    salt = blake2b(scope.encode(), digest_size=blake2b.SALT_SIZE).digest()
    text = unicodedata.normalize("NFC", member).encode()
    return blake2b(text, digest_size=size, key=key, salt=salt, person=MARK).digest()
