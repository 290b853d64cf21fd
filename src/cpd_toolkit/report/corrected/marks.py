"""What a copy marks: the findings of one file, in words, each with the colour of its cell."""

from typing import NamedTuple

import polars as pl

from cpd_toolkit.i18n import Words
from cpd_toolkit.validate import Checked
from cpd_toolkit.validate.listing import STEERING
from cpd_toolkit.validate.messages import with_headers, worded

TO_FILL = ("missing_value", "group_size_missing", "supervisor_missing", "missing_column")
RANK = ("missing", "wrong", "look")  # of two colours on one cell the first is taken


class Mark(NamedTuple):
    """A finding of one file."""

    sheet: str
    row: int | None  # None for a whole file or sheet
    header: str  # the user's own, or that of the table where the file has none
    position: int  # of the column among those that a reader sees, from 0
    colour: str  # a key of `styles.COLOURS`
    severity: str
    rule: str
    message: str
    hint: str

    def text(self, say: Words) -> str:
        """Return the finding as a comment says it."""
        return say("corrected.said", severity=say(f"check.{self.severity}"), message=self.message, hint=self.hint)


def marks(checked: Checked, say: Words) -> dict[str, list[Mark]]:
    """Return the findings by file, of the files in which at least one points at a row."""
    to_correct = checked.findings.filter(pl.col("severity") != "info")
    pointing = to_correct.drop_nulls("row")["file"].unique()
    found = to_correct.filter(pl.col("file").is_in(pointing.implode()))
    by_file: dict[str, list[Mark]] = {}
    for one in with_headers(worded(found, say.lang, checked.as_of), say.lang).iter_rows(named=True):
        colour = "look" if one["severity"] == "warning" else "missing" if one["rule"] in TO_FILL else "wrong"
        mark = Mark(
            one["sheet"],
            one["row"],
            one["column"],
            one["position"],
            colour,
            one["severity"],
            one["rule"],
            STEERING.sub("?", one["message"]),
            STEERING.sub("?", one["hint"]),
        )
        by_file.setdefault(one["file"], []).append(mark)
    return by_file


def colour_of(marked: list[Mark]) -> str:
    """Return the colour of a cell with these findings."""
    return min((mark.colour for mark in marked), key=RANK.index)


def comment_of(marked: list[Mark], say: Words) -> str:
    """Return the comment on a cell with these findings."""
    return "\n".join(dict.fromkeys(mark.text(say) for mark in marked))
