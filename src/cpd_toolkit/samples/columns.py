"""Whole columns as people write them, with a slip here and there, in CSV files."""

from pathlib import Path

import polars as pl

from cpd_toolkit.files import whole_file, write_whole
from cpd_toolkit.i18n import Words
from cpd_toolkit.samples.chance import Chance
from cpd_toolkit.tables import TABLES, Column, Table
from cpd_toolkit.tables.workbook import SEPARATORS, file_name

SLIPS = {  # (table, column) -> what a hurried person typed
    ("supervision", "date"): "31/02/2025",
    ("supervision", "duration_minutes"): "900",
    ("supervision", "member_id"): "X0001",
    ("supervision", "client_consent"): "",
    ("feedback", "score"): "12",
    ("training", "hours"): "",
    ("evidence", "articles"): "48",
}
HURRY = 0.002  # share of the cells of such a column


def write_organisation(frames: dict[str, pl.DataFrame], folder: Path, lang: str, seed: int) -> None:
    """Write an organisation's cpd.toml and CSV files, supervision in one file a year."""
    say, chance = Words(lang), Chance(seed + 1)
    (folder / "data").mkdir(parents=True, exist_ok=True)
    (folder / "reports").mkdir(exist_ok=True)
    for name, frame in frames.items():
        table = TABLES[name]
        shown = frame.select(_shown(table, column, say, chance) for column in table.columns)
        for part_name, rows in _parts(table, frame, shown, lang):
            with whole_file(folder / "data" / part_name) as file:
                _filled(rows).write_csv(file, separator=SEPARATORS[lang], include_bom=True)
    settings = f'# {say("sample.invented")}\nlang = "{lang}"\nrules = ["emcc-eia-renewal-practitioner"]\n'
    write_whole(folder / "cpd.toml", settings.encode())


def _parts(table: Table, frame: pl.DataFrame, shown: pl.DataFrame, lang: str) -> list[tuple[str, pl.DataFrame]]:
    name = file_name(table, lang)
    if table.name != "supervision":
        return [(name, shown)]
    years = frame["date"].dt.year()
    parts = [(year, shown.filter(years == year)) for year in years.unique().sort()]
    return [(name.replace(".csv", f"_{year}.csv"), part) for year, part in parts]


def _filled(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.select(column for column in rows if column.null_count() < len(rows))


def _shown(table: Table, column: Column, say: Words, chance: Chance) -> pl.Expr:
    """Return a typed column as text of the language, under its header."""
    text = _text(column, say)
    slip = SLIPS.get((table.name, column.name))
    if slip is not None:
        text = pl.when(text.is_not_null() & (chance.draw() < HURRY)).then(pl.lit(slip)).otherwise(text)
    return text.alias(column.label(say.lang))


def _text(column: Column, say: Words) -> pl.Expr:
    cell = pl.col(column.name)
    match column.kind:
        case "date":
            return cell.dt.strftime("%d/%m/%Y" if say.lang == "fr" else "%Y-%m-%d")
        case "number" | "hours":
            whole = cell.cast(pl.String).str.strip_suffix(".0")
            return whole.str.replace(".", ",", literal=True) if say.lang == "fr" else whole
        case "boolean":
            return pl.when(cell).then(pl.lit(say("words.yes"))).when(~cell).then(pl.lit(say("words.no")))
        case "enum":
            return cell.replace_strict({c.code: c.label(say.lang) for c in column.choices}, return_dtype=pl.String)
        case "articles" | "words":
            return cell.cast(pl.List(pl.String)).list.join(";")
        case _:
            return cell.cast(pl.String)
