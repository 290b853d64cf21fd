"""Is the dossier in order, what are its numbers, where does one come from: `cpd check`, `facts`, `why`."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cpd_toolkit.cli.app import app, say
from cpd_toolkit.cli.options import AS_OF, FOLDER, NEED_SESSIONS, RATIO, checked_dossier
from cpd_toolkit.errors import ReportError

if TYPE_CHECKING:
    from cpd_toolkit.report.corrected import Outcome
    from cpd_toolkit.validate import Checked


@app.command("check", help=say("cli.check"))
@FOLDER
@click.option("--format", "form", type=click.Choice(["text", "json", "csv"]), default="text", help=say("cli.format"))
@AS_OF
@click.option("--strict", is_flag=True, help=say("cli.strict"))
def check_command(folder: Path, form: str, as_of: str | None, strict: bool) -> int:
    """Check a dossier; exit with 1 when there are errors."""
    from cpd_toolkit.validate import listing

    done = checked_dossier(folder, as_of)
    forms = {"text": listing.as_text, "json": listing.as_json, "csv": listing.as_csv}
    click.echo(forms[form](done, done.dossier.say), nl=False)
    if form == "text" and not all([*_write_beside(done)]):
        click.echo(done.dossier.say("check.page_not_written"), err=True)
    return int(done.has_errors)


def _write_beside(done: "Checked") -> Iterator[bool]:
    """Write what a person reads beside the text, say what was written, and give whether each could be."""
    copies: list[Outcome] = []
    for write in (_write_copies, _write_check_page, _ask_about_duplicates):
        try:
            write(done, copies)
            yield True
        except (OSError, ReportError):
            yield False


def _write_copies(done: "Checked", copies: "list[Outcome]") -> None:
    from cpd_toolkit.report.corrected import told, write_copies
    from cpd_toolkit.validate.listing import STEERING

    copies += write_copies(done, done.dossier.say)
    for line in told(copies, done.dossier.say):
        click.echo(STEERING.sub("?", line))


def _write_check_page(done: "Checked", copies: "list[Outcome]") -> None:
    from cpd_toolkit.report.check_page import write_check_page

    write_check_page(done, done.dossier.say, copies)
    click.echo(done.dossier.say("check.page_written"))


def _ask_about_duplicates(done: "Checked", _: "list[Outcome]") -> None:
    from cpd_toolkit.report.duplicates import ask_about_duplicates

    for line in ask_about_duplicates(done, done.dossier.say).told(done.dossier.say):
        click.echo(line)


@app.command("facts", help=say("cli.facts"))
@FOLDER
@AS_OF
@NEED_SESSIONS
@RATIO
def facts_command(folder: Path, as_of: str | None, need_sessions: int | None, ratio: float | None) -> None:
    """Print every number of a dossier as one JSON document."""
    import json

    from cpd_toolkit.measures.facts import facts
    from cpd_toolkit.validate import accepted

    done = checked_dossier(folder, as_of)
    numbers = done.counts() | facts(accepted(done), done.dossier, done.as_of, need_sessions, ratio)
    click.echo(json.dumps(numbers, ensure_ascii=False, indent=1))


@app.command("why", help=say("cli.why"))
@click.argument("key")
@FOLDER
@AS_OF
@NEED_SESSIONS
@RATIO
def why_command(key: str, folder: Path, as_of: str | None, need_sessions: int | None, ratio: float | None) -> None:
    """Print the rows behind a number as CSV."""
    from cpd_toolkit.measures.why import why
    from cpd_toolkit.validate import accepted
    from cpd_toolkit.validate.listing import csv_text, rows_behind

    done = checked_dossier(folder, as_of)
    rows = rows_behind(key, done, done.dossier.say)
    if rows is None:
        rows = why(key, accepted(done), done.dossier, done.as_of, need_sessions, ratio)
    click.echo(csv_text(rows), nl=False)
