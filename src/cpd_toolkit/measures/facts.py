"""Every number of a dossier, nested as `cpd facts` prints it: the shape is that of docs/methods.md, Facts."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import polars as pl

from cpd_toolkit.measures import articles, feedback, gaps, groups, practice, rolling, supervision
from cpd_toolkit.measures.branches import MOST, Branch, Settings, Tables, branches, people
from cpd_toolkit.measures.refusals import nps_display, share_display
from cpd_toolkit.measures.selection import columns
from cpd_toolkit.measures.windows import WINDOWS, Window, bounds

Tree = dict[str, Any]
DIGITS = 9


def facts(
    tables: Tables,
    dossier: Settings,
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
    need = dossier.need_sessions if need_sessions is None else need_sessions
    limit = dossier.ratio if ratio is None else ratio
    told: Tree = {"as_of": as_of.isoformat(), "need_sessions": need, "ratio_limit": number(limit)}
    told |= {"members": len(people(tables)), "participation": {}}
    for branch in branches(tables, as_of, need):
        _hang(told, branch)
    for add in (_add_windows, _add_gaps, _add_attendance, _add_ratios, _add_items, _add_surveys, _add_articles):
        add(told, Given(tables, dossier, as_of, need, limit))
    return told


class Given(NamedTuple):
    """What facts are told from."""

    tables: Tables
    dossier: Settings
    as_of: date
    need_sessions: int
    ratio_limit: float


def number(value: float | None) -> int | float | None:
    """Return a number as it is written: whole ones without decimal part, no noise of binary fractions.

    Example:
        >>> number(45.0), number(0.1 + 0.2), number(None)
        (45, 0.3, None)
    """
    if value is None:
        return None
    rounded = round(value, DIGITS)
    return int(rounded) if rounded == int(rounded) else rounded


def _hang(told: Tree, branch: Branch) -> None:
    """Put the numbers of a branch at their place; the containers stand even without numbers."""
    literal = max(i for i, step in enumerate(branch.path) if not step.startswith("{"))
    _open(told, branch.path[: literal + 1])
    for row in columns(branch.selection, branch.by, branch.everyone).iter_rows(named=True):
        for quantity in branch.selection.quantities:
            *steps, leaf = (step.format(measure=quantity.name, **row) for step in branch.path)
            node = told
            for step in steps:
                node = node.setdefault(step, {})
            node[leaf] = number(row[quantity.name])


def _open(node: Tree, path: Sequence[str]) -> None:
    if not path:
        return
    step, *rest = path
    for child in list(node.values()) if step.startswith("{") else [node.setdefault(step, {})]:
        _open(child, rest)


def _scopes(section: Tree) -> Iterator[tuple[tuple[str, ...], dict[tuple[str, ...], Tree]]]:
    """Yield the group columns of each scope with its nodes by the values of these columns."""
    yield (), {(): section["all"]}
    if "by_member" in section:
        yield ("member_id",), {(member,): node for member, node in section["by_member"].items()}


def _add_windows(told: Tree, given: Given) -> None:
    for _, nodes in _scopes(told["supervision"]) if "supervision" in told else ():
        for node in nodes.values():
            for window in WINDOWS:
                start, end = bounds(window, given.as_of)
                node[f"last_{window}"] |= {"from": start.isoformat(), "to": end.isoformat()}


def member_pauses(given: Given) -> pl.DataFrame:
    """Return the pauses of each member: from the register alone when there is one, else from the dossier."""
    if "members" in given.tables:
        return gaps.register_pauses(given.tables["members"], given.as_of)
    return gaps.declared_pauses(given.dossier.pauses, people(given.tables).to_list(), given.as_of)


def _add_gaps(told: Tree, given: Given) -> None:
    """Tell gaps and lapse dates of each member; over all members together they would mean nothing."""
    if "supervision" not in told:
        return
    section, everyone = told["supervision"], people(given.tables)
    nodes = {everyone[0]: section["all"]} if len(everyone) == 1 else section.get("by_member", {})
    if not nodes:
        return
    sessions = given.tables["supervision"]
    summary = gaps.gap_summary(sessions, given.as_of, member_pauses(given))
    known = {row["member_id"]: row for row in summary.iter_rows(named=True)}
    lapses = {window: _lapses(sessions, given, window) for window in WINDOWS}
    for member, node in nodes.items():
        node |= _gap_facts(known.get(member, dict.fromkeys(summary.columns)))
        node["lapse_date"] = {window: _iso(lapses[window].get(member)) for window in WINDOWS}


def _lapses(sessions: pl.DataFrame, given: Given, window: Window) -> dict[str, date | None]:
    lapses = rolling.lapse_dates(sessions, given.as_of, given.need_sessions, window)
    return dict(lapses.select("member_id", "lapse_date").iter_rows())


def _gap_facts(row: Mapping[str, Any]) -> Tree:
    days, first, last = row["longest_gap_days"], row["longest_gap_from"], row["longest_gap_to"]
    return {
        "longest_gap": None if days is None else {"days": days, "from": _iso(first), "to": _iso(last)},
        "longest_gap_without_pause_days": row["longest_gap_without_pause_days"],
        "median_gap_days": number(row["median_gap_days"]),
        "open_gap_days": row["open_gap_days"],
        "last_session": _iso(row["last_session"]),
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _add_attendance(told: Tree, given: Given) -> None:
    if not told["participation"] or told["members"] > MOST:
        return
    for row in groups.attendance(given.tables["supervision"], given.as_of).iter_rows(named=True):
        node = told["participation"][row["group_id"]]["members"][row["member_id"]]
        node |= {
            "attendance_share": number(row["attendance_share"]),
            "last_presented": _iso(row["last_presented"]),
        }


def _add_ratios(told: Tree, given: Given) -> None:
    if "practice" not in told:
        return
    sessions = given.tables.get("supervision", supervision.NO_SESSIONS)
    for by, nodes in _scopes(told["practice"]):
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


def _add_items(told: Tree, given: Given) -> None:
    """Tell each item; in one's own data every number stands, and `display` says which may be shown."""
    if "feedback" not in told:
        return
    for by, nodes in _scopes(told["feedback"]):
        for node in nodes.values():
            node["items"] = []
        told_items = _item_rows(given.tables["feedback"], given.as_of, by)
        for row in told_items.iter_rows(named=True):
            nodes[tuple(row[name] for name in by)]["items"].append(_item_facts(row))


def _item_rows(answers: pl.DataFrame, as_of: date, by: Sequence[str]) -> pl.DataFrame:
    """Return a row for each item: its counts, and its other measures side by side."""
    keys = [*by, *feedback.ITEM]
    shown = feedback.top_two(answers, as_of, by)
    last = feedback.top_two(feedback.latest(answers), as_of, by)
    wide = columns(feedback.items(answers, as_of), by)
    for prefix, result in (
        ("median_", feedback.medians(answers, as_of, by)),
        ("top2_", shown),
        ("last_", last),
        ("nps_", feedback.net_promoter_scores(answers, as_of, by)),
    ):
        own = result.select(*keys, pl.col("numerator", "denominator", "value", "lower", "upper").name.prefix(prefix))
        wide = wide.join(own, on=keys, how="left")
    levels = columns(feedback.levels(answers, as_of), by).group_by(keys).agg(levels=pl.struct("score", "answers"))
    return wide.join(levels, on=keys, how="left").sort(keys)


def _item_facts(row: Mapping[str, Any]) -> Tree:
    n = int(row["n"])
    item: Tree = {
        "item": row["item"],
        "scale_min": number(row["scale_min"]),
        "scale_max": number(row["scale_max"]),
        "n": n,
        "unanswered": int(row["unanswered"]),
        "counts": _level_counts(row),
        "median": number(row["median_value"]),
        "top2": _share_facts(row, "top2"),
        "display": share_display(n),
        "top2_last_per_respondent": _share_facts(row, "last"),
    }
    return item | ({"nps": _nps_facts(row)} if row["nps_denominator"] is not None else {})


def _level_counts(row: Mapping[str, Any]) -> Tree:
    given = {level["score"]: int(level["answers"]) for level in row["levels"] or ()}
    return {str(level): given.get(level, 0) for level in feedback.whole_levels(row["scale_min"], row["scale_max"])}


def _share_facts(row: Mapping[str, Any], prefix: str) -> Tree:
    ends = [row[f"{prefix}_lower"], row[f"{prefix}_upper"]]
    return {
        "k": int(row[f"{prefix}_numerator"] or 0),
        "n": int(row[f"{prefix}_denominator"] or 0),
        "wilson95": None if ends[0] is None else [round(end, DIGITS) for end in ends],
    }


def _nps_facts(row: Mapping[str, Any]) -> Tree:
    groups_of_answers = {name: int(row[name]) for name in ("promoters", "passives", "detractors", "n")}
    ends = [number(row["nps_lower"]), number(row["nps_upper"])]
    return groups_of_answers | {
        "nps": number(row["nps_value"]),
        "adjusted_wald95": None if ends[0] is None else ends,
        "display": nps_display(int(row["n"])),
    }


def _add_surveys(told: Tree, given: Given) -> None:
    if "feedback" not in told:
        return
    for by, nodes in _scopes(told["feedback"]):
        rates = feedback.response_rates(given.tables["feedback"], given.as_of, by)
        for node in nodes.values():
            node |= {"surveys": [], "response_rate": None}
        for row in rates.iter_rows(named=True):
            survey = {"survey_id": row["survey_id"], **_rate_facts(row, "response_rate")}
            nodes[tuple(row[name] for name in by)]["surveys"].append(survey)
        for row in feedback.overall_response_rate(rates, by).iter_rows(named=True):
            nodes[tuple(row[name] for name in by)]["response_rate"] = _rate_facts(row, "rate")


def _rate_facts(row: Mapping[str, Any], name: str) -> Tree:
    counts = {"responses": number(row["numerator"]), "invited": number(row["denominator"])}
    return counts | {name: number(row["value"])}


def _add_articles(told: Tree, given: Given) -> None:
    recency = articles.article_recency(given.tables, given.as_of, given.dossier.not_applicable)
    for row in recency.iter_rows(named=True):
        told["articles"]["all"][str(row["article"])] |= {"last": _iso(row["last"]), "recency": row["recency"]}
    classes = recency.group_by("recency").agg(pl.len()).sort("recency")
    told["articles"]["summary"] = dict(classes.iter_rows())
