"""Answers to a form become feedback: a row an answer, question by question."""

from collections.abc import Mapping
from typing import Any

from cpd_toolkit.read.cells import boolean
from cpd_toolkit.read.exports.converted import Converted, Left, Record
from cpd_toolkit.read.exports.kind import Context, Entry, Field, Kind
from cpd_toolkit.read.exports.places import Place, as_text, constants, locate, missing
from cpd_toolkit.read.exports.sheet import Sheet, clean
from cpd_toolkit.read.grid import Unreadable
from cpd_toolkit.read.names import plain

# Columns that a header of the export gives; the others are the same in every row.
ASKED = ("response_id", "date", "respondent_id", "respondent_role", "comment", "quote_consent")
SAME = ("member_id", "survey_id", "invited", "articles")
Scale = tuple[str, str]


def read_survey(kind: Kind, sheet: Sheet, entry: Entry, context: Context) -> Converted:
    """Return the answers of a form, those of one response in the order of `items`.

    Raises:
        Unreadable: The entry names no question.
    """
    places = {column: locate(kind, sheet, entry, column) for column in ASKED}
    if "respondent_id" not in entry:  # an address is no code, and only becomes one when asked for
        places["respondent_id"] = Place()
    items, lost = _items(sheet, entry)
    if not items and not lost:
        raise Unreadable("no_items")
    same = constants(entry, context, SAME)
    finished = kind.find(sheet, kind.finished) if kind.finished else None
    records, left = [], []
    for row, cells in sheet.rows:
        if finished is not None and not is_finished(cells[finished]):
            left.append(Left(row, "unfinished"))
            continue
        shared = same | _shared(places, row, cells, entry, context)
        records += _answers(items, row, cells, shared, entry)
    of_header = {column: place.at for column, place in places.items() if place.at is not None or place.constant}
    columns = {**of_header, **dict.fromkeys((*same, "item", "score", "scale_min", "scale_max"))}
    columns |= {"response_id": places["response_id"].at, "date": places["date"].at}
    return Converted(
        "feedback",
        sheet,
        {column: columns[column] for column in columns if column != "date" or _is_dated(places["date"])},
        records,
        (*missing(places.items()), *((header, "item") for header in lost)),
        tuple(left),
        french=kind.french(sheet),
    )


def _is_dated(place: Place) -> bool:
    return place.at is not None or bool(place.constant)


def is_finished(cell: str) -> bool:
    """Return whether a response was sent: a day stands there, or yes."""
    return bool(cell) and boolean(cell) is not False


def _items(sheet: Sheet, entry: Entry) -> tuple[dict[str, list[int]], list[str]]:
    """Return the positions of each item, in the order of the entry, and the headers that are not there.

    Two headers may give one item: a question that was reworded.
    """
    items: dict[str, list[int]] = {}
    lost: dict[str, list[str]] = {}
    for header, item in entry.get("items", {}).items():
        at = sheet.find(header)
        if at is None:
            lost.setdefault(item, []).append(clean(header))
        else:
            items.setdefault(item, []).append(at)
    return items, [header for item, headers in lost.items() for header in headers if item not in items]


def _shared(places: Mapping[str, Place], row: int, cells: tuple[str, ...], entry: Entry, context: Context) -> Record:
    """Return what all answers of a response share."""
    shared: Record = {column: place.read(cells) for column, place in places.items()}
    number = shared["response_id"] if places["response_id"].at is not None else str(row)
    survey = as_text(entry.get("survey_id", ""))
    shared["response_id"] = f"{survey}-{number}" if survey and number else number
    roles = {plain(word): role for word, role in entry.get("roles", {}).items()}
    shared["respondent_role"] = roles.get(plain(shared["respondent_role"] or ""), shared["respondent_role"])
    if shared["respondent_id"] and context.code:
        shared["respondent_id"] = context.code(shared["respondent_id"])
    return shared


def _answers(
    items: Mapping[str, list[int]], row: int, cells: tuple[str, ...], shared: Record, entry: Entry
) -> list[Record]:
    scores = {plain(word): as_text(score) for word, score in entry.get("scores", {}).items()}
    answers = []
    for first, (item, positions) in enumerate(items.items()):
        at = next((at for at in positions if cells[at]), positions[0])
        low, high = _scale(entry, item)
        answer = shared | {"row": row, "question": at, "item": item, "scale_min": low, "scale_max": high}
        answer["score"] = scores.get(plain(cells[at].rstrip(";")), cells[at])
        # What is said once for the whole response goes with its first item.
        answers.append(answer | ({"comment": None, "quote_consent": None} if first else {}))
    return answers


def _scale(entry: Entry, item: str) -> Scale:
    low, high = entry.get("scales", {}).get(item, (entry.get("scale_min", ""), entry.get("scale_max", "")))
    return as_text(low), as_text(high)


def _form(tool: str, /, *, finished: str = "", depth: int = 1, marks: Any = (), **fields: Field) -> Kind:
    private = tuple(field for field in ("email", "name", "first_name", "last_name", "address") if field in fields)
    return Kind(tool, "feedback", fields, marks, read_survey, depth, private, finished)


GOOGLE = _form(
    "google-forms",
    marks=(("date",),),
    date=Field(("Timestamp",), ("Horodateur",)),
    email=Field(("Email Address", "Email", "Username"), ("Adresse e-mail", "Nom d'utilisateur")),
    total=Field(("Score",), ("Note",)),
)
MICROSOFT = _form(
    "microsoft-forms",
    marks=(("response_id", "start", "date"),),
    response_id=Field(("ID",), ("ID",)),
    start=Field(("Start time",), ("Heure de début",)),
    date=Field(("Completion time",), ("Heure de fin",)),
    email=Field(("Email",), ("Adresse de messagerie",)),
    name=Field(("Name",), ("Nom",)),
    language=Field(("Language",), ("Langue",)),
    total=Field(("Total points",)),
    remarks=Field(("Quiz feedback",)),
    changed=Field(("Last modified time",), ("Heure de la dernière modification",)),
)
SURVEYMONKEY = _form(
    "surveymonkey",
    depth=2,
    marks=(("response_id", "collector"),),
    response_id=Field(("Respondent ID",), ("ID du répondant", "N° du répondant")),
    collector=Field(("Collector ID",), ("ID du collecteur", "N° du collecteur")),
    start=Field(("Start Date",), ("Date de début",)),
    date=Field(("End Date",), ("Date de fin",)),
    address=Field(("IP Address",), ("Adresse IP",)),
    email=Field(("Email Address",), ("Adresse e-mail", "Adresse email")),
    first_name=Field(("First Name",), ("Prénom",)),
    last_name=Field(("Last Name",), ("Nom", "Nom de famille")),
    custom=Field(("Custom Data 1",), ("Données personnalisées 1",)),
)
LIMESURVEY = _form(
    "limesurvey",
    finished="date",
    marks=(("response_id", "date", "page"), ("response_id", "date", "language")),
    response_id=Field(("id", "Response ID"), ("ID de la réponse",)),
    date=Field(("submitdate", "Date submitted"), ("Date de soumission",)),
    page=Field(("lastpage", "Last page"), ("Dernière page",)),
    language=Field(("startlanguage", "Start language"), ("Langue de départ",)),
    seed=Field(("seed",), ("Tête de série",)),
    token=Field(("token", "Access code"), ("Code d'accès",)),
    start=Field(("startdate", "Date started"), ("Date de lancement",)),
    stamp=Field(("datestamp", "Date last action"), ("Date de la dernière action",)),
    address=Field(("ipaddr", "IP address"), ("Adresse IP",)),
    origin=Field(("refurl", "Referrer URL"), ("URL de renvoi",)),
    email=Field(("email",)),
    first_name=Field(("firstname", "First name"), ("Prénom",)),
    last_name=Field(("lastname", "Last name"), ("Nom de famille",)),
    taken=Field(("interviewtime", "Total time"), ("Durée totale",)),
)
FORMBRICKS = _form(
    "formbricks",
    finished="done",
    marks=(("response_id", "date", "done"),),
    number=Field(("No.", "#"), ("N°",)),
    response_id=Field(("Response ID", "responseId"), ("ID de réponse", "ID de la réponse")),
    date=Field(("Timestamp", "Created At"), ("Horodatage",)),
    done=Field(("Finished", "Completed"), ("Terminé",)),
    survey=Field(("Survey ID",), ("ID de l'enquête",)),
    person=Field(("User ID", "Formbricks ID", "Contact ID"), ("ID utilisateur",)),
    email=Field(("email", "userEmail")),
    address=Field(("ipAddress", "IP Address"), ("Adresse IP",)),
    notes=Field(("Notes",)),
    tags=Field(("Tags",), ("Étiquettes",)),
)
SURVEYS = (MICROSOFT, SURVEYMONKEY, LIMESURVEY, FORMBRICKS, GOOGLE)
