"""An executed notebook as one page of HTML that loads nothing and sends nothing.

Jinja escapes every value, nothing of a dossier is read as Markdown, and the page's own policy names its scripts by
their checksums: what is not ours does not run.
"""

import base64
import hashlib
from collections.abc import Mapping
from typing import Any

from babel.dates import get_day_names, get_month_names
from markupsafe import Markup

from cpd_toolkit.i18n import LOCALES, Words
from cpd_toolkit.report.mime import PART, PLOTLY
from cpd_toolkit.report.templates import POLICY, as_data, asset, templates

PLAIN = {"title": "", "inner": False}  # of what is not one of our parts
LAB_ONLY = "lab"  # the tag of cells that JupyterLab shows and a report leaves out


def render(notebook: Mapping[str, Any], say: Words) -> str:
    """Return the page of an executed notebook.

    Args:
        notebook: As `run.run` gives it.
        say: The language of the page.

    Returns:
        HTML without any address outside itself. Bytes depend on nothing but the arguments and the toolkit.
    """
    parts = [part for cell in notebook["cells"] for part in _shown(cell)]
    title = next((part["title"] for part in parts if part["kind"] == "title"), "")
    footer = next((part["footer"] for part in parts if part.get("footer")), say("report.page.footer"))
    scripts = _scripts() if any(part.get("plot") for part in parts) else []
    return (
        templates()
        .get_template("page.html.j2")
        .render(
            say=say,
            title=title,
            footer=footer,
            shown=[{**part, "id": f"part-{i}"} for i, part in enumerate(parts)],
            style=Markup(asset("style.css")),
            scripts=[Markup(script) for script in scripts],
            policy=f"{POLICY}; script-src {' '.join(map(_digest, scripts)) or repr('none')}",
            locale=as_data(plotly_locale(say.lang)),
        )
    )


def fragment(part: Mapping[str, Any]) -> str:
    """Return one part alone, for JupyterLab."""
    return templates().get_template("fragment.html.j2").render(part={**part, "id": "part"})


def _shown(cell: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return what a cell adds to the page: our parts as they are, anything else as plain words."""
    if LAB_ONLY in cell["metadata"].get("tags", []):
        return []
    if cell["cell_type"] == "markdown":
        return [{**PLAIN, "kind": "markdown", "html": _markdown("".join(cell["source"]))}]
    return [_part(output) for output in cell.get("outputs", []) if output["output_type"] != "error"]


def _part(output: Mapping[str, Any]) -> dict[str, Any]:
    data = output.get("data", {"text/plain": output.get("text", "")})
    if PART in data:
        return dict(data[PART])
    if PLOTLY in data:
        layout = data[PLOTLY].get("layout", {})
        return {**PLAIN, "kind": "plot", "plot": data[PLOTLY], "alt": layout.get("title", {}).get("text", "")}
    return {**PLAIN, "kind": "text", "text": "".join(data.get("text/plain", ""))}


def _markdown(source: str) -> Markup:
    import mistune

    # An author's own words, in a notebook of theirs; any HTML among them is shown, not run.
    return Markup(mistune.create_markdown(escape=True, plugins=["table"])(source))


def _scripts() -> list[str]:
    return [asset("plotly-basic.min.js"), asset("page.js")]


def _digest(script: str) -> str:
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def plotly_locale(lang: str) -> dict[str, Any]:
    """Return the names of months and days as plotly wants them, from Babel: the published French ones are poor.

    Example:
        >>> plotly_locale("fr")["format"]["shortMonths"][:2]
        ['janv.', 'févr.']
    """
    months = {width: [*get_month_names(width, locale=LOCALES[lang]).values()] for width in ("wide", "abbreviated")}
    days = {width: _from_sunday(get_day_names(width, locale=LOCALES[lang])) for width in ("wide", "abbreviated")}
    names = {"months": months["wide"], "shortMonths": months["abbreviated"]}
    return {
        "moduleType": "locale",
        "name": LOCALES[lang].replace("_", "-"),  # plotly keeps the bare `en` for itself
        "dictionary": {},
        "format": {**names, "days": days["wide"], "shortDays": days["abbreviated"], "date": "%d/%m/%Y"},
    }


def _from_sunday(names: Mapping[int, str]) -> list[str]:
    # Babel counts from Monday.
    return [names[day] for day in (6, 0, 1, 2, 3, 4, 5)]
