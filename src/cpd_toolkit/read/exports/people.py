"""Who is meant by an e-mail address or a displayed name; never a guess between two."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

FACILITATOR, IGNORED = "=facilitator", "=ignore"  # instead of a member's code
NOBODY = frozenset({FACILITATOR, IGNORED})
CODE = re.compile(r"(?=.*\d)[\w.-]{1,20}")
DEVICES = frozenset(
    [
        "iphone",
        "ipad",
        "android",
        "galaxy",
        "samsung",
        "huawei",
        "xiaomi",
        "pixel",
        "phone",
        "tablet",
        "pc",
        "mac",
        "macbook",
        "laptop",
        "ordinateur",
        "portable",
        "zoom",
        "teams",
        "user",
        "utilisateur",
        "guest",
        "invite",
        "room",
        "salle",
        "participant",
        "anonymous",
        "anonyme",
    ]
)
BRACKETS = re.compile(r"\(([^()]*)\)")


def identity(text: str) -> str:
    """Return what is compared of an e-mail address or a name: no accents, no case, the words in order.

    Example:
        >>> identity("LEFÈVRE Zoé") == identity("Zoe Lefevre")
        True
    """
    letters = unicodedata.normalize("NFKD", text.strip()).casefold()
    plain = "".join(c for c in letters if not unicodedata.combining(c))
    return plain if "@" in plain else " ".join(sorted(re.findall(r"\w+", plain)))


def variants(name: str) -> list[str]:
    """Return the names that a displayed name holds: all of it, and either side of the brackets."""
    parts = [name, BRACKETS.sub(" ", name), *BRACKETS.findall(name)]
    return list(dict.fromkeys(filter(None, map(identity, parts))))


def is_code(text: str) -> bool:
    """Return whether a text is somebody's code rather than a name or an address: one word with a digit in it.

    Example:
        >>> is_code("SV1"), is_code("K-07"), is_code("Zoé Lefèvre"), is_code("zoe7@example.org")
        (True, True, False, False)
    """
    return CODE.fullmatch(text) is not None


def is_device(person: str) -> bool:
    """Return whether an identity is that of a device or a seat, which is not always the same person's.

    Example:
        >>> is_device(identity("iPhone (2)")), is_device(identity("Zoé (iPhone)"))
        (True, False)
    """
    words = [word for word in person.split() if not word.isdigit()]
    return bool(words) and all(word in DEVICES for word in words)


class Directory(NamedTuple):
    """The people that are known, by the identity of an address or a name."""

    codes: Mapping[str, set[str]]
    decided: Callable[[str], set[str]]  # codes from the dossier's key table

    def find(self, email: str, name: str) -> set[str]:
        """Return the codes that fit: by e-mail address if any does, else by name."""
        by_email = self._of(identity(email)) if email else set()
        return by_email or {code for variant in variants(name) for code in self._of(variant)}

    def _of(self, key: str) -> set[str]:
        return self.codes.get(key, set()) | self.decided(key)


def directory(
    people: Mapping[str, str], facilitators: Iterable[str], ignore: Iterable[str], decided: Callable[[str], set[str]]
) -> Directory:
    """Return the people that cpd.toml and the key table name.

    Example:
        >>> known = directory({"zoe@example.org": "C1", "Zoé L.": "C2"}, [], ["iPhone (2)"], lambda key: set())
        >>> known.find("ZOE@example.org", ""), known.find("", "zoe l"), known.find("", "Zoé")
        ({'C1'}, {'C2'}, set())
    """
    codes: dict[str, set[str]] = {}
    listed = [*people.items(), *((who, FACILITATOR) for who in facilitators), *((who, IGNORED) for who in ignore)]
    for who, code in listed:
        codes.setdefault(identity(who), set()).add(code)
    return Directory(codes, decided)
