"""The command line: one verb a question. Only here, and on the coach's page, are errors caught.

Nothing heavy is imported before a verb needs it, so that `cpd --help` is quick.
"""

import sys
import traceback
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from cpd_toolkit.errors import CpdError, UsageError, exit_code
from cpd_toolkit.i18n import Words, console_language

if TYPE_CHECKING:
    from cpd_toolkit.validate import Checked

INTERNAL = 70  # our own fault, not the user's (sysexits)

say = Words(console_language())
app = typer.Typer(
    name="cpd",
    help=say("cli.about"),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Folder = Annotated[Path, typer.Argument(metavar="DIR", help=say("cli.dir"))]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help=say("cli.as_of"))]
NeedSessions = Annotated[int | None, typer.Option(min=1, help=say("cli.need_sessions"))]
Ratio = Annotated[float | None, typer.Option(min=1, help=say("cli.ratio"))]
Lang = Annotated[Literal["fr", "en"] | None, typer.Option(help=say("cli.lang"))]


def main() -> None:
    """Run the command line and leave with the exit code of what happened."""
    _speak_utf8()
    try:
        code = app(standalone_mode=False)
    except CpdError as error:
        typer.echo(str(error), err=True)
        code = exit_code(error)
    except typer.TyperException as error:  # a call that can't be parsed, in typer's own words
        error.show()  # type: ignore[attr-defined]
        code = 2
    except (typer.Abort, KeyboardInterrupt):
        code = 130
    except BrokenPipeError:  # `cpd facts DIR | head`
        sys.stdout = None
        code = 0
    except Exception as error:
        typer.echo(say("cli.internal", kind=type(error).__name__, place=_place(error)), err=True)
        code = INTERNAL
    sys.exit(code if isinstance(code, int) else 0)


def _speak_utf8() -> None:
    # A Windows console may not be UTF-8; a character it lacks must not end the program.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")


def _place(error: Exception) -> str:
    """Return where in our own code an error arose: file and line, and nothing that was read."""
    ours = [frame for frame in traceback.extract_tb(error.__traceback__) if "cpd_toolkit" in frame.filename]
    return f"{Path(ours[-1].filename).name}:{ours[-1].lineno}" if ours else "?"


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

    return check(open_dossier(folder), day(as_of))


@app.command("check", help=say("cli.check"))
def check_command(
    folder: Folder,
    form: Annotated[Literal["text", "json", "csv"], typer.Option("--format", help=say("cli.format"))] = "text",
    as_of: AsOf = None,
    strict: Annotated[bool, typer.Option("--strict", help=say("cli.strict"))] = False,
) -> int:
    """Check a dossier; exit with 1 when there are errors."""
    from cpd_toolkit.validate import listing

    done = checked_dossier(folder, as_of)
    forms = {"text": listing.as_text, "json": listing.as_json, "csv": listing.as_csv}
    typer.echo(forms[form](done, done.dossier.say), nl=False)
    if form == "text":
        _write_check_page(done)
    return int(done.has_errors)


def _write_check_page(done: "Checked") -> None:
    from cpd_toolkit.report.check_page import write_check_page

    try:
        write_check_page(done, done.dossier.say)
        typer.echo(done.dossier.say("check.page_written"))
    except OSError:
        typer.echo(done.dossier.say("check.page_not_written"), err=True)


@app.command("facts", help=say("cli.facts"))
def facts_command(folder: Folder, as_of: AsOf = None, need_sessions: NeedSessions = None, ratio: Ratio = None) -> None:
    """Print every number of a dossier as one JSON document."""
    import json

    from cpd_toolkit.measures.facts import facts
    from cpd_toolkit.validate import accepted

    done = checked_dossier(folder, as_of)
    numbers = done.counts() | facts(accepted(done), done.dossier, done.as_of, need_sessions, ratio)
    typer.echo(json.dumps(numbers, ensure_ascii=False, indent=1))


@app.command("why", help=say("cli.why"))
def why_command(
    key: Annotated[str, typer.Argument(metavar="KEY", help=say("cli.key"))], folder: Folder, as_of: AsOf = None
) -> None:
    """Print the rows behind a number as CSV."""
    from cpd_toolkit.measures.why import why
    from cpd_toolkit.validate import accepted

    done = checked_dossier(folder, as_of)
    typer.echo(why(key, accepted(done), done.dossier, done.as_of).write_csv(), nl=False)


@app.command("init", help=say("cli.init"))
def init_command(
    folder: Folder,
    lang: Lang = None,
    kind: Annotated[Literal["coach", "group", "organisation"], typer.Option("--for", help=say("cli.for"))] = "coach",
    rules: Annotated[str | None, typer.Option(metavar="PACK", help=say("cli.rules"))] = None,
) -> None:
    """Make a dossier with templates to fill."""
    from cpd_toolkit.starting import start_dossier

    start_dossier(folder, lang or say.lang, kind, rules)
    typer.echo(say("cli.started"))


@app.command("report", help=say("cli.report"))
def report_command(
    name: Annotated[str, typer.Argument(metavar="NAME", help=say("cli.report_name"))],
    folder: Folder,
    member: Annotated[str | None, typer.Option(help=say("cli.member"))] = None,
    as_of: AsOf = None,
    start: Annotated[str | None, typer.Option("--from", metavar="DATE", help=say("cli.start"))] = None,
    end: Annotated[str | None, typer.Option("--to", metavar="DATE", help=say("cli.end"))] = None,
    lang: Lang = None,
    pdf: Annotated[bool, typer.Option("--pdf", help=say("cli.pdf"))] = False,
    out: Annotated[Path | None, typer.Option(metavar="DIR", help=say("cli.out"))] = None,
) -> None:
    """Make one report, or all, and say where it is."""
    from cpd_toolkit.report import make_report, report_names

    for one in report_names() if name == "all" else [name]:
        made = make_report(
            one,
            folder,
            day(as_of),
            lang=lang,
            out=out,
            member=member,
            start=day(start) if start else None,
            end=day(end) if end else None,
            pdf=pdf,
        )
        for path in made:
            typer.echo(path)


@app.command("demo", help=say("cli.demo"))
def demo_command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=say("cli.demo_dir"))] = Path("reports/demo"),
) -> None:
    """Make sample dossiers, check them, make every report in both languages, and an index page."""
    from cpd_toolkit.demo import make_demo

    typer.echo(say("cli.demo_done", page=make_demo(folder, say, typer.echo)))


@app.command("lab", help=say("cli.lab"))
def lab_command(folder: Folder) -> int:
    """Copy the notebooks that are missing into a dossier and open JupyterLab there."""
    import subprocess

    from cpd_toolkit.report.notebooks import copy_to_lab

    copy_to_lab(folder.resolve())
    return subprocess.call([sys.executable, "-m", "jupyterlab", str(folder.resolve() / "notebooks")])


@app.command("articles", help=say("cli.articles"))
def articles_command() -> None:
    """List the 47 articles of the code and what can evidence each."""
    from cpd_toolkit.ethics import ARTICLES

    for article in ARTICLES:
        typer.echo(f"{article.number:>2}  {article.label(say.lang)}")


if __name__ == "__main__":
    main()
