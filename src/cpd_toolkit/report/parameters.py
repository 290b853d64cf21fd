"""The parameters a notebook declares, and the values a run may give it.

papermill pastes what it is given into a cell of code: some values and any name would run. So nothing reaches it but the
five plain types, under names that the notebook's own `parameters` cell declares as `name: type = default  # help`.
"""

import ast
import difflib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from cpd_toolkit.errors import UsageError
from cpd_toolkit.i18n import Words

Plain = str | int | float | bool | None
TYPES: dict[str, type] = {"str": str, "int": int, "float": float, "bool": bool}


class Parameter(NamedTuple):
    """One line of a parameters cell."""

    name: str
    type: str  # str, int, float or bool
    default: Plain
    help: str  # the comment that ends the line


def is_parameters_cell(cell: Mapping[str, Any]) -> bool:
    """Return whether a cell is the one that declares the parameters."""
    return cell["cell_type"] == "code" and "parameters" in cell.get("metadata", {}).get("tags", [])


def declared(notebook: Path) -> dict[str, Parameter]:
    """Return the parameters a notebook declares, by name and in its order; empty without a parameters cell.

    Example:
        >>> from cpd_toolkit.report.notebooks import find
        >>> declared(find("supervision_frequency", Words("en")))["dossier"].default
        'sample'
    """
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    source = next(("".join(cell["source"]) for cell in cells if is_parameters_cell(cell)), "")
    return {parameter.name: parameter for parameter in _read(source)}


def _read(source: str) -> Iterable[Parameter]:
    lines = source.splitlines()
    for line in ast.parse(source).body:
        match line:
            case ast.AnnAssign(target=ast.Name(id=name), annotation=ast.Name(id=kind), value=ast.expr() as value):
                _, _, comment = lines[line.lineno - 1][line.end_col_offset or 0 :].partition("#")
                yield Parameter(name, kind, ast.literal_eval(value), comment.strip())


def check(values: Mapping[str, object], known: Mapping[str, Parameter], say: Words) -> dict[str, Plain]:
    """Return the values a notebook may be run with; None keeps the notebook's own default.

    Args:
        values: Value by parameter name.
        known: What the notebook declares.
        say: The user's language.

    Raises:
        UsageError: A name is not declared (the nearest is named), or a value is not exactly of the declared type.

    Example:
        >>> check({"k": 3, "lang": None}, {name: Parameter(name, "int", 4, "") for name in ("k", "lang")}, Words("en"))
        {'k': 3}
    """
    return {name: _checked(name, value, known, say) for name, value in values.items() if value is not None}


def _checked(name: str, value: object, known: Mapping[str, Parameter], say: Words) -> Plain:
    if name not in known:
        raise UsageError(say("report.unknown_parameter", name=name, near=nearest(name, known), known=say.join(known)))
    wanted = known[name].type
    if type(value) is int and wanted == "float":
        return float(value)
    # Not isinstance: a subclass may print itself as code.
    if type(value) is not TYPES.get(wanted):
        raise UsageError(say("report.wrong_type", name=name, wanted=wanted, given=type(value).__name__))
    return value  # type: ignore[return-value]


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word most like a mistyped one.

    Example:
        >>> nearest("as-off", ["dossier", "as_of"])
        'as_of'
    """
    words = [*known]
    close = difflib.get_close_matches(word, words, n=1, cutoff=0)
    return close[0] if close else ""
