"""What the user decided on suggestions: DIR/.cpd/articles.json, by the entry's content, readable by its owner alone.

Only a yes makes an article count. Deleting the file and the workbook forgets every decision.
"""

import hashlib
import json
import re
from collections.abc import Mapping

from cpd_toolkit.dossier import Dossier
from cpd_toolkit.errors import DossierError
from cpd_toolkit.ethics import ARTICLES
from cpd_toolkit.files import write_whole
from cpd_toolkit.keys import FOLDER, private_folder
from cpd_toolkit.suggest.entries import KEY_LENGTH

FILE = "articles.json"
LARGEST = 20_000_000  # bytes
KEY = re.compile(rf"[0-9a-f]{{{KEY_LENGTH}}}")
NUMBERS = frozenset(one.number for one in ARTICLES)

Decisions = dict[str, dict[int, bool]]  # key of an entry -> article -> yes or no


def decisions(dossier: Dossier) -> Decisions:
    """Return what was decided so far; empty when nothing was.

    Raises:
        DossierError: The file is a link or can't be read.
    """
    path = dossier.folder / FOLDER / FILE
    if path.is_symlink() or path.parent.is_symlink():
        raise DossierError(dossier.say("suggest.not_ours"))
    if not path.exists():
        return {}
    try:
        with path.open("rb") as file:
            read = json.loads(file.read(LARGEST + 1))
        return {key: {int(number): answer for number, answer in of.items()} for key, of in read.items() if _valid(of)}
    except (OSError, ValueError, AttributeError, TypeError, RecursionError):
        raise DossierError(dossier.say("suggest.not_read")) from None


def checksum(dossier: Dossier) -> str:
    """Return the SHA-256 of the file of decisions, for whoever wants the same numbers again."""
    return hashlib.sha256((dossier.folder / FOLDER / FILE).read_bytes()).hexdigest()


def _valid(of: Mapping[str, object]) -> bool:
    if not all(int(number) in NUMBERS and isinstance(answer, bool) for number, answer in of.items()):
        raise ValueError
    return True


def remember(dossier: Dossier, decided: Decisions) -> None:
    """Keep decisions in the dossier's private folder.

    Raises:
        ReportError: The folder is a link or somebody else's.
        DossierError: It can't be written to.
    """
    kept = {key: {str(number): of[number] for number in sorted(of)} for key, of in sorted(decided.items()) if of}
    try:
        write_whole(private_folder(dossier.folder, dossier.say) / FILE, json.dumps(kept, indent=1).encode())
    except OSError:
        raise DossierError(dossier.say("suggest.not_kept")) from None


def with_answers(decided: Decisions, answers: Mapping[tuple[str, int], bool | None]) -> Decisions:
    """Return decisions after new answers; an answer that was taken back is decided no longer.

    Example:
        >>> with_answers({"a": {9: True, 11: False}}, {("a", 9): None, ("b", 43): True})
        {'a': {11: False}, 'b': {43: True}}
    """
    after = {key: dict(of) for key, of in decided.items()}
    for (key, number), answer in answers.items():
        of = after.setdefault(key, {})
        of.pop(number, None)
        if answer is not None:
            of[number] = answer
    return {key: of for key, of in after.items() if of}


def agreed(decided: Decisions) -> dict[str, list[int]]:
    """Return the articles with a yes, by entry.

    Example:
        >>> agreed({"a": {11: True, 9: True, 12: False}, "b": {43: False}})
        {'a': [9, 11]}
    """
    yes = {key: sorted(number for number, answer in of.items() if answer) for key, of in decided.items()}
    return {key: numbers for key, numbers in yes.items() if numbers}
