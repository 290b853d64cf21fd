"""docs/packs.md: its examples are read, and no key, kind, window or code of a pack is missing on the page."""

import re
from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel

from cpd_toolkit.requirements import pack as model
from cpd_toolkit.requirements.choices import FIELDS
from cpd_toolkit.requirements.load import read_pack
from cpd_toolkit.requirements.window import parsed

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "packs.md").read_text(encoding="utf-8")
WHOLE, *RULES = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
WINDOWS = re.findall(r"`([^`]+)`", "".join(line.split("|")[1] for line in PAGE.splitlines() if line.startswith("| `")))


def test_the_whole_pack_is_one():
    assert read_pack(WHOLE).rules[0].values[1].value == 8


@pytest.mark.parametrize("rule", RULES, ids=lambda text: re.search('id = "(.+)"', text)[1])
def test_a_rule_of_the_page_may_follow_the_rule_of_the_whole_pack(rule):
    assert len(read_pack(f"{WHOLE}\n{rule}").rules) == 2


def test_every_kind_of_rule_has_an_example():
    kinds = {rule.kind for text in RULES for rule in read_pack(f"{WHOLE}\n{text}").rules}
    assert kinds == {"minimum", "ratio", "spread", "span", "valid", "shown"}


@pytest.mark.parametrize("window", WINDOWS)
def test_a_window_of_the_page_is_one(window):
    assert parsed(window)


def test_the_page_names_every_sort_of_window():
    sorts = {re.sub(r"\d+", "N", window) for window in WINDOWS}
    calendar = {f"calendar-{part}" for part in ("month", "quarter", "year")}
    lengths = {f"{name}-N-{unit}" for name in ("last", "any") for unit in ("months", "days")}
    assert sorts == {"ever", "cycle", "cycle-year"} | calendar | lengths


MODELS = [one for one in vars(model).values() if isinstance(one, type) and issubclass(one, BaseModel)]
KEYS = {(field.alias or name) for one in MODELS for name, field in one.model_fields.items()} - {"fr", "en"}


@pytest.mark.parametrize("key", sorted(KEYS))
def test_every_key_stands_on_the_page(key):
    assert re.search(rf"\b{key}\b", PAGE)


@pytest.mark.parametrize(
    "codes",
    [model.Grade, model.Purpose, model.Status, model.Source, model.Unit],
    ids=["grade", "purpose", "status", "source", "unit"],
)
def test_every_code_of_a_header_stands_on_the_page(codes):
    assert [code for code in get_args(codes) if not re.search(rf"\b{code}\b", PAGE)] == []


def test_every_field_that_a_rule_may_ask_about_stands_on_the_page():
    assert [field for field in FIELDS if f"`{field}`" not in PAGE] == []
