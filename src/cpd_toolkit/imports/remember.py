"""The entry of a file in cpd.toml: added at its end, everything else of the user's left as it stands."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import tomlkit


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
    document = tomlkit.parse(text)
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


def remembered(folder: Path, entries: Mapping[str, Mapping[str, Any]]) -> bytes:
    """Return cpd.toml with new entries; its line ends stay."""
    data = (folder / "cpd.toml").read_bytes()
    text = data.decode("utf-8-sig")
    ends = "\r\n" if "\r\n" in text else "\n"
    text = text.replace("\r\n", "\n")
    for name, entry in entries.items():
        text = with_entry(text, name, entry)
    return text.replace("\n", ends).encode()
