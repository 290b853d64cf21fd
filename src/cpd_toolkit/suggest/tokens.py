"""The words of a text as they are compared: no accents, no endings of number and gender, no words that tell nothing."""

import re
import unicodedata

WORD = re.compile(r"[^\W_]+")
LONGEST_TEXT = 20_000  # characters that are read of one entry
SHORTEST_CUT = 4  # shorter words keep their endings
STOP_WORDS = frozenset(
    WORD.findall(
        """
    ai as au aux avait avec avoir ce ces cet cette chez dans de des du elle elles en es est et etait ete etre eu
    il ils je jusqu la le les leur leurs lorsqu lui ma mais me mes moi mon ne nos notre nous on ont ou par pas
    plus pour qu que quel quelle qui quoi sa se ses si son sont suis sur ta te tes toi ton tu un une vers vos
    votre vous afin ainsi aussi comme
    about after all also am an and are as at be been being but by can did do does for from had has have he her
    his how in into is it its me more my of on or our she so than that the their them then there they this to
    too up was we were what when where whether which while who whom why will with would you your
    """
    )
)


def folded(text: str) -> str:
    """Return a text in small letters without accents."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in letters if not unicodedata.combining(c))


def words(text: str) -> list[str]:
    """Return the words of a text that tell something, in order, cut to what their forms have in common.

    An apostrophe parts words, so l'accord gives accord; single letters and stop words are left out.

    Example:
        >>> words("L'accord des clientes, et de la superviseure")
        ['accord', 'client', 'superviseur']
    """
    found = WORD.findall(folded(text[:LONGEST_TEXT].replace("œ", "oe")))
    return [cut(word) for word in found if len(word) > 1 and word not in STOP_WORDS]


def cut(word: str) -> str:
    """Return a folded word without the ending of its plural and a last e.

    Example:
        >>> cut("policies") == cut("policy"), cut("amies") == cut("amie") == cut("ami")
        (True, True)
    """
    if len(word) > SHORTEST_CUT - 1 and word[-1] in "sx" and word[-2:] != "ss":
        word = word[:-1]
    if len(word) > SHORTEST_CUT - 1 and word.endswith("ie"):
        return word[:-1]
    if len(word) >= SHORTEST_CUT and word[-1] == "e":
        return word[:-1]
    return word[:-1] + "i" if len(word) >= SHORTEST_CUT and word[-1] == "y" else word


def one_slip_apart(one: str, other: str) -> bool:
    """Return whether a letter more, a letter less or two letters swapped make one word of the other.

    Another letter in its place often makes another word, so that is no slip.

    Example:
        >>> one_slip_apart("dileme", "dilemme"), one_slip_apart("invest", "invent")
        (True, False)
    """
    if abs(len(one) - len(other)) > 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    rest, other_rest = one[at:], other[at:]
    swapped = other_rest[1:2] + other_rest[:1] + other_rest[2:]
    return rest[1:] == other_rest or rest == other_rest[1:] or rest == swapped
