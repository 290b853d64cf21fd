"""The logs that bodies and learning platforms hand out: what each has of its own."""

import re
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial

from cpd_toolkit.read.cells import number
from cpd_toolkit.read.exports.converted import Record
from cpd_toolkit.read.exports.kind import Field, Kind
from cpd_toolkit.read.exports.people import NOBODY, directory
from cpd_toolkit.read.exports.records import Row, read_records, same_word
from cpd_toolkit.read.names import plain

CREDITS = {"core": "core_competency", "resource": "resource_development", "ethics": "ethics"}
RANGE = re.compile(r"(.*\d)\s*(?: to | au | - |\u2013|\u2014)\s*(\d.*)")
EPOCH = re.compile(r"\d{9,10}")  # seconds since 1970, as Moodle keeps its times
NEVER = ("", "-", "0")
# What a way of learning is called in logs -> our category; the first that fits.
METHODS = {
    "conference": ("conference", "conférence", "congress", "colloque", "seminar", "séminaire"),
    "webinar": ("webinar", "webinaire"),
    "reading": ("reading", "lecture", "article", "journal"),
    "reflection": ("reflect", "réflexi"),
    "course": ("course", "training", "workshop", "formation", "cours", "atelier", "online", "en ligne", "e-learning"),
}


def one_client(row: Row) -> list[Record]:
    """Return a client of the ICF log; the size belongs to groups only, and hours are never multiplied by it."""
    record = dict(row.record)
    if same_word(record.get("format") or "", "indiv"):
        record["group_size"] = None
    if "client_id" not in record and record.get("client") and row.context.code:
        record["client_id"] = row.context.code(record["client"])
    return [record]


def by_credit(row: Row) -> list[Record] | str:
    """Return an activity of a CCE record once for each kind of credit; one unit is one hour.

    Ethics is a part of resource development where that column holds as much, so that no unit counts twice.
    """
    units = {field: number(row.record.get(field) or "") for field in CREDITS}
    ethics, resource = units["ethics"], units["resource"]
    if ethics and resource is not None and resource >= ethics:
        units["resource"] = resource - ethics
    shared = {"category": "course"} | row.record
    if not any(row.record.get(field) for field in CREDITS):
        return [shared]
    parts: list[Record] = [
        shared | {"hours": format((units[field] or Decimal()).normalize(), "f"), "credit_type": credit}
        for field, credit in CREDITS.items()
        if units[field]
    ]
    # A number that can't be read is that cell's fault, and stays to be found.
    unread = [field for field in CREDITS if row.record.get(field) and units[field] is None]
    return (
        parts + [shared | {"hours": row.record[field], "credit_type": CREDITS[field]} for field in unread] or "no_units"
    )


def nurse_entry(row: Row) -> list[Record]:
    """Return an activity of an NMC log: its days may be a range, its method tells the category."""
    record = dict(row.record)
    days = RANGE.fullmatch(record.get("start_date") or "")
    if days and not record.get("end_date"):
        record["start_date"], record["end_date"] = days[1].strip(), days[2].strip()
    way = record.get("way") or ""
    found = next((category for category, words in METHODS.items() if way and same_word(way, *words)), "other")
    shared = number(record.get("participatory") or "")
    live = {} if shared is None else {"method": "live" if shared else "self_paced"}
    return [{"category": found} | live | record]


def completed_course(row: Row) -> list[Record] | str:
    """Return a course that was completed; its hours are those that cpd.toml gives it, for Moodle knows none."""
    record = {
        name: _since_1970(text) if name in ("start_date", "end_date", "enrolled") else text
        for name, text in row.record.items()
    }
    if (record.get("end_date") or "") in NEVER:
        return "unfinished"
    if (record.get("start_date") or "") in NEVER:
        record["start_date"] = record.get("enrolled") if record.get("enrolled") not in NEVER else record["end_date"]
    hours = {plain(course): str(value) for course, value in row.entry.get("course_hours", {}).items()}
    found = hours.get(plain(record.get("title") or ""))
    own = {"hours": found} if found else {}
    known = directory(row.entry.get("people", {}), (), (), row.context.people)
    codes = known.find(record.get("user") or "", record.get("user") or "")
    if codes and codes <= NOBODY:
        return "ignored"
    if len(codes) == 1:
        own["member_id"] = next(iter(codes))
    elif not row.alone or "people" in row.entry:
        return "unknown_person"
    return [{"category": "course", "method": "self_paced", "hours": None} | record | own]


def _since_1970(text: str | None) -> str | None:
    return datetime.fromtimestamp(int(text), UTC).date().isoformat() if text and EPOCH.fullmatch(text) else text


ICF_LOG = Kind(
    "icf-log",
    "practice",
    {
        "number": Field(("Sr. No.", "No."), ("N°", "Numéro")),
        "client": Field(("Client Name", "Client's Name"), ("Nom du client",)),
        "format": Field(("Individual/Group", "Individual / Group"), ("Individuel/Groupe", "Individuel / Groupe")),
        "group_size": Field(
            ("No. of individuals in Group", "Number in Group"),
            ("Nombre de personnes du groupe", "Nombre dans le groupe"),
        ),
        "contact": Field(("Contact Info", "Contact Information"), ("Coordonnées", "Contact")),
        "start_date": Field(("Start Date",), ("Date de début",)),
        "end_date": Field(("End Date",), ("Date de fin",)),
        "paid_hours": Field(("Paid Hours",), ("Heures payées", "Heures rémunérées")),
        "pro_bono_hours": Field(("Pro-bono Hours", "Pro Bono Hours"), ("Heures bénévoles", "Heures pro bono")),
    },
    (("client", "paid_hours", "pro_bono_hours"), ("number", "paid_hours", "pro_bono_hours")),
    partial(read_records, shape=one_client),
    private=("client", "contact"),
)
ICF_CCE = Kind(
    "icf-cce",
    "training",
    {
        "title": Field(("Title", "Course Title", "Program Title"), ("Intitulé", "Titre")),
        "provider": Field(("Provider", "Provider Name"), ("Organisme", "Prestataire")),
        "start_date": Field(("Date", "Start Date", "Date Completed"), ("Date", "Date de début")),
        "end_date": Field(("End Date",), ("Date de fin",)),
        "core": Field(
            ("Core Competencies", "Core Competency", "CCE Core Competencies", "Core Competency Hours"),
            ("Compétences clés", "Heures compétences clés"),
        ),
        "resource": Field(
            ("Resource Development", "CCE Resource Development", "Resource Development Hours"),
            ("Développement des ressources", "Heures développement des ressources"),
        ),
        "ethics": Field(("Ethics", "Ethics Hours", "Coaching Ethics"), ("Éthique", "Heures éthique")),
        "certificate_ref": Field(("Certificate", "Certificate Number"), ("Attestation", "Certificat")),
    },
    (("title", "core", "resource"),),
    partial(read_records, shape=by_credit),
)
NMC_LOG = Kind(
    "nmc-log",
    "training",
    {
        "start_date": Field(("Dates", "Date"), ("Dates", "Date")),
        "way": Field(
            ("Method", "Method: Please describe the methods you used for the activity", "Method of learning"),
            ("Méthode", "Moyen"),
        ),
        "title": Field(("Topic(s)", "Topic", "Topics"), ("Sujet(s)", "Sujet", "Thème")),
        "code_link": Field(("Link to Code", "Link to the Code"), ("Lien avec le code",)),
        "hours": Field(("Number of hours", "Hours"), ("Nombre d'heures", "Heures")),
        "participatory": Field(
            ("Number of participatory hours", "Participatory hours"),
            ("Nombre d'heures participatives", "Heures participatives"),
        ),
        "certificate_ref": Field(("Evidence", "Evidence reference"), ("Preuve", "Justificatif")),
    },
    (("title", "hours", "participatory"),),
    partial(read_records, shape=nurse_entry),
)
MOODLE = Kind(
    "moodle-completion",
    "training",
    {
        "user": Field(("username", "User"), ("Nom d'utilisateur",)),
        "number": Field(("userid",)),
        "title": Field(("coursename", "Course name", "Course"), ("Nom du cours", "Cours")),
        "course": Field(("courseid",)),
        "enrolled": Field(("timeenrolled", "Date enrolled"), ("Date d'inscription",)),
        "start_date": Field(("timestarted", "Date started"), ("Date de début",)),
        "end_date": Field(("timecompleted", "Date completed"), ("Date d'achèvement", "Terminé le")),
        "name": Field(("First name", "Surname", "Full name", "Last name"), ("Prénom", "Nom de famille", "Nom complet")),
        "email": Field(("Email address", "Email"), ("Adresse de courriel",)),
    },
    (("title", "end_date", "enrolled"), ("title", "end_date", "user")),
    partial(read_records, shape=completed_course),
    private=("user", "name", "email"),
)
SPREADSHEET = Kind("spreadsheet", "supervision", {}, (), read_records)
LOGS = (ICF_LOG, ICF_CCE, NMC_LOG, MOODLE)
