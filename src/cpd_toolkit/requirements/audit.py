"""A dry audit: some of the records that count, drawn by chance, and the proofs an auditor would ask for."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import polars as pl

from cpd_toolkit.measures.shapes import AUDIT, shaped
from cpd_toolkit.requirements.evaluate import Evaluation

SAMPLE = 10
PLACE = ["member_id", "table", "file", "sheet", "row"]
COURSES = ("course", "conference", "webinar", "mentor_coaching")  # what others give, and certify
# What shows that a record is what it says, by kind: a proof and the columns of which one says where it is.
PROOFS: dict[str, dict[str, tuple[str, ...]]] = {
    "session": {"supervisor": ("supervisor_id",), "confirmation": ("confirmed_on",)},
    "peers": {"group": ("group_id", "session_id"), "group_confirmation": ("confirmed_on",)},
    "course": {"provider": ("provider",), "certificate": ("certificate_ref",)},
    "activity": {"own_note": ("learning", "application", "certificate_ref")},
    "reflection": {"own_text": ("learning", "application")},
    "response": {"survey": ("survey_id",), "respondent": ("respondent_id",)},
    "practice": {"client": ("client_id",)},
    "document": {"reference": ("reference",)},
}


def audit(
    found: Iterable[Evaluation], tables: Mapping[str, pl.DataFrame], seed: int = 1, size: int = SAMPLE
) -> pl.DataFrame:
    """Return a sample of the records that surely count for some rule, with a row for each proof of each.

    A record's chance depends on the seed and on where it stands, not on the order of rows: the same seed draws the same
    records, and a record more or less changes the draw by one at most.

    Args:
        found: The packs.
        tables: Accepted rows, those that were judged.
        seed: Any number.
        size: How many records are drawn from each member's; all where there are fewer.

    Returns:
        shapes.AUDIT, by member, day and place. `named` says whether the record names the proof, never what it says.
    """
    drawn = _drawn([*found], seed, size)
    told = [row | proof for row in drawn for proof in _proofs(row, tables)]
    return shaped(pl.DataFrame(told, AUDIT), AUDIT, ["member_id", "day", *PLACE[1:]])


def _drawn(found: Sequence[Evaluation], seed: int, size: int) -> list[dict[str, Any]]:
    counting = [
        one.credits.filter(pl.col("least") > 0).with_columns(rule=pl.lit(f"{one.pack.id}/") + pl.col("rule"))
        for one in found
    ]
    if not counting:
        return []
    rows = pl.concat(counting).group_by(PLACE).agg(pl.col("day").min(), rules=pl.col("rule").unique().sort())
    by_member: dict[str, list[dict[str, Any]]] = {}
    for row in rows.to_dicts():
        by_member.setdefault(row["member_id"], []).append(row | {"people": 1})
    return [row for own in by_member.values() for row in sorted(own, key=lambda row: _lot(row, seed))[:size]]


def _lot(row: Mapping[str, Any], seed: int) -> bytes:
    place = "\0".join(str(row[name]) for name in PLACE)
    return hashlib.blake2b(f"{seed}\0{place}".encode(), digest_size=16, person=b"cpd dry audit").digest()


def _proofs(drawn: Mapping[str, Any], tables: Mapping[str, pl.DataFrame]) -> list[dict[str, Any]]:
    place = {name: drawn[name] for name in ("file", "sheet", "row")}
    record = tables[drawn["table"]].filter(**place).row(0, named=True)
    kind = _kind(drawn["table"], record)
    return [
        {"kind": kind, "proof": proof, "named": any(record[column] is not None for column in columns)}
        for proof, columns in PROOFS[kind].items()
    ]


def _kind(table: str, record: Mapping[str, Any]) -> str:
    match table:
        case "supervision":
            return "peers" if record["format"] == "peer" and record["supervisor_id"] is None else "session"
        case "training" if record["category"] == "reflection":
            return "reflection"
        case "training":
            return "course" if record["category"] in COURSES else "activity"
    return {"feedback": "response", "practice": "practice", "evidence": "document"}[table]
