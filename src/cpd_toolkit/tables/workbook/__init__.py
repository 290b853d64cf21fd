"""The workbook a user fills in, made from the tables: sheets, headers, drop-downs, checks, colours and a read-me.

`python -m cpd_toolkit.tables.workbook data_templates` writes the templates that the project hands out.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Literal

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from cpd_toolkit.i18n import Text, Words
from cpd_toolkit.tables import TABLES, Column, Table
from cpd_toolkit.tables.shared import MEMBER, READ_ME
from cpd_toolkit.tables.workbook.checks import add_checks
from cpd_toolkit.tables.workbook.looks import WIDTHS, Looks, looks, print_on_a4
from cpd_toolkit.tables.workbook.read_me import add_read_me

Kind = Literal["coach", "group", "organisation"]
Cell = str | int | float | date | None  # what a user puts into a cell; text stays text

BOOK_NAMES = Text("journal", "log")  # of a filled workbook; starts as no table does

SEPARATORS = {"fr": ";", "en": ","}  # of CSV files: what a double click opens in columns

# Text never becomes a formula, a link or a number, and nothing is written to a temporary folder.
SAFE = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
CREATED = datetime(2026, 1, 1)


def tables_for(kind: Kind) -> list[Table]:
    """Return the tables a kind of user fills in.

    A coach alone has no register, and no member column: the code in cpd.toml stands for every row.

    Example:
        >>> [table.name for table in tables_for("coach")]
        ['supervision', 'feedback', 'training', 'practice', 'evidence']
    """
    if kind != "coach":
        return list(TABLES.values())
    return [
        table._replace(columns=tuple(column for column in table.columns if column != MEMBER))
        for table in TABLES.values()
        if table.name != "members"
    ]


def header(column: Column, lang: str) -> str:
    """Return the header of a column: its label, with an asterisk when every row needs it."""
    return column.label(lang) + (" *" if column.required else "")


def file_name(table: Table, lang: str) -> str:
    """Return the name of a table's CSV file.

    Example:
        >>> file_name(TABLES["training"], "fr")
        'formation.csv'
    """
    return f"{table.title(lang).lower()}.csv"


def workbook(
    lang: str, tables: Iterable[Table], rows: Mapping[str, Sequence[Mapping[str, Cell]]] | None = None
) -> bytes:
    """Return an xlsx workbook: a read-me, then a sheet a table.

    Args:
        lang: `fr` or `en`.
        tables: The tables to offer, in order, with the columns to offer.
        rows: Rows by table and column name, in the form a user would type them; none for a template.

    Returns:
        The file's bytes, the same for the same arguments.

    Example:
        >>> workbook("en", tables_for("coach"))[:2]
        b'PK'
    """
    tables, say, content = list(tables), Words(lang), BytesIO()
    with Workbook(content, SAFE) as book:
        book.set_properties({"title": say("template.title"), "created": CREATED})
        styles = looks(book, lang)
        add_read_me(book.add_worksheet(READ_ME(lang)), tables, styles, say)
        for table in tables:
            sheet = book.add_worksheet(table.title(lang))
            _add_table(sheet, table, styles, say)
            _add_rows(sheet, table, (rows or {}).get(table.name, []))
    return content.getvalue()


def _add_table(sheet: Worksheet, table: Table, styles: Looks, say: Words) -> None:
    for position, column in enumerate(table.columns):
        sheet.set_column(position, position, WIDTHS[column.kind], styles.cells[column.kind])
        sheet.write_string(
            0, position, header(column, say.lang), styles.required if column.required else styles.optional
        )
    add_checks(sheet, table, styles, say)
    sheet.set_row(0, 36)
    sheet.freeze_panes(1, 0)
    print_on_a4(sheet, table, say)


def _add_rows(sheet: Worksheet, table: Table, rows: Sequence[Mapping[str, Cell]]) -> None:
    for number, row in enumerate(rows, start=1):
        for position, column in enumerate(table.columns):
            _write(sheet, number, position, row.get(column.name))


def _write(sheet: Worksheet, row: int, position: int, value: Cell) -> None:
    if isinstance(value, str):
        sheet.write_string(row, position, value)
    elif isinstance(value, date):
        sheet.write_datetime(row, position, value)
    elif value is not None:
        sheet.write_number(row, position, value)
