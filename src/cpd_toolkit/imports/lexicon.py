"""Words that people use for our columns, and for their answers, in French and English."""

from cpd_toolkit.read.names import plain
from cpd_toolkit.tables import Table

# Headers beside the dictionary's own labels, by column; the same in every table that has the column.
SYNONYMS: dict[str, tuple[str, ...]] = {
    "date": ("jour", "day", "date de la séance", "session date", "date de séance", "le", "quand", "when"),
    "duration_minutes": ("durée", "duration", "length", "temps", "time spent", "durée de la séance", "session length"),
    "format": ("type de séance", "session type", "individuel/groupe", "individual/group", "modalité de séance"),
    "group_size": ("participants", "nombre de participants", "number of participants", "nb participants", "effectif"),
    "group_id": ("nom du groupe", "group", "groupe de pairs", "peer group"),
    "supervisor_id": ("nom du superviseur", "supervisor", "supervisor name", "superviseuse", "superviseur·e"),
    "supervisor_qualified": ("qualified supervisor", "superviseur certifié", "certified supervisor"),
    "mode": ("lieu", "in person/remote", "présentiel/distanciel", "visio", "place"),
    "cases_presented": ("nombre de cas", "number of cases", "cas", "cases"),
    "themes": ("thème", "sujet", "topics", "topic", "theme", "sujets"),
    "learning": ("ce que j'ai appris", "learnings", "key learning", "key learnings", "what i learned", "apprentissage"),
    "application": ("application to practice", "actions", "what i will do", "ce que je vais faire"),
    "title": (
        "titre",
        "formation",
        "course",
        "course title",
        "activity",
        "activité",
        "nom de la formation",
        "training",
    ),
    "provider": ("organisateur", "organiser", "organizer", "école", "school", "formateur", "trainer"),
    "start_date": (
        "jour",
        "day",
        "début",
        "du",
        "from",
        "start",
        "date",
        "date de formation",
        "activity date",
        "premier jour",
    ),
    "end_date": ("fin", "au", "to", "end", "dernier jour"),
    "hours": ("durée", "duration", "nombre d'heures", "number of hours", "nb heures", "time"),
    "category": ("type", "nature", "type d'activité", "activity type", "cpd type"),
    "method": ("learning method", "mode d'apprentissage"),
    "certificate_ref": ("certificat", "certificate", "justificatif", "proof"),
    "client_id": ("nom du client", "client name", "coaché", "coachee", "bénéficiaire"),
    "paid_hours": ("heures payantes", "paid", "heures facturées", "billed hours", "heures rémunérées"),
    "pro_bono_hours": ("pro bono", "heures gratuites", "unpaid hours", "heures non payées", "heures offertes"),
    "respondent_role": ("role", "rôle", "vous êtes", "you are", "qui êtes-vous"),
    "comment": ("comments", "commentaires", "remarques", "remarks", "un mot à ajouter", "anything else to say"),
    "quote_consent": ("may i quote you", "puis-je vous citer", "accord pour citer", "quote"),
    "member_id": ("coach", "nom du coach", "member", "code membre", "supervisee", "supervisé", "participant"),
    "region": ("area", "zone"),
    "kind": ("type de document", "document type", "type"),
    "valid_until": ("expire le", "expires on", "expiry", "échéance", "fin de validité"),
    "reference": ("référence du document", "document", "numéro", "number"),
}
# Headers of what is never stored as it is.
PRIVATE = (
    *("e-mail", "email", "mail", "courriel", "adresse e-mail", "email address", "adresse email"),
    *("téléphone", "phone", "tel", "mobile", "portable", "adresse ip", "ip address", "adresse", "address"),
    *("nom", "prénom", "first name", "last name", "surname", "name", "nom et prénom", "full name", "coordonnées"),
    *("contact", "contact info", "contact details"),
)
HOUR_WORDS = ("h", "heures", "heure", "hours", "hour", "hrs", "hr")
MINUTE_WORDS = ("min", "mins", "mn", "minutes", "minute")
# Answers on a scale, from the lowest on; a form uses one of these lists, or part of it.
SCALES: tuple[tuple[str, ...], ...] = (
    ("Pas du tout d'accord", "Plutôt pas d'accord", "Neutre", "Plutôt d'accord", "Tout à fait d'accord"),
    ("Pas du tout d'accord", "Pas d'accord", "Ni d'accord ni pas d'accord", "D'accord", "Tout à fait d'accord"),
    ("Strongly disagree", "Disagree", "Neutral", "Agree", "Strongly agree"),
    ("Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree"),
    ("Strongly disagree", "Somewhat disagree", "Neither agree nor disagree", "Somewhat agree", "Strongly agree"),
    ("Très insatisfait", "Insatisfait", "Neutre", "Satisfait", "Très satisfait"),
    ("Very dissatisfied", "Dissatisfied", "Neutral", "Satisfied", "Very satisfied"),
    ("Jamais", "Rarement", "Parfois", "Souvent", "Toujours"),
    ("Never", "Rarely", "Sometimes", "Often", "Always"),
    ("Très mauvais", "Mauvais", "Moyen", "Bon", "Très bon"),
    ("Very poor", "Poor", "Fair", "Good", "Very good"),
)


def known_words(table: Table) -> dict[str, str]:
    """Return every header that means a column of a table, in its plain form; the dictionary's own labels win.

    Example:
        >>> from cpd_toolkit.tables import TABLES
        >>> known_words(TABLES["supervision"])[plain("Jour")]
        'date'
    """
    columns = [column.name for column in table.columns]
    words = {plain(word): name for name in reversed(columns) for word in SYNONYMS.get(name, ())}
    return words | {plain(label): column.name for column in table.columns for label in column.labels()}


def scale_of(answers: set[str]) -> dict[str, int] | None:
    """Return the score of each word of the one scale that holds all answers; None when none does, or two disagree.

    Example:
        >>> scale_of({"Agree", "Strongly agree"})["Agree"], scale_of({"Neutral"})
        (4, None)
    """
    wanted = {plain(answer) for answer in answers}
    fits = [scale for scale in SCALES if wanted and wanted <= {plain(word) for word in scale}]
    found = {tuple(sorted((word, scale.index(word) + 1) for word in scale if plain(word) in wanted)) for scale in fits}
    if len(found) != 1 or len(wanted) < 2:
        return None
    return {word: at for scale in fits for at, word in enumerate(scale, 1)}
