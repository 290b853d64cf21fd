"""The release ledger: what was published before, so that two publications don't tell together what neither does.

A report with a member and the same report without: the difference is that member. So each published cell has to rest on
the very members of a cell published before, or on others by at least k of them. Cells are compared two by two; what
three of them tell together is not seen.

The ledger is DIR/.cpd/releases.parquet: of each cell its report, day, table and name, and of its members a keyed number
each. It holds no member's code, and no cell twice that rests on the same members.
"""

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from cpd_toolkit.errors import ReportError
from cpd_toolkit.files import write_whole
from cpd_toolkit.i18n import Words
from cpd_toolkit.keys import FOLDER, digest, private_folder, secret_key
from cpd_toolkit.measures.shapes import INTERVAL
from cpd_toolkit.protect.figures import group_columns
from cpd_toolkit.protect.thresholds import checked_k

FILE = "releases.parquet"
SCOPE = "release ledger"
NOBODY = ""  # whose number shows that ledger and key belong together
CELL = ["release", "report", "as_of", "table", "cell"]
LEDGER: dict[str, pl.DataType] = {
    "release": pl.Int64(),  # counted from 1
    "report": pl.String(),
    "as_of": pl.Date(),
    "table": pl.String(),
    "cell": pl.String(),  # what the number is about
    "member": pl.UInt64(),  # keyed; one row each
    "override": pl.String(),  # why it was published although it was too near to another cell; else null
    "key": pl.UInt64(),
}


def published_cells(name: str, table: pl.DataFrame, members: pl.DataFrame) -> pl.DataFrame:
    """Return the members behind each published number of a protected result table: table, cell, member_id.

    Args:
        name: Of the table.
        table: As `protect` returned it.
        members: The members behind its rows: member_id, and the columns of the table that say behind which.

    Example:
        >>> from cpd_toolkit.measures.shapes import result_table
        >>> told = result_table(pl.DataFrame({"measure": ["members"], "region": ["N"], "value": [2.0]}), ["region"])
        >>> where = pl.DataFrame({"region": ["N", "N", "S"], "member_id": ["C1", "C2", "C3"]})
        >>> published_cells("regions", told, where).rows()
        [('regions', 'members, N', 'C1'), ('regions', 'members, N', 'C2')]
    """
    about = ["measure", *group_columns(table), *INTERVAL]
    told = table.select(*about, "status", table=pl.lit(name)).with_columns(cell_names(table).alias("cell"))
    keys = [column for column in about if column in members.columns]
    found = told.filter(pl.col("status") != "suppressed").join(members, on=keys, nulls_equal=True)
    return found.select("table", "cell", "member_id").unique().sort("table", "cell", "member_id")


def cell_names(table: pl.DataFrame) -> pl.Series:
    """Return what each row of a result table is about, in one text."""
    about = pl.col(["measure", *group_columns(table), *INTERVAL])
    return table.select(pl.concat_str(about.cast(pl.String), separator=", ", ignore_nulls=True).alias("cell"))["cell"]


def differences(new: pl.DataFrame, released: pl.DataFrame) -> pl.DataFrame:
    """Return by how many members each new cell differs from each released one that it has a member in common with.

    Args:
        new: table, cell, member; a row each member.
        released: The ledger.

    Returns:
        table and cell of the new one, release, report, as_of, released_table and released_cell of the other, `differ`.
    """
    members = pl.concat([new["member"], released["member"]]).unique().sort()
    mine, here = _memberships(new, ["table", "cell"], members)
    others, there = _memberships(released, CELL, members)
    common = (here @ there.T).tocoo()
    pairs = pl.DataFrame(
        {
            "at": common.row.astype("uint32"),
            "other": common.col.astype("uint32"),
            "differ": here.sum(axis=1)[common.row] + there.sum(axis=1)[common.col] - 2 * common.data,
        }
    )
    renamed = others.rename({"at": "other", "table": "released_table", "cell": "released_cell"})
    return pairs.join(mine, on="at").join(renamed, on="other").drop("at", "other")


def _memberships(cells: pl.DataFrame, names: list[str], members: pl.Series) -> tuple[pl.DataFrame, Any]:
    """Return the cells, numbered, and a matrix of who is in which."""
    from scipy.sparse import csr_array

    numbered = cells.select(names).unique().sort(names).with_row_index("at")
    at = cells.join(numbered, on=names, nulls_equal=True, maintain_order="left")["at"].to_numpy()
    who = members.search_sorted(cells["member"]).to_numpy()
    return numbered, csr_array(([1] * len(at), (at, who)), shape=(numbered.height, len(members)), dtype=int)


def release(
    dossier: Path, report: str, as_of: date, cells: pl.DataFrame, k: int, override: str = "", lang: str = "en"
) -> None:
    """Enter the cells of a report that is about to be published, or refuse it.

    Args:
        dossier: Its folder; the ledger is in DIR/.cpd.
        report: Its name.
        as_of: Its day.
        cells: table, cell and member_id, as from `published_cells`.
        k: The fewest members two cells may differ by, at least 5.
        override: Why it is to be published all the same; recorded with its cells.
        lang: Of the messages.

    Raises:
        UsageError: k is below 5.
        ReportError: A cell differs from a released one by fewer than k members; or the key or the ledger is unusable.
    """
    say = Words(lang)
    compared = _compared(dossier, cells, k, say)
    before, near, key = compared.before, compared.near, compared.key
    if near.height and not override.strip():
        first = near.sort("table", "cell", "release", "released_table", "released_cell").row(0, named=True)
        first["as_of"] = say.day(first["as_of"])
        raise ReportError(say("protect.ledger.near", n=near.select("table", "cell").n_unique(), least=k, **first))
    marks = {"report": report, "as_of": as_of, "key": _number(NOBODY, key), "override": override.strip() or None}
    marks["release"] = 1 + before["release"].n_unique()
    entered = compared.new.with_columns(**{name: pl.lit(value, LEDGER[name]) for name, value in marks.items()})
    buffer = BytesIO()
    pl.concat([before, entered.select(*LEDGER)]).sort(*CELL, "member").write_parquet(buffer)
    write_whole(compared.path, buffer.getvalue())


def has_released(dossier: Path) -> bool:
    """Return whether anything was published of a dossier."""
    return (dossier / FOLDER / FILE).exists()


def too_near(dossier: Path, cells: pl.DataFrame, k: int, lang: str = "en") -> pl.DataFrame:
    """Return the cells, table and cell, for which `release` would refuse a report; nothing is entered.

    Arguments and errors as for `release`.
    """
    return _compared(dossier, cells, k, Words(lang)).near.select("table", "cell").unique().sort("table", "cell")


class Compared(NamedTuple):
    """Cells beside those released before."""

    path: Path
    key: bytes
    before: pl.DataFrame
    new: pl.DataFrame  # table, cell, member: those that no released cell told already
    near: pl.DataFrame  # as `differences`: of these, where fewer than k members differ


def _compared(dossier: Path, cells: pl.DataFrame, k: int, say: Words) -> Compared:
    checked_k(k, say)
    path = private_folder(dossier, say) / FILE
    key = secret_key(dossier, say, make=not path.exists())
    before = _ledger(path, key, say)
    codes = {member: _number(member, key) for member in cells["member_id"].unique()}
    member = pl.col("member_id").replace_strict(codes, return_dtype=pl.UInt64)
    given = cells.select("table", "cell", member=member).unique()
    found = differences(given, before)
    told = found.filter(pl.col("differ") == 0)  # on the very members of a released cell: that was told already
    near = found.filter(pl.col("differ").is_between(1, k - 1)).join(told, on=["table", "cell"], how="anti")
    return Compared(path, key, before, given.join(told, on=["table", "cell"], how="anti"), near)


def _number(member: str, key: bytes) -> int:
    return int.from_bytes(digest(member, key, SCOPE, size=8), "big")


def _ledger(path: Path, key: bytes, say: Words) -> pl.DataFrame:
    if not path.exists():
        return pl.DataFrame(schema=LEDGER)
    try:
        before = pl.read_parquet(BytesIO(path.read_bytes())).select(pl.col(n).cast(t) for n, t in LEDGER.items())
    except (OSError, pl.exceptions.PolarsError):
        raise ReportError(say("protect.ledger.unreadable")) from None
    if not (before["key"] == _number(NOBODY, key)).all():
        raise ReportError(say("protect.ledger.other_key"))
    return before
