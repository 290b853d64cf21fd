"""What the workbook says while it is filled in: prompts, drop-downs, refusals and colours.

Excel knows the tables only through these; they are made from the same columns and rules as the schemas. A refusal is
for what is typed, a colour also for what is pasted. Red means look again: the reader is more tolerant than a formula.
"""

from datetime import date
from typing import Any

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from cpd_toolkit.i18n import Words
from cpd_toolkit.tables.column import Column
from cpd_toolkit.tables.rule import FIRST_DAY
from cpd_toolkit.tables.shared import NO, YES
from cpd_toolkit.tables.table import Table
from cpd_toolkit.tables.workbook.looks import Looks

LAST_ROW = 1_048_575  # of a sheet, counted from 0
LAST_DAY = date(2100, 12, 31)  # catches a year typed with a digit too many
ANY_NUMBER, ANY_COUNT = (-1000.0, 1_000_000.0), (0.0, 1_000_000.0)  # of columns without bounds
IN_ORDER = ("end_before_start", "confirmed_before_session")
FORMATS_NEEDING = {"group_size": ("group", "peer"), "supervisor_id": ("individual", "group")}
EITHER = ("paid_hours", "pro_bono_hours")  # of practice: one of the two is enough
NEEDED_SOMETIMES = {  # (table, column) -> the word that says when
    **{("supervision", name): "format" for name in FORMATS_NEEDING},
    **{("practice", name): "either" for name in EITHER},
    ("supervision", "client_consent"): "cases",
}


def add_checks(sheet: Worksheet, table: Table, styles: Looks, say: Words) -> None:
    """Add a prompt, a validation and the colours to every column of a table's sheet."""
    for position, column in enumerate(table.columns):
        whole_column = (1, position, LAST_ROW, position)
        sheet.data_validation(*whole_column, _prompt(column, say) | _allowed(column, position, say))
        for formula in _missing(table, column, say):
            sheet.conditional_format(*whole_column, {"type": "formula", "criteria": formula, "format": styles.missing})
        for formula in _wrong(table, column, position):
            sheet.conditional_format(*whole_column, {"type": "formula", "criteria": formula, "format": styles.wrong})
    # Codes and article numbers are text on purpose.
    sheet.ignore_errors({"number_stored_as_text": f"A1:{xl_col_to_name(len(table.columns) - 1)}{LAST_ROW + 1}"})


def _prompt(column: Column, say: Words) -> dict[str, Any]:
    example = example_of(column, say)
    message = column.hint(say.lang) + (f"\n{say('template.example', example=example)}" if example else "")
    return {"input_title": column.label(say.lang), "input_message": message}


def example_of(column: Column, say: Words) -> str:
    """Return an example as the language writes it; empty when the column has none."""
    example = column.example(say.lang)
    if column.kind == "date" and example and say.lang == "fr":
        return say.short_day(date.fromisoformat(example))
    return example


def _allowed(column: Column, position: int, say: Words) -> dict[str, Any]:
    allowed: dict[str, Any]
    match column.kind:
        case "date":
            allowed = {"validate": "date", "criteria": "between", "minimum": FIRST_DAY, "maximum": LAST_DAY}
        case "integer":
            allowed = {"validate": "integer", "criteria": "between"} | _between(column)
        case "number" | "hours":
            allowed = {"validate": "decimal", "criteria": "between"} | _between(column)
        case "minutes":
            allowed = {"validate": "custom", "value": f"={_is_duration(column, _cell(position))}"}
        case "enum" | "boolean":
            allowed = {"validate": "list", "source": _offered(column, say)}
        case _:
            return {"validate": "any"}
    lowest, highest = _bounds(column)
    message = say(f"template.refusal.{column.kind}", lowest=say.number(lowest), highest=say.number(highest))
    return allowed | {"error_title": column.label(say.lang), "error_message": message}


def _bounds(column: Column) -> tuple[float, float]:
    return column.bounds or (ANY_COUNT if column.kind == "integer" else ANY_NUMBER)


def _between(column: Column) -> dict[str, float]:
    lowest, highest = _bounds(column)
    return {"minimum": lowest, "maximum": highest}


def _offered(column: Column, say: Words) -> list[str]:
    if column.kind == "boolean":
        return [say("words.yes"), say("words.no")]
    return [choice.label(say.lang) for choice in column.choices]


def _cell(position: int) -> str:
    """Return the first cell of a column as a formula names it; the rows below follow."""
    return f"${xl_col_to_name(position)}2"


def _of(table: Table, name: str) -> str:
    return _cell(table.columns.index(table.column(name)))


def _is_duration(column: Column, cell: str) -> str:
    """Return the formula that is true of minutes, of a time, and of text such as 1h30 or 90 min."""
    lowest, highest = _bounds(column)
    units = ",".join(f'ISNUMBER(SEARCH("{unit}",{cell}))' for unit in ("h", "min", ":"))
    minutes = f"AND({cell}>={lowest:.12g},{cell}<={highest:.12g},{cell}=INT({cell}))"
    return f"IF(ISTEXT({cell}),OR({units}),OR({minutes},AND({cell}>0,{cell}<1)))"


def _missing(table: Table, column: Column, say: Words) -> list[str]:
    """Return the formulas that are true of an empty cell which its row needs."""
    empty = f"LEN(TRIM({_of(table, column.name)}))=0"
    started = f"COUNTA($A2:{_cell(len(table.columns) - 1)})>0"
    if column.required:
        return [f"=AND({started},{empty})"]
    match NEEDED_SOMETIMES.get((table.name, column.name)):
        case "format":
            choices = {choice.code: choice.label(say.lang) for choice in table.column("format").choices}
            needing = [choices[code] for code in FORMATS_NEEDING[column.name]]
            return [f"=AND({_one_of(_of(table, 'format'), needing)},{empty})"]
        case "cases":
            return [f"=AND(N({_of(table, 'cases_presented')})>0,{empty})"]
        case "either":
            both = ",".join(f"LEN(TRIM({_of(table, name)}))=0" for name in EITHER)
            return [f"=AND({started},{both})"]
    return []


def _wrong(table: Table, column: Column, position: int) -> list[str]:
    """Return the formulas that are true of a filled cell to look at again."""
    cell = _cell(position)
    filled = f"LEN(TRIM({cell}))>0"
    match column.kind:
        case "date":
            serials = f"{cell}<{_serial(FIRST_DAY)},{cell}>{_serial(LAST_DAY)}"
            return [f"=AND({filled},OR(ISTEXT({cell}),{serials}))", *_before_its_start(table, column, cell)]
        case "integer" | "number" | "hours":
            lowest, highest = _bounds(column)
            bad = f"ISTEXT({cell}),{cell}<{lowest:.12g},{cell}>{highest:.12g}"
            whole = f",MOD(N({cell}),1)<>0" if column.kind == "integer" else ""
            return [f"=AND({filled},OR({bad}{whole}))", *_off_its_scale(table, column, cell)]
        case "minutes":
            return [f"=AND({filled},NOT({_is_duration(column, cell)}))"]
        case "enum" | "boolean":
            return [f"=AND({filled},NOT({_one_of(cell, _accepted(column))}))"]
        case "articles":
            return [f"=AND({filled},LEN({cell})<=2,OR(VALUE({cell})<1,VALUE({cell})>47))"]
        case _:
            return []


def _serial(day: date) -> int:
    return (day - date(1899, 12, 30)).days


def _one_of(cell: str, words: list[str]) -> str:
    # Array constants are not allowed in conditional formats, hence one comparison a word.
    return "OR({})".format(",".join(f'TRIM({cell})="{word}"' for word in words))


def _accepted(column: Column) -> list[str]:
    if column.kind == "boolean":
        return [*YES, *NO]
    words = [word for choice in column.choices for word in (choice.code, *choice.label, *choice.synonyms)]
    return list(dict.fromkeys(words))


def _before_its_start(table: Table, column: Column, cell: str) -> list[str]:
    ends = [rule for rule in table.rules if rule.id in IN_ORDER and rule.column == column.name]
    starts = [name for rule in ends for name in rule.good.meta.root_names() if name != column.name]
    return [f"=AND(ISNUMBER({cell}),ISNUMBER({start}),{cell}<{start})" for start in (_of(table, n) for n in starts)]


def _off_its_scale(table: Table, column: Column, cell: str) -> list[str]:
    if column.name != "score":
        return []
    lowest, highest = _of(table, "scale_min"), _of(table, "scale_max")
    scale = f'{cell}<IF({lowest}="",1,{lowest}),{cell}>IF({highest}="",5,{highest})'
    return [f"=AND(ISNUMBER({cell}),OR({scale}))"]
