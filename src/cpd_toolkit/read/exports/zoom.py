"""The participants of a Zoom meeting: a row a join, or a row a person with the minutes in all."""

from cpd_toolkit.read.cells import DateOrder, boolean, number
from cpd_toolkit.read.dates import choose_order, numeric_pairs
from cpd_toolkit.read.exports.attendance import Meeting, Stay, sessions
from cpd_toolkit.read.exports.converted import Converted
from cpd_toolkit.read.exports.kind import Context, Entry, Field, Kind
from cpd_toolkit.read.exports.moments import moment
from cpd_toolkit.read.exports.sheet import Row, Sheet
from cpd_toolkit.read.names import plain

START = Field(("Start Time", "Actual Start Time"), ("Heure de début", "Heure de début effective"))
LENGTH = Field(("Duration (Minutes)",), ("Durée (minutes)",))


def read_zoom(kind: Kind, sheet: Sheet, entry: Entry, context: Context) -> Converted:
    """Return the sessions of a Zoom meeting. Time in the waiting room is not time in the meeting."""
    at = {field: kind.find(sheet, field) for field in kind.fields}
    start = _above(sheet, START)
    dated = [*sheet.texts(at["join"], at["leave"]), *filter(None, [start])]
    french = kind.french(sheet)
    order = choose_order(numeric_pairs(dated), entry.get("date_order"), french)
    stays = [_stay(row, at, order) for row in sheet.rows if not _waited(row, at["waiting"])]
    minutes = number(_above(sheet, LENGTH))
    day = at["join"] if at["join"] is not None else None
    meeting = Meeting(
        stays, order, start, float(minutes) * 60 if minutes else None, {"member_id": at["name"], "date": day}
    )
    return sessions(sheet, meeting, entry, context, french)


def _stay(row: Row, at: dict[str, int | None], order: DateOrder | None) -> Stay:
    def cell(field: str) -> str:
        position = at[field]
        return "" if position is None else row[1][position]

    joined, gone = moment(cell("join"), order), moment(cell("leave"), order)
    interval = (joined, gone) if joined and gone and joined <= gone else None
    minutes = number(cell("total")) if at["join"] is None else None
    return Stay(
        row[0],
        cell("name"),
        cell("email"),
        interval,
        float(minutes) * 60 if minutes is not None else None,
        cell("join"),
    )


def _waited(row: Row, at: int | None) -> bool:
    return at is not None and boolean(row[1][at]) is True


def _above(sheet: Sheet, field: Field) -> str:
    """Return a value of the lines above the participants, where they are."""
    names = {plain(name) for name in field.names}
    for (_, headers), (_, values) in zip(sheet.above, sheet.above[1:], strict=False):
        for header, value in zip(headers, values, strict=True):
            if plain(header) in names:
                return value
    return ""


ZOOM = Kind(
    "zoom-participants",
    "supervision",
    {
        "name": Field(
            ("Name (Original Name)", "Name (original name)", "Participant", "Name"),
            ("Nom (nom original)", "Nom d'origine", "Nom (nom d'origine)", "Nom"),
        ),
        "email": Field(
            ("User Email", "Email"), ("Adresse e-mail de l'utilisateur", "E-mail de l'utilisateur", "E-mail")
        ),
        "join": Field(("Join Time",), ("Heure d'arrivée",)),
        "leave": Field(("Leave Time",), ("Heure de départ",)),
        "total": Field(
            ("Total Duration (Minutes)", "Duration (Minutes)"), ("Durée totale (minutes)", "Durée (minutes)")
        ),
        "guest": Field(("Guest",), ("Invité",)),
        "waiting": Field(("In Waiting Room",), ("Salle d'attente", "Dans la salle d'attente")),
        "consent": Field(("Recording Consent",), ("Consentement à l'enregistrement",)),
    },
    (("name", "email", "join", "leave"), ("name", "email", "total", "guest")),
    read_zoom,
    private=("name", "email"),
)
