"""The command line: one verb a question. Only here, and on the coach's page, are errors caught.

Nothing heavy is imported before a verb needs it, so that `cpd --help` is quick.
"""

import math
import sys
import traceback
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cpd_toolkit.errors import CpdError, UsageError, exit_code
from cpd_toolkit.i18n import LANGUAGES, Words, console_language

if TYPE_CHECKING:
    import polars as pl

    from cpd_toolkit.requirements.evaluate import Evaluation
    from cpd_toolkit.tables.workbook import Kind
    from cpd_toolkit.validate import Checked

INTERNAL = 70  # our own fault, not the user's (sysexits)

say = Words(console_language())


@click.group("cpd", help=say("cli.about"), context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="cpd_toolkit", prog_name="cpd")
def app() -> None:
    """Everything the program can do."""


FOLDER = click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
AS_OF = click.option("--as-of", metavar="DATE", help=say("cli.as_of"))
NEED_SESSIONS = click.option("--need-sessions", type=click.IntRange(min=1), help=say("cli.need_sessions"))
RATIO = click.option("--ratio", type=click.FloatRange(min=1), help=say("cli.ratio"))
LANG = click.option("--lang", type=click.Choice(LANGUAGES), help=say("cli.lang"))


def _finite(context: click.Context, option: click.Parameter, value: float | None) -> float | None:
    # Neither nan nor infinity can be written in JSON.
    if value is not None and not math.isfinite(value):
        raise click.BadParameter(say("dossier.allowed.float_1"))
    return value


def main() -> None:
    """Run the command line and leave with the exit code of what happened."""
    _speak_utf8()
    try:
        code = app(standalone_mode=False)
    except CpdError as error:
        click.echo(str(error), err=True)
        code = exit_code(error)
    except click.ClickException as error:  # a call that can't be parsed, in click's own words
        error.show()
        code = 2
    except (click.Abort, KeyboardInterrupt):
        code = 130
    except BrokenPipeError:  # `cpd facts DIR | head`
        sys.stdout = None
        code = 0
    except Exception as error:
        click.echo(say("cli.internal", kind=type(error).__name__, place=_place(error)), err=True)
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

    until = day(as_of)  # a day that can't be read is told before a folder is opened
    return check(open_dossier(folder), until)


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
    if form == "text":
        _write_check_page(done)
    return int(done.has_errors)


def _write_check_page(done: "Checked") -> None:
    from cpd_toolkit.report.check_page import write_check_page

    try:
        write_check_page(done, done.dossier.say)
        click.echo(done.dossier.say("check.page_written"))
    except OSError:
        click.echo(done.dossier.say("check.page_not_written"), err=True)


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
    out: Path | None,
) -> None:
    """Make one report, or all that fit the dossier, and say where it is."""
    from cpd_toolkit.report import make_report
    from cpd_toolkit.report.fitting import Whom, fitting
    from cpd_toolkit.report.notebooks import declares

    first, last = (day(text) if text else None for text in (start, end))
    chosen = {name: Whom(member, group)}
    if name == "all":
        chosen = fitting(checked_dossier(folder, as_of), say, member, group)
    for one, whom in chosen.items():
        # Only some pages can print the code's wording; the others go without.
        own = {"wording": True} if wording and declares(one, "wording", say) else {}
        made = make_report(one, folder, day(as_of), lang, out, whom.member, first, last, pdf, own, whom.group)
        for path in made:
            click.echo(path)


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
    voice, (who, tables) = done.dossier.say, _of_member(done, member)
    packs = named_packs(done.dossier, tables, done.as_of, voice)
    added = [read_spec(spec, voice) for spec in specs]
    now = evaluate(packs, tables, done.dossier, done.as_of)
    changed = effects(packs, tables, added, who, done.dossier, done.as_of) if added else None
    made = plan(packs, with_added(tables, added, who), done.dossier, done.as_of)
    click.echo(as_text(now, changed, made, done.as_of, voice), nl=False)
    if calendar:
        _write_calendar(calendar, done, now, tables)


def _of_member(done: "Checked", member: str | None) -> "tuple[str, dict[str, pl.DataFrame]]":
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


@app.command("articles", help=say("cli.articles"))
def articles_command() -> None:
    """List the 47 articles of the code and what can evidence each."""
    from cpd_toolkit.ethics import ARTICLES

    for article in ARTICLES:
        sources = say.join(say(f"cli.source.{source}") for source in article.evidence) or say("cli.source.none")
        click.echo(
            f"{article.number:>2}  {article.label(say.lang)} ({say(f'cli.strength.{article.strength}')}{sources})"
        )


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
    voice, (_, tables) = done.dossier.say, _of_member(done, member)
    known = library(done.dossier)
    first, second = (edition(name, done.as_of, known, voice) for name in (one, other))
    compared = compare(first, second, tables, done.dossier, done.as_of)
    return as_text(first, second, compared, done.as_of, voice)


if __name__ == "__main__":
    main()
