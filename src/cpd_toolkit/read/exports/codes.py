"""Codes instead of names and addresses: the key table of a dossier, DIR/.cpd/people.csv.

It holds a keyed digest of each name or address and the code that stands for it, never the name. Only who has the key of
the dossier can tell, by trying, who is behind a digest; a code of ours tells nothing at all without both.
"""

import csv
import io
import os
import secrets
from functools import cached_property
from pathlib import Path

from cpd_toolkit.errors import DossierError, ReportError
from cpd_toolkit.i18n import Words
from cpd_toolkit.keys import BYTES, FOLDER, KEY, digest, private_folder, secret_key
from cpd_toolkit.read.exports.people import identity, is_device

TABLE = "people.csv"
SCOPE = "imports"
LETTERS = 8  # of a code that is made here
LARGEST = 50_000_000  # bytes


class Codes:
    """The key table of a dossier, opened when it is first asked.

    A dossier that has no key yet gets one at once where files are only read, for their codes must be the same each
    time. An import writes it at its end, with all the rest.
    """

    def __init__(self, dossier: Path, say: Words, importing: bool = False) -> None:
        """Remember where the table stands."""
        self._dossier, self._say, self._importing = dossier, say, importing
        self._new: dict[str, bytes] = {}  # files of the private folder that have yet to be written
        self._once: dict[str, str] = {}  # of devices, which may be somebody else's next time
        self._changed = False

    @cached_property
    def _key(self) -> bytes:
        if self._importing and not os.path.lexists(self._dossier / FOLDER / KEY):
            self._new[KEY] = secrets.token_bytes(BYTES)
            return self._new[KEY]
        try:
            return secret_key(self._dossier, self._say)
        except ReportError as error:
            raise DossierError(str(error)) from None

    @cached_property
    def _table(self) -> dict[str, str]:
        path = self._dossier / FOLDER / TABLE
        if not os.path.lexists(path):
            return {}
        try:
            text = path.read_bytes()[:LARGEST].decode("utf-8-sig")
            return {row["digest"]: row["code"] for row in csv.DictReader(io.StringIO(text, newline=""))}
        except (OSError, ValueError, KeyError, csv.Error):
            raise DossierError(self._say("imports.key_table")) from None

    def decided(self, person: str) -> set[str]:
        """Return the code that was given to an identity, if any."""
        found = self._once.get(person) or (self._table.get(self.mark(person)) if self._table else None)
        return {found} if found else set()

    def code(self, text: str) -> str:
        """Return the code of a name or an address, the same each time."""
        mark = self.mark(identity(text) or text)
        if mark not in self._table:
            self._table[mark] = f"P{mark[:LETTERS]}"
            self._changed = True
        return self._table[mark]

    def give(self, person: str, code: str) -> None:
        """Decide on the code of an identity; of a device for this time only."""
        if is_device(person):
            self._once[person] = code
        else:
            self._table[self.mark(person)] = code
            self._changed = True

    def mark(self, text: str) -> str:
        """Return the keyed digest of a text."""
        return digest(text, self._key, SCOPE).hex()

    def files(self) -> dict[Path, bytes]:
        """Return what is new in the private folder, which is made where it is needed.

        Raises:
            DossierError: The folder is somebody else's, or can't be made.
        """
        if self._changed:
            rows = "".join(f"{mark},{code}\n" for mark, code in sorted(self._table.items()))
            self._new[TABLE] = f"digest,code\n{rows}".encode()
        if not self._new:
            return {}
        try:
            folder = private_folder(self._dossier, self._say)
        except ReportError as error:
            raise DossierError(str(error)) from None
        return {folder / name: content for name, content in self._new.items()}
