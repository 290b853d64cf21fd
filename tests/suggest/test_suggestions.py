"""What a text leads to, and why: small lexicons of the test's own, weights worked out by hand."""

from math import log

import pytest

from cpd_toolkit.suggest import suggestions
from cpd_toolkit.suggest.lexicon import lexicon_of
from cpd_toolkit.suggest.tokens import words

# 48 over the articles that list a term, and half as much again for a second word.
ONE, SHARED, PAIR = log(48), log(24), 1.5 * log(48)
KNOWN = lexicon_of(
    {9: ["secret", "confiden*"], 11: ["lever secret", "secret"], 42: ["supervis* ami"], 45: ["cours", "journée"]},
    weak=["journée"],
)


def found(title: str, notes: str = "") -> list[tuple[int, float, tuple[str, ...]]]:
    return [(one.article, round(one.score, 6), one.terms) for one in suggestions(title, notes, KNOWN)]


def test_a_term_weighs_less_the_more_articles_list_it():
    assert found("Secret") == [(9, round(SHARED, 6), ("secret",)), (11, round(SHARED, 6), ("secret",))]
    assert found("Confidence") == [(9, round(ONE, 6), ("confiden…",))]


def test_a_phrase_weighs_more_than_its_words_and_takes_their_place():
    # "secret" stands inside "lever secret": article 11 counts the phrase alone, article 9 the word.
    assert found("Quand lever, en séance, le secret") == [
        (11, round(PAIR, 6), ("lever secret",)),
        (9, round(SHARED, 6), ("secret",)),
    ]


def test_the_words_of_a_phrase_stand_together_in_any_order():
    assert [one[0] for one in found("Une amie me supervise")] == [42]
    assert found("Amie perdue, longue marche, repas, lecture, puis je supervise") == []


@pytest.mark.parametrize("text", ["LES SECRETS", "secrète", "d’un secret", "l'secret", "sécrets…"])
def test_case_accents_elision_and_plurals_do_not_matter(text):
    assert [one[0] for one in found(text)] == [9, 11]


def test_a_long_word_may_miss_or_double_a_letter_but_not_change_one():
    slips = lexicon_of({12: ["consentement"]})
    assert [bool(suggestions(text, known=slips)) for text in ("consentment", "consenttement", "consentoment")] == [
        True,
        True,
        False,
    ]


def test_a_word_that_tells_little_suggests_nothing_by_itself():
    assert found("Journée") == []
    assert found("Journée de cours") == [(45, round(1.5 * ONE, 6), ("cours", "journée"))]


def test_notes_count_half_beside_a_title_that_tells_something_and_fully_without_one():
    assert found("Cours", "confidence") == [
        (45, round(ONE, 6), ("cours",)),
    ]  # 0.5 * log(48) is under the least score
    assert found("Cours", "lever le secret") == [
        (45, round(ONE, 6), ("cours",)),
        (11, round(PAIR / 2, 6), ("lever secret",)),
    ]
    assert found("Mardi", "confidence") == [(9, round(ONE, 6), ("confiden…",))]


def test_at_most_three_articles_are_suggested_and_the_smallest_number_goes_first_among_equals():
    equals = lexicon_of({number: [f"mot{number}"] for number in (4, 7, 2, 9)})
    assert [one.article for one in suggestions("mot9 mot7 mot4 mot2", known=equals)] == [2, 4, 7]


@pytest.mark.parametrize(
    "text", ["", " \n\t", "\x00\x07", "=1+1", "…!?;", "a b c", "1 2 3", "的 事", "\U0001f600", "*"]
)
def test_a_text_without_words_suggests_nothing(text):
    assert suggestions(text, text) == []


def test_only_the_beginning_of_an_endless_text_is_read():
    assert suggestions("assurance " + "z" * 1_000_000)[0].article == 37
    assert suggestions("z " * 500_000 + "assurance") == []


def test_the_words_of_a_text_are_cut_to_what_their_forms_share():
    assert words("L’œuvre des amies : supervisées, policies") == ["oeuvr", "ami", "supervise", "polici"]
