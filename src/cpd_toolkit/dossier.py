"""A dossier: a folder with cpd.toml and a data folder."""

import difflib
import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cpd_toolkit.errors import DossierError
from cpd_toolkit.files import open_file
from cpd_toolkit.i18n import LANGUAGES, Words, console_language
from cpd_toolkit.read.exports.entry import faults
from cpd_toolkit.tables import TABLES

LARGEST_CONFIGURATION = 65_536  # bytes
MOST_DOTS = 100  # in a line: a key of thousands of parts keeps the parser busy for a minute
MOST = 1_000_000  # of anything that is counted
WRITTEN_TO = ("reports", "reports/corrected")  # never links: a dossier may come from someone else
UNITS = ("hours", "minutes")
LONGEST_SHOWN = 100  # characters of a key in a message
K_FLOOR = 5  # no setting lowers it


class Dossier(NamedTuple):
    """What cpd.toml says, with its defaults."""

    folder: Path
    member_id: str | None = None
    lang: str = "en"
    timezone: str = "Europe/Paris"
    rules: tuple[str, ...] = ()
    cycle_start: date | None = None
    cycle_end: date | None = None
    code_text: str | None = None
    holder: Mapping[str, str] = {}
    pauses: tuple[tuple[date, date | None], ...] = ()  # first and last day, both paused; None is until further notice
    not_applicable: Mapping[int, str] = {}  # article -> reason
    need_sessions: int = 4
    ratio: float = 35  # practice hours to one hour of supervision
    accept_unverified: bool = False
    tables: Mapping[str, str] = {}  # file or book#Sheet -> table
    columns: Mapping[str, Mapping[str, str]] = {}  # table -> header -> column
    date_order: Mapping[str, str] = {}  # file -> day-first or month-first
    names: tuple[str, ...] = ()  # that must not stand in texts
    k_organisation: int = 10
    k_group: int = K_FLOOR
    imports: Mapping[str, Mapping[str, Any]] = {}  # file -> how another tool's export is read

    @property
    def data(self) -> Path:
        """Return the folder of the user's files."""
        return self.folder / "data"

    @property
    def reports(self) -> Path:
        """Return the folder that the toolkit writes to."""
        return self.folder / "reports"

    @property
    def say(self) -> Words:
        """Return the voice of the dossier's language."""
        return Words(self.lang)


def open_dossier(folder: Path | str) -> Dossier:
    """Return the dossier of a folder.

    Raises:
        DossierError: There is no such folder or no cpd.toml, or a key or value in it is not known; or what is written
            into the dossier would land elsewhere.
    """
    path = Path(folder)
    settings = _read_toml(path)
    say = Words(settings["lang"] if settings.get("lang") in LANGUAGES else console_language())
    if any((path / name).is_symlink() for name in WRITTEN_TO):
        raise DossierError(say("dossier.linked"))
    known: dict[str, Any] = {"folder": path, "lang": say.lang}
    for key, value in settings.items():
        known |= _setting(say, SETTINGS, key, value)
    return Dossier(**known)


def _read_toml(folder: Path) -> dict[str, Any]:
    say = Words(console_language())
    file = folder / "cpd.toml"
    try:
        with open_file(file) as stream:
            data = stream.read(LARGEST_CONFIGURATION + 1)
    except FileNotFoundError:
        raise DossierError(say("dossier.no_dossier")) from None
    except OSError:
        raise DossierError(say("dossier.not_opened")) from None
    if len(data) > LARGEST_CONFIGURATION:
        raise DossierError(say("dossier.too_large"))
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
        if any(line.count(".") > MOST_DOTS for line in text.split("\n")):
            raise ValueError
        return tomllib.loads(text)
    except (RecursionError, ValueError) as fault:
        # The parser's words quote the file; only the place is passed on.
        place = re.search(r"\(at line (\d+), column \d+\)$", str(fault))
        where = say("dossier.line", line=place[1]) if place else say("dossier.somewhere")
        raise DossierError(say("dossier.not_toml", place=where)) from None


class Wrong(Exception):
    """A value of cpd.toml is not what its key takes."""

    def __init__(self, allowed: str, at: str = "") -> None:
        """Keep a key of [dossier.allowed], and where in the value the fault is."""
        super().__init__(allowed)
        self.at = at


class Unknown(Exception):
    """A key of cpd.toml, or the name of a column in it, is none that is known."""

    def __init__(self, key: str, known: Iterable[str], at: str = "") -> None:
        """Keep the key, where it stands and the nearest known one."""
        super().__init__(key)
        self.key, self.at = key, at
        self.near = difflib.get_close_matches(key, list(known), n=1, cutoff=0)[0]


Reader = Callable[[Any], Any]


def _is(kind: type, allowed: str) -> Reader:
    def read(value: Any) -> Any:
        if type(value) is not kind:
            raise Wrong(allowed)
        return value

    return read


def _one_of(*words: str) -> Reader:
    def read(value: Any) -> str:
        if value not in words:
            raise Wrong("one_of_" + "_".join(words).replace("-", "_"))
        return str(value)

    return read


def _at_least(least: int, *kinds: type) -> Reader:
    def read(value: Any) -> float:
        if type(value) not in kinds or not least <= value <= MOST:  # which infinity and nan are not, either
            raise Wrong(f"{kinds[0].__name__}_{least}")
        return value  # type: ignore[no-any-return]

    return read


def _text(value: Any) -> str:
    if type(value) is not str:
        raise Wrong("text")
    return value.strip()


def _texts(value: Any) -> tuple[str, ...]:
    listed = [value] if isinstance(value, str) else value
    if not isinstance(listed, list) or not all(isinstance(text, str) for text in listed):
        raise Wrong("texts")
    return tuple(listed)


def _texts_by_key(value: Any) -> dict[str, str]:
    if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
        raise Wrong("texts_by_key")
    return value


def _by_key(read: Reader) -> Reader:
    def read_all(value: Any) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise Wrong("table")
        # The accents of a file's name may be composed or not, by the system that wrote it.
        return {unicodedata.normalize("NFC", key): read(entry) for key, entry in value.items()}

    return read_all


def _reasons(value: Any) -> dict[int, str]:
    reasons = _texts_by_key(value)
    if not all(re.fullmatch("[1-9]|[1-3][0-9]|4[0-7]", key) for key in reasons):
        raise Wrong("articles")
    return {int(key): reason for key, reason in reasons.items()}


def _pauses(value: Any) -> tuple[tuple[date, date | None], ...]:
    try:
        pauses = [
            (date.fromisoformat(a), date.fromisoformat(b) if b else None) for a, b in _texts_by_key(value).items()
        ]
    except ValueError:
        raise Wrong("pauses") from None
    if any(last and last < first for first, last in pauses):
        raise Wrong("pauses")
    return tuple(sorted(pauses))


def _columns(value: Any) -> dict[str, dict[str, str]]:
    """Return the mappings of the user's headers, a table each; a target is a column, or a column and a unit."""
    mappings: dict[str, dict[str, str]] = _by_key(_texts_by_key)(value)
    for name, mapping in mappings.items():
        if name not in TABLES:
            raise Unknown(name, TABLES, "columns.")
        known = {column.name for column in TABLES[name].columns}
        for header, target in mapping.items():
            column, colon, unit = target.partition(":")
            if column not in known:
                raise Unknown(column, known, f"columns.{name}.{header} = ")
            if colon and unit not in UNITS:
                raise Wrong("unit", f".{name}.{header}")
    return mappings


def _timezone(value: Any) -> str:
    try:
        return ZoneInfo(_text(value)).key
    except (ValueError, OSError, ZoneInfoNotFoundError):
        raise Wrong("timezone") from None


def _exports(value: Any) -> dict[str, dict[str, Any]]:
    """Return the entries of exports; accents in the names of files and headers are composed."""
    entries: dict[str, dict[str, Any]] = _by_key(TABLE)(value)
    for name, entry in entries.items():
        for fault in faults(entry):
            if fault.known:
                raise Unknown(fault.key, fault.known, f"imports.{name}.")
            raise Wrong(fault.allowed, f".{name}.{fault.key}")
    return entries


TEXT, DAY, TABLE = _text, _is(date, "day"), _is(dict, "table")
TABLE_NAME = _one_of(*TABLES)

# key -> (field of Dossier, reader), or a nested table of the same shape
SETTINGS: dict[str, Any] = {
    "member_id": ("member_id", TEXT),
    "lang": ("lang", _one_of(*LANGUAGES)),
    "timezone": ("timezone", _timezone),
    "rules": ("rules", _texts),
    "cycle_start": ("cycle_start", DAY),
    "cycle_end": ("cycle_end", DAY),
    "code_text": ("code_text", TEXT),
    "holder": ("holder", _texts_by_key),
    "pauses": ("pauses", _pauses),
    "not_applicable": ("not_applicable", _reasons),
    "measures": {"need_sessions": ("need_sessions", _at_least(1, int)), "ratio": ("ratio", _at_least(1, float, int))},
    "requirements": {"accept_unverified": ("accept_unverified", _is(bool, "boolean"))},
    "tables": ("tables", _by_key(TABLE_NAME)),
    "columns": ("columns", _columns),
    "date_order": ("date_order", _by_key(_one_of("day-first", "month-first"))),
    "privacy": {
        "names": ("names", _texts),
        "k_organisation": ("k_organisation", _at_least(K_FLOOR, int)),
        "k_group": ("k_group", _at_least(K_FLOOR, int)),
    },
    "imports": ("imports", _exports),
}


def _setting(say: Words, known: dict[str, Any], key: str, value: Any, within: str = "") -> dict[str, Any]:
    """Return the fields that one entry of cpd.toml gives."""
    try:
        if key not in known:
            raise Unknown(key, known)
        if isinstance(known[key], dict):
            entries = TABLE(value).items()
            nested = [_setting(say, known[key], name, entry, f"{key}.") for name, entry in entries]
            return {field: value for fields in nested for field, value in fields.items()}
        field, read = known[key]
        return {field: read(value)}
    except Unknown as fault:
        at = within + fault.at
        words = {"key": _shown(at + fault.key), "near": _shown(at + fault.near)}
        raise DossierError(say("dossier.unknown_key", **words)) from None
    except Wrong as fault:
        allowed = say(f"dossier.allowed.{fault}")
        raise DossierError(say("dossier.wrong_value", key=_shown(within + key + fault.at), allowed=allowed)) from None


def _shown(key: str) -> str:
    """Return a key as it may stand in a message: on one line, without marks that steer a terminal."""
    return "".join(c if c.isprintable() else "?" for c in key[:LONGEST_SHOWN])
