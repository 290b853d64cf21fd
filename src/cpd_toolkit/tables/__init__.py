"""The six tables of a dossier: columns with their names and hints, rules, and the schemas built from them."""

from cpd_toolkit.tables.column import Choice, Column
from cpd_toolkit.tables.evidence import EVIDENCE
from cpd_toolkit.tables.feedback import FEEDBACK
from cpd_toolkit.tables.members import MEMBERS
from cpd_toolkit.tables.practice import PRACTICE
from cpd_toolkit.tables.rule import Rule
from cpd_toolkit.tables.supervision import SUPERVISION
from cpd_toolkit.tables.table import Table
from cpd_toolkit.tables.training import TRAINING

TABLES: dict[str, Table] = {
    table.name: table for table in (SUPERVISION, FEEDBACK, TRAINING, PRACTICE, MEMBERS, EVIDENCE)
}

__all__ = ["TABLES", "Choice", "Column", "Rule", "Table"]
