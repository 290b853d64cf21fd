"""The page docs/data-dictionary.md says what the tables and the check do."""

from datetime import date
from pathlib import Path

import pytest

from cpd_toolkit.dossier import open_dossier
from cpd_toolkit.tables import TABLES
from cpd_toolkit.tables.dictionary import finding_rules, page, severity
from cpd_toolkit.validate import check


def test_the_committed_page_is_the_one_the_tables_give(root: Path) -> None:
    assert (root / "docs" / "data-dictionary.md").read_text(encoding="utf-8") == page()


def test_a_required_column_shows_its_headers_bounds_and_meaning() -> None:
    row = (
        "| `duration_minutes` | Durée (minutes) | Duration minutes | minutes | yes | 5 to 720 "
        "| 5 to 720 minutes; 1h30 is fine too |"
    )
    assert row in page().splitlines()


def test_the_choices_stand_with_their_french_words() -> None:
    assert "`individual` (individuel), `group` (groupe), `peer` (pairs)" in page()


def test_every_rule_of_a_table_is_explained() -> None:
    assert {rule.id for table in TABLES.values() for rule in table.rules} <= set(finding_rules())


@pytest.mark.parametrize("rule", ["long_session", "consent_missing", "unknown_column", "empty_file"])
def test_this_rule_only_warns(rule: str) -> None:
    assert severity(rule) == "warning"


@pytest.mark.parametrize("rule", ["unreadable_date", "future_date", "unknown_member", "unreadable_file"])
def test_this_rule_leaves_the_row_out(rule: str) -> None:
    assert severity(rule) == "error"


def test_the_severities_are_those_of_the_check(cases: Path) -> None:
    found = check(open_dossier(cases / "messy" / "dossier"), date(2026, 11, 23)).findings
    pairs = set(found.select("rule", "severity").rows())
    assert len(pairs) > 20
    assert pairs == {(rule, severity(rule)) for rule, _ in pairs}
