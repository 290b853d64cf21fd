"""The code of ethics: `cpd articles`, `cpd articles suggest`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cpd_toolkit.cli.app import app, say
from cpd_toolkit.cli.options import AS_OF, FOLDER, day
from cpd_toolkit.i18n import Words

if TYPE_CHECKING:
    from cpd_toolkit.dossier import Dossier
    from cpd_toolkit.suggest.decisions import Decisions
    from cpd_toolkit.suggest.offers import Offer

SUGGESTIONS = "article_suggestions.xlsx"


@app.group("articles", help=say("cli.articles"), invoke_without_command=True)
@click.pass_context
def articles_command(context: click.Context) -> None:
    """List the 47 articles of the code and what can evidence each."""
    from cpd_toolkit.ethics import ARTICLES

    if context.invoked_subcommand:
        return
    for article in ARTICLES:
        sources = say.join(say(f"cli.source.{source}") for source in article.evidence) or say("cli.source.none")
        click.echo(
            f"{article.number:>2}  {article.label(say.lang)} ({say(f'cli.strength.{article.strength}')}{sources})"
        )


@articles_command.command("suggest", help=say("suggest.help"))
@FOLDER
@AS_OF
def suggest_command(folder: Path, as_of: str | None) -> None:
    """Take the answers of the workbook of suggestions if it is there, and write it anew."""
    from cpd_toolkit.dossier import open_dossier
    from cpd_toolkit.suggest.entries import untagged
    from cpd_toolkit.suggest.offers import MOST_ENTRIES, offers
    from cpd_toolkit.validate import accepted, check

    until = day(as_of)
    dossier = open_dossier(folder)
    path = dossier.reports / SUGGESTIONS
    decided = _with_filled(path, dossier)
    entries = untagged(accepted(check(dossier, until, suggestions=False)))
    offered = offers(entries[:MOST_ENTRIES], decided)
    if offered:
        _write(path, offered, dossier)
    for line in _told(len(entries), offered, dossier.say):
        click.echo(line)
    if len(entries) > MOST_ENTRIES:
        click.echo(dossier.say("suggest.newest", n=MOST_ENTRIES))


def _told(entries: int, offered: "list[Offer]", voice: Words) -> list[str]:
    """Return what was found, where it stands, and what is decided."""
    if not entries:
        return [voice("suggest.none")]
    found, told = voice("suggest.found", n=entries), len({offer.entry.key for offer in offered})
    if not told:
        return [found, voice("suggest.nothing")]
    answers = [offer.answer for offer in offered]
    written = voice("suggest.written", n=told, path=f"reports/{SUGGESTIONS}")
    decided = voice("suggest.decided", yes=answers.count(True), no=answers.count(False), n=answers.count(None))
    return [found, written, decided]


def _with_filled(path: Path, dossier: "Dossier") -> "Decisions":
    """Return what was decided before, with the answers of the workbook if there is one; these are kept first."""
    from cpd_toolkit.suggest.decisions import decisions, remember, with_answers
    from cpd_toolkit.suggest.filled import answers

    before = decisions(dossier)
    if not path.exists():
        return before
    after = with_answers(before, answers(path, dossier))
    if after != before:
        remember(dossier, after)
    return after


def _write(path: Path, offered: "list[Offer]", dossier: "Dossier") -> None:
    from cpd_toolkit.errors import UsageError
    from cpd_toolkit.files import write_whole
    from cpd_toolkit.suggest.workbook import workbook

    try:
        path.parent.mkdir(exist_ok=True)
        write_whole(path, workbook(offered, dossier.say))
    except OSError:
        raise UsageError(dossier.say("suggest.not_written")) from None
