"""The period a report tells, as one text: two ISO days and a slash, `..` for an open end (ISO 8601-2)."""

from datetime import date

from cpd_toolkit.errors import UsageError
from cpd_toolkit.i18n import Words

OPEN_END = ".."


def written(start: date | None, end: date | None) -> str | None:
    """Return a period as text; None when both ends are open.

    Example:
        >>> written(date(2025, 1, 1), None)
        '2025-01-01/..'
    """
    days = [day.isoformat() if day else OPEN_END for day in (start, end)]
    return "/".join(days) if start or end else None


def read(text: str, say: Words) -> tuple[date | None, date | None]:
    """Return both ends of a period, None where it is open or the text empty.

    Raises:
        UsageError: It can't be read, or ends before it starts.
    """
    if not text:
        return None, None
    first, _, last = text.partition("/")
    start, end = (None if part == OPEN_END else day(part, say) for part in (first, last))
    if start and end and end < start:
        raise UsageError(say("report.wrong_day"))
    return start, end


def day(text: str, say: Words) -> date:
    """Return an ISO day.

    Raises:
        UsageError: It can't be read.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(say("report.wrong_day")) from None
