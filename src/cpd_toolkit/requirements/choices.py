"""What a field that rules can ask about may hold: the codes of the tables' own columns."""

from functools import cache

from cpd_toolkit.i18n import Text
from cpd_toolkit.tables import TABLES

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


@cache
def choices(field: str) -> tuple[str, ...]:
    """Return the codes that a field may hold.

    Example:
        >>> choices("method")
        ('live', 'self_paced')
    """
    return tuple(_labels(field))


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
