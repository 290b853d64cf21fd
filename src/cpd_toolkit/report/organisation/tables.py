"""Every table of the page, with the members behind its rows: made together, because they are protected together."""

from datetime import date
from typing import NamedTuple

import polars as pl

from cpd_toolkit.dossier import Dossier
from cpd_toolkit.i18n import Words
from cpd_toolkit.measures import offer, organisation, programme, quality
from cpd_toolkit.measures.counted import Counted, members_by, shares
from cpd_toolkit.measures.roll import POOLED, VERDICTS, pooled, roll
from cpd_toolkit.requirements.evaluate import evaluate
from cpd_toolkit.requirements.named import named_packs
from cpd_toolkit.requirements.pack import Pack
from cpd_toolkit.tables import TABLES
from cpd_toolkit.tables.schema import dtypes
from cpd_toolkit.validate import Checked, accepted

PER_INTERVAL = 2  # times k members on average, that an interval of a pipeline must hold
VERDICT = ("member_id", "region", "level", "pack", "rule", "verdict", "reason")
NOBODY = pl.Series("member_id", [], dtype=pl.String)


class Untold(NamedTuple):
    """A rule that can't be told of anybody, and why: nothing about a member."""

    pack: str
    rule: str
    reason: str


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
    verdicts, untold = _verdicts(members, accepted(checked), dossier, as_of, say)
    return Measured(
        {
            **_standing(members, as_of),
            **verdicts,
            **_ahead(members, rows["members"], as_of, k),
            **_hours(members, rows, dossier, as_of),
            **_records(members, rows, checked, as_of),
        },
        untold,
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


def _verdicts(
    members: pl.DataFrame, rows: dict[str, pl.DataFrame], dossier: Dossier, as_of: date, say: Words
) -> tuple[dict[str, Counted], tuple[Untold, ...]]:
    """Return the members by verdict on each rule of the packs named, and the rules that nothing can be told of."""
    told = [_judged(members, one.verdicts) for one in evaluate(_packs(dossier, rows, as_of, say), rows, dossier, as_of)]
    none = pl.DataFrame(schema=dict.fromkeys(VERDICT, pl.String))
    # Of levels told together a pack is not the level's: their rules are left out.
    verdicts = pl.concat([none, *told]).filter(pl.col("level") != POOLED)
    by_rule = verdicts.group_by("pack", "rule", maintain_order=True)
    blank = by_rule.agg(pl.col("reason").first(), same=_is_untold()).filter("same").drop("same")
    known = verdicts.join(blank, on=["pack", "rule"], how="anti", maintain_order="left")
    tables = {"rules": shares(known, "rule", "verdict", VERDICTS, ["level", "pack", "rule"])}
    if members["level"].n_unique() == 1:  # else regions and levels together leave too few in a cell
        tables["rules_by_region"] = shares(known, "rule", "verdict", VERDICTS, ["region", "pack", "rule"])
    return tables, tuple(Untold(*row) for row in blank.rows())


def _packs(dossier: Dossier, rows: dict[str, pl.DataFrame], as_of: date, say: Words) -> list[Pack]:
    named = dossier.rules or rows["members"]["rules"].count()
    return named_packs(dossier, rows, as_of, say) if named else []


def _judged(members: pl.DataFrame, verdicts: pl.DataFrame) -> pl.DataFrame:
    """Return the verdicts, unknown for members of whom there is no record at all."""
    joined = verdicts.join(members.select("member_id", "region", "level", "with_records"), on="member_id")
    verdict = pl.when("with_records").then("verdict").otherwise(pl.lit("unknown"))
    return joined.with_columns(verdict=verdict).select(VERDICT)


def _is_untold() -> pl.Expr:
    """Return whether a rule is unknown of everybody for a reason that lies with the rule or the dossier."""
    of_rule = pl.col("reason").is_in(["unverified", "qualitative"]) | (pl.col("reason") == "no_record")
    return ((pl.col("verdict") == "unknown") & of_rule & (pl.col("reason") == pl.col("reason").first())).all()
