"""The attendance of a Teams meeting: three sections under titles in the tool's own language, found by their shape."""

from itertools import groupby

from cpd_toolkit.read.cells import DateOrder
from cpd_toolkit.read.dates import choose_order, numeric_pairs
from cpd_toolkit.read.exports.attendance import Meeting, Stay, sessions
from cpd_toolkit.read.exports.converted import Converted
from cpd_toolkit.read.exports.kind import Context, Entry, Field, Kind
from cpd_toolkit.read.exports.moments import clock, moment, seconds
from cpd_toolkit.read.exports.sheet import Row, Sheet, clean

# Where they stand in the section of participants, whatever they are called.
NAME, JOINED, GONE, LENGTH, EMAIL = range(5)
FEWEST_COLUMNS = 6


def find_participants(sheet: Sheet) -> Sheet | None:
    """Return the section of participants; None when no section has its shape.

    It is the first whose rows, under a header of six cells or more, hold two times and a duration behind a name.
    """
    for has_cells, block in groupby(sheet.above, key=lambda row: any(row[1])):
        rows = list(block)
        if not has_cells:
            continue
        heads = [i for i, (_, cells) in enumerate(rows) if _width(cells) >= FEWEST_COLUMNS]
        if heads and any(_is_stay(cells) for _, cells in rows[heads[0] + 1 :]):
            head, people = rows[heads[0]], rows[heads[0] + 1 :]
            above = [row for row in sheet.above if row[0] < head[0]]
            headers = tuple(clean(cell) for cell in head[1])
            return sheet._replace(header_row=head[0], headers=headers, rows=people, above=above)
    return None


def _is_stay(cells: tuple[str, ...]) -> bool:
    times = [cells[at] for at in (JOINED, GONE)] if len(cells) > LENGTH else []
    return bool(times) and all(map(clock, times)) and seconds(cells[LENGTH]) is not None


def _width(cells: tuple[str, ...]) -> int:
    return max((i + 1 for i, cell in enumerate(cells) if cell), default=0)


def read_teams(kind: Kind, sheet: Sheet, entry: Entry, context: Context) -> Converted:
    """Return the sessions of a Teams meeting, by the in-meeting duration of each participant."""
    french = kind.french(sheet)
    times = sheet.texts(JOINED, GONE)
    order = choose_order(numeric_pairs(times), entry.get("date_order"), french)
    repeated = len({row[1][EMAIL] or row[1][NAME] for row in sheet.rows}) < len(sheet.rows)
    stays = [_stay(row, order, repeated) for row in sheet.rows]
    places = {"member_id": NAME, "date": JOINED}
    meeting = Meeting(stays, order, times[0] if times else "", _meeting_seconds(sheet), places)
    return sessions(sheet, _dated(meeting, times), entry, context, french)


def _stay(row: Row, order: DateOrder | None, repeated: bool) -> Stay:
    """Return a participant's row. Where rows repeat a participant they are joins, which may overlap."""
    cells = row[1]
    joined, gone = moment(cells[JOINED], order), moment(cells[GONE], order)
    stay = Stay(row[0], cells[NAME], cells[EMAIL], None, seconds(cells[LENGTH]), cells[JOINED])
    if repeated and joined and gone and joined <= gone:
        return stay._replace(interval=(joined, gone), seconds=None)
    return stay


def _dated(meeting: Meeting, times: list[str]) -> Meeting:
    """Return the meeting with its day told once: the first join of anybody."""
    joins = [at for stay in meeting.stays if (at := moment(stay.day, meeting.order))]
    return meeting._replace(day=min(joins).date().isoformat()) if meeting.order and joins else meeting


def _meeting_seconds(sheet: Sheet) -> float | None:
    """Return the length of the meeting: the first duration of the summary."""
    return next((length for _, cells in sheet.above for cell in cells[1:] if (length := seconds(cell))), None)


TEAMS = Kind(
    "teams-attendance",
    "supervision",
    {
        "name": Field(("Name", "Full Name"), ("Nom", "Nom complet")),
        "join": Field(
            ("First Join", "Join Time"), ("Première arrivée", "Première participation", "Heure de connexion")
        ),
        "leave": Field(("Last Leave", "Leave Time"), ("Dernier départ", "Dernière sortie", "Heure de déconnexion")),
        "length": Field(("In-Meeting Duration", "Duration"), ("Durée de la réunion", "Durée en réunion", "Durée")),
        "email": Field(("Email",), ("E-mail", "Adresse e-mail", "Courrier électronique")),
        "role": Field(("Role",), ("Rôle",)),
    },
    (),
    read_teams,
    private=("name", "email"),
)
