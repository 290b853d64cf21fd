"""Write the templates that the project hands out: `python -m cpd_toolkit.tables.workbook data_templates`."""

import csv
import io
import sys
from collections.abc import Iterator
from pathlib import Path

from cpd_toolkit.files import write_whole
from cpd_toolkit.i18n import LANGUAGES, Text
from cpd_toolkit.tables import TABLES, Table
from cpd_toolkit.tables.workbook import BOOK_NAMES, SEPARATORS, Kind, file_name, header, tables_for, workbook

FOR_WHOM: dict[Kind, Text] = {"coach": Text("coach", "coach"), "group": Text("groupe", "group")}


def templates() -> Iterator[tuple[str, bytes]]:
    """Yield the path in the folder and the bytes of every template: workbooks and CSV files, in both languages."""
    for lang in LANGUAGES:
        for kind, whom in FOR_WHOM.items():
            yield f"{lang}/{BOOK_NAMES(lang)}_{whom(lang)}.xlsx", workbook(lang, tables_for(kind))
        for table in TABLES.values():
            yield f"{lang}/{file_name(table, lang)}", csv_template(table, lang)


def csv_template(table: Table, lang: str) -> bytes:
    """Return a CSV file of headers alone, as a spreadsheet of that language opens it in columns."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=SEPARATORS[lang], lineterminator="\n")
    writer.writerow(header(column, lang) for column in table.columns)
    return text.getvalue().encode("utf-8-sig")


def main(folder: Path) -> None:
    """Write every template under a folder."""
    for name, content in templates():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        write_whole(folder / name, content)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
