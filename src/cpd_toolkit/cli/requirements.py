"""What bodies ask for, and how the records stand to it: `cpd rules`, `plan`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cpd_toolkit.cli.app import app, say
from cpd_toolkit.cli.options import AS_OF, FOLDER, checked_dossier, day, of_member
from cpd_toolkit.errors import UsageError

if TYPE_CHECKING:
    import polars as pl

    from cpd_toolkit.requirements.evaluate import Evaluation
    from cpd_toolkit.validate import Checked


@app.command("rules", help=say("cli.rules_command"))
@click.argument("name", metavar="[PACK]", required=False)
@click.option("--on", "on", metavar="DATE", help=say("cli.on"))
@click.option("--dossier", "folder", metavar="DIR", type=click.Path(path_type=Path), help=say("cli.packs_of"))
@click.option("--compare", "compared", metavar="PACK PACK DIR", nargs=3, help=say("cli.compare"))
@click.option("--member", metavar="CODE", help=say("cli.member"))
def rules_command(
    name: str | None, on: str | None, folder: Path | None, compared: tuple[str, str, str] | None, member: str | None
) -> None:
    """List the requirement packs, show one in full, or compare two for a dossier."""
    from cpd_toolkit.dossier import open_dossier
    from cpd_toolkit.requirements.listing import in_full, listed
    from cpd_toolkit.requirements.load import library, pack_on

    if compared:
        click.echo(_comparison(*compared, on, member), nl=False)
        return
    when = day(on)
    dossier = open_dossier(folder) if folder else None
    voice = dossier.say if dossier else say
    known = library(dossier)
    text = in_full(pack_on(name, when, known, voice), when, voice) if name else listed(known, when, voice)
    click.echo(text, nl=False)


def _comparison(one: str, other: str, folder: str, on: str | None, member: str | None) -> str:
    from cpd_toolkit.requirements.compare import as_text, compare, edition
    from cpd_toolkit.requirements.load import library

    done = checked_dossier(Path(folder), on)
    voice, (_, tables) = done.dossier.say, of_member(done, member)
    known = library(done.dossier)
    first, second = (edition(name, done.as_of, known, voice) for name in (one, other))
    compared = compare(first, second, tables, done.dossier, done.as_of)
    return as_text(first, second, compared, done.as_of, voice)


@app.command("plan", help=say("cli.plan"))
@FOLDER
@click.option("--add", "specs", metavar="SPEC", multiple=True, help=say("cli.add"))
@click.option("--member", metavar="CODE", help=say("cli.member"))
@AS_OF
@click.option("--ics", "calendar", metavar="FILE", type=click.Path(path_type=Path), help=say("cli.ics"))
def plan_command(
    folder: Path, specs: tuple[str, ...], member: str | None, as_of: str | None, calendar: Path | None
) -> None:
    """Print how the requirements stand, what additions would change, and the smallest plan."""
    from cpd_toolkit.requirements.evaluate import evaluate
    from cpd_toolkit.requirements.named import named_packs
    from cpd_toolkit.requirements.plan import plan
    from cpd_toolkit.requirements.plan.listing import as_text
    from cpd_toolkit.requirements.what_if import effects, read_spec, with_added

    done = checked_dossier(folder, as_of)
    voice, (who, tables) = done.dossier.say, of_member(done, member)
    packs = named_packs(done.dossier, tables, done.as_of, voice)
    added = [read_spec(spec, voice) for spec in specs]
    now = evaluate(packs, tables, done.dossier, done.as_of)
    changed = effects(packs, tables, added, who, done.dossier, done.as_of) if added else None
    made = plan(packs, with_added(tables, added, who), done.dossier, done.as_of)
    click.echo(as_text(now, changed, made, done.as_of, voice), nl=False)
    if calendar:
        _write_calendar(calendar, done, now, tables)


def _write_calendar(path: Path, done: "Checked", now: "list[Evaluation]", tables: "dict[str, pl.DataFrame]") -> None:
    from cpd_toolkit.files import write_whole
    from cpd_toolkit.requirements.calendar import as_ics, events

    voice = done.dossier.say
    listed = events(now, tables, done.dossier, done.as_of, voice)
    try:
        write_whole(path, as_ics(listed, done.as_of, voice))
    except OSError:
        raise UsageError(voice("calendar.not_written")) from None
    click.echo(voice("calendar.written", n=len(listed)))
