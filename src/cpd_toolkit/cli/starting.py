"""Where to begin: `cpd demo`, `init`, `lab`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cpd_toolkit.cli.app import app, say
from cpd_toolkit.cli.options import FOLDER, LANG
from cpd_toolkit.i18n import Words

if TYPE_CHECKING:
    from cpd_toolkit.tables.workbook import Kind


@app.command("init", help=say("cli.init"))
@FOLDER
@LANG
@click.option(
    "--for", "kind", type=click.Choice(["coach", "group", "organisation"]), default="coach", help=say("cli.for")
)
@click.option("--rules", metavar="PACK", help=say("cli.rules"))
def init_command(folder: Path, lang: str | None, kind: "Kind", rules: str | None) -> None:
    """Make a dossier with templates to fill."""
    from cpd_toolkit.starting import start_dossier

    if rules:
        _check_pack(folder, lang or say.lang, rules)
    start_dossier(folder, lang or say.lang, kind, rules)
    click.echo(Words(lang or say.lang)("cli.started"))


def _check_pack(folder: Path, lang: str, rules: str) -> None:
    from cpd_toolkit.dossier import Dossier
    from cpd_toolkit.requirements.load import editions, library

    editions(rules, library(Dossier(folder, lang=lang)), Words(lang))


@app.command("demo", help=say("cli.demo"))
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path), default=Path("reports/demo"))
def demo_command(folder: Path) -> None:
    """Make sample dossiers, check them, make every report in both languages, and an index page."""
    from cpd_toolkit.demo import make_demo

    click.echo(say("cli.demo_done", page=make_demo(folder, say, click.echo)))


@app.command("lab", help=say("cli.lab"))
@FOLDER
def lab_command(folder: Path) -> int:
    """Copy the notebooks that are missing into a dossier and open JupyterLab there."""
    import subprocess

    from cpd_toolkit.report.notebooks import copy_to_lab

    copy_to_lab(folder.resolve())
    return subprocess.call([sys.executable, "-m", "jupyterlab", str(folder.resolve() / "notebooks")])
