"""What a kind of export is: its headers in each language, and how its rows are read."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

from cpd_toolkit.read.exports.converted import Converted
from cpd_toolkit.read.exports.sheet import Sheet

Entry = Mapping[str, Any]  # one table under [imports] of cpd.toml


class Field(NamedTuple):
    """The headers under which a tool exports one thing."""

    en: tuple[str, ...] = ()
    fr: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Return the headers of both languages."""
        return self.en + self.fr


class Context(NamedTuple):
    """What the dossier says to every export."""

    as_of: date
    member_id: str | None = None
    timezone: str = "Europe/Paris"
    code: Callable[[str], str] | None = None  # the code that stands for a person or a client
    people: Callable[[str], set[str]] = lambda _: set()  # the codes decided on for an e-mail address or a name


class Kind(NamedTuple):
    """One tool's export."""

    name: str
    table: str  # what it becomes
    fields: Mapping[str, Field]  # a column of the table, or a word of the reader -> headers
    marks: tuple[tuple[str, ...], ...]  # fields that together tell the kind, or others
    read: Callable[["Kind", Sheet, Entry, Context], Converted] | None  # None of a file that holds no sheet
    depth: int = 1  # rows of the header
    private: tuple[str, ...] = ()  # fields that are never stored as they are
    finished: str = ""  # the field that is empty or says no as long as an answer is not finished

    def french(self, sheet: Sheet) -> bool:
        """Return whether a header is one that only the French tool writes."""
        ours = {name for field in self.fields.values() for name in field.fr if name not in field.en}
        return sheet.find(*ours) is not None

    def find(self, sheet: Sheet, field: str) -> int | None:
        """Return the position of a field in a sheet."""
        return sheet.find(*self.fields[field].names) if field in self.fields else None
