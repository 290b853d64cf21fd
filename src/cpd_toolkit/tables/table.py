"""A table: columns, rules, and the names by which a file or sheet is recognised."""

from typing import NamedTuple

from cpd_toolkit.i18n import Text
from cpd_toolkit.tables.column import Column
from cpd_toolkit.tables.rule import Rule, bounds_rules


class Table(NamedTuple):
    """One record kind of a dossier."""

    name: str
    title: Text  # also the sheet's name in a template
    about: Text  # one sentence: what a row is
    prefixes: tuple[str, ...]  # a file or sheet whose name starts so holds this table
    columns: tuple[Column, ...]
    own_rules: tuple[Rule, ...] = ()
    key: tuple[str, ...] = ()  # together unique
    key_column: str = ""  # where a repeated key is reported

    @property
    def rules(self) -> list[Rule]:
        """Every row rule: those that follow from the columns, then the table's own."""
        return bounds_rules(self.columns) + list(self.own_rules)

    @property
    def required(self) -> list[str]:
        """The columns that a file must have and a row must fill."""
        return [c.name for c in self.columns if c.required]

    def column(self, name: str) -> Column:
        """Return the column of that name."""
        return next(c for c in self.columns if c.name == name)
