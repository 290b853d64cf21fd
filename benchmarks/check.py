"""How much a check costs over merely reading the file.

    .venv/bin/python benchmarks/check.py [--rows 5000000] [--rounds 5]

Makes a supervision log of 16 columns: clean, with 0.1 % bad rows, with its rows in no order, and as a French author
writes (14/03/2026, 1h30, oui, individuel). Then runs in turn, in processes of their own: polars' read of the file as
text, and our check of the dossier. Prints medians of processor and wall time, the ratio of the medians, and the peak
memory. Nothing here is a test.
"""

import argparse
import os
import statistics
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

import polars as pl

READ = """
import io, pathlib, sys, polars as pl
pl.read_csv(io.BytesIO(pathlib.Path(sys.argv[1]).read_bytes()), infer_schema=False)
"""
CHECK = """
import datetime, pathlib, sys
from cpd_toolkit.dossier import open_dossier
from cpd_toolkit.validate import check
done = check(open_dossier(pathlib.Path(sys.argv[1]).parent.parent), datetime.date(2026, 12, 31))
table = done.tables["supervision"]
assert (table.read, table.excluded) == (int(sys.argv[2]), int(sys.argv[3])), (table.read, table.excluded)
"""


class Cost(NamedTuple):
    """What one process used."""

    cpu: float  # seconds
    wall: float  # seconds
    peak: float  # megabytes


def sessions(rows: int, bad: int) -> pl.DataFrame:
    """Return a log of 16 columns; the first `bad` of evenly spread rows hold one wrong cell of five kinds."""
    n = pl.int_range(rows)
    member = n // 80
    day = pl.date(2021, 1, 1) + pl.duration(days=(n % 80) * 25 + member % 20)
    group = (n % 3 != 0).cast(pl.Int64)
    wrong = (n % max(rows // bad, 1) == 0) & (n // max(rows // bad, 1) < bad) if bad else pl.lit(False)
    kind = (n // max(rows // max(bad, 1), 1)) % 5
    return pl.select(
        session_id=pl.format("s{}", n),
        member_id=pl.format("M{}", member),
        date=pl.when(wrong & (kind == 0)).then(pl.lit("soon")).otherwise(day.cast(pl.String)),
        duration_minutes=pl.when(wrong & (kind == 1))
        .then(pl.lit("999"))
        .otherwise((45 + (n % 6) * 15).cast(pl.String)),
        format=pl.when(wrong & (kind == 2))
        .then(pl.lit("trio"))
        .when(group == 1)
        .then(pl.lit("group"))
        .otherwise(pl.lit("individual")),
        group_id=pl.when(group == 1).then(pl.format("G{}", member // 8)),
        group_size=pl.when(group == 1).then(pl.when(wrong & (kind == 3)).then(99).otherwise(2 + n % 7)),
        supervisor_id=pl.format("SV{}", member % 900),
        supervisor_qualified=pl.when(n % 2 == 0).then(pl.lit("yes")).otherwise(pl.lit("no")),
        relationship=pl.lit("none"),
        mode=pl.when(n % 4 == 0).then(pl.lit("in_person")).otherwise(pl.lit("remote")),
        cases_presented=(n % 3).cast(pl.String),
        client_consent=pl.lit("yes"),
        ethical_issue=pl.when(n % 9 == 0).then(pl.lit("yes")).otherwise(pl.lit("no")),
        articles=pl.when(wrong & (kind.is_in([3, 4])))
        .then(pl.lit("48"))
        .otherwise(pl.format("{};{}", 1 + n % 23, 24 + n % 24)),
        themes=pl.when(n % 5 == 0).then(pl.lit("contract; stance")),
    )


def in_no_order(log: pl.DataFrame) -> pl.DataFrame:
    """Return a log with its rows shuffled."""
    return log.sample(fraction=1, shuffle=True, seed=1)


def as_in_french(log: pl.DataFrame) -> pl.DataFrame:
    """Return a log in the forms of a French author."""
    words = {"yes": "oui", "no": "non", "individual": "individuel", "group": "groupe", "none": "aucun"}
    modes = {"in_person": "présentiel", "remote": "distanciel"}
    told = ("format", "supervisor_qualified", "relationship", "mode", "client_consent", "ethical_issue")
    minutes = pl.col("duration_minutes").cast(pl.Int64)
    return log.with_columns(
        pl.col("date").str.to_date().dt.strftime("%d/%m/%Y"),
        pl.col(told).replace(words | modes),
        duration_minutes=pl.format("{}h{}", minutes // 60, (minutes % 60).cast(pl.String).str.zfill(2)),
    )


# One bad row in so many, 0 for none, and how the log is rewritten.
KINDS: dict[str, tuple[int, Callable[[pl.DataFrame], pl.DataFrame]]] = {
    "clean": (0, pl.DataFrame.clone),
    "0.1 % bad": (1000, pl.DataFrame.clone),
    "no order": (0, in_no_order),
    "French": (0, as_in_french),
}


def write_dossier(folder: Path, rows: int, kind: str) -> Path:
    """Write a dossier with one CSV file and return the file."""
    one_in, rewritten = KINDS[kind]
    data = folder / "data"
    data.mkdir(parents=True)
    (folder / "cpd.toml").write_text('lang = "en"\n')
    rewritten(sessions(rows, rows // one_in if one_in else 0)).write_csv(data / "supervision.csv")
    return data / "supervision.csv"


def run(code: str, *words: object) -> Cost:
    """Run Python code in a process of its own and return what it used."""
    import time

    start = time.perf_counter()
    child = os.posix_spawn(sys.executable, [sys.executable, "-c", code, *map(str, words)], os.environ)
    _, status, usage = os.wait4(child, 0)
    if status:
        sys.exit("a benchmarked process failed")
    return Cost(usage.ru_utime + usage.ru_stime, time.perf_counter() - start, usage.ru_maxrss / 1000)


def medians(costs: list[Cost]) -> Cost:
    """Return the median of each figure."""
    return Cost(*(statistics.median(figures) for figures in zip(*costs, strict=True)))


def compare(name: str, file: Path, rows: int, bad: int, rounds: int) -> None:
    """Run both in turn and print a line."""
    read, checked = [], []
    for _ in range(rounds):
        read.append(run(READ, file))
        checked.append(run(CHECK, file, rows, bad))
    base, ours = medians(read), medians(checked)
    print(
        f"{name:<12}{base.cpu:>8.2f}{ours.cpu:>8.2f}{ours.cpu / base.cpu:>8.2f}"
        f"{base.wall:>9.2f}{ours.wall:>8.2f}{ours.wall / base.wall:>8.2f}{base.peak:>9.0f}{ours.peak:>8.0f}"
    )


def main() -> None:
    """Make the files, run and print."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--rows", type=int, default=5_000_000)
    words.add_argument("--rounds", type=int, default=5)
    asked = words.parse_args()
    print(f"{asked.rows:,} rows x 16 columns, {asked.rounds} rounds in turn, medians")
    print(f"{'':12}{'cpu s':>8}{'':>8}{'':>8}{'wall s':>9}{'':>8}{'':>8}{'peak MB':>9}")
    print(f"{'':12}{'read':>8}{'check':>8}{'ratio':>8}{'read':>9}{'check':>8}{'ratio':>8}{'read':>9}{'check':>8}")
    with tempfile.TemporaryDirectory() as folder:
        for name, (one_in, _) in KINDS.items():
            # In a process of its own: the peak of a child begins with what its parent holds.
            with ProcessPoolExecutor(1, get_context("spawn")) as pool:
                file = pool.submit(write_dossier, Path(folder) / name.replace(" ", ""), asked.rows, name).result()
            compare(name, file, asked.rows, asked.rows // one_in if one_in else 0, asked.rounds)
            file.unlink()


if __name__ == "__main__":
    main()
