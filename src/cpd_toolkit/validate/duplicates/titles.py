"""How near two titles are: the share of words they have in common."""

import re
from functools import cache

from cpd_toolkit.validate.identifiers import fold

NEAR = 0.6  # of Dice's coefficient: three words of five in common
WORD = re.compile(r"[^\W_]+")
# Words that tell nothing of a subject, in both languages.
PASSED_OVER = frozenset(
    (
        *("a", "à", "au", "aux", "avec", "d", "dans", "de", "des", "du", "en", "et", "l", "la", "le", "les", "ou"),
        *("par", "pour", "sur", "un", "une", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the"),
        *("to", "with"),
    )
)


@cache
def words(title: str) -> frozenset[str]:
    """Return the words of a title that tell something, without accents and case.

    Example:
        >>> sorted(words("L'Éthique en pratique (2)"))
        ['2', 'ethique', 'pratique']
    """
    found = frozenset(WORD.findall(fold(title)))
    return found - PASSED_OVER or found


def nearness(one: str, other: str) -> float:
    """Return twice the words in common out of the words of both, from 0 to 1; 0 when their numbers differ.

    Modules of a series differ in a number alone.

    Example:
        >>> nearness("Éthique en pratique", "Ethique et pratique"), nearness("Module 1", "Module 2")
        (1.0, 0.0)
    """
    first, second = words(one), words(other)
    numbers = [{word for word in each if any(letter.isdigit() for letter in word)} for each in (first, second)]
    if numbers[0] != numbers[1] or not first or not second:
        return 0.0
    return 2 * len(first & second) / (len(first) + len(second))
