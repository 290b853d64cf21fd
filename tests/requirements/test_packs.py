"""The packs that are shipped: every number sourced, graded and dated; the numbers themselves against tables by hand."""

import re
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from cpd_toolkit.dossier import Dossier
from cpd_toolkit.ethics import ARTICLES
from cpd_toolkit.requirements.evaluate import evaluate, is_unverified
from cpd_toolkit.requirements.load import read_pack, shipped, value_on
from cpd_toolkit.requirements.pack import UNDATED, Counted, Minimum, Ratio, Shown, Wording

FOLDER = Path(__file__).resolve().parents[2] / "src" / "cpd_toolkit" / "requirements" / "packs"
FILES = sorted(FOLDER.glob("*.toml"))
PACKS = {path.stem: read_pack(path.read_text(encoding="utf-8")) for path in FILES}
READ_ON = date(2026, 11, 23)
BY_NAME = pytest.mark.parametrize("name", PACKS)

ASKED_FOR = """
    icf-renewal-acc icf-renewal-pcc icf-renewal-mcc
    emcc-eia-foundation emcc-eia-practitioner emcc-eia-senior emcc-eia-master
    emcc-eia-renewal-foundation emcc-eia-renewal-practitioner emcc-eia-renewal-senior emcc-eia-renewal-master
    emcc-eia-renewal-foundation-nl emcc-eia-renewal-practitioner-nl emcc-eia-renewal-senior-nl
    emcc-eia-renewal-master-nl emcc-supervision-guidance emcc-esia
    ac-accreditation-foundation ac-accreditation-coach ac-accreditation-professional ac-accreditation-master
    apecs-renewal sfcoach bps-coaching-psychology acc-uk accompagnant-47 nbhwc own-example
    bacp-accreditation bacp-student babcp-accreditation babcp-accredited accph addiction-professionals aca
    emdr-belgium emdr-switzerland ptpi ukahpp emci nmc hcpc
"""


def numbers(pack):
    """Every number of a pack that a source must stand behind, with its rule; None for the cycle."""
    for rule in pack.rules:
        dated = rule.values if isinstance(rule, Counted) else ()
        floor = rule.floor if isinstance(rule, Ratio) else ()
        caps = rule.count.caps if getattr(rule, "count", None) else ()
        yield from ((rule, one) for one in (*dated, *floor, *caps))
    if pack.cycle:
        yield None, pack.cycle


def test_the_packs_asked_for_are_there():
    assert set(shipped()) == set(ASKED_FOR.split())


@BY_NAME
def test_a_file_is_named_after_its_pack_and_the_year_of_its_edition_where_there_are_several(name):
    pack = PACKS[name]
    several = len(shipped()[pack.id]) > 1
    assert name == (f"{pack.id}-{pack.edition[:4]}" if several else pack.id)


@BY_NAME
def test_every_number_has_a_source_with_a_grade_an_address_and_the_day_it_was_read(name):
    pack = PACKS[name]
    used = [pack.sources[number.reference] for _, number in numbers(pack)]
    used += [pack.sources[rule.reference] for rule in pack.rules]
    assert {source.read_on for source in used} == {READ_ON} == {pack.verified_on}
    assert all((source.grade == "MEM") == (source.address == "from memory") for source in used)
    assert not [source.address for source in used if "://" in source.address]


@BY_NAME
def test_a_pack_names_no_source_that_nothing_refers_to(name):
    pack = PACKS[name]
    referred = {number.reference for _, number in numbers(pack)} | {rule.reference for rule in pack.rules}
    assert set(pack.sources) == referred


@BY_NAME
def test_a_number_from_memory_decides_nothing_wherever_it_stands_in_its_rule(name):
    pack = PACKS[name]
    from_memory = [rule for rule, number in numbers(pack) if rule and pack.sources[number.reference].grade == "MEM"]
    assert all(is_unverified(rule, pack, READ_ON) for rule in from_memory)


@BY_NAME
def test_a_number_is_in_force_on_every_day_of_its_edition(name):
    pack = PACKS[name]
    for rule in pack.rules:
        if isinstance(rule, Counted):
            assert value_on(rule.values, pack.effective_from)


@BY_NAME
def test_what_a_rule_says_holds_its_number(name):
    for rule in PACKS[name].rules:
        if isinstance(rule, Minimum | Ratio) and rule.values[-1].value >= 5:
            number = f"{rule.values[-1].value:,.0f}"
            assert re.search(rf"\b{number}\b", rule.text.en), rule.id
            assert re.search(rf"\b{number.replace(',', chr(0x202F))}\b", rule.text.fr), rule.id


@BY_NAME
def test_both_languages_are_written_and_french_has_its_own_apostrophes(name):
    pack = PACKS[name]
    said = [pack.scheme, pack.note, *(rule.text for rule in pack.rules), *(rule.note for rule in pack.rules)]
    for wording in filter(None, said):
        assert isinstance(wording, Wording)
        assert not re.search(r"\w'\w", wording.fr)
        assert "\u2019" not in wording.en


@BY_NAME
def test_a_body_that_gives_no_date_is_said_to_give_none(name):
    pack = PACKS[name]
    assert (pack.effective_from == UNDATED) == bool(pack.note and "no date of effect" in pack.note.en)


@pytest.mark.parametrize("editions", [found for found in shipped().values() if len(found) > 1], ids=lambda e: e[0].id)
def test_one_edition_ends_on_the_day_before_the_next(editions):
    for before, after in pairwise(editions):
        assert before.effective_to == after.effective_from - timedelta(days=1)
        assert (before.status, after.supersedes) == ("superseded", before.edition)


@pytest.mark.parametrize("level", ["acc", "pcc", "mcc"])
@pytest.mark.parametrize(("day", "edition"), [(date(2025, 11, 2), "2018"), (date(2025, 11, 3), "2025-11-03")])
def test_icf_changes_over_on_3_november_2025(level, day, edition):
    in_force = [pack.edition for pack in shipped()[f"icf-renewal-{level}"] if pack.in_force(day)]
    assert in_force == [edition]


def table(text):
    return {(name, rule): (float(value), grade) for name, rule, value, grade in map(str.split, text.split("\n")[1:-1])}


# Worked out by hand from the pages; grades: own page, third party, memory, inferred.
EMCC = table("""
    emcc-eia-foundation               years              12  OWN
    emcc-eia-foundation               practice           50  OWN
    emcc-eia-foundation               clients             5  OWN
    emcc-eia-foundation               feedback            5  OWN
    emcc-eia-foundation               reflections         5  OWN
    emcc-eia-foundation               development        16  OWN
    emcc-eia-foundation               supervision         1  OWN
    emcc-eia-practitioner             years              36  OWN
    emcc-eia-practitioner             practice          100  OWN
    emcc-eia-practitioner             clients            10  OWN
    emcc-eia-practitioner             feedback            5  OWN
    emcc-eia-practitioner             reflections         5  MEM
    emcc-eia-practitioner             development        16  OWN
    emcc-eia-practitioner             supervision         1  INF
    emcc-eia-senior                   years              60  3P
    emcc-eia-senior                   practice          250  3P
    emcc-eia-senior                   clients            20  3P
    emcc-eia-senior                   feedback            5  MEM
    emcc-eia-senior                   reflections         5  MEM
    emcc-eia-senior                   development        32  MEM
    emcc-eia-senior                   supervision         1  MEM
    emcc-eia-senior                   supervision-ratio  35  MEM
    emcc-eia-master                   years              84  3P
    emcc-eia-master                   practice          500  3P
    emcc-eia-master                   clients            40  3P
    emcc-eia-master                   feedback            5  MEM
    emcc-eia-master                   reflections         5  MEM
    emcc-eia-master                   development        40  MEM
    emcc-eia-master                   supervision         1  MEM
    emcc-eia-master                   supervision-ratio  35  MEM
    emcc-eia-renewal-foundation       practice           50  OWN
    emcc-eia-renewal-foundation       supervision         1  OWN
    emcc-eia-renewal-foundation       development        16  MEM
    emcc-eia-renewal-foundation       feedback            5  INF
    emcc-eia-renewal-foundation       reflections         5  INF
    emcc-eia-renewal-foundation       essay               1  OWN
    emcc-eia-renewal-foundation       declaration         1  OWN
    emcc-eia-renewal-practitioner     practice          100  OWN
    emcc-eia-renewal-practitioner     supervision         1  OWN
    emcc-eia-renewal-practitioner     development        16  MEM
    emcc-eia-renewal-practitioner     feedback            5  INF
    emcc-eia-renewal-practitioner     reflections         5  MEM
    emcc-eia-renewal-practitioner     essay               1  OWN
    emcc-eia-renewal-practitioner     declaration         1  OWN
    emcc-eia-renewal-senior           practice          100  OWN
    emcc-eia-renewal-senior           supervision         1  MEM
    emcc-eia-renewal-senior           supervision-ratio  35  MEM
    emcc-eia-renewal-senior           development        32  MEM
    emcc-eia-renewal-senior           feedback            5  MEM
    emcc-eia-renewal-senior           reflections         5  MEM
    emcc-eia-renewal-senior           essay               1  OWN
    emcc-eia-renewal-senior           declaration         1  OWN
    emcc-eia-renewal-master           practice          100  OWN
    emcc-eia-renewal-master           supervision         1  MEM
    emcc-eia-renewal-master           supervision-ratio  35  MEM
    emcc-eia-renewal-master           development        40  MEM
    emcc-eia-renewal-master           feedback            5  MEM
    emcc-eia-renewal-master           reflections         5  MEM
    emcc-eia-renewal-master           essay               1  OWN
    emcc-eia-renewal-master           declaration         1  OWN
    emcc-supervision-guidance         individual          4  3P
    emcc-supervision-guidance         ratio              35  3P
""")
ICF = table("""
    icf-renewal-acc  credits            40  OWN
    icf-renewal-acc  core-competencies  24  OWN
    icf-renewal-acc  ethics              3  OWN
    icf-renewal-acc  mentor-coaching    10  3P
    icf-renewal-acc  mentor-span         3  OWN
    icf-renewal-pcc  credits            40  OWN
    icf-renewal-pcc  core-competencies  24  OWN
    icf-renewal-pcc  ethics              3  OWN
    icf-renewal-mcc  credits            40  OWN
    icf-renewal-mcc  core-competencies  24  OWN
    icf-renewal-mcc  ethics              3  OWN
""")
OTHERS = table("""
    ac-accreditation-foundation    training         35  3P
    ac-accreditation-foundation    practice         75  3P
    ac-accreditation-foundation    supervision       3  3P
    ac-accreditation-coach         training         40  3P
    ac-accreditation-coach         practice        250  3P
    ac-accreditation-coach         supervision       6  3P
    ac-accreditation-coach         development      30  3P
    ac-accreditation-professional  training         60  3P
    ac-accreditation-professional  practice        750  3P
    ac-accreditation-professional  supervision       9  3P
    ac-accreditation-professional  development      36  3P
    ac-accreditation-master        training         80  3P
    ac-accreditation-master        practice       1500  3P
    ac-accreditation-master        supervision      12  3P
    ac-accreditation-master        development      42  3P
    bps-coaching-psychology        supervision       8  OWN
    acc-uk                         supervision       4  OWN
    acc-uk                         development      25  OWN
    nbhwc                          credits          36  3P
    nbhwc                          ethics            3  3P
    own-example                    individual        6  OWN
    own-example                    group             4  OWN
    own-example                    development      30  OWN
    own-example                    reflections       6  OWN
    bacp-accreditation             supervision     1.5  OWN
    bacp-student                   supervision       8  OWN
    babcp-accreditation            supervision      40  OWN
    babcp-accredited               supervision      18  INF
    accph                          supervision       1  OWN
    addiction-professionals        supervision     1.5  OWN
    emdr-belgium                   credits          50  OWN
    emdr-belgium                   individual        4  OWN
    emdr-switzerland               development      50  OWN
    ptpi                           development     250  OWN
    ukahpp                         development     250  OWN
    ukahpp                         each-year        20  OWN
    ukahpp                         statement         1  OWN
    emci                           points           12  OWN
    nmc                            practice        450  3P
    nmc                            development      35  3P
    nmc                            participatory    20  3P
    nmc                            feedback          5  3P
    nmc                            reflections       5  3P
    hcpc                           gaps              3  OWN
    hcpc                           types             2  OWN
    hcpc                           in-depth          4  INF
""")


def shipped_values(packs):
    return {
        (pack.id, rule.id): (rule.values[-1].value, pack.sources[rule.values[-1].reference].grade)
        for pack in packs
        for rule in pack.rules
        if isinstance(rule, Counted)
    }


def test_the_numbers_and_grades_are_those_read():
    of_netherlands = {(f"{name}-nl", rule): told for (name, rule), told in EMCC.items() if "renewal" in name}
    latest = [editions[-1] for editions in shipped().values()]
    assert shipped_values(latest) == EMCC | of_netherlands | ICF | OTHERS


def test_both_editions_of_icf_have_the_same_numbers():
    assert shipped_values(shipped()[name][0] for name in {name for name, _ in ICF}) == ICF


@pytest.mark.parametrize("level", ["foundation", "practitioner", "senior", "master"])
def test_only_the_netherlands_count_peer_sessions(level):
    world, netherlands = (
        next(rule for rule in PACKS[f"emcc-eia-renewal-{level}{end}"].rules if rule.id == "supervision")
        for end in ("", "-nl")
    )
    assert set(netherlands.count.where.format) - set(world.count.where.format) == {"peer"}
    assert (world.window, netherlands.window) == ("calendar-quarter", "calendar-quarter")


def test_the_caps_of_icf_are_ten_ten_and_sixteen_with_self_study():
    (credits,) = (rule for rule in PACKS["icf-renewal-pcc-2025"].rules if rule.id == "credits")
    assert [cap.at_most for cap in credits.count.caps] == [10, 10, 16]
    assert credits.count.caps[-1].or_where[0].method == ("self_paced",)


def test_the_code_names_every_article_and_asks_for_no_number():
    rules = PACKS["accompagnant-47"].rules
    assert {number for rule in rules for number in rule.articles} == {article.number for article in ARTICLES}
    assert all(isinstance(rule, Shown) for rule in rules)


@pytest.mark.parametrize("name", ["apecs-renewal", "sfcoach", "emcc-esia"])
def test_a_body_without_a_threshold_is_given_none(name):
    assert not [rule.id for rule in PACKS[name].rules if isinstance(rule, Counted)]


@pytest.mark.parametrize("level", ["foundation", "coach", "professional", "master"])
def test_no_ratio_is_shipped_for_a_body_that_publishes_none(level):
    assert not [rule.id for rule in PACKS[f"ac-accreditation-{level}"].rules if isinstance(rule, Ratio)]


SESSION = "date | duration_minutes | format | supervisor_id | group_size\n"


@pytest.mark.parametrize(
    ("name", "minutes", "form", "size", "counts"),
    [
        ("bacp-accreditation", 120, "group", 4, 1),  # half
        ("bacp-accreditation", 120, "group", 6, 1 / 3),  # 20 minutes
        ("bacp-accreditation", 120, "individual", "", 2),
        ("babcp-accreditation", 120, "group", 4, 1),  # 2 h / 4 x 2
        ("babcp-accreditation", 105, "group", 3, 7 / 6),  # 1 h 45 / 3 x 2 = 1 h 10
        ("babcp-accreditation", 90, "group", 2, 1.5),  # all of the time
        ("babcp-accreditation", 120, "group", 5, 0),
        ("babcp-accredited", 120, "group", 6, 2),
        ("babcp-accredited", 120, "group", 7, 0),
        ("accph", 120, "peer", 5, 1),
        ("addiction-professionals", 120, "peer", 4, 1),
        ("addiction-professionals", 120, "peer", 6, 2 / 3),
        ("addiction-professionals", 120, "peer", 7, 0),
        ("emdr-belgium", 60, "individual", "", 2),
        ("emdr-belgium", 60, "group", 5, 1),
    ],
)
def test_a_session_counts_as_its_body_reckons(rows, name, minutes, form, size, counts):
    session = rows("supervision", f"{SESSION}2025-05-14 | {minutes} | {form} | S1 | {size}")
    owner = Dossier(Path(), member_id="C1")
    told = evaluate([PACKS[name]], {"supervision": session}, owner, date(2025, 12, 31))[0].credits
    assert told["least"].to_list()[0] == pytest.approx(counts)


ACTIVITIES = """title | start_date | hours | category | credit_type | method
    T | 2024-03-14 | 5 | mentor_coaching | core_competency | live
    T | 2024-06-{last} | 5 | mentor_coaching | core_competency | live
    T | 2024-07-10 | 11 | course | core_competency | live
    T | 2024-08-10 | 3 | course | ethics | live
    T | 2024-09-10 | {resource} | reading | resource_development | self_paced"""


@pytest.mark.parametrize(
    ("last", "resource", "credits", "short"),
    [
        (14, 16, 40, set()),
        (14, 30, 40, set()),  # 16 of the 30 count
        (14, 15, 39, {"credits"}),
        (13, 16, 40, {"mentor-span"}),  # a day short of three months
    ],
)
def test_ten_mentoring_eleven_core_three_ethics_sixteen_resource_renew_an_acc(rows, last, resource, credits, short):
    training = rows("training", ACTIVITIES.format(last=last, resource=resource))
    owner = Dossier(Path(), member_id="C1", cycle_start=date(2024, 1, 1), cycle_end=date(2026, 12, 31))
    (told,) = evaluate([PACKS["icf-renewal-acc-2025"]], {"training": training}, owner, date(2026, 12, 31))
    verdicts = {row["rule"]: row for row in told.verdicts.to_dicts()}
    assert (verdicts["credits"]["found"], verdicts["core-competencies"]["found"]) == (credits, 24)
    assert {rule for rule, row in verdicts.items() if row["verdict"] == "not_met"} == short


def test_supervision_may_count_as_core_competency_and_then_nothing_is_certain(rows):
    columns = "title | start_date | hours | category | credit_type | method"
    training = rows("training", f"{columns}\nT | 2024-03-14 | 20 | course | core_competency | live")
    session = rows("supervision", f"{SESSION}2025-05-14 | 720 | individual | S1 |")
    owner = Dossier(Path(), member_id="C1", cycle_start=date(2024, 1, 1), cycle_end=date(2026, 12, 31))
    tables = {"training": training, "supervision": session}
    (told,) = evaluate([PACKS["icf-renewal-pcc-2025"]], tables, owner, date(2026, 12, 31))
    core = told.verdicts.filter(rule="core-competencies").to_dicts()[0]
    assert (core["found"], core["found_most"], core["verdict"]) == (20, 30, "unknown")  # 10 of the 12 hours at most


def test_the_pack_of_the_code_does_not_copy_its_sentences(cases):
    code = (cases.parent / "reference" / "code-de-deontologie.txt").read_text(encoding="utf-8")
    assert not [rule.id for rule in PACKS["accompagnant-47"].rules if fours(rule.text.fr) & fours(code)]


def fours(text):
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i : i + 4]) for i in range(len(words) - 3)}
