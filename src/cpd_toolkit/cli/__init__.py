"""The command line: one verb a question.

Nothing heavy is imported before a verb needs it, so that `cpd --help` is quick.

app           the program and its exit codes
options       what several verbs take
starting      demo, init, lab
checking      check, facts, why
importing     import
reporting     report
requirements  rules, plan
code          articles
"""

from cpd_toolkit.cli import checking, code, importing, reporting, requirements, starting  # noqa: F401 - each adds its verbs
from cpd_toolkit.cli.app import app, main

__all__ = ["app", "main"]
