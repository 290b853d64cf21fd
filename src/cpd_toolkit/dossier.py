"""A dossier: a folder with cpd.toml and a data folder."""

import difflib
import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from cpd_toolkit.errors import DossierError
from cpd_toolkit.i18n import LANGUAGES, Words, console_language

LARGEST_CONFIGURATION = 65_536  # bytes
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
        DossierError: There is no such folder or no cpd.toml, or a key or value in it is not known.
    """
    path = Path(folder)
    settings = _read_toml(path)
    say = Words(settings["lang"] if settings.get("lang") in LANGUAGES else console_language())
    known: dict[str, Any] = {"folder": path, "lang": say.lang}
    for key, value in settings.items():
        known |= _setting(say, SETTINGS, key, value)
    return Dossier(**known)


def _read_toml(folder: Path) -> dict[str, Any]:
    say = Words(console_language())
    file = folder / "cpd.toml"
    if not file.is_file():
        raise DossierError(say("dossier.no_dossier"))
    data = file.read_bytes()
    if len(data) > LARGEST_CONFIGURATION:
        raise DossierError(say("dossier.too_large"))
    try:
        return tomllib.loads(data.decode("utf-8-sig").replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as fault:
        # The parser's words quote the file; only the place is passed on.
        place = str(fault).rpartition("(at ")[2].rstrip(")") or "?"
        raise DossierError(say("dossier.not_toml", place=place)) from None
    except (UnicodeDecodeError, RecursionError, ValueError):
        raise DossierError(say("dossier.not_toml", place="?")) from None


class Wrong(Exception):
    """A value of cpd.toml is not what its key takes; the text is a key of [dossier.allowed]."""


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


def _at_least(least: int) -> Reader:
    def read(value: Any) -> int:
        if type(value) not in (int, float) or value < least:
            raise Wrong(f"at_least_{least}")
        return value  # type: ignore[no-any-return]

    return read


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
        return {key: read(entry) for key, entry in value.items()}

    return read_all


def _reasons(value: Any) -> dict[int, str]:
    reasons = _texts_by_key(value)
    if not all(key.isdecimal() and 1 <= int(key) <= 47 for key in reasons):
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


TEXT, DAY, TABLE = _is(str, "text"), _is(date, "day"), _is(dict, "table")
TABLE_NAME = _one_of("supervision", "feedback", "training", "practice", "members", "evidence")

# key -> (field of Dossier, reader), or a nested table of the same shape
SETTINGS: dict[str, Any] = {
    "member_id": ("member_id", TEXT),
    "lang": ("lang", _one_of(*LANGUAGES)),
    "timezone": ("timezone", TEXT),
    "rules": ("rules", _texts),
    "cycle_start": ("cycle_start", DAY),
    "cycle_end": ("cycle_end", DAY),
    "code_text": ("code_text", TEXT),
    "holder": ("holder", _texts_by_key),
    "pauses": ("pauses", _pauses),
    "not_applicable": ("not_applicable", _reasons),
    "measures": {"need_sessions": ("need_sessions", _at_least(1)), "ratio": ("ratio", _at_least(1))},
    "requirements": {"accept_unverified": ("accept_unverified", _is(bool, "boolean"))},
    "tables": ("tables", _by_key(TABLE_NAME)),
    "columns": ("columns", _by_key(_texts_by_key)),
    "date_order": ("date_order", _by_key(_one_of("day-first", "month-first"))),
    "privacy": {
        "names": ("names", _texts),
        "k_organisation": ("k_organisation", _at_least(K_FLOOR)),
        "k_group": ("k_group", _at_least(K_FLOOR)),
    },
    "imports": ("imports", _by_key(TABLE)),
}


def _setting(say: Words, known: dict[str, Any], key: str, value: Any, within: str = "") -> dict[str, Any]:
    """Return the fields that one entry of cpd.toml gives."""
    if key not in known:
        near = difflib.get_close_matches(key, known, n=1, cutoff=0) or list(known)[:1]
        raise DossierError(say("dossier.unknown_key", key=within + key, near=within + near[0]))
    try:
        if isinstance(known[key], dict):
            entries = TABLE(value).items()
            nested = [_setting(say, known[key], name, entry, f"{key}.") for name, entry in entries]
            return {field: value for fields in nested for field, value in fields.items()}
        field, read = known[key]
        return {field: read(value)}
    except Wrong as fault:
        allowed = say(f"dossier.allowed.{fault}")
        raise DossierError(say("dossier.wrong_value", key=within + key, allowed=allowed)) from None
