"""Other readings: a requirement in another window (`also` of a rule), shown beside the verdict and never deciding."""

from collections.abc import Mapping, Sequence
from datetime import date

import polars as pl

from cpd_toolkit.dossier import Dossier
from cpd_toolkit.measures.shapes import VERDICTS
from cpd_toolkit.requirements.evaluate import evaluate
from cpd_toolkit.requirements.pack import Also, Minimum, Pack

MARK = "/"  # between a rule and its reading; no rule's id holds one


def other_readings(
    packs: Sequence[Pack], tables: Mapping[str, pl.DataFrame], dossier: Dossier, as_of: date
) -> list[pl.DataFrame]:
    """Return for each pack the verdicts of its rules under their other readings.

    A reading keeps what the rule counts and takes another window and number; surplus is not carried.

    Args:
        packs: As for `evaluate`.
        tables: Accepted rows by table.
        dossier: Its cycle, pauses and `accept_unverified`.
        as_of: The day.

    Returns:
        shapes.VERDICTS, a row for each member, rule and reading, with the window of the reading.
    """
    return [_of_pack(pack, packs[:n], tables, dossier, as_of) for n, pack in enumerate(packs)]


def _of_pack(
    pack: Pack, before: Sequence[Pack], tables: Mapping[str, pl.DataFrame], dossier: Dossier, as_of: date
) -> pl.DataFrame:
    rules = [
        _read(rule, also, n) for rule in pack.rules if isinstance(rule, Minimum) for n, also in enumerate(rule.also)
    ]
    if not rules:
        return pl.DataFrame(schema=VERDICTS)
    other = pack.model_copy(update={"rules": tuple(rules)})
    told = evaluate([*before, other] if pack.exclusive else [other], tables, dossier, as_of)[-1].verdicts
    return told.with_columns(pl.col("rule").str.split(MARK).list.first())


def _read(rule: Minimum, also: Also, n: int) -> Minimum:
    values = tuple(dated.model_copy(update={"value": also.value}) for dated in rule.values)
    own = {"id": f"{rule.id}{MARK}{n}", "window": also.window, "values": values, "also": (), "carry": None}
    return rule.model_copy(update=own)
