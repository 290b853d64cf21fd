"""The program as a whole. Its verbs are added by the other files; errors are caught here and on the page only."""

import sys
import traceback
from pathlib import Path

import click

from cpd_toolkit.errors import CpdError, exit_code
from cpd_toolkit.i18n import Words, console_language

INTERNAL = 70  # our own fault, not the user's (sysexits)

say = Words(console_language())


@click.group("cpd", help=say("cli.about"), context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="cpd_toolkit", prog_name="cpd")
def app() -> None:
    """Everything the program can do."""


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
