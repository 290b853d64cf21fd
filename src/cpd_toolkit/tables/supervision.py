"""Supervision: one row per session attended by one supervisee (articles 12, 41, 42 and 43)."""

import polars as pl

from cpd_toolkit.i18n import Text
from cpd_toolkit.tables.column import Choice, column
from cpd_toolkit.tables.rule import error, in_order, not_future, warning
from cpd_toolkit.tables.shared import ARTICLES, MEMBER, NO, YES
from cpd_toolkit.tables.table import Table

LONG_MINUTES = 240

FORMATS = (
    Choice("individual", Text("individuel", "individual"), ("individuelle", "indiv.", "indiv", "1:1")),
    Choice("group", Text("groupe", "group"), ("collective", "collectif")),
    Choice("peer", Text("pairs", "peer"), ("intervision", "co-vision", "covision")),
)
RELATIONSHIPS = (
    Choice("none", Text("aucun", "none")),
    Choice("line_manager", Text("hiérarchique", "line manager")),
    Choice("client", Text("client", "client")),
    Choice("relative", Text("famille", "relative")),
    Choice("business", Text("affaires", "business")),
    Choice("other", Text("autre", "other")),
)
MODES = (
    Choice("in_person", Text("présentiel", "in person")),
    Choice("remote", Text("distanciel", "remote")),
)
CONSENTS = (
    Choice("yes", Text("oui", "yes"), YES),
    Choice("no", Text("non", "no"), NO),
    Choice("not_applicable", Text("sans objet", "not applicable")),
)

SUPERVISION = Table(
    name="supervision",
    title=Text("Supervision", "Supervision"),
    about=Text("Une ligne par séance et par personne supervisée", "One row per session and supervisee"),
    prefixes=("supervision",),
    key=("session_id", "member_id"),
    key_column="session_id",
    columns=(
        column(
            "session_id",
            "text",
            "Identifiant séance",
            ("Votre numéro de séance, si vous en tenez un", "Your own session number, if you keep one"),
            "S014",
        ),
        MEMBER,
        column(
            "date",
            "date",
            "Date",
            ("Le jour de la séance", "The day of the session"),
            "2026-03-14",
            required=True,
        ),
        column(
            "duration_minutes",
            "minutes",
            "Durée (minutes)",
            ("De 5 à 720 minutes ; 1h30 convient aussi", "5 to 720 minutes; 1h30 is fine too"),
            "90",
            required=True,
            bounds=(5, 720),
        ),
        column(
            "format",
            "enum",
            "Format",
            (
                "individuel, groupe, ou pairs (groupe sans animateur)",
                "individual, group, or peer (a group without facilitator)",
            ),
            ("individuel", "individual"),
            required=True,
            choices=FORMATS,
        ),
        column(
            "group_id",
            "text",
            "Groupe",
            ("Le code du groupe", "The group's code"),
            "G1",
        ),
        column(
            "group_size",
            "integer",
            "Taille du groupe",
            (
                "Personnes supervisées, sans l'animateur ; à remplir pour groupe et pairs",
                "Supervisees, without the facilitator; needed for group and peer",
            ),
            "6",
            bounds=(2, 30),
        ),
        column(
            "supervisor_id",
            "text",
            "Superviseur",
            ("Un code, jamais un nom ; inutile entre pairs", "A code, never a name; not needed for peer"),
            "SV1",
        ),
        column(
            "supervisor_qualified",
            "boolean",
            "Superviseur qualifié",
            ("oui ou non", "yes or no"),
            ("oui", "yes"),
        ),
        column(
            "relationship",
            "enum",
            "Autre lien avec le superviseur",
            ("Un lien hors supervision (article 42)", "A tie outside supervision (article 42)"),
            ("aucun", "none"),
            choices=RELATIONSHIPS,
        ),
        column(
            "mode",
            "enum",
            "Mode",
            ("présentiel ou distanciel", "in person or remote"),
            ("distanciel", "remote"),
            choices=MODES,
        ),
        column(
            "cases_presented",
            "integer",
            "Cas présentés",
            ("Combien de vos cas, de 0 à 20", "How many of your cases, 0 to 20"),
            "1",
            bounds=(0, 20),
        ),
        column(
            "client_consent",
            "enum",
            "Accord du client",
            (
                "L'accord des clients dont le cas est présenté (article 12)",
                "Consent of the clients whose case is presented (article 12)",
            ),
            ("oui", "yes"),
            choices=CONSENTS,
        ),
        column(
            "ethical_issue",
            "boolean",
            "Question éthique",
            ("Une question éthique a été portée (article 43)", "An ethical question was brought (article 43)"),
            ("non", "no"),
        ),
        column(
            "ethical_closed_on",
            "date",
            "Question close le",
            ("Le jour où la question a été close", "The day on which the question was closed"),
        ),
        ARTICLES,
        column(
            "themes",
            "words",
            "Thèmes",
            ("Séparés par des points-virgules", "Separated by semicolons"),
            ("contrat; posture", "contract; stance"),
        ),
        column(
            "learning",
            "free",
            "Apprentissages",
            ("Sans nom ni coordonnées", "Without names or contact details"),
        ),
        column(
            "application",
            "free",
            "Mise en pratique",
            ("Sans nom ni coordonnées", "Without names or contact details"),
        ),
        column(
            "confirmed_on",
            "date",
            "Attesté le",
            ("Le jour où le superviseur a attesté la séance", "The day the supervisor confirmed the session"),
        ),
    ),
    own_rules=(
        not_future(),
        warning("long_session", "duration_minutes", ~pl.col("duration_minutes").is_between(LONG_MINUTES + 1, 720)),
        error(
            "group_size_missing",
            "group_size",
            ~pl.col("format").is_in(["group", "peer"]) | pl.col("group_size").is_not_null(),
        ),
        error(
            "supervisor_missing",
            "supervisor_id",
            ~pl.col("format").is_in(["individual", "group"]) | pl.col("supervisor_id").is_not_null(),
        ),
        warning(
            "consent_missing",
            "client_consent",
            ~(pl.col("cases_presented") > 0) | (pl.col("client_consent").fill_null("no") != "no"),
        ),
        in_order("date", "ethical_closed_on"),
        in_order("date", "confirmed_on", "confirmed_before_session"),
    ),
)
