"""The data dictionary as a page: `python -m cpd_toolkit.tables.dictionary docs/data-dictionary.md`."""

import sys
from collections.abc import Iterable
from pathlib import Path

from cpd_toolkit.files import write_whole
from cpd_toolkit.i18n import Words, catalog
from cpd_toolkit.tables import TABLES, Column, Table
from cpd_toolkit.tables.column import Kind
from cpd_toolkit.tables.rule import FIRST_DAY

SAY = Words("en")
# Found while reading or across rows, where no table's rule gives a severity.
WARNINGS = ("identifier_in_text", "possible_duplicate", "invited_below_responses", "unknown_column", "empty_file")
TOLD = "decided_duplicate"

KINDS: dict[Kind, tuple[str, str]] = {  # name, and what a cell may look like
    "text": ("text", "Anything short. Spaces at both ends are dropped"),
    "free": ("free text", "Sentences. Never shown in a message; looked through for addresses, numbers and names"),
    "date": (
        "date",
        "`2026-03-14`, `14/03/2026`, `14.03.2026`, `14-03-26`, `14 mars 2026`, `14 March 2026`, a spreadsheet's date. "
        "Day first or month first is decided once a file: by a part over 12, else by French headers, else the check "
        "asks",
    ),
    "minutes": (
        "minutes",
        "`90`, `90 min`, `1h30`, `1 h 30`, `1:30`, `1,5 h`, a spreadsheet's time. A bare number is minutes",
    ),
    "integer": ("whole number", "`6`, `1 200`"),
    "number": ("number", "`4`, `4,5`, `4.5`; thousands with a space"),
    "hours": ("hours", "`3,5`, `3.5`, `3h30`, `3:30`. A bare number is hours"),
    "boolean": (
        "yes or no",
        "oui/non, yes/no, vrai/faux, true/false, `x`, 1/0. Empty is not stated, never counted as yes",
    ),
    "enum": (
        "one of a list",
        "The English code, the words of either language and common synonyms; case and accents do not matter",
    ),
    "articles": ("articles", "`12;43`, `12, 43`, `art. 12 et 43`, `12-15` for 12 to 15"),
    "words": ("list of words", "`contract; stance`"),
}


def page() -> str:
    """Return the data dictionary in Markdown.

    Example:
        >>> page().splitlines()[0]
        '# Data dictionary'
    """
    return (
        "\n\n".join([*_opening(), *(part for table in TABLES.values() for part in _table(table)), *_closing()]) + "\n"
    )


def _opening() -> list[str]:
    return [
        "# Data dictionary",
        "Generated from the tables by `python -m cpd_toolkit.tables.dictionary docs/data-dictionary.md`: "
        "change the tables, not this page.",
        "A file or sheet belongs to the table that its name starts with, unless `[tables]` in `cpd.toml` says "
        "otherwise. Every column is recognised by its name and by both headers: case, accents, spaces, `_`, `-`, "
        "apostrophes and a trailing `*` do not matter. A column that is not required may be absent. Feedback without "
        "a question column is a wide file: every column that is not known is a question from 1 to 5.",
        "`source_file`, `source_row` and `source_key` may stand in any file: an import writes where each row came from "
        "(docs/imports.md). They are no columns of the table.",
    ]


def _table(table: Table) -> list[str]:
    names = ", ".join(f"`{prefix}*`" for prefix in table.prefixes)
    opening = f"{table.about.en}. Files and sheets: {names}."
    if table.key:
        opening += f" Unique: {' + '.join(f'`{name}`' for name in table.key)}."
    columns = _grid(
        ("Column", "French header", "English header", "Kind", "Required", "Allowed", "What belongs there"),
        (_column(table, column) for column in table.columns),
    )
    rules = _grid(
        ("Rule of this table", "Severity", "Reported on"),
        ((f"`{rule.id}`", rule.severity, f"`{rule.column}`") for rule in table.own_rules),
    )
    return [f"## {table.title.en}: `{table.name}`", opening, columns, *([rules] if table.own_rules else [])]


def _column(table: Table, column: Column) -> tuple[str, ...]:
    required = "yes" if column.required else ""
    if column.name == "member_id" and table.name != "members":
        required = "yes, or `member_id` in cpd.toml"
    named = (f"`{column.name}`", column.label.fr, column.label.en, KINDS[column.kind][0])
    return (*named, required, _allowed(column), column.hint.en)


def _allowed(column: Column) -> str:
    if column.choices:
        return ", ".join(f"`{choice.code}` ({choice.label.fr})" for choice in column.choices)
    if column.bounds:
        return f"{SAY.number(column.bounds[0])} to {SAY.number(column.bounds[1])}"
    return {"date": f"from {FIRST_DAY} on", "articles": "1 to 47"}.get(column.kind, "")


def _closing() -> list[str]:
    cells = _grid(("Kind", "A cell may look like"), KINDS.values())
    findings = _grid(("Rule", "Severity", "Message", "What to do"), map(_finding, finding_rules()))
    return [
        "## What cells may look like",
        cells,
        "## Findings",
        "An error leaves the row out of every measure, and reports say how many rows were left out. A warning does "
        "not. Dates before 1990 and values outside the allowed ones are `out_of_range`.",
        findings,
    ]


def finding_rules() -> list[str]:
    """Return the ids of every rule that a check knows, in the order of the catalog."""
    return [rule for rule, words in catalog("en")["finding"].items() if "hint" in words]


def severity(rule: str) -> str:
    """Return whether a rule's breach is an error or a warning, or what it tells mere information."""
    if rule == TOLD:
        return "info"
    own = {r.id: r.severity for table in TABLES.values() for r in table.own_rules}
    return "warning" if rule in WARNINGS else own.get(rule, "error")


def _finding(rule: str) -> tuple[str, ...]:
    words = {word: "…" for word in ("value", "allowed", "label", "file", "reason", "as_of", "row", "kept")}
    words |= {"choices": "Choose from the list", "hint": "The hint of the column says what belongs there"}
    sentences = (SAY(f"finding.{rule}.{part}", **words) for part in ("message", "hint"))
    return (f"`{rule}`", severity(rule), *sentences)


def _grid(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [list(header), *([*row] for row in rows)]
    lines.insert(1, ["---"] * len(lines[0]))
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


if __name__ == "__main__":
    write_whole(Path(sys.argv[1]), page().encode())
