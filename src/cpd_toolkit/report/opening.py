"""The opening of a page: accepted rows of a member or of a group, the day, the language, where everything came from."""

import tempfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from cpd_toolkit.dossier import Dossier, open_dossier
from cpd_toolkit.errors import UsageError
from cpd_toolkit.i18n import LANGUAGES, Words, console_language
from cpd_toolkit.measures.gaps import declared_pauses, register_pauses
from cpd_toolkit.report import period as period_text
from cpd_toolkit.tables import TABLES
from cpd_toolkit.tables.schema import dtypes
from cpd_toolkit.validate import Checked, accepted, check

if TYPE_CHECKING:
    from cpd_toolkit.tables.workbook import Kind

SAMPLE = "sample"


class Page(NamedTuple):
    """All that the parts of a page are made from."""

    say: Words
    as_of: date
    member: str | None  # None on a page about a group, and in a dossier without any member
    dossier: Dossier
    checked: Checked
    tables: dict[str, pl.DataFrame]  # every table, with these members' accepted rows; empty when not in the dossier
    period: tuple[date | None, date | None]  # the first and last day to tell; windows that end on as_of ignore it
    members: tuple[str, ...] = ()  # codes: the member, or all members of the group
    group: str = ""  # its code, on a page about a group

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
        """The supervision rows up to the day of the report."""
        return self.tables["supervision"].filter(pl.col("date") <= self.as_of).sort("date", "file", "sheet", "row")

    @property
    def told(self) -> pl.DataFrame:
        """Those of the period."""
        return self.sessions.filter(self.in_period(pl.col("date")))

    @property
    def held(self) -> pl.DataFrame:
        """Those of the group itself, not its members' other ones."""
        return self.told.filter(pl.col("group_id") == self.group)

    @property
    def practice(self) -> pl.DataFrame:
        """The practice rows."""
        return self.tables["practice"].sort("start_date", "end_date", "file", "sheet", "row")

    @property
    def pauses(self) -> pl.DataFrame:
        """The declared pauses: the register's when there is one, else the dossier's."""
        if "members" in self.checked.tables:
            return register_pauses(self.tables["members"], self.as_of)
        return declared_pauses(self.dossier.pauses, self.members, self.as_of)


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
    known, checked, say = opened("coach", dossier, as_of, lang)
    who = _member(accepted(checked), known, member, say)
    return _page(known, checked, say, period, (who,) if who else ())._replace(member=who)


def open_group(dossier: str = SAMPLE, as_of: str = "", lang: str = "", group: str = "", period: str = "") -> Page:
    """Read and check a dossier for the page of one group.

    Its members are those of the register and those who came to a session; their rows are all there, those of other
    groups and of individual sessions too.

    Args:
        dossier: A folder, or the word `sample` for an invented group.
        as_of: As for `open_page`, like `lang` and `period`.
        lang: See there.
        group: A code; needed when the dossier holds several groups.
        period: See there.

    Raises:
        UsageError: As `open_page`, of the group instead of the member.
        DossierError: The folder is no dossier.

    Example:
        >>> page = open_group()
        >>> page.group, len(page.members)
        ('G1', 8)
    """
    known, checked, say = opened("group", dossier, as_of, lang)
    found = _group(accepted(checked), group, say)
    return _page(known, checked, say, period, group_members(accepted(checked), found))._replace(group=found)


def opened(kind: "Kind", dossier: str, as_of: str, lang: str) -> tuple[Dossier, Checked, Words]:
    """Return a dossier, or the sample of a kind, with its check and the voice of the page."""
    if lang and lang not in LANGUAGES:
        raise UsageError(Words(console_language())("report.wrong_language", known=", ".join(LANGUAGES)))
    if dossier == SAMPLE:
        return _sample(kind, as_of, Words(lang or LANGUAGES[0]))
    known = open_dossier(Path(dossier))
    say = Words(lang or known.lang)
    return known, check(known, period_text.day(as_of, say) if as_of else date.today()), say


def _sample(kind: "Kind", as_of: str, say: Words) -> tuple[Dossier, Checked, Words]:
    from cpd_toolkit import samples  # brings the writer of workbooks, which a user's own dossier does not need

    with tempfile.TemporaryDirectory(prefix="cpd-") as folder:
        known = open_dossier(samples.write_sample(kind, Path(folder), say.lang))
        return known, check(known, period_text.day(as_of, say) if as_of else samples.AS_OF), say


def _page(dossier: Dossier, checked: Checked, say: Words, period: str, codes: tuple[str, ...]) -> Page:
    rows = accepted(checked)
    tables = {name: _of(codes, rows.get(name, pl.DataFrame(schema=dtypes(TABLES[name])))) for name in TABLES}
    return Page(say, checked.as_of, None, dossier, checked, tables, period_text.read(period, say), codes)


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


def _of(codes: tuple[str, ...], rows: pl.DataFrame) -> pl.DataFrame:
    return rows.filter(pl.col("member_id").is_in(codes))


def groups(rows: dict[str, pl.DataFrame]) -> list[str]:
    """Return the codes of the groups that a session or the register names."""
    named = [rows[name]["group_id"] for name in ("supervision", "members") if name in rows]
    return pl.concat(named or [pl.Series([], dtype=pl.String)]).drop_nulls().unique().sort().to_list()


def group_members(rows: dict[str, pl.DataFrame], group: str) -> tuple[str, ...]:
    """Return the codes of those whom the register puts in a group, and of those who came to one of its sessions."""
    of_group = [rows[name].filter(group_id=group) for name in ("supervision", "members") if name in rows]
    return tuple(members({str(i): one for i, one in enumerate(of_group)}))


def _group(rows: dict[str, pl.DataFrame], group: str, say: Words) -> str:
    codes = groups(rows)
    if not codes:
        raise UsageError(say("report.no_group"))
    if group and group not in codes:
        raise UsageError(say("report.unknown_group"))
    if not group and len(codes) > 1:
        raise UsageError(say("report.group_needed", n=len(codes)))
    return group or codes[0]
