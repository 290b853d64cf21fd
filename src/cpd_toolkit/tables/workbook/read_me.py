"""The first sheet: how to fill the workbook in, and every column with an example.

The examples stand downwards, a column of the table on each line, so that nobody reads them as rows of a table.
"""

from xlsxwriter.worksheet import Worksheet

from cpd_toolkit.i18n import Words
from cpd_toolkit.tables.column import Column
from cpd_toolkit.tables.table import Table
from cpd_toolkit.tables.workbook.checks import NEEDED_SOMETIMES, example_of
from cpd_toolkit.tables.workbook.looks import Looks

STEPS = ("sheets", "rows", "codes", "dates", "cells", "save")
COLOURS = ("required", "optional", "missing", "wrong")  # as the formats are called
WIDTHS = (32, 19, 68, 30)
LINE = 125  # characters of a step that fit beside its name


def add_read_me(sheet: Worksheet, tables: list[Table], styles: Looks, say: Words) -> None:
    """Write the read-me sheet."""
    sheet.hide_gridlines(2)
    for position, width in enumerate(WIDTHS):
        sheet.set_column(position, position, width)
    sheet.write_string(0, 0, say("template.title"), styles.title)
    row = _add_steps(sheet, 2, styles, say)
    row = _add_colours(sheet, row + 1, styles, say)
    for table in tables:
        row = _add_columns(sheet, row + 1, table, styles, say)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _add_steps(sheet: Worksheet, row: int, styles: Looks, say: Words) -> int:
    for number, step in enumerate(STEPS, start=row):
        how = say(f"template.step.{step}.how")
        sheet.write_string(number, 0, say(f"template.step.{step}.what"), styles.strong)
        sheet.merge_range(number, 1, number, 3, how, styles.text)
        sheet.set_row(number, 4 + 16 * (1 + len(how) // LINE))
    return row + len(STEPS)


def _add_colours(sheet: Worksheet, row: int, styles: Looks, say: Words) -> int:
    for number, colour in enumerate(COLOURS, start=row):
        sheet.write_string(number, 0, say(f"template.colour.{colour}.what"), getattr(styles, colour))
        sheet.merge_range(number, 1, number, 3, say(f"template.colour.{colour}.how"), styles.text)
        sheet.set_row(number, 18)
    return row + len(COLOURS)


def _add_columns(sheet: Worksheet, row: int, table: Table, styles: Looks, say: Words) -> int:
    sheet.write_string(row, 0, table.title(say.lang), styles.heading)
    sheet.merge_range(row, 1, row, 3, table.about(say.lang), styles.text)
    for position, word in enumerate(("column", "needed", "meaning", "example_header")):
        sheet.write_string(row + 1, position, say(f"template.{word}"), styles.optional)
    for number, column in enumerate(table.columns, start=row + 2):
        sheet.write_string(number, 0, column.label(say.lang), styles.strong)
        sheet.write_string(number, 1, _needed(table, column, say), styles.always if column.required else styles.quiet)
        sheet.write_string(number, 2, column.hint(say.lang), styles.text)
        sheet.write_string(number, 3, example_of(column, say), styles.text)
    return row + 2 + len(table.columns)


def _needed(table: Table, column: Column, say: Words) -> str:
    when = "always" if column.required else NEEDED_SOMETIMES.get((table.name, column.name), "free")
    return say(f"template.need.{when}")
