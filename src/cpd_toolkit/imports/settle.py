"""A new file's entry for cpd.toml: what the file says, what is proposed, and what has to be asked."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from cpd_toolkit.dossier import Dossier
from cpd_toolkit.imports.holes import (
    about_member,
    about_needs,
    about_sessions,
    course_hours,
    own_scales,
    which_column,
    which_order,
    which_scales,
    which_target,
    which_unit,
    which_way,
    which_word,
)
from cpd_toolkit.imports.proposals import DROP, Proposal, propose
from cpd_toolkit.imports.questions import Ask, Question, answer
from cpd_toolkit.imports.recognise import Recognised
from cpd_toolkit.imports.surveys import ITEM, ONCE, codes_of, propose_form, scores_of, tops
from cpd_toolkit.read.exports.reading import KINDS
from cpd_toolkit.read.exports.sheet import Sheet
from cpd_toolkit.read.names import plain
from cpd_toolkit.tables import TABLES, Column

UNKNOWN = "?"  # instead of what has to be filled in
FORM_OF_OWN = "google-forms"  # reads any sheet with a row a response and a column a question


class Draft(NamedTuple):
    """An entry that may still have holes."""

    entry: dict[str, Any]
    proposals: list[Proposal]
    asked: list[Question]  # what has to be known, in order; the holes


def draft_entry(found: Recognised, name: str, dossier: Dossier) -> Draft:
    """Return what can be said of a file without asking."""
    kind = KINDS[found.kind]
    if found.sheet is None or kind.name in ("zoom-participants", "teams-attendance", "outlook-csv"):
        calendar = found.sheet is None or kind.name == "outlook-csv"
        return Draft(
            {"kind": kind.name}, [], about_sessions(dossier, calendar) + which_order(found.sheet, kind, dossier)
        )
    if found.table == "feedback" and not _has_items(found):
        return _of_form(found, name, dossier)
    if kind.name == "spreadsheet":
        return _of_spreadsheet(found, dossier)
    asked = which_order(found.sheet, kind, dossier)
    if kind.name == "moodle-completion":
        return Draft({"kind": kind.name}, [], asked + course_hours(kind, found.sheet, dossier))
    return Draft({"kind": kind.name}, [], asked + about_member(TABLES[found.table], dossier))


def _has_items(found: Recognised) -> bool:
    return found.kind == "spreadsheet" and found.sheet is not None and found.sheet.find(*_labels("item")) is not None


def _labels(column: str) -> tuple[str, ...]:
    return TABLES["feedback"].column(column).labels()


def complete(draft: Draft, ask: Ask, dossier: Dossier, preface: str = "") -> Draft:
    """Return an entry without holes: everything that is not clear has been asked.

    Args:
        draft: What is known.
        ask: Puts a question to the user.
        dossier: Whose language it is.
        preface: Shown before the first question.
    """
    entry, proposals = dict(draft.entry), list(draft.proposals)
    for question in draft.asked:
        if question.key == "supervisor_id" and entry.get("format") == "peer":
            continue
        if question.key.startswith("unit\n") and not _is_mapped(entry, question.key):
            continue
        value = answer(question, ask, dossier.say, preface)
        preface = ""
        place(entry, question.key, value)
        section, _, header = question.key.partition("\n")
        if section in ("columns", "form"):
            at = next(i for i, one in enumerate(proposals) if one.header == header)
            proposals[at] = proposals[at]._replace(target=value, why="said")
    return Draft(entry, proposals, [])


def _is_mapped(entry: Mapping[str, Any], key: str) -> bool:
    return key.partition("\n")[2] in entry.get("columns", {})


def lacking(entry: Mapping[str, Any], dossier: Dossier) -> list[Column]:
    """Return the columns that every row needs and that a spreadsheet's entry gives neither by header nor by word."""
    if entry["kind"] != "spreadsheet":
        return []
    table = TABLES[entry["table"]]
    known = {target.partition(":")[0] for target in entry.get("columns", {}).values()} | {*entry}
    known |= {"member_id"} if dossier.member_id and table.name != "members" else set()
    return [column for column in table.columns if column.required and column.name not in known]


def with_holes(draft: Draft) -> dict[str, Any]:
    """Return an entry with a mark wherever something has to be filled in."""
    entry = dict(draft.entry)
    for question in draft.asked:
        place(entry, question.key, UNKNOWN)
    return entry


def place(entry: dict[str, Any], key: str, value: Any) -> None:
    """Put an answer where it belongs in an entry: `columns`, `items` and the like hold a line a header."""
    section, _, header = key.partition("\n")
    if section == "scale":
        entry["scale_min"], entry["scale_max"] = [value, value] if value == UNKNOWN else value
    elif section == "codes":
        entry["scores"] = {UNKNOWN: UNKNOWN} if value == UNKNOWN else _scores(entry, *value)
    elif not header:
        entry[section] = value
    elif section == "form":
        _place_in_form(entry, header, value)
    elif section == "unit":
        entry["columns"] = entry.get("columns", {}) | {header: f"{entry['columns'][header]}:{value}"}
    elif value == DROP:
        entry["drop"] = [*entry.get("drop", []), header]
    else:
        entry[section] = entry.get(section, {}) | {header: value}


def _scores(entry: Mapping[str, Any], way: str, codes: Mapping[str, int]) -> dict[str, int]:
    """Return the score of each code: as it counts, or from the other end of the scale."""
    ends = entry["scale_min"] + entry["scale_max"]
    return {code: at if way == "up" else ends - at for code, at in codes.items()}


def _place_in_form(entry: dict[str, Any], header: str, value: str) -> None:
    if value == DROP:
        entry["drop"] = [*entry.get("drop", []), header]
    elif value in ONCE:
        entry[value] = header
    else:
        entry["items"] = entry.get("items", {}) | {header: item_of(header) if value == ITEM else value}


def item_of(header: str) -> str:
    """Return the question that a header asks: of a grid, the row in brackets; of two header rows, the second.

    Example:
        >>> item_of("Your view [The frame was clear]"), item_of("How was it? / Clarity"), item_of("Pace")
        ('The frame was clear', 'Clarity', 'Pace')
    """
    grid = re.fullmatch(r".*\[([^\[\]]+)\]", header)
    return grid[1] if grid and " " in grid[1].strip() else header.rsplit(" / ", 1)[-1]


def _of_spreadsheet(found: Recognised, dossier: Dossier) -> Draft:
    sheet, table = found.sheet, TABLES[found.table]
    assert sheet is not None
    proposals = propose(sheet, table, dossier.columns.get(table.name, {}))
    entry: dict[str, Any] = {"kind": "spreadsheet", "table": table.name, "columns": {}}
    asked = []
    for one in proposals:
        if one.clear:
            place(entry, f"columns\n{one.header}", one.target)
        else:
            asked.append(which_column(one, table, dossier))
        if one.target and one.target != DROP and one.clear and one.unit in ("hours", "minutes"):
            place(entry, f"unit\n{one.header}", one.unit)
        if one.target and one.unit == "?" and one.clear:
            asked.append(which_unit(one, dossier))
    mapped = {one.target for one in proposals if one.target}
    asked += which_order(sheet, KINDS["spreadsheet"], dossier, table)
    return Draft(entry, proposals, asked + about_needs(table, mapped, dossier))


def _of_form(found: Recognised, name: str, dossier: Dossier) -> Draft:
    sheet = found.sheet
    assert sheet is not None
    kind = KINDS[FORM_OF_OWN if found.kind == "spreadsheet" else found.kind]
    entry: dict[str, Any] = {"kind": kind.name, "survey_id": short_name(name)}
    entry |= _dictionary_columns(sheet) if found.kind == "spreadsheet" else {}
    proposals = propose_form(kind, sheet, [entry[c] for c in ("date", "response_id") if c in entry])
    asked = []
    for one in proposals:
        if one.clear:
            place(entry, f"form\n{one.header}", one.target)
        else:
            asked.append(which_target(one, dossier))
    items = entry.get("items", {})
    scores = scores_of(sheet, items)
    if scores:
        entry |= {"scores": scores, "scale_min": 1, "scale_max": max(scores.values())}
        asked += own_scales(tops(sheet, items), dossier)
    elif items or asked:
        asked += which_scales(tops(sheet, items), dossier)
    codes = codes_of(sheet, items)
    if codes:
        asked.append(which_way(codes, dossier))
    if "respondent_role" not in entry:
        roles = TABLES["feedback"].column("respondent_role")
        asked.append(which_word(roles, dossier, prefix="="))
    return Draft(
        entry,
        proposals,
        asked
        + which_order(sheet, kind, dossier)
        + about_needs(TABLES["feedback"], {"date", "response_id", "item"}, dossier),
    )


def _dictionary_columns(sheet: Sheet) -> dict[str, str]:
    """Return the columns of a form of one's own that are called as in the dictionary."""
    found = {column: sheet.find(*_labels(column)) for column in ("date", "response_id")}
    return {column: sheet.headers[at] for column, at in found.items() if at is not None}


def short_name(name: str) -> str:
    """Return a short code for a survey, from the name of its file.

    Example:
        >>> short_name("Retours clients (réponses) 2026.csv")
        'RETOURSC'
    """
    stem = re.sub(r"\W", "", plain(name.rsplit(".", 1)[0]))
    return stem[:8].upper() or "S"


def fits(entry: Mapping[str, Any], found: Recognised) -> bool:
    """Return whether a remembered entry reads a file: the same tool and, of a mapping, all its headers there."""
    kind = entry["kind"]
    own_form = kind == FORM_OF_OWN and found.kind == "spreadsheet" and found.table == "feedback"
    if kind != found.kind and not own_form:
        return False
    if found.sheet is None or (KINDS[kind].table == "supervision" and kind != "spreadsheet"):
        return True
    headers = [*entry.get("items", {}), *entry.get("columns", {})]
    return entry.get("table", found.table) == found.table and all(found.sheet.find(h) is not None for h in headers)
