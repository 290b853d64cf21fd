"""What can go wrong, said to a person: one base, a leaf for each way out of the command line.

A message says what is wrong, where, what is allowed and what to do, in the language of its reader. It never holds a
cell's text, a person's name or a path outside the dossier.
"""


class CpdError(Exception):
    """Anything the toolkit refuses to do, with a message for the user."""


class UsageError(CpdError):
    """The call itself is wrong: an unknown word, option, key or parameter."""


class DossierError(CpdError):
    """The folder, its cpd.toml or a file to import can't be read."""


class ReportError(CpdError):
    """A report could not be made; nothing stands under its name."""


EXIT_CODES = {UsageError: 2, DossierError: 3, ReportError: 4}


def exit_code(error: CpdError) -> int:
    """Return the exit code of the command line for an error.

    Example:
        >>> exit_code(DossierError("no such folder"))
        3
    """
    return next((code for kind, code in EXIT_CODES.items() if isinstance(error, kind)), 1)
