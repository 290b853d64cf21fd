"""Our own templates: every value is escaped, and a page without script needs nothing else."""

import json
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from cpd_toolkit.i18n import Words

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"


def standalone(template: str, say: Words, **values: object) -> str:
    """Return a page without script from a template of ours."""
    return templates().get_template(template).render(say=say, style=Markup(asset("style.css")), policy=POLICY, **values)


@cache
def templates() -> Environment:
    """Return the templates, which escape every value and stop at a name they don't know."""
    found = Environment(
        loader=PackageLoader("cpd_toolkit.report", "template"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters["data"] = as_data
    return found


def as_data(value: object) -> Markup:
    """Return JSON that can't close the script element it stands in."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))


@cache
def asset(name: str) -> str:
    """Return the text of a file that stands beside the templates."""
    return files("cpd_toolkit.report").joinpath("template", name).read_text(encoding="utf-8")
