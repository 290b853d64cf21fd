"""Packs read from TOML files: the toolkit's own, and a dossier's own, which win by their id."""

import tomllib
from collections.abc import Iterable
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from cpd_toolkit.dossier import MOST_DOTS, Dossier
from cpd_toolkit.errors import DossierError, UsageError
from cpd_toolkit.files import open_file
from cpd_toolkit.i18n import Words
from cpd_toolkit.requirements.faults import Wrong, first_fault, told
from cpd_toolkit.requirements.pack import Cap, Counted, Dated, Minimum, Pack, Ratio, Shown

FOLDER = "packs"  # of a dossier, for its own
LARGEST = 65_536  # bytes

Library = dict[str, tuple[Pack, ...]]  # id -> editions, the oldest first


def read_pack(text: str) -> Pack:
    """Return the pack of a TOML text, checked.

    Raises:
        Wrong: It is no TOML, a key is unknown, missing or does not fit, a number has no reference, or the dates of a
            number leave a day of the edition without one.
    """
    try:
        if any(line.count(".") > MOST_DOTS for line in text.split("\n")):
            raise ValueError
        raw = tomllib.loads(text.replace("\r\n", "\n"))
    except (RecursionError, ValueError):
        raise Wrong("", "toml") from None
    try:
        pack = Pack.model_validate(_frozen(raw))
    except ValidationError as error:
        raise first_fault(error, raw) from None
    _check_ids(pack)
    if pack.cycle and pack.cycle.reference not in pack.sources:
        raise Wrong("cycle.reference", "reference")
    for rule in pack.rules:
        _check_references(pack, f"rules.{rule.id}", rule)
        if nowhere := rule.count.nowhere if isinstance(rule, Counted | Shown) and rule.count else "":
            raise Wrong(f"rules.{rule.id}.count", "column", codes=nowhere)
        if isinstance(rule, Counted):
            _check_dates(pack, f"rules.{rule.id}.values", rule.values)
        if not isinstance(rule, Minimum) and any(cap.at_most_share for cap in _caps(rule)):
            raise Wrong(f"rules.{rule.id}.count.caps", "share")
        if isinstance(rule, Ratio) and rule.floor:
            _check_dates(pack, f"rules.{rule.id}.floor", rule.floor)
    return pack


def _frozen(value: Any) -> Any:
    """Return a TOML value with its arrays as tuples."""
    if isinstance(value, dict):
        return {key: _frozen(entry) for key, entry in value.items()}
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def _check_ids(pack: Pack) -> None:
    if pack.effective_to and pack.effective_to < pack.effective_from:
        raise Wrong("effective_to", "order")
    seen: set[str] = set()
    for rule in pack.rules:
        if rule.id in seen:
            raise Wrong(f"rules.{rule.id}", "twice")
        seen.add(rule.id)


def _check_references(pack: Pack, key: str, rule: Any) -> None:
    dated = (*getattr(rule, "values", ()), *getattr(rule, "floor", ()))
    if any(one.reference not in pack.sources for one in (rule, *dated, *_caps(rule))):
        raise Wrong(key, "reference")


def _caps(rule: Any) -> tuple[Cap, ...]:
    return rule.count.caps if getattr(rule, "count", None) else ()


def _check_dates(pack: Pack, key: str, values: tuple[Dated, ...]) -> None:
    days = [dated.start for dated in values]
    if days != sorted(set(days)):
        raise Wrong(key, "order")
    if days[0] > pack.effective_from:
        raise Wrong(key, "before")


def value_on(values: Iterable[Dated], day: date) -> Dated | None:
    """Return the value in force on a day; None before the first."""
    return max((dated for dated in values if dated.start <= day), key=lambda dated: dated.start, default=None)


@cache
def shipped() -> Library:
    """Return the toolkit's own packs."""
    folder = files("cpd_toolkit").joinpath("requirements", "packs")
    texts = sorted(
        (file.name, file.read_text(encoding="utf-8")) for file in folder.iterdir() if file.name[-5:] == ".toml"
    )
    return by_id(read_pack(text) for _, text in texts)


def by_id(packs: Iterable[Pack]) -> Library:
    """Return packs by id, their editions in order.

    Raises:
        Wrong: Two editions of one id are in force on one day.
    """
    library: dict[str, list[Pack]] = {}
    for pack in sorted(packs, key=lambda one: (one.id, one.effective_from)):
        before = library.setdefault(pack.id, [])
        if before and (before[-1].effective_to is None or before[-1].effective_to >= pack.effective_from):
            raise Wrong(f"{pack.id}.effective_from", "overlap")
        before.append(pack)
    return {name: tuple(editions) for name, editions in library.items()}


def library(dossier: Dossier | None = None) -> Library:
    """Return all packs; those in the folder `packs` of a dossier win by their id.

    Raises:
        DossierError: A pack of the dossier can't be read; the message names its file and key.
    """
    own: list[Pack] = []
    for path in sorted((dossier.folder / FOLDER).glob("*.toml")) if dossier else []:
        own.append(_read_own(path, dossier.say))  # type: ignore[union-attr]
    try:
        return shipped() | by_id(own)
    except Wrong as fault:
        raise DossierError(told(fault, FOLDER, dossier.say)) from None  # type: ignore[union-attr]


def _read_own(path: Path, say: Words) -> Pack:
    try:
        with open_file(path) as file:
            data = file.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise Wrong("", "large")
        return read_pack(data.decode("utf-8-sig"))
    except (OSError, UnicodeDecodeError):
        raise DossierError(told(Wrong("", "toml"), path.name, say)) from None
    except Wrong as fault:
        raise DossierError(told(fault, path.name, say)) from None


def editions(name: str, known: Library, say: Words) -> tuple[Pack, ...]:
    """Return the editions of a pack.

    Raises:
        UsageError: There is no such pack; the message names the nearest.
    """
    if name not in known:
        raise UsageError(unknown_words(name, known, say))
    return known[name]


def unknown_words(name: str, known: Library, say: Words) -> str:
    """Return that there is no pack of a name, with those of a longer name that begins so, or else with the nearest."""
    from difflib import get_close_matches

    longer = sorted(one for one in known if name and one.startswith(name))
    near = longer or get_close_matches(name, known, n=1, cutoff=0)
    return say("packs.unknown", n=len(near), name=name, near=", ".join(near))


def pack_on(name: str, day: date, known: Library, say: Words) -> Pack:
    """Return the edition of a pack that is in force on a day.

    Raises:
        UsageError: There is no such pack, or none of its editions is in force; the message says which are.
    """
    found = editions(name, known, say)
    for pack in found:
        if pack.in_force(day):
            return pack
    first = found[0].effective_from
    raise UsageError(say("packs.none_in_force", name=name, day=say.day(day), first=say.day(first)))
