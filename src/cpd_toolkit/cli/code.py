"""The code of ethics: `cpd articles`."""

import click

from cpd_toolkit.cli.app import app, say


@app.command("articles", help=say("cli.articles"))
def articles_command() -> None:
    """List the 47 articles of the code and what can evidence each."""
    from cpd_toolkit.ethics import ARTICLES

    for article in ARTICLES:
        sources = say.join(say(f"cli.source.{source}") for source in article.evidence) or say("cli.source.none")
        click.echo(
            f"{article.number:>2}  {article.label(say.lang)} ({say(f'cli.strength.{article.strength}')}{sources})"
        )
