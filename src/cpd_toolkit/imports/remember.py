"""The entry of a file in cpd.toml: added at its end, everything else of the user's left as it stands."""

import tomllib
from collections.abc import Mapping
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from cpd_toolkit.dossier import LARGEST_CONFIGURATION, Dossier
from cpd_toolkit.errors import DossierError


def with_entry(text: str, name: str, entry: Mapping[str, Any]) -> str:
    """Return the text of a cpd.toml with an entry under `[imports]`; comments, order and spaces survive.

    Example:
        >>> print(with_entry('lang = "fr" # ma langue', "agenda.ics", {"kind": "ics", "keyword": "supervision"}))
        lang = "fr" # ma langue
        <BLANKLINE>
        [imports."agenda.ics"]
        kind = "ics"
        keyword = "supervision"
        <BLANKLINE>
    """
    document = tomlkit.parse(text and text.rstrip("\n") + "\n\n")
    if "imports" not in document:
        document.add("imports", tomlkit.table(is_super_table=True))
    document["imports"][name] = _table(entry)
    written = tomlkit.dumps(document)
    return written if written.endswith("\n") else written + "\n"


def as_toml(name: str, entry: Mapping[str, Any]) -> str:
    """Return an entry as it would stand in cpd.toml."""
    return with_entry("", name, entry).strip() + "\n"


def _table(entry: Mapping[str, Any]) -> tomlkit.items.Table:
    table = tomlkit.table()
    for key, value in entry.items():
        if not isinstance(value, Mapping):
            table.add(key, value)
    for key, value in entry.items():
        if isinstance(value, Mapping):
            table.add(key, _table(value))
    return table


def remembered(dossier: Dossier, entries: Mapping[str, Mapping[str, Any]]) -> bytes:
    """Return cpd.toml with new entries; its line ends stay.

    Raises:
        DossierError: It can't be written to without changing what it says, or gets too long.
    """
    data = (dossier.folder / "cpd.toml").read_bytes()
    text = data.decode("utf-8-sig")
    ends = "\r\n" if "\r\n" in text else "\n"
    before = text = text.replace("\r\n", "\n")
    try:
        for name, entry in entries.items():
            text = with_entry(text, name, entry)
        said, now = tomllib.loads(before), tomllib.loads(text)
    except (TOMLKitError, ValueError, TypeError):
        said, now = {}, {"": ""}
    if now != said | {"imports": {**said.get("imports", {}), **entries}}:
        added = "\n".join(as_toml(name, entry) for name, entry in entries.items())
        raise DossierError(dossier.say("imports.not_remembered", entry=added))
    written = text.replace("\n", ends).encode()
    if len(written) > LARGEST_CONFIGURATION:
        raise DossierError(dossier.say("dossier.too_large"))
    return written
