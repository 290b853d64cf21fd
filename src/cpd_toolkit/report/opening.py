"""The opening of a page: one member's accepted rows, the day, the language, and where everything came from."""

import tempfile
from datetime import date
from pathlib import Path
from typing import NamedTuple

import polars as pl

from cpd_toolkit.dossier import Dossier, open_dossier
from cpd_toolkit.errors import UsageError
from cpd_toolkit.i18n import LANGUAGES, Words, console_language
from cpd_toolkit.measures.gaps import declared_pauses, register_pauses
from cpd_toolkit.report import period as period_text
from cpd_toolkit.tables import TABLES
from cpd_toolkit.tables.schema import dtypes
from cpd_toolkit.validate import Checked, accepted, check

SAMPLE = "sample"


class Page(NamedTuple):
    """All that the parts of a page are made from."""

    say: Words
    as_of: date
    member: str | None  # None only in a dossier without any member
    dossier: Dossier
    checked: Checked
    tables: dict[str, pl.DataFrame]  # every table, with this member's accepted rows; empty when not in the dossier
    period: tuple[date | None, date | None]  # the first and last day to tell; windows that end on as_of ignore it

    @property
    def start(self) -> date:
        """The first day told: the period's, else the first session's."""
        first: date | None = self.sessions["date"].min()  # type: ignore[assignment]
        return self.period[0] or first or self.as_of

    @property
    def end(self) -> date:
        """The last day told."""
        return self.period[1] or self.as_of

    def in_period(self, day: pl.Expr) -> pl.Expr:
        """Return whether a day may be told: not after the day of the report, and inside the period."""
        last = min(self.end, self.as_of)
        return day.is_between(self.period[0], last) if self.period[0] else day <= last

    @property
    def sessions(self) -> pl.DataFrame:
        """The member's supervision rows up to the day of the report."""
        return self.tables["supervision"].filter(pl.col("date") <= self.as_of).sort("date", "file", "sheet", "row")

    @property
    def told(self) -> pl.DataFrame:
        """Those of the period."""
        return self.sessions.filter(self.in_period(pl.col("date")))

    @property
    def practice(self) -> pl.DataFrame:
        """The member's practice rows."""
        return self.tables["practice"].sort("start_date", "end_date", "file", "sheet", "row")

    @property
    def pauses(self) -> pl.DataFrame:
        """The member's declared pauses: the register's when there is one, else the dossier's."""
        if "members" in self.checked.tables:
            return register_pauses(self.tables["members"], self.as_of)
        return declared_pauses(self.dossier.pauses, [self.member] if self.member else [], self.as_of)


def open_page(dossier: str = SAMPLE, as_of: str = "", lang: str = "", member: str = "", period: str = "") -> Page:
    """Read and check a dossier for the page of one member.

    Args:
        dossier: A folder, or the word `sample` for an invented coach.
        as_of: ISO day of the report; the sample's own day, else today.
        lang: `fr` or `en`; the dossier's language when empty.
        member: A code; needed when the dossier holds several members.
        period: First and last ISO day to tell, such as `2025-01-01/2025-12-31`; `..` leaves an end open, empty is all.

    Raises:
        UsageError: A day, the language or the member can't be used; the message says what is allowed.
        DossierError: The folder is no dossier.

    Example:
        >>> open_page().as_of
        datetime.date(2026, 6, 30)
    """
    if lang and lang not in LANGUAGES:
        raise UsageError(Words(console_language())("report.wrong_language", known=", ".join(LANGUAGES)))
    if dossier == SAMPLE:
        return _sample_page(as_of, lang, member, period)
    opened = open_dossier(Path(dossier))
    say = Words(lang or opened.lang)
    day = period_text.day(as_of, say) if as_of else date.today()
    return _page(opened, check(opened, day), say, member, period)


def _sample_page(as_of: str, lang: str, member: str, period: str) -> Page:
    from cpd_toolkit import samples  # brings the writer of workbooks, which a user's own dossier does not need

    say = Words(lang or LANGUAGES[0])
    with tempfile.TemporaryDirectory(prefix="cpd-") as folder:
        opened = open_dossier(samples.write_sample("coach", Path(folder), say.lang))
        checked = check(opened, period_text.day(as_of, say) if as_of else samples.AS_OF)
    return _page(opened, checked, say, member, period)


def _page(dossier: Dossier, checked: Checked, say: Words, member: str, period: str) -> Page:
    rows = accepted(checked)
    who = _member(rows, dossier, member, say)
    tables = {name: _of(who, rows.get(name, pl.DataFrame(schema=dtypes(TABLES[name])))) for name in TABLES}
    return Page(say, checked.as_of, who, dossier, checked, tables, period_text.read(period, say))


def members(rows: dict[str, pl.DataFrame]) -> list[str]:
    """Return the codes of the members who have a row in any table or stand in the register."""
    codes = pl.concat([table["member_id"] for table in rows.values()] or [pl.Series([], dtype=pl.String)])
    return codes.drop_nulls().unique().sort().to_list()


def _member(rows: dict[str, pl.DataFrame], dossier: Dossier, member: str, say: Words) -> str | None:
    codes = members(rows)
    if member and member not in codes:
        raise UsageError(say("report.unknown_member"))
    if not member and len(codes) > 1:
        raise UsageError(say("report.member_needed", n=len(codes)))
    return member or (codes[0] if codes else dossier.member_id)


def _of(member: str | None, rows: pl.DataFrame) -> pl.DataFrame:
    return rows.filter(pl.col("member_id") == member) if member else rows.clear()
