"""The findings of a check as text for a terminal, as CSV, and as JSON."""

import json
import re
from typing import Any

import polars as pl

from cpd_toolkit.i18n import Words
from cpd_toolkit.tables import TABLES
from cpd_toolkit.tables.schema import PROVENANCE
from cpd_toolkit.validate.check import Checked
from cpd_toolkit.validate.messages import with_headers, worded

SHOWN = ["severity", "file", "sheet", "row", "column", "rule", "message", "hint"]
FIRST_FEW = 3  # of each rule in a file; the rest is a number
# A file, sheet or header may hold marks that move a terminal's cursor or turn its text around.
STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# In CSV tabs and line ends are text like any other; what is left of these marks can only steer.
CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"
FORMULA_START = r"^[\s]*[=+\-@\t\r＝＋－＠]"


def listed(checked: Checked, say: Words) -> pl.DataFrame:
    """Return the findings with message and hint, in the columns a user sees."""
    return worded(checked.findings, say.lang, checked.as_of).select(SHOWN)


def readable(checked: Checked, say: Words) -> pl.DataFrame:
    """Return what `listed` does, with a column that the file lacks called by its header in the reader's language."""
    return with_headers(worded(checked.findings, say.lang, checked.as_of), say.lang).select(SHOWN)


def as_csv(checked: Checked, say: Words) -> str:
    """Return the findings as CSV."""
    return csv_text(listed(checked, say))


def csv_text(frame: pl.DataFrame) -> str:
    r"""Return a frame as CSV; a text of the user's that a spreadsheet would run is disarmed by an apostrophe.

    Marks that steer a terminal become question marks.

    Example:
        >>> csv_text(pl.DataFrame({"column": ["=1+1"], "row": [-1]}))
        "column,row\n'=1+1,-1\n"
    """
    text = pl.col(pl.String).str.replace_all(CONTROL, "?")
    armed = text.str.contains(FORMULA_START)
    return frame.with_columns(pl.when(armed).then("'" + text).otherwise(text).name.keep()).write_csv()


def rows_behind(key: str, checked: Checked, say: Words) -> pl.DataFrame | None:
    """Return what a number of the check itself counts: `rows.training.excluded`, `findings.by_rule.future_date`.

    Rows come with file, sheet and row, findings as they are listed; None when the key is none of the check's.
    """
    match key.split("."):
        case ["findings", ("error" | "warning" | "info") as severity]:
            return listed(checked, say).filter(severity=severity)
        case ["findings", "by_rule", rule] if rule in checked.findings["rule"]:
            return listed(checked, say).filter(rule=rule)
        case ["rows", table, ("read" | "accepted" | "excluded") as which] if table in checked.tables:
            rows = checked.tables[table].rows.select(*PROVENANCE)
            refused = pl.concat([checked.tables[table].refused, checked.tables[table].decided])
            chosen = {"read": [rows, refused], "accepted": [rows], "excluded": [refused]}[which]
            return pl.concat(chosen).sort(*PROVENANCE)
    return None


def as_json(checked: Checked, say: Words) -> str:
    """Return counts and findings as one JSON document."""
    told: dict[str, Any] = {"as_of": checked.as_of.isoformat()} | checked.counts()
    if checked.confirmed.height:
        told["confirmed_suggestions"] = checked.confirmed.height
    told["list"] = listed(checked, say).to_dicts()
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def as_text(checked: Checked, say: Words) -> str:
    """Return the check in words: a verdict, the findings by file, and what was read."""
    found = readable(checked, say)
    lines = [summary(checked, say), ""]
    for (file,), of_file in found.group_by("file", maintain_order=True):
        lines += [STEERING.sub("?", str(file)), *_file_lines(of_file, say), ""]
    lines += [*row_lines(checked, say), *confirmed_lines(checked, say)]
    return "\n".join(lines) + "\n"


def summary(checked: Checked, say: Words) -> str:
    """Return the one sentence that matters."""
    counts = checked.counts()["findings"]
    if not checked.tables and not checked.findings.height:
        return say("check.nothing_read")
    if not (counts["error"] or counts["warning"] or counts["info"]):
        return say("check.clean")
    errors, warnings = (
        say(f"check.{many}", n=counts[one]) for many, one in (("errors", "error"), ("warnings", "warning"))
    )
    told = say("check.summary", as_of=say.day(checked.as_of), errors=errors, warnings=warnings)
    left = {
        "excluded": sum(table.refused.height for table in checked.tables.values()),
        "decided": sum(table.decided.height for table in checked.tables.values()),
    }
    return " ".join([told, *(say(f"check.{name}", n=n) for name, n in left.items() if n)])


def _file_lines(of_file: pl.DataFrame, say: Words) -> list[str]:
    lines = []
    for _, same in of_file.group_by("rule", "message", "hint", maintain_order=True):
        first = same.row(0, named=True)
        told = STEERING.sub("?", f"{first['message']}. {first['hint']}")  # which may name a file
        lines.append(f"  {say('check.' + first['severity'])}{_colon(say)} {told}")
        lines += [f"    {place(row, say)}" for row in same.head(FIRST_FEW).iter_rows(named=True)]
        lines += [f"    {say('check.more', n=same.height - FIRST_FEW)}"] if same.height > FIRST_FEW else []
    return lines


def place(row: dict[str, Any], say: Words) -> str:
    """Return where a finding stands: sheet, row and column, as the user sees them."""
    sheet = [say("check.sheet", sheet=row["sheet"])] if row["sheet"] else []
    line = [say("check.line", row=row["row"])] if row["row"] is not None else []
    where = ", ".join([*sheet, *line, *filter(None, [row["column"]])]) or say("check.whole_file")
    return STEERING.sub("?", where)


def row_lines(checked: Checked, say: Words) -> list[str]:
    """Return a line a table: rows read, counted and left out."""
    return [
        say(
            "check.rows",
            table=TABLES[name].title(say.lang),
            read=say.number(table.read),
            accepted=say.number(table.accepted),
            excluded=say.number(table.excluded),
        )
        for name, table in checked.tables.items()
    ]


def confirmed_lines(checked: Checked, say: Words) -> list[str]:
    """Return how many rows have their articles from confirmed suggestions; nothing when none has."""
    return [say("suggest.confirmed", n=checked.confirmed.height)] if checked.confirmed.height else []


def _colon(say: Words) -> str:
    return "\u202f:" if say.lang == "fr" else ":"
