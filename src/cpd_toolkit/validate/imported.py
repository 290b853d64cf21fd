"""Exports of other tools in a dossier: what reads each, by its entry in cpd.toml."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from pathlib import Path

from cpd_toolkit.dossier import Dossier
from cpd_toolkit.read.exports.codes import Codes
from cpd_toolkit.read.exports.kind import Context
from cpd_toolkit.read.exports.reading import read_export
from cpd_toolkit.read.files import File


def export_context(dossier: Dossier, as_of: date, codes: Codes | None = None) -> Context:
    """Return what a dossier says to every export."""
    known = codes or Codes(dossier.folder, dossier.say)
    return Context(as_of, dossier.member_id, dossier.timezone, known.code, known.decided)


def export_readers(dossier: Dossier, as_of: date) -> Mapping[str, Callable[[Path, str], File]]:
    """Return, for each file under `[imports]`, what reads it."""
    context = export_context(dossier, as_of)
    return {name: partial(read_export, entry=entry, context=context) for name, entry in dossier.imports.items()}
