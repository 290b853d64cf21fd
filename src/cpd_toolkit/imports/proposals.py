"""For a spreadsheet of somebody's own: which column is which field, with examples and the reason."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from cpd_toolkit.imports.lexicon import HOUR_WORDS, MINUTE_WORDS, PRIVATE, known_words
from cpd_toolkit.read.cells import READERS, DateOrder, Habits, clock_minutes, number
from cpd_toolkit.read.columns import enum_words
from cpd_toolkit.read.exports.people import is_code
from cpd_toolkit.read.exports.sheet import Sheet
from cpd_toolkit.read.names import plain, squeeze
from cpd_toolkit.tables import Column, Table
from cpd_toolkit.validate.identifiers import has_identifier

DROP = "-"
EXAMPLES = 3
NOTHING_SAID: Mapping[str, str] = {}
LONGEST_EXAMPLE = 40
MOST_WRONG = 0.1  # of the filled cells, in a column whose values alone have the shape of a kind
HALF_WRONG = 0.5  # in one whose name tells
SHAPES = ("date", "minutes", "boolean", "enum", "articles")  # kinds that values alone can suggest
PEOPLE = ("member_id", "client_id", "supervisor_id", "respondent_id")


class Proposal(NamedTuple):
    """One column of a file, and what it is taken for."""

    header: str
    examples: tuple[str, ...]  # none of names and addresses
    target: str | None  # a column of the table, DROP, or None when nothing suggests one
    why: str  # a key of the catalog's [imports.why] table
    clear: bool  # whether it need not be asked
    unit: str = ""  # of bare numbers: hours, minutes, or ? when it has to be asked


def propose(sheet: Sheet, table: Table, said: Mapping[str, str] = NOTHING_SAID) -> list[Proposal]:
    """Return what each column of a sheet is taken for, in its order; of two for one field the first counts.

    Args:
        sheet: The file's.
        table: What its rows are.
        said: Headers that the user has given a column before, under `[columns]`.
    """
    words, taken = known_words(table), set[str]()
    before = {plain(header): target for header, target in said.items()}
    proposals = []
    for at, header in enumerate(sheet.headers):
        texts = sheet.texts(at)
        if not header and not texts:
            continue
        one = _of_column(header, texts, table, words, taken)
        if plain(header) in before:
            one = _as_before(header, texts, table, before[plain(header)])
        taken |= {one.target} if one.target and one.target != DROP else set()
        proposals.append(one)
    return proposals


def _as_before(header: str, texts: list[str], table: Table, said: str) -> Proposal:
    target, _, unit = said.partition(":")
    shown = () if target in PEOPLE else examples(texts)
    return Proposal(header, shown, target, "said", True, unit or unit_of(table.column(target), header, texts))


def _of_column(header: str, texts: list[str], table: Table, words: dict[str, str], taken: set[str]) -> Proposal:
    if not texts:
        return Proposal(header, (), DROP, "empty", True)
    by_name = _by_name(header, texts, table, words, taken)
    if by_name:
        return by_name
    if is_private(header, texts):
        return Proposal(header, (), DROP, "private", True)
    fits = [column for column in table.columns if column.name not in taken and _fits(column, texts)]
    fits = [column for column in fits if column.required] or fits
    if len(fits) == 1:
        return Proposal(header, examples(texts), fits[0].name, "shape", False, unit_of(fits[0], header, texts))
    return Proposal(header, examples(texts), None, "nothing", False)


def _by_name(header: str, texts: list[str], table: Table, words: dict[str, str], taken: set[str]) -> Proposal | None:
    """Return the proposal that a header's own name makes, certain where the values read as that field's."""
    name, unit = _without_unit(header)
    labels = {plain(label) for column in table.columns for label in column.labels()}
    found = words.get(plain(header)) or words.get(plain(name))
    if not found or found in taken:
        return None
    column = table.column(found)
    why = "label" if plain(header) in labels else "synonym"
    asked = unit or unit_of(column, header, texts)
    # A template's own header says the unit of its numbers.
    asked = "" if why == "label" and not unit else asked
    shown = () if found in PEOPLE and not all(map(is_code, texts)) else examples(texts)
    return Proposal(header, shown, found, why, why == "label" or reads(column, texts, HALF_WRONG), asked)


def _without_unit(header: str) -> tuple[str, str]:
    """Return a header without the unit it ends with, and the unit: `Durée (h)` is a duration in hours."""
    name, bracket, unit = header.rstrip(") ").rpartition("(")
    word = plain(unit)
    known = "hours" if word in map(plain, HOUR_WORDS) else "minutes" if word in map(plain, MINUTE_WORDS) else ""
    return (name.strip(), known) if bracket and known else (header, "")


def unit_of(column: Column, header: str, texts: Iterable[str]) -> str:
    """Return the unit of the bare numbers of a duration: hours, minutes, or ? where they could be either.

    Example:
        >>> from cpd_toolkit.tables import TABLES
        >>> length = TABLES["supervision"].column("duration_minutes")
        >>> unit_of(length, "Durée", ["90", "60"]), unit_of(length, "Durée", ["1,5"]), unit_of(length, "Durée", ["6"])
        ('minutes', 'hours', '?')
    """
    bare = [float(value) for text in texts if (value := number(text)) is not None and clock_minutes(text) is None]
    if column.kind not in ("minutes", "hours") or not bare:
        return ""
    if unit := _without_unit(header)[1]:
        return unit
    said = {plain(word) for word in header.replace("(", " ").replace(")", " ").split()}
    for unit, words in (("hours", HOUR_WORDS), ("minutes", MINUTE_WORDS)):
        if said & {plain(word) for word in words}:
            return unit
    low, high = column.bounds or (0, float("inf"))
    scale = {"minutes": 1.0, "hours": 60.0} if column.kind == "minutes" else {"hours": 1.0, "minutes": 1 / 60}
    possible = [unit for unit, times in scale.items() if all(low <= value * times <= high for value in bare)]
    return possible[0] if len(possible) == 1 else "?"


def reads(column: Column, texts: list[str], most_wrong: float = MOST_WRONG) -> bool:
    """Return whether texts are of a column's kind, but for a share of them."""
    if column.kind in ("text", "free", "words"):
        return True
    if column.kind == "enum":
        known = enum_words(column.choices)
        wrong = sum(plain(text) not in known for text in texts)
    else:
        read: Callable[[str, Habits], object] = READERS[column.kind]
        orders: tuple[DateOrder, ...] = ("day-first", "month-first")
        wrong = min(sum(read(text, Habits(order, excel=True)) is None for text in texts) for order in orders)
    return wrong <= most_wrong * len(texts)


def _fits(column: Column, texts: list[str]) -> bool:
    """Return whether values have a shape that only some kinds have; a bare number is nobody's."""
    if column.kind not in SHAPES or all(number(text) is not None for text in texts):
        return False
    return reads(column, texts)


def is_private(header: str, texts: list[str]) -> bool:
    """Return whether a column holds names or addresses, by its name or by what it holds."""
    return plain(header) in map(plain, PRIVATE) or sum(map(has_identifier, texts)) > len(texts) / 2


def examples(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the first different texts, cut, without those that hold an address or a number of a person."""
    fine = [squeeze(text) for text in dict.fromkeys(texts) if not has_identifier(text)]
    return tuple(text if len(text) <= LONGEST_EXAMPLE else text[:LONGEST_EXAMPLE] + "…" for text in fine[:EXAMPLES])
