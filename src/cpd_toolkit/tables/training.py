"""Training: one row per development activity (articles 31, 40, 44, 45 and 46)."""

import polars as pl

from cpd_toolkit.i18n import Text
from cpd_toolkit.tables.column import Choice, column
from cpd_toolkit.tables.rule import error, in_order, not_future
from cpd_toolkit.tables.shared import ARTICLES, MEMBER
from cpd_toolkit.tables.table import Table

CATEGORIES = (
    Choice("course", Text("formation", "course")),
    Choice("conference", Text("conférence", "conference")),
    Choice("webinar", Text("webinaire", "webinar")),
    Choice("reading", Text("lecture", "reading")),
    Choice("mentor_coaching", Text("mentorat", "mentor coaching")),
    Choice("research", Text("recherche", "research")),
    Choice("contribution", Text("contribution", "contribution")),
    Choice("reflection", Text("réflexion", "reflection")),
    Choice("other", Text("autre", "other")),
)
METHODS = (
    Choice("live", Text("en direct", "live")),
    Choice("self_paced", Text("autoformation", "self-paced")),
)
CREDITS = (
    Choice("core_competency", Text("compétences clés", "core competency")),
    Choice("resource_development", Text("développement des ressources", "resource development")),
    Choice("ethics", Text("éthique", "ethics")),
)
WITHOUT_HOURS = ["reflection", "contribution"]  # the only categories where no hours is an answer

TRAINING = Table(
    name="training",
    title=Text("Formation", "Training"),
    about=Text("Une ligne par activité de développement", "One row per development activity"),
    prefixes=("training", "formation"),
    key=("activity_id", "member_id"),
    key_column="activity_id",
    columns=(
        column(
            "activity_id",
            "text",
            "Identifiant activité",
            ("Votre numéro d'activité, si vous en tenez un", "Your own activity number, if you keep one"),
            "A07",
        ),
        MEMBER,
        column(
            "title",
            "text",
            "Intitulé",
            ("Le titre de l'activité", "The activity's title"),
            ("Éthique en pratique", "Ethics in practice"),
            required=True,
        ),
        column("provider", "text", "Organisme", ("Qui l'a proposée", "Who offered it"), "EMCC"),
        column(
            "start_date", "date", "Date de début", ("Le premier jour", "The first day"), "2026-03-14", required=True
        ),
        column("end_date", "date", "Date de fin", ("Vide si un seul jour", "Empty for a single day"), "2026-03-15"),
        column(
            "hours",
            "hours",
            "Heures",
            (
                "De 0 à 400 ; 0 pour réflexion ou contribution seulement",
                "0 to 400; 0 only for reflection or contribution",
            ),
            ("3,5", "3.5"),
            required=True,
            bounds=(0, 400),
        ),
        column(
            "category",
            "enum",
            "Catégorie",
            ("Choisir dans la liste", "Choose from the list"),
            ("formation", "course"),
            required=True,
            choices=CATEGORIES,
        ),
        column(
            "method",
            "enum",
            "Modalité",
            ("en direct ou autoformation", "live or self-paced"),
            ("en direct", "live"),
            choices=METHODS,
        ),
        column(
            "credit_type",
            "enum",
            "Type de crédit",
            ("Choisir dans la liste", "Choose from the list"),
            ("éthique", "ethics"),
            choices=CREDITS,
        ),
        column(
            "certificate_ref", "text", "Attestation", ("La référence du justificatif", "The certificate's reference")
        ),
        ARTICLES,
        column("learning", "free", "Apprentissages", ("Sans nom ni coordonnées", "Without names or contact details")),
        column(
            "application", "free", "Mise en pratique", ("Sans nom ni coordonnées", "Without names or contact details")
        ),
    ),
    own_rules=(
        not_future("start_date"),
        in_order("start_date", "end_date"),
        error("out_of_range", "hours", (pl.col("hours") != 0) | pl.col("category").is_in(WITHOUT_HOURS)),
    ),
)
