"""Columns and words that several tables have."""

from cpd_toolkit.i18n import Text
from cpd_toolkit.tables.column import Column, column

READ_ME = Text("Lisez-moi", "Read me")  # the first sheet of our workbook, never a table whatever the file is called

YES = ("oui", "yes", "vrai", "true", "x", "1")
NO = ("non", "no", "faux", "false", "0")

MEMBER: Column = column(
    "member_id",
    "text",
    "Membre",
    (
        "Un code, jamais un nom ; sans cette colonne, celui de cpd.toml",
        "A code, never a name; without this column, the one of cpd.toml",
    ),
    "C001",
    required=True,
)

ARTICLES: Column = column(
    "articles",
    "articles",
    "Articles",
    ("Numéros du code, de 1 à 47 : 12;43 ou 12-15", "Numbers of the code, 1 to 47: 12;43 or 12-15"),
    "12;43",
)
