"""Practice: client work, one row per client relationship or period."""

import polars as pl

from cpd_toolkit.i18n import Text
from cpd_toolkit.tables.column import Choice, column
from cpd_toolkit.tables.rule import error, in_order
from cpd_toolkit.tables.shared import MEMBER
from cpd_toolkit.tables.supervision import FORMATS
from cpd_toolkit.tables.table import Table

PRACTICE_FORMATS = (*FORMATS[:2], Choice("team", Text("équipe", "team")))

PRACTICE = Table(
    name="practice",
    title=Text("Pratique", "Practice"),
    about=Text("Une ligne par client ou par période", "One row per client or period"),
    prefixes=("practice", "pratique"),
    columns=(
        MEMBER,
        column("client_id", "text", "Client", ("Un code, jamais un nom", "A code, never a name"), "K7"),
        column(
            "start_date", "date", "Date de début", ("Le premier jour", "The first day"), "2026-01-05", required=True
        ),
        column("end_date", "date", "Date de fin", ("Le dernier jour", "The last day"), "2026-06-30", required=True),
        column(
            "paid_hours",
            "hours",
            "Heures payées",
            ("De 0 à 5000", "0 to 5000"),
            ("12,5", "12.5"),
            bounds=(0, 5000),
        ),
        column(
            "pro_bono_hours",
            "hours",
            "Heures bénévoles",
            ("De 0 à 5000", "0 to 5000"),
            "2",
            bounds=(0, 5000),
        ),
        column(
            "format",
            "enum",
            "Format",
            ("individuel, groupe ou équipe", "individual, group or team"),
            ("individuel", "individual"),
            choices=PRACTICE_FORMATS,
        ),
        column(
            "group_size",
            "integer",
            "Taille du groupe",
            ("Les heures n'en sont jamais multipliées", "Hours are never multiplied by it"),
            bounds=(2, 30),
        ),
    ),
    own_rules=(
        in_order("start_date", "end_date"),
        # Reported once although two cells are empty; either one filled is enough.
        error(
            "missing_value", "paid_hours", pl.col("paid_hours").is_not_null() | pl.col("pro_bono_hours").is_not_null()
        ),
    ),
)
