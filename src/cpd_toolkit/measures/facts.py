"""Every number of a dossier, nested as `cpd facts` prints it: the shape is that of docs/methods.md, Facts."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl

from cpd_toolkit.dossier import Dossier
from cpd_toolkit.measures import articles, gaps, groups, practice, rolling, supervision
from cpd_toolkit.measures.branches import MOST, Branch, Given, Tables, branches, people
from cpd_toolkit.measures.feedback_facts import add_items, add_surveys
from cpd_toolkit.measures.selection import columns
from cpd_toolkit.measures.windows import WINDOWS, Window, bounds
from cpd_toolkit.measures.writing import Tree, iso, number, scopes


def facts(
    tables: Tables,
    dossier: Dossier,
    as_of: date,
    need_sessions: int | None = None,
    ratio: float | None = None,
) -> Tree:
    """Return every number that can be told from accepted rows, ready for JSON.

    Args:
        tables: each recognised table with its accepted, typed rows, maybe none.
        dossier: pauses and articles that do not apply; its need_sessions and ratio unless given here.
        as_of: the day of the report.
        need_sessions: sessions needed in a window.
        ratio: practice hours allowed for an hour of supervision.

    Returns:
        Nested dictionaries and lists; days as ISO text, whole numbers without decimal part. The numbers of rows and
        findings are not among them: they are the check's.
    """
    return facts_of(given_for(tables, dossier, as_of, need_sessions, ratio))


def facts_of(given: Given) -> Tree:
    """Return the facts of what is given."""
    told: Tree = {"as_of": given.as_of.isoformat(), "need_sessions": given.need_sessions}
    told["ratio_limit"] = number(given.ratio_limit)
    told |= {"members": len(given.members), "participation": {}}
    for branch in branches(given):
        _hang(told, branch)
    for add in (_add_windows, _add_gaps, _add_attendance, _add_ratios, add_items, add_surveys, _add_articles):
        add(told, given)
    return told


def given_for(
    tables: Tables, dossier: Dossier, as_of: date, need_sessions: int | None = None, ratio: float | None = None
) -> Given:
    """Return what facts are told from, with the dossier's own settings where none are given."""
    need = dossier.need_sessions if need_sessions is None else need_sessions
    return Given(tables, dossier, as_of, need, dossier.ratio if ratio is None else ratio, people(tables))


def _hang(told: Tree, branch: Branch) -> None:
    """Put the numbers of a branch at their place; the containers stand even without numbers."""
    literal = max(i for i, step in enumerate(branch.path) if not step.startswith("{"))
    _open(told, branch.path[: literal + 1])
    *above, leaf = branch.path
    for row in columns(branch.selection, branch.by, branch.everyone).iter_rows(named=True):
        node = told
        for step in above:
            node = node.setdefault(step.format_map(row), {})
        for quantity in branch.selection.quantities:
            node[leaf.format(measure=quantity.name, **row)] = number(row[quantity.name])


def _open(node: Tree, path: Sequence[str]) -> None:
    if not path:
        return
    step, *rest = path
    for child in list(node.values()) if step.startswith("{") else [node.setdefault(step, {})]:
        _open(child, rest)


def _add_windows(told: Tree, given: Given) -> None:
    for _, nodes in scopes(told["supervision"]) if "supervision" in told else ():
        for node in nodes.values():
            for window in WINDOWS:
                start, end = bounds(window, given.as_of)
                node[f"last_{window}"] |= {"from": start.isoformat(), "to": end.isoformat()}


def _add_gaps(told: Tree, given: Given) -> None:
    """Tell gaps and lapse dates of each member; over all members together they would mean nothing."""
    if "supervision" not in told:
        return
    section, everyone = told["supervision"], given.members
    nodes = {everyone[0]: section["all"]} if len(everyone) == 1 else section.get("by_member", {})
    if not nodes:
        return
    sessions = given.tables["supervision"]
    summary = gaps.gap_summary(sessions, given.as_of, _pauses(given))
    known = {row["member_id"]: row for row in summary.iter_rows(named=True)}
    lapses = {window: _lapses(sessions, given, window) for window in WINDOWS}
    for member, node in nodes.items():
        node |= _gap_facts(known.get(member, dict.fromkeys(summary.columns)))
        node["lapse_date"] = {window: iso(lapses[window].get(member)) for window in WINDOWS}


def _pauses(given: Given) -> pl.DataFrame:
    return gaps.member_pauses(given.tables, given.dossier.pauses, given.members, given.as_of)


def _lapses(sessions: pl.DataFrame, given: Given, window: Window) -> dict[str, date | None]:
    lapses = rolling.lapse_dates(sessions, given.as_of, given.need_sessions, window)
    return dict(lapses.select("member_id", "lapse_date").iter_rows())


def _gap_facts(row: Mapping[str, Any]) -> Tree:
    days, first, last = row["longest_gap_days"], row["longest_gap_from"], row["longest_gap_to"]
    return {
        "longest_gap": None if days is None else {"days": days, "from": iso(first), "to": iso(last)},
        "longest_gap_without_pause_days": row["longest_gap_without_pause_days"],
        "median_gap_days": number(row["median_gap_days"]),
        "open_gap_days": row["open_gap_days"],
        "last_session": iso(row["last_session"]),
    }


def _add_attendance(told: Tree, given: Given) -> None:
    if not told["participation"] or told["members"] > MOST:
        return
    for row in groups.attendance(given.tables["supervision"], given.as_of).iter_rows(named=True):
        node = told["participation"][row["group_id"]]["members"][row["member_id"]]
        node |= {
            "attendance_share": number(row["attendance_share"]),
            "last_presented": iso(row["last_presented"]),
        }


def _add_ratios(told: Tree, given: Given) -> None:
    if "practice" not in told:
        return
    sessions = given.tables.get("supervision", supervision.NO_SESSIONS)
    for by, nodes in scopes(told["practice"]):
        for window in WINDOWS:
            ratios = practice.practice_ratio(
                given.tables["practice"], sessions, given.as_of, window, given.ratio_limit, by
            )
            for key, node in nodes.items():
                node[f"last_{window}"] |= _ratio_facts(ratios, dict(zip(by, key, strict=True)))


def _ratio_facts(ratios: pl.DataFrame, key: Mapping[str, str]) -> Tree:
    own = ratios.filter(*(pl.col(name) == value for name, value in key.items()))
    rows = {row["measure"]: row for row in own.iter_rows(named=True)}
    ratio = rows["ratio"]
    return {
        "supervision_hours": number(rows["supervision_hours"]["value"]),
        "ratio": number(ratio["numerator"] / ratio["denominator"]) if ratio["denominator"] else None,
        "head_room_hours": number(rows["head_room_hours"]["value"]),
        "ratio_refused": ratio["status"] == "too_few",
    }


def _add_articles(told: Tree, given: Given) -> None:
    recency = articles.article_recency(given.tables, given.as_of, given.dossier.not_applicable)
    for row in recency.iter_rows(named=True):
        told["articles"]["all"][str(row["article"])] |= {"last": iso(row["last"]), "recency": row["recency"]}
    classes = recency.group_by("recency").agg(pl.len()).sort("recency")
    told["articles"]["summary"] = dict(classes.iter_rows())
