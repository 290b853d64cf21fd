"""Where each counted number stands in the facts: paths with places to fill, and the selection that fills them.

A path such as `supervision.by_member.{member_id}.by_quarter.{quarter}.{measure}` is read in both directions: from the
result table of its selection to the numbers (facts.py), and from a number's key to the rows behind it (why.py).
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

import polars as pl

from cpd_toolkit.dossier import Dossier
from cpd_toolkit.measures import articles, evidence, feedback, groups, practice, supervision, training
from cpd_toolkit.measures.selection import Selection
from cpd_toolkit.measures.windows import QUARTER, WINDOWS, YEAR

Tables = Mapping[str, pl.DataFrame]
Path = tuple[str, ...]

MEASURE = "{measure}"
MEMBER = "{member_id}"
FEWEST, MOST = 2, 30  # members for whom numbers are told one by one


class Given(NamedTuple):
    """What facts are told from."""

    tables: Tables  # each recognised table with its accepted rows
    dossier: Dossier
    as_of: date
    need_sessions: int
    ratio_limit: float
    members: list[str]  # every code of any table and of the register, sorted

    @property
    def told_by_member(self) -> bool:
        """Whether there are few enough members, and more than one, to tell numbers one by one."""
        return FEWEST <= len(self.members) <= MOST


class Branch(NamedTuple):
    """A place in the facts, and what is counted there."""

    path: Path  # literal steps, or a group column or `measure` in braces
    table: str  # where the rows come from; "" when the rows say so themselves
    selection: Selection
    by: tuple[str, ...] = ()
    everyone: pl.LazyFrame | None = None  # reported even without rows


def people(tables: Tables) -> list[str]:
    """Return the distinct member codes of all tables, the register's included, sorted."""
    codes = [frame["member_id"].drop_nulls().unique() for frame in tables.values()]
    return pl.concat([pl.Series("member_id", [], pl.String), *codes]).unique().sort().to_list()


def branches(given: Given) -> Iterator[Branch]:
    """Yield every counted branch of the facts, containers before what they contain."""
    tables, as_of = given.tables, given.as_of
    for table, counted in (
        ("supervision", _supervision),
        ("practice", _practice),
        ("feedback", _feedback),
        ("training", _training),
    ):
        if table in tables:
            yield from _scoped(table, list(counted(tables[table], as_of)), given)
    if "evidence" in tables:
        yield from _evidence(tables["evidence"], as_of)
    if "supervision" in tables:
        yield from _participation(given)
    yield from _articles(given)
    if "members" in tables:
        yield from _register(given)


def _scoped(table: str, counted: list[tuple[Path, Selection]], given: Given) -> Iterator[Branch]:
    members = pl.LazyFrame({"member_id": given.members}, {"member_id": pl.String})
    everyone = members if table == "supervision" else None
    for path, selection in counted:
        yield Branch((table, "all", *path), table, selection)
    for path, selection in counted if given.told_by_member else ():
        yield Branch((table, "by_member", MEMBER, *path), table, selection, ("member_id",), everyone)


def _supervision(sessions: pl.DataFrame, as_of: date) -> Iterator[tuple[Path, Selection]]:
    yield (MEASURE,), supervision.totals(sessions, as_of)
    for window in WINDOWS:
        yield (f"last_{window}", MEASURE), supervision.windowed(sessions, as_of, window)
        yield (f"by_format_last_{window}", "{format}", MEASURE), supervision.formats(sessions, as_of, window)
    yield ("by_format", "{format}", MEASURE), supervision.formats(sessions, as_of)
    yield ("by_quarter", "{quarter}", MEASURE), supervision.calendar(sessions, as_of, QUARTER)
    yield ("by_year", "{year}", MEASURE), supervision.calendar(sessions, as_of, YEAR)


def _practice(rows: pl.DataFrame, as_of: date) -> Iterator[tuple[Path, Selection]]:
    yield (MEASURE,), practice.totals(rows, as_of)
    for window in WINDOWS:
        yield (f"last_{window}", MEASURE), practice.windowed(rows, as_of, window)
    yield ("by_year", "{year}"), practice.yearly(rows, as_of)


def _feedback(answers: pl.DataFrame, as_of: date) -> Iterator[tuple[Path, Selection]]:
    yield (MEASURE,), feedback.totals(answers, as_of)
    yield ("responses_by_role", "{respondent_role}"), feedback.roles(answers, as_of)


def _training(activities: pl.DataFrame, as_of: date) -> Iterator[tuple[Path, Selection]]:
    yield (MEASURE,), training.totals(activities, as_of)
    yield ("by_year", "{year}"), training.yearly(activities, as_of)
    for kind in training.KINDS:
        yield (f"by_{kind}", f"{{{kind}}}", MEASURE), training.kinds(activities, as_of, kind)
    for window in WINDOWS:
        yield (f"last_{window}", MEASURE), training.windowed(activities, as_of, window)


def _evidence(documents: pl.DataFrame, as_of: date) -> Iterator[Branch]:
    yield Branch(("evidence", MEASURE), "evidence", evidence.documents(documents, as_of))
    yield Branch(("evidence", "by_kind", "{kind}"), "evidence", evidence.kinds(documents, as_of))


def _participation(given: Given) -> Iterator[Branch]:
    sessions, as_of = given.tables["supervision"], given.as_of
    attended = groups.attended(sessions, as_of)
    few = attended if len(given.members) <= MOST else attended._replace(quantities=attended.quantities[:2])
    yield Branch(("participation", "{group_id}", MEASURE), "supervision", groups.group_sessions(sessions, as_of))
    yield Branch(("participation", "{group_id}", "members", MEMBER, MEASURE), "supervision", few)


def _articles(given: Given) -> Iterator[Branch]:
    yield Branch(("articles", "all", "{article}", MEASURE), "", articles.named(given.tables, given.as_of))
    if len(given.members) >= FEWEST:
        members = articles.members_named(given.tables, given.as_of)
        yield Branch(("articles", "members_with_evidence", "{article}", MEASURE), "", members)


def _register(given: Given) -> Iterator[Branch]:
    sessions, as_of = given.tables.get("supervision", supervision.NO_SESSIONS), given.as_of
    standings = groups.standing(given.tables["members"], sessions, as_of, given.need_sessions)
    yield Branch(("register", "register", MEASURE), "members", groups.register_totals(standings, as_of))
    for name, place in (("by_region", "region"), ("by_group", "group_id")):
        path = ("register", name, f"{{{place}}}", MEASURE)
        yield Branch(path, "members", groups.register_members(standings, as_of, place))
        yield Branch(path, "supervision", groups.register_sessions(standings, sessions, as_of, place))
