"""The 47 articles of the code of ethics: number, section, a label in our own words, and what can evidence each.

The labels are ours, not the code's sentences, which are not shipped. What may evidence an article, and how strongly, is
our own reading; only the tags in a dossier's `articles` cells are ever counted.
"""

from typing import Literal, NamedTuple

from cpd_toolkit.i18n import Text

Strength = Literal["direct", "partial", "none"]
Source = Literal[
    "supervision",
    "feedback",
    "training",
    "reflection",
    "practice",
    "contract",
    "insurance",
    "declaration",
    "data_protection",
    "publication",
]


class Section(NamedTuple):
    """One of the 14 sections of the code."""

    number: int
    title: Text


class Chapter(NamedTuple):
    """Sections read together. Our own inference: the code itself has no chapters."""

    sections: tuple[int, int]  # first and last
    title: Text


class Article(NamedTuple):
    """One of the 47 articles."""

    number: int
    section: int
    label: Text
    strength: Strength  # direct: the record is what the article asks for; none: these records can't show it
    evidence: tuple[Source, ...]  # tables, reflections, and kinds of evidence rows; most telling first


SECTIONS: tuple[Section, ...] = (
    Section(1, Text("Relations avec les clients", "Relations with clients")),
    Section(2, Text("Contractualisation", "Contracting")),
    Section(3, Text("Intégrité", "Integrity")),
    Section(4, Text("Confidentialité", "Confidentiality")),
    Section(5, Text("Interactions inappropriées", "Inappropriate interactions")),
    Section(6, Text("Conflit d’intérêts", "Conflicts of interest")),
    Section(
        7, Text("Fin d’une relation professionnelle et responsabilités permanentes", "Endings and continuing duties")
    ),
    Section(
        8, Text("Préservation de la réputation du coaching et du mentorat", "Reputation of coaching and mentoring")
    ),
    Section(9, Text("Égalité et diversité", "Equality and diversity")),
    Section(10, Text("Infractions au code de déontologie", "Breaches of the code")),
    Section(11, Text("Obligations légales et réglementaires", "Legal and regulatory duties")),
    Section(12, Text("Capacités professionnelles", "Ability to practise")),
    Section(13, Text("Supervision permanente", "Ongoing supervision")),
    Section(14, Text("Réflexion et développement professionnel continu", "Reflection and continuing development")),
)

CHAPTERS: tuple[Chapter, ...] = (
    Chapter((1, 7), Text("Travail avec les clients", "Working with clients")),
    Chapter((8, 11), Text("Conduite professionnelle", "Professional conduct")),
    Chapter((12, 14), Text("Qualité de l’exercice", "Quality of practice")),
)

ARTICLES: tuple[Article, ...] = (
    Article(
        1,
        1,
        Text("Clarifier les attentes, convenir du cadre d’action", "Clarify expectations and agree ways of working"),
        "partial",
        ("contract", "feedback"),
    ),
    Article(
        2,
        2,
        Text("Annoncer le code et les voies de plainte", "State the code and complaint route upfront"),
        "partial",
        ("contract", "feedback"),
    ),
    Article(
        3,
        2,
        Text(
            "Expliquer d’emblée contrat, tarifs, logistique et secret",
            "Explain contract, fees, logistics, confidentiality beforehand",
        ),
        "partial",
        ("contract", "feedback"),
    ),
    Article(
        4,
        2,
        Text("Transparence sur les méthodes employées", "Be transparent about methods used"),
        "partial",
        ("feedback", "contract"),
    ),
    Article(
        5,
        2,
        Text("Durée adaptée, sans dépendance du client", "Fit contract length; prevent client dependency"),
        "partial",
        ("contract", "supervision"),
    ),
    Article(
        6,
        3,
        Text("Véracité des titres et accréditations affichés", "Truthful about qualifications and accreditations"),
        "partial",
        ("publication", "training"),
    ),
    Article(
        7, 3, Text("Promesses de valeur honnêtes", "Honest claims about coaching’s value"), "none", ("publication",)
    ),
    Article(
        8,
        3,
        Text("Citer les auteurs des outils utilisés", "Credit originators of ideas and tools"),
        "none",
        ("publication",),
    ),
    Article(
        9,
        4,
        Text("Respecter strictement le secret des échanges", "Keep client information strictly confidential"),
        "partial",
        ("feedback",),
    ),
    Article(
        10,
        4,
        Text("Archiver ou supprimer les dossiers en sécurité", "Store or destroy records securely"),
        "partial",
        ("data_protection",),
    ),
    Article(
        11,
        4,
        Text("Convenir des limites du secret", "Agree limits of confidentiality with clients"),
        "partial",
        ("contract", "supervision"),
    ),
    Article(
        12,
        4,
        Text(
            "Annoncer la supervision, recueillir l’accord, anonymiser",
            "Disclose supervision; obtain consent; anonymise cases",
        ),
        "direct",
        ("supervision", "contract"),
    ),
    Article(
        13,
        4,
        Text("Protéger mineurs et adultes vulnérables", "Safeguard children and vulnerable adults"),
        "partial",
        ("contract", "training"),
    ),
    Article(
        14,
        5,
        Text(
            "Maintenir des limites relationnelles appropriées", "Maintain appropriate, culturally sensitive boundaries"
        ),
        "partial",
        ("supervision", "feedback"),
    ),
    Article(15, 5, Text("Pas d’intimité amoureuse avec les clients", "No romantic or sexual involvement"), "none", ()),
    Article(16, 6, Text("Ne jamais tirer profit indu du client", "Never exploit clients"), "none", ("declaration",)),
    Article(
        17,
        6,
        Text("Distinguer l’accompagnement des autres liens", "Separate coaching from other relationships"),
        "partial",
        ("contract", "supervision"),
    ),
    Article(
        18,
        6,
        Text("Traiter vite les conflits d’intérêts", "Handle conflicts of interest promptly"),
        "partial",
        ("supervision",),
    ),
    Article(
        19,
        6,
        Text("Évaluer les effets entre relations clients", "Assess effects between client relationships"),
        "partial",
        ("contract", "supervision"),
    ),
    Article(
        20,
        6,
        Text("Parler du conflit, sinon se retirer", "Discuss conflicts openly; withdraw if needed"),
        "partial",
        ("supervision",),
    ),
    Article(
        21,
        7,
        Text("Respecter la liberté d’arrêter du client", "Respect the client’s right to stop"),
        "partial",
        ("contract", "feedback"),
    ),
    Article(
        22,
        7,
        Text("Proposer l’arrêt ou une réorientation", "Suggest ending or referral when better"),
        "partial",
        ("supervision", "contract"),
    ),
    Article(
        23,
        7,
        Text("Obligations maintenues après la mission", "Duties continue after engagement ends"),
        "partial",
        ("data_protection", "contract"),
    ),
    Article(
        24,
        8,
        Text("Honorer l’image de la profession", "Behave to uphold the profession’s reputation"),
        "none",
        ("declaration",),
    ),
    Article(
        25,
        8,
        Text("Respecter confrères et approches diverses", "Respect peers and other approaches"),
        "none",
        ("feedback",),
    ),
    Article(
        26,
        9,
        Text("Suivre la politique diversité de l’organisme", "Follow organisation’s diversity policies"),
        "partial",
        ("declaration", "training"),
    ),
    Article(
        27,
        9,
        Text("Aucune discrimination, vigilance entretenue", "No discrimination; keep raising awareness"),
        "partial",
        ("training", "feedback"),
    ),
    Article(
        28,
        9,
        Text("Reconnaître ses biais, rester inclusif", "Counter unconscious bias inclusively"),
        "partial",
        ("supervision", "reflection", "training"),
    ),
    Article(
        29,
        9,
        Text(
            "Interpeller face aux comportements discriminatoires", "Constructively challenge discriminatory behaviour"
        ),
        "none",
        ("supervision",),
    ),
    Article(
        30,
        9,
        Text("Surveiller son langage et ses gestes", "Watch language for unintended discrimination"),
        "none",
        ("feedback",),
    ),
    Article(
        31,
        9,
        Text("Se former à l’égalité et la diversité", "Do equality and diversity development"),
        "direct",
        ("training",),
    ),
    Article(
        32, 10, Text("Admettre les sanctions encourues", "Accept sanctions for breaches"), "none", ("declaration",)
    ),
    Article(
        33,
        10,
        Text("Aucune publicité trompeuse sur ses compétences", "No misleading publicity or credentials"),
        "partial",
        ("publication", "training"),
    ),
    Article(
        34, 10, Text("Signaler un confrère si l’échange échoue", "Confront or report unethical colleagues"), "none", ()
    ),
    Article(
        35,
        11,
        Text("Respecter lois, règlements et procédures", "Comply with law and applicable policies"),
        "none",
        ("declaration", "training"),
    ),
    Article(
        36,
        11,
        Text("Tenir des dossiers complets et protégés", "Keep complete, secure, lawful records"),
        "partial",
        ("data_protection",),
    ),
    Article(
        37,
        11,
        Text("Disposer d’une RC professionnelle valide", "Hold professional liability insurance"),
        "none",
        ("insurance",),
    ),
    Article(
        38,
        12,
        Text("Rester compétent, orienter si nécessaire", "Stay within competence; refer when needed"),
        "partial",
        ("training", "supervision"),
    ),
    Article(
        39, 12, Text("Être apte à exercer, sinon consulter", "Be fit to practise; seek help"), "none", ("declaration",)
    ),
    Article(
        40,
        13,
        Text("Réfléchir régulièrement sur son exercice", "Reflect regularly on practice"),
        "direct",
        ("reflection",),
    ),
    Article(
        41,
        13,
        Text("Être supervisé à un rythme adéquat", "Supervised at suitable frequency by supervisor or peers"),
        "direct",
        ("supervision", "practice"),
    ),
    Article(
        42,
        13,
        Text("Aucun lien parasite avec son superviseur", "No dual relationship with supervisor"),
        "partial",
        ("supervision",),
    ),
    Article(
        43,
        13,
        Text("Porter en supervision les questions éthiques", "Bring ethical issues to supervision"),
        "direct",
        ("supervision",),
    ),
    Article(
        44,
        14,
        Text("Faire le point sur travail et évolution", "Reflect on work, practice and growth"),
        "direct",
        ("reflection",),
    ),
    Article(
        45,
        14,
        Text("Se former en continu selon ses besoins", "Undertake relevant training and CPD"),
        "direct",
        ("training",),
    ),
    Article(
        46,
        14,
        Text("Contribuer à la communauté professionnelle", "Contribute to the coaching community"),
        "direct",
        ("training", "publication"),
    ),
    Article(
        47,
        14,
        Text("Évaluer son travail par les retours reçus", "Evaluate practice quality through feedback"),
        "direct",
        ("feedback",),
    ),
)


def article(number: int) -> Article:
    """Return the article of that number, 1 to 47.

    Example:
        >>> article(41).section
        13
    """
    return ARTICLES[number - 1]


def section_articles(section: int) -> tuple[Article, ...]:
    """Return the articles of a section, 1 to 14, in order.

    Example:
        >>> [a.number for a in section_articles(2)]
        [2, 3, 4, 5]
    """
    return tuple(a for a in ARTICLES if a.section == section)
