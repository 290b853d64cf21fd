"""The rows behind a verdict: where each stands, its day, what it declares and what it counts for. Never free text."""

from typing import Any

import polars as pl

from cpd_toolkit.i18n import Words
from cpd_toolkit.report.display import NOTHING, Grid
from cpd_toolkit.report.renewal.phrases import period_name, plain
from cpd_toolkit.report.renewal.standing import Standing, in_periods
from cpd_toolkit.requirements.credit import HOURLY
from cpd_toolkit.requirements.pack import Valid

MOST_ROWS = 150  # listed under a verdict; a page of thousands could not be sent
PLACE = ["table", "file", "sheet", "row"]
NUMBERS = ("declared", "counted")


def counting(standing: Standing) -> pl.DataFrame:
    """Return the records that count, surely or maybe; each once, though stretches that overlap hold it repeatedly."""
    rows = standing.credits.filter(pl.col("most") > 0)
    if not in_periods(standing):
        best = rows.sort("most", "least", descending=True)
        rows = best.unique([*PLACE, "day"], keep="first", maintain_order=True)
    return rows.sort("day", *PLACE, descending=[True, *[False] * len(PLACE)])


def row_grid(standing: Standing, say: Words) -> Grid | None:
    """Return the records behind a verdict as a table, newest first; None without one."""
    rows = counting(standing)
    if rows.is_empty():
        return None
    caption = say("renewal.rows.caption", n=rows.height)
    if rows.height > MOST_ROWS:
        caption = f"{caption} {say('renewal.rows.newest', n=MOST_ROWS)}"
    hourly = not isinstance(standing.rule, Valid) and standing.rule.count and standing.rule.count.unit in HOURLY
    periods = ["period"] if in_periods(standing) else []
    heads = ["file", "sheet", "row", "date", *periods, *(NUMBERS if hourly else ["counts"])]
    told = [_cells(row, standing, say) for row in rows.head(MOST_ROWS).to_dicts()]
    return Grid(
        caption,
        [say(f"renewal.head.{name}") for name in heads],
        [[cells[name] for name in heads] for cells in told],
        ["number" if name in NUMBERS else "text" for name in heads],
    )


def _cells(row: dict[str, Any], standing: Standing, say: Words) -> dict[str, str]:
    window = "" if isinstance(standing.rule, Valid) else standing.rule.window
    least, most = (say.number(plain(row[name])) for name in ("least", "most"))
    return {
        "file": row["file"],
        "sheet": row["sheet"] or NOTHING,
        "row": str(row["row"]),
        "date": say.short_day(row["day"]),
        "period": period_name(window, row["period_start"], row["period_end"], say, short=True),
        "declared": say.number(plain(row["declared"])),
        "counted": least if least == most else say("renewal.range", least=least, most=most),
        "counts": say("words.yes" if row["least"] == row["most"] else "renewal.maybe"),
    }
