"""Evidence: what the logs cannot show (articles 2, 9, 10, 26, 35, 36 and 37 among others)."""

from cpd_toolkit.i18n import Text
from cpd_toolkit.tables.column import Choice, column
from cpd_toolkit.tables.rule import in_order
from cpd_toolkit.tables.shared import ARTICLES, MEMBER
from cpd_toolkit.tables.table import Table

KINDS = (
    Choice("insurance", Text("assurance", "insurance")),
    Choice("contract", Text("contrat", "contract")),
    Choice("declaration", Text("déclaration", "declaration")),
    Choice("data_protection", Text("protection des données", "data protection")),
    Choice("publication", Text("publication", "publication")),
    Choice("other", Text("autre", "other")),
)

EVIDENCE = Table(
    name="evidence",
    title=Text("Preuves", "Evidence"),
    about=Text("Une ligne par document", "One row per document"),
    prefixes=("evidence", "preuves"),
    key=("evidence_id", "member_id"),
    key_column="evidence_id",
    columns=(
        column(
            "evidence_id",
            "text",
            "Identifiant preuve",
            ("Votre numéro de pièce, si vous en tenez un", "Your own document number, if you keep one"),
            "P03",
        ),
        MEMBER,
        column(
            "kind",
            "enum",
            "Nature",
            ("Choisir dans la liste", "Choose from the list"),
            ("assurance", "insurance"),
            required=True,
            choices=KINDS,
        ),
        column("date", "date", "Date", ("La date du document", "The document's date"), "2026-01-05", required=True),
        column("valid_until", "date", "Valable jusqu'au", ("Son dernier jour", "Its last day"), "2026-12-31"),
        ARTICLES._replace(required=True),
        column("reference", "text", "Référence", ("Où le document se trouve", "Where the document is kept")),
    ),
    own_rules=(in_order("date", "valid_until"),),
)
