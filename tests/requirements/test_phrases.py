"""Packs in words, in both languages: windows, amounts, rules, caps, and a pack in full."""

from datetime import date
from typing import get_args

import pytest

from cpd_toolkit.i18n import LANGUAGES, Words
from cpd_toolkit.requirements.listing import in_full, listed
from cpd_toolkit.requirements.load import shipped
from cpd_toolkit.requirements.pack import Cap, Count, Credit, Grade, Pack, Purpose, Source, Status, Where
from cpd_toolkit.requirements.phrases import (
    amount_words,
    cap_words,
    credit_words,
    rule_words,
    where_words,
    window_words,
)

FRENCH, ENGLISH = map(Words, LANGUAGES)
DAY = date(2026, 6, 30)
HOURS = Count(of=("training",), unit="hours")


@pytest.mark.parametrize(
    ("window", "french", "english"),
    [
        ("ever", "dans tous les enregistrements", "in all records"),
        ("cycle", "dans le cycle", "in the cycle"),
        ("cycle-year", "dans chaque année du cycle", "in each year of the cycle"),
        ("calendar-month", "dans chaque mois civil", "in each calendar month"),
        ("calendar-quarter", "dans chaque trimestre civil", "in each calendar quarter"),
        ("calendar-year", "dans chaque année civile", "in each calendar year"),
        ("last-1-months", "dans le dernier mois", "in the last month"),
        ("last-12-months", "dans les 12 derniers mois", "in the last 12 months"),
        ("last-365-days", "dans les 365 derniers jours", "in the last 365 days"),
        ("any-3-months", "dans toute période de 3 mois du cycle", "in any 3 months of the cycle"),
        ("any-90-days", "dans toute période de 90 jours du cycle", "in any 90 days of the cycle"),
    ],
)
def test_every_window_has_words(window, french, english):
    assert (window_words(window, FRENCH), window_words(window, ENGLISH)) == (french, english)


@pytest.mark.parametrize(
    ("count", "value", "french", "english"),
    [
        (HOURS, 1.5, "1,5 heure", "1.5 hours"),
        (Count(of=("training",), unit="points"), 40, "40 crédits", "40 credits"),
        (Count(of=("supervision",), unit="records"), 1, "1 séance", "1 session"),
        (Count(of=("feedback",), unit="records"), 5, "5 réponses", "5 responses"),
        (Count(of=("feedback", "evidence"), unit="records"), 5, "5 enregistrements", "5 records"),
        (
            Count(of=("practice",), unit="distinct", distinct="client_id"),
            10,
            "10 clients différents",
            "10 different clients",
        ),
    ],
)
def test_a_number_stands_with_what_is_counted(count, value, french, english):
    assert (amount_words(value, count, FRENCH), amount_words(value, count, ENGLISH)) == (french, english)


def rule(name, wanted):
    return next(one for one in shipped()[name][-1].rules if one.id == wanted)


@pytest.mark.parametrize(
    ("name", "wanted", "french", "english"),
    [
        (
            "emcc-eia-renewal-practitioner",
            "development",
            "au moins 16 heures dans chaque année du cycle",
            "at least 16 hours in each year of the cycle",
        ),
        (
            "emcc-supervision-guidance",
            "ratio",
            "au moins 1 heure pour 35 heures de pratique dans les 12 derniers mois",
            "at least 1 hour for 35 practice hours in the last 12 months",
        ),
        (
            "bacp-student",
            "supervision",
            "au moins 1 heure pour 8 heures de pratique dans chaque mois civil, et 1,5 heure en tout cas",
            "at least 1 hour for 8 practice hours in each calendar month, and 1.5 hours in any case",
        ),
        (
            "hcpc",
            "gaps",
            "jamais plus de 3 mois entre deux enregistrements dans les 24 derniers mois",
            "never more than 3 months between two records in the last 24 months",
        ),
        (
            "icf-renewal-acc",
            "mentor-span",
            "au moins 3 mois du premier enregistrement au dernier dans le cycle",
            "at least 3 months from the first record to the last in the cycle",
        ),
        ("acc-uk", "insurance", "valide le jour même\u202f: assurance", "valid on the day: insurance"),
        (
            "sfcoach",
            "supervision",
            "montré dans les 12 derniers mois, jamais jugé",
            "shown in the last 12 months, never judged",
        ),
        (
            "icf-renewal-acc",
            "late",
            "dit seulement\u202f: aucun enregistrement ne le montre",
            "told only: no record shows it",
        ),
    ],
)
def test_every_kind_of_rule_says_what_it_asks_for(name, wanted, french, english):
    assert rule_words(rule(name, wanted), DAY, FRENCH) == french
    assert rule_words(rule(name, wanted), DAY, ENGLISH) == english


def test_on_a_day_before_its_first_number_a_rule_says_that_it_has_none():
    told = rule_words(rule("own-example", "individual"), date(2025, 12, 31), ENGLISH)
    assert told == "no number in force on 31 December 2025"


@pytest.mark.parametrize(
    ("where", "english"),
    [
        (Where(), ""),
        (Where(format=("individual",), supervisor_qualified=True), "individual, with a qualified supervisor"),
        (Where(supervisor_qualified=False), "without a qualified supervisor"),
        (Where(source=("training",), credit_type=("ethics",)), "training, ethics"),
        (
            Where(format=("group", "peer"), group_size_from=5, group_size_to=6),
            "group and peer, from 5 people on, up to 6 people",
        ),
        (
            Where(category=("course", "conference", "webinar", "reading", "mentor_coaching", "research", "other")),
            "all but contribution and reflection",
        ),
        (Where(credit_type=("core_competency", "resource_development", "ethics")), '"Credit type" filled in'),
    ],
)
def test_which_records_is_said_as_briefly_as_it_can_be(where, english):
    assert where_words(where, ENGLISH) == english


@pytest.mark.parametrize("name", [name for name in shipped() if name.endswith("-nl")])
def test_what_counts_is_said_by_the_formats_that_supervision_has(name):
    every = Where(format=("individual", "group", "peer"))
    assert where_words(every, ENGLISH, ["supervision"]) == "individual, group and peer"
    assert where_words(every, FRENCH, ["supervision"]) == "individuel, groupe et pairs"
    assert "counted: supervision, individual, group and peer" in in_full(shipped()[name][-1], DAY, ENGLISH)


@pytest.mark.parametrize(
    ("cap", "french", "english"),
    [
        (
            {"where": Where(category=("reading",)), "at_most": 10},
            "au plus 10 heures\u202f: lecture",
            "at most 10 hours: reading",
        ),
        (
            {"at_most": 1, "per": "calendar-week"},
            "au plus 1 heure par semaine civile",
            "at most 1 hour a calendar week",
        ),
        (
            {"at_most": 75, "each": "category"},
            "au plus 75 heures de chaque catégorie",
            "at most 75 hours of each category",
        ),
        (
            {"where": Where(method=("self_paced",)), "at_most_share": 0.5},
            "au plus 50\u202f% de ce qui est demandé\u202f: autoformation",
            "at most 50% of what is asked: self-paced",
        ),
    ],
)
def test_a_cap_says_how_much_of_what_and_how_often(cap, french, english):
    made = Cap(reference="page", **cap)
    assert (cap_words(made, HOURS, FRENCH), cap_words(made, HOURS, ENGLISH)) == (french, english)


@pytest.mark.parametrize(
    ("credit", "english"),
    [
        (Credit(where=Where(format=("individual",))), "individual: whole"),
        (Credit(times=0.5), "all others: × 0.5"),
        (Credit(divided=True), "all others: divided by the size of the group"),
        (Credit(where=Where(format=("group",)), times=2, divided=True), "group: × 2, divided by the size of the group"),
    ],
)
def test_a_credit_says_what_an_hour_counts_for(credit, english):
    assert credit_words(credit, ENGLISH) == english


@pytest.mark.parametrize("say", [FRENCH, ENGLISH], ids=LANGUAGES)
def test_every_word_that_a_pack_may_hold_has_words(say):
    words = {"grade": Grade, "status": Status, "purpose": Purpose, "source": Source}
    words["binding"] = Pack.model_fields["binding"].annotation
    for section, codes in words.items():
        for code in get_args(codes):
            assert say(f"packs.{section}.{code}")
    for source in get_args(Source):
        assert say(f"packs.unit.records.{source}", n=2)


@pytest.mark.parametrize("say", [FRENCH, ENGLISH], ids=LANGUAGES)
@pytest.mark.parametrize("name", shipped())
def test_a_pack_in_full_names_every_rule_and_every_source_with_its_address_and_day(name, say):
    for pack in shipped()[name]:
        told = in_full(pack, pack.effective_from, say)
        assert all(f"  {one.id}" in told and one.text(say.lang) in told for one in pack.rules)
        assert all(f"{source.address}, " in told for source in pack.sources.values())
        assert told.count("23 novembre 2026" if say is FRENCH else "23 November 2026") == 1 + len(pack.sources)


def test_what_is_from_memory_is_marked_and_the_rest_is_not():
    told = in_full(shipped()["emcc-eia-renewal-practitioner"][0], DAY, ENGLISH)
    blocks = {block.split(":")[0].strip(): "UNVERIFIED" in block for block in told.split("\n\n")[2:-1]}
    assert {name for name, marked in blocks.items() if marked} == {"development", "reflections"}
    assert len(blocks) == 8


def test_a_body_without_a_date_is_not_given_one():
    told = in_full(shipped()["acc-uk"][0], DAY, ENGLISH)
    assert "the body gives no date of effect" in told
    assert "2000" not in told


def test_an_edition_that_ended_says_when():
    told = in_full(shipped()["icf-renewal-mcc"][0], DAY, FRENCH)
    assert "Édition 2018, en vigueur du 31 décembre 2018 au 2 novembre 2025" in told


def test_the_list_says_the_edition_of_the_day_and_puts_comparisons_last():
    lines = listed(shipped(), date(2024, 6, 30), ENGLISH).splitlines()
    acc = next(line for line in lines if line.startswith("  icf-renewal-acc "))
    own = next(line for line in lines if line.startswith("  own-example "))
    assert lines[0] == "42 packs of requirements, as of 30 June 2024. One of them in full: cpd rules PACK"
    assert acc.split("  ")[-1].strip() == "ACC, renewal, edition 2018, superseded, 23/11/2026"
    assert "no edition in force on this day" in own
    last = lines.index("For comparison, not a coaching credential")
    ids = {line.split()[0] for line in lines[last + 1 :]}
    assert ids == {name for name, found in shipped().items() if found[0].binding == "comparison"}
