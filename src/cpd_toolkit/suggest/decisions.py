"""What the user decided on suggestions: DIR/.cpd/articles.json, by the entry's content, readable by its owner alone.

Only a yes makes an article count. Deleting the file and the workbook forgets every decision.
"""

import json
import re
from collections.abc import Mapping

from cpd_toolkit.dossier import Dossier
from cpd_toolkit.errors import DossierError
from cpd_toolkit.ethics import ARTICLES
from cpd_toolkit.keys import keep, kept
from cpd_toolkit.suggest.entries import KEY_LENGTH

FILE = "articles.json"
KEY = re.compile(rf"[0-9a-f]{{{KEY_LENGTH}}}")
NUMBERS = frozenset(one.number for one in ARTICLES)

Decisions = dict[str, dict[int, bool]]  # key of an entry -> article -> yes or no


def decisions(dossier: Dossier) -> Decisions:
    """Return what was decided so far; empty when nothing was.

    Raises:
        DossierError: The file is a link or can't be read.
    """
    content = kept(dossier.folder, FILE, dossier.say)
    if content is None:
        return {}
    try:
        read = json.loads(content)
        return {key: {int(number): answer for number, answer in of.items()} for key, of in read.items() if _valid(of)}
    except (ValueError, AttributeError, TypeError, RecursionError):
        raise DossierError(dossier.say("suggest.not_read")) from None


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
    told = {key: {str(number): of[number] for number in sorted(of)} for key, of in sorted(decided.items()) if of}
    try:
        keep(dossier.folder, FILE, json.dumps(told, indent=1).encode(), dossier.say)
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
