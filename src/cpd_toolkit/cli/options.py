"""What several verbs take: a folder, a day, settings; and the checked dossier of a folder."""

import math
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cpd_toolkit.cli.app import say
from cpd_toolkit.errors import UsageError
from cpd_toolkit.i18n import LANGUAGES

if TYPE_CHECKING:
    import polars as pl

    from cpd_toolkit.validate import Checked


def _finite(context: click.Context, option: click.Parameter, value: float | None) -> float | None:
    # Neither nan nor infinity can be written in JSON.
    if value is not None and not math.isfinite(value):
        raise click.BadParameter(say("dossier.allowed.float_1"))
    return value


FOLDER = click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
AS_OF = click.option("--as-of", metavar="DATE", help=say("cli.as_of"))
NEED_SESSIONS = click.option("--need-sessions", type=click.IntRange(min=1), help=say("cli.need_sessions"))
RATIO = click.option("--ratio", type=click.FloatRange(min=1), callback=_finite, help=say("cli.ratio"))
LANG = click.option("--lang", type=click.Choice(LANGUAGES), help=say("cli.lang"))


def day(text: str | None) -> date:
    """Return the as-of day: the one given, else today. Nothing else reads the clock."""
    try:
        return date.fromisoformat(text) if text else date.today()
    except ValueError:
        raise UsageError(say("cli.unknown_date", text=text)) from None


def checked_dossier(folder: Path, as_of: str | None) -> "Checked":
    """Return the check of a folder."""
    from cpd_toolkit.dossier import open_dossier
    from cpd_toolkit.validate import check

    until = day(as_of)  # a day that can't be read is told before a folder is opened
    return check(open_dossier(folder), until)


def of_member(done: "Checked", member: str | None) -> "tuple[str, dict[str, pl.DataFrame]]":
    """Return the one member who is meant, and the accepted rows of that member."""
    from cpd_toolkit.report.opening import members
    from cpd_toolkit.validate import accepted

    rows = accepted(done)
    codes = members(rows)
    if member and member not in codes:
        raise UsageError(done.dossier.say("report.unknown_member"))
    if not member and len(codes) > 1:
        raise UsageError(done.dossier.say("plan.member_needed", n=len(codes)))
    who = member or (codes[0] if codes else done.dossier.member_id or "")
    return who, {name: table.filter(member_id=who) for name, table in rows.items()}
