"""What a file does not say and has to be asked: a column, a unit, a scale, a word, a code, the order of dates."""

from collections.abc import Iterable, Mapping

from cpd_toolkit.dossier import Dossier
from cpd_toolkit.imports.proposals import DROP, PEOPLE, Proposal
from cpd_toolkit.imports.questions import Choice, Question, choices
from cpd_toolkit.imports.surveys import TARGETS
from cpd_toolkit.read.cells import READERS, Habits
from cpd_toolkit.read.dates import choose_order, numeric_pairs
from cpd_toolkit.read.exports.kind import Kind
from cpd_toolkit.read.exports.people import is_code
from cpd_toolkit.read.exports.sheet import Sheet
from cpd_toolkit.read.headers import Header, are_french
from cpd_toolkit.tables import TABLES, Column, Table

SCALES = ("1-5", "0-10", "1-10", "1-4", "1-7", "1-6", "0-5", "1-3")
USUAL = 5  # the highest score of most scales; an item that goes beyond has one of its own
LONGEST_MEETING = 1440  # minutes


def which_unit(one: Proposal, dossier: Dossier) -> Question:
    """Return the question for the unit of a column's bare numbers."""
    text = dossier.say("imports.ask.unit", header=one.header, examples=", ".join(one.examples))
    known = choices([(unit, dossier.say(f"imports.unit.{unit}")) for unit in ("minutes", "hours")])
    return Question(f"unit\n{one.header}", text, known)


def which_target(one: Proposal, dossier: Dossier) -> Question:
    """Return the question what a column of a form is."""
    say = dossier.say
    text = say("imports.ask.column", header=one.header, examples=shown(one), why=say(f"imports.why.{one.why}"))
    names = {t: DROP if t == DROP else say(f"imports.target.{t}") for t in TARGETS}
    known = tuple(Choice(target, (name, target)) for target, name in names.items())
    return Question(f"form\n{one.header}", text, known, names[one.target or DROP])


def shown(one: Proposal) -> str:
    """Return the examples of a column, in quotes."""
    return ", ".join(f"“{example}”" for example in one.examples) or "–"


def which_column(one: Proposal, table: Table, dossier: Dossier) -> Question:
    """Return the question which column of the table a column of a file is."""
    say = dossier.say
    text = say("imports.ask.column", header=one.header, examples=shown(one), why=say(f"imports.why.{one.why}"))
    known = [Choice(c.name, (c.label(say.lang), *c.labels())) for c in table.columns]
    return Question(f"columns\n{one.header}", text, (*known, Choice(DROP, (DROP,))), _default(one, table, dossier))


def _default(one: Proposal, table: Table, dossier: Dossier) -> str:
    return table.column(one.target).label(dossier.lang) if one.target and one.target != DROP else DROP


def which_scales(top: Mapping[str, float], dossier: Dossier) -> list[Question]:
    """Return the question for the scale of all items, and for those that plainly have another, for each."""
    small = max((t for t in top.values() if t <= USUAL), default=0)
    beyond = {item: highest for item, highest in top.items() if highest > USUAL}
    if not small and len(set(beyond.values())) > 1:
        return own_scales(beyond, dossier)
    usual, apart = (small, beyond) if small else (max(top.values(), default=0), {})
    text = dossier.say("imports.ask.scale", top=dossier.say.number(usual))
    return [Question("scale", text, _scales(usual)), *own_scales(apart, dossier)]


def own_scales(top: Mapping[str, float], dossier: Dossier) -> list[Question]:
    """Return a question for the scale of each item."""
    say = dossier.say
    return [
        Question(f"scales\n{item}", say("imports.ask.scale_of", item=item, top=say.number(highest)), _scales(highest))
        for item, highest in top.items()
    ]


def _scales(top: float) -> tuple[Choice, ...]:
    ends = [(*map(int, scale.split("-")),) for scale in SCALES]
    return tuple(Choice([low, high], (f"{low}-{high}",)) for low, high in ends if high >= top)


def which_way(codes: Mapping[str, int], dossier: Dossier) -> Question:
    """Return the question which end of a row of codes is the lowest score."""
    say = dossier.say
    low, high = (min(codes, key=codes.__getitem__), max(codes, key=codes.__getitem__))
    known = (Choice(("up", codes), (low, "1")), Choice(("down", codes), (high, "2")))
    return Question("codes", say("imports.ask.codes", low=low, high=high), known)


def which_word(column: Column, dossier: Dossier, prefix: str = "") -> Question:
    """Return the question for a word that is the same in every row."""
    say = dossier.say
    text = say("imports.ask.constant", label=column.label(say.lang))
    known = tuple(Choice(prefix + c.code, (c.label(say.lang), c.code, *c.label, *c.synonyms)) for c in column.choices)
    return Question(column.name, text, known)


def which_code(column: Column, dossier: Dossier) -> Question:
    """Return the question for a code that is the same in every row; a name is not understood."""
    text = dossier.say("imports.ask.code", label=column.label(dossier.lang))
    return Question(column.name, text, read=lambda typed: typed if is_code(typed) else None)


def about_sessions(dossier: Dossier, calendar: bool) -> list[Question]:
    """Return what neither a meeting nor a calendar says of a supervision session."""
    table, say = TABLES["supervision"], dossier.say
    asked = [which_word(table.column("format"), dossier)]
    asked.append(which_code(table.column("supervisor_id"), dossier))
    if calendar:
        asked.insert(0, Question("keyword", say("imports.ask.keyword"), default="supervision"))
        return asked + about_member(table, dossier)
    minutes = Question("duration_minutes", say("imports.ask.length"), read=_length)
    return [*asked, minutes, Question("group_id", say("imports.ask.group"), default="G1")]


def _length(text: str) -> int | None:
    value = READERS["minutes"](text, Habits())
    return value if isinstance(value, int) and 0 < value <= LONGEST_MEETING else None


def which_order(sheet: Sheet | None, kind: Kind, dossier: Dossier, table: Table | None = None) -> list[Question]:
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


def course_hours(kind: Kind, sheet: Sheet, dossier: Dossier) -> list[Question]:
    """Return a question for the hours of each course, which Moodle does not know."""
    courses = dict.fromkeys(sheet.texts(kind.find(sheet, "title")))
    return [
        Question(f"course_hours\n{course}", dossier.say("imports.ask.hours", course=course), read=_hours)
        for course in courses
    ]


def _hours(text: str) -> float | None:
    value = READERS["hours"](text, Habits(unit="hours"))
    return value if isinstance(value, float) else None


def about_member(table: Table, dossier: Dossier) -> list[Question]:
    """Return the question whose records they are, where neither the dossier nor the tool says."""
    return about_needs(table, {column.name for column in table.columns} - {"member_id"}, dossier)


def about_needs(table: Table, mapped: Iterable[str | None], dossier: Dossier) -> list[Question]:
    """Return a question for each field that every row needs and no column gives."""
    known = {*mapped}
    known |= {"member_id"} if dossier.member_id and table.name != "members" else set()
    asked = []
    for column in table.columns:
        supervisor = column.name == "supervisor_id" and table.name == "supervision"
        if column.name in known or not (column.required or supervisor):
            continue
        if column.kind == "enum":
            asked.append(which_word(column, dossier))
        elif column.name in PEOPLE:
            asked.append(which_code(column, dossier))
    return asked
