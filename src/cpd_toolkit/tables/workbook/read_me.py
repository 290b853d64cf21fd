"""The first sheet: how to fill the workbook in, and every column with an example.

The examples stand downwards, a column of the table on each line, so that nobody reads them as rows of a table.
"""

from xlsxwriter.worksheet import Worksheet

from cpd_toolkit.i18n import Text, Words
from cpd_toolkit.tables.table import Table
from cpd_toolkit.tables.workbook.looks import Looks

READ_ME = Text("Lisez-moi", "Read me")  # starts as no table does
STEPS = ("sheets", "rows", "codes", "dates", "cells", "colours", "save")


def add_read_me(sheet: Worksheet, tables: list[Table], styles: Looks, say: Words) -> None:
    """Write the read-me sheet."""
    sheet.hide_gridlines(2)
    for position, width in enumerate((30, 16, 66, 30)):
        sheet.set_column(position, position, width)
    sheet.write_string(0, 0, say("template.title"), styles.title)
    row = _add_steps(sheet, 2, styles, say)
    for table in tables:
        row = _add_columns(sheet, row + 1, table, styles, say)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _add_steps(sheet: Worksheet, row: int, styles: Looks, say: Words) -> int:
    for offset, step in enumerate(STEPS):
        sheet.write_string(row + offset, 0, say(f"template.step.{step}.what"), styles.strong)
        sheet.merge_range(row + offset, 1, row + offset, 3, say(f"template.step.{step}.how"), styles.text)
        sheet.set_row(row + offset, 32)
    return row + len(STEPS)


def _add_columns(sheet: Worksheet, row: int, table: Table, styles: Looks, say: Words) -> int:
    sheet.write_string(row, 0, table.title(say.lang), styles.heading)
    sheet.write_string(row, 2, table.about(say.lang), styles.text)
    for position, word in enumerate(("column", "needed", "meaning", "example_header")):
        sheet.write_string(row + 1, position, say(f"template.{word}"), styles.optional)
    for offset, column in enumerate(table.columns, start=2):
        needed = say("template.required" if column.required else "template.optional")
        cells = (column.label(say.lang), needed, column.hint(say.lang), column.example(say.lang))
        for position, text in enumerate(cells):
            sheet.write_string(row + offset, position, text, styles.strong if position == 0 else styles.text)
    return row + 2 + len(table.columns)
