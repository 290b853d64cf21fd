"""Feedback: one row per answer to one item (article 47)."""

import polars as pl

from cpd_toolkit.i18n import Text
from cpd_toolkit.tables.column import Choice, column
from cpd_toolkit.tables.rule import error, not_future
from cpd_toolkit.tables.shared import ARTICLES, MEMBER
from cpd_toolkit.tables.table import Table

SCALE = (1.0, 5.0)  # of an item whose file states none

ROLES = (
    Choice("client", Text("client", "client")),
    Choice("sponsor", Text("commanditaire", "sponsor")),
    Choice("peer", Text("pair", "peer"), ("pairs",)),
    Choice("supervisor", Text("superviseur", "supervisor")),
    Choice("other", Text("autre", "other")),
)

# A scale that is upside down says nothing about its score.
_right_way_up = pl.col("scale_min") < pl.col("scale_max")
_within = pl.col("score").is_between(pl.col("scale_min"), pl.col("scale_max"))

FEEDBACK = Table(
    name="feedback",
    title=Text("Feedback", "Feedback"),
    about=Text("Une ligne par réponse à une question", "One row per answer to one item"),
    prefixes=("feedback",),
    key=("response_id", "item", "member_id"),
    key_column="response_id",
    columns=(
        column(
            "response_id",
            "text",
            "Réponse",
            ("Le même numéro pour toutes les réponses d'une personne", "The same number for all answers of one form"),
            "R12",
            required=True,
        ),
        MEMBER,
        column("date", "date", "Date", ("Le jour de la réponse", "The day of the answer"), "2026-03-14", required=True),
        column("respondent_id", "text", "Répondant", ("Un code, jamais un nom", "A code, never a name"), "K7"),
        column(
            "respondent_role",
            "enum",
            "Rôle du répondant",
            ("client, commanditaire, pair, superviseur, autre", "client, sponsor, peer, supervisor, other"),
            "client",
            choices=ROLES,
        ),
        column("survey_id", "text", "Enquête", ("Le nom court de l'enquête", "The survey's short name"), "E2026"),
        column(
            "item",
            "text",
            "Question",
            ("La question telle qu'elle a été posée", "The question as it was asked"),
            ("Le cadre était clair", "The frame was clear"),
            required=True,
        ),
        column("score", "number", "Note", ("Vide si sans réponse", "Empty when not answered"), "4"),
        column("scale_min", "number", "Minimum", ("1 si absent", "1 when absent"), "1"),
        column("scale_max", "number", "Maximum", ("5 si absent", "5 when absent"), "5"),
        column(
            "invited",
            "integer",
            "Invités",
            ("Personnes invitées à cette enquête", "People invited to this survey"),
            "12",
        ),
        column("comment", "free", "Commentaire", ("Sans nom ni coordonnées", "Without names or contact details")),
        column("quote_consent", "boolean", "Citation autorisée", ("oui ou non", "yes or no"), ("oui", "yes")),
        ARTICLES,
    ),
    own_rules=(
        not_future(),
        error("out_of_range", "scale_max", _right_way_up),
        error("score_outside_scale", "score", ~_right_way_up | _within),
    ),
)
