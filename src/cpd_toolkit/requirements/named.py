"""The packs that a dossier names, in cpd.toml or in its register."""

from collections.abc import Mapping
from datetime import date

import polars as pl

from cpd_toolkit.dossier import Dossier
from cpd_toolkit.errors import UsageError
from cpd_toolkit.i18n import Words
from cpd_toolkit.requirements.load import library, pack_on
from cpd_toolkit.requirements.pack import Pack


def named_packs(dossier: Dossier, tables: Mapping[str, pl.DataFrame], as_of: date, say: Words) -> list[Pack]:
    """Return the edition in force of each pack named: those of cpd.toml in their order, then the register's.

    Raises:
        UsageError: None is named, one is not known, or none of its editions is in force.
    """
    registered = [tables["members"]["rules"].drop_nulls().unique().sort()] if "members" in tables else []
    names = dict.fromkeys([*dossier.rules, *(name for register in registered for name in register)])
    if not names:
        raise UsageError(say("plan.no_pack"))
    known = library(dossier)
    return [pack_on(name, as_of, known, say) for name in names]
