"""A spreadsheet of somebody's own: proposed, asked, never guessed."""

import pytest

from cpd_toolkit.errors import DossierError, UsageError
from cpd_toolkit.imports.lexicon import scale_of
from cpd_toolkit.imports.questions import Unclear

FRENCH = """\
Mes séances 2026;;;;;
Jour;Durée;Type de séance;Nom du superviseur;Téléphone;Humeur
14/03/2026;90;individuelle;Marie Dupont;06 12 34 56 78;bonne
15/04/2026;60;individuelle;Marie Dupont;06 12 34 56 78;moyenne
"""
ENGLISH = """\
Course,Day,Duration,School,Kind of thing
Ethics in practice,03/14/2026,6,ICF School,course
Reading group,04/15/2026,2,Home,reading
"""


def targets(one):
    return {proposal.header: (proposal.target, proposal.why) for proposal in one.proposals}


def test_headers_are_known_by_synonyms_and_people_by_code(bring):
    one = bring("Mes séances.csv", FRENCH, {"Humeur": "-"}, table="supervision")
    assert targets(one) == {
        "Jour": ("date", "synonym"),
        "Durée": ("duration_minutes", "synonym"),
        "Type de séance": ("format", "synonym"),
        "Nom du superviseur": ("supervisor_id", "synonym"),
        "Téléphone": ("-", "private"),
        "Humeur": ("-", "said"),
    }
    assert one.taken.rows["duration_minutes"].to_list() == [90, 60]
    (code,) = set(one.taken.rows["supervisor_id"])
    assert code.startswith("P")
    assert [proposal.examples for proposal in one.proposals][3:5] == [(), ()]


def test_a_unit_that_could_be_either_is_asked_and_kept(bring):
    answers = {"minutes or hours": "hours", "Kind of thing": ""}
    one = bring("CPD log.csv", ENGLISH, answers, table="training")
    assert targets(one)["Kind of thing"] == ("category", "said")
    assert one.taken.rows["hours"].to_list() == [6, 2]
    assert one.entry["columns"]["Duration"] == "hours:hours"
    again = bring("next year.csv", ENGLISH.replace("2026", "2025"), table="training")
    assert again.taken.rows["hours"].to_list() == [6, 2]


@pytest.mark.parametrize(
    ("header", "values", "minutes"),
    [
        ("Durée", ["90", "60"], [90, 60]),  # no session lasts 90 hours
        ("Durée", ["1,5", "2"], [90, 120]),  # none lasts a minute and a half
        ("Durée (h)", ["8", "6"], [480, 360]),
        ("Durée (min)", ["8", "6"], [8, 6]),
        ("Durée", ["1h30", "45 min"], [90, 45]),
    ],
)
def test_a_unit_is_told_by_the_header_or_where_only_one_is_possible(bring, header, values, minutes):
    lines = "".join(f"2026-03-1{i};{value};SV1\n" for i, value in enumerate(values))
    one = bring("s.csv", f"Date;{header};Superviseur\n{lines}", {"Format": "individuel"}, table="supervision")
    assert one.taken.rows["duration_minutes"].to_list() == minutes


def test_without_a_terminal_each_column_is_listed_with_examples_and_the_reason(bring):
    with pytest.raises(Unclear) as refused:
        bring("CPD log.csv", ENGLISH, table="training")
    told = str(refused.value)
    assert "Day → Start date: a word for it. Examples: “03/14/2026”, “04/15/2026”" in told
    assert '"Duration" (6, 2): are bare numbers minutes or hours?' in told
    assert 'Duration = "hours:?"' in told


def test_dates_that_could_be_two_are_asked(bring):
    text = ENGLISH.replace("03/14", "03/04").replace("04/15", "04/05")
    answers = {"minutes or hours": "hours", "Kind of thing": "", "which comes first": "month first"}
    one = bring("CPD log.csv", text, answers, table="training")
    assert [str(day) for day in one.taken.rows["start_date"]] == ["2026-03-04", "2026-04-05"]


def test_a_field_that_every_row_needs_has_to_come_from_somewhere(bring, content):
    before = content()
    with pytest.raises(UsageError, match="no column gives Start date"):
        bring(
            "log.csv",
            "Title,Hours,When or so\nA,2,early\n",
            {"When or so": "-", "Category": "course"},
            table="training",
        )
    assert content() == before


def test_a_header_that_cpd_toml_knows_already_is_not_asked(bring, dossier):
    with (dossier / "cpd.toml").open("a", encoding="utf-8") as file:
        file.write('[columns.training]\n"Combien" = "hours:minutes"\n')
    one = bring("t.csv", "Titre;Combien;Jour;Nature\nA;90;25/03/2026;formation\n", table="training")
    assert one.taken.rows["hours"].to_list() == [1.5]


def test_a_form_of_ones_own_is_asked_about_once(bring):
    text = "Date;Clarté;Remarques\n14/03/2026;4;Merci\n"
    one = bring("retours.csv", text, {"From which": "1-5", "role": "client"}, table="feedback")
    assert one.taken.rows.select("item", "score", "comment").rows() == [("Clarté", 4, "Merci")]
    assert bring("retours.csv", text).taken.known == 1
    assert bring("suite.csv", text + "15/03/2026;5;\n", table="feedback").taken.rows.height == 1


def test_nobody_guesses_between_two_tables(bring):
    with pytest.raises(DossierError, match="--as"):
        bring("x.csv", "Date,Articles\n2026-03-25,12\n")


def test_a_column_that_a_remembered_mapping_does_not_speak_of_is_told(bring):
    from cpd_toolkit.imports.listing import unused_headers

    bring("Mes séances.csv", FRENCH, {"Humeur": "-"}, table="supervision")
    wider = FRENCH.replace("Humeur", "Humeur;Météo").replace("bonne", "bonne;pluie").replace("14/03", "16/03")
    one = bring("Mes séances.csv", wider, table="supervision")
    assert unused_headers(one.found, one.entry) == ["Météo"]


@pytest.mark.parametrize(
    ("answers", "scores"),
    [
        ({"Agree", "Strongly agree"}, {"Agree": 4, "Strongly agree": 5, "Strongly disagree": 1}),
        ({"Plutôt d’accord", "neutre"}, {"Plutôt d'accord": 4, "Pas du tout d'accord": 1}),
    ],
)
def test_words_of_a_scale_count_from_its_lowest(answers, scores):
    found = scale_of(answers)
    assert {word: found[word] for word in scores} == scores


@pytest.mark.parametrize("answers", [{"Agree"}, {"Good", "Often"}, set()])
def test_words_that_are_no_scale_or_of_several_have_no_score(answers):
    assert scale_of(answers) is None
