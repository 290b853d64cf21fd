"""The 47 articles: complete, in our own words."""

import re

import pytest

from cpd_toolkit.ethics import ARTICLES, SECTIONS, article, section_articles


def test_there_are_47_articles_in_14_sections_in_order():
    assert [one.number for one in ARTICLES] == list(range(1, 48))
    assert [one.number for one in SECTIONS] == list(range(1, 15))
    first = [section_articles(one.number)[0].number for one in SECTIONS]
    assert first == [1, 2, 6, 9, 14, 16, 21, 24, 26, 32, 35, 38, 40, 44]


def test_every_article_stands_in_one_section_and_can_be_asked_for():
    assert [one for section in SECTIONS for one in section_articles(section.number)] == list(ARTICLES)
    assert article(43).label.en == "Bring ethical issues to supervision"
    assert article(43).label.fr == "Porter en supervision les questions éthiques"


def test_nine_articles_have_direct_evidence_and_thirteen_none():
    direct = [one.number for one in ARTICLES if one.strength == "direct"]
    assert direct == [12, 31, 40, 41, 43, 44, 45, 46, 47]
    assert sum(one.strength == "none" for one in ARTICLES) == 13
    assert all(one.evidence for one in ARTICLES if one.strength == "direct")


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_labels_are_short(lang):
    assert all(0 < len(one.label(lang).split()) <= 8 for one in ARTICLES)


def test_labels_share_no_four_words_in_a_row_with_the_code(cases):
    code = words((cases.parent / "reference" / "code-de-deontologie.txt").read_text(encoding="utf-8"))
    runs = {tuple(code[i : i + 4]) for i in range(len(code) - 3)}
    for one in ARTICLES:
        label = words(one.label.fr)
        assert not [run for i in range(len(label) - 3) if (run := tuple(label[i : i + 4])) in runs], one.number


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())
