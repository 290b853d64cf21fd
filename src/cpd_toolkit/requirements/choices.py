"""What a field that rules can ask about may hold: the codes of the tables' own columns."""

from collections.abc import Collection
from functools import cache

from cpd_toolkit.i18n import Text
from cpd_toolkit.tables import TABLES, Column

TABLE_OF = {
    "format": ("supervision", "practice"),
    "mode": ("supervision",),
    "relationship": ("supervision",),
    "category": ("training",),
    "method": ("training",),
    "credit_type": ("training",),
    "kind": ("evidence",),
    "respondent_role": ("feedback",),
}
FIELDS = tuple(TABLE_OF)

# Kinds of records that have a field at all; one that a field is not of can't fail to state it.
HELD_BY = TABLE_OF | {
    "supervisor_qualified": ("supervision",),
    "group_size": ("supervision", "practice"),
    "client_id": ("practice",),
    "respondent_id": ("feedback",),
    "supervisor_id": ("supervision",),
}


def choices(field: str, sources: Collection[str] = ()) -> tuple[str, ...]:
    """Return the codes that a field may hold, in records of some kinds or in all.

    Example:
        >>> choices("format", ["supervision"]), choices("format")
        (('individual', 'group', 'peer'), ('individual', 'group', 'peer', 'team'))
    """
    return tuple(dict.fromkeys(choice.code for column in _columns(field, sources) for choice in column.choices))


def is_required(field: str, sources: Collection[str] = ()) -> bool:
    """Return whether no record of these kinds that has the field leaves it empty."""
    return all(column.required for column in _columns(field, sources))


def _columns(field: str, sources: Collection[str]) -> list[Column]:
    tables = [table for table in TABLE_OF[field] if table in sources] or TABLE_OF[field]
    return [TABLES[table].column(field) for table in tables]


def label(field: str, code: str, lang: str) -> str:
    """Return a code in words.

    Example:
        >>> label("method", "self_paced", "fr")
        'autoformation'
    """
    return _labels(field)[code](lang)


def title(field: str, lang: str) -> str:
    """Return the name of a field in words.

    Example:
        >>> title("credit_type", "en")
        'Credit type'
    """
    return TABLES[TABLE_OF[field][0]].column(field).label(lang)


@cache
def _labels(field: str) -> dict[str, Text]:
    columns = [TABLES[table].column(field) for table in TABLE_OF[field]]
    return {choice.code: choice.label for column in columns for choice in column.choices}
