"""The end of every page: what was left out and why, how it was counted, and what it was made from."""

from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

import polars as pl

from cpd_toolkit.i18n import Words
from cpd_toolkit.report.display import Notes, Table, grid
from cpd_toolkit.report.opening import Page
from cpd_toolkit.tables import TABLES


def left_out(page: Page, *used: str) -> Table:
    """Return how many rows were read, counted and left out, and why.

    Args:
        page: The page.
        used: The tables that the page counts.
    """
    say = page.say
    frame = _rows_frame(page, used)
    left_out_for = page.checked.findings.filter(pl.col("table").is_in(used), pl.col("severity") != "warning")
    reasons = left_out_for.filter(severity="error")
    warned = page.checked.findings.filter(pl.col("table").is_in(used), pl.col("severity") == "warning")
    kept = warned.drop_nulls("row").height  # a warning on a whole file points at no cell
    notes = [say("report.left_out.reasons", reasons=_reasons(reasons, say))] if reasons.height else []
    notes += [say("report.left_out.kept", n=kept)] if kept else []
    tables = [page.checked.tables[name] for name in used if name in page.checked.tables]
    left = {"lead": sum(table.refused.height for table in tables), "decided": sum(t.decided.height for t in tables)}
    lead = " ".join(say(f"report.left_out.{name}", n=n) for name, n in left.items() if n)
    table = grid(frame, say("report.left_out.caption"), say)
    counts = left_out_for.group_by("rule").len("cells").sort("rule")
    return Table(
        say("report.left_out.title"),
        [lead or say("report.left_out.nothing")],
        table,
        [*notes, say("report.left_out.note")],
        results={"left_out": counts},
    )


def _rows_frame(page: Page, used: tuple[str, ...]) -> pl.DataFrame:
    say = page.say
    tables = [(name, page.checked.tables[name]) for name in used if name in page.checked.tables]
    rows: list[tuple[Any, ...]] = [
        (TABLES[name].title(say.lang), table.read, table.accepted, table.excluded) for name, table in tables
    ]
    rows += [(TABLES[name].title(say.lang), None, None, None) for name in used if name not in page.checked.tables]
    kinds = {"table": pl.String, "read": pl.Int64, "counted": pl.Int64, "excluded": pl.Int64}
    return pl.DataFrame(rows, {say(f"report.head.{name}"): kind for name, kind in kinds.items()}, orient="row")


def _reasons(findings: pl.DataFrame, say: Words) -> str:
    counted = findings.group_by("rule").len("n").sort("n", "rule", descending=[True, False])
    return say.join(say("report.left_out.reason", n=n, rule=say(f"report.rule.{rule}")) for rule, n in counted.rows())


def method(page: Page, name: str, **more: Any) -> Notes:
    """Return how the page's numbers are counted and what they don't say.

    Args:
        page: The page.
        name: The report, whose terms stand in the catalog under `<name>.method`.
        more: Values for its words beside the settings of the dossier, or in their place.
    """
    say = page.say
    values = {"need": page.dossier.need_sessions, "ratio": say.number(page.dossier.ratio)}
    values |= {"by": say("packs.threshold.setting"), **more}
    order = say(f"{name}.method.order").split()
    terms = [
        (say(f"{name}.method.{term}.what", **values), say(f"{name}.method.{term}.how", **values)) for term in order
    ]
    return Notes(say("report.method.title"), [say("report.method.lead")], terms)


def settings(page: Page, *names: str) -> list[tuple[str, str]]:
    """Return settings of the dossier that a page compares with, in words: `need_sessions`, `ratio`."""
    return [(page.say(f"report.fact.{name}"), page.say.number(getattr(page.dossier, name))) for name in names]


def provenance(page: Page, compared: Sequence[tuple[str, str]] = ()) -> Notes:
    """Return what the page was made from: files with their checksums, day, version, and what it compares with.

    Args:
        page: The page.
        compared: The numbers it compares with, in words, as from `settings`.
    """
    say = page.say
    whose = ("group", page.group) if page.group else ("member", page.member or say("report.unknown"))
    terms = [
        (say("report.fact.as_of"), say.day(page.as_of)),
        (say(f"report.fact.{whose[0]}"), whose[1]),
        *compared,
        (say("report.fact.version"), f"cpd_toolkit {version('cpd_toolkit')}"),
    ]
    kinds = {"file": pl.String, "checksum": pl.String}
    files = pl.DataFrame(sorted(page.checked.checksums.items()), kinds, orient="row")
    headed = files.rename({name: say(f"report.head.{name}") for name in kinds})
    caption, code = say("report.provenance.caption"), say("report.head.checksum")
    table = grid(headed, caption, say, code=code) if files.height else None
    return Notes(
        say("report.provenance.title"), [say("report.provenance.lead")], terms, table, results={"inputs": files}
    )
