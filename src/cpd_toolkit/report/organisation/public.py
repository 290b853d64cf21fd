"""What the page of an organisation is made from: protected tables and settings, and no row of anybody.

The parts of the page take a `Public` and nothing else. Who reads it, in a report, in JupyterLab or in a kernel's
memory, finds nothing that `protect` has not let through.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

import polars as pl

from cpd_toolkit.dossier import Dossier
from cpd_toolkit.i18n import Words
from cpd_toolkit.protect import Hidden, Links, Protected, hidden, protect
from cpd_toolkit.protect.thresholds import ANSWERS
from cpd_toolkit.report.organisation.changes import Changes
from cpd_toolkit.report.organisation.tables import Measured
from cpd_toolkit.report.organisation.verdicts import Untold

LINKS = Links(
    some={"article": ["training_article"]},
    answers=(*ANSWERS, "hours_class", "ratio_class", "lapse", "renewal"),
)


class Public(NamedTuple):
    """All that the parts of the page are made from."""

    say: Words
    as_of: date
    dossier: Dossier  # settings alone
    protected: Protected
    untold: tuple[Untold, ...]
    checksum: str  # of all files read, in one: their names may be those of members
    state: str  # published, draft, sample
    changes: Changes | None  # since the report before, of protected numbers

    @property
    def tables(self) -> Mapping[str, pl.DataFrame]:
        """The protected tables by name."""
        return self.protected.tables

    @property
    def k(self) -> int:
        """The fewest members that a number rests on."""
        return self.dossier.k_organisation

    @property
    def hidden(self) -> Hidden:
        """How many rows are hidden over all tables."""
        return hidden(self.protected)

    def row(self, table: str, **about: object) -> dict[str, Any]:
        """Return one row of a table; one that isn't there counts as hidden."""
        found = self.tables[table].filter(*(pl.col(name) == value for name, value in about.items()))
        return found.row(0, named=True) if found.height else {"value": None, "numerator": None, "status": "suppressed"}


def protected(made: Measured, k: int, lang: str) -> Protected:
    """Return every table of the page after the one call that protects them together."""
    return protect({name: one.table for name, one in made.tables.items()}, k, LINKS, lang)
