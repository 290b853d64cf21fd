"""Files of other tools: `cpd import`."""

import sys
from collections.abc import Callable
from pathlib import Path

import click

from cpd_toolkit.cli.app import app, say
from cpd_toolkit.cli.options import AS_OF, FOLDER, day


@app.command("import", help=say("cli.import"))
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@FOLDER
@click.option("--as", "table", metavar="TABLE", help=say("cli.as"))
@click.option("--kind", metavar="KIND", help=say("cli.kind"))
@AS_OF
def import_command(
    files: tuple[Path, ...], folder: Path, table: str | None, kind: str | None, as_of: str | None
) -> None:
    """Import files into a dossier, and say what became of every row."""
    from cpd_toolkit.dossier import open_dossier
    from cpd_toolkit.imports import import_files
    from cpd_toolkit.imports.listing import as_text
    from cpd_toolkit.imports.run import Wish

    until = day(as_of)
    voice = open_dossier(folder).say
    done = import_files(files, folder, until, Wish(table, kind), _asker() if sys.stdin.isatty() else None)
    click.echo(as_text(done, voice, until), nl=False)


def _asker() -> Callable[[str], str]:
    return lambda question: str(click.prompt(question, default="", show_default=False, prompt_suffix=" > "))
