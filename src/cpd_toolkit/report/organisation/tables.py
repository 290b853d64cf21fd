"""Every table of the page, with the members behind its rows: made together, because they are protected together."""

from datetime import date
from typing import NamedTuple

import polars as pl

from cpd_toolkit.dossier import Dossier
from cpd_toolkit.i18n import Words
from cpd_toolkit.measures import offer, organisation, programme, quality
from cpd_toolkit.measures.counted import Counted, members_by
from cpd_toolkit.measures.roll import pooled, roll
from cpd_toolkit.report.organisation.verdicts import Untold, by_rule
from cpd_toolkit.tables import TABLES
from cpd_toolkit.tables.schema import dtypes
from cpd_toolkit.validate import Checked, accepted

PER_INTERVAL = 2  # times k members on average, that an interval of a pipeline must hold
NOBODY = pl.Series("member_id", [], dtype=pl.String)


class Measured(NamedTuple):
    """The tables of a page before they are protected. Never handed to a part of it."""

    tables: dict[str, Counted]
    untold: tuple[Untold, ...]


def measured(checked: Checked, say: Words) -> Measured:
    """Return every table of the page of an organisation.

    Raises:
        UsageError: A pack that the dossier or its register names is not known or not in force.
    """
    dossier, as_of, k = checked.dossier, checked.as_of, checked.dossier.k_organisation
    rows = {name: pl.DataFrame(schema=dtypes(table)) for name, table in TABLES.items()} | accepted(checked)
    members = pooled(roll(rows, as_of, dossier.need_sessions, dossier.rules), k)
    verdicts = by_rule(members, accepted(checked), dossier, as_of, say)
    return Measured(
        {
            **_standing(members, as_of),
            **verdicts.tables,
            **_ahead(members, rows["members"], as_of, k),
            **_hours(members, rows, dossier, as_of),
            **_records(members, rows, checked, as_of),
        },
        verdicts.untold,
    )


def _standing(members: pl.DataFrame, as_of: date) -> dict[str, Counted]:
    return {
        "members": members_by(members),
        "members_by_region": members_by(members, ["region"]),
        "members_by_level": members_by(members, ["level"]),
        "standing": organisation.standing(members, as_of),
        "standing_by_region": organisation.standing(members, as_of, ["region"]),
        "standing_by_level": organisation.standing(members, as_of, ["level"]),
        "standing_by_group": organisation.standing_of_groups(members, as_of),
    }


def _ahead(members: pl.DataFrame, register: pl.DataFrame, as_of: date, k: int) -> dict[str, Counted]:
    return {
        "lapses": organisation.lapses(members, as_of, PER_INTERVAL * k),
        "renewals": organisation.renewals(members, register, as_of, PER_INTERVAL * k),
    }


def _hours(members: pl.DataFrame, rows: dict[str, pl.DataFrame], dossier: Dossier, as_of: date) -> dict[str, Counted]:
    hours = organisation.hours_of(members, rows["supervision"], as_of)
    return {
        "hours_classes": organisation.hours_classes(hours, as_of),
        "hours_quantiles": organisation.hours_quantiles(hours, as_of),
        "ratio_classes": organisation.ratio_classes(members, rows, as_of, dossier.ratio),
    }


def _records(members: pl.DataFrame, rows: dict[str, pl.DataFrame], checked: Checked, as_of: date) -> dict[str, Counted]:
    ours = {name: table.join(members, on="member_id", how="semi") for name, table in rows.items() if name != "members"}
    feedback = ours["feedback"].filter(pl.col("date") <= as_of)
    read = {name: (table.read, table.excluded) for name, table in checked.tables.items()}
    return {
        "feedback_by_quarter": programme.feedback_by_quarter(feedback, as_of),
        "response_rate": programme.response_rate(feedback, as_of),
        "articles": offer.article_shares(members, ours, as_of),
        "training_by_category": offer.training_by_category(members, ours["training"], as_of),
        "training_by_chapter": offer.training_by_chapter(members, ours["training"], as_of),
        "training_by_article": offer.training_by_article(members, ours["training"], as_of),
        "rows_left_out": Counted(quality.rows_left_out(read), NOBODY.to_frame()),
        "rows_by_rule": Counted(quality.rows_by_rule(checked.findings), NOBODY.to_frame()),
    }
