"""What an organisation keeps to itself: whom to contact, and which files to correct. Never part of a public page."""

from datetime import date
from pathlib import Path

import polars as pl

from cpd_toolkit.dossier import open_dossier
from cpd_toolkit.errors import ReportError, UsageError
from cpd_toolkit.i18n import Words
from cpd_toolkit.measures.quality import rows_by_file_and_rule
from cpd_toolkit.report.organisation.contacts import contacts, headed
from cpd_toolkit.report.publish import publish
from cpd_toolkit.tables import TABLES
from cpd_toolkit.tables.schema import dtypes
from cpd_toolkit.validate import accepted, check
from cpd_toolkit.validate.listing import csv_text

BOM = "\ufeff"  # so that spreadsheets read accents


def make_internal(folder: Path, as_of: date, lang: str | None = None, out: Path | None = None) -> list[Path]:
    """Write the list of whom to contact and the findings by file and rule, and return their paths.

    Args:
        folder: The dossier.
        as_of: The day.
        lang: `fr` or `en`; the dossier's language unless said.
        out: Folder for the files; the dossier's `reports` unless said.

    Returns:
        `organisation-internal.<lang>.csv` and `organisation-internal-files.<lang>.csv`, readable by their owner alone;
        the first line of each says that it is internal.

    Raises:
        UsageError: There is no register.
        DossierError: The folder is no dossier.
        ReportError: A file can't be written.
    """
    dossier = open_dossier(folder)
    say = Words(lang or dossier.lang)
    done = check(dossier, as_of)
    if "members" not in done.tables:
        raise UsageError(say("organisation.no_register"))
    rows = {name: pl.DataFrame(schema=dtypes(table)) for name, table in TABLES.items()} | accepted(done)
    listed, faults = contacts(rows, as_of, dossier.need_sessions), rows_by_file_and_rule(done.findings)
    whom = say("organisation.contacts.internal", day=say.day(as_of), n=listed.height)
    which = say("organisation.files.internal", day=say.day(as_of), n=faults["file"].n_unique())
    texts = {"internal": _csv(whom, headed(listed, say)), "internal-files": _csv(which, by_file(faults, say))}
    place = Path(out) if out else dossier.reports
    files = {place / f"organisation-{name}.{say.lang}.csv": (BOM + text).encode() for name, text in texts.items()}
    try:
        return publish(files)
    except OSError:
        raise ReportError(say("report.unwritable")) from None


def by_file(faults: pl.DataFrame, say: Words) -> pl.DataFrame:
    """Return the rows with a finding by file, sheet and rule, in words, the most first within a file."""
    words = {rule: say(f"report.rule.{rule}") for rule in faults["rule"].unique()}
    ordered = faults.sort("file", "sheet", "value", "rule", descending=[False, False, True, False])
    rule, rows = pl.col("rule").replace_strict(words, return_dtype=pl.String), pl.col("value").cast(pl.Int64)
    told = ordered.select("file", "sheet", rule, rows=rows)
    return told.rename({name: say(f"organisation.files.head.{name}") for name in told.columns})


def _csv(first: str, table: pl.DataFrame) -> str:
    words = first.replace('"', "'")
    return f'"{words}"\n{csv_text(table)}'
