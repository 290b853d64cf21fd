"""A new file's entry for cpd.toml: what the file says, what is proposed, and what has to be asked."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from cpd_toolkit.dossier import Dossier
from cpd_toolkit.imports.proposals import DROP, PEOPLE, Proposal, propose
from cpd_toolkit.imports.questions import Ask, Choice, Question, answer, choices
from cpd_toolkit.imports.recognise import Recognised
from cpd_toolkit.imports.surveys import ITEM, ONCE, TARGETS, codes_of, propose_form, scores_of, tops
from cpd_toolkit.read.cells import READERS, Habits
from cpd_toolkit.read.dates import choose_order, numeric_pairs
from cpd_toolkit.read.exports.kind import Kind
from cpd_toolkit.read.exports.people import is_code
from cpd_toolkit.read.exports.reading import KINDS
from cpd_toolkit.read.exports.sheet import Sheet
from cpd_toolkit.read.headers import Header, are_french
from cpd_toolkit.read.names import plain
from cpd_toolkit.tables import TABLES, Column, Table

SCALES = ("1-5", "0-10", "1-10", "1-4", "1-7", "1-6", "0-5", "1-3")
USUAL = 5  # the highest score of most scales; an item that goes beyond has one of its own
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
        return Draft({"kind": kind.name}, [], _of_sessions(dossier, calendar) + _order(found.sheet, kind, dossier))
    if found.table == "feedback" and not _has_items(found):
        return _of_form(found, name, dossier)
    if kind.name == "spreadsheet":
        return _of_spreadsheet(found, dossier)
    asked = _order(found.sheet, kind, dossier)
    if kind.name == "moodle-completion":
        asked += _course_hours(kind, found.sheet, dossier)
    return Draft({"kind": kind.name}, [], asked + _needed(TABLES[found.table], {"member_id"}, dossier))


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
    sheet, table, say = found.sheet, TABLES[found.table], dossier.say
    assert sheet is not None
    proposals = propose(sheet, table)
    entry: dict[str, Any] = {"kind": "spreadsheet", "table": table.name, "columns": {}}
    asked = []
    for one in proposals:
        if one.clear:
            place(entry, f"columns\n{one.header}", one.target)
        else:
            asked.append(_which_column(one, table, dossier))
        if one.target and one.target != DROP and one.clear and one.unit in ("hours", "minutes"):
            place(entry, f"unit\n{one.header}", one.unit)
        if one.target and one.unit == "?" and one.clear:
            text = say("imports.ask.unit", header=one.header, examples=", ".join(one.examples))
            asked.append(Question(f"unit\n{one.header}", text, _units(dossier)))
    mapped = {one.target for one in proposals if one.target}
    return Draft(
        entry, proposals, asked + _order(sheet, KINDS["spreadsheet"], dossier, table) + _needed(table, mapped, dossier)
    )


def _units(dossier: Dossier) -> tuple[Choice, ...]:
    return choices([(unit, dossier.say(f"imports.unit.{unit}")) for unit in ("minutes", "hours")])


def _which_column(one: Proposal, table: Table, dossier: Dossier) -> Question:
    say = dossier.say
    text = say("imports.ask.column", header=one.header, examples=shown(one), why=say(f"imports.why.{one.why}"))
    known = [Choice(c.name, (c.label(say.lang), *c.labels())) for c in table.columns]
    return Question(f"columns\n{one.header}", text, (*known, Choice(DROP, (DROP,))), _default(one, table, dossier))


def _default(one: Proposal, table: Table, dossier: Dossier) -> str:
    return table.column(one.target).label(dossier.lang) if one.target and one.target != DROP else DROP


def shown(one: Proposal) -> str:
    """Return the examples of a column, in quotes."""
    return ", ".join(f"“{example}”" for example in one.examples) or "–"


def _of_form(found: Recognised, name: str, dossier: Dossier) -> Draft:
    sheet, say = found.sheet, dossier.say
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
            text = say("imports.ask.column", header=one.header, examples=shown(one), why=say(f"imports.why.{one.why}"))
            known = tuple(Choice(t, (_target(t, dossier), t)) for t in TARGETS)
            asked.append(Question(f"form\n{one.header}", text, known, _target(one.target or DROP, dossier)))
    items = entry.get("items", {})
    scores = scores_of(sheet, items)
    if scores:
        entry |= {"scores": scores, "scale_min": 1, "scale_max": max(scores.values())}
    elif items or asked:
        asked += _which_scales(tops(sheet, items), dossier)
    codes = codes_of(sheet, items)
    if codes:
        asked.append(_which_way(codes, dossier))
    if "respondent_role" not in entry:
        roles = TABLES["feedback"].column("respondent_role")
        asked.append(_which_word(roles, dossier, prefix="="))
    return Draft(
        entry,
        proposals,
        asked + _order(sheet, kind, dossier) + _needed(TABLES["feedback"], {"date", "response_id", "item"}, dossier),
    )


def _target(target: str, dossier: Dossier) -> str:
    return DROP if target == DROP else dossier.say(f"imports.target.{target}")


def _dictionary_columns(sheet: Sheet) -> dict[str, str]:
    """Return the columns of a form of one's own that are called as in the dictionary."""
    found = {column: sheet.find(*_labels(column)) for column in ("date", "response_id")}
    return {column: sheet.headers[at] for column, at in found.items() if at is not None}


def _which_scales(top: Mapping[str, float], dossier: Dossier) -> list[Question]:
    """Return the question for the scale of all items, and for those that plainly have another, for each."""
    say, usual = dossier.say, max((t for t in top.values() if t <= USUAL), default=0)
    apart = {item: t for item, t in top.items() if usual and t > USUAL}
    first = Question("scale", say("imports.ask.scale", top=say.number(usual or max(top.values(), default=0))))
    asked = [first._replace(choices=_scales(usual or max(top.values(), default=0)))]
    for item, highest in apart.items():
        text = say("imports.ask.scale_of", item=item, top=say.number(highest))
        asked.append(Question(f"scales\n{item}", text, _scales(highest)))
    return asked


def _scales(top: float) -> tuple[Choice, ...]:
    ends = [(*map(int, scale.split("-")),) for scale in SCALES]
    return tuple(Choice([low, high], (f"{low}-{high}",)) for low, high in ends if high >= top)


def _which_way(codes: Mapping[str, int], dossier: Dossier) -> Question:
    say = dossier.say
    low, high = (min(codes, key=codes.__getitem__), max(codes, key=codes.__getitem__))
    known = (Choice(("up", codes), (low, "1")), Choice(("down", codes), (high, "2")))
    return Question("codes", say("imports.ask.codes", low=low, high=high), known)


def _which_word(column: Column, dossier: Dossier, prefix: str = "") -> Question:
    say = dossier.say
    text = say("imports.ask.constant", label=column.label(say.lang))
    known = tuple(Choice(prefix + c.code, (c.label(say.lang), c.code, *c.label, *c.synonyms)) for c in column.choices)
    return Question(column.name, text, known)


def _which_code(column: Column, dossier: Dossier) -> Question:
    text = dossier.say("imports.ask.code", label=column.label(dossier.lang))
    return Question(column.name, text, read=lambda typed: typed if is_code(typed) else None)


def _of_sessions(dossier: Dossier, calendar: bool) -> list[Question]:
    """Return what neither a meeting nor a calendar says of a supervision session."""
    table, say = TABLES["supervision"], dossier.say
    asked = [_which_word(table.column("format"), dossier)]
    asked.append(_which_code(table.column("supervisor_id"), dossier))
    if calendar:
        asked.insert(0, Question("keyword", say("imports.ask.keyword"), default="supervision"))
        return asked + _needed(table, {c.name for c in table.columns} - {"member_id"}, dossier)
    minutes = Question("duration_minutes", say("imports.ask.length"), read=_length)
    return [*asked, minutes, Question("group_id", say("imports.ask.group"), default="G1")]


def _length(text: str) -> int | None:
    value = READERS["minutes"](text, Habits())
    return value if isinstance(value, int) and 0 < value <= 1440 else None


def _order(sheet: Sheet | None, kind: Kind, dossier: Dossier, table: Table | None = None) -> list[Question]:
    """Return the question which part of a date comes first, where nothing tells."""
    if sheet is None:
        return []
    dated = [at for at in range(len(sheet.headers)) if numeric_pairs(sheet.texts(at))]
    french = kind.french(sheet) or are_french(
        [Header(name, 0, None) for name in sheet.headers], table or TABLES[kind.table]
    )
    if choose_order(numeric_pairs(sheet.texts(*dated)), None, french) or not dated:
        return []
    say = dossier.say
    known = choices(
        [(order, say(f"imports.order.{order.replace('-', '_')}")) for order in ("day-first", "month-first")]
    )
    return [Question("date_order", say("imports.ask.order", example=sheet.texts(dated[0])[0][:10]), known)]


def _course_hours(kind: Kind, sheet: Sheet, dossier: Dossier) -> list[Question]:
    courses = dict.fromkeys(sheet.texts(kind.find(sheet, "title")))
    return [
        Question(f"course_hours\n{course}", dossier.say("imports.ask.hours", course=course), read=_hours)
        for course in courses
    ]


def _hours(text: str) -> float | None:
    value = READERS["hours"](text, Habits(unit="hours"))
    return value if isinstance(value, float) else None


def _needed(table: Table, mapped: Iterable[str | None], dossier: Dossier) -> list[Question]:
    """Return a question for each field that every row needs and no column gives."""
    known = {*mapped}
    known |= {"member_id"} if dossier.member_id and table.name != "members" else set()
    asked = []
    for column in table.columns:
        supervisor = column.name == "supervisor_id" and table.name == "supervision"
        if column.name in known or not (column.required or supervisor):
            continue
        if column.kind == "enum":
            asked.append(_which_word(column, dossier))
        elif column.name in PEOPLE:
            asked.append(_which_code(column, dossier))
    return asked


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
