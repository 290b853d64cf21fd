"""What can be wrong with a pack, told by file and key and never by value: pydantic's own words quote it."""

import re
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from cpd_toolkit.i18n import Words

SHOWN = 100  # characters of a key
ID = re.compile("[a-z0-9-]{1,80}")
# What pydantic found, and the words of `packs.wrong.expected`.
EXPECTED = {
    "int_type": "number",
    "float_type": "number",
    "finite_number": "number",
    "greater_than": "above",
    "greater_than_equal": "from",
    "less_than": "below",
    "string_type": "text",
    "string_too_short": "text",
    "string_too_long": "short_text",
    "bool_type": "boolean",
    "date_type": "day",
    "tuple_type": "list",
    "too_short": "list",
    "dict_type": "table",
    "model_type": "table",
    "model_attributes_type": "table",
}
KINDS = {"missing": "missing", "extra_forbidden": "unknown", "union_tag_not_found": "missing"}


class Wrong(Exception):
    """A pack is not one: the key it is about, and what is wrong with it (`packs.wrong.*`)."""

    def __init__(self, key: str, what: str, **values: Any) -> None:
        """Keep where and what."""
        super().__init__(what)
        self.key, self.what, self.values = key, what, values


def first_fault(error: ValidationError, raw: Mapping[str, Any]) -> Wrong:
    """Return the first fault that pydantic found.

    Args:
        error: What it raised.
        raw: The TOML it read, for the ids of rules.
    """
    fault = error.errors(include_url=False, include_input=False)[0]
    key, told = _place(fault["loc"], raw), fault.get("ctx", {})
    if fault["type"] == "union_tag_not_found":
        key += ".kind"
    if fault["type"] in KINDS:
        return Wrong(key, KINDS[fault["type"]])
    if fault["type"] in EXPECTED:
        limit = next((told[name] for name in ("gt", "ge", "lt") if name in told), None)
        return Wrong(key, "value", expected=EXPECTED[fault["type"]], limit=limit)
    if fault["type"] == "string_pattern_mismatch":
        return Wrong(key, "value", expected="window" if str(fault["loc"][-1]) == "window" else "name")
    codes = told.get("error") or told.get("expected") or told.get("expected_tags") or "?"
    return Wrong(key, "value", codes=str(codes).replace("'", "").replace(" or ", ", "))


def _place(loc: tuple[int | str, ...], raw: Mapping[str, Any]) -> str:
    """Return the dotted key of a fault: a rule by its id, a place in another list counted from 1."""
    parts = list(loc)
    if len(parts) > 1 and parts[0] == "rules" and isinstance(parts[1], int):
        parts[1] = _rule_id(raw, parts[1])
        del parts[2:3]  # its kind, which is no key
    shown = ".".join(str(part + 1) if isinstance(part, int) else str(part) for part in parts)
    return "".join(letter if letter.isprintable() else "?" for letter in shown[:SHOWN])


def _rule_id(raw: Mapping[str, Any], number: int) -> str:
    rule = raw["rules"][number]
    name = rule.get("id") if isinstance(rule, Mapping) else None
    return name if isinstance(name, str) and ID.fullmatch(name) else str(number + 1)


def told(fault: Wrong, file: str, say: Words) -> str:
    """Return a fault in words, with its file and key."""
    what = say(f"packs.wrong.{fault.what}", allowed=_allowed(say, **fault.values))
    return say("packs.wrong.at", file=file, key=fault.key, what=what) if fault.key else f"{file}: {what}"


def _allowed(say: Words, codes: str = "", expected: str = "text", limit: float | None = None) -> str:
    return codes or say(f"packs.wrong.expected.{expected}", limit="" if limit is None else say.number(limit))
