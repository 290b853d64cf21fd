"""Pages to read and to hand in: `cpd report`."""

from pathlib import Path

import click

from cpd_toolkit.cli.app import app, say
from cpd_toolkit.cli.options import AS_OF, FOLDER, LANG, checked_dossier, day
from cpd_toolkit.errors import UsageError

AUDIENCES = ("public", "internal")
INTERNAL = "organisation"  # the report that has files for the organisation itself


@app.command("report", help=say("cli.report"))
@click.argument("name")
@FOLDER
@click.option("--member", metavar="CODE", help=say("cli.member"))
@click.option("--group", metavar="CODE", help=say("cli.group"))
@AS_OF
@click.option("--from", "start", metavar="DATE", help=say("cli.start"))
@click.option("--to", "end", metavar="DATE", help=say("cli.end"))
@LANG
@click.option("--pdf", is_flag=True, help=say("cli.pdf"))
@click.option("--wording", is_flag=True, help=say("cli.wording"))
@click.option(
    "--audience", type=click.Choice(AUDIENCES), multiple=True, default=AUDIENCES[:1], help=say("cli.audience")
)
@click.option("--draft", is_flag=True, help=say("cli.draft"))
@click.option("--hide-near", is_flag=True, help=say("cli.hide_near"))
@click.option("--override", metavar="REASON", default="", help=say("cli.override"))
@click.option("--out", metavar="DIR", type=click.Path(path_type=Path), help=say("cli.out"))
def report_command(
    name: str,
    folder: Path,
    member: str | None,
    group: str | None,
    as_of: str | None,
    start: str | None,
    end: str | None,
    lang: str | None,
    pdf: bool,
    wording: bool,
    audience: tuple[str, ...],
    draft: bool,
    hide_near: bool,
    override: str,
    out: Path | None,
) -> None:
    """Make one report, or all that fit the dossier, and say where it is."""
    from cpd_toolkit.report import make_report
    from cpd_toolkit.report.fitting import Whom, fitting
    from cpd_toolkit.report.notebooks import declares

    if "internal" in audience:
        _internal(name, folder, as_of, lang, out)
    if "public" not in audience:
        return
    first, last = (day(text) if text else None for text in (start, end))
    chosen = {name: Whom(member, group)}
    if name == "all":
        chosen = fitting(checked_dossier(folder, as_of), say, member, group)
    for one, whom in chosen.items():
        # Only some pages can print the code's wording; the others go without.
        own: dict[str, object] = {"wording": True} if wording and declares(one, "wording", say) else {}
        own |= (
            {"publish": not draft, "override": override, "hide_near": hide_near}
            if declares(one, "publish", say)
            else {}
        )
        made = make_report(one, folder, day(as_of), lang, out, whom.member, first, last, pdf, own, whom.group)
        for path in made:
            click.echo(path)


def _internal(name: str, folder: Path, as_of: str | None, lang: str | None, out: Path | None) -> None:
    from cpd_toolkit.report.organisation.internal import make_internal

    if name != INTERNAL:
        raise UsageError(say("cli.no_internal", name=name, known=INTERNAL))
    for path in make_internal(folder, day(as_of), lang, out):
        click.echo(path)
