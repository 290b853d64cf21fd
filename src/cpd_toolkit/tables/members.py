"""Members: the register an organisation keeps."""

from cpd_toolkit.i18n import Text
from cpd_toolkit.tables.column import column
from cpd_toolkit.tables.rule import in_order
from cpd_toolkit.tables.shared import MEMBER
from cpd_toolkit.tables.table import Table

MEMBERS = Table(
    name="members",
    title=Text("Membres", "Members"),
    about=Text("Une ligne par membre de l'organisation", "One row per member of the organisation"),
    prefixes=("members", "membres"),
    key=("member_id",),
    key_column="member_id",
    columns=(
        MEMBER,
        column("group_id", "text", "Groupe", ("Le groupe de pairs", "The peer group"), "G1"),
        column("region", "text", "Région", ("La région", "The region"), ("Nord", "North")),
        column(
            "rules",
            "text",
            "Règles",
            ("Un référentiel d'exigences", "A requirement pack"),
            "emcc-eia-renewal-practitioner",
        ),
        column("awarded_on", "date", "Accrédité le", ("Début de l'accréditation", "Start of the award"), "2022-03-12"),
        column("expires_on", "date", "Échéance", ("Fin de l'accréditation", "End of the award"), "2027-03-12"),
        column("pause_from", "date", "Pause du", ("Premier jour de la pause", "First day of leave")),
        column("pause_to", "date", "Pause au", ("Dernier jour de la pause", "Last day of leave")),
    ),
    own_rules=(in_order("awarded_on", "expires_on"), in_order("pause_from", "pause_to")),
)
