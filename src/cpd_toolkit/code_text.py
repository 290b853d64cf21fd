"""The user's own copy of the code's wording: read from a file of the dossier, never shipped, never written elsewhere.

The code's sentences are not ours to print. Who has a copy names it in cpd.toml (`code_text`), and sees the wording of
each article on their own page.
"""

import re
from pathlib import Path

from cpd_toolkit.dossier import Dossier
from cpd_toolkit.errors import DossierError

LARGEST = 1_000_000  # bytes
ARTICLE = re.compile(r"^(\d{1,2})\.\s+(.+)$")  # \s is a no-break space too: most numbers are followed by one
BULLET = re.compile(r"^\s*[•*\-–]\s+(.+)$")
LAST = 47
LEAD_IN = ":"  # ends a line that goes on in bullets


def code_wording(dossier: Dossier) -> dict[int, str]:
    """Return the wording of each article by its number, from the file that `code_text` names; empty without one.

    Raises:
        DossierError: The file is not in the dossier's folder, can't be read, or holds no article.
    """
    if not dossier.code_text:
        return {}
    wording = read_wording(_text(dossier, dossier.code_text))
    if not wording:
        raise DossierError(dossier.say("code_text.no_article"))
    return wording


def read_wording(text: str) -> dict[int, str]:
    r"""Return the articles of a text, verbatim: a line that begins with a number, with the bullets that follow.

    Headings are lines without a number and belong to no article; a line without a number that ends in a colon leads to
    bullets. The first line of a number wins.

    Example:
        >>> read_wording("A heading\n1.\u00a0Be kind.\n2. Keep to it.\nThat is:\n  • one;\n  • two.\nThe end")
        {1: 'Be kind.', 2: 'Keep to it.\nThat is:\n• one;\n• two.'}
    """
    wording: dict[int, str] = {}
    number = 0
    for line in text.splitlines():
        if found := ARTICLE.match(line.strip()):
            number = int(found[1])
            number = number if 1 <= number <= LAST and number not in wording else 0
            wording |= {number: found[2].strip()} if number else {}
        elif number and (bullet := BULLET.match(line)):
            wording[number] += f"\n• {bullet[1].strip()}"
        elif number and line.rstrip().endswith(LEAD_IN):
            wording[number] += f"\n{line.strip()}"
        elif line.strip():
            number = 0
    return wording


def _text(dossier: Dossier, name: str) -> str:
    folder = dossier.folder.resolve()
    try:
        path = Path(folder / name).resolve()  # follows links: what is read lies in the folder
    except (OSError, ValueError, RuntimeError):
        raise DossierError(dossier.say("code_text.not_read")) from None
    if not path.is_relative_to(folder):
        raise DossierError(dossier.say("code_text.outside"))
    if not path.is_file():
        raise DossierError(dossier.say("code_text.not_read"))
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError:
        raise DossierError(dossier.say("code_text.not_read")) from None
    if len(data) > LARGEST:
        raise DossierError(dossier.say("code_text.too_large"))
    return _decoded(data)


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
