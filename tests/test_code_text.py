"""The user's own copy of the code: read where it is named, inside the dossier only. The text here is invented."""

import pytest

from cpd_toolkit.code_text import code_wording, read_wording
from cpd_toolkit.dossier import open_dossier
from cpd_toolkit.errors import DossierError

# As the code is published: no-break spaces after most numbers, headings, bullets under a lead-in, curly apostrophes.
TEXT = """Règles

Prendre soin
1. L’invité  arrose les plantes.
Partir
2.\u00a0L’invité ferme la porte.
Ceci implique:
  • d’éteindre la lumière;
  • de rendre la clé.
Divers
47.\u00a0L’invité remercie son hôte."""


@pytest.fixture
def dossier(tmp_path):
    def write(content: bytes | None = TEXT.encode(), name: str = "code.txt"):
        (tmp_path / "home").mkdir()
        (tmp_path / "home" / "cpd.toml").write_text(f'lang = "en"\ncode_text = "{name}"')
        if content is not None:
            (tmp_path / "home" / name).write_bytes(content)
        return open_dossier(tmp_path / "home")

    return write


def test_articles_are_read_verbatim_with_their_bullets_and_without_headings(dossier):
    assert code_wording(dossier()) == {
        1: "L’invité  arrose les plantes.",
        2: "L’invité ferme la porte.\nCeci implique:\n• d’éteindre la lumière;\n• de rendre la clé.",
        47: "L’invité remercie son hôte.",
    }


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_encodings_and_line_ends_do_not_matter(dossier, encoding):
    found = code_wording(dossier(TEXT.replace("\n", "\r\n").encode(encoding)))
    assert found[47] == "L’invité remercie son hôte."
    assert len(found) == 3


def test_numbers_that_are_no_article_and_second_lines_of_a_number_are_left_out():
    text = "0. none\n48. none\n100. none\n3.5 kg\n7. first\n7. second\n  • of the second\n2024. year"
    assert read_wording(text) == {7: "first"}


def test_a_dossier_that_names_no_copy_has_no_wording(tmp_path):
    (tmp_path / "cpd.toml").write_text('lang = "en"')
    assert code_wording(open_dossier(tmp_path)) == {}


def test_a_file_outside_the_dossier_is_not_opened(dossier, tmp_path):
    (tmp_path / "secret.txt").write_text("1. secret")
    with pytest.raises(DossierError, match="outside the dossier's folder"):
        code_wording(dossier(None, "../secret.txt"))


def test_a_link_that_leads_out_of_the_dossier_is_not_followed(dossier, tmp_path):
    (tmp_path / "secret.txt").write_text("1. secret")
    made = dossier(None)
    (made.folder / "code.txt").symlink_to(tmp_path / "secret.txt")
    with pytest.raises(DossierError, match="outside the dossier's folder"):
        code_wording(made)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "can't be read"),
        (b"", "holds no article"),
        (b"PK\x03\x04\x00\x81 a workbook", "holds no article"),
        (b"1. " + b"a" * 1_000_000, "larger than 1 MB"),
    ],
)
def test_a_copy_that_can_t_be_used_is_said_without_quoting_it(dossier, content, words):
    with pytest.raises(DossierError, match=words):
        code_wording(dossier(content))
