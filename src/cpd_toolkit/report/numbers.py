"""The numbers of a report, for machines: result tables, parameters, day, version and the checksum of each input."""

import json
from collections.abc import Mapping
from importlib.metadata import version
from typing import Any

from cpd_toolkit.report.mime import PART
from cpd_toolkit.report.parameters import Plain

PRIVATE = ("dossier", "previous", "override")  # paths, and a person's words


def numbers(name: str, notebook: Mapping[str, Any], parameters: Mapping[str, Plain]) -> dict[str, Any]:
    """Return what stands in `<name>.numbers.json`.

    Args:
        name: The report.
        notebook: As executed; its parts carry their result tables, the files read among them as `inputs`.
        parameters: As given; those that tell of the owner are left out.
    """
    return {
        "report": name,
        "toolkit": version("cpd_toolkit"),
        "parameters": {key: value for key, value in sorted(parameters.items()) if key not in PRIVATE},
        "results": {key: rows for part in _parts(notebook) for key, rows in sorted(part["results"].items())},
    }


def as_json(told: Mapping[str, Any]) -> bytes:
    """Return the numbers as a file's bytes."""
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _parts(notebook: Mapping[str, Any]) -> list[dict[str, Any]]:
    outputs = [output for cell in notebook["cells"] for output in cell.get("outputs", [])]
    return [output["data"][PART] for output in outputs if PART in output.get("data", {})]
