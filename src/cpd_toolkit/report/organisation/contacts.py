"""The list of whom to contact: codes, reasons and days, for the organisation's own use. Never part of a public page."""

from datetime import date, timedelta

import polars as pl

from cpd_toolkit.i18n import Words
from cpd_toolkit.measures.groups import SOON_DAYS
from cpd_toolkit.measures.roll import roll

REASONS = ("no_data", "no_session", "lapse")  # the most urgent first


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


def headed(listed: pl.DataFrame, say: Words) -> pl.DataFrame:
    """Return the list in words, under headings of the language."""
    reasons = {name: say(f"organisation.contacts.reason.{name}") for name in REASONS}
    leave = {"true": say("words.yes"), "false": say("words.no")}
    told = listed.with_columns(
        pl.col("reason").replace_strict(reasons, return_dtype=pl.String),
        pl.col("paused").cast(pl.String).replace_strict(leave, return_dtype=pl.String),
        pl.col("day").cast(pl.String).fill_null(""),
    )
    return told.rename({name: say(f"organisation.contacts.head.{name}") for name in told.columns})
