"""The list of whom to contact: codes, reasons and days, for the organisation's own use. Never part of a public page."""

from datetime import date, timedelta
from pathlib import Path

import polars as pl

from cpd_toolkit.dossier import open_dossier
from cpd_toolkit.errors import ReportError, UsageError
from cpd_toolkit.i18n import Words
from cpd_toolkit.measures.groups import SOON_DAYS
from cpd_toolkit.measures.roll import roll
from cpd_toolkit.report.publish import publish
from cpd_toolkit.tables import TABLES
from cpd_toolkit.tables.schema import dtypes
from cpd_toolkit.validate import accepted, check
from cpd_toolkit.validate.listing import csv_text

REASONS = ("no_data", "no_session", "lapse")  # the most urgent first
BOM = "\ufeff"  # so that spreadsheets read accents


def make_contact_list(folder: Path, as_of: date, lang: str | None = None, out: Path | None = None) -> list[Path]:
    """Write the list of whom to contact and return its path.

    Args:
        folder: The dossier.
        as_of: The day.
        lang: `fr` or `en`; the dossier's language unless said.
        out: Folder for the file; the dossier's `reports` unless said.

    Returns:
        `organisation-internal.<lang>.csv`, readable by its owner alone; its first line says that it is internal.

    Raises:
        UsageError: There is no register.
        DossierError: The folder is no dossier.
        ReportError: The file can't be written.
    """
    dossier = open_dossier(folder)
    say = Words(lang or dossier.lang)
    done = check(dossier, as_of)
    if "members" not in done.tables:
        raise UsageError(say("organisation.no_register"))
    rows = {name: pl.DataFrame(schema=dtypes(table)) for name, table in TABLES.items()} | accepted(done)
    listed = contacts(rows, as_of, dossier.need_sessions)
    path = (Path(out) if out else dossier.reports) / f"organisation-internal.{say.lang}.csv"
    try:
        return publish({path: (BOM + as_csv(listed, as_of, say)).encode()})
    except OSError:
        raise ReportError(say("report.unwritable")) from None


def contacts(rows: dict[str, pl.DataFrame], as_of: date, need_sessions: int) -> pl.DataFrame:
    """Return whom to contact: member_id, reason, day, group_id, region, paused; a member once, for the first reason.

    Reasons: `no_data`, no record of any kind; `no_session`, none in 365 days, the day is the last one's; `lapse`, below
    the need within 90 days if nothing new is logged, the day is that on which.
    """
    members = roll(rows, as_of, need_sessions)
    sessions = rows["supervision"].filter(pl.col("date") <= as_of)
    last = sessions.group_by("member_id").agg(last=pl.col("date").max())
    pause = pl.col("pause_from") <= as_of, pl.col("pause_to").fill_null(as_of) >= as_of
    leave = rows["members"].select("member_id", paused=pl.all_horizontal(*pause).fill_null(False))
    known = members.join(last, on="member_id", how="left").join(leave, on="member_id", how="left")
    soon = pl.col("lapse_date") <= as_of + timedelta(days=SOON_DAYS)
    reason = (
        pl.when(~pl.col("with_records"))
        .then(pl.lit("no_data"))
        .when(pl.col("sessions_365_days") == 0)
        .then(pl.lit("no_session"))
        .when(soon)
        .then(pl.lit("lapse"))
    )
    day = pl.when(reason == "lapse").then("lapse_date").otherwise("last")
    listed = known.with_columns(reason=reason, day=day).filter(pl.col("reason").is_not_null())
    order = pl.col("reason").replace_strict({name: i for i, name in enumerate(REASONS)}, return_dtype=pl.Int64)
    told = listed.sort(order, "day", "member_id", nulls_last=False)
    return told.select("member_id", "reason", "day", "group_id", "region", "paused")


def as_csv(listed: pl.DataFrame, as_of: date, say: Words) -> str:
    """Return the list as CSV under a first line that says what it is; a spreadsheet runs no cell of it."""
    words = {
        "reason": {name: say(f"organisation.contacts.reason.{name}") for name in REASONS},
        "paused": {"true": say("words.yes"), "false": say("words.no")},
    }
    told = listed.with_columns(
        pl.col("reason").replace_strict(words["reason"], return_dtype=pl.String),
        pl.col("paused").cast(pl.String).replace_strict(words["paused"], return_dtype=pl.String),
        pl.col("day").cast(pl.String).fill_null(""),
    )
    headed = told.rename({name: say(f"organisation.contacts.head.{name}") for name in told.columns})
    first = say("organisation.contacts.internal", day=say.day(as_of), n=listed.height).replace('"', "'")
    return f'"{first}"\n{csv_text(headed)}'
