"""Identifiers in free text: what must be noticed, and ordinary sentences that must not."""

import re
import time

import pytest

from cpd_toolkit.validate.identifiers import SUSPECT, has_identifier

PHONES = """
    06 39 98 12 34 | 06.39.98.12.34 | 06-39-98-12-34 | 0639981234 | 06 / 39 / 98 / 12 / 34 | (06) 39 98 12 34
    01 23 45 67 89 | +33 6 39 98 12 34 | +33 (0)6 39 98 12 34 | 0033 6 39 98 12 34 | +33639981234
    020 7946 0958 | 07700 900123 | 07700 900 123 | 0161 496 0000 | 02079460958 | +44 7700 900123 | +44 (0)20 7946 0958
    0475 12 34 56 | 0475/12.34.56 | 0475/12 34 56 | 0475 123 456 | 02 123 45 67 | 02/123.45.67 | 081 12 34 56
    +32 475 12 34 56 | 044 668 18 00 | 079 123 45 67 | 0791234567 | 079/123 45 67 | +41 44 668 18 00 | 0041 79 123 45 67
"""
IBANS = """
    FR76 3000 6000 0112 3456 7890 189 | FR7630006000011234567890189 | fr76 3000 6000 0112 3456 7890 189
    GB29 NWBK 6016 1331 9268 19 | BE68 5390 0754 7034 | CH93 0076 2011 6238 5295 7 | DE89370400440532013000
"""
NIRS = "255081416802538 | 2 55 08 14 168 025 38 | 2.55.08.14.168.025.38"
EMAILS = "a@b.fr | client.exemple@example.org | jean+x@sous.domaine.co.uk | quelqu’un@exemple.invalid | a_b@c-d.com"


def items(text):
    return [item.strip() for item in re.split(r"[|\n]", text) if item.strip()]


@pytest.mark.parametrize("identifier", items("|".join([PHONES, IBANS, NIRS, EMAILS])))
def test_an_identifier_is_noticed_wherever_it_stands(identifier):
    for sentence in ("{}", "La rappeler au {}, demain.", "Écrire à {}", "({})", "Noté : {}.", "le 12/03/2026 {} (ok)"):
        text = sentence.format(identifier)
        assert has_identifier(text), text
        # The sieve that passes texts on must let it through.
        assert re.search(SUSPECT, text), text


def test_no_break_spaces_part_the_digits_too():
    assert has_identifier("06\u00a039\u00a098\u00a012\u00a034")
    assert has_identifier("FR76\u00a03000\u202f6000\u00a00112\u202f3456\u00a07890\u202f189")


ORDINARY = """
    Séance du 12/03/2026 à 10:30 | du 01/02/2026 au 03/04/2026 | 01/02/2026-03/04/2026 | 2026-03-14 10:30:00
    le 14.03.2026 de 09.30 à 11.00 | le 05-06-2026 08-30 | 01/02/2026 10:30 | Budget : 1 250 000,50 euros
    12 000 000 000 euros | de 09:00 à 10:30, puis 14:00-15:30 | articles 12, 43 et 45
    note 4,5 sur 10, puis 20/20 | 05/10 07/10 09/10 08/10 | ISBN 978-2-07-036822-8 | réf. 2026-0012-33
    en 2024 2025 2026 2027 | version 1.2.3.4.5.6.7.8 | 0,123456789 | 0.1234567890
    en 2024, 12 séances de 90 minutes et 15 de 60 | @demain | le prix@2 | code S0012345678 | K12345678
    client K7, séance 014 | 2025-01-01/2025-12-31 | 00:15:00 00:30:00 00:45:00 | 01 h 30, 02 h 15, 03 h 45
    20260314103000 | 100 000 000 000 | 10 20 30 40 50 60 | 50 % en 2025, 75 % en 2026 | 255081416802539
    FR76 3000 6000 0112 3456 7890 180 | semaine 12 à 15 en 2026
"""


@pytest.mark.parametrize("text", items(ORDINARY))
def test_dates_times_amounts_scores_and_codes_are_no_identifiers(text):
    assert not has_identifier(text)


NAMES = ("Zéphyrine Quolibet", "Anselme", "O'Neil", "Jean-Marc D.", "Łukasz (#1)", " ")


@pytest.mark.parametrize(
    "text",
    [
        "Avec Zéphyrine Quolibet hier",
        "avec zephyrine  QUOLIBET hier",
        "Zéphyrine\nQuolibet",
        "l'idée d'Anselme.",
        "(ANSELME)",
        "Anselme's view",
        "Voir o'neil",
        "Jean-Marc D. a dit",
        "Łukasz (#1)",
    ],
)
def test_a_listed_name_is_noticed_without_regard_to_case_and_accents(text):
    assert has_identifier(text, NAMES)


@pytest.mark.parametrize(
    "text", ["Zéphyrine seule", "Quolibet", "Anselmette", "préanselme", "Jean-Marc Dupont", "ONeil", "", " "]
)
def test_only_whole_listed_names_are_noticed(text):
    assert not has_identifier(text, NAMES)


LEARNING = "date;duration_minutes;format;supervisor_id;learning;application\n2026-01-05;90;individual;S1;{};{}\n"


def test_a_cell_is_reported_once_under_its_header_and_the_row_counts(checked):
    settings = 'member_id = "C1"\n[privacy]\nnames = ["Zéphyrine Quolibet", "Łukasz (#1)"]\n'
    text = LEARNING.format("a@b.fr, 06 39 98 12 34 et ZEPHYRINE quolibet", "voir Łukasz (#1)")
    done = checked({"supervision.csv": text}, settings)
    assert done.findings.select("severity", "row", "column", "rule", "value").rows() == [
        ("warning", 2, "learning", "identifier_in_text", None),
        ("warning", 2, "application", "identifier_in_text", None),
    ]
    assert done.tables["supervision"].accepted == 1


def test_only_learning_application_and_comment_are_looked_at(found):
    head = "date;duration_minutes;format;supervisor_id;themes\n"
    assert found({"supervision.csv": head + "2026-01-05;90;individual;a@b.fr;a@b.fr\n"}) == []


LONG = [
    "a" * 500_000 + "@",
    "a@" * 250_000,
    "a.a" * 150_000 + "@b",
    "0 1 " * 120_000,
    "FR76 " * 10_000,
    "+1" * 250_000,
]


@pytest.mark.parametrize("text", LONG, ids=lambda text: text[:6])
def test_a_text_of_very_many_characters_costs_a_moment(text):
    start = time.process_time()
    assert not has_identifier(text, NAMES)
    assert time.process_time() - start < 5
