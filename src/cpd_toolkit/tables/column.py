"""What a column is: its type, its names and what a user is told about it."""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from cpd_toolkit.i18n import Text

Kind = Literal["text", "free", "date", "minutes", "integer", "number", "hours", "boolean", "enum", "articles", "words"]


class Choice(NamedTuple):
    """One value of an enumeration."""

    code: str  # what is stored
    label: Text  # what a template offers
    synonyms: tuple[str, ...] = ()  # other words that mean it, in either language


class Column(NamedTuple):
    """One column of a table: the single source of schemas, headers, messages and templates."""

    name: str  # stable English name
    kind: Kind
    label: Text  # header in a template; the English one is the name in words
    hint: Text  # one sentence: what belongs here
    example: Text
    required: bool = False
    choices: tuple[Choice, ...] = ()
    bounds: tuple[float, float] | None = None  # inclusive, of the typed value

    def labels(self) -> tuple[str, str, str]:
        """Return every header that means this column."""
        return self.name, self.label.fr, self.label.en


def column(
    name: str,
    kind: Kind,
    fr: str,
    hint: tuple[str, str],
    example: str | tuple[str, str] = "",
    *,
    required: bool = False,
    choices: Iterable[Choice] = (),
    bounds: tuple[float, float] | None = None,
) -> Column:
    """Return a column whose English header is its name in words.

    Example:
        >>> column("group_size", "integer", "Taille du groupe", ("Combien", "How many")).label.en
        'Group size'
    """
    shown = Text(example, example) if isinstance(example, str) else Text(*example)
    label = Text(fr, name.replace("_", " ").capitalize())
    return Column(name, kind, label, Text(*hint), shown, required, tuple(choices), bounds)
